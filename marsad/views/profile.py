"""All that the ledger knows of one actor in one answer, and whom a name may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.filters import Filter
from marsad.ledger.named import all_namings
from marsad.ledger.woven import live
from marsad.model.telling import Said
from marsad.model.woven import Position, Shift, Story
from marsad.views import measures, people, queries
from marsad.views.answers import ActorCard, Answer, Name
from marsad.views.names import names_of
from marsad.views.network import Edge, network
from marsad.views.tally import Tally, tally

LATEST = 10
"""Statements and stories of a profile."""
DEALINGS = 15
"""Counterparts of a profile."""


class Dealing(msgspec.Struct, frozen=True, kw_only=True):
    """What an actor did to another and said to him (`did`), and what came back (`met`); None for nothing."""

    other: str
    did: Edge | None
    met: Edge | None


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of a day, week or month that name an actor, and the mentions in them."""

    period: str
    articles: int
    mentions: int


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Who an actor is and what the ledger has of him: latest statements and stories, positions, changes of them, dealings with others.

    `dealings` are those with most events and statements, of `counterparts` in all. `tally` has his events by period from
    the first to the last day of an article that names him, `named` these articles by the same periods. `names` are those of country, bodies and counterparts.
    """

    card: ActorCard
    statements: Answer[Said]
    positions: Answer[Position]
    shifts: Answer[Shift]
    stories: Answer[Story]
    dealings: tuple[Dealing, ...]
    counterparts: int
    tally: Tally | None
    named: tuple[Named, ...]
    names: dict[str, Name]


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom a name may mean, with the score of the match (0 to 1), the articles that name him, and the first and last of their days."""

    id: str
    score: float
    type: str | None
    articles: int
    first: str
    last: str


def profile(ledger: Ledger, id_: str, *, known_on: str | None = None) -> Profile:
    """The profile of an actor by his id. Raises InputError for an unknown one, LedgerError for a day that is none."""
    card = people.actor(ledger, id_, known_on=known_on)
    acting, taking_part = Filter(actor=id_, known_on=known_on), Filter(party=id_, known_on=known_on)
    between = network(ledger, taking_part, limit=None)
    dealings = _dealings(id_, between.edges)
    shown = dealings[:DEALINGS]
    span = msgspec.structs.replace(taking_part, since=card.first or None, until=card.last or None)
    events = tally(ledger, span)
    with ledger.reading() as connection:
        named = _named(connection, id_, events.every, known_on) if events else ()
        others = {card.country, *(o.of for o in card.offices), *(d.other for d in shown)}
        names = names_of(connection, {id_, *filter(None, others)})
    positions = measures.positions(ledger, acting)
    return Profile(
        card=card,
        statements=queries.statements(ledger, acting, limit=LATEST),
        positions=msgspec.structs.replace(
            positions, rows=tuple(sorted(positions.rows, key=lambda p: (-len(p.evidence), p.issue)))
        ),
        shifts=queries.shifts(ledger, acting),
        stories=queries.stories(ledger, taking_part, limit=LATEST),
        dealings=shown,
        counterparts=len(dealings),
        tally=events,
        named=named,
        names=names,
    )


def candidates(ledger: Ledger, name: str, *, known_on: str | None = None) -> Answer[Candidate]:
    """Whom a name may mean, best first. Raises LedgerError for a day that is none."""
    at = codec.known_by(known_on)
    found = flow.find_actors(ledger, name, known_on=at)
    n, known = tables.naming.c, flow.knowledge().actors
    with ledger.reading() as connection:
        among = n.actor.in_([id_ for id_, _ in found])
        counts = select(n.actor, func.count(n.article.distinct()), func.min(n.day), func.max(n.day)).where(
            among, live(tables.naming, at)
        )
        seen = {id_: (count, first, last) for id_, count, first, last in connection.execute(counts.group_by(n.actor))}
        names = names_of(connection, [id_ for id_, _ in found])
    rows = []
    for id_, score in found:
        count, first, last = seen.get(id_, (0, "", ""))
        type_ = known[id_].type if id_ in known else None
        rows.append(Candidate(id=id_, score=score, type=type_, articles=count, first=first, last=last))
    return Answer(rows=tuple(rows), total=len(rows), names=names)


def _dealings(id_: str, edges: Iterable[Edge]) -> tuple[Dealing, ...]:
    """His edges by counterpart, those with most events and statements first; what he does to himself is left out."""
    edges = [edge for edge in edges if id_ in (edge.source, edge.target) and edge.source != edge.target]
    did = {edge.target: edge for edge in edges if edge.source == id_}
    met = {edge.source: edge for edge in edges if edge.target == id_}
    weight: Counter[str] = Counter()
    for other, edge in (*did.items(), *met.items()):
        weight[other] += edge.events + edge.statements
    found = (Dealing(other=other, did=did.get(other), met=met.get(other)) for other in sorted(weight))
    return tuple(sorted(found, key=lambda d: -weight[d.other]))


def _named(connection: Connection, id_: str, every: flow.Every, known_on: str | None) -> tuple[Named, ...]:
    """The articles that name him, by period in order; periods without any are left out."""
    articles: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for day, of_day, count in all_namings(connection, known_on=known_on).of(id_):
        period = flow.period_of(date.fromisoformat(day), every)
        articles[period] += of_day
        mentions[period] += count
    return tuple(Named(period=period, articles=articles[period], mentions=mentions[period]) for period in articles)
