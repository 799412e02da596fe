"""Who is who, as the knowledge base knows it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from marsad.model.reading import ActorType


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """A dated office: `of` and `for_` are ids of a state or organisation; no `until` means still held or not known."""

    office: str
    of: str
    for_: str | None = None
    title_ar: str | None = None
    since: str | None = None
    until: str | None = None

    def held(self, day: str) -> bool:
        """Whether it was held on a day (`YYYY-MM-DD`), as far as its dates say."""
        since, until = self.since or "", self.until or "9999"
        return since <= day[: len(since)] and day[: len(until)] <= until


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A person, organisation, state or place. `kind` is finer than `type` (party, ministry, city, ...)."""

    id: str
    type: ActorType
    kind: str
    name: str
    name_ar: str
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    acts_for: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    population: int = 0


class KnownName(NamedTuple):
    """One meaning of a name: whom it may mean, and how far the name alone says so.

    `short` names need their owner's country or full name in the article; `ordinary` ones are common words too.
    """

    actor: str
    short: bool = False
    ordinary: bool = False
