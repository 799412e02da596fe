"""Retellings: articles of the same days that tell the same particulars in other words.

Particulars weigh by how few articles of the days around hold them (idf: Spärck Jones 1972); articles are compared by the
cosine of their weighted sets. Only articles within `WINDOW` days are kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from marsad.model import Span
from marsad.model.telling import Telling
from marsad.weave.particulars import ACTOR, in_order, told
from marsad.weave.sketches import Sketch, unpacked

WINDOW = 3
_KEPT = 2 * WINDOW + 1
_COMMON = 200
_PRIOR = 2000
_ALIKE, _HARD, _ACTORS = 0.4, 20.0, 2
_IN_ORDER, _ORDERED = 0.8, 6
_SHOWN = 8


class Likeness(NamedTuple):
    """An article number that tells the same particulars: their weighted cosine from 0 to 1."""

    number: int
    cosine: float


class Retellings:
    """The particulars of the articles of some days."""

    def __init__(self) -> None:
        self._days: dict[int, dict[int, list[int]]] = {}
        self._held: dict[int, dict[int, list[int]]] = {}

    def remember(self, number: int, kept: Sketch) -> None:
        """Article `number` has these particulars; days too old for the latest are forgotten."""
        day = ordinal(kept.day)
        latest = max(self._days, default=day)
        if day < latest - _KEPT:
            return
        hashes = unpacked(kept.particulars).tolist()
        index = self._days.setdefault(day, defaultdict(list))
        self._held.setdefault(day, {})[number] = hashes
        for one in hashes:
            index[one].append(number)
        for old in [d for d in self._days if d < max(day, latest) - _KEPT]:
            del self._days[old], self._held[old]

    def remember_all(self, numbers: Iterable[int], many: Sequence[Sketch]) -> None:
        """As `remember` for each of many; those too old for the latest of them are passed over."""
        last = max((kept.day for kept in many), default="")
        first = ordinal(last) - _KEPT if last else 0
        for number, kept in zip(numbers, many, strict=True):
            if ordinal(kept.day) >= first:
                self.remember(number, kept)

    def like(self, mine: Sketch) -> list[Likeness]:
        """The articles of the days around that tell the same, by number: some numbers or quoted words, and two actors."""
        around = [d for d in self._days if abs(d - ordinal(mine.day)) <= WINDOW]
        total = _PRIOR + sum(len(self._held[d]) for d in around)
        own = unpacked(mine.particulars).tolist()
        hard: dict[int, float] = defaultdict(float)
        weights: dict[int, float] = {}
        for one in own:
            holders = [n for d in around for n in self._days[d].get(one, ())]
            weights[one] = math.log(total / (1 + len(holders)))
            if one & 3 != ACTOR and len(holders) <= _COMMON:
                for number in holders:
                    hard[number] += weights[one]
        found = [n for n, weight in sorted(hard.items()) if weight >= _HARD]
        every = {n: hashes for d in around for n, hashes in self._held[d].items()} if found else {}
        return [like for n in found if (like := self._compared(n, every[n], weights, around))]

    def _compared(
        self, number: int, theirs: Sequence[int], weights: dict[int, float], around: Sequence[int]
    ) -> Likeness | None:
        shared = [one for one in theirs if one in weights]
        if sum(one & 3 == ACTOR for one in shared) < _ACTORS:
            return None
        total = _PRIOR + sum(len(self._held[d]) for d in around)
        norm = sum(
            weights[one]
            if one in weights
            else math.log(total / (1 + sum(len(self._days[d].get(one, ())) for d in around)))
            for one in theirs
        )
        cosine = sum(weights[one] for one in shared) / math.sqrt(norm * sum(weights.values()))
        return Likeness(number, cosine) if cosine >= _ALIKE else None


def ordinal(day: str) -> int:
    """The number of an ISO day. Raises ValueError for what is none."""
    return date.fromisoformat(day).toordinal()


def same_order(left: Telling, right: Telling) -> bool:
    """Whether both tell the particulars they share in one order, as two translations of one text do."""
    ours, theirs = in_order(left), in_order(right)
    shared = set(ours) & set(theirs)
    if len(shared) < _ORDERED:
        return False
    kept: int = LCSseq.similarity([h for h in ours if h in shared], [h for h in theirs if h in shared])
    return kept >= _IN_ORDER * len(shared)


def shared_spans(copy: Telling, original: Telling) -> tuple[Span, ...]:
    """Where the copy tells what the original tells too: the first eight particulars, in the order of the text."""
    theirs = {one.hash for one in told(original)}
    first: dict[int, Span] = {}
    for one in told(copy):
        if one.hash in theirs:
            first.setdefault(one.hash, one.span)
    return tuple(sorted(first.values())[:_SHOWN])
