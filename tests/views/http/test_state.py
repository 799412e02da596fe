"""An answer that the client has is not computed again; one that changed has another tag."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from marsad.ledger import plan, tables
from marsad.views.desk import Desk
from marsad.views.http import questions
from tests.views.http.serving import client, told
from tests.views.ledger_fixture import sample

PATHS = ("events", "events?limit=0", "actors/haftar-khalifa", "search?q=قوات", "status", "brief?format=md", "export/plover", "doubts")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_what_the_client_has_is_not_computed(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    api = client(sample())
    first = api.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Accept"

    def never(*_: Any) -> None:
        raise AssertionError("it was computed")

    monkeypatch.setattr(questions, "respond", never)
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = api.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["vary"] == "Accept"


def test_another_question_or_format_has_another_tag() -> None:
    api = client(sample())
    tags = [
        api.get(path, headers={"Accept": media}).headers["etag"]
        for path in ("events", "events?limit=1", "reports", "events?as_known_on=2020-01-01")
        for media in ("application/json", "text/csv")
    ]
    assert len(set(tags)) == len(tags)
    assert api.get("events", headers={"If-None-Match": tags[1]}).status_code == 200


def test_what_was_decided_and_woven_has_another_tag(own: Desk) -> None:
    api = client(own)
    before = api.get("events").headers["etag"]
    told(api.post("decisions", json={"action": "accept", "record": own.events(limit=1).rows[0].id}), 201)
    after = api.get("events", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["etag"] != before


def test_while_a_weaving_is_under_way_there_is_no_tag(own: Desk) -> None:
    api = client(own)
    with own.ledger.writing() as connection:
        plan.begin(connection, "2026-01-01T00:00:00.000000Z")
    response = api.get("events", headers={"If-None-Match": "*"})
    assert response.status_code == 200
    assert "etag" not in response.headers
    assert told(api.get("status"))["weaving"] is True
    with own.ledger.writing() as connection:
        row = plan.state(connection)._asdict()
        row |= {
            "seq": row["seq"] + 1,
            "recorded": "2026-01-01T00:00:01.000000Z",
            "from_day": "2020-01-01",
            "articles": 0,
        }
        connection.execute(insert(tables.weaving), row)
    assert "etag" in api.get("events").headers


def test_faults_are_not_kept() -> None:
    response = client(sample()).get("events?actor=لا أحد")
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
