"""What is counted and weighed for a question: positions, series, gaps in coverage."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import compress, groupby, pairwise

import numpy as np
from msgspec import structs
from sqlalchemy import Connection

from marsad import flow
from marsad.errors import InputError
from marsad.flow.recalled import recalled_events, recalled_evidence
from marsad.ledger import Ledger, codec
from marsad.ledger.filters import Filter
from marsad.ledger.present import published
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import among, matching
from marsad.model.woven import Position, SeriesRow
from marsad.views.answers import Answer, Gap
from marsad.views.names import names_of

MOST = 2_000_000
"""Rows that a series may have with the periods in which nothing happened."""
GAP = 2
"""Days without an article from which on a source or the ledger is said to have a gap."""


def positions(ledger: Ledger, filter_: Filter, *, on: str | None = None) -> Answer[Position]:
    """Positions of named actors, by actor and issue; without `on` they are weighed as of the filter's last day, else of the ledger's latest evidence.

    What else is asked for (source, story, type, ...) its evidence must bear: the event, or the oldest telling of the words.
    """
    with ledger.reading() as connection:
        key = (filter_, on, as_of(connection, filter_.known_on))
        return remembered(
            connection, "positions", key, lambda: _positions(connection, ledger.dossier, filter_, on), keep=32
        )


def _positions(connection: Connection, dossier: str, filter_: Filter, on: str | None) -> Answer[Position]:
    held = recalled_evidence(connection, dossier, known_on=filter_.known_on)
    rest = structs.replace(filter_, actor=None, issue=None, since=None, until=None, min_confidence=0.0)
    borne = None
    if rest != Filter(known_on=filter_.known_on):
        borne = np.concatenate([matching(connection, kind, rest).numbers for kind in ("statement", "event")])
    pieces = held.chosen(filter_.actor, filter_.issue, borne)
    since, until = filter_.since and codec.day(filter_.since), filter_.until and codec.day(filter_.until)
    rows = flow.weigh(pieces, since=since, until=until, on=codec.day(on) if on else until or held.latest)
    kept = tuple(r for r in rows if r.confidence >= filter_.min_confidence)
    return Answer(rows=kept, total=len(kept), names=names_of(connection, {r.actor for r in kept}))


def series(
    ledger: Ledger, filter_: Filter, *, every: flow.Every = "month", complete: bool = False, limit: int | None = None
) -> Answer[SeriesRow]:
    """Events by directed dyad and period, in the order of dyads and periods; `complete` adds periods without events.

    Raises InputError where those would be more than `MOST` rows.
    """
    with ledger.reading() as connection:
        events, counted = recalled_events(connection, known_on=filter_.known_on)
        all_, kept = np.ones(len(events.numbers), dtype=bool), np.ones(len(counted.numbers), dtype=bool)
        if filter_ != Filter(known_on=filter_.known_on):
            wanted = matching(connection, "event", filter_).numbers
            all_, kept = among(events.numbers, wanted), among(counted.numbers, wanted)
        if complete and all_.any():
            rows, _ = counted.rows(kept, every)
            days = list(compress(events.days, all_.tolist()))
            span = filter_.since or min(days), filter_.until or max(days)
            _bounded(len({(r.source, r.target) for r in rows}), every, span)
            rows = flow.filled(rows, every, *span)
            total = len(rows)
            rows = sorted(rows, key=lambda r: not (r.source and r.target))[: limit or None]  # one side unknown: last
        else:
            rows, total = counted.rows(kept, every, limit=limit)
        named = names_of(connection, ({r.source for r in rows} | {r.target for r in rows}) - {""})
    return Answer(rows=tuple(rows), total=total, names=named)


def _bounded(dyads: int, every: flow.Every, span: tuple[str, str]) -> None:
    days = (date.fromisoformat(span[1]) - date.fromisoformat(span[0])).days
    if (rows := dyads * days // flow.DAYS[every]) > MOST:
        raise InputError(
            f"series from {span[0]} to {span[1]} by {every}: {rows:,} rows; ask for fewer days or longer periods"
        )


def gaps(ledger: Ledger, filter_: Filter, *, least: int = GAP) -> Answer[Gap]:
    """Runs of at least `least` days without an article, between the filter's days or the ledger's first and last."""
    with ledger.reading() as connection:
        found = sorted(published(connection, filter_), key=lambda f: (f[0] or "", f[1]))
    if not found:
        return Answer(rows=(), total=0)
    since = filter_.since or min(day for _, day in found)
    until = filter_.until or max(day for _, day in found)
    rows = _without(None, sorted({day for _, day in found}), (since, until), least)
    for source, days in groupby((f for f in found if f[0]), key=lambda f: str(f[0])):
        rows += _without(source, [day for _, day in days], (since, until), least)
    return Answer(rows=tuple(rows), total=len(rows))


def _without(source: str | None, days: list[str], span: tuple[str, str], least: int) -> list[Gap]:
    """The gaps between days that have articles, and at both ends."""
    first, last = (date.fromisoformat(day) for day in span)
    one = timedelta(days=1)
    edges = [first - one, *(date.fromisoformat(day) for day in days), last + one]
    return [
        Gap(source=source, since=(a + one).isoformat(), until=(b - one).isoformat(), days=(b - a).days - 1)
        for a, b in pairwise(edges)
        if (b - a).days - 1 >= least
    ]
