"""Large answers go out by the page: memory stays flat, and what breaks off can be seen to have broken off."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
import uvicorn
from sqlalchemy import insert

from marsad import flow
from marsad.errors import LedgerError
from marsad.ledger import tables
from marsad.ledger.filters import Filter
from marsad.model.woven import WovenEvent
from marsad.views import queries
from marsad.views.answers import Answer
from marsad.views.desk import Desk
from marsad.views.export.flat import SHEETS, Sheet
from marsad.views.http import rows
from marsad.views.http.lists import questions
from marsad.views.http.shapes import CSV, JSON, NDJSON, Shape
from tests.views.http.serving import client, served

MANY = 8_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A ledger with thousands of events that nobody read."""
    ledger = flow.init(tmp_path_factory.mktemp("large") / "ledger", dossier="libya")
    with ledger.writing() as connection:
        made = [_row(number) for number in range(1, MANY + 1)]
        connection.execute(insert(tables.woven), made)
    yield Desk(ledger)
    ledger.close()


def _row(number: int) -> dict[str, Any]:
    day = f"20{number % 20:02}-0{number % 9 + 1}-1{number % 10}"
    event = WovenEvent(
        id=f"event-{number:012x}", type="AID", mode=None, quad="material_cooperation", score=7.0, contexts=(), actors=(f"found/مانح-{number}",),
        recipients=("LY",), day=day, told=day, place=None, status="happened", reports=tuple(f"{number:016x}.e{i}" for i in range(20)), origins=1,
    )  # fmt: skip
    return {
        "seq": number, "kind": "event", "id": event.id, "day": day, "type": "AID", "confidence": 1.0, "data": msgspec.json.encode(event),
        "since": "2020-01-01T00:00:00.000000Z", "ended": None,
    }  # fmt: skip


def ask(desk: Desk, shape: Shape, limit: int = 0) -> Iterator[bytes]:
    (question,) = (q for q in questions() if q.name == "events")
    content = question.ask(desk, {"limit": limit}, shape).content
    assert not isinstance(content, bytes)
    return content


def heap(work: Callable[[], Any]) -> int:
    """The bytes that some work takes at its peak."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_rows(large: Desk) -> None:
    whole = heap(lambda: rows.written(large.events(), JSON, WovenEvent))
    for shape in (JSON, NDJSON, CSV):
        assert heap(partial(sum, map(len, ask(large, shape)))) < whole / 3


def test_pieces_together_are_the_answer(large: Desk) -> None:
    expected = large.events()
    told = json.loads(b"".join(ask(large, JSON)))
    assert told == json.loads(msgspec.json.encode(expected))
    assert len({row["id"] for row in told["rows"]}) == told["total"] == MANY
    lines = b"".join(ask(large, NDJSON)).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in told["rows"]]
    assert b"".join(ask(large, CSV)) == rows.written(expected, CSV, WovenEvent)


def test_nothing_and_one_page_are_whole_too() -> None:
    empty: Answer[WovenEvent] = Answer(rows=(), total=0)
    for shape in (JSON, CSV, NDJSON):
        assert b"".join(rows.streamed(iter([empty]), shape, WovenEvent)) == rows.written(empty, shape, WovenEvent)
    assert [page.rows for page in rows.sliced(empty)] == [()]


def test_names_and_words_stand_once() -> None:
    pages = [Answer[Any](rows=(), total=2, words={"a": "1", "b": "2"}), Answer[Any](rows=(), total=2, words={"b": "2", "c": "3"})]  # fmt: skip
    assert json.loads(b"".join(rows.streamed(iter(pages), JSON, WovenEvent)))["words"] == {"a": "1", "b": "2", "c": "3"}


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database fails on the third page."""
    asked: list[str | None] = []

    def fails(ledger: Any, wanted: Filter, *, limit: int | None, after: str | None) -> Answer[WovenEvent]:
        asked.append(after)
        if len(asked) == 3:
            raise LedgerError("ledger.sqlite: the disk cannot be read")
        return queries.events(ledger, wanted, limit=limit, after=after)

    monkeypatch.setitem(cast(dict[str, Sheet], SHEETS), "events", Sheet(WovenEvent, cast(Any, fails)))


@pytest.mark.usefixtures("breaking")
def test_what_fails_in_the_middle_is_raised(large: Desk) -> None:
    sent: list[bytes] = []
    with pytest.raises(LedgerError, match="cannot be read"):
        sent.extend(ask(large, JSON))
    with pytest.raises(json.JSONDecodeError):
        json.loads(b"".join(sent))


@pytest.mark.usefixtures("breaking")
@pytest.mark.parametrize("shape", [JSON, NDJSON, CSV], ids=lambda shape: shape.name)
def test_a_client_sees_that_the_answer_broke_off(large: Desk, shape: Shape) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # whoever connects before the server runs waits
        server = uvicorn.Server(uvicorn.Config(served(large), log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", listening.getsockname()[1], timeout=30)
            connection.request("GET", f"/api/v1/events?limit=0&format={shape.name}")
            response = connection.getresponse()
            assert response.status == 200
            with pytest.raises(http.client.IncompleteRead):
                response.read()
            connection.close()
        finally:
            server.should_exit = True
            thread.join()


def test_what_is_wrong_with_the_question_shows_before_the_first_byte(large: Desk) -> None:
    assert client(large).get("events?limit=0&type=DANCE").status_code == 400


def test_what_is_kept_in_a_file_is_closed(tmp_path: Path) -> None:
    told, pieces = rows.kept(lambda out: out.write(b"x" * 3_000_000))
    assert told == sum(map(len, pieces)) == 3_000_000

    def fails(out: Any) -> None:
        out.write(b"x")
        raise LedgerError("gone")

    with pytest.raises(LedgerError, match="gone"):
        rows.kept(fails)
