"""One thing by its id: what Python gives, whatever the id looks like."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from starlette.testclient import TestClient

from marsad.views.http.questions import VERSION
from tests.views.http.serving import client, fault, following, told
from tests.views.ledger_fixture import LISTS, marsad, sample


@pytest.fixture(scope="module")
def api() -> TestClient:
    return client(sample())


def plain(record: Any) -> Any:
    return json.loads(msgspec.json.encode(record))


@pytest.mark.parametrize("name", ["haftar-khalifa", "خليفة حفتر", "Khalifa Haftar", "حفتر"])
def test_an_actor_by_id_and_by_any_spelling(api: TestClient, name: str) -> None:
    page = told(api.get(f"actors/{quote(name)}"))
    assert page["card"] == plain(sample().actor("haftar-khalifa"))
    assert page["card"]["name"] == {"ar": "خليفة حفتر", "en": "Khalifa Haftar"}
    assert page == plain(sample().profile("haftar-khalifa"))


def test_an_id_may_hold_a_slash(api: TestClient) -> None:
    found = next(row.id for row in sample().actors().rows if row.id.startswith("found/"))
    for address in (f"actors/{found}", f"actors/{quote(found)}", f"actors/{quote(found, safe='')}"):
        assert told(api.get(address))["card"]["id"] == found
    why = told(api.get(f"records/{quote(found)}/why"))
    assert why["kind"] == "actor"
    assert why == plain(sample().why(found))


def test_a_day_before_the_ledger_knew_him(api: TestClient) -> None:
    page = told(api.get("actors/haftar-khalifa", params={"as_known_on": "2019-01-01"}))
    assert page["card"]["articles"] == 0
    assert page["statements"]["rows"] == []


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ("articles", "shifts")])
def test_every_record_of_a_list_by_its_id(api: TestClient, name: str) -> None:
    for row in told(api.get(name, params={"limit": 5}))["rows"]:
        kept = told(api.get(f"records/{row['id']}"))
        assert kept["record"] == row
        assert kept["kind"] in (name.rstrip("s"), "quotation", "story", "copy")
        assert told(api.get(f"records/{row['id']}/why"))["id"] == row["id"]


def test_a_comparison_is_the_command_lines(api: TestClient) -> None:
    story = sample().stories(limit=1).rows[0].id
    assert told(api.get(f"stories/{story}/compare")) == json.loads(marsad("compare", story, "--format", "json").stdout)
    fault(api.get(f"stories/{story}/compare", params={"as_known_on": "2019-01-01"}), 404, "not_found")


def test_an_article_with_all_that_was_found_in_it(api: TestClient) -> None:
    row = sample().articles(limit=1).rows[0]
    page = told(api.get(f"articles/{row.id}"))
    text = page["reading"]["text"]
    assert page["article"]["title"] == row.title
    assert page["reading"]["title"]["end"] <= len(text)
    assert set(page["actors"].values()) <= set(page["names"])
    reports = {r.id for r in sample().reports().rows if r.article == row.id}
    assert {f"{row.id}.e{i}" for i in range(len(page["reading"]["events"]))} >= reports
    for mention in page["reading"]["mentions"]:
        assert text[mention["start"] : mention["end"]].strip()
    assert page == plain(sample().article(row.id))
    assert told(api.get(f"articles/{row.id}/versions"))["rows"] == plain(sample().versions(row.id).rows)


def test_the_bytes_that_an_article_was_read_from(api: TestClient) -> None:
    id_ = sample().articles(limit=1).rows[0].id
    response = api.get(f"articles/{id_}/original", headers={"Accept": "*/*"})
    assert response.content == sample().original(id_).data
    assert hashlib.sha256(response.content).hexdigest() == response.headers["marsad-digest"]
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment")
    fault(api.get("articles/0000000000000000/original"), 404, "not_found")


@pytest.mark.parametrize(
    "address",
    [
        "actors/لا أحد بهذا الاسم",
        "actors/found/لا-أحد",
        "records/event-000000000000",
        "records/f8d9d1630d2b8fbd",
        "records/nothing/why",
        "articles/0000000000000000",
        "articles/0000000000000000/versions",
        "stories/story-0000000000000000/compare",
        "nowhere",
        "",
    ],
)
def test_what_is_not_there_is_not_found(api: TestClient, address: str) -> None:
    fault(api.get(address), 404, "not_found")


def test_an_event_is_no_story(api: TestClient) -> None:
    event = sample().events(limit=1).rows[0].id
    assert "is no story" in fault(api.get(f"stories/{event}/compare"), 404, "not_found")["message"]


def test_the_ledger_says_what_it_holds(api: TestClient) -> None:
    status = told(api.get("status"))
    desk = sample()
    assert status["ledger"] == desk.ledger.meta["id"]
    assert (status["dossier"], status["version"], status["weaving"]) == ("libya", VERSION, False)
    assert status["counts"]["article"] == desk.articles(limit=1).total
    assert status["counts"]["event"] == desk.events(limit=1).total
    assert status["last_article"] < status["last_weaving"]


def test_search_is_the_command_lines(api: TestClient) -> None:
    for query in ("قوات", '"وقف إطلاق النار"', "Haftar", "لا يوجد قطعا"):
        hits = told(api.get("search", params={"q": query}))
        assert hits == json.loads(marsad("search", query, "--format", "json").stdout)
    csv = api.get("search", params={"q": "قوات", "format": "csv"})
    assert csv.content == marsad("search", "قوات", "--format", "csv").stdout_bytes
    assert fault(api.get("search", params={"q": "-قوات"}), 400, "bad_request")
    assert fault(api.get("search"), 422, "invalid")["field"] == "q"
    assert (
        fault(api.get("search", params={"q": "قوات", "actor": "لا أحد بهذا"}), 400, "bad_request")["field"] == "actor"
    )
    assert fault(api.get("search", params={"q": "قوات", "after": "x"}), 400, "bad_request")["field"] == "after"


def test_all_finds_page_by_page(api: TestClient) -> None:
    found: list[str] = []
    address: str | None = f"search?limit=3&q={quote('قوات')}"
    while address:
        response = api.get(address)
        found += [hit["article"] for hit in told(response)["hits"]]
        address = following(response)
    assert len(found) == len(set(found)) == sample().search("قوات").total > 3


def test_the_queue_for_review(api: TestClient) -> None:
    rows = told(api.get("doubts", params={"limit": 0}))["rows"]
    assert rows == plain(sample().doubts().rows)
    assert len(rows) > 3
    paged = [told(api.get("doubts", params={"limit": 1, "after": str(at)}))["rows"][0] for at in range(3)]
    assert paged == rows[:3]
    assert {row["kind"] for row in told(api.get("doubts", params={"kind": "disagreement"}))["rows"]} == {"disagreement"}
    assert fault(api.get("doubts", params={"kind": "weather"}), 422, "invalid")["field"] == "kind"
    assert api.get("doubts", headers={"Accept": "text/csv"}).content == marsad("review", "--limit", "0", "--format", "csv").stdout_bytes  # fmt: skip
