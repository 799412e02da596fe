"""The database behind a ledger: how it is opened, how writing is kept to one at a time, what its faults mean."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from marsad.errors import LedgerError

BUSY = 15.0
"""Seconds that a writer waits for another one before it gives up."""

_SAMPLED = 1_000  # rows of an index that SQLite looks at; 17 ms in all for 670,000 records
_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")
_WRITER = 0x6D617273  # the advisory lock that a writer holds in PostgreSQL

_FAULTS = (
    (r"(database|role) \"[^\"]*\" does not exist", "the server knows no such database or role; make it with createdb or correct MARSAD_DB"),
    (r"permission denied|must be owner", "the role may not do that; let its owner GRANT it, or correct MARSAD_DB"),
    (r"database is locked|lock timeout", "another process is writing to it; wait until that has ended, then run this again"),
    (r"disk is full|No space left|could not extend", "the disk is full; make room and run this again, what was committed is kept"),
    (r"readonly database|read-only", "it may only be read; check who may write to its folder and file, in PostgreSQL what its role may do"),
    (r"unable to open database", "it cannot be opened; check that the folder exists and may be written to"),
    (r"disk I/O error", "the disk cannot be read or written; check the disk, what was committed is kept"),
    (r"not a database|malformed", "the file is damaged or no ledger; restore it from a backup, then run: marsad verify"),
    (r"no such table|UndefinedTable|does not exist", "holds no ledger of this version; make one with: marsad init"),
    (
        r"connection|terminat|server closed|refused|AdminShutdown",
        "the database cannot be reached; start it or correct MARSAD_DB, what was committed is kept",
    ),
)  # fmt: skip


def shown(url: str) -> str:
    """A database as a person knows it: SQLite's file, PostgreSQL's address without its password."""
    try:
        at = make_url(url)
        said = at.render_as_string(hide_password=True)
        if at.get_backend_name() == "sqlite" and at.database:
            return at.database
    except (ArgumentError, ValueError):
        scheme, sign, server = url.partition(":")[0], *url.rpartition("@")[1:]
        said = f"{scheme}:***@{server}" if sign else url
    return re.sub(r"(?<=password=)[^&]*", "***", said)


def connect(url: str) -> Engine:
    """The engine for a database URL (`sqlite:///...` or `postgresql+psycopg://...`). Raises LedgerError."""
    try:
        at = make_url(url)
    except (ArgumentError, ValueError) as fault:
        raise LedgerError(f"{shown(url)}: is no address of a database; correct MARSAD_DB.") from fault
    if at.drivername not in _DRIVERS:
        raise LedgerError(f"{shown(url)}: Marsad keeps ledgers in SQLite or postgresql+psycopg; correct MARSAD_DB.")
    if at.get_backend_name() == "sqlite" and at.database in (None, "", ":memory:"):
        raise LedgerError(f"{shown(url)}: names no file; write MARSAD_DB as sqlite:///FILE.")
    try:
        engine = _sqlite(at) if at.get_backend_name() == "sqlite" else create_engine(at, pool_pre_ping=True)
    except ImportError as fault:
        raise LedgerError(f"{shown(url)}: needs psycopg; install it with: pip install 'marsad[postgresql]'") from fault
    return engine


def _sqlite(at: URL) -> Engine:
    """The engine for a file; one that may not be written is opened to be read only."""
    path = Path(at.database or "").absolute()
    if not path.is_file() or all(_writable(place) for place in (path, path.parent)):
        engine = create_engine(at, connect_args={"timeout": BUSY})
        event.listen(engine, "connect", _prepare)
    else:
        wal = path.with_name(f"{path.name}-wal")
        still = (
            "" if wal.is_file() and wal.stat().st_size else "&immutable=1"
        )  # without it SQLite would make files of its own
        engine = create_engine(
            at, creator=lambda: sqlite3.connect(f"{path.as_uri()}?mode=ro{still}", uri=True, check_same_thread=False)
        )
        event.listen(engine, "connect", _prepare_to_read)
    event.listen(engine, "begin", _begin)
    return engine


def _writable(place: Path) -> bool:
    return os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _prepare_to_read(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    entry.info["file"] = _identity(connection.execute("PRAGMA database_list").fetchone()[2])


def _prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "cache_size=-65536",
        "temp_store=MEMORY",
        "wal_autocheckpoint=8000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    entry.info["file"] = _identity(connection.execute("PRAGMA database_list").fetchone()[2])


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def faults(engine: Engine) -> Iterator[None]:
    """Faults of the database as LedgerError: which ledger, what happened, what to do."""
    try:
        yield
    except DBAPIError as fault:
        raise LedgerError(f"{shown(str(engine.url))}: {_meaning(str(fault.orig))}.") from fault


def _meaning(said: str) -> str:
    known = next((advice for pattern, advice in _FAULTS if re.search(pattern, said, re.IGNORECASE)), None)
    first = said.strip().splitlines()[0] if said.strip() else "no reason given"
    return known or f"the database refused ({first}); what was committed is kept"


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction, alone: a second writer waits up to `BUSY` seconds. Raises LedgerError."""
    with faults(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY * 1000:.0f}ms'")
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")  # whatever the server is set to
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
        _unmoved(connection)
        yield connection
        _unmoved(connection)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction, a snapshot: all queries in it see the same state. Raises LedgerError."""
    same = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with faults(engine), engine.connect().execution_options(snapshot=True, **same) as connection, connection.begin():
        yield connection


def analyse(connection: Connection) -> None:
    """Takes a sample of each index: without one SQLite goes over all records of a kind to find those of a few articles."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA analysis_limit={_SAMPLED}")
    connection.exec_driver_sql("ANALYZE")


def _unmoved(connection: Connection) -> None:
    """SQLite goes on writing into a file that was removed, and what it commits there is lost."""
    url = connection.engine.url
    if url.get_backend_name() == "sqlite" and connection.info["file"] != _identity(str(url.database)):
        where = shown(str(url))
        raise LedgerError(
            f"{where}: the file was moved, removed or replaced meanwhile; put it back and run this again."
        )


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def sqlite_url(folder: Path) -> str:
    """The address of the SQLite file in a ledger's folder."""
    return URL.create("sqlite", database=str(folder / "ledger.sqlite")).render_as_string()


def file(engine: Engine) -> Path | None:
    """The file of a SQLite ledger; None for PostgreSQL."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None
