"""Actors: who they are, how they are spelt, how often they are met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.filters import Filter, article_conditions
from marsad.ledger.woven import live, parts
from marsad.model import Actor, Office
from marsad.model.woven import Naming
from marsad.views import queries
from marsad.views.answers import ActorCard, ActorRow, Answer, OfficeRow
from marsad.views.names import names_of


def actors(ledger: Ledger, filter_: Filter, *, limit: int | None = None) -> Answer[ActorRow]:
    """Actors of the articles that answer to the filter, by the number of articles that name them."""
    n, a = tables.naming.c, tables.article.c
    at = codec.known_by(filter_.known_on)
    counted = (
        select(n.actor, func.count().label("articles"), func.sum(n.mentions).label("mentions"), func.min(n.day).label("first"),
               func.max(n.day).label("last"))
        .where(live(tables.naming, at), n.article.in_(select(a.id).where(*article_conditions(filter_))))
        .group_by(n.actor)
    )  # fmt: skip
    with ledger.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(counted.subquery())) or 0
        found = connection.execute(counted.order_by(func.count().desc(), n.actor).limit(limit or None)).all()
        named = names_of(connection, [row.actor for row in found])
        first = _first(connection, [row.actor for row in found])
    rows = tuple(
        ActorRow(
            id=row.actor,
            name=named[row.actor],
            type=first[row.actor].type,
            country=first[row.actor].country,
            articles=row.articles,
            mentions=row.mentions,
            first=row.first,
            last=row.last,
        )
        for row in found
    )
    return Answer(rows=rows, total=total, names=named)


def _first(connection: Connection, ids: Sequence[str]) -> dict[str, Actor | Naming]:
    """Each actor as the knowledge base has it, else as its first article names it."""
    n, known = tables.naming.c, flow.knowledge().actors
    found: dict[str, Actor | Naming] = {id_: known[id_] for id_ in ids if id_ in known}
    for part in parts([id_ for id_ in ids if id_ not in known]):
        first = select(func.min(n.seq)).where(n.actor.in_(part)).group_by(n.actor)
        for row in connection.execute(select(n.actor, n.data).where(n.seq.in_(first))):
            found[row.actor] = msgspec.json.decode(row.data, type=Naming)
    return found


def actor(ledger: Ledger, id_: str, *, known_on: str | None = None) -> ActorCard:
    """An actor by id. Raises InputError where neither the ledger nor the knowledge base has one of that id."""
    n = tables.naming.c
    with ledger.reading() as connection:
        wanted = select(n.data, n.mentions, n.day).where(n.actor == id_, live(tables.naming, codec.known_by(known_on)))
        found = connection.execute(wanted.order_by(n.day, n.seq)).all()
        named = names_of(connection, [id_])
    known = flow.knowledge().actors.get(id_)
    if not found and known is None:
        raise InputError(f"{id_!r} names nobody in this ledger; see: marsad actors")
    namings = [msgspec.json.decode(row.data, type=Naming) for row in found]
    spellings = Counter(name for naming in namings for name in dict.fromkeys(naming.names or (naming.name,)))
    roles = Counter(role for naming in namings for role in naming.roles)
    first: Naming | None = next((naming for naming in namings), None)
    said = queries.statements(ledger, Filter(actor=id_, known_on=known_on), limit=1).total
    did = queries.events(ledger, Filter(party=id_, known_on=known_on), limit=1).total
    return ActorCard(
        id=id_,
        name=named[id_],
        type=known.type if known else first.type if first else None,
        country=known.country if known else first.country if first else None,
        wikidata=known.wikidata if known else None,
        offices=tuple(_office(o) for o in known.offices) if known else (),
        spellings=tuple(spellings.most_common()),
        roles=tuple(roles.most_common()),
        articles=len(found),
        mentions=sum(row.mentions for row in found),
        statements=said,
        events=did,
        first=found[0].day if found else "",
        last=found[-1].day if found else "",
    )


def _office(held: Office) -> OfficeRow:
    return OfficeRow(office=held.office, of=held.of, title_ar=held.title_ar, since=held.since, until=held.until)
