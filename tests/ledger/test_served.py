from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from marsad import dossiers, flow
from marsad.ledger import Ledger
from marsad.views.access.access import Access
from marsad.views.desk import Desk
from marsad.views.web.app import create_app
from marsad.views.web.keeping import ask

HOST = "http://127.0.0.1"
ADDRESSES = (
    "", "/stories", "/stories/story-1052bc0d071c46ce", "/positions?cell=EG+ceasefire", "/events?source=مدار+الساحل&place=tripoli-libya",
    "/events?view=timeline", "/events?view=series&party=EG", "/events?view=map", "/statements?actor=حفتر&issue=ceasefire&from=2020-01-01",
    "/articles?party=EG", "/articles/1052bc0d071c46ce?original=1", "/actors", "/actors?view=network", "/actors/EG", "/search?q=حفتر&narrow=1",
    "/review", "/review?view=log", "/briefing?from=2020-05-01", "/why/dispute-752f8541ad6f", "/events?as_known_on=2000-01-01",
)  # fmt: skip


def test_every_page_is_served_from_either_database(ledger: Ledger, tmp_path: Path) -> None:
    list(flow.add_paths(ledger, dossiers.articles("libya")))
    flow.weave(ledger)
    desk = Desk(ledger)
    ask(desk)  # what the server keeps at hand
    with TestClient(create_app(desk, Access.open(tmp_path)), base_url=HOST, headers={"Origin": HOST}) as client:
        for address in ADDRESSES:
            for lang in ("ar", "en"):
                assert client.get(f"/{lang}{address}").status_code == 200, address
        for name in (
            "events",
            "statements",
            "stories",
            "positions",
            "series",
            "actors",
            "gaps",
            "network",
            "places",
            "status",
        ):
            found = client.get(f"/api/v1/{name}")
            assert found.status_code == 200, found.text
        assert client.get("/api/v1/events?limit=0&format=csv").text.count("\n") == desk.events().total + 1
