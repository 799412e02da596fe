"""Whom a name means that somebody typed: an id, or any spelling, Arabic or Latin, full or short."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from marsad.lang.ar.fold import fold
from marsad.ledger import Ledger, tables
from marsad.ledger.remembered import remembered
from marsad.ledger.woven import live
from marsad.resolve.keys import name_words
from marsad.resolve.knowledge import knowledge
from marsad.resolve.search import NameSearch

_ARABIC = re.compile("[\u0621-\u064a]")

_MOST = 10


def find_actors(
    ledger: Ledger, name: str, *, most: int = _MOST, known_on: str | None = None
) -> list[tuple[str, float]]:
    """The actors that a name may mean, with scores between 0 and 1, best first; of equals the one in more articles.

    An id means its actor. Those that no article of the ledger mentions come last, with half their score; `known_on` is a moment to look back to.
    """
    typed = name.strip()
    if not typed:
        return []
    with ledger.reading() as connection:
        key = (typed, most, known_on)
        return list(remembered(connection, "found", key, lambda: _found(connection, *key), keep=1_000))


def _found(connection: Connection, typed: str, most: int, known_on: str | None) -> list[tuple[str, float]]:
    n, known = tables.naming.c, knowledge().actors
    if typed in known or (typed.startswith("found/") and _named(connection, typed, known_on)):
        return [(typed, 1.0)]
    scored = dict(_search(connection, typed, known_on).find(typed, lambda _: 0, most=10 * most))
    counts = (
        select(n.actor, func.count())
        .where(n.actor.in_(sorted(scored)), live(tables.naming, known_on))
        .group_by(n.actor)
    )
    seen = {row[0]: row[1] for row in connection.execute(counts)}
    ranked = {
        actor: score if actor in seen else score / 2
        for actor, score in scored.items()
        if actor in seen or actor in known
    }
    return sorted(ranked.items(), key=lambda pair: (-pair[1], -seen.get(pair[0], 0), pair[0]))[:most]


def _named(connection: Connection, actor: str, known_on: str | None) -> bool:
    n = tables.naming.c
    return connection.scalar(select(n.seq).where(n.actor == actor, live(tables.naming, known_on)).limit(1)) is not None


def _search(connection: Connection, typed: str, known_on: str | None) -> NameSearch:
    """The names to look through: besides the knowledge base's those of the ledger's own actors that share a word with what was typed.

    What is typed in Latin letters shares none with an Arabic name, so all are looked through then.
    """
    own = remembered(connection, "own names", known_on, lambda: _own(connection, known_on))
    if not _ARABIC.search(typed):
        return remembered(connection, "own names to search", known_on, lambda: _searched(own))
    words = fold(typed.removeprefix("found/").replace("-", " ")).split()
    return _searched(pair for pair in own if any(word in pair[1] for word in words))


def _searched(own: Iterable[tuple[str, str]]) -> NameSearch:
    search = NameSearch(knowledge())
    for actor, local in own:
        search.put(actor, name_words(local.removeprefix("found/").partition("~")[0].replace("-", " ")))
    return search


def _own(connection: Connection, known_on: str | None) -> list[tuple[str, str]]:
    """The actors that only the ledger knows, with their names as articles have them."""
    n = tables.naming.c
    wanted = select(n.actor, n.local).where(n.actor.startswith("found/"), live(tables.naming, known_on)).distinct()
    return sorted((actor, local) for actor, local in connection.execute(wanted))
