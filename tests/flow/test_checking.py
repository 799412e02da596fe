"""`verify` finds nothing in a good ledger and names the derived record whose evidence does not stand in its article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, delete, select, update

from marsad import flow
from marsad.ledger import Ledger, codec, tables
from marsad.model import Record
from marsad.views.desk import Desk
from tests.flow.conftest import put


@pytest.fixture
def good(ledger: Ledger, wire: list[Record]) -> Ledger:
    put(ledger, *wire[:24])
    return ledger


def change(connection: Connection, kind: str, alter: Callable[[dict[str, Any]], object]) -> str:
    """Changes the first record of a kind in place, as nobody may; returns its id."""
    w = tables.woven.c
    row = connection.execute(
        select(w.seq, w.id, w.data).where(w.kind == kind, w.ended.is_(None)).order_by(w.seq).limit(1)
    ).one()
    record = msgspec.json.decode(row.data)
    alter(record)
    connection.execute(update(tables.woven).where(w.seq == row.seq).values(data=msgspec.json.encode(record)))
    return str(row.id)


def test_a_good_ledger_has_no_fault(good: Ledger) -> None:
    desk = Desk(good)
    desk.review("reject", desk.events().rows[0].id, by="tester")
    desk.review("settle", desk.disagreements().rows[0].id, "both", by="tester")
    desk.weave()
    assert flow.verify(good) == []


@pytest.mark.parametrize(
    ("kind", "alter"),
    [
        ("statement", lambda r: r["statement"].update(end=99_999)),
        ("report", lambda r: r["event"]["evidence"].update(end=99_999)),
        ("disagreement", lambda r: r["left"]["evidence"].update(end=99_999)),
        ("copy", lambda r: r.update(evidence=[{"start": 3, "end": 99_999}])),
    ],
)
def test_evidence_beyond_the_text_is_named(good: Ledger, kind: str, alter: Callable[[dict[str, Any]], object]) -> None:
    with good.writing() as connection:
        id_ = change(connection, kind, alter)
    (fault,) = flow.verify(good)
    assert fault.record == f"{kind} {id_}"
    assert "its evidence ends at 99999, beyond the text of article" in fault.what


def test_a_record_that_cannot_be_decoded_is_named(good: Ledger) -> None:
    w = tables.woven.c
    with good.writing() as connection:
        seq, id_ = connection.execute(select(w.seq, w.id).where(w.kind == "statement").limit(1)).one()
        connection.execute(update(tables.woven).where(w.seq == seq).values(data=b'{"id":'))
    (fault,) = flow.verify(good)
    assert fault.record == f"statement {id_}"
    assert "cannot be decoded" in fault.what


def test_records_of_an_article_whose_reading_is_gone_are_named(good: Ledger) -> None:
    """What the facts lack is said of them; it must not keep the rest from being checked."""
    with good.writing() as connection:
        article = connection.scalar(select(tables.link.c.target).where(tables.link.c.role == "article").limit(1))
        connection.execute(delete(tables.reading).where(tables.reading.c.article == article))
    found = flow.verify(good)
    assert article
    assert [f for f in found if article in f.record or article in f.what]


def test_a_damaged_reading_is_named_once_more_than_nothing(good: Ledger) -> None:
    with good.writing() as connection:
        seq = connection.scalar(select(tables.reading.c.seq).limit(1))
        connection.execute(update(tables.reading).where(tables.reading.c.seq == seq).values(data=codec.pack({"id": 1})))
    assert flow.verify(good)
