"""Evidence and events as they are weighed and counted, remembered between two weavings: for questions that go over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from marsad.flow.evidence import evidence
from marsad.ledger import tables
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import Numbers, among
from marsad.ledger.woven import live, parts
from marsad.model.woven import SeriesRow, WovenEvent
from marsad.plover import QUADS
from marsad.weave.periods import Every, event_period
from marsad.weave.positions import Piece
from marsad.weave.series import COUNTED, dyads

_EVERY: tuple[Every, ...] = get_args(Every)


class Evidence(NamedTuple):
    """The pieces of evidence of whoever has a name, and the day of the latest of them.

    Of each piece `numbers` has its row in `woven`, `of_actor` and `on_issue` codes into `actors` and `issues`.
    """

    pieces: list[Piece]
    numbers: Numbers
    latest: str
    actors: list[str]
    of_actor: Numbers
    issues: list[str]
    on_issue: Numbers

    def chosen(self, actor: str | None, issue: str | None, borne: Numbers | None) -> list[Piece]:
        """The pieces of an actor, on an issue, in any of some rows; None asks for nothing."""
        kept = np.ones(len(self.pieces), dtype=bool)
        for wanted, names, codes in ((actor, self.actors, self.of_actor), (issue, self.issues, self.on_issue)):
            if wanted is not None:
                kept &= codes == (names.index(wanted) if wanted in names else -1)
        if borne is not None:
            kept &= among(self.numbers, borne)
        return self.pieces if kept.all() else [self.pieces[i] for i in np.flatnonzero(kept).tolist()]


class Events(NamedTuple):
    """All events: row numbers in `woven`, codes into `places` ("" is none) and `types`, and the day each counts from.

    That is its own where it has one, else that of its first telling.
    """

    numbers: Numbers
    days: list[str]
    where: Numbers
    kinds: Numbers
    places: list[str]
    types: list[str]


class Sums(NamedTuple):
    """Entries of `Dyads` summed: of each dyad and period the number of events by quad class, a column each, and the scores."""

    sources: Numbers
    targets: Numbers
    periods: Numbers
    counts: Numbers
    scores: NDArray[np.float64]


class Dyads(NamedTuple):
    """What counts in a series, one entry for each event and directed dyad: codes into `names`, `QUADS` and `calendars`.

    Names and periods stand in order, so that codes sort as they do; a period is -1 where the event's dates leave it open.
    `numbers` are those of the events' rows in `woven`, `acting` says whether both sides have a name.
    """

    numbers: Numbers
    sources: Numbers
    targets: Numbers
    quads: Numbers
    scores: NDArray[np.float64]
    names: list[str]
    acting: NDArray[np.bool_]
    periods: Mapping[Every, Numbers]
    calendars: Mapping[Every, list[str]]

    def summed(self, kept: NDArray[np.bool_], periods: Numbers, length: int) -> Sums:
        """The kept entries summed by dyad and period; `periods` has for each entry one of `length` numbers."""
        sides = len(self.names)
        keys = (self.sources[kept] * sides + self.targets[kept]) * length + periods[kept]
        found, places = np.unique(keys, return_inverse=True)
        counts = np.bincount(places * len(QUADS) + self.quads[kept], minlength=len(found) * len(QUADS))
        scores = np.bincount(places, weights=self.scores[kept], minlength=len(found)).astype(np.float64)
        dyad, period = np.divmod(found, max(length, 1))
        source, target = np.divmod(dyad, max(sides, 1))
        return Sums(source, target, period, counts.reshape(len(found), len(QUADS)), scores)

    def rows(self, kept: NDArray[np.bool_], every: Every, *, limit: int | None = None) -> tuple[list[SeriesRow], int]:
        """The kept entries summed by dyad and period, in the order of these, and how many rows there are in all.

        Dyads of which one side is unknown come last; of `limit` rows only these are made.
        """
        calendar = self.calendars[every]
        sums = self.summed(kept & (self.periods[every] >= 0), self.periods[every], len(calendar))
        nobody = 0 if self.names[:1] == [""] else -1  # names stand in order
        shown = np.argsort((sums.sources == nobody) | (sums.targets == nobody), kind="stable")[: limit or None]
        columns = (column[shown].tolist() for column in sums)
        return [
            SeriesRow(
                period=calendar[period],
                source=self.names[source],
                target=self.names[target],
                events=sum(counts),
                score=score,
                **dict(zip(QUADS, counts, strict=True)),
            )
            for source, target, period, counts, score in zip(*columns, strict=True)
        ], len(sums.sources)


def recalled_evidence(connection: Connection, dossier: str, *, known_on: str | None = None) -> Evidence:
    """The evidence for positions on a dossier's issues, now or as known at the end of a day. Errors as `evidence`."""
    at = as_of(connection, known_on)

    def make() -> Evidence:
        found = [p for p in evidence(connection, dossier, known_on=at) if not p.actor.startswith("unnamed/")]
        w = tables.woven.c
        of: dict[str, int] = {}
        for part in parts(sorted({piece.id for piece in found})):
            wanted = select(w.id, w.seq).where(w.id.in_(part), live(tables.woven, at))
            of |= {row.id: row.seq for row in connection.execute(wanted)}
        numbers = np.fromiter((of[piece.id] for piece in found), np.int64, len(found))
        latest = max((p.day for p in found), default=date.max).isoformat()
        return Evidence(found, numbers, latest, *_coded([p.actor for p in found]), *_coded([p.issue for p in found]))

    return remembered(connection, "evidence", (dossier, at), make)


def recalled_events(connection: Connection, *, known_on: str | None = None) -> tuple[Events, Dyads]:
    """All events, and those that count in a series by dyad and period, now or as known at the end of a day."""
    at = as_of(connection, known_on)
    return remembered(connection, "events", at, lambda: _counted(list(_events(connection, at))))


def _events(connection: Connection, at: str | None) -> Iterator[tuple[int, WovenEvent]]:
    w = tables.woven.c
    decoder = msgspec.json.Decoder(WovenEvent)
    rows = connection.execute(select(w.seq, w.data).where(w.kind == "event", live(tables.woven, at)).order_by(w.seq))
    for number, data in rows:
        yield number, decoder.decode(data)


def recalled_addresses(connection: Connection) -> tuple[Numbers, list[tuple[str, str]]]:
    """Who spoke to whom, of whatever time: row numbers of statements, and speaker and addressee of each."""

    def make() -> tuple[Numbers, list[tuple[str, str]]]:
        to, by = tables.link.alias("to"), tables.link.alias("by")
        both = select(to.c.woven, by.c.target, to.c.target).join(by, by.c.woven == to.c.woven)
        rows = connection.execute(both.where(to.c.role == "addressee", by.c.role == "speaker")).all()
        return _array([row[0] for row in rows]), [(row[1], row[2]) for row in rows]

    return remembered(connection, "addresses", None, make, keep=1)


def _counted(events: list[tuple[int, WovenEvent]]) -> tuple[Events, Dyads]:
    days = [e.day if e.day and len(e.day) == 10 else e.told for _, e in events]
    entries = [(n, *dyad, e) for n, e in events if e.status in COUNTED for dyad in dyads(e, {})]
    names, sides = _coded([side for _, source, target, _ in entries for side in (source, target)])
    named = np.array([bool(name) and not name.startswith("unnamed/") for name in names], dtype=bool)
    dated = {(e.day, e.told): e for *_, e in entries}  # what decides of the period
    periods, calendars = {}, {}
    for every in _EVERY:
        period_of = {dates: event_period(e, every) or "" for dates, e in dated.items()}
        calendar, codes = _coded([period_of[e.day, e.told] for *_, e in entries])
        open_ = calendar[:1] == [""]
        periods[every], calendars[every] = codes - open_, calendar[open_:]
    places, where = _coded([e.place or "" for _, e in events])
    types, kinds = _coded([e.type for _, e in events])
    return Events(_array([n for n, _ in events]), days, where, kinds, places, types), Dyads(
        numbers=_array([n for n, *_ in entries]),
        sources=sides[::2],
        targets=sides[1::2],
        quads=_array([QUADS.index(e.quad) for *_, e in entries]),
        scores=np.array([e.score for *_, e in entries], dtype=np.float64),
        names=names,
        acting=named[sides[::2]] & named[sides[1::2]],
        periods=periods,
        calendars=calendars,
    )


def _coded(values: list[str]) -> tuple[list[str], Numbers]:
    """The values in order, each once, and of each its place among them."""
    names = sorted(set(values))
    place = {name: i for i, name in enumerate(names)}
    return names, _array([place[value] for value in values])


def _array(values: list[int]) -> Numbers:
    return np.array(values, dtype=np.int64)
