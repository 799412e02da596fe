"""Who the named actors of each article are: rows with a lifetime, and the judgements behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, insert, select

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
        select(n.data, n.actor, n.mentions)
        .join(tables.article, a.id == n.article)
        .where(n.day < day, live(tables.naming))
        .order_by(a.day, a.captured, a.id, n.local)
    )
    decoder = msgspec.json.Decoder(Naming)
    for row in connection.execute(wanted.execution_options(yield_per=1_000)):
        yield Named(decoder.decode(row.data), row.actor, row.mentions)


def replace_namings(
    connection: Connection,
    articles: Sequence[str],
    after: Iterable[Named],
    judgements: Iterable[Judgement],
    moment: str,
) -> None:
    """Lets new namings and judgements stand for those of `articles`; what is the same stays."""
    n, j = tables.naming.c, tables.judgement.c
    named = {
        (d.naming.article, d.naming.local): (d.actor, d.mentions, msgspec.json.encode(d.naming), d.naming.day)
        for d in after
    }
    judged = {(d.left, d.right): (d.verdict, d.rule, d.score, d.because, d.by) for d in judgements}
    ended: list[int] = []
    over: list[int] = []
    for part in parts(articles):
        wanted = select(n.seq, n.article, n.local, n.actor, n.mentions, n.data, n.day).where(
            n.article.in_(part), live(tables.naming)
        )
        for seq, article, local, *rest in connection.execute(wanted):
            if named.get((article, local)) == tuple(rest):
                del named[article, local]
            else:
                ended.append(seq)
        wanted_too = select(j.seq, j.left, j.right, j.verdict, j.rule, j.score, j.because, j.by)
        for seq, left, right, *rest in connection.execute(
            wanted_too.where(j.article.in_(part), live(tables.judgement))
        ):
            if judged.get((left, right)) == tuple(rest):
                del judged[left, right]
            else:
                over.append(seq)
    close(connection, tables.naming, ended, moment)
    close(connection, tables.judgement, over, moment)
    seq = connection.scalar(select(func.coalesce(func.max(n.seq), 0))) or 0
    rows = [
        {"seq": seq + i, "article": article, "local": local, "actor": actor, "day": day, "mentions": mentions, "data": data,
         "since": moment, "ended": None}
        for i, ((article, local), (actor, mentions, data, day)) in enumerate(named.items(), 1)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(tables.naming), rows)
    seq = connection.scalar(select(func.coalesce(func.max(j.seq), 0))) or 0
    fresh = [
        {"seq": seq + i, "article": left.partition("/")[0], "left": left, "right": right, "verdict": v, "rule": rule, "score": score,
         "because": because, "by": by, "since": moment, "ended": None}
        for i, ((left, right), (v, rule, score, because, by)) in enumerate(judged.items(), 1)
    ]  # fmt: skip
    if fresh:
        connection.execute(insert(tables.judgement), fresh)
