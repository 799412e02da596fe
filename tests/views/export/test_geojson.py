from __future__ import annotations

import json
from typing import Any

import pytest

from marsad.views.desk import Desk
from tests.views.export.conftest import Made


def valid(value: dict[str, Any]) -> None:
    """What RFC 7946 asks of a feature collection of points: sections 3.1 to 3.3, longitude first, no crs member."""
    assert value["type"] == "FeatureCollection"
    assert set(value) == {"type", "features"}
    for feature in value["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["id"], str)
        assert isinstance(feature["properties"], dict)
        geometry = feature["geometry"]
        if geometry is not None:
            points = geometry["coordinates"] if geometry["type"] == "MultiPoint" else [geometry["coordinates"]]
            assert geometry["type"] in ("Point", "MultiPoint")
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points)


@pytest.mark.parametrize("kind", ["events", "stories", "all"])
def test_it_is_geojson(made: Made, kind: str) -> None:
    valid(json.loads(made("geojson", kind=kind)[0]))


def test_events_read_back_as_the_screen_shows_them(kept: Desk, made: Made) -> None:
    features = json.loads(made("geojson")[0])["features"]
    answer = kept.events()
    for feature, event in zip(features, answer, strict=True):
        told = feature["properties"]
        assert (feature["id"], told["type"], told["status"]) == (event.id, event.type, event.status)
        assert [(a["id"], a["ar"], a["en"]) for a in told["actors"]] == [
            (a, answer.names[a].ar, answer.names[a].en) for a in event.actors
        ]
        assert (told["place"] or {}).get("id") == event.place
        assert told["reports"] == list(event.reports)


def test_points_are_longitude_then_latitude(made: Made) -> None:
    features = json.loads(made("geojson")[0])["features"]
    (cairo,) = (f for f in features if f["geometry"])
    assert cairo["geometry"] == {"type": "Point", "coordinates": [31.25, 30.063]}
    assert cairo["properties"]["place"] == {"id": "cairo", "ar": "القاهرة", "en": "Cairo"}


def test_stories_stand_at_the_places_that_they_name(kept: Desk, made: Made) -> None:
    features = json.loads(made("geojson", kind="stories")[0])["features"]
    for feature, story in zip(features, kept.stories(), strict=True):
        assert feature["properties"]["headline"] == story.headline
        assert feature["properties"]["articles"] == list(story.articles)
        assert feature["properties"]["located"] == list(story.places)
        assert len(feature["geometry"]["coordinates"]) == len(story.places)
