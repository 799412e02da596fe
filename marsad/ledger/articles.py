"""Articles as the ledger holds them: which version of a page is current, and its reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, select

from marsad.errors import LedgerError
from marsad.ledger import codec, tables
from marsad.ledger.woven import parts
from marsad.model import Reading

_R = TypeVar("_R", bound=msgspec.Struct)
_AT_ONCE = 200  # readings that are fetched in one query


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """An article without its text: `day` is that of publication, of capture where that is unknown."""

    id: str
    thread: str
    title: str
    day: str
    captured: str
    recorded: str
    source: str
    language: str
    publisher: str | None = None
    url: str | None = None
    given_id: str | None = None
    published: str | None = None
    basis: str | None = None


def current(known_on: str | None = None) -> Select[str]:
    """The ids of the articles that their pages said last, now or as was known at a moment: for use in a query."""
    return said_last(*(() if known_on is None else (tables.capture.c.recorded <= known_on,)))


def said_last(*conditions: ColumnElement[bool]) -> Select[str]:
    """The article of each page's latest capture among those that meet conditions; an older one that came in later is not it."""
    c = tables.capture.c
    order = func.row_number().over(partition_by=c.thread, order_by=(c.captured.desc(), c.seq.desc()))
    ranked = select(c.article, order.label("place")).where(*conditions).subquery()
    return select(ranked.c.article).where(ranked.c.place == 1)


def stored(connection: Connection, ids: Iterable[str]) -> dict[str, Stored]:
    """Articles by id; unknown ids are left out."""
    c = tables.article.c
    columns = [c[name] for name in Stored.__struct_fields__]
    found: dict[str, Stored] = {}
    for part in parts(ids):
        for row in connection.execute(select(*columns).where(c.id.in_(part))):
            found[row.id] = Stored(**dict(zip(Stored.__struct_fields__, row, strict=True)))
    return found


def readings(connection: Connection, ids: Iterable[str]) -> Iterator[tuple[str, Reading]]:
    """The latest reading of each article, in the order of `ids`. Raises LedgerError for one that has none."""
    for part in parts(ids, _AT_ONCE):
        found = packed(connection, part)
        for id_ in part:
            if id_ not in found:
                raise LedgerError(f"article {id_}: has no reading; check the ledger with: marsad verify")
            yield id_, codec.unpack(found[id_], Reading)


def read_of(
    connection: Connection, ids: Iterable[str], record: type[_R], *, known_on: str | None = None
) -> Iterator[tuple[str, _R]]:
    """As much of each article's latest reading as `record` declares, now or as known at a moment; those without one are left out.

    Raises LedgerError for a damaged one.
    """
    for part in parts(ids, _AT_ONCE):
        for id_, data in packed(connection, part, known_on=known_on).items():
            yield id_, codec.unpack(data, record)


def packed(connection: Connection, ids: Sequence[str], *, known_on: str | None = None) -> dict[str, bytes]:
    """The latest reading of each article as it is kept, now or as known at a moment; of few articles, for one question."""
    c = tables.reading.c
    latest = select(func.max(c.seq)).where(c.article.in_(ids)).group_by(c.article)
    latest = latest.where(c.recorded <= known_on) if known_on else latest
    return {row.article: row.data for row in connection.execute(select(c.article, c.data).where(c.seq.in_(latest)))}
