"""Where events happened: places with their coordinates and the events of each type there."""

from __future__ import annotations

import msgspec
import numpy as np

from marsad import flow
from marsad.flow.recalled import recalled_events
from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.ledger.standing import among, matching
from marsad.views.answers import Name


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """A place (degrees, WGS 84), the number of its events, and of how many of each PLOVER type."""

    id: str
    name: Name
    latitude: float
    longitude: float
    events: int
    types: dict[str, int]


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """Places, those with most events first.

    `events` counts all that answer, `nowhere` those without a place, `unlocated` those whose place has no coordinates
    (a state, a region).
    """

    places: tuple[Located, ...]
    events: int
    nowhere: int
    unlocated: int


def mapped(ledger: Ledger, filter_: Filter) -> Mapped:
    """The events that answer to a filter by place, whatever their status: those that the GeoJSON export puts at a point.

    Raises LedgerError for a day that is none.
    """
    with ledger.reading() as connection:
        events, _ = recalled_events(connection, known_on=filter_.known_on)
        kept = np.ones(len(events.numbers), dtype=bool)
        if filter_ != Filter(known_on=filter_.known_on):
            kept = among(events.numbers, matching(connection, "event", filter_).numbers)
    width = max(len(events.types), 1)
    counts = np.bincount(events.where[kept] * width + events.kinds[kept], minlength=len(events.places) * width)
    by_place = dict(zip(events.places, counts.reshape(-1, width).tolist(), strict=True))
    nowhere = sum(by_place.pop("", ()))
    places = sorted(
        (
            place
            for id_, row in by_place.items()
            if any(row) and (place := _located(id_, dict(zip(events.types, row, strict=True))))
        ),
        key=lambda place: (-place.events, place.id),
    )
    total, located = int(np.count_nonzero(kept)), sum(place.events for place in places)
    return Mapped(places=tuple(places), events=total, nowhere=nowhere, unlocated=total - nowhere - located)


def _located(id_: str, types: dict[str, int]) -> Located | None:
    known = flow.knowledge().actors.get(id_)
    if known is None or known.latitude is None or known.longitude is None:
        return None
    return Located(
        id=id_,
        name=Name(known.name_ar, known.name),
        latitude=known.latitude,
        longitude=known.longitude,
        events=sum(types.values()),
        types={type_: count for type_, count in types.items() if count},
    )
