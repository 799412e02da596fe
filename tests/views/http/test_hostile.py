"""Addresses made to break something: each is answered or refused, none is a fault of the program."""

from __future__ import annotations

import threading
from urllib.parse import quote

import anyio
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from tests.views.http.serving import client, served, told
from tests.views.ledger_fixture import ESCAPE, TURNED, hostile, sample

PATHS = ("events", "articles", "positions", "series", "actors", "gaps", "search", "brief", "export/csv", "doubts", "status")  # fmt: skip
VALUES = (
    "%00",
    "a%00b",
    "%ff%fe",
    "%ed%a0%80",
    quote(f"{TURNED}حفتر{ESCAPE}"),
    quote("' OR 1=1 --"),
    quote('"; DROP TABLE woven; --'),
    quote("%' UNION SELECT * FROM decision --"),
    quote("(" * 500),
    quote('"' * 501),
    quote("{{7*7}}${jndi:ldap://x}"),
    quote("../../etc/passwd"),
    quote("<script>alert(1)</script>"),
    "9" * 400,
    "1e400",
    "-0",
    "NaN",
    quote("𝕳𝖆𝖋𝖙𝖆𝖗"),
    quote("ا" * 999),
    quote("ا" * 10_000),
    "x" * 60_000,
)
NAMES = ("actor", "source", "story", "type", "issue", "from", "as_known_on", "min_confidence", "limit", "after", "q", "kind", "every")  # fmt: skip


@pytest.fixture(scope="module")
def api() -> TestClient:
    return client(sample())


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v[:20])
@pytest.mark.parametrize("path", PATHS)
def test_a_value_breaks_nothing(api: TestClient, path: str, value: str) -> None:
    for name in NAMES if len(value) < 1_000 else ("actor", "q"):
        address = f"{path}?{name}={value}" + ("&q=قوات" if path == "search" and name != "q" else "")
        response = api.get(address)
        assert response.status_code in (200, 400, 422), (address[:200], response.text)
        if response.status_code != 200:
            assert len(response.content) < 20_000


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v[:20])
@pytest.mark.parametrize("path", ["actors/{}", "records/{}", "records/{}/why", "articles/{}", "articles/{}/versions", "stories/{}/compare", "export/{}"])  # fmt: skip
def test_an_id_breaks_nothing(api: TestClient, path: str, value: str) -> None:
    response = api.get(path.replace("{}", value))
    assert response.status_code in (200, 404, 422), response.text


def test_a_hundred_kilobytes_of_parameters(api: TestClient) -> None:
    for query in (
        "actor=" + "x" * 100_000,
        "q=" + "x" * 100_000,
        "&".join(f"a{i}=1" for i in range(20_000)),
        "actor=&" * 20_000,
    ):
        assert asked("/api/v1/events", query) == 422
        assert asked("/api/v1/search", query) == 422
    assert api.get("events", headers={"Accept": ",".join(["text/x;q=0.1"] * 10_000)}).status_code == 406
    assert api.get("events", headers={"If-None-Match": ",".join(['"x"'] * 10_000)}).status_code == 200


def asked(path: str, query: str) -> int:
    """The status that the API itself answers with: clients write no such addresses."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(), "headers": [], "root_path": "", "scheme": "http", "server": ("marsad.example", 80)}  # fmt: skip
    anyio.run(served(sample()), scope, receive, send)
    return int(sent[0]["status"])


def test_nothing_was_dropped(api: TestClient) -> None:
    assert told(api.get("events"))["total"] > 100


@pytest.mark.parametrize("path", ["articles", "statements", "actors", "events", "search?q=الهدنة", "brief"])
def test_what_articles_say_stays_text(path: str) -> None:
    desk = hostile()
    response = client(desk).get(path, headers={"Accept": "application/json"})
    assert response.headers["content-type"] == "application/json"
    assert ESCAPE.encode() not in response.content  # JSON escapes it
    assert all(ord(letter) < 256 for value in response.headers.values() for letter in value)
    csv = client(desk).get("articles?format=csv").content.decode("utf-8-sig")
    assert ESCAPE not in csv
    assert "\r\n=" not in csv
    assert ",=" not in csv


def test_many_ask_at_once(api: TestClient) -> None:
    expected = {path: api.get(path).content for path in ("events?limit=20", "positions", "search?q=قوات", "actors/حفتر", "series?limit=0")}  # fmt: skip
    wrong: list[str] = []

    def ask() -> None:
        own = client(sample())
        wrong.extend(path for path, body in expected.items() if own.get(path).content != body)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
