"""The file of accounts, `access.sqlite` beside a ledger: its tables, and the chain of all that was changed in it.

It is no part of the ledger, which can so be handed on without passwords. Moments are written as in the ledger.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import URL, Boolean, Column, Connection, Engine, Integer, MetaData, String, Table, Text, insert, select

from marsad.errors import LedgerError
from marsad.ledger import codec, engine
from marsad.ledger.audit import Fault

FILE = "access.sqlite"
VERSION = 1
"""Of the tables, kept in SQLite's `user_version`."""
FIRST = "0" * 64
"""What the first change has for the hash of the one before."""

metadata = MetaData()

account = Table(
    "account",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", String(200), nullable=False),  # Argon2id, with its salt and parameters
    Column("disabled", Boolean, nullable=False),
    Column("since", String(27), nullable=False),
)
session = Table(
    "session",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the id that the cookie holds
    Column("account", String(64), nullable=False, index=True),
    Column("begun", String(27), nullable=False),
    Column("seen", String(27), nullable=False),
)
token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the token
    Column("id", String(12), nullable=False, unique=True),
    Column("account", String(64), nullable=False, index=True),
    Column("label", String(80), nullable=False),
    Column("role", String(10), nullable=False),
    Column("made", String(27), nullable=False),
    Column("expires", String(10), nullable=False),  # the last day on which it holds, UTC
    Column("used", String(10)),  # the last day on which it was used
    Column("revoked", String(27)),
)
change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("by", String(200), nullable=False),
    Column("address", String(64), nullable=False),
    Column("what", String(20), nullable=False),
    Column("account", String(64), nullable=False),
    Column("value", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)


class By(NamedTuple):
    """Who changes something, and the network address he does it from."""

    name: str
    address: str = "command line"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the chain: `what` is add, role, password, disable, enable, token, revoke, login or refused.

    `value` is the role of `add` and `role`, the token's id of `token` and `revoke`.
    """

    seq: int
    at: str
    by: str
    address: str
    what: str
    account: str
    value: str = ""


class Store:
    """The file of accounts of a ledger in `folder`; it is made, for its owner alone to read, when first written to."""

    def __init__(self, folder: Path | str, *, clock: codec.Clock = codec.now) -> None:
        self.path, self.clock = Path(folder).absolute() / FILE, clock

    @property
    def exists(self) -> bool:
        """Whether there is such a file."""
        return self.path.is_file()

    @cached_property
    def _engine(self) -> Engine:
        try:
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            if self.path.stat().st_mode & 0o077:
                self.path.chmod(0o600)
        except OSError as fault:
            if not self.exists:
                raise LedgerError(
                    f"{self.path}: cannot be made ({fault.strerror}); check who may write to its folder."
                ) from fault
        made = engine.connect(URL.create("sqlite", database=str(self.path)).render_as_string())
        with engine.reading(made) as connection:
            found = _version(connection)
        if found == 0:
            with engine.writing(made) as connection:
                metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        elif found != VERSION:
            raise LedgerError(f"{self.path}: was written by a newer Marsad; install that one: pip install -U marsad")
        return made

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction. Raises LedgerError."""
        with engine.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction, alone. Raises LedgerError."""
        with engine.writing(self._engine) as connection:
            yield connection

    def now(self) -> str:
        """The present moment as it is written."""
        return codec.moment(self.clock())

    def note(self, connection: Connection, by: By, what: str, of: str, value: str = "") -> None:
        """Adds a change of the account `of` to the chain."""
        c = change.c
        last = connection.execute(select(c.seq, c.hash).order_by(c.seq.desc()).limit(1)).first()
        row = Change(seq=last.seq + 1 if last else 1, at=self.now(), by=by.name, address=by.address, what=what,
                     account=of, value=value)  # fmt: skip
        previous = last.hash if last else FIRST
        sealed = {"previous": previous, "hash": _chained(previous, row)}
        connection.execute(insert(change).values(**msgspec.structs.asdict(row), **sealed))

    def changes(self, *, limit: int | None = None) -> list[Change]:
        """What was changed, latest first."""
        if not self.exists:
            return []
        wanted = select(*(change.c[name] for name in Change.__struct_fields__)).order_by(change.c.seq.desc())
        with self.reading() as connection:
            return [Change(**row._mapping) for row in connection.execute(wanted.limit(limit))]

    def verify(self) -> list[Fault]:
        """What is wrong: changes that were altered, taken out or put in, accounts that are not as the changes left them."""
        if not self.exists:
            return []
        with self.reading() as connection:
            return [*_chain(connection), *_accounts(connection)]

    def close(self) -> None:
        """Gives the file back."""
        if "_engine" in self.__dict__:
            self._engine.dispose()


def _version(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _chained(previous: str, row: Change) -> str:
    return codec.sha256(msgspec.json.encode([previous, *msgspec.structs.astuple(row)]))


def _rows(connection: Connection) -> Iterator[tuple[Change, str, str]]:
    for row in connection.execute(select(change).order_by(change.c.seq)):
        said = dict(row._mapping)
        previous, sealed = said.pop("previous"), said.pop("hash")
        yield Change(**said), previous, sealed


def _chain(connection: Connection) -> Iterator[Fault]:
    before, last = 0, FIRST
    for row, previous, sealed in _rows(connection):
        name = f"change {row.seq}"
        if row.seq != before + 1 or previous != last:
            yield Fault(record=name, what=f"does not follow change {before}: changes were taken away or put in")
        if _chained(previous, row) != sealed:
            yield Fault(record=name, what="was altered after it was written")
        before, last = row.seq, sealed


def _accounts(connection: Connection) -> Iterator[Fault]:
    """The accounts against what the changes, one after the other, made of them."""
    roles: dict[str, str] = {}
    disabled: dict[str, bool] = {}
    for row, _, _ in _rows(connection):
        if row.what in ("add", "role"):
            roles[row.account] = row.value
        if row.what in ("add", "enable", "disable"):
            disabled[row.account] = row.what == "disable"
    due = {name: (role, disabled.get(name)) for name, role in roles.items()}
    found = {row.name: (row.role, row.disabled) for row in connection.execute(select(account))}
    for name in sorted(due.keys() | found.keys()):
        if due.get(name) != found.get(name):
            yield Fault(record=f"account {name}", what="is not as the changes left it: the file was written to by hand")
