"""Events and articles counted by period, for a timeline: each event once, whoever its parties are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache

import msgspec
import numpy as np
from sqlalchemy import Connection

from marsad import flow
from marsad.errors import InputError
from marsad.flow.recalled import recalled_events
from marsad.ledger import Ledger
from marsad.ledger.filters import QUADS, Filter
from marsad.ledger.present import by_day
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import matching
from marsad.model.woven import Quad

_MOST = 120  # periods that a timeline can show side by side
_LONGEST: dict[flow.Every, int] = {"day": 4_000, "week": 28_000, "month": 150_000}  # days of an answer
_CLASS: dict[str, Quad] = {type_: quad for quad, types in QUADS.items() for type_ in types}


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A day, ISO week or month: its events by quad class, of whatever status, and the articles that were published in it."""

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
    if not published and not (wanted.since and wanted.until):
        return None
    since, until = wanted.since or min(published), wanted.until or max(published)
    length = (date.fromisoformat(until) - date.fromisoformat(since)).days + 1
    every = every or ("day" if length <= _MOST else "week" if length <= 7 * _MOST else "month")
    if length > _LONGEST[every]:
        raise InputError(
            f"{since} to {until} by {every}: too many periods to show; ask for fewer days or longer periods"
        )
    counts, outside = _counted(told, every, (since, until))
    articles: Counter[str] = Counter()
    for day, count in published.items():
        articles[_period_of(day, every)] += count
    periods = tuple(_period(p, every, counts, articles[p]) for p in _periods(every, since, until))
    return Tally(
        every=every,
        since=since,
        until=until,
        periods=periods,
        events=sum(p.events for p in periods),
        articles=sum(published.values()),
        outside=outside,
        empty=length - len(published),
    )


def _told(connection: Connection, wanted: Filter) -> list[tuple[str, str, int]]:
    """Day and type of the events that answer, and how many there are of each."""
    found = matching(connection, "event", wanted)
    if not len(found.numbers):
        return []
    events, _ = recalled_events(connection, known_on=wanted.known_on)
    kinds = events.kinds[np.searchsorted(events.numbers, found.numbers)]
    new = np.append(True, found.days[1:] != found.days[:-1])  # they stand in the order of their days
    keys, counts = np.unique((np.cumsum(new) - 1) * len(events.types) + kinds, return_counts=True)
    days = np.char.decode(found.days[new], "ascii").tolist()
    return [
        (days[key // len(events.types)], events.types[key % len(events.types)], count)
        for key, count in zip(keys.tolist(), counts.tolist(), strict=True)
    ]


def _counted(
    told: list[tuple[str, str, int]], every: flow.Every, span: tuple[str, str]
) -> tuple[Counter[tuple[str, Quad]], int]:
    """Events by period and quad class, and how many happened on no day of the span."""
    counts: Counter[tuple[str, Quad]] = Counter()
    outside = 0
    for day, type_, count in told:
        if span[0] <= day <= span[1]:
            counts[_period_of(day, every), _CLASS[type_]] += count
        else:
            outside += count
    return counts, outside


@lru_cache(maxsize=1 << 16)
def _period_of(day: str, every: flow.Every) -> str:
    return flow.period_of(date.fromisoformat(day), every)


@lru_cache(maxsize=64)
def _periods(every: flow.Every, since: str, until: str) -> tuple[str, ...]:
    return tuple(flow.periods(every, since, until))


def _period(period: str, every: flow.Every, counts: Counter[tuple[str, Quad]], articles: int) -> Period:
    by_class = {quad: counts[period, quad] for quad in QUADS}
    since = date.fromisoformat(f"{period}-1" if every == "week" else f"{period}-01" if every == "month" else period)
    return Period(period=period, since=since.isoformat(), events=sum(by_class.values()), articles=articles, **by_class)
