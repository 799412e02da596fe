"""Actors: who they are, how they are spelt, how often they are met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.filters import Filter
from marsad.ledger.named import all_namings
from marsad.ledger.present import of_articles
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import matching
from marsad.ledger.woven import live, parts
from marsad.model import Actor, Office
from marsad.model.woven import Naming
from marsad.views.answers import ActorCard, ActorRow, Answer, OfficeRow
from marsad.views.names import names_of


def actors(ledger: Ledger, filter_: Filter, *, limit: int | None = None) -> Answer[ActorRow]:
    """Actors of the articles that answer to the filter, by the number of articles that name them."""
    with ledger.reading() as connection:
        namings = all_namings(connection, known_on=filter_.known_on)
        found, total = namings.counted(of_articles(connection, filter_), limit=limit)
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
    with ledger.reading() as connection:
        at = as_of(connection, known_on)
        return remembered(connection, "card", (id_, at), lambda: _card(connection, id_, known_on), keep=256)


class _Called(msgspec.Struct, gc=False):
    """As much of a naming as a card needs."""

    name: str
    type: str | None = None
    names: tuple[str, ...] = ()
    country: str | None = None
    roles: tuple[str, ...] = ()


def _card(connection: Connection, id_: str, known_on: str | None) -> ActorCard:
    n = tables.naming.c
    wanted = select(n.day, n.seq, n.data).where(n.actor == id_, live(tables.naming, codec.known_by(known_on)))
    found = connection.execute(wanted).all()
    named = names_of(connection, [id_])
    known = flow.knowledge().actors.get(id_)
    if not found and known is None:
        raise InputError(f"{id_!r} names nobody in this ledger; see: marsad actors")
    decoder = msgspec.json.Decoder(_Called)
    namings = [decoder.decode(data) for _, _, data in found]
    spellings = Counter(name for naming in namings for name in dict.fromkeys(naming.names or (naming.name,)))
    roles = Counter(role for naming in namings for role in naming.roles)
    who = known or decoder.decode(min(found)[2])
    days = all_namings(connection, known_on=known_on).of(id_)
    said = matching(connection, "statement", Filter(actor=id_, known_on=known_on))
    did = matching(connection, "event", Filter(party=id_, known_on=known_on))
    return ActorCard(
        id=id_,
        name=named[id_],
        type=who.type,
        country=who.country,
        wikidata=known.wikidata if known else None,
        offices=tuple(_office(o) for o in known.offices) if known else (),
        spellings=_ranked(spellings),
        roles=_ranked(roles),
        articles=sum(articles for _, articles, _ in days),
        mentions=sum(mentions for *_, mentions in days),
        statements=len(said.numbers),
        events=len(did.numbers),
        first=days[0][0] if days else "",
        last=days[-1][0] if days else "",
    )


def _ranked(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The most frequent first, equals by their letters."""
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _office(held: Office) -> OfficeRow:
    return OfficeRow(office=held.office, of=held.of, title_ar=held.title_ar, since=held.since, until=held.until)
