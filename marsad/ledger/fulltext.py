"""The finds of a query in the index of either database: counted, ranked or newest first, and held against a filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from marsad.ledger import codec, tables
from marsad.ledger.filters import Filter, bearers, own_conditions
from marsad.ledger.query import Query, fts5, tsquery
from marsad.ledger.words import NUMBERS, key_of

MANY = 1_000
"""Finds that are counted and ranked; above that, newest first. PostgreSQL, which unpacks each to rank it, takes a quarter."""
FEW = 3_000
"""Rows of a filter whose articles are looked up beforehand; with more, each find is checked for itself."""

Order = Literal["relevance", "newest"]
_Condition = ColumnElement[bool]
_WEIGHTS: ColumnElement[Any] = literal_column("CAST('{0.25, 0.1, 0.25, 1.0}' AS real[])")
"""Of `ts_rank`: body, what words may be besides, names, title; as those of bm25 are to each other."""
_FULLTEXT = table("fulltext", column("key"), column("rowid"), column("vector"))


class Found(NamedTuple):
    """Keys with scores, in order; whether more follow, and how many there are as far as was counted."""

    keys: list[tuple[int, float]]
    total: int
    exact: bool
    more: str | None


@contextmanager
def by_index(connection: Connection) -> Iterator[None]:
    """Keeps PostgreSQL from reading all vectors in a row: it counts their pages, not what it costs to unpack them."""
    postgresql = connection.dialect.name == "postgresql"
    if postgresql:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
    yield
    if postgresql:
        connection.exec_driver_sql("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL jit TO DEFAULT")


class Index:
    """The finds of one query in the index of one database; up to `many` of them are ranked, `few` as `FEW`."""

    def __init__(self, connection: Connection, query: Query, wanted: Filter) -> None:
        self._connection, self._wanted = connection, wanted
        asked: ColumnElement[Any] = bindparam("asked")
        self._key: ColumnElement[int] = _FULLTEXT.c.rowid
        self._matches: ColumnElement[bool] = literal_column("fulltext").op("MATCH", return_type=Boolean())(asked)
        self._score: ColumnElement[float] = literal_column("-bm25(fulltext, 4.0, 1.0, 0.5, 1.0)")
        self._values, self.many, self.few = {"asked": fts5(query)}, MANY, FEW
        if connection.dialect.name == "postgresql":
            asked, vector = cast(asked, TSQUERY), _FULLTEXT.c.vector
            self._key = _FULLTEXT.c.key
            self._matches = vector.op("@@", return_type=Boolean())(asked)
            self._score = 10 * func.ts_rank(_WEIGHTS, vector, asked, 1)
            self._values, self.many = {"asked": tsquery(query)}, MANY // 4
        self._days = self._between(wanted)

    def _between(self, wanted: Filter) -> list[ColumnElement[bool]]:
        found = []
        if wanted.since:
            found.append(self._key >= key_of(codec.day(wanted.since)))
        if wanted.until:
            found.append(self._key < key_of(codec.day(wanted.until)) + NUMBERS)
        return found

    def count(self, most: int) -> int:
        """How many articles hold what was asked for, filters but for days aside; counted up to `most`."""
        some: Select[int] = (
            select(literal_column("1")).select_from(_FULLTEXT).where(self._matches, *self._days).limit(most)
        )
        return self._connection.scalar(select(func.count()).select_from(some.subquery()), self._values) or 0

    def order(self) -> Order:
        """How the finds are ordered: by relevance where they are not too many to be ranked."""
        return "newest" if self.count(self.many + 1) > self.many else "relevance"

    def page(self, order: Order, start: int, limit: int) -> Found:
        """The finds that answer to the filter: by relevance from number `start`, or the newest below the key `start`, if any."""
        return self._ranked(start, limit) if order == "relevance" else self._newest(start, limit)

    def _ranked(self, start: int, limit: int) -> Found:
        those = select(self._key, self._score.label("score")).where(self._matches, *self._days)
        those = those.where(*self._asked_of(self._key))
        rows = self._connection.execute(those, self._values)
        found = sorted(((key, float(score)) for key, score in rows), key=lambda row: (-round(row[1], 1), -row[0]))
        end = start + limit
        return Found(found[start:end], len(found), True, f"r{end}" if len(found) > end else None)

    def _newest(self, start: int, limit: int) -> Found:
        below = [self._key < start] if start else []
        those = select(self._key.label("key")).where(self._matches, *self._days, *below).order_by(self._key.desc())
        if self._connection.dialect.name == "postgresql":
            # OFFSET keeps PostgreSQL from checking the filter for every find before it takes the newest
            key = those.offset(0).subquery().c.key
            those = select(key).where(*self._asked_of(key))
        else:
            those = those.where(*self._asked_of(self._key))
        found = self._connection.scalars(those.limit(limit + 1), self._values).all()
        keys = [(key, 0.0) for key in sorted(found, reverse=True)[:limit]]
        more = len(found) > limit
        return Found(keys, len(found), not more and not start, f"n{keys[-1][0]}" if more else None)

    def _held(self, key: ColumnElement[int], on_article: Sequence[_Condition]) -> _Condition:
        """That the article of a key is current and meets the conditions: a question to each find, never a join."""
        a = tables.article.c
        own = own_conditions(msgspec.structs.replace(self._wanted, since=None, until=None))
        held: Select[int] = select(literal_column("1")).where(a.seq == key % NUMBERS, *on_article, *own)
        return held.select_from(tables.article).correlate_except(tables.article).scalar_subquery() == 1

    def _asked_of(self, key: ColumnElement[int]) -> list[_Condition]:
        """The filter: what few articles bear as a set of their numbers, made once; the rest as questions to each find."""
        a = tables.article.c
        few: list[_Condition] = []
        many: list[_Condition] = []
        for which in bearers(self._wanted):
            some = which.rows.limit(self.few + 1).subquery()
            if (self._connection.scalar(select(func.count()).select_from(some)) or 0) <= self.few:
                few.append((key % NUMBERS).in_(select(a.seq).where(a.id.in_(which.ids))))
            else:
                many.append(which.borne)
        return [*few, self._held(key, many)]
