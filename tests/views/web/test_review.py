"""The page of reviews on a ledger of one's own: each decision and its undoing through forms, and who may not."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from marsad.views.access.access import Access
from marsad.views.access.settings import Settings
from marsad.views.access.store import By, Store
from marsad.views.desk import open_desk
from tests.views.ledger_fixture import SAMPLE, sample
from tests.views.web.conftest import untidy, visiting
from tests.views.web.trees import page, select, words

DISPUTE = "dispute-752f8541ad6f"
NAMING = "ba78b53d347b17c3/found/كايالي"
PASSWORD = "naqsh-al-rimal-7"  # noqa: S105 - of accounts that live as long as a test


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger that may be changed."""
    sample()
    return Path(shutil.copytree(SAMPLE, tmp_path / "own", ignore=shutil.ignore_patterns("access.sqlite*")))


@pytest.fixture
def own(folder: Path) -> Iterator[TestClient]:
    """A browser on it, as the person at this machine."""
    with visiting(folder) as client:
        yield client


def send(client: TestClient, tree: Any, action: str, **fields: str) -> Any:
    """Sends the first form of an action as a browser without JavaScript does, after `fields` were filled in."""
    (form, *_) = [
        f
        for f in select(tree, "form")
        if f.get("method") == "post" and f.xpath(f".//input[@name='action'][@value='{action}']")
    ]
    return client.post(form.get("action"), data=dict(form.form_values()) | fields)


def taken(client: TestClient, answer: Any) -> Any:
    """The page that a decision leads back to."""
    assert answer.status_code == 303, answer.text[:1000]
    tree = page(client, answer.headers["location"])
    assert select(tree, ".done")
    return tree


def waits(client: TestClient, address: str, count: int) -> bool:
    """Whether so many doubts wait, at the latest when the records are brought up to date in the background."""
    for _ in range(200):
        if len(select(page(client, address), ".queue [data-row]")) == count:
            return True
        time.sleep(0.05)
    return False


def decisions(folder: Path) -> list[tuple[str, str]]:
    """What was decided on which record, newest first."""
    desk = open_desk(folder)
    found: list[tuple[str, str]] = [(d.action, d.record) for d in desk.decisions()]
    desk.ledger.close()
    return found


@pytest.mark.parametrize(("lang", "value"), [("ar", "left"), ("en", "neither")])
def test_a_disagreement_is_settled_leaves_the_queue_and_comes_back(
    own: TestClient, folder: Path, lang: str, value: str
) -> None:
    tree = page(own, f"/{lang}/review?kind=disagreement")
    waiting = len(select(tree, ".queue [data-row]"))
    forms = [f for f in select(tree, ".queue form") if f.form_values()[2:] == [("record", DISPUTE), ("value", value)]]
    back = taken(own, own.post(forms[0].get("action"), data=dict(forms[0].form_values())))
    assert len(select(back, ".queue [data-row]")) == waiting - 1
    assert DISPUTE not in " ".join(i.get("value", "") for i in select(back, "input"))
    taken(own, send(own, back, "undo"))
    assert waits(own, f"/{lang}/review?kind=disagreement", waiting)
    assert [a for a, _ in decisions(folder)] == ["undo", "settle"]


@pytest.mark.parametrize("action", ["same", "different"])
def test_two_names_are_joined_or_parted_and_it_is_undone(own: TestClient, folder: Path, action: str) -> None:
    tree = page(own, "/ar/review?kind=actor")
    waiting = len(select(tree, ".queue [data-row]"))
    back = taken(own, send(own, tree, action))
    assert len(select(back, ".queue [data-row]")) == waiting - 1
    taken(own, send(own, back, "undo"))
    assert waits(own, "/ar/review?kind=actor", waiting)
    assert [a for a, _ in decisions(folder)] == ["undo", action]


@pytest.mark.parametrize(
    ("action", "field", "value"),
    [("accept", "", ""), ("reject", "", ""), ("correct", "type", "PROTEST"), ("correct", "actors", "حفتر")],
)
def test_an_event_is_decided_by_its_id_and_the_log_says_so(
    own: TestClient, folder: Path, action: str, field: str, value: str
) -> None:
    event = next(e for e in sample().events(type="ASSAULT") if len(e.reports) == 1)
    tree = page(own, f"/en/review?record={event.id}")
    (form,) = [f for f in select(tree, "details form") if f.xpath(".//select[@name='action']")]
    filled = dict(form.form_values())
    assert filled["record"] == event.id
    back = taken(
        own,
        own.post(
            form.get("action"),
            data=filled | {"action": action, "field": field, "value": value, "because": "رأيت <b>الخبر</b>"},
        ),
    )
    assert "is kept" in words(back, ".done")[0]
    log = page(own, "/en/review?view=log")
    (row,) = select(log, "tbody tr")
    assert words(row, "td")[5] == "رأيت <b>الخبر</b>"
    assert select(row, "a")[0].get("href").startswith("/en/why/")
    if action != "accept":
        told = {e.id: e for e in _events(folder)}
        assert event.id not in told or told[event.id].type != "ASSAULT" or "haftar-khalifa" in told[event.id].actors
    taken(own, send(own, log, "undo"))
    assert [a for a, _ in decisions(folder)] == ["undo", action]
    assert "undoes 1" in words(page(own, "/en/review?view=log"), "tbody")[0]


def _events(folder: Path) -> list[Any]:
    desk = open_desk(folder)
    found = list(desk.events())
    desk.ledger.close()
    return found


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({}, "''"),
        ({"action": "burn", "record": DISPUTE}, "burn"),
        ({"action": "settle", "record": DISPUTE, "value": "sideways"}, "sideways"),
        ({"action": "settle", "record": "dispute-000000000000", "value": "left"}, "dispute-000000000000"),
        ({"action": "accept", "record": ""}, "accept"),
        ({"action": "accept", "record": DISPUTE}, DISPUTE),
        ({"action": "same", "record": NAMING, "value": "zzqqxx"}, "zzqqxx"),
        ({"action": "correct", "record": "1052bc0d071c46ce.e0", "field": "type", "value": "NIX"}, "NIX"),
        ({"action": "correct", "record": "1052bc0d071c46ce.e0", "field": "colour", "value": "red"}, "colour"),
        ({"action": "correct", "record": "1052bc0d071c46ce.e0", "field": "date", "value": "2020-02-31"}, "2020-02-31"),
        ({"action": "undo", "record": "999"}, "999"),
        ({"action": "undo", "record": "9" * 5000}, "99"),
        ({"action": "undo", "record": "x"}, "x"),
        ({"action": "accept", "record": "a\0b"}, "there is no such record"),
        ({"action": "accept", "record": "<script>alert(1)</script>"}, "<script>"),
    ],
)
def test_a_decision_that_cannot_be_is_explained_and_changes_nothing(
    own: TestClient, folder: Path, fields: dict[str, str], named: str
) -> None:
    token = select(page(own, "/en/review"), "input[name=csrf]")[0].get("value")
    answer = own.post("/en/review", data={"csrf": token} | fields)
    assert answer.status_code == 400, answer.text[:500]
    assert named in words(html.fromstring(answer.text), "[role=alert]")[0]
    assert untidy(answer.text) == []
    assert decisions(folder) == []


def test_without_the_token_or_from_another_site_nothing_is_decided(own: TestClient, folder: Path) -> None:
    fields = {"action": "settle", "record": DISPUTE, "value": "left"}
    token = select(page(own, "/en/review"), "input[name=csrf]")[0].get("value")
    assert own.post("/en/review", data=fields).status_code == 403
    assert own.post("/en/review", data=fields | {"csrf": "x"}).status_code == 403
    assert (
        own.post("/en/review", data=fields | {"csrf": token}, headers={"Origin": "http://evil.example"}).status_code
        == 403
    )
    assert decisions(folder) == []


def entered(folder: Path, client: TestClient, role: Any) -> TestClient:
    """The client after somebody of a role has logged in."""
    store = Store(folder)
    access = Access(store, host="127.0.0.1", demanded=True, settings=Settings())
    for name, its in (("huda", "owner"), ("amal", role)):
        access.accounts.add(name, PASSWORD, its, By("test"))
    access.close()
    token = select(page(client, "/en/login"), "main input[name=csrf]")[0].get("value")
    answer = client.post("/en/login", data={"csrf": token, "name": "amal", "password": PASSWORD})
    assert answer.status_code == 303, answer.text[:500]
    return client


def test_a_reader_sees_the_queue_without_buttons_and_is_refused(own: TestClient, folder: Path) -> None:
    reader = entered(folder, own, "reader")
    tree = page(reader, "/en/review?kind=disagreement")
    assert len(select(tree, ".queue [data-row]")) == 5
    assert not select(tree, ".queue form, .queue button, main details form")
    assert "Your role is to read: decisions are for reviewers." in words(tree, ".notice")
    token = select(tree, "header input[name=csrf]")[0].get("value")
    answer = reader.post("/en/review", data={"csrf": token, "action": "settle", "record": DISPUTE, "value": "left"})
    assert answer.status_code == 403
    assert decisions(folder) == []


def test_a_reviewers_name_stands_beside_the_decision(own: TestClient, folder: Path) -> None:
    reviewer = entered(folder, own, "reviewer")
    taken(reviewer, send(reviewer, page(reviewer, "/en/review?kind=disagreement"), "settle"))
    assert words(page(reviewer, "/en/review?view=log"), "tbody td")[2] == "amal"


def test_the_queue_shows_the_words_of_each_side(site: TestClient) -> None:
    tree = page(site, "/ar/review?kind=disagreement")
    rows = sample().queue(kind="disagreement").rows
    for item, row in zip(select(tree, ".queue [data-row]"), rows, strict=True):
        assert words(item, "mark") == [" ".join(p.words.split()) for p in row.passages]
        assert len(row.passages) == 2


@pytest.mark.parametrize("query", ["kind=nix", "kind=%3Cb%3E"])
def test_a_kind_that_is_none_is_named(site: TestClient, query: str) -> None:
    assert words(page(site, f"/ar/review?{query}", 400), "[role=alert]")


@pytest.mark.parametrize("done", ["9" * 5000, "-1", "x", "٣", "<b>"])
def test_a_number_in_the_address_that_is_none_is_left_out(site: TestClient, done: str) -> None:
    assert not select(page(site, f"/ar/review?done={done}"), ".done")
