"""GeoJSON (RFC 7946): a feature for each event, at its place, and for each story, at the places that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import Connection

from marsad.ledger import Ledger
from marsad.ledger.articles import read_of
from marsad.ledger.filters import Filter
from marsad.ledger.woven import parts
from marsad.model import Place
from marsad.model.woven import Story
from marsad.views import queries
from marsad.views.export.material import Happening, Written, happenings, paged
from marsad.views.export.who import Who

KINDS = ("events", "stories", "all")
LOSES = (
    "an event or story without a place, or whose place has no coordinates (a state, a region), is a feature with the geometry null",
    "a place is one point: the middle of a town, whatever its size",
    "reports, statements and evidence stay in the ledger; the ids of reports and articles lead to them",
)
_Position = tuple[float, float]


class _Named(msgspec.Struct):
    places: list[Place]


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes one FeatureCollection. Raises LedgerError."""
    out.write(b'{"type":"FeatureCollection","features":[')
    rows = 0
    for rows, feature in enumerate(_features(ledger, wanted, kind), 1):
        out.write((b",\n" if rows > 1 else b"\n") + msgspec.json.encode(feature))
    out.write(b"\n]}\n")
    return Written(rows)


def _features(ledger: Ledger, wanted: Filter, kind: str) -> Iterator[dict[str, Any]]:
    if kind in ("events", "all"):
        for happening in happenings(ledger, wanted):
            yield _event(happening)
    if kind in ("stories", "all"):
        for answer in paged(queries.stories, ledger, wanted):
            for part in parts(answer.rows, 50):
                with ledger.reading() as connection:
                    spots = _spots(connection, {a for s in part for a in s.articles})
                for story in part:
                    yield _story(story, spots, {i: {"ar": n.ar, "en": n.en} for i, n in answer.names.items()})


def _event(happening: Happening) -> dict[str, Any]:
    event, place = happening.event, happening.place
    known = place.known if place else None
    geometry = None
    if known and known.latitude is not None and known.longitude is not None:
        geometry = {"type": "Point", "coordinates": (known.longitude, known.latitude)}
    told = msgspec.to_builtins(event)
    told |= {"actors": _people(happening.actors), "recipients": _people(happening.recipients)}
    told |= {
        "place": _people([place])[0] if place else None,
        "publishers": happening.publishers,
        "link": happening.link,
    }
    return _feature(event.id, geometry, {"kind": "event", **told})


def _people(people: list[Who]) -> list[dict[str, str | None]]:
    return [{"id": p.id, "ar": p.name.ar, "en": p.name.en} for p in people]


def _story(story: Story, spots: Mapping[str, Mapping[str, _Position]], names: Mapping[str, Any]) -> dict[str, Any]:
    """The places are named as articles read them; where two places have a name, the one that most articles mean is taken."""
    votes = {name: Counter(s[name] for a in story.articles if name in (s := spots.get(a, {}))) for name in story.places}
    found = {name: min(v, key=lambda spot: (-v[spot], spot)) for name, v in votes.items() if v}
    geometry = {"type": "MultiPoint", "coordinates": list(found.values())} if found else None
    told = msgspec.to_builtins(story)
    told |= {"parties": [{"id": p, **names.get(p, {})} for p in story.parties], "located": list(found)}
    return _feature(story.id, geometry, {"kind": "story", **told})


def _feature(id_: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    properties.pop("id", None)
    return {"type": "Feature", "id": id_, "geometry": geometry, "properties": properties}


def _spots(connection: Connection, articles: set[str]) -> dict[str, dict[str, _Position]]:
    """The places that each article names, with longitude and latitude."""
    read = read_of(connection, sorted(articles), _Named)
    return {article: {p.name: (p.longitude, p.latitude) for p in named.places} for article, named in read}
