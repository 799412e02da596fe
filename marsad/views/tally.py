"""Events and articles counted by period, for a timeline: each event once, whoever its parties are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from marsad import flow
from marsad.errors import InputError
from marsad.flow.recalled import recalled_events
from marsad.ledger import Ledger
from marsad.ledger.filters import QUADS, Filter
from marsad.ledger.present import Days, by_day
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import Kind, Numbers, among, matching

_MOST = 120  # periods that a timeline can show side by side
_LONGEST: dict[flow.Every, int] = {
    "day": 4_000,
    "week": 28_000,
    "month": 150_000,
    "year": 4_000_000,
}  # days of an answer
_UNITS: dict[flow.Every, str] = {"month": "datetime64[M]", "year": "datetime64[Y]"}
_MONDAY = 3  # days from the Monday before it to the first day of 1970, from which numpy counts
_CLASS: dict[str, int] = {type_: place for place, types in enumerate(QUADS.values()) for type_ in types}


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A day, ISO week, month or year: its events by quad class, of whatever status, and the articles that were published in it."""

    period: str
    since: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    articles: int


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """All periods from the first to the last day asked for, else of the ledger's articles; `outside` counts events of other days.

    `empty` is the number of days without any article.
    """

    every: flow.Every
    since: str
    until: str
    periods: tuple[Period, ...]
    events: int
    articles: int
    outside: int
    empty: int


def tally(ledger: Ledger, wanted: Filter, *, every: flow.Every | None = None) -> Tally | None:
    """The events and articles that answer to a filter by period, by default one that gives at most 120; None where no article says from when to when.

    Raises InputError for many more periods than anybody reads.
    """
    within = msgspec.structs.replace(
        Filter(known_on=wanted.known_on), since=wanted.since, until=wanted.until, source=wanted.source
    )
    with ledger.reading() as connection:
        key = wanted, as_of(connection, wanted.known_on)
        told = remembered(connection, "tally", key, lambda: _told(connection, wanted), keep=64)
        published = by_day(connection, within)
    if not len(published.days) and not (wanted.since and wanted.until):
        return None
    since, until = wanted.since or str(published.days[0]), wanted.until or str(published.days[-1])
    length = (date.fromisoformat(until) - date.fromisoformat(since)).days + 1
    every = every or _suiting(length)
    if length > _LONGEST[every]:
        raise InputError(
            f"{since} to {until} by {every}: too many periods to show; ask for fewer days or longer periods"
        )
    counts, outside = _counted(told, every, (since, until))
    articles, _ = _counted(published, every, (since, until))
    return Tally(
        every=every,
        since=since,
        until=until,
        periods=_listed(_periods(every, since, until), counts, articles),
        events=int(counts.sum()),
        articles=int(articles.sum()),
        outside=outside,
        empty=length - len(published.days),
    )


def _listed(periods: Sequence[tuple[str, str]], counts: Numbers, articles: Numbers) -> tuple[Period, ...]:
    """Each period with its first day, its events by quad class and its articles."""
    rows = zip(periods, counts.tolist(), articles[:, 0].tolist(), strict=True)
    return tuple(
        Period(period=period, since=first, events=sum(row), articles=told, **dict(zip(QUADS, row, strict=True)))
        for (period, first), row, told in rows
    )


def _suiting(length: int) -> flow.Every:
    """The shortest period of which so many days give no more than can be shown side by side."""
    return next((every for every, days in flow.DAYS.items() if length <= days * _MOST), "year")


def _told(connection: Connection, wanted: Filter) -> Days:
    """The days of the events that answer, and how many of each quad class each has."""
    found = matching(connection, "event", wanted)
    events, _ = recalled_events(connection, known_on=wanted.known_on)
    known = among(found.numbers, events.numbers)  # while a weaving is worked in, one may be of the state before
    found = Kind(found.numbers[known], found.days[known])
    classes = np.array([_CLASS[type_] for type_ in events.types], dtype=np.int64)
    days, places = np.unique(found.days, return_inverse=True)
    keys = places * len(QUADS) + classes[events.kinds[np.searchsorted(events.numbers, found.numbers)]]
    counts = np.bincount(keys, minlength=len(days) * len(QUADS)).reshape(-1, len(QUADS))
    return Days(np.char.decode(days, "ascii").astype("datetime64[D]"), counts)


def _counted(days: Days, every: flow.Every, span: tuple[str, str]) -> tuple[Numbers, int]:
    """What days have summed by the periods of a span, and how much of it is of no day of the span."""
    since, until = (np.array(day, "datetime64[D]") for day in span)
    inside = (days.days >= since) & (days.days <= until)
    first, last = int(_place(since, every)), int(_place(until, every))
    summed = np.zeros((last - first + 1, days.counts.shape[1]), dtype=np.int64)
    np.add.at(summed, _place(days.days[inside], every) - first, days.counts[inside])
    return summed, int(days.counts.sum() - summed.sum())


def _place(days: NDArray[np.datetime64], every: flow.Every) -> Numbers:
    """The number of the period that each day falls into."""
    if every in _UNITS:
        return days.astype(_UNITS[every]).astype(np.int64)
    return days.astype(np.int64) if every == "day" else (days.astype(np.int64) + _MONDAY) // 7


@lru_cache(maxsize=64)
def _periods(every: flow.Every, since: str, until: str) -> tuple[tuple[str, str], ...]:
    """Each period of a span with its first day."""
    return tuple((period, _first(period, every)) for period in flow.periods(every, since, until))


def _first(period: str, every: flow.Every) -> str:
    more = {"day": "", "week": "-1", "month": "-01", "year": "-01-01"}[every]
    return date.fromisoformat(period + more).isoformat()
