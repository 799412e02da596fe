"""Which articles hold which hashes: an index that grows by sorted runs, 12 bytes an entry.

New entries wait in a dictionary; when there are enough of them they become a sorted run, and runs of like length are
merged, so that n entries cost n log n in all (O'Neil and others 1996, "The log-structured merge-tree").
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from marsad.weave.shingles import Hashes

Owners = NDArray[np.uint32]

WAITING = 1 << 17


class Postings:
    """Hashes and the numbers of the articles that hold them; an article is added once."""

    def __init__(self, *, waiting: int = WAITING) -> None:
        self._limit = waiting
        self._count = 0
        self._new: dict[int, list[int]] = {}
        self._runs: list[tuple[Hashes, Owners]] = []

    def add(self, hashes: Hashes, owner: int) -> None:
        """Article number `owner` holds these hashes."""
        for key in hashes.tolist():
            self._new.setdefault(key, []).append(owner)
        self._count += len(hashes)
        if self._count >= self._limit:
            self._settle()

    def add_all(self, hashes: Hashes, owners: Owners) -> None:
        """As `add` for each article: its number stands beside each of its hashes, and the numbers rise."""
        if self._count:
            self._settle()
        if len(hashes):
            self._keep(_in_order([hashes], [owners]))

    def find(self, hashes: Hashes) -> list[Owners]:
        """The numbers of the articles that hold a hash, rising, for each hash that any holds."""
        found: dict[int, list[Owners]] = {}
        for keys, owners in self._runs:
            first = np.searchsorted(keys, hashes, side="left")
            last = np.searchsorted(keys, hashes, side="right")
            for k in np.flatnonzero(last > first).tolist():
                found.setdefault(k, []).append(owners[first[k] : last[k]])
        for k, key in enumerate(hashes.tolist()):
            if new := self._new.get(key):
                found.setdefault(k, []).append(np.array(new, dtype=np.uint32))
        return [parts[0] if len(parts) == 1 else np.concatenate(parts) for parts in found.values()]

    def _settle(self) -> None:
        keys = np.fromiter((key for key, own in self._new.items() for _ in own), np.uint64, self._count)
        owners = np.fromiter((one for own in self._new.values() for one in own), np.uint32, self._count)
        self._new, self._count = {}, 0
        self._keep(_in_order([keys], [owners]))

    def _keep(self, run: tuple[Hashes, Owners]) -> None:
        self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2][0]) <= 2 * len(self._runs[-1][0]):
            late, early = self._runs.pop(), self._runs.pop()
            self._runs.append(_in_order([early[0], late[0]], [early[1], late[1]]))


def _in_order(keys: Iterable[Hashes], owners: Iterable[Owners]) -> tuple[Hashes, Owners]:
    every, whose = np.concatenate(list(keys)), np.concatenate(list(owners))
    order = np.argsort(every, kind="stable")
    return every[order], whose[order]
