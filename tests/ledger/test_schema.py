"""Migrations: they make the tables that the code knows, lead up from the first release, and do nothing twice."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import LargeBinary, MetaData, insert, text

from marsad.errors import LedgerError
from marsad.flow import add
from marsad.ledger import Ledger, engine, schema, store, tables
from marsad.ledger.audit import verify
from tests.ledger.conftest import counted, page

FIRST_RELEASE = Path(__file__).parent / "first_release.json"
"""The rows of a ledger as the first release wrote it (three pages, one of them changed, and a refusal); bytes in base64."""


def _ours(name: str | None, kind: str, _: object) -> bool:
    """The search index is no table of SQLAlchemy's: FTS5 in SQLite, a tsvector in PostgreSQL."""
    return not (kind == "table" and str(name).startswith("fulltext"))


def differences(ledger: Ledger) -> list[Any]:
    with ledger.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": _ours, "compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, tables.metadata))


@pytest.fixture
def first(place: Path) -> Path:
    """A ledger of the first release."""
    place.mkdir()
    made = Ledger(place, engine.connect(store.address(place)))
    rows: dict[str, list[dict[str, Any]]] = msgspec.json.decode(FIRST_RELEASE.read_bytes())
    with made.writing() as connection:
        schema.bring_up(connection, to="0001")
        then = MetaData()
        then.reflect(connection, only=list(rows))
        for name, found in rows.items():
            table = then.tables[name]
            packed = [c.name for c in table.c if isinstance(c.type, LargeBinary)]
            for row in found:
                row.update({k: base64.b64decode(row[k]) for k in packed if row[k] is not None})
            connection.execute(insert(table), found)
    made.close()
    return place


def test_migrations_make_the_tables_that_the_code_knows(ledger: Ledger) -> None:
    assert differences(ledger) == []


def test_a_difference_would_be_seen(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        connection.execute(text("DROP INDEX ix_article_day"))
        connection.execute(text("ALTER TABLE refusal ADD COLUMN guess VARCHAR(3)"))
    assert {change[0] for change in differences(ledger)} == {"add_index", "remove_column"}


def test_a_ledger_of_the_first_release_is_brought_up_whole(first: Path) -> None:
    opened = Ledger.open(first)
    assert differences(opened) == []
    assert verify(opened) == []
    rows = counted(opened)
    assert (rows["article"], rows["capture"], rows["refusal"]) == (4, 4, 1)
    told = list(add(opened, [page(1), page(5)]))
    assert [kept.as_ for kept in told if hasattr(kept, "as_")] == ["known", "new"]
    assert verify(opened) == []
    opened.close()


def test_bringing_up_twice_does_nothing(first: Path) -> None:
    opened = Ledger.open(first)
    at, rows = schema.version(opened.engine), counted(opened)
    schema.upgrade(opened.engine)
    with opened.writing() as connection:
        schema.bring_up(connection)
    assert (schema.version(opened.engine), counted(opened)) == (at, rows)
    opened.close()


def test_a_ledger_of_a_newer_marsad_is_left_alone(ledger: Ledger, place: Path) -> None:
    where = engine.shown(str(ledger.engine.url))
    with ledger.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError) as caught:
        Ledger.open(place)
    assert str(caught.value) == (
        f"{where}: was written by a newer Marsad (schema 9999); install that one: pip install -U marsad"
    )
    assert schema.version(ledger.engine) == "9999"


def test_a_ledger_is_made_whole_or_not_at_all(place: Path) -> None:
    def interrupted() -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Ledger.create(place, dossier="libya", clock=interrupted)
    with pytest.raises(LedgerError, match="holds no ledger; make one with: marsad init"):
        Ledger.open(place)
    made = Ledger.create(place, dossier="libya")
    assert made.meta["dossier"] == "libya"
    made.close()


def test_where_there_is_a_ledger_none_is_made(ledger: Ledger, place: Path) -> None:
    before = ledger.meta
    with pytest.raises(LedgerError) as caught:
        Ledger.create(place, dossier="syria")
    assert str(caught.value) == f"{place}: there is a ledger already; add to it with: marsad add --ledger {place} PATH"
    again = Ledger.open(place)
    assert again.meta == before
    again.close()


def test_a_folder_that_holds_no_ledger(place: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(place)
    where = engine.shown(store.address(place))
    assert str(caught.value) == f"{where}: holds no ledger; make one with: marsad init {place}"
    assert not place.exists()
