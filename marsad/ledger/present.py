"""How many articles answer to a filter, and on which days they were published: counted over all, less those that are superseded.

Nearly every page is had in one version, so the few articles that their pages no longer say are found first and taken off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, func, select

from marsad.ledger import codec, tables
from marsad.ledger.articles import said_last
from marsad.ledger.borne import Bearing, bearing
from marsad.ledger.filters import Filter, article_conditions, own_conditions
from marsad.ledger.remembered import as_of, once, remembered
from marsad.ledger.standing import among
from marsad.ledger.woven import parts

_STATES = 4  # of the ledger, of which it is remembered what was superseded; readers may still see the one before


class Days(NamedTuple):
    """Days in order, and what each has: a row of `counts`, of one or more columns."""

    days: NDArray[np.datetime64]
    counts: NDArray[np.int64]


def number_of_articles(connection: Connection, wanted: Filter) -> int:
    """How many current articles answer to a filter. Raises LedgerError for a day that is none."""
    wanted = present(connection, wanted)
    if (found := _bearing(connection, wanted)) is not None:
        return len(found.places)
    if wanted.known_on or wanted.article:
        of = article_conditions(wanted)
        return connection.scalar(select(func.count()).select_from(tables.article).where(*of)) or 0
    return int(_output(connection).of(wanted).counts.sum())


def newest(connection: Connection, wanted: Filter) -> list[tuple[str, str]] | None:
    """Day and id of the current articles that answer to a filter, newest first, then by id.

    None where the filter asks for nothing derived or looks back to where something was otherwise: the database is asked
    for the page alone then.
    """
    if (found := _bearing(connection, wanted)) is None:
        return None
    days = np.char.decode(found.articles.days[found.places], "ascii").tolist()
    return list(zip(days, found.ids, strict=True))


def published(connection: Connection, wanted: Filter) -> list[tuple[str | None, str]]:
    """Publisher and day of the current articles that answer to a filter, each pair once."""
    a = tables.article.c
    wanted = present(connection, wanted)
    if (known := _bearing(connection, wanted)) is not None:
        days = np.char.decode(known.articles.days[known.places], "ascii").tolist()
        return list(set(zip(map(known.articles.publishers.__getitem__, known.places.tolist()), days, strict=True)))
    if wanted.known_on or wanted.article:
        found = connection.execute(select(a.publisher, a.day).where(*article_conditions(wanted)).distinct())
        return [(row.publisher, row.day) for row in found]
    output = _output(connection).of(wanted)
    names = (output.publishers[code] for code in output.codes.tolist())
    return list(zip(names, output.days.astype(str).tolist(), strict=True))


def by_day(connection: Connection, wanted: Filter) -> Days:
    """How many current articles of a filter's publisher and days were published on each day. Raises LedgerError for a day that is none."""
    wanted = present(connection, wanted)
    output = _counted(connection, own_conditions(wanted)) if wanted.known_on else _output(connection).of(wanted)
    days, places = np.unique(output.days, return_inverse=True)
    return Days(days, np.bincount(places, output.counts, len(days)).astype(np.int64).reshape(-1, 1))


def by_publisher(connection: Connection, known_on: str | None) -> Mapping[str, int]:
    """How many current articles each publisher has. Raises LedgerError for a day that is none."""
    wanted = present(connection, Filter(known_on=known_on))
    output = _counted(connection, own_conditions(wanted)) if wanted.known_on else _output(connection)
    counts = np.bincount(output.codes, output.counts, len(output.publishers)).astype(np.int64).tolist()
    return {name: count for name, count in zip(output.publishers, counts, strict=True) if name and count}


class _Output(NamedTuple):
    """How many articles each publisher published on each day, in the order of days; `codes` are places in `publishers`."""

    publishers: list[str | None]
    days: NDArray[np.datetime64]
    codes: NDArray[np.int64]
    counts: NDArray[np.int64]

    def of(self, wanted: Filter) -> _Output:
        """That of a filter's publisher and days. Raises LedgerError for a day that is none."""
        first = np.searchsorted(self.days, np.datetime64(codec.day(wanted.since))) if wanted.since else 0
        last = np.searchsorted(self.days, np.datetime64(codec.day(wanted.until)), "right") if wanted.until else None
        days, codes, counts = self.days[first:last], self.codes[first:last], self.counts[first:last]
        if wanted.source:
            own = codes == (self.publishers.index(wanted.source) if wanted.source in self.publishers else -1)
            days, codes, counts = days[own], codes[own], counts[own]
        return _Output(self.publishers, days, codes, counts)


def _output(connection: Connection) -> _Output:
    """The output of all current articles; what was added since this was last asked is counted and put to the rest."""
    return once(connection, "output", lambda: _output_now(connection))


def _output_now(connection: Connection) -> _Output:
    a, gone = tables.article.c, superseded(connection)
    last = connection.scalar(select(func.max(a.seq))) or 0
    held: list[tuple[int, frozenset[str], _Output]] = remembered(connection, "output", None, list)
    before = next((one for one in tuple(held) if one[0] <= last), None)  # readers may still see a state before
    if before and before[:2] == (last, gone):
        return before[2]
    seen, was, output = before or (0, frozenset[str](), _summed([]))
    changed = [output, _counted(connection, [a.seq > seen])]
    changed += [_counted(connection, [a.id.in_(part)]) for part in parts(sorted(was - gone))]
    less = [_counted(connection, [a.id.in_(part)]) for part in parts(sorted(gone - was))]
    found = _summed([*changed, *(one._replace(counts=-one.counts) for one in less)])
    held[:] = [(last, gone, found)]
    return found


def _counted(connection: Connection, of: list[ColumnElement[bool]]) -> _Output:
    a = tables.article.c
    counted = select(a.publisher, a.day, func.count()).where(*of).group_by(a.publisher, a.day)
    rows = connection.execute(counted.order_by(a.day)).all()
    publishers = list(dict.fromkeys(row[0] for row in rows))
    place = {publisher: code for code, publisher in enumerate(publishers)}
    return _Output(
        publishers,
        np.array([row[1] for row in rows], dtype="datetime64[D]"),
        np.array([place[row[0]] for row in rows], dtype=np.int64),
        np.array([row[2] for row in rows], dtype=np.int64),
    )


def _summed(outputs: Sequence[_Output]) -> _Output:
    """Several as one; what has nothing left is left out."""
    publishers = list(dict.fromkeys(name for one in outputs for name in one.publishers))
    place = {publisher: code for code, publisher in enumerate(publishers)}
    codes = [np.array([place[name] for name in one.publishers], dtype=np.int64)[one.codes] for one in outputs]
    width = max(len(publishers), 1)
    keys = [one.days.astype(np.int64) * width + own for one, own in zip(outputs, codes, strict=True)]
    nothing = np.array([], dtype=np.int64)
    found, places = np.unique(np.concatenate([nothing, *keys]), return_inverse=True)
    counts = np.zeros(len(found), dtype=np.int64)
    np.add.at(counts, places, np.concatenate([nothing, *(one.counts for one in outputs)]))
    days, own = np.divmod(found[counts > 0], width)
    return _Output(publishers, days.astype("datetime64[D]"), own, counts[counts > 0])


def superseded(connection: Connection) -> frozenset[str]:
    """The articles that their pages no longer say; of what was added since this was last asked, only the pages are looked at."""
    return once(connection, "superseded", lambda: _superseded_now(connection))


def _superseded_now(connection: Connection) -> frozenset[str]:
    c = tables.capture.c
    last = connection.scalar(select(func.max(c.seq))) or 0
    held: dict[int, frozenset[str]] = remembered(connection, "superseded", None, dict, keep=1)
    if last in held:
        return held[last]
    before = max((number for number in tuple(held) if number < last), default=0)
    gone = set(held.get(before, ()))
    several = select(c.thread).group_by(c.thread).having(func.min(c.article) < func.max(c.article))
    if before:
        several = several.where(c.thread.in_(select(c.thread).where(c.seq > before)))
    for part in parts(connection.scalars(several).all()):
        gone |= set(connection.scalars(select(c.article).where(c.thread.in_(part))))
        gone -= set(connection.scalars(said_last(c.thread.in_(part))))
    held[last] = frozenset(gone)
    for number in sorted(held)[:-_STATES]:
        held.pop(number, None)
    return held[last] if last in held else frozenset(gone)


def _bearing(connection: Connection, wanted: Filter) -> Bearing | None:
    """The current articles that answer; None as `newest`."""
    if wanted.known_on or not _derived(wanted):
        return None
    found = bearing(connection, wanted)
    gone = found.articles.codes(superseded(connection))
    return Bearing(found.articles, found.places[~among(found.places, gone)])


def present(connection: Connection, wanted: Filter) -> Filter:
    """The filter without the day that it looks back to where nothing came or changed after that."""
    c = tables.capture.c
    at = codec.known_by(wanted.known_on)
    last = connection.scalar(select(c.recorded).order_by(c.seq.desc()).limit(1)) if at else None
    past = at and (as_of(connection, wanted.known_on) or (last and last > at))
    return wanted if past else msgspec.structs.replace(wanted, known_on=None)


def _derived(wanted: Filter) -> bool:
    who = wanted.actor, wanted.recipient, wanted.party
    return any((*who, wanted.story, wanted.event, wanted.type, wanted.quad, wanted.issue, wanted.place))


def of_articles(connection: Connection, wanted: Filter) -> frozenset[str] | None:
    """The articles that answer to a filter, superseded ones too; None where it asks for nothing that an article bears."""
    if _derived(wanted):
        return frozenset(bearing(connection, wanted).ids)
    own = _own(wanted)
    return frozenset(connection.scalars(select(tables.article.c.id).where(*own))) if own else None


def _own(wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions that an article's own row decides, whichever version of its page it is."""
    a = tables.article.c
    found: list[ColumnElement[bool]] = []
    for column, value in ((a.id, wanted.article), (a.publisher, wanted.source)):
        if value:
            found.append(column == value)
    if wanted.since:
        found.append(a.day >= codec.day(wanted.since))
    if wanted.until:
        found.append(a.day <= codec.day(wanted.until))
    return found
