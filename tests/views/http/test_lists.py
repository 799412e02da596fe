"""The lists give what the command line gives, for the same filters, in every format and by every way of paging."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from marsad.views import filters
from marsad.views.export.flat import SHEETS
from marsad.views.http.lists import questions
from tests.views.http.serving import client, fault, following, told
from tests.views.ledger_fixture import LISTS, OTHERS, marsad, sample

FLAGS = {option.name: option.flag for option in filters.OPTIONS} | {
    name: f"--{name}" for name in ("every", "on", "limit")
}
UNLIMITED = ("positions", "gaps")
"""Lists of which the command line always shows all."""
MATRIX: tuple[dict[str, str], ...] = (
    {},
    {"actor": "حفتر"},
    {"party": "Fayez al-Sarraj"},
    {"recipient": "LY"},
    {"issue": "ceasefire"},
    {"quad": "verbal_conflict"},
    {"place": "طرابلس"},
    {"source": "مدار الساحل"},
    {"from": "2020-03-01", "to": "2020-05-31"},
    {"min_confidence": "0.7"},
    {"as_known_on": "2019-01-01"},
    {"actor": "libyan-national-army", "issue": "ceasefire", "from": "2020-01-01", "min_confidence": "0.2"},
)


@pytest.fixture(scope="module")
def api() -> TestClient:
    return client(sample())


def typed(name: str, asked: dict[str, str], *more: str) -> Any:
    """What the command line answers."""
    options = [word for key, value in asked.items() for word in (FLAGS[key], value)]
    limit = () if name in UNLIMITED else ("--limit", "0")
    return marsad(name, *options, *limit, *more)


def pages(api: TestClient, name: str, asked: dict[str, str], limit: int) -> list[dict[str, Any]]:
    """All rows, page by page, by the addresses that the answers name."""
    address: str | None = f"{name}?{urlencode(asked | {'limit': limit})}"
    rows: list[dict[str, Any]] = []
    while address:
        response = api.get(address)
        answer = told(response)
        rows += answer["rows"]
        address = following(response)
        assert bool(address) == bool(answer["more"])
        assert len(answer["rows"]) == limit or not address
    return rows


@pytest.mark.parametrize("asked", MATRIX, ids=lambda asked: "&".join(asked) or "all")
@pytest.mark.parametrize("name", [*LISTS, *OTHERS])
def test_rows_and_total_are_those_of_the_command_line(api: TestClient, name: str, asked: dict[str, str]) -> None:
    line = typed(name, asked, "--format", "json")
    response = api.get(name, params=asked | {"limit": 1000})
    if line.exit_code:  # what one refuses the other refuses
        assert fault(response, 400, "bad_request")["message"] in line.stderr
        return
    answer, expected = told(response), json.loads(line.stdout)
    assert answer["rows"] == expected["rows"]
    assert answer["total"] == expected["total"]
    assert answer["names"] == expected["names"]
    assert answer["words"] == expected["words"]


@pytest.mark.parametrize("name", [*LISTS, *OTHERS, "refused"])
def test_the_first_answer_is_not_empty_where_the_ledger_is_not(api: TestClient, name: str) -> None:
    answer = told(api.get(name))
    assert len(answer["rows"]) == min(50, answer["total"])
    assert (answer["total"] > 0) is (name not in ("refused", "shifts"))


@pytest.mark.parametrize("name", [*LISTS, *OTHERS])
@pytest.mark.parametrize(("media", "shape"), [("text/csv", "csv"), ("application/x-ndjson", "jsonl"), ("application/json", "json")])  # fmt: skip
def test_formats_are_those_of_the_command_line(api: TestClient, name: str, media: str, shape: str) -> None:
    expected = typed(name, {"from": "2020-05-01"}, "--format", shape).stdout_bytes
    for limit in ("1000", "0"):
        response = api.get(name, params={"from": "2020-05-01", "limit": limit}, headers={"Accept": media})
        assert response.headers["content-type"].partition(";")[0] == media
        if limit == "0" and shape == "json":
            assert response.json() == json.loads(expected)
        else:
            assert response.content == expected


@pytest.mark.parametrize("name", [*LISTS, *OTHERS])
def test_paging_gives_each_row_once(api: TestClient, name: str) -> None:
    whole = told(api.get(name, params={"limit": 0}))
    assert pages(api, name, {}, 7) == whole["rows"]
    assert len(whole["rows"]) == whole["total"]


def test_names_are_those_of_the_page_alone(api: TestClient) -> None:
    answer = told(api.get("actors", params={"limit": 2, "after": "3"}))
    assert set(answer["names"]) == {row["id"] for row in answer["rows"]}
    series = told(api.get("series", params={"limit": 1}))
    assert set(series["names"]) <= {series["rows"][0]["source"], series["rows"][0]["target"]}


def test_what_only_some_lists_take(api: TestClient) -> None:
    weeks = told(api.get("series", params={"every": "week", "limit": 0}))
    assert weeks["rows"] == json.loads(typed("series", {"every": "week"}, "--format", "json").stdout)["rows"]
    filled = told(api.get("series", params={"complete": "true", "limit": 1}))
    assert filled["total"] > told(api.get("series", params={"limit": 1}))["total"]
    stand = told(api.get("positions", params={"on": "2020-06-01", "limit": 0}))
    assert stand["rows"] == json.loads(typed("positions", {"on": "2020-06-01"}, "--format", "json").stdout)["rows"]
    assert fault(api.get("events", params={"every": "week"}), 422, "invalid")["field"] == "every"
    assert fault(api.get("refused", params={"actor": "حفتر"}), 422, "invalid")["field"] == "actor"


def test_what_is_left_empty_is_not_asked_for(api: TestClient) -> None:
    assert told(api.get("events?actor=&issue=&min_confidence=&limit=&after=&format=")) == told(api.get("events"))


def test_geojson_has_each_event_and_story_of_the_filter(api: TestClient) -> None:
    for name in ("events", "stories"):
        asked = {"from": "2020-05-01"}
        response = api.get(name, params=asked, headers={"Accept": "application/geo+json"})
        assert response.headers["content-type"] == "application/geo+json"
        features = told(response)["features"]
        rows = told(api.get(name, params=asked | {"limit": "0"}))["rows"]
        assert [f["id"] for f in features] == [row["id"] for row in rows]
        assert any(f["geometry"] for f in features)
    cursor = told(api.get("events", params={"limit": 1}))["more"]
    assert fault(api.get("events", params={"format": "geojson", "after": cursor}), 400, "bad_request")["field"] == "after"  # fmt: skip
    fault(api.get("reports", headers={"Accept": "application/geo+json"}), 406, "not_acceptable")


def test_all_rows_have_no_cursor(api: TestClient) -> None:
    cursor = told(api.get("events", params={"limit": 1}))["more"]
    assert fault(api.get("events", params={"limit": 0, "after": cursor}), 400, "bad_request")["field"] == "after"


def test_a_filter_that_no_row_can_answer_to_is_told_of(api: TestClient) -> None:
    response = api.get("copies", params={"actor": "حفتر", "from": "2020-01-01"})
    assert told(response)["rows"] == []
    assert response.headers["Marsad-Note"] == "copies have no actor, so that none answers to it"
    assert "Marsad-Note" not in api.get("events", params={"actor": "حفتر"}).headers


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"actor": "لا أحد بهذا الاسم"}, "actor"),
        ({"actor": "حفتر", "recipient": "لا أحد بهذا الاسم"}, "recipient"),
        ({"issue": "weather"}, "issue"),
        ({"type": "DANCE"}, "type"),
        ({"source": "صحيفة الغيم"}, "source"),
        ({"story": "story-0"}, "story"),
        ({"from": "2020-06-01", "to": "2020-05-01"}, "from"),
        ({"after": "nowhere"}, "after"),
    ],
)
def test_the_parameter_at_fault_is_named(api: TestClient, asked: dict[str, str], field: str) -> None:
    for limit in ({}, {"limit": "0"}) if field != "after" else ({},):
        assert fault(api.get("events", params=asked | limit), 400, "bad_request")["field"] == field


@pytest.mark.parametrize("cursor", ["nowhere", "-1", "٣", "1e3", "9" * 30])
def test_a_cursor_of_no_page_is_refused(api: TestClient, cursor: str) -> None:
    for name in ("series", "events"):
        assert fault(api.get(name, params={"after": cursor}), 400, "bad_request")["field"] == "after"


def test_every_list_of_the_screen_is_there() -> None:
    assert sorted(q.name for q in questions()) == sorted(SHEETS)
