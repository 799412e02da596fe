"""Names side by side: what two spellings of a word cost, and which words of two names agree."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from simplemma import is_known

from marsad.resolve.keys import SON

Words = tuple[str, ...]
_GROUPS = ("تط", "دض", "سصث", "شس", "زذظ", "غجقك", "خحه", "بف", "كخ", "اوي", "دت", "سز", "تث", "جزش", "كق")
_WEAK = frozenset("اويهء")
_DEAR = 6.0
_SHORT = 3


class Alignment(NamedTuple):
    """Two names word by word: the words that agree with the cost of each in bits, and how many words only one has.

    `given_only`: a single word that is the other's first; `no_family`: the longer one's last word is none of the shorter's.
    """

    pairs: tuple[tuple[str, str, float], ...]
    left_over: int
    given_only: bool = False
    no_family: bool = False

    @property
    def cost(self) -> float:
        """What the spellings cost together, in bits."""
        return sum(cost for *_, cost in self.pairs)


@lru_cache(maxsize=100_000)
def spelling(left: str, right: str, native: bool = False) -> float | None:
    """The cost in bits of two spellings of one word, None where they are no spellings of one.

    Vowels come and go for 1 bit, letters for one Latin sound change for 1, neighbours swap for 1.5, up to one bit for three
    letters; in words of three letters and less all is three times as dear. In `native` names, whose vowels tell people
    apart (حسن حسين, عامر عمار), 6 bits more. A consonant more or less is another word.
    """
    left, right = left.removeprefix(SON), right.removeprefix(SON)
    if left == right:
        return 0.0
    if not left or not right:
        return None
    if left[0] != right[0] and not (left[0] in _WEAK and right[0] in _WEAK) and _change(left[0], right[0]) > 1:
        return None
    length = min(len(left), len(right))
    most = max(1.0, length / 3)
    if OSA.distance(left, right, score_cutoff=int(most)) > most:  # each edit costs a bit or more
        return None
    cost = _edits(left, right)
    if cost > most:
        return None
    if length <= _SHORT:
        cost *= 3
    if native and not (left[:-1] == right[:-1] and {left[-1], right[-1]} == {"ه", "ا"}):
        cost += _DEAR
    return cost


@lru_cache(maxsize=100_000)
def body_spelling(left: str, right: str) -> float | None:
    """As `spelling`, for words of bodies and places: no two dictionary words, nor short words, are one (عمل عمال, جبل جبال)."""
    if left == right:
        return 0.0
    if min(len(left), len(right)) <= _SHORT + 1 or (in_dictionary(left) and in_dictionary(right)):
        return None
    return spelling(left, right)


def _edits(left: str, right: str) -> float:
    """Weighted edit distance with neighbours swapped (restricted Damerau-Levenshtein)."""
    before: list[float] = []
    row = [0.0]
    for letter in right:
        row.append(row[-1] + _alone(letter))
    for i, a in enumerate(left, 1):
        older, before = before, row
        row = [before[0] + _alone(a)]
        for j, b in enumerate(right, 1):
            best = min(before[j] + _alone(a), row[j - 1] + _alone(b), before[j - 1] + _change(a, b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2] and a != b:
                best = min(best, older[j - 2] + 1.5)
            row.append(best)
    return row[-1]


def _alone(letter: str) -> float:
    return 1.0 if letter in _WEAK else 4.0


@lru_cache(maxsize=4096)
def _change(a: str, b: str) -> float:
    if a == b:
        return 0.0
    return 1.0 if any(a in g and b in g for g in _GROUPS) else 4.0


@lru_cache(maxsize=200_000)
def align(left: Words, right: Words, native: bool = False) -> Alignment | None:
    """Two names word by word, None where they cannot be one person's.

    Names begin alike, and every word of the shorter stands in the longer in order; a single word is the longer's last, or
    any but the first; the first alone (`given_only`) says little.
    """
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if not short:
        return None
    if len(short) == 1:
        return _single(short[0], long, native)
    first = spelling(short[0], long[0], native)
    if first is None:
        return None
    pairs = [(short[0], long[0], first)]
    at = 1
    for word in short[1:]:
        due = at
        while at < len(long) and (cost := _later(word, long[at], native)) is None:
            at += 1
        if at == len(long) or (at > due and word.startswith(SON)):
            return None  # محمد بن عبدالعزيز is not محمد بن نايف بن عبدالعزيز
        pairs.append((word, long[at], cost or 0.0))
        at += 1
    return Alignment(tuple(pairs), len(long) - len(short), no_family=at < len(long))


def _later(left: str, right: str, native: bool) -> float | None:
    """The cost of two words behind the first, or alone: those of three letters must be one and the same."""
    cost = spelling(left, right, native)
    if cost and min(len(left.removeprefix(SON)), len(right.removeprefix(SON))) <= _SHORT:
        return None
    return cost


@lru_cache(maxsize=200_000)
def align_bodies(left: Words, right: Words) -> Alignment | None:
    """Two names of bodies or places word by word: as many words, in one order."""
    if len(left) != len(right):
        return None
    pairs = []
    for a, b in zip(left, right, strict=True):
        cost = body_spelling(a, b)
        if cost is None:
            return None
        pairs.append((a, b, cost))
    return Alignment(tuple(pairs), 0)


def _single(word: str, long: Words, native: bool) -> Alignment | None:
    for at in range(len(long) - 1, -1, -1):
        cost = _later(word, long[at], native)
        if cost is not None:
            return Alignment(((word, long[at], cost),), len(long) - 1, given_only=at == 0 and len(long) > 1)
    return None


@lru_cache(maxsize=100_000)
def in_dictionary(word: str) -> bool:
    """Whether a folded word, in one of its spellings, stands in a general dictionary of Arabic forms (simplemma)."""
    ends = {word, word[:-1] + "ة"} if word.endswith("ه") else {word, word[:-1] + "ى"} if word.endswith("ي") else {word}
    starts = {hamza + end[1:] for end in ends if end.startswith("ا") for hamza in "أإآ"}
    return any(is_known(form, lang="ar") for form in ends | starts)
