"""Which format an answer has."""

from __future__ import annotations

import pytest

from tests.views.http.serving import client, fault
from tests.views.ledger_fixture import sample

API = client(sample())


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("application/json;q=0.5, text/csv", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
        ("text/csv;q=0.1, application/geo+json;q=0.9, */*;q=0", "application/geo+json"),
        ("application/x-ndjson; charset=utf-8", "application/x-ndjson"),
        ("nonsense", "application/json"),
        ("text/csv;q=many, application/json;q=0.1", "application/json"),
        ("text/csv;q=9", "text/csv"),
    ],
)
def test_accept_chooses(accept: str | None, media: str) -> None:
    response = API.get("events", params={"limit": 1}, headers={"Accept": accept} if accept is not None else {})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media


@pytest.mark.parametrize("accept", ["image/png", "text/html", "application/json;q=0", "*/*;q=0", "text/*;q=0, image/*"])
def test_what_is_not_there_is_said(accept: str) -> None:
    error = fault(API.get("events", headers={"Accept": accept}), 406, "not_acceptable")
    assert "text/csv (csv)" in error["next"]


def test_the_address_wins() -> None:
    response = API.get("events", params={"format": "csv", "limit": 1}, headers={"Accept": "image/png"})
    assert response.headers["content-type"].startswith("text/csv")
    assert response.headers["content-disposition"] == 'attachment; filename="events.csv"'
    assert fault(API.get("events", params={"format": "xml"}), 422, "invalid")["field"] == "format"
    assert fault(API.get("status", params={"format": "json"}), 422, "invalid")["field"] == "format"
