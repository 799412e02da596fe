"""What was judged before, looked up rather than gone through: a resolver that takes up a large ledger reads little of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from marsad.model.woven import Naming


class Past(Protocol):
    """Namings with the actors that they were judged to mean, in the order of their judging."""

    def counts(self) -> Mapping[str, int]:
        """How many namings each actor has."""
        ...

    def called(self, others: Collection[str]) -> Iterable[tuple[Naming, str]]:
        """The first naming of each way that actors `found/...`, and these others, are called, with the actor.

        A way is the reading's id, the type and the names.
        """
        ...

    def of(self, actors: Collection[str]) -> Iterable[Naming]:
        """The namings of some actors."""
        ...

    def latest(self, actors: Collection[str]) -> Iterator[Naming]:
        """The namings of some actors from the last to the first; who has seen enough reads no further."""
        ...

    def actors(self, namings: Collection[str]) -> Mapping[str, str]:
        """The actors of some namings; those that were not judged are left out."""
        ...
