"""The shape of the database, brought up step by step by Alembic (`migrations/versions`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from marsad.errors import LedgerError
from marsad.ledger import engine as database


def version(engine: Engine) -> str | None:
    """The migration that the database stands at; None where it holds no ledger. Raises LedgerError."""
    with database.reading(engine) as connection:
        return standing(connection)


def standing(connection: Connection) -> str | None:
    """As `version`, inside a transaction."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Brings the database up to this version of Marsad; nothing is done where it is. Raises LedgerError."""
    with _config() as config:
        script = ScriptDirectory.from_config(config)
        at = version(engine)
        if at == script.get_current_head():
            return
        if at and at not in {step.revision for step in script.walk_revisions()}:
            where = database.shown(str(engine.url))
            raise LedgerError(
                f"{where}: was written by a newer Marsad (schema {at}); install that one: pip install -U marsad"
            )
    with database.writing(engine) as connection:
        bring_up(connection)


def bring_up(connection: Connection, *, to: str = "head") -> None:
    """Runs, inside a write transaction, the migrations that the database has not seen, as far as `to`."""
    with _config() as config:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


@contextmanager
def _config() -> Iterator[Config]:
    with as_file(files("marsad.ledger") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        yield config
