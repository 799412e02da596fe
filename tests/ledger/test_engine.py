"""Addresses of databases, and what is said when one cannot be used: the thing, what happened, the next step."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from marsad.errors import LedgerError
from marsad.flow import add
from marsad.ledger import Ledger, engine, tables
from marsad.ledger.audit import verify
from tests.ledger.conftest import Cluster, counted, page, refused

Put = Callable[..., Any]

ADDRESSES = {
    "mysql://u:secret@h/d": "mysql://u:***@h/d: Marsad keeps ledgers in SQLite or postgresql+psycopg; correct MARSAD_DB.",
    "postgresql+asyncpg://u:secret@h/d": (
        "postgresql+asyncpg://u:***@h/d: Marsad keeps ledgers in SQLite or postgresql+psycopg; correct MARSAD_DB."
    ),
    "postgresql//u:secret@h/d": "postgresql//u:***@h/d: is no address of a database; correct MARSAD_DB.",
    "postgresql://u:secret@h:port/d": "postgresql:***@h:port/d: is no address of a database; correct MARSAD_DB.",
    "desk.sqlite": "desk.sqlite: is no address of a database; correct MARSAD_DB.",
    "mysql://h/d?user=u&password=secret": (
        "mysql://h/d?password=***&user=u: Marsad keeps ledgers in SQLite or postgresql+psycopg; correct MARSAD_DB."
    ),
    "sqlite://": "sqlite://: names no file; write MARSAD_DB as sqlite:///FILE.",
    "sqlite:///:memory:": ":memory:: names no file; write MARSAD_DB as sqlite:///FILE.",
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_wrong_address_is_said_without_its_password(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MARSAD_DB", url)
    with pytest.raises(LedgerError) as caught:
        Ledger.open(tmp_path)
    assert "secret" not in str(caught.value)
    assert str(caught.value) == ADDRESSES[url]


def test_psycopg_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.split(".")[0] == "psycopg":
            raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    words = "postgresql+psycopg://u:***@h/d: needs psycopg; install it with: pip install 'marsad[postgresql]'"
    with refused(words):
        engine.connect("postgresql+psycopg://u:secret@h/d")


def test_a_file_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_DB", f"sqlite:///{tmp_path / 'else.db'}")
    Ledger.create(tmp_path / "desk", dossier="libya").close()
    opened = Ledger.open(tmp_path / "desk")
    assert opened.meta["dossier"] == "libya"
    opened.close()
    assert (tmp_path / "else.db").is_file()
    assert list((tmp_path / "desk").iterdir()) == []


@pytest.mark.parametrize("name", ["سجل", "a b", "50%20", "a?b=c", "a#b", "@:"])
def test_folders_of_any_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_DB", raising=False)
    Ledger.create(tmp_path / name, dossier="libya").close()
    assert (tmp_path / name / "ledger.sqlite").is_file()
    Ledger.open(tmp_path / name).close()
    with refused(
        f"{tmp_path / name}: there is a ledger already; add to it with: marsad add --ledger {tmp_path / name} PATH"
    ):
        Ledger.create(tmp_path / name, dossier="libya")


def test_a_second_writer_gives_up_and_readers_go_on(
    ledger: Ledger, put: Put, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(page(0))
    monkeypatch.setattr(engine, "BUSY", 0.2)
    second = Ledger.open(place)
    where = engine.shown(str(second.engine.url))
    with ledger.batch("add") as batch:
        batch.add(tables.refusal, source="a", code="json", reason="x")
        assert counted(second)["article"] == 1
        with refused(f"{where}: another process is writing to it; wait until that has ended, then run this again."):
            list(add(second, [page(1)]))
    assert [kept.as_ for kept in add(second, [page(1)]) if hasattr(kept, "as_")] == ["new"]
    assert verify(second) == []
    second.close()


def test_a_reader_sees_one_state(ledger: Ledger, put: Put) -> None:
    put(page(0))
    with ledger.reading() as connection:
        before = connection.scalar(text("SELECT count(*) FROM article"))
        put(page(1))
        assert connection.scalar(text("SELECT count(*) FROM article")) == before == 1
    assert counted(ledger)["article"] == 2


def test_a_server_without_that_database(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    advice = "the server knows no such database or role; make it with createdb or correct MARSAD_DB."
    monkeypatch.setenv("MARSAD_DB", cluster.url("nowhere"))
    with refused(f"postgresql+psycopg://marsad:***@127.0.0.1:{cluster.port}/nowhere: {advice}"):
        Ledger.open(tmp_path)


def test_a_role_without_rights(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = cluster.database()
    monkeypatch.setenv("MARSAD_DB", address)
    Ledger.create(tmp_path, dossier="libya").close()
    owner = create_engine(address)
    with owner.begin() as connection:
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    owner.dispose()
    monkeypatch.setenv("MARSAD_DB", address.replace("marsad:secret", "guest:secret"))
    advice = "the role may not do that; let its owner GRANT it, or correct MARSAD_DB."
    with refused(f"{address.replace('marsad:secret', 'guest:***')}: {advice}"):
        Ledger.open(tmp_path)


def test_every_writer_of_sqlite_waits_for_the_disk(desk: Ledger) -> None:
    def pragma(of: Engine, name: str) -> object:
        with of.connect() as connection:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    assert (pragma(desk.engine, "journal_mode"), pragma(desk.engine, "synchronous")) == ("wal", 2)
