"""Whom a name means that somebody typed: an id, or any spelling, Arabic or Latin, full or short."""

from __future__ import annotations

from functools import cache

from sqlalchemy import func, select

from marsad.lang.ar.fold import fold
from marsad.ledger import Ledger, tables
from marsad.ledger.woven import live
from marsad.resolve.actors import Actors
from marsad.resolve.knowledge import knowledge

_MOST = 10
_OWN = 0.9  # of an actor that only this ledger knows, named as its id names it


def find_actors(
    ledger: Ledger, name: str, *, most: int = _MOST, known_on: str | None = None
) -> list[tuple[str, float]]:
    """The actors that a name may mean, with scores between 0 and 1, best first; of equals the one in more articles.

    Those that no article of the ledger mentions come last, with half their score; `known_on` is a moment to look back to.
    """
    n = tables.naming.c
    typed = name.strip()
    folded = "-".join(fold(typed).split())
    scored = {typed: 1.0} if typed in knowledge().actors else dict(_known().find(typed, most=most)) if typed else {}
    with ledger.reading() as connection:
        own = select(n.actor).where(
            n.actor.startswith(f"found/{folded}", autoescape=True) | (n.actor == typed), live(tables.naming, known_on)
        )
        for actor in connection.scalars(own.distinct().limit(most)) if folded else ():
            exact = actor in (typed, f"found/{folded}")
            scored[actor] = max(scored.get(actor, 0.0), 1.0 if exact else _OWN)
        counts = (
            select(n.actor, func.count())
            .where(n.actor.in_(sorted(scored)), live(tables.naming, known_on))
            .group_by(n.actor)
        )
        seen = {row[0]: row[1] for row in connection.execute(counts)}
    ranked = {actor: score if actor in seen else score / 2 for actor, score in scored.items()}
    return sorted(ranked.items(), key=lambda pair: (-pair[1], -seen.get(pair[0], 0), pair[0]))[:most]


@cache
def _known() -> Actors:
    return Actors(knowledge())
