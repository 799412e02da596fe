"""A ledger: where it lies, how it is made and opened, and how articles come into it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from marsad.errors import LedgerError
from marsad.ledger import codec, engine, schema, tables
from marsad.ledger.batch import Batch

ADDRESS = "MARSAD_DB"
"""The environment variable that names a ledger's database; without it, `ledger.sqlite` in the ledger's folder."""

_held: ContextVar[tuple[Ledger, Connection] | None] = ContextVar("held", default=None)
_LONGEST_NAME = 200  # characters of `audit.by`


class Ledger:
    """A ledger in a folder, with its dossier beside it. `clock` tells the moment that new rows are recorded at."""

    def __init__(self, folder: Path, database: Engine, *, clock: codec.Clock = codec.now) -> None:
        self.folder, self.engine, self.clock = folder, database, clock

    @classmethod
    def create(cls, folder: Path | str, *, dossier: str, clock: codec.Clock = codec.now) -> Ledger:
        """Makes a ledger, whole or not at all. Raises LedgerError where there is one already or the folder cannot be written."""
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise LedgerError(
                f"{folder}: cannot be made ({fault.strerror}); choose a folder that may be written to."
            ) from fault
        ledger = cls(folder, engine.connect(address(folder)), clock=clock)
        with ExitStack() as undo:
            undo.callback(ledger.close)
            with ledger.writing() as connection:
                if schema.standing(connection):
                    raise LedgerError(
                        f"{folder}: there is a ledger already; add to it with: marsad add --ledger {folder} PATH"
                    )
                schema.bring_up(connection)
                made = {"dossier": dossier, "created": codec.moment(clock()), "id": os.urandom(8).hex()}
                connection.execute(insert(tables.meta), [{"key": k, "value": v} for k, v in made.items()])
            undo.pop_all()
        return ledger

    @classmethod
    def open(cls, folder: Path | str, *, clock: codec.Clock = codec.now) -> Ledger:
        """Opens a ledger, bringing an older one up to date. Raises LedgerError where there is none."""
        folder = Path(folder)
        ledger = cls(folder, engine.connect(address(folder)), clock=clock)
        with ExitStack() as undo:
            undo.callback(ledger.close)
            file = engine.file(ledger.engine)
            if (file and not file.is_file()) or not schema.version(ledger.engine):
                where = file or engine.shown(str(ledger.engine.url))
                raise LedgerError(f"{where}: holds no ledger; make one with: marsad init {folder}")
            schema.upgrade(ledger.engine)
            undo.pop_all()
        return ledger

    @cached_property
    def meta(self) -> dict[str, str]:
        """What was laid down when the ledger was made: `dossier`, `created`, `id`."""
        with self.reading() as connection:
            return {row.key: row.value for row in connection.execute(select(tables.meta))}

    @property
    def dossier(self) -> str:
        """The dossier that is followed: the folder beside the database, else the name it was made with."""
        own = self.folder / "dossier"
        return str(own) if (own / "dossier.toml").is_file() else self.meta["dossier"]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction, inside a `snapshot` that one. Raises LedgerError."""
        held = _held.get()
        if held and held[0] is self:
            yield held[1]
        else:
            with engine.reading(self.engine) as connection:
                yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read meanwhile in this context is of one state, and of one transaction. Raises LedgerError.

        What a generator reads after it was left is not; a function that enters it leaves it before it gives anything back.
        """
        with self.reading() as connection:
            token = _held.set((self, connection))
            try:
                yield
            finally:
                _held.reset(token)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction for what is derived. Raises LedgerError."""
        with engine.writing(self.engine) as connection:
            yield connection

    @contextmanager
    def batch(self, command: str, *, by: str | None = None) -> Iterator[Batch]:
        """A transaction of facts, sealed at its end; nothing of it stays where something in it fails. Raises LedgerError."""
        with engine.writing(self.engine) as connection:
            batch = Batch(connection, recorded=codec.moment(self.clock()), command=command, by=by or whoami())
            yield batch
            batch.seal()

    def close(self) -> None:
        """Gives the database back."""
        try:
            self.engine.dispose()
        except DBAPIError as fault:
            raise LedgerError(f"{self.folder}: cannot be closed ({fault.orig}).") from fault


def address(folder: Path) -> str:
    """The database of the ledger in `folder`: `MARSAD_DB` where it is set, else a file in the folder."""
    return os.environ.get(ADDRESS) or engine.sqlite_url(folder)


def whoami() -> str:
    """The name that decisions and batches are signed with: `MARSAD_USER`, else the login name."""
    try:
        return (os.environ.get("MARSAD_USER") or getpass.getuser())[:_LONGEST_NAME]
    except (OSError, KeyError):
        return "unknown"
