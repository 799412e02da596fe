"""Whom a name means that somebody typed: an id, or any spelling, Arabic or Latin, full or short."""

from __future__ import annotations

import re

from sqlalchemy import Select, func, or_, select, true

from marsad.lang.ar.fold import fold
from marsad.ledger import Ledger, tables
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

    Those that no article of the ledger mentions come last, with half their score; `known_on` is a moment to look back to.
    """
    n = tables.naming.c
    typed = name.strip()
    if not typed:
        return []
    search = NameSearch(knowledge())
    with ledger.reading() as connection:
        for row in connection.execute(_own(typed).where(live(tables.naming, known_on)).distinct()):
            search.put(row.actor, name_words(row.local.removeprefix("found/").partition("~")[0].replace("-", " ")))
        found = search.find(typed, lambda _: 0, most=10 * most)
        scored = dict(found) | ({typed: 1.0} if typed in knowledge().actors or typed.startswith("found/") else {})
        counts = (
            select(n.actor, func.count())
            .where(n.actor.in_(sorted(scored)), live(tables.naming, known_on))
            .group_by(n.actor)
        )
        seen = {row[0]: row[1] for row in connection.execute(counts)}
    known = knowledge().actors
    ranked = {
        actor: score if actor in seen else score / 2
        for actor, score in scored.items()
        if actor in seen or actor in known
    }
    return sorted(ranked.items(), key=lambda pair: (-pair[1], -seen.get(pair[0], 0), pair[0]))[:most]


def _own(typed: str) -> Select[tuple[str, str]]:
    """The actors that only the ledger knows, with their names as articles have them: those that share a word with what was typed.

    What is typed in Latin letters shares none with an Arabic name, so all are looked through then.
    """
    n = tables.naming.c
    words = fold(typed.removeprefix("found/").replace("-", " ")).split()
    shared = or_(*(n.local.contains(word, autoescape=True) for word in words)) if _ARABIC.search(typed) else true()
    return select(n.actor, n.local).where(n.actor.startswith("found/"), shared)
