"""Search: the articles in which all that was asked for occurs, best first, with the stretches that show it.

Up to `MANY` finds are ranked by relevance (bm25 on SQLite, `ts_rank` on PostgreSQL; a word in the title counts most), of
nearly equal ones the newest first. Of what stands in more articles than that the newest come first: no ranking of
thousands is quick, and the word that all have in common does not tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from marsad.errors import InputError
from marsad.ledger import codec, tables
from marsad.ledger.filters import Filter
from marsad.ledger.fulltext import Index, Order, by_index
from marsad.ledger.query import Query, Term, parse
from marsad.ledger.snippets import Shown, snippet
from marsad.ledger.words import NUMBERS
from marsad.model.span import Span

MOST = 200
"""Hits that one answer holds at most."""

_LATEST = select(func.max(tables.reading.c.seq)).where(tables.reading.c.article == tables.article.c.id)
_FOUND = (
    select(
        *(tables.article.c[name] for name in ("seq", "id", "title", "day", "publisher", "url", "language")),
        tables.reading.c.data,
    )
    .join(tables.reading, tables.reading.c.seq == _LATEST.correlate(tables.article).scalar_subquery())
    .where(tables.article.c.seq.in_(bindparam("numbers", expanding=True)))
)
"""The articles of some numbers, each with its latest reading."""


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
    index = Index(connection, query, wanted)
    with by_index(connection):
        order = order or index.order()
        found = index.page(order, start, limit)
        because = "" if found.keys or after else _nothing(connection, query, wanted)
        hits = tuple(_hits(connection, query, found.keys))
    return Hits(hits=hits, total=found.total, exact=found.exact, order=order, more=found.more, because=because)


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
        if not Index(connection, Query((group,), ()), Filter()).count(1)
    ]
    if absent:
        return f"in no article: {', '.join(absent)}"
    if Index(connection, query, Filter()).count(1):
        return "in no current article that answers to the filter"
    return "in no article together" if len(query.groups) > 1 else "only in articles with what must not occur"


def _shown(term: Term) -> str:
    return " ".join((*term.words, *(f"{p}*" for p in term.prefixes[:1])))


def _hits(connection: Connection, query: Query, keys: Sequence[tuple[int, float]]) -> list[Hit]:
    """The articles of the keys, in their order. Raises LedgerError where a stored reading is damaged."""
    rows = connection.execute(_FOUND, {"numbers": [key % NUMBERS for key, _ in keys]})
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
