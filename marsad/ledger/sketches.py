"""What copies must be looked for with: the sketches of articles, a cache that weaving can make again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, delete, insert, select

from marsad.ledger import tables
from marsad.ledger.articles import current
from marsad.ledger.woven import parts


def packed_sketches(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """The sketches of all current articles that have one, by article."""
    c = tables.sketch.c
    wanted = select(c.article, c.data).where(c.article.in_(current())).order_by(c.article)
    for row in connection.execute(wanted.execution_options(yield_per=1_000)):
        yield row.article, row.data


def write_sketches(connection: Connection, sketches: Mapping[str, bytes]) -> None:
    """Keeps sketches in the place of older ones."""
    for part in parts(sketches):
        connection.execute(delete(tables.sketch).where(tables.sketch.c.article.in_(part)))
        connection.execute(insert(tables.sketch), [{"article": a, "data": sketches[a]} for a in part])
