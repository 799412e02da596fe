"""Pictures of the whole ledger: what the desk gives, with the filters of the lists."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from marsad import flow
from marsad.views.desk import Desk
from tests.views.http.serving import client, fault, told
from tests.views.ledger_fixture import sample

ASKED: tuple[tuple[dict[str, str], dict[str, Any]], ...] = (
    ({}, {}),
    ({"from": "2020-05-01", "to": "2020-06-30"}, {"since": "2020-05-01", "until": "2020-06-30"}),
    ({"party": "تركيا"}, {"party": "TR"}),
    ({"type": "CONSULT", "min_confidence": "0.3"}, {"type": "CONSULT", "min_confidence": 0.3}),
)


@pytest.fixture(scope="module")
def api() -> TestClient:
    return client(sample())


@pytest.mark.parametrize(("asked", "filters"), ASKED, ids=lambda asked: "&".join(asked))
@pytest.mark.parametrize("name", ["today", "tally", "network", "places"])
def test_it_is_what_the_desk_gives(api: TestClient, name: str, asked: dict[str, str], filters: dict[str, Any]) -> None:
    expected = json.loads(msgspec.json.encode(getattr(sample(), name)(**filters)))
    assert told(api.get(name, params=asked)) == expected
    assert expected != told(api.get(name, params={"as_known_on": "2019-01-01"}))


def test_how_much_is_asked_for(api: TestClient) -> None:
    whole = told(api.get("network", params={"limit": 0}))
    assert len(whole["edges"]) == whole["total"] > 10
    assert told(api.get("network", params={"limit": 3}))["edges"] == whole["edges"][:3]
    assert len(told(api.get("today", params={"from": "2020-01-01", "limit": 2}))["stories"]["rows"]) == 2
    assert told(api.get("tally", params={"every": "month"}))["every"] == "month"
    assert fault(api.get("today", params={"limit": 0}), 422, "invalid")["field"] == "limit"
    assert fault(api.get("network", params={"actor": "لا أحد بهذا الاسم"}), 400, "bad_request")["field"] == "actor"


def test_places_as_points(api: TestClient) -> None:
    response = api.get("places", headers={"Accept": "application/geo+json"})
    assert response.headers["content-type"] == "application/geo+json"
    found, points = told(api.get("places")), told(response)
    assert [f["id"] for f in points["features"]] == [p["id"] for p in found["places"]]
    tripoli = next(f for f in points["features"] if f["properties"]["name"]["en"] == "Tripoli")
    longitude, latitude = tripoli["geometry"]["coordinates"]
    assert (13 < longitude < 14, 32 < latitude < 33) == (True, True)
    assert points["events"] == found["events"] == sample().events(limit=1).total


def test_facets_narrow_a_search(api: TestClient) -> None:
    facets = told(api.get("search/facets", params={"q": "قوات"}))
    assert facets == json.loads(msgspec.json.encode(sample().facets("قوات")))
    first = facets["source"][0]
    assert told(api.get("search", params={"q": "قوات", "source": first["value"]}))["total"] == first["articles"]
    assert fault(api.get("search/facets", params={"q": "-قوات"}), 400, "bad_request")["field"] == "q"
    assert fault(api.get("search/facets"), 422, "invalid")["field"] == "q"


def test_a_ledger_without_articles_answers_everything(tmp_path: Any) -> None:
    ledger = flow.init(tmp_path / "empty", dossier="libya")
    empty = client(Desk(ledger))
    for path in ("events", "articles", "actors", "positions", "series?complete=true", "gaps", "today", "tally", "network", "places",
                 "search?q=قوات", "search/facets?q=قوات", "doubts", "decisions", "status", "brief", "export/plover", "events?format=geojson"):  # fmt: skip
        assert empty.get(path).status_code in (200, 400), path
    assert told(empty.get("tally")) is None
    ledger.close()
