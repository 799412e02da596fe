"""Facets of a search: by what its finds can be narrowed, with the number of articles of each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, bindparam, select

from marsad.ledger import tables
from marsad.ledger.borne import all_told, sure
from marsad.ledger.filters import Filter
from marsad.ledger.fulltext import Index, by_index
from marsad.ledger.named import all_namings
from marsad.ledger.query import parse
from marsad.ledger.words import NUMBERS

MOST, VALUES = 200, 12
"""Articles that are counted, and values of a facet that are told."""
_FEW = 20_000
"""As `fulltext.FEW`; so many articles are wanted here that a set of those that answer to a filter pays for longer."""
_MONTH = len("2020-06")


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value to narrow a search by, as `Filter` takes it, and the number of articles that bear it."""

    value: str
    articles: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """The most frequent values among `articles` finds: all there are where `exact`, else the newest.

    `source` holds publishers, `type` PLOVER types of reported events, `actor`, `issue` and `place` ids, `month` months of
    publication (2020-06).
    """

    source: tuple[Value, ...]
    type: tuple[Value, ...]
    issue: tuple[Value, ...]
    actor: tuple[Value, ...]
    place: tuple[Value, ...]
    month: tuple[Value, ...]
    articles: int
    exact: bool


def facets(connection: Connection, query: str, filters: Filter | None = None) -> Facets:
    """By what the finds of a query can be narrowed further, the most frequent first, of equals in order of their ids.

    Raises InputError for a query that means nothing, LedgerError for a day that is none.
    """
    wanted = filters or Filter()
    index = Index(connection, parse(query), wanted)
    index.few = _FEW
    with by_index(connection):
        found = index.page(index.order(), 0, MOST)
    a = tables.article.c
    rows = connection.execute(
        select(a.id, a.publisher, a.day).where(a.seq.in_(bindparam("numbers", expanding=True))),
        {"numbers": [key % NUMBERS for key, _ in found.keys]},
    ).all()
    ids = [row.id for row in rows]
    told = all_told(connection, known_on=wanted.known_on)
    borne = told.counted(ids, sure(connection, told, wanted))
    named, _ = all_namings(connection, known_on=wanted.known_on).counted(ids, limit=VALUES)
    return Facets(
        source=_top(Counter(row.publisher for row in rows if row.publisher)),
        month=_top(Counter(row.day[:_MONTH] for row in rows if len(row.day) >= _MONTH)),
        actor=tuple(Value(value=row.actor, articles=row.articles) for row in named),
        **{facet: _top(borne[facet]) for facet in ("type", "issue", "place")},
        articles=len(rows),
        exact=found.more is None,
    )


def _top(counted: Counter[str]) -> tuple[Value, ...]:
    best: Iterable[tuple[str, int]] = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    return tuple(Value(value=value, articles=count) for value, count in list(best)[:VALUES])
