"""The folded words of an article with the stored characters they came from, and their shingles as numbers.

A shingle is five words in a row (Broder 1997, "On the resemblance and containment of documents"); it travels as a
64-bit hash that depends on nothing but its words, so that shingles kept yesterday can be compared today.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.model import Span
from marsad.weave.folded import reach, twin

Hashes = NDArray[np.uint64]

SIZE = 5
_WORD = re.compile(r"[^\W_]+")
_POWERS = np.array([pow(0x9E3779B97F4A7C15, k + 1, 2**64) for k in range(256)], dtype=np.uint64)
_SPACE = ord(" ")


class Overlap(NamedTuple):
    """What two articles share: shingles in both, their Jaccard index, and the share of the left's and of the right's own."""

    shared: int
    jaccard: float
    of_left: float
    of_right: float


class Words:
    """The folded words of some stretches of a stored text, in order, and the way back to its characters.

    Every run of letters and digits is a word, so that punctuation, hashtags and vowel marks make no difference.
    """

    def __init__(self, text: str, stretches: Sequence[Span]) -> None:
        self._raw = text
        self._stretches = stretches

    @cached_property
    def words(self) -> list[str]:
        """The folded words."""
        whole = twin(self._raw)
        return [w for s in self._stretches for w in _WORD.findall(whole.folded, *reach(whole, s))]

    @cached_property
    def shingles(self) -> Hashes:
        """The hashes of the shingles in the order of the text, one for each of the words but the last four."""
        return shingle_hashes(self.words)

    @cached_property
    def distinct(self) -> Hashes:
        """The hashes of the shingles, sorted, each once."""
        return once(self.shingles)

    def span(self, start: int, end: int) -> Span:
        """The stored characters of the words `start` to `end` (half-open, at least one)."""
        return Span(self._places[start].start, self._places[end - 1].end)

    @cached_property
    def _places(self) -> list[Span]:
        whole = twin(self._raw)
        found = (m for s in self._stretches for m in _WORD.finditer(whole.folded, *reach(whole, s)))
        return [whole.span(m.start(), m.end()) for m in found]


def word_hashes(words: Sequence[str]) -> Hashes:
    """64 bits of each word, the same in every run: a polynomial of its letters (Karp and Rabin 1987), then mixed."""
    if not words:
        return np.zeros(0, dtype=np.uint64)
    letters = np.frombuffer(" ".join(words).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    between = letters == _SPACE
    starts = np.concatenate([[0], np.flatnonzero(between) + 1])
    lengths = np.diff(starts, append=len(letters) + 1)
    places = np.arange(len(letters)) - np.repeat(starts, lengths)[: len(letters)]
    letters[between] = 0
    return mixed(np.add.reduceat(letters * _POWERS[places % len(_POWERS)], starts))


def shingle_hashes(words: Sequence[str], *, size: int = SIZE) -> Hashes:
    """The hash of every run of `size` words, in order; empty where there are fewer words."""
    count = len(words) - size + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    hashes = word_hashes(words)
    total = np.zeros(count, dtype=np.uint64)
    for k in range(size):
        total += hashes[k : k + count] * _POWERS[k]
    return mixed(total)


def mixed(numbers: Hashes) -> Hashes:
    """Numbers spread over 64 bits (the finaliser of splitmix64: Steele, Lea, Flood 2014)."""
    spread = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    spread = (spread ^ (spread >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(spread ^ (spread >> np.uint64(31)), dtype=np.uint64)


def once(hashes: Hashes) -> Hashes:
    """Hashes sorted, each once; faster than `numpy.unique` for the few of an article."""
    ordered = np.sort(hashes)
    return np.concatenate([ordered[:1], ordered[1:][ordered[1:] != ordered[:-1]]])


def overlap(left: Hashes, right: Hashes) -> Overlap:
    """How far two sets of shingles overlap; both sorted, each shingle once."""
    shared = len(np.intersect1d(left, right, assume_unique=True))
    union = len(left) + len(right) - shared
    return Overlap(shared, _share(shared, union), _share(shared, len(left)), _share(shared, len(right)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def winnow(hashes: Hashes, *, window: int) -> Hashes:
    """The smallest hash of every `window` neighbours, sorted, each once (Schleimer, Wilkerson, Aiken 2003).

    Two texts that share `window` neighbouring shingles share at least one of the hashes chosen; about two of `window` + 1
    are chosen. A text shorter than the window gives its smallest.
    """
    if not len(hashes):
        return hashes
    if len(hashes) <= window:
        return np.sort(hashes)[:1]
    return once(np.lib.stride_tricks.sliding_window_view(hashes, window).min(axis=1))
