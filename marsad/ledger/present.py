"""How many articles answer to a filter, and on which days they were published: counted over all, less those that are superseded.

Nearly every page is had in one version, so the few articles that their pages no longer say are found first and taken off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, func, select

from marsad.ledger import codec, tables
from marsad.ledger.articles import said_last
from marsad.ledger.filters import Filter, article_conditions, bearers, own_conditions
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.woven import parts

_STATES = 4  # of the ledger, of which it is remembered what was superseded; readers may still see the one before


class Days(NamedTuple):
    """Days in order, and what each has: a row of `counts`, of one or more columns."""

    days: NDArray[np.datetime64]
    counts: NDArray[np.int64]


def number_of_articles(connection: Connection, wanted: Filter) -> int:
    """How many current articles answer to a filter. Raises LedgerError for a day that is none."""
    wanted = present(connection, wanted)
    if (found := newest(connection, wanted)) is not None:
        return len(found)
    a = tables.article.c
    of = article_conditions(wanted) if wanted.known_on else _own(wanted)
    count = connection.scalar(select(func.count()).select_from(tables.article).where(*of)) or 0
    for part in parts(() if wanted.known_on else sorted(superseded(connection))):
        count -= connection.scalar(select(func.count()).select_from(tables.article).where(a.id.in_(part), *of)) or 0
    return count


def newest(connection: Connection, wanted: Filter) -> list[tuple[str, str]] | None:
    """Day and id of the current articles that answer to a filter, newest first, then by id.

    None where the filter asks for nothing derived or looks back to where something was otherwise: the database is asked
    for the page alone then.
    """
    if wanted.known_on or not _derived(wanted):
        return None
    gone = superseded(connection)
    return [(day, id_) for day, id_ in _bearing(connection, wanted) if id_ not in gone]


def published(connection: Connection, wanted: Filter) -> list[tuple[str | None, str]]:
    """Publisher and day of the current articles that answer to a filter, each pair once."""
    last = connection.scalar(select(func.max(tables.capture.c.seq))) or 0
    wanted = present(connection, wanted)
    return remembered(connection, "published", (wanted, last), lambda: _published(connection, wanted), keep=16)


def _published(connection: Connection, wanted: Filter) -> list[tuple[str | None, str]]:
    a = tables.article.c
    if (known := newest(connection, wanted)) is not None:
        pairs = select(a.publisher, a.day).distinct()
        return list(
            {
                tuple(row)
                for part in parts(id_ for _, id_ in known)
                for row in connection.execute(pairs.where(a.id.in_(part)))
            }
        )
    if wanted.known_on:
        found = connection.execute(select(a.publisher, a.day).where(*article_conditions(wanted)).distinct())
        return [(row.publisher, row.day) for row in found]
    of = _own(wanted)
    days = select(a.publisher, a.day, func.count().label("articles")).where(*of).group_by(a.publisher, a.day)
    counts = Counter({(row.publisher, row.day): row.articles for row in connection.execute(days)})
    for part in parts(sorted(superseded(connection))):
        counts.subtract(
            (row.publisher, row.day)
            for row in connection.execute(select(a.publisher, a.day).where(a.id.in_(part), *of))
        )
    return [pair for pair, articles in counts.items() if articles]


def by_day(connection: Connection, wanted: Filter) -> Days:
    """How many current articles of a filter's publisher and days were published on each day. Raises LedgerError for a day that is none."""
    whole = Filter(source=wanted.source, known_on=present(connection, wanted).known_on)
    found = _days(connection, own_conditions(whole)) if whole.known_on else _days_now(connection, whole)
    first = np.searchsorted(found.days, np.datetime64(codec.day(wanted.since))) if wanted.since else 0
    behind = np.searchsorted(found.days, np.datetime64(codec.day(wanted.until)), "right") if wanted.until else None
    return Days(found.days[first:behind], found.counts[first:behind])


def _days_now(connection: Connection, wanted: Filter) -> Days:
    """The days of a publisher's current articles; what was added since this was last asked is counted and put to the rest."""
    a, own, gone = tables.article.c, _own(wanted), superseded(connection)
    last = connection.scalar(select(func.max(a.seq))) or 0
    held: list[tuple[int, frozenset[str], Days]] = remembered(connection, "by day", wanted, list, keep=16)
    before = next((one for one in tuple(held) if one[0] <= last), None)  # readers may still see a state before
    if before and before[:2] == (last, gone):
        return before[2]
    seen, was, days = before or (0, frozenset[str](), _NO_DAYS)
    changed = [_days(connection, [a.seq > seen, *own])]
    changed += [_days(connection, [a.id.in_(part), *own]) for part in parts(sorted(was - gone))]
    less = [_days(connection, [a.id.in_(part), *own]) for part in parts(sorted(gone - was))]
    found = _summed([days, *changed, *(Days(one.days, -one.counts) for one in less)])
    held[:] = [(last, gone, found)]
    return found


def _days(connection: Connection, of: list[ColumnElement[bool]]) -> Days:
    a = tables.article.c
    rows = _pairs(connection, select(a.day, func.count()).where(*of).group_by(a.day).order_by(a.day))
    counts = np.array([count for _, count in rows], dtype=np.int64)
    return Days(np.array([day for day, _ in rows], dtype="datetime64[D]"), counts.reshape(-1, 1))


_NO_DAYS = Days(np.array([], dtype="datetime64[D]"), np.zeros((0, 1), dtype=np.int64))


def _summed(parts_: Sequence[Days]) -> Days:
    """Several counts as one; days that have nothing left are left out."""
    days, places = np.unique(np.concatenate([part.days for part in parts_]), return_inverse=True)
    counts = np.zeros((len(days), 1), dtype=np.int64)
    np.add.at(counts, places, np.concatenate([part.counts for part in parts_]))
    kept = counts[:, 0] > 0
    return Days(days[kept], counts[kept])


def by_publisher(connection: Connection, known_on: str | None) -> Mapping[str, int]:
    """How many current articles each publisher has. Raises LedgerError for a day that is none."""
    last = connection.scalar(select(func.max(tables.capture.c.seq))) or 0
    wanted = present(connection, Filter(known_on=known_on))
    return remembered(connection, "by publisher", (wanted, last), lambda: _by_publisher(connection, wanted))


def _by_publisher(connection: Connection, wanted: Filter) -> Mapping[str, int]:
    a = tables.article.c
    counted = select(a.publisher, func.count()).where(a.publisher.is_not(None)).group_by(a.publisher)
    counts = Counter(dict(_pairs(connection, counted.where(*(own_conditions(wanted) if wanted.known_on else ())))))
    for part in parts(() if wanted.known_on else sorted(superseded(connection))):
        counts.subtract(dict(_pairs(connection, counted.where(a.id.in_(part)))))
    return {publisher: count for publisher, count in counts.items() if count}


def _pairs(connection: Connection, counted: Select[Any]) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in connection.execute(counted)]


def superseded(connection: Connection) -> frozenset[str]:
    """The articles that their pages no longer say; of what was added since this was last asked, only the pages are looked at."""
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


def _bearing(connection: Connection, wanted: Filter) -> list[tuple[str, str]]:
    """Day and id of the articles, superseded ones too, that answer to a filter which asks for something derived; newest first."""

    def make() -> list[tuple[str, str]]:
        a = tables.article.c
        found, *others = (set(connection.scalars(which.ids)) for which in bearers(wanted))
        ids = sorted(found.intersection(*others))
        rows = [
            (row.day, row.id)
            for part in parts(ids)
            for row in connection.execute(select(a.day, a.id).where(a.id.in_(part), *_own(wanted)))
        ]
        rows.sort(key=lambda row: row[1])
        return sorted(rows, key=lambda row: row[0], reverse=True)

    return remembered(connection, "bearing", wanted, make, keep=64)


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
        return frozenset(id_ for _, id_ in _bearing(connection, wanted))
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
