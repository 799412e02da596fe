"""FollowTheMoney entities, one a line, as Aleph and its tools load them: actors, articles, events and who is named where."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import Connection, select

from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored
from marsad.ledger.filters import Filter
from marsad.ledger.woven import live, parts
from marsad.model.woven import Naming
from marsad.views.export.dates import days
from marsad.views.export.material import Happening, Written, happenings
from marsad.views.export.who import Who

KINDS = ("events",)
LOSES = (
    "only actors, articles and mentions of the events asked for; statements, positions, stories and copies have no schema",
    "FollowTheMoney has no type, mode, score or status of an event: they are keywords",
    "actors are `organizer`, recipients `involved`; states and towns that act are public bodies, described parties legal entities",
    "ids that FollowTheMoney does not take (Arabic, slashes) are hashed; the ledger's own id stands in `notes` or `recordId`",
    "the text of the articles",
)
_PUBLIC = frozenset(("state", "capital", "city", "town", "province", "district", "village", "government", "presidency",
                     "ministry", "parliament", "council", "court", "police", "army", "intelligence", "mission"))  # fmt: skip
_COMPANIES = frozenset(("company", "bank"))
_PLAIN = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_ISO2 = 2  # letters; longer ones are states that are no more, which FollowTheMoney's list has under other codes
_Entity = dict[str, Any]


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes the entities of the events of an answer; an entity stands before those that lead to it. Raises LedgerError."""
    rows = 0
    people: set[str] = set()
    articles: set[str] = set()
    for happening in happenings(ledger, wanted, words=True):
        rows += 1
        found: list[_Entity] = []
        for who in (*happening.actors, *happening.recipients):
            if who.id not in people:
                people.add(who.id)
                found.append(_actor(who))
        for id_, article in happening.articles.items():
            if id_ not in articles:
                articles.add(id_)
                found.append(_article(article))
        found.append(_event(happening))
        _put(out, found)
    with ledger.reading() as connection:
        _put(out, _mentions(connection, sorted(articles), people, wanted.known_on))
    return Written(rows)


def _put(out: BinaryIO, entities: Iterable[_Entity]) -> None:
    for entity in entities:
        out.write(msgspec.json.encode(entity) + b"\n")


def entity_id(id_: str) -> str:
    """The ledger's id where FollowTheMoney takes it, else a hash of it."""
    return id_ if _PLAIN.fullmatch(id_) else f"marsad-{hashlib.sha256(id_.encode()).hexdigest()[:32]}"


def _entity(id_: str, schema: str, properties: Mapping[str, Iterable[str | None]]) -> _Entity:
    filled = {name: [v for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {"id": entity_id(id_), "schema": schema, "properties": {name: v for name, v in filled.items() if v}}


def _actor(who: Who) -> _Entity:
    described = who.id.startswith("unnamed/")
    if who.type == "PER":
        schema = "Person"
    elif who.kind in _PUBLIC:
        schema = "PublicBody"
    elif who.kind in _COMPANIES:
        schema = "Company"
    else:
        schema = "Organization" if who.type == "ORG" else "LegalEntity"
    properties: dict[str, Iterable[str | None]] = {
        "name": (who.name.en, who.name.ar),
        "country": _country(who),
        "wikidataId": (who.wikidata,),
        "notes": (who.id,),
        "description": ("described, not named",) if described else (),
    }
    if schema == "Person":
        properties["position"] = who.roles
    return _entity(who.id, schema, properties)


def _article(article: Stored) -> _Entity:
    return _entity(
        article.id,
        "Article",
        {
            "name": (article.title or article.id,),
            "title": (article.title,),
            "publishedAt": (article.day,),
            "publisher": (article.publisher,),
            "sourceUrl": (article.url,),
            "retrievedAt": (article.captured[:19],),
            "language": ("ara",) if article.language == "ar" else (),
            "notes": (article.given_id,),
        },
    )


def _event(happening: Happening) -> _Entity:
    event, on, place = happening.event, days(happening.event), happening.place
    sides = [
        " – ".join("، ".join(names) for names in side if names)
        for side in (
            ([a.latin for a in happening.actors], [r.latin for r in happening.recipients]),
            ([a.name.ar for a in happening.actors], [r.name.ar for r in happening.recipients]),
        )
    ]
    kind = " ".join(filter(None, (event.type, event.mode)))
    return _entity(
        event.id,
        "Event",
        {
            "name": [f"{kind}: {side}" if side else kind for side in sides],
            "startDate": (on.first,),
            "endDate": (on.last,),
            "organizer": [entity_id(a) for a in event.actors],
            "involved": [entity_id(r) for r in event.recipients],
            "location": (place.name.en, place.name.ar) if place else (),
            "country": _country(place) if place else (),
            "proof": [entity_id(a) for a in happening.articles],
            "summary": [t.words for t in happening.told],
            "keywords": (event.type, event.mode, f"status: {event.status}", *event.contexts, *event.issues),
            "publisher": happening.publishers,
            "sourceUrl": [a.url for a in happening.articles.values()],
            "recordId": (event.id,),
        },
    )


def _country(who: Who) -> tuple[str, ...]:
    return (who.country.lower(),) if who.country and len(who.country) == _ISO2 else ()


def _mentions(connection: Connection, articles: list[str], people: set[str], known_on: str | None) -> Iterator[_Entity]:
    """Which article names which of the actors."""
    n = tables.naming.c
    for part in parts(articles):
        wanted = select(n.article, n.actor, n.data).where(
            n.article.in_(part), live(tables.naming, codec.known_by(known_on))
        )
        for row in connection.execute(wanted.order_by(n.article, n.actor, n.seq)):
            if row.actor in people:
                said = msgspec.json.decode(row.data, type=Naming)
                told = f"{row.article} {row.actor} {said.local}"
                yield _entity(
                    f"mention-{hashlib.sha256(told.encode()).hexdigest()[:24]}",
                    "Mention",
                    {
                        "name": (said.name, *said.names),
                        "document": (entity_id(row.article),),
                        "resolved": (entity_id(row.actor),),
                    },
                )
