from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import insert

from marsad.ledger import Ledger, tables
from marsad.ledger.remembered import as_of, refresh, remembered, state

MOMENT = "2021-01-04T09:00:00.000000Z"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.delenv("MARSAD_DB", raising=False)
    return Ledger.create(tmp_path, dossier="libya")


def put(ledger: Ledger, seq: int, *, ended: str | None = None) -> None:
    row = {
        "seq": seq,
        "kind": "event",
        "id": f"event-{seq}",
        "day": "2021-01-01",
        "type": "AID",
        "confidence": 1.0,
        "data": b"{}",
    }
    with ledger.writing() as connection:
        connection.execute(insert(tables.woven), row | {"since": MOMENT, "ended": ended})


def ask(ledger: Ledger, made: list[str], key: str, keep: int = 4) -> str:
    def make() -> str:
        made.append(key)
        return key

    with ledger.reading() as connection:
        return remembered(connection, "test", key, make, keep=keep)


def test_it_is_made_once_until_the_records_change(ledger: Ledger) -> None:
    made: list[str] = []
    assert [ask(ledger, made, "a") for _ in range(3)] == ["a"] * 3
    assert made == ["a"]
    put(ledger, 1)
    assert ask(ledger, made, "a") == "a"
    assert made == ["a", "a"]


def test_a_record_that_ends_is_a_change(ledger: Ledger) -> None:
    put(ledger, 1)
    with ledger.reading() as connection:
        before = state(connection)
    with ledger.writing() as connection:
        connection.execute(tables.woven.update().values(ended="2021-02-01T00:00:00.000000Z"))
    with ledger.reading() as connection:
        assert state(connection) != before


def test_the_oldest_key_asked_for_goes(ledger: Ledger) -> None:
    made: list[str] = []
    for key in "abacab":
        ask(ledger, made, key, keep=2)
    assert made == ["a", "b", "c", "b"]


def test_ledgers_do_not_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_DB", raising=False)
    made: list[str] = []
    for name in "xy":
        ask(Ledger.create(tmp_path / name, dossier="libya"), made, "a")
    assert made == ["a", "a"]


def test_threads_wait_for_the_one_that_makes_it(ledger: Ledger) -> None:
    made: list[str] = []
    start = Barrier(4)

    def one() -> str:
        start.wait()
        return ask(ledger, made, "a")

    with ThreadPoolExecutor(4) as threads:
        assert [f.result() for f in [threads.submit(one) for _ in range(4)]] == ["a"] * 4
    assert made == ["a"]


def test_a_fault_is_not_remembered(ledger: Ledger) -> None:
    with ledger.reading() as connection, pytest.raises(ZeroDivisionError):
        remembered(connection, "test", "a", lambda: 1 // 0)
    made: list[str] = []
    assert ask(ledger, made, "a") == "a"


def test_a_day_after_the_last_change_is_now(ledger: Ledger) -> None:
    put(ledger, 1)
    with ledger.reading() as connection:
        assert as_of(connection, None) is None
        assert as_of(connection, "2021-01-04") is None
        assert as_of(connection, "2021-01-03") == "2021-01-03T23:59:59.999999Z"


def test_while_one_thread_refreshes_all_others_get_what_was_there(ledger: Ledger) -> None:
    made: list[str] = []

    def refreshed() -> bool:
        with ledger.reading() as connection:
            return refresh(connection, lambda: ask(ledger, made, "a"))

    assert refreshed()
    assert not refreshed()  # nothing changed
    put(ledger, 1)
    ask(ledger, made, "a")
    assert made == ["a"]  # as it was, until it is worked out anew
    ask(ledger, made, "b")
    assert made == ["a", "b"]  # never asked before, so there is nothing older
    assert refreshed()
    assert made == ["a", "b", "a"]
    ask(ledger, made, "b")
    assert made == ["a", "b", "a", "b"]  # what it rests on is new by now


def test_a_snapshot_is_one_transaction_of_one_state(ledger: Ledger) -> None:
    with ledger.snapshot():
        with ledger.reading() as first:
            before = state(first)
        put(ledger, 1)
        with ledger.reading() as second:
            assert second is first
            assert state(second) == before
    with ledger.reading() as after:
        assert after is not first
        assert state(after) != before


def test_a_snapshot_is_its_own_ledgers_and_its_own_threads(ledger: Ledger, tmp_path: Path) -> None:
    other = Ledger.create(tmp_path / "other", dossier="libya")

    def ask_elsewhere() -> object:
        with ledger.reading() as connection:
            return connection

    with ledger.snapshot(), ledger.reading() as held, other.reading() as others:
        assert others is not held
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(ask_elsewhere).result() is not held
