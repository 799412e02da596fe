"""Search: the articles in which all that was asked for occurs, best first, with the stretches that show it.

Up to `MANY` finds are ranked by relevance (bm25 on SQLite, `ts_rank` on PostgreSQL; a word in the title counts most), of
nearly equal ones the newest first. Of what stands in more articles than that the newest come first: no ranking of
thousands is quick, and the word that all have in common does not tell them apart.
"""

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

from marsad.errors import InputError
from marsad.ledger import codec, tables
from marsad.ledger.filters import Filter, bearers, own_conditions
from marsad.ledger.query import Query, Term, fts5, parse, tsquery
from marsad.ledger.snippets import Shown, snippet
from marsad.ledger.words import NUMBERS, key_of
from marsad.model.span import Span

MANY = 1_000
"""Finds that are counted and ranked; above that, newest first. PostgreSQL, which unpacks each to rank it, takes a quarter."""
_FEW = 1_000
"""Articles of a filter that are looked up beforehand; with more, each find is checked for itself."""
MOST = 200
"""Hits that one answer holds at most."""

Order = Literal["relevance", "newest"]
_Condition = ColumnElement[bool]
_WEIGHTS: ColumnElement[Any] = literal_column("CAST('{0.25, 0.1, 0.25, 1.0}' AS real[])")
"""Of `ts_rank`: body, what words may be besides, names, title; as those of bm25 are to each other."""
_FULLTEXT = table("fulltext", column("key"), column("rowid"), column("vector"))


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found. `snippet` are the characters `span` of its stored text, `marks` the words found in them.

    `title_marks` are those in the title; all spans are of the stored text. `score` is comparable within one answer, and
    0 where the order is by day.
    """

    article: str
    title: str
    day: str
    publisher: str | None
    url: str | None
    language: str
    snippet: str
    span: Span
    marks: tuple[Span, ...]
    title_span: Span | None = None
    title_marks: tuple[Span, ...] = ()
    score: float = 0.0


class Hits(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: `total` finds where `exact`, else at least so many. `more` is the cursor of the next page, None on the last.

    `because` says why nothing was found.
    """

    hits: tuple[Hit, ...]
    total: int
    exact: bool
    order: Order
    more: str | None = None
    because: str = ""


class _Found(NamedTuple):
    """Keys with scores, in order; whether more follow, and how many there are as far as was counted."""

    keys: list[tuple[int, float]]
    total: int
    exact: bool
    more: str | None


def search(
    connection: Connection, typed: str, *, filters: Filter | None = None, limit: int = 20, after: str | None = None
) -> Hits:
    """What a query (see `marsad.ledger.query`) finds among current articles that answer to the filter.

    `after` is the `more` of the page before. Raises InputError for a query or cursor that means nothing, LedgerError for
    a day that is none.
    """
    if not 1 <= limit <= MOST:
        raise InputError(f"limit {limit}; ask for 1 to {MOST} hits at once")
    query, wanted = parse(typed), filters or Filter()
    order, start = _cursor(after)
    index = _Index(connection, query, wanted)
    with _by_index(connection):
        if order is None:
            order = "newest" if index.count(index.many + 1) > index.many else "relevance"
        found = index.ranked(start, limit) if order == "relevance" else index.newest(start, limit)
        because = "" if found.keys or after else _nothing(connection, query, wanted)
        hits = tuple(_hits(connection, query, found.keys))
    return Hits(hits=hits, total=found.total, exact=found.exact, order=order, more=found.more, because=because)


@contextmanager
def _by_index(connection: Connection) -> Iterator[None]:
    """Keeps PostgreSQL from reading all vectors in a row: it counts their pages, not what it costs to unpack them."""
    postgresql = connection.dialect.name == "postgresql"
    if postgresql:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
    yield
    if postgresql:
        connection.exec_driver_sql("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL jit TO DEFAULT")


class _Index:
    """The finds of one query in the index of one database; up to `many` of them are ranked."""

    def __init__(self, connection: Connection, query: Query, wanted: Filter) -> None:
        self._connection, self._wanted = connection, wanted
        asked: ColumnElement[Any] = bindparam("asked")
        self._key: ColumnElement[int] = _FULLTEXT.c.rowid
        self._matches: ColumnElement[bool] = literal_column("fulltext").op("MATCH", return_type=Boolean())(asked)
        self._score: ColumnElement[float] = literal_column("-bm25(fulltext, 4.0, 1.0, 0.5, 1.0)")
        self._values, self.many = {"asked": fts5(query)}, MANY
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

    def ranked(self, start: int, limit: int) -> _Found:
        """All finds by relevance, from number `start`."""
        held = self._held(self._key, [which.borne for which in bearers(self._wanted)])
        those = select(self._key, self._score.label("score")).where(self._matches, *self._days, held)
        rows = self._connection.execute(those, self._values)
        found = sorted(((key, float(score)) for key, score in rows), key=lambda row: (-round(row[1], 1), -row[0]))
        end = start + limit
        return _Found(found[start:end], len(found), True, f"r{end}" if len(found) > end else None)

    def newest(self, start: int, limit: int) -> _Found:
        """The newest finds, below the key `start` where there is one."""
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
        return _Found(keys, len(found), not more and not start, f"n{keys[-1][0]}" if more else None)

    def _held(self, key: ColumnElement[int], on_article: Sequence[_Condition]) -> _Condition:
        """That the article of a key is current and meets the conditions: a question to each find, never a join."""
        a = tables.article.c
        own = own_conditions(msgspec.structs.replace(self._wanted, since=None, until=None))
        held: Select[int] = select(literal_column("1")).where(a.seq == key % NUMBERS, *own, *on_article)
        return held.select_from(tables.article).correlate_except(tables.article).scalar_subquery() == 1

    def _asked_of(self, key: ColumnElement[int]) -> list[_Condition]:
        """The filter: what few articles bear as a set of their numbers, made once; the rest as questions to each find."""
        a = tables.article.c
        few: list[_Condition] = []
        many: list[_Condition] = []
        for which in bearers(self._wanted):
            some = which.ids.limit(_FEW + 1).subquery()
            if (self._connection.scalar(select(func.count()).select_from(some)) or 0) <= _FEW:
                few.append((key % NUMBERS).in_(select(a.seq).where(a.id.in_(which.ids))))
            else:
                many.append(which.borne)
        return [*few, self._held(key, many)]


def _cursor(after: str | None) -> tuple[Order | None, int]:
    if after is None:
        return None, 0
    if after[:1] in ("r", "n") and after[1:].isascii() and after[1:].isdigit() and len(after) < 20:
        return ("relevance" if after[0] == "r" else "newest"), int(after[1:])
    raise InputError(f"{after[:40]!r} is no place to go on from; give the `more` of the page before")


def _nothing(connection: Connection, query: Query, wanted: Filter) -> str:
    """Why nothing was found: words that no article holds, words that do not meet, or the filter."""
    absent = [
        " OR ".join(map(_shown, group))
        for group in query.groups
        if not _Index(connection, Query((group,), ()), Filter()).count(1)
    ]
    if absent:
        return f"in no article: {', '.join(absent)}"
    if _Index(connection, query, Filter()).count(1):
        return "in no current article that answers to the filter"
    return "in no article together" if len(query.groups) > 1 else "only in articles with what must not occur"


def _shown(term: Term) -> str:
    return " ".join((*term.words, *(f"{p}*" for p in term.prefixes[:1])))


def _hits(connection: Connection, query: Query, keys: Sequence[tuple[int, float]]) -> list[Hit]:
    """The articles of the keys, in their order. Raises LedgerError where a stored reading is damaged."""
    a, r = tables.article.c, tables.reading.c
    latest = select(func.max(r.seq)).where(r.article == a.id).correlate(tables.article).scalar_subquery()
    rows = connection.execute(
        select(a.seq, a.id, a.title, a.day, a.publisher, a.url, a.language, r.data)
        .join(tables.reading, r.seq == latest)
        .where(a.seq.in_(bindparam("numbers", expanding=True))),
        {"numbers": [key % NUMBERS for key, _ in keys]},
    )
    by_number = {row.seq: row for row in rows}
    found = []
    for key, score in keys:
        row = by_number[key % NUMBERS]
        shown = codec.unpack(row.data, Shown)
        part = snippet(shown, query)
        found.append(
            Hit(
                article=row.id, title=row.title, day=row.day, publisher=row.publisher, url=row.url,
                language=row.language, snippet=part.span.of(shown.text), span=part.span, marks=part.marks,
                title_span=shown.title, title_marks=part.title_marks, score=round(score, 2),
            )
        )  # fmt: skip
    return found
