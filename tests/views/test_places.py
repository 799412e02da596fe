from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import msgspec
import pytest

from marsad.views.export import geojson
from tests.views.ledger_fixture import sample

WANTED: list[dict[str, Any]] = [
    {},
    {"type": "ASSAULT"},
    {"since": "2020-03-01", "until": "2020-06-30"},
    {"place": "tripoli-libya"},
]


@pytest.mark.parametrize("wanted", WANTED)
def test_places_are_those_of_the_geojson(wanted: Mapping[str, Any]) -> None:
    out = BytesIO()
    geojson.write(sample().ledger, sample().filter("events", **wanted), out, kind="events")
    features = msgspec.json.decode(out.getvalue())["features"]
    points = Counter(tuple(f["geometry"]["coordinates"]) for f in features if f["geometry"])
    found = sample().places(**wanted)
    assert Counter({(p.longitude, p.latitude): p.events for p in found.places}) == points
    assert found.events == len(features) == sample().events(**wanted).total
    assert found.nowhere == sum(f["properties"]["place"] is None for f in features)
    assert found.nowhere + found.unlocated + sum(points.values()) == found.events


def test_types_of_a_place() -> None:
    (tripoli,) = sample().places(place="tripoli-libya").places
    assert tripoli.name.ar == "طرابلس"
    assert tripoli.types == Counter(e.type for e in sample().events(place="tripoli-libya"))
    assert tripoli.events == sum(tripoli.types.values()) > 0


def test_the_place_with_most_events_comes_first() -> None:
    counts = [p.events for p in sample().places().places]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 1


def test_nothing_happened() -> None:
    found = sample().places(since="1999-01-01", until="1999-12-31")
    assert (found.places, found.events, found.nowhere, found.unlocated) == ((), 0, 0, 0)
