"""Tellings on demand: those of the ledger, with the actors that this weaving gave them where it has."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from marsad.flow.tellings import telling
from marsad.ledger.articles import Stored, readings, stored
from marsad.ledger.decisions import Decisions
from marsad.ledger.namings import actors_of
from marsad.ledger.woven import parts
from marsad.model import Reading
from marsad.model.telling import Telling
from marsad.weave.topics import Topics

_KEPT = 2_000
_AT_ONCE = 200


class Shelf:
    """Tellings by article id; the last ones taken are at hand. `judged` holds the actors of articles woven in this run."""

    def __init__(self, connection: Connection, topics: Topics, decisions: Decisions) -> None:
        self._connection, self._topics, self._decisions = connection, topics, decisions
        self._kept: OrderedDict[str, Telling] = OrderedDict()
        self.judged: dict[str, Mapping[str, str]] = {}

    def one(self, article: str) -> Telling:
        """The telling of an article. Raises LedgerError where it has no reading."""
        return next(self.many([article]))

    def many(self, articles: Iterable[str]) -> Iterator[Telling]:
        """The tellings of articles, in their order. Raises LedgerError where one has no reading."""
        for part in parts(articles, _AT_ONCE):
            found = {a: kept for a in part if (kept := self._kept.get(a))}
            found |= self._fetch([a for a in part if a not in found])
            for article in part:
                self.put(found[article])
                yield found[article]

    def put(self, found: Telling) -> None:
        """Keeps a telling at hand."""
        self._kept[found.article] = found
        self._kept.move_to_end(found.article)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def make(self, article: Stored, reading: Reading, actors: Mapping[str, str]) -> Telling:
        """A telling made of a reading and the actors that were just judged."""
        self.judged[article.id] = actors
        found = telling(article, reading, actors, self._topics, self._decisions)
        self.put(found)
        return found

    def _fetch(self, articles: Sequence[str]) -> dict[str, Telling]:
        if not articles:
            return {}
        made = {}
        known = stored(self._connection, articles)
        actors = actors_of(self._connection, [a for a in articles if a not in self.judged])
        for article, reading in readings(self._connection, articles):
            who = self.judged.get(article) or actors.get(article, {})
            made[article] = telling(known[article], reading, who, self._topics, self._decisions)
        return made
