"""Which derived records answer to a filter, newest first: a kind's numbers and days held in memory, narrowed by what indices say.

The number of a kind's records, their count and their order are known without touching a row; only what is shown is
fetched. A record's links, type and publisher come from the database's indices, each as a set of row numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, String, cast, func, select

from marsad.ledger import codec, tables
from marsad.ledger.filters import QUADS, ROLES, Filter
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.woven import live, parts

Numbers = NDArray[np.int64]
_Whole = NDArray[np.int64] | NDArray[np.int32]
_DAY = "S10"
_FEW = 5_000  # row numbers that it pays to look up one by one
_MANY = 16  # times as many rows of a kind as of a set: then it pays to look up those of the set


class Kind(NamedTuple):
    """The records of one kind that hold: row numbers in `woven` and days (ISO, ASCII), the newest day first."""

    numbers: Numbers
    days: NDArray[np.bytes_]


class _Held(NamedTuple):
    """The records of one kind, and their row numbers in order with the place of each."""

    rows: Kind
    rising: Numbers
    places: NDArray[np.int32]

    def places_of(self, numbers: Numbers) -> NDArray[np.int32]:
        """Where those of some row numbers that are of this kind stand, in order."""
        found = np.minimum(np.searchsorted(self.rising, numbers), len(self.rising) - 1)
        return np.sort(self.places[found[self.rising[found] == numbers]])


class Row(NamedTuple):
    """A record as it is kept."""

    number: int
    id: str
    day: str
    data: bytes


class Page(NamedTuple):
    """Some rows in order, how many answer in all, and whether there are more behind them."""

    rows: list[Row]
    total: int
    more: bool


def page(
    connection: Connection,
    kind: str,
    wanted: Filter,
    *,
    limit: int | None = None,
    after: tuple[str, str] | None = None,
) -> Page:
    """The records of a kind that answer, newest first, then by id; `after` is the day and id to go on behind.

    Raises LedgerError for a day that is none.
    """
    found = matching(connection, kind, wanted)
    total = len(found.numbers)
    if after:
        found = _of_days(found, None, after[0])
    same = int(np.count_nonzero(found.days == after[0].encode())) if after else 0
    needed = same + limit + 1 if limit else total
    if needed < len(found.numbers):  # days are shared: all of the last one must be known to be put in order
        found = _of_days(found, found.days[needed - 1].decode(), None)
    days = dict(zip(found.numbers.tolist(), np.char.decode(found.days, "ascii").tolist(), strict=True))
    if not (limit or after):
        whole = [
            Row(row.seq, row.id, days[row.seq], row.data)
            for row in _fetched(connection, days, tables.woven.c.id, tables.woven.c.data)
        ]
        whole.sort(key=lambda row: row.id)
        return Page(sorted(whole, key=lambda row: row.day, reverse=True), total, False)
    order = sorted((row.id, row.seq) for row in _fetched(connection, days, tables.woven.c.id))
    order.sort(key=lambda row: days[row[1]], reverse=True)
    if after:
        order = [(id_, number) for id_, number in order if days[number] < after[0] or id_ > after[1]]
    shown = order[: limit or None]
    data = fetched(connection, [number for _, number in shown])
    rows = [Row(number, id_, days[number], data[number]) for id_, number in shown]
    return Page(rows, total, len(order) > len(shown))


def matching(connection: Connection, kind: str, wanted: Filter) -> Kind:
    """The records of a kind that answer to a filter. Raises LedgerError for a day that is none."""
    at = as_of(connection, wanted.known_on)
    since, until = (day and codec.day(day) for day in (wanted.since, wanted.until))
    held = _held(connection, kind, at)
    every = held.rows
    span, sets = _span(every, since, until), sorted(_sets(connection, kind, wanted), key=len)
    found = Kind(every.numbers[span], every.days[span])
    if sets and _MANY * len(sets[0]) < len(found.numbers):
        places = held.places_of(sets.pop(0))
        places = places[(places >= span.start) & (places < span.stop)]
        found = Kind(every.numbers[places], every.days[places])
    for numbers in sets:
        kept = _among(found.numbers, numbers)
        found = Kind(found.numbers[kept], found.days[kept])
    return found


def touched(
    connection: Connection, kinds: Iterable[str], wanted: Filter, field: str, targets: Iterable[str]
) -> set[str]:
    """Which targets of a filter's field (`issue`, `party`, ...) the records of some kinds that answer to it lead to."""
    rows = np.sort(np.concatenate([matching(connection, kind, wanted).numbers for kind in kinds]))
    return {target for target in targets if _meet(rows, _linked(connection, field, target))}


def _meet(some: Numbers, others: Numbers) -> bool:
    """Whether two lists of row numbers in order have one in common."""
    few, many = sorted((some, others), key=len)
    return bool(len(few)) and bool(np.any(many[np.minimum(np.searchsorted(many, few), len(many) - 1)] == few))


def fetched(connection: Connection, numbers: Iterable[int]) -> dict[int, bytes]:
    """The data of records by their row numbers."""
    return {row.seq: row.data for row in _fetched(connection, numbers, tables.woven.c.data)}


def led(
    connection: Connection, kind: str, role: str, targets: Iterable[str], *, known_on: str | None = None
) -> list[bytes]:
    """The data of the records of a kind that lead to any of the targets in a role, in order of their row numbers."""
    li = tables.link.c
    leading = {
        number
        for part in parts(sorted(set(targets)))
        for number in connection.scalars(select(li.woven).where(li.target.in_(part), li.role == role))
    }
    numbers = np.fromiter(sorted(leading), np.int64, len(leading))
    held = _kind(connection, kind, as_of(connection, known_on)).numbers
    wanted = numbers[among(numbers, held)].tolist()
    return [row.data for row in _fetched(connection, wanted, tables.woven.c.data)]


def _kind(connection: Connection, kind: str, at: str | None) -> Kind:
    return _held(connection, kind, at).rows


def _held(connection: Connection, kind: str, at: str | None) -> _Held:
    w = tables.woven.c

    def make() -> _Held:
        wanted = select(w.seq, w.day).where(w.kind == kind, live(tables.woven, at)).order_by(w.day.desc(), w.seq)
        rows = connection.execute(wanted).all()
        numbers = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        days = np.array([row[1] or "" for row in rows], dtype=_DAY)
        order = np.argsort(days, kind="stable")[::-1]  # as bytes, whatever the database's collation
        found = Kind(numbers[order], days[order])
        rising = np.argsort(found.numbers)
        return _Held(found, found.numbers[rising], rising.astype(np.int32))

    return remembered(connection, "kind", (kind, at), make, keep=4 * 8)


def _of_days(found: Kind, since: str | None, until: str | None) -> Kind:
    """The records of some days, both included."""
    its = _span(found, since, until)
    return Kind(found.numbers[its], found.days[its])


def _span(found: Kind, since: str | None, until: str | None) -> slice:
    """Where the records of some days stand, both included."""
    upwards, count = found.days[::-1], len(found.days)
    first = count - int(np.searchsorted(upwards, np.array(until, _DAY), "right")) if until else 0
    last = count - int(np.searchsorted(upwards, np.array(since, _DAY), "left")) if since else count
    return slice(first, last)


def _sets(connection: Connection, kind: str, wanted: Filter) -> Iterator[Numbers]:
    """For each thing asked for besides kind and days, the rows that bear it, of whatever time."""
    for field in ROLES:
        if target := getattr(wanted, field):
            yield _linked(connection, field, target)
    if source := wanted.source:
        yield _published(connection, source)
    for types in ((wanted.type,) if wanted.type else (), QUADS[wanted.quad] if wanted.quad else ()):
        if types:
            yield _typed(connection, kind, types)
    if wanted.min_confidence:
        numbers, sure = _confidence(connection, kind)
        yield numbers[sure >= wanted.min_confidence]


def _published(connection: Connection, source: str) -> Numbers:
    """The rows that lead to articles of a publisher."""
    a, li = tables.article.c, tables.link.c
    its = select(a.id).where(a.publisher == source)
    of_source = select(li.woven).where(li.role == "article", li.target.in_(its))
    return _numbers(connection, (source,), lambda: of_source)


def _typed(connection: Connection, kind: str, types: tuple[str, ...]) -> Numbers:
    """The rows of a kind that are of some types."""
    w = tables.woven.c
    return _numbers(connection, (kind, types), lambda: select(w.seq).where(w.type.in_(types), w.kind == kind))


def _linked(connection: Connection, field: str, target: str) -> Numbers:
    """The rows that lead to a target as a filter's field asks."""
    li, roles = tables.link.c, ROLES[field]
    return _numbers(
        connection, (target, roles), lambda: select(li.woven).where(li.target == target, li.role.in_(roles))
    )


def _among(numbers: Numbers, rising: Numbers) -> NDArray[np.bool_]:
    """Which row numbers are among others that stand in order; few are looked up one by one."""
    if len(numbers) > _FEW or not len(rising):
        return among(numbers, rising)
    places = np.minimum(np.searchsorted(rising, numbers), len(rising) - 1)
    return np.asarray(rising[places] == numbers)


def among(numbers: _Whole, others: _Whole) -> NDArray[np.bool_]:
    """Which row numbers are among others, by a table of all row numbers: twenty times as fast as putting them in order."""
    return np.isin(numbers, others, kind="table")


def _numbers(connection: Connection, key: tuple[object, ...], wanted: Callable[[], Select[int]]) -> Numbers:
    def make() -> Numbers:
        rows = wanted().subquery()
        (number,) = rows.c  # as one string: the numbers of a large source are not made one by one
        joined = connection.scalar(select(func.aggregate_strings(cast(number, String), ",")))
        return np.unique(np.fromstring(joined or "", np.int64, sep=","))

    return remembered(connection, "rows that bear", key, make, keep=1_000)


def _confidence(connection: Connection, kind: str) -> tuple[Numbers, NDArray[np.float64]]:
    """All rows of a kind with their confidence."""
    w = tables.woven.c

    def make() -> tuple[Numbers, NDArray[np.float64]]:
        wanted = select(w.seq, w.confidence).where(w.kind == kind)
        rows = connection.execute(wanted.with_hint(tables.woven, "INDEXED BY woven_type", "sqlite")).all()
        numbers = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        order = np.argsort(numbers)
        return numbers[order], np.fromiter((row[1] for row in rows), np.float64, len(rows))[order]

    return remembered(connection, "confidence", kind, make, keep=8)


def _fetched(connection: Connection, numbers: Iterable[int], *columns: Any) -> Iterator[Any]:
    w = tables.woven.c
    for part in parts(numbers):
        yield from connection.execute(select(w.seq, *columns).where(w.seq.in_(part)))
