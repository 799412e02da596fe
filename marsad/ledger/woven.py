"""What is derived, as rows with a lifetime: written anew only where it changed, closed where it no longer holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, or_, select, update

from marsad.ledger import tables

_V = TypeVar("_V")
_S = TypeVar("_S", bound=msgspec.Struct)
Held = dict[tuple[str, str], tuple[int, bytes]]
"""Live records: (kind, id) -> number and data."""
_MANY = 500
"""Values in one IN clause: SQLite takes up to 32,766, PostgreSQL plans best with few."""


class Doc(NamedTuple):
    """A derived record on its way into the ledger: `links` are (role, target) pairs that it is found by."""

    kind: str
    id: str
    day: str
    type: str | None
    confidence: float
    data: bytes
    links: tuple[tuple[str, str], ...]


def live(table: Table, known_on: str | None = None) -> ColumnElement[bool]:
    """The rows that hold: now, or as was known at a moment."""
    c = table.c
    if known_on is None:
        return c.ended.is_(None)
    return and_(c.since <= known_on, or_(c.ended.is_(None), c.ended > known_on))


def parts(values: Iterable[_V], size: int = _MANY) -> Iterator[list[_V]]:
    """Values in lists short enough for one query."""
    stream = iter(values)
    while part := list(islice(stream, size)):
        yield part


def replace(connection: Connection, before: Held, after: Iterable[Doc], moment: str) -> int:
    """Lets `after` stand for `before`: what is the same stays, the rest of `before` is closed. Returns rows written."""
    written = 0
    number = connection.scalar(select(func.coalesce(func.max(tables.woven.c.seq), 0))) or 0
    left = dict(before)
    closed: list[int] = []
    for part in parts(after, 5_000):
        rows: list[tuple[object, ...]] = []
        links: list[tuple[int, str, str]] = []
        standing = _standing(connection, part, left)
        for doc in part:
            held = left.pop((doc.kind, doc.id), None)
            if held is not None and held[0] in standing:
                continue
            if held is not None:
                closed.append(held[0])
            number += 1
            rows.append((number, *doc[:-1], moment))
            links += [(number, role, target) for role, target in doc.links]
        written += len(rows)
        put(connection, tables.woven, ("seq", *Doc._fields[:-1], "since"), rows)
        put(connection, tables.link, ("woven", "role", "target"), links)
    close(connection, tables.woven, [*closed, *(seq for seq, _ in left.values())], moment)
    return written


def put(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Inserts rows whose values stand in the order of `columns`, which is the table's.

    For many rows: what SQLAlchemy does for each before the database sees it takes as long as the database.
    """
    if rows:
        into = str(insert(table).compile(dialect=connection.dialect, column_keys=list(columns)))
        by_place = connection.dialect.positional
        connection.exec_driver_sql(into, [r if by_place else dict(zip(columns, r, strict=True)) for r in rows])


def _standing(connection: Connection, docs: Iterable[Doc], held: Held) -> set[int]:
    """The numbers of the rows that say what these records say: the same data, day and links."""
    w, li = tables.woven.c, tables.link.c
    alike = {row[0]: doc for doc in docs if (row := held.get((doc.kind, doc.id))) and row[1] == doc.data}
    days: dict[int, str | None] = {}
    links: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for part in parts(alike):
        days.update((row.seq, row.day) for row in connection.execute(select(w.seq, w.day).where(w.seq.in_(part))))
        for number, role, target in connection.execute(select(li.woven, li.role, li.target).where(li.woven.in_(part))):
            links[number].add((role, target))
    return {n for n, doc in alike.items() if days.get(n) == doc.day and links[n] == set(doc.links)}


def close(connection: Connection, table: Table, numbers: Sequence[int], moment: str) -> None:
    """Closes rows: from `moment` on they no longer hold. Those that held for no time at all are taken away, with their links."""
    for part in parts(numbers):
        momentary = select(table.c.seq).where(table.c.seq.in_(part), table.c.since == moment)
        if table is tables.woven:
            connection.execute(delete(tables.link).where(tables.link.c.woven.in_(momentary)))
        connection.execute(delete(table).where(table.c.seq.in_(part), table.c.since == moment))
        connection.execute(update(table).where(table.c.seq.in_(part)).values(ended=moment))


def by_id(connection: Connection, ids: Iterable[str]) -> Held:
    """The live records of these ids."""
    w = tables.woven.c
    found: Held = {}
    for part in parts(sorted(set(ids))):
        rows = connection.execute(select(w.kind, w.id, w.seq, w.data).where(w.id.in_(part), live(tables.woven)))
        found.update({(row.kind, row.id): (row.seq, row.data) for row in rows})
    return found


def linked(
    connection: Connection,
    role: str,
    targets: Iterable[str],
    kinds: Collection[str] = (),
    *,
    known_on: str | None = None,
) -> Held:
    """The records that lead to any of the targets in a role, now or as known at a moment; of these kinds alone where some are named."""
    w, li = tables.woven.c, tables.link.c
    found: Held = {}
    for part in parts(sorted(set(targets))):
        wanted = select(w.kind, w.id, w.seq, w.data).join(tables.link, li.woven == w.seq)
        wanted = wanted.where(li.role == role, li.target.in_(part), live(tables.woven, known_on))
        of_kind = func.coalesce(w.kind, "").in_(kinds)  # bare, SQLite without ANALYZE goes over all of a kind
        rows = connection.execute(wanted.where(of_kind) if kinds else wanted)
        found.update({(row.kind, row.id): (row.seq, row.data) for row in rows})
    return found


def decoded(held: Held, kind: str, record: type[_S]) -> dict[str, _S]:
    """The records of one kind, by id."""
    decoder = msgspec.json.Decoder(record)
    return {id_: decoder.decode(data) for (of, id_), (_, data) in held.items() if of == kind}
