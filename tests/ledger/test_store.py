"""What goes wrong while a ledger is in use is said plainly, and what was committed stays: disk, folder, file, server."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event

from marsad.flow import add
from marsad.ledger import Ledger, tables
from marsad.ledger.audit import verify
from tests.ledger.conftest import Cluster, counted, page, refused

FULL = "the disk is full; make room and run this again, what was committed is kept."
READ_ONLY = "check who may write to its folder and file, in PostgreSQL what its role may do."
NOBODY = 65534


def test_the_disk_is_full(desk: Ledger) -> None:
    before = counted(desk)
    desk.engine.dispose()

    @event.listens_for(desk.engine, "connect")
    def limit(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 2}")

    with refused(f"{desk.folder / 'ledger.sqlite'}: {FULL}"):
        list(add(desk, (page(n) for n in range(1, 200))))
    assert counted(desk) == before
    assert verify(desk) == []


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A disk of so many bytes, in memory; skips where none may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="marsad-disk-"))
    try:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", str(folder)]
        if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("a small disk can only be mounted by root, outside of a container; run: sudo make test")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    finally:
        folder.rmdir()


def test_a_small_disk_runs_full_and_what_was_committed_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_DB", raising=False)
    with small_disk("2m") as folder:
        ledger = Ledger.create(folder, dossier="libya")
        list(add(ledger, [page(0)]))
        before = counted(ledger)
        with refused(f"{folder / 'ledger.sqlite'}: {FULL}"), ledger.batch("add") as batch:
            batch.add(tables.blob, digest="0" * 64, media="text/plain", size=0, data=os.urandom(4_000_000))
        assert counted(ledger) == before
        assert verify(ledger) == []
        list(add(ledger, [page(1)]))
        assert verify(ledger) == []
        ledger.close()


def test_postgresql_on_a_full_disk(own_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_disk("16m") as folder:
        space = folder / "space"
        space.mkdir()
        if own_cluster.user is not None:
            os.chown(space, own_cluster.user, -1)
        admin = create_engine(own_cluster.url("postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{space}'")
            connection.exec_driver_sql("CREATE DATABASE small TABLESPACE small")
        admin.dispose()
        monkeypatch.setenv("MARSAD_DB", own_cluster.url("small"))
        ledger = Ledger.create(tmp_path, dossier="libya")
        list(add(ledger, [page(0)]))
        before = counted(ledger)
        with refused(f"{ledger.engine.url}: {FULL}"), ledger.batch("add") as batch:
            batch.add(tables.blob, digest="0" * 64, media="text/plain", size=0, data=os.urandom(16_000_000))
        assert counted(ledger) == before
        assert verify(ledger) == []
        ledger.close()


@contextmanager
def unprivileged(folder: Path) -> Iterator[None]:
    """Inside, nothing may be written below `folder`: root, whom no permission binds, is nobody meanwhile."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="marsad-desk-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_folder_that_may_only_be_read(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_DB", raising=False)
    folder = open_folder / "desk"
    ledger = Ledger.create(folder, dossier="libya")
    list(add(ledger, [page(0)]))
    ledger.close()
    url = folder / "ledger.sqlite"
    with unprivileged(folder):
        opened = Ledger.open(folder)
        assert counted(opened)["article"] == 1
        with refused(f"{url}: it may only be read; {READ_ONLY}"):
            list(add(opened, [page(1)]))
        opened.close()
        with refused(
            f"{folder / 'below'}: cannot be made (Permission denied); choose a folder that may be written to."
        ):
            Ledger.create(folder / "below", dossier="libya")
    (folder / "ledger.sqlite").unlink()
    cannot = "it cannot be opened; check that the folder exists and may be written to."
    with unprivileged(folder), refused(f"{url}: {cannot}"):
        Ledger.create(folder, dossier="libya")


def test_postgresql_that_may_only_be_read(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_DB", cluster.database())
    Ledger.create(tmp_path, dossier="libya").close()
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    ledger = Ledger.open(tmp_path)
    with refused(f"{ledger.engine.url}: it may only be read; {READ_ONLY}"):
        list(add(ledger, [page(0)]))
    ledger.close()


def test_the_file_is_removed_in_the_middle(desk: Ledger) -> None:
    stream = add(desk, (page(n) for n in range(1, 600)))
    for _ in range(256):
        next(stream)
    for path in desk.folder.iterdir():
        path.unlink()
    words = f"{desk.folder / 'ledger.sqlite'}: the file was moved, removed or replaced meanwhile; put it back and run this again."
    with refused(words):
        list(stream)
    desk.close()
    with refused(f"{desk.folder / 'ledger.sqlite'}: holds no ledger; make one with: marsad init {desk.folder}"):
        Ledger.open(desk.folder)


def test_the_file_is_replaced_in_the_middle(desk: Ledger) -> None:
    file = desk.folder / "ledger.sqlite"
    words = f"{desk.folder / 'ledger.sqlite'}: the file was moved, removed or replaced meanwhile; put it back and run this again."
    with refused(words), desk.batch("add") as batch:
        batch.add(tables.refusal, source="a", code="json", reason="x")
        file.rename(desk.folder / "moved.sqlite")
        file.write_bytes(b"")


def test_the_server_is_gone_in_the_middle(
    own_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSAD_DB", own_cluster.database())
    monkeypatch.setattr("marsad.flow.adding.BATCH", 8)
    ledger = Ledger.create(tmp_path, dossier="libya")
    pages = [page(n) for n in range(24)]
    stream = add(ledger, pages)
    for _ in range(8):
        next(stream)
    own_cluster.stop("immediate")
    gone = "the database cannot be reached; start it or correct MARSAD_DB, what was committed is kept."
    with refused(f"{ledger.engine.url}: {gone}"):
        list(stream)
    with refused(f"{ledger.engine.url}: {gone}"):
        Ledger.open(tmp_path)
    own_cluster.start()
    assert counted(ledger)["article"] == 8
    with refused(f"{ledger.engine.url}: {gone}"):
        _write_while_ended(ledger, own_cluster.url("postgres"))
    assert [kept.as_ for kept in add(ledger, pages) if hasattr(kept, "as_")] == ["known"] * 8 + ["new"] * 16
    assert verify(ledger) == []
    ledger.close()


def _write_while_ended(ledger: Ledger, admin: str) -> None:
    """A batch whose connection the server ends before it is committed."""
    other = create_engine(admin, isolation_level="AUTOCOMMIT")
    try:
        with ledger.batch("add") as batch, other.connect() as connection:
            batch.add(tables.refusal, source="a", code="json", reason="x")
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname <> 'postgres'"
            )
    finally:
        other.dispose()


@pytest.mark.parametrize("what", ["empty", "text", "cut", "overwritten"])
def test_a_damaged_file(desk: Ledger, what: str) -> None:
    list(add(desk, [page(n) for n in range(1, 30)]))
    desk.close()
    file = desk.folder / "ledger.sqlite"
    data = file.read_bytes()
    middle = len(data) // 2
    spoilt = {
        "empty": b"",
        "text": "هذا ليس سجلا".encode() * 500,
        "cut": data[:middle],
        "overwritten": data[: 4096 * 2] + os.urandom(len(data) - 4096 * 2),
    }
    file.write_bytes(spoilt[what])
    damaged = f"{desk.folder / 'ledger.sqlite'}: the file is damaged or no ledger; restore it from a backup, then run: marsad verify."
    words = f"{file}: holds no ledger; make one with: marsad init {desk.folder}" if what == "empty" else damaged
    with refused(words):
        _use(desk.folder)


def _use(folder: Path) -> None:
    ledger = Ledger.open(folder)
    try:
        list(add(ledger, [page(n) for n in range(30)]))
        verify(ledger)
    finally:
        ledger.close()
