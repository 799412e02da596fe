"""Which earlier articles may share words with a new one: by equal bodies, by MinHash bands, by fingerprints of passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.weave.postings import Owners, Postings
from marsad.weave.retellings import ordinal
from marsad.weave.sketches import PERMUTATIONS, Sketch, bands, checked, unpacked

_ALIKE = 0.28
_SHARED = 0.2
_COMMON = 64
_HABIT, _HABIT_DAYS = 3, 7
_FIRST_SIZE = 1024


class Candidate(NamedTuple):
    """An earlier article by number; `passage` when the two share passages that are not said time and again."""

    number: int
    passage: bool


class Candidates:
    """The sketches of all articles so far, numbered in the order of their coming, and the indexes over them."""

    def __init__(self) -> None:
        self.sketches: list[Sketch] = []
        self._bands = Postings()
        self._prints = Postings()
        self._bodies: dict[bytes, list[int]] = {}
        self._publishers: dict[str | None, int] = {None: 0}
        self._signatures = np.zeros((_FIRST_SIZE, PERMUTATIONS), dtype=np.uint32)
        self._facts = np.zeros((_FIRST_SIZE, 3), dtype=np.int32)  # day, publisher, number of fingerprints

    def add(self, kept: Sketch) -> int:
        """The number of a sketch that is remembered from now on. Raises DataError for one of another scheme."""
        number = len(self.sketches)
        self.sketches.append(checked(kept))
        if number == len(self._facts):
            self._signatures, self._facts = (
                np.concatenate([a, np.zeros_like(a)]) for a in (self._signatures, self._facts)
            )
        prints = unpacked(kept.fingerprints)
        publisher = self._publishers.setdefault(kept.publisher, len(self._publishers))
        self._facts[number] = ordinal(kept.day), publisher, len(prints)
        self._bodies.setdefault(kept.body, []).append(number)
        if kept.signature:
            signature = unpacked(kept.signature)
            self._signatures[number] = signature
            self._bands.add(np.unique(bands(signature)), number)
            self._prints.add(prints.astype(np.uint64), number)
        return number

    def add_all(self, many: Sequence[Sketch]) -> range:
        """As `add` for each of many sketches, all at once; the numbers they get. Raises DataError likewise."""
        numbers = range(len(self.sketches), len(self.sketches) + len(many))
        self.sketches += [checked(kept) for kept in many]
        if numbers.stop > len(self._facts):
            self._signatures, self._facts = (
                np.concatenate([a, np.zeros((numbers.stop, a.shape[1]), a.dtype)])
                for a in (self._signatures, self._facts)
            )
        for number, kept in zip(numbers, many, strict=True):
            publisher = self._publishers.setdefault(kept.publisher, len(self._publishers))
            self._facts[number] = ordinal(kept.day), publisher, len(kept.fingerprints) // 4
            self._bodies.setdefault(kept.body, []).append(number)
        signed = [number for number in numbers if self.sketches[number].signature]
        owners = np.array(signed, dtype=np.uint32)
        signatures = unpacked(b"".join(self.sketches[n].signature for n in signed)).reshape(-1, PERMUTATIONS)
        self._signatures[owners] = signatures
        banded = np.sort(bands(signatures), axis=1)
        once = np.ones(banded.shape, dtype=bool)
        once[:, 1:] = banded[:, 1:] != banded[:, :-1]
        self._bands.add_all(banded[once], np.repeat(owners, once.sum(axis=1)))
        prints = unpacked(b"".join(self.sketches[n].fingerprints for n in signed)).astype(np.uint64)
        self._prints.add_all(prints, np.repeat(owners, self._facts[owners, 2]))
        return numbers

    def find(self, kept: Sketch) -> list[Candidate]:
        """The articles that may share words with this one, by number."""
        passages = self._sharing(kept)
        every = passages | self._alike(kept) | set(self._bodies.get(kept.body, ()))
        return [Candidate(number, number in passages) for number in sorted(every)]

    def _alike(self, kept: Sketch) -> set[int]:
        """Those whose MinHash values agree in 28 of 100: resemblance of 0.5 gives fewer once in 3,000 times."""
        if not kept.signature:
            return set()
        signature = unpacked(kept.signature)
        found = _together(self._bands.find(np.unique(bands(signature))))
        if not len(found):
            return set()
        one = np.unique(found)
        return set(one[(self._signatures[one] == signature).mean(axis=1) >= _ALIKE].tolist())

    def _sharing(self, kept: Sketch) -> set[int]:
        """Those that share two fingerprints and a fifth of what the one with fewer has."""
        prints = unpacked(kept.fingerprints).astype(np.uint64)
        found = _together(self._telling(owners, kept) for owners in self._prints.find(prints))
        if not len(found):
            return set()
        one, times = np.unique(found, return_counts=True)
        least = np.minimum(self._facts[one, 2], len(prints))
        return set(one[(times >= 2) & (times >= _SHARED * least)].tolist())

    def _telling(self, owners: Owners, kept: Sketch) -> Owners:
        """The holders of a fingerprint, unless it is a formula, a footer or too common to tell anything.

        Three holders of one outlet make it that outlet's habit; three on days more than a week apart, everybody's.
        """
        if len(owners) < _HABIT:
            return owners
        days = self._facts[owners, 0]
        spread = max(int(days.max()), ordinal(kept.day)) - min(int(days.min()), ordinal(kept.day))
        if len(owners) > _COMMON or spread > _HABIT_DAYS:
            return owners[:0]
        same = self._facts[owners, 1] == self._publishers.get(kept.publisher, -1)
        return owners[~same] if kept.publisher is not None and same.sum() >= _HABIT else owners


def _together(parts: Iterable[Owners]) -> NDArray[np.uint32]:
    held = [part for part in parts if len(part)]
    return np.concatenate(held) if held else np.zeros(0, dtype=np.uint32)
