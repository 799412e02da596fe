"""Phrases of several words found in one pass over a text."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class PhraseTrie(Generic[Value]):
    """Maps phrases (runs of folded words) to values; the longest phrase at a place wins.

    Stored as one dictionary from word tuples, with the lengths in use under each first word, so that a text is
    scanned with one look-up a word in the usual case.
    """

    __slots__ = ("_first", "_phrases")

    def __init__(self) -> None:
        self._phrases: dict[tuple[str, ...], list[Value]] = {}
        self._first: dict[str, list[int]] = {}

    def add(self, words: Iterable[str], value: Value) -> None:
        """Store `value` under a phrase; several values may share one."""
        key = tuple(words)
        if not key:
            return
        values = self._phrases.setdefault(key, [])
        if value not in values:
            values.append(value)
        lengths = self._first.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def __contains__(self, words: tuple[str, ...]) -> bool:
        return words in self._phrases

    def __len__(self) -> int:
        return len(self._phrases)

    @property
    def beginnings(self) -> Container[str]:
        """The words that a phrase begins with."""
        return self._first

    def get(self, words: tuple[str, ...]) -> list[Value]:
        """The values of one phrase."""
        return self._phrases.get(words, [])

    def longest(self, words: Sequence[str], at: int, first: str | None = None) -> tuple[int, list[Value]]:
        """How many words from `at` on the longest phrase covers, and its values; (0, []) when none does.

        `first` replaces the word at `at`: the same word without its proclitics.
        """
        head = words[at] if first is None else first
        for length in self._first.get(head, ()):
            if length == 1:
                key: tuple[str, ...] = (head,)
            elif at + length <= len(words):
                key = (head, *words[at + 1 : at + length])
            else:
                continue
            values = self._phrases.get(key)
            if values:
                return length, values
        return 0, []
