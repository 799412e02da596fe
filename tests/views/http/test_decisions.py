"""Decisions are taken by reviewers, bear their names and are woven in afterwards; nobody signs for another."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.errors import LedgerError
from marsad.views.desk import Desk
from marsad.views.http.decisions import Weaver
from tests.views.http.serving import client, fault, told
from tests.views.ledger_fixture import sample

JSON = {"Content-Type": "application/json"}


def test_a_decision_bears_the_visitors_name_and_is_woven_in(own: Desk) -> None:
    api = client(own)
    event = next(e for e in own.events().rows if len(e.reports) == 1)
    answer = api.post("decisions", json={"action": "reject", "record": event.id, "because": "خبر رياضي"})
    assert told(answer, 201) == {"numbers": [1]}
    (row,) = told(api.get("decisions"))["rows"]
    assert (row["by"], row["action"], row["record"], row["because"]) == ("منى", "reject", event.reports[0], "خبر رياضي")
    fault(api.get(f"records/{event.id}"), 404, "not_found")  # the weaving has run
    assert told(api.post("decisions", json={"action": "undo", "record": "1"}), 201) == {"numbers": [2]}
    assert told(api.get(f"records/{event.id}"))["record"]["id"] == event.id
    assert [row["action"] for row in told(api.get("decisions"))["rows"]] == ["undo", "reject"]
    fault(api.post("decisions", json={"action": "undo", "record": "1"}), 400, "bad_request")


def test_a_disagreement_is_settled(own: Desk) -> None:
    api = client(own)
    dispute = own.disagreements(limit=1).rows[0]
    told(api.post("decisions", json={"action": "settle", "record": dispute.id, "value": "right"}), 201)
    assert told(api.get(f"records/{dispute.id}"))["record"]["status"] == "right"


@pytest.mark.parametrize(("role", "status", "code"), [("reader", 403, "forbidden"), (None, 401, "unauthorized")])
def test_only_reviewers_decide(own: Desk, role: Any, status: int, code: str) -> None:
    answer = client(own, role).post("decisions", json={"action": "accept", "record": own.events(limit=1).rows[0].id})
    fault(answer, status, code)
    assert told(client(own).get("decisions"))["total"] == 0


BAD: list[tuple[bytes, int, str, str | None]] = [
    (b"", 422, "invalid", None),
    (b"{", 422, "invalid", None),
    (b"[]", 422, "invalid", None),
    (b"null", 422, "invalid", None),
    (b"{}", 422, "invalid", None),
    (b'{"action": "dance", "record": "x"}', 422, "invalid", "action"),
    (b'{"action": "accept", "record": 1}', 422, "invalid", "record"),
    (b'{"action": "accept", "record": ""}', 422, "invalid", "record"),
    (b'{"action": "accept", "record": "a\\u0000b"}', 422, "invalid", "record"),
    (b'{"action": "accept", "record": "\\ud800"}', 422, "invalid", None),
    (b'{"action": "accept", "record": "\xff"}', 422, "invalid", None),
    (b'{"action": "accept", "record": "x", "by": "somebody else"}', 422, "invalid", None),
    (b'{"action": "accept", "record": "x", "because": "' + b"a" * 2_000 + b'"}', 422, "invalid", "because"),
    (b"[" * 100_000, 422, "invalid", None),
    (b'{"action": "accept", "record": "no such record"}', 400, "bad_request", None),
    (b'{"action": "undo", "record": "99"}', 400, "bad_request", None),
    (b'{"action": "undo", "record": "\xd9\xa1"}', 400, "bad_request", None),
    (b'{"action": "same", "record": "haftar-khalifa"}', 400, "bad_request", None),
    (b'{"action": "settle", "record": "x", "value": "perhaps"}', 400, "bad_request", None),
]


@pytest.mark.parametrize(("body", "status", "code", "field"), BAD, ids=[row[0][:50].decode("latin-1") or "nothing" for row in BAD])  # fmt: skip
def test_what_is_no_decision_is_refused(body: bytes, status: int, code: str, field: str | None) -> None:
    answer = client(sample()).post("decisions", content=body, headers=JSON)
    assert fault(answer, status, code)["field"] == field
    assert sample().ledger.engine  # nothing was written
    assert told(client(sample()).get("decisions"))["total"] == 0


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_of_another_site_cannot_decide(media: str) -> None:
    answer = client(sample()).post("decisions", content=b'{"action": "undo", "record": "1"}', headers={"Content-Type": media})  # fmt: skip
    fault(answer, 415, "unsupported_media_type")


def test_a_decision_stands_where_its_weaving_fails(own: Desk, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fails() -> None:
        raise LedgerError("ledger.sqlite: the disk is full")

    monkeypatch.setattr(own, "weave", fails)
    event = own.events(limit=1).rows[0].id
    told(client(own).post("decisions", json={"action": "accept", "record": event}), 201)
    assert "the disk is full" in caplog.text
    assert told(client(own).get("decisions"))["total"] > 0


def test_what_is_decided_during_a_weaving_is_woven_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    woven: list[int] = []
    desk = sample()
    weaver = Weaver(desk)

    def weave() -> None:
        woven.append(len(woven))
        if len(woven) == 1:
            weaver.weave()  # somebody decides meanwhile: it must neither wait nor be forgotten
            assert woven == [0]

    monkeypatch.setattr(desk, "weave", weave)
    weaver.weave()
    assert woven == [0, 1]
