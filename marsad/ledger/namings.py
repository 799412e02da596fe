"""Who the named actors of each article are: rows with a lifetime, and the judgements behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, case, func, select

from marsad.ledger import tables
from marsad.ledger.woven import close, live, parts, put
from marsad.model.woven import Judgement, Naming

_AT_ONCE = 20
"""Namings that are read at a time where the last few are mostly enough."""


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


class _Way(msgspec.Struct, frozen=True, gc=False):
    """How a naming calls its actor."""

    local: str
    type: str | None = None
    name: str = ""
    names: tuple[str, ...] = ()


class NamingsBefore:
    """The live namings of articles before a day, in the order that they were judged in: see `marsad.resolve.past.Past`."""

    def __init__(self, connection: Connection, day: str) -> None:
        a = tables.article.c
        self._connection, self._day = connection, day
        articles = connection.scalars(select(a.id).where(a.day < day).order_by(a.day, a.captured, a.id))
        self._place = {article: place for place, article in enumerate(articles)}
        self._way = msgspec.json.Decoder(_Way)
        self._first: dict[tuple[str, _Way], tuple[int, bytes]] = {}
        self._counts: Counter[str] = Counter()
        self._count()

    def counts(self) -> Mapping[str, int]:
        """How many namings each actor has."""
        return self._counts

    def called(self, others: Collection[str]) -> Iterator[tuple[Naming, str]]:
        """The first naming of each way that actors `found/...`, and these others, are called, with the actor."""
        n = tables.naming.c
        first = dict(self._first)
        for part in parts(others):
            for row in self._connection.execute(self._wanted(n.article, n.actor, n.data).where(n.actor.in_(part))):
                self._call(first, *row)
        decoder = msgspec.json.Decoder(Naming)
        for (actor, _), (_, data) in sorted(first.items(), key=lambda one: (one[1][0], one[0][1].local)):
            yield decoder.decode(data), actor

    def of(self, actors: Collection[str]) -> Iterator[Naming]:
        """The namings of some actors."""
        n = tables.naming.c
        decoder = msgspec.json.Decoder(Naming)
        for *_, data in sorted(self._in_place(actors, n.data)):
            yield decoder.decode(data)

    def latest(self, actors: Collection[str]) -> Iterator[Naming]:
        """The namings of some actors from the last to the first, read some at a time."""
        n = tables.naming.c
        decoder = msgspec.json.Decoder(Naming)
        for part in parts((seq for *_, seq in sorted(self._in_place(actors, n.seq), reverse=True)), _AT_ONCE):
            read = self._connection.execute(select(n.seq, n.data).where(n.seq.in_(part)))
            data = {row.seq: row.data for row in read}
            yield from (decoder.decode(data[seq]) for seq in part)

    def actors(self, namings: Collection[str]) -> dict[str, str]:
        """The actors of some namings; those that were not judged are left out."""
        n = tables.naming.c
        found: dict[str, str] = {}
        for part in parts(sorted({naming.partition("/")[0] for naming in namings})):
            rows = self._connection.execute(self._wanted(n.article, n.local, n.actor).where(n.article.in_(part)))
            found.update({f"{article}/{local}": actor for article, local, actor in rows})
        return {naming: found[naming] for naming in namings if naming in found}

    def _count(self) -> None:
        """Goes once through all namings, and reads those of actors that a ledger found."""
        n = tables.naming.c
        found = case((n.actor.startswith("found/", autoescape=True), n.data))
        wanted = self._wanted(n.article, n.actor, found).execution_options(yield_per=500)
        for article, actor, data in self._connection.execute(wanted):
            self._counts[actor] += 1
            if data is not None:
                self._call(self._first, article, actor, data)

    def _call(self, first: dict[tuple[str, _Way], tuple[int, bytes]], article: str, actor: str, data: bytes) -> None:
        key, place = (actor, self._way.decode(data)), self._place[article]
        if key not in first or place < first[key][0]:
            first[key] = place, data

    def _wanted(self, *columns: ColumnElement[Any]) -> Select[Any]:
        return select(*columns).where(tables.naming.c.day < self._day, live(tables.naming))

    def _in_place(self, actors: Collection[str], column: ColumnElement[Any]) -> list[tuple[int, str, Any]]:
        """A column of the namings of some actors, with the article's place and the reading's id to be sorted by.

        By id in Python, not by the database's collation: as readings have them.
        """
        n = tables.naming.c
        wanted = self._wanted(n.article, n.local, column)
        rows = (row for part in parts(actors) for row in self._connection.execute(wanted.where(n.actor.in_(part))))
        return [(self._place[article], local, value) for article, local, value in rows]


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
    rows = [(last + i, *map(row.__getitem__, names), moment) for i, row in enumerate(after.values(), 1)]
    put(connection, table, ("seq", *names, "since"), rows)
