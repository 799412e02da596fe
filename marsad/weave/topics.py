"""Topics: which issues of a dossier a text names (`of`), and which ones an event in it is about (`about`).

The words of an issue are matched as the reader of stances matches them: folded, clitics and article aside, one to three
adjectives allowed inside a phrase (وقف فوري لإطلاق النار). An issue's `unless` phrases hide the words inside them.
A sentence names more than its events are about: who "refused to answer, days after the truce" refused no truce. So an
event is about the issues that its trigger and the words right behind it name, within the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS
from marsad.lang.ar.words import bases, is_phrase, splits
from marsad.model.span import Span
from marsad.weave.folded import reach, twin

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W_\d]+|\d+[^\W_]*")
_BETWEEN = 3
_CLAUSE_END = re.compile(r"[،؛.:!?؟\n]")
_REACH = 8
"""Words from an event's trigger on that may say what it is about."""


class Form(Protocol):
    """A word or phrase of an issue."""

    @property
    def form(self) -> str:
        """The word as written."""
        ...

    @property
    def bare(self) -> str | None:
        """`none` for a word of many meanings, which names no issue by itself."""
        ...


class Named(Protocol):
    """What is needed of an issue: its id, its words, and the phrases that only look like it."""

    @property
    def id(self) -> str:
        """The issue's id."""
        ...

    @property
    def words(self) -> Sequence[Form]:
        """Words and phrases that name the issue or its opposite."""
        ...

    @property
    def unless(self) -> tuple[str, ...]:
        """Phrases that hold one of the words and do not name the issue."""
        ...


class _Row(NamedTuple):
    words: tuple[str, ...]
    issue: int
    names: bool


class Topics:
    """The words of a dossier's issues, ready for look-up in any text."""

    def __init__(self, issues: Iterable[Named]) -> None:
        self._ids: list[str] = []
        self._rows: dict[str, list[_Row]] = {}
        self._begun = lru_cache(maxsize=50_000)(self._beginning)
        for number, issue in enumerate(issues):
            self._ids.append(issue.id)
            for form in (word.form for word in issue.words if word.bare != "none"):
                self._add(form, number, names=True)
            for form in issue.unless:
                self._add(form, number, names=False)

    def _add(self, form: str, issue: int, *, names: bool) -> None:
        words = tuple(fold(form).split())
        self._rows.setdefault(words[0], []).append(_Row(words, issue, names))

    def of(self, text: str) -> tuple[str, ...]:
        """The ids of the issues that a text names, in the dossier's order; empty where it names none."""
        return self._named(*_words(text))

    def about(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """The ids of the issues that an event is about: `start` is its trigger's, `end` that of its evidence.

        Looked for in at most 8 words from the trigger on, up to the end of the clause.
        """
        whole = twin(text)
        words: list[str] = []
        gaps: list[str] = []
        behind = 0
        for m in _WORD.finditer(whole.folded, *reach(whole, Span(start, end))):
            if words:
                gap = whole.folded[behind : m.start()]
                if m[0] in CLAUSE_BREAKS or _CLAUSE_END.search(gap):
                    break
                gaps.append(gap)
            words.append(m[0])
            behind = m.end()
            if len(words) == _REACH:
                break
        return self._named(words, gaps)

    def _named(self, words: Sequence[str], gaps: Sequence[str]) -> tuple[str, ...]:
        named: set[int] = set()
        taken: dict[int, int] = {}
        for at in range(len(words)):
            longest: dict[int, tuple[int, bool]] = {}
            for row, stop in self._at(words, gaps, at):
                longest[row.issue] = max(longest.get(row.issue, (0, False)), (stop, not row.names))
            for issue, (stop, hidden) in longest.items():
                if stop > taken.get(issue, 0):
                    taken[issue] = stop
                    if not hidden:
                        named.add(issue)
        return tuple(id_ for number, id_ in enumerate(self._ids) if number in named)

    def _at(self, words: Sequence[str], gaps: Sequence[str], at: int) -> Iterator[tuple[_Row, int]]:
        """The rows that begin at a word, each with the word behind its last."""
        for row in self._begun(words[at]):
            stop = _stop(words, gaps, at, row.words)
            if stop:
                yield row, stop

    def _beginning(self, word: str) -> tuple[_Row, ...]:
        """The rows whose first word this is, clitics and article aside."""
        return tuple(row for split in {split.word for split in splits(word)} for row in self._rows.get(split, ()))


def _words(text: str) -> tuple[list[str], list[str]]:
    """The folded words of a text, and what stands between them."""
    folded = fold(text)
    found = list(_WORD.finditer(folded))
    return [m[0] for m in found], [folded[a.end() : b.start()] for a, b in pairwise(found)]


def _stop(words: Sequence[str], gaps: Sequence[str], at: int, phrase: Sequence[str]) -> int:
    """Where a phrase whose first word stands at `at` ends, 0 where the rest of it does not follow."""
    rest, stop = phrase[1:], at + len(phrase)
    if is_phrase([*map(bases, words[at + 1 : stop])], rest):
        return stop
    for more in range(1, _BETWEEN + 1) if rest else ():
        first = at + 1 + more
        if first >= len(words) or gaps[first - 2] != " " or words[first - 1] in PREPOSITIONS:
            return 0
        if words[first].startswith("ل") and is_phrase([*map(bases, words[first : stop + more])], rest):
            return stop + more
    return 0
