"""Who is named in how many articles: all namings that hold, as columns in memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from marsad.ledger import tables
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.woven import live


class Count(NamedTuple):
    """An actor with the articles that name him, the mentions in them, and the first and last of their days."""

    actor: str
    articles: int
    mentions: int
    first: str
    last: str


class Namings(NamedTuple):
    """The namings in order of their actors, one for each actor and article: codes into `actors` (in order themselves) and `articles`, mentions, and days (ISO)."""

    actors: list[str]
    articles: dict[str, int]
    who: NDArray[np.int64]
    where: NDArray[np.int64]
    mentions: NDArray[np.int64]
    days: NDArray[np.bytes_]

    def counted(self, among: Collection[str] | None, *, limit: int | None = None) -> tuple[list[Count], int]:
        """Actors by the number of articles that name them, of all or of some articles, and how many actors there are in all."""
        kept = np.ones(len(self.who), dtype=bool)
        if among is not None:
            borne = np.zeros(len(self.articles) + 1, dtype=bool)
            borne[[self.articles[id_] for id_ in among if id_ in self.articles]] = True
            kept = borne[self.where]
        counts = np.bincount(self.who[kept], minlength=len(self.actors))
        total = int(np.count_nonzero(counts))
        return [
            self._count(code, kept) for code in np.argsort(-counts, kind="stable")[:total][: limit or None].tolist()
        ], total

    def of(self, actor: str) -> list[tuple[str, int, int]]:
        """The days on which articles name an actor, in order, with these articles and his mentions in them."""
        its = self._its(actor)
        days, places, articles = np.unique(self.days[its], return_inverse=True, return_counts=True)
        mentions = np.bincount(places, weights=self.mentions[its], minlength=len(days)).astype(np.int64)
        return list(zip(np.char.decode(days, "ascii").tolist(), articles.tolist(), mentions.tolist(), strict=True))

    def articles_of(self, actor: str) -> list[str]:
        """The articles that name an actor."""
        ids = list(self.articles)
        return [ids[code] for code in self.where[self._its(actor)].tolist()]

    def _its(self, actor: str) -> slice:
        """Where the namings of an actor stand."""
        code = bisect_left(self.actors, actor)
        known = self.actors[code : code + 1] == [actor]
        return slice(*np.searchsorted(self.who, (code, code + 1)).tolist()) if known else slice(0)

    def _count(self, code: int, kept: NDArray[np.bool_]) -> Count:
        its = slice(*np.searchsorted(self.who, (code, code + 1)).tolist())
        days = np.sort(self.days[its][kept[its]])
        mentions = int(self.mentions[its][kept[its]].sum())
        return Count(self.actors[code], len(days), mentions, days[0].decode(), days[-1].decode())


def all_namings(connection: Connection, *, known_on: str | None = None) -> Namings:
    """The namings that hold, now or as known at the end of a day. Raises LedgerError where that is no ISO date."""
    at = as_of(connection, known_on)

    def make() -> Namings:
        n = tables.naming.c
        rows = connection.execute(select(n.actor, n.article, n.mentions, n.day).where(live(tables.naming, at))).all()
        actors = sorted({row[0] for row in rows})
        code = {actor: i for i, actor in enumerate(actors)}
        articles: dict[str, int] = {}
        who = np.array([code[row[0]] for row in rows], dtype=np.int64)
        where = np.array([articles.setdefault(row[1], len(articles)) for row in rows], dtype=np.int64)
        mentions = np.array([row[2] for row in rows], dtype=np.int64)
        days = np.array([row[3] for row in rows], dtype="S10")
        beyond = max(len(articles), 1)  # two of an article's names may be one actor of the ledger
        pairs, first, places = np.unique(who * beyond + where, return_index=True, return_inverse=True)
        summed = np.bincount(places, weights=mentions, minlength=len(pairs)).astype(np.int64)
        return Namings(actors, articles, *np.divmod(pairs, beyond), summed, days[first])

    return remembered(connection, "namings", at, make, keep=2)
