"""Who the named actors of each article are: rows with a lifetime, and the judgements behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, func, insert, select

from marsad.ledger import tables
from marsad.ledger.woven import close, live, parts
from marsad.model.woven import Judgement, Naming


class Named(NamedTuple):
    """A naming, the actor of the ledger that it means, and how often the article mentions him."""

    naming: Naming
    actor: str
    mentions: int


def actors_of(connection: Connection, articles: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each article, which actor of the ledger each named actor of its reading is."""
    n = tables.naming.c
    found: dict[str, dict[str, str]] = {}
    for part in parts(articles):
        for row in connection.execute(
            select(n.article, n.local, n.actor).where(n.article.in_(part), live(tables.naming))
        ):
            found.setdefault(row.article, {})[row.local] = row.actor
    return found


def namings_before(connection: Connection, day: str) -> Iterator[Named]:
    """The live namings of articles before a day, in the order that they were judged in."""
    n, a = tables.naming.c, tables.article.c
    wanted = (
        select(n.article, n.local, n.data, n.actor, n.mentions)
        .join(tables.article, a.id == n.article)
        .where(n.day < day, live(tables.naming))
        .order_by(a.day, a.captured, a.id)
    )
    decoder = msgspec.json.Decoder(Naming)
    rows = connection.execute(wanted.execution_options(yield_per=1_000))
    for _, of_article in groupby(rows, key=lambda row: str(row.article)):
        for row in sorted(
            of_article, key=lambda row: str(row.local)
        ):  # as readings have them, whatever the database's collation
            yield Named(decoder.decode(row.data), row.actor, row.mentions)


def replace_namings(
    connection: Connection,
    articles: Sequence[str],
    after: Iterable[Named],
    judgements: Iterable[Judgement],
    moment: str,
) -> None:
    """Lets new namings and judgements stand for those of `articles`; what is the same stays."""
    named = {
        (n.article, n.local): {"article": n.article, "local": n.local, "actor": actor, "day": n.day, "mentions": mentions,
                               "data": msgspec.json.encode(n)}
        for n, actor, mentions in after
    }  # fmt: skip
    judged = {(j.left, j.right): {"article": j.left.partition("/")[0], **msgspec.structs.asdict(j)} for j in judgements}
    _replace(connection, tables.naming, articles, named, moment)
    _replace(connection, tables.judgement, articles, judged, moment)


def _replace(
    connection: Connection,
    table: Table,
    articles: Sequence[str],
    after: dict[tuple[str, str], dict[str, Any]],
    moment: str,
) -> None:
    """Lets rows stand for the live ones of `articles`; their keys are article and local name, or left and right."""
    names = [str(c.name) for c in table.c if c.name not in ("seq", "since", "ended")]
    keys = ("article", "local") if "local" in names else ("left", "right")
    ended = []
    for part in parts(articles):
        wanted = select(table.c.seq, *(table.c[name] for name in names)).where(table.c.article.in_(part), live(table))
        for seq, *values in connection.execute(wanted):
            held = dict(zip(names, values, strict=True))
            key = (held[keys[0]], held[keys[1]])
            if after.get(key) == held:
                del after[key]
            else:
                ended.append(seq)
    close(connection, table, ended, moment)
    last = connection.scalar(select(func.coalesce(func.max(table.c.seq), 0))) or 0
    rows = [row | {"seq": last + i, "since": moment, "ended": None} for i, row in enumerate(after.values(), 1)]
    if rows:
        connection.execute(insert(table), rows)
