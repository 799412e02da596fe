"""`verify`: a ledger as it was written is whole; whatever is changed in it afterwards is named."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, insert, select, text, update

from marsad.ledger import Ledger, codec, tables
from marsad.ledger.audit import Fault, head, verify
from marsad.ledger.batch import FIRST
from marsad.model import Reading, Refusal, Span
from tests.ledger.conftest import page

Change = Callable[[Reading], Reading]


@pytest.fixture
def kept(ledger: Ledger, put: Callable[..., Any]) -> Ledger:
    """Three batches of two articles and a refusal each."""
    for n in (0, 2, 4):
        put(page(n), page(n + 1), Refusal(source=f"x:{n}", code="json", reason=f"x:{n}: is not JSON."))
    return ledger


def alter(ledger: Ledger, *statements: Any) -> None:
    """Changes rows behind the ledger's back."""
    with ledger.writing() as connection:
        for statement in statements:
            connection.execute(statement)


def told(ledger: Ledger) -> list[tuple[str, str]]:
    return [(fault.record, fault.what) for fault in verify(ledger)]


def test_an_empty_ledger_and_a_full_one_are_whole(ledger: Ledger, put: Callable[..., Any]) -> None:
    assert verify(ledger) == []
    assert head(ledger) == FIRST
    put(*(page(n) for n in range(3)))
    assert verify(ledger) == []
    assert len(head(ledger)) == 64


def test_a_changed_row(kept: Ledger) -> None:
    alter(kept, update(tables.article).where(tables.article.c.seq == 3).values(title="عنوان آخر"))
    assert told(kept) == [("batch 2", "its rows are not those that were sealed in it")]


def test_a_changed_moment_of_recording(kept: Ledger) -> None:
    alter(kept, update(tables.refusal).where(tables.refusal.c.seq == 1).values(recorded="2001-01-01T00:00:00.000000Z"))
    assert told(kept) == [("batch 1", "its rows are not those that were sealed in it")]


def test_a_deleted_row(kept: Ledger) -> None:
    alter(kept, delete(tables.refusal).where(tables.refusal.c.seq == 2))
    assert told(kept) == [
        ("batch 2", "9 rows were sealed in it, 8 are there"),
        ("refusal 2", "is missing before batch 3 goes on with 3"),
    ]


def test_deleted_rows_that_others_lead_to(kept: Ledger) -> None:
    with kept.reading() as connection:
        first = connection.execute(select(tables.capture).where(tables.capture.c.seq == 1)).one()
        second = connection.execute(select(tables.article.c.id).where(tables.article.c.seq == 2)).scalar_one()
        reader = connection.execute(select(tables.reader.c.digest)).scalar_one()
    alter(
        kept,
        delete(tables.article).where(tables.article.c.id == first.article),
        delete(tables.blob).where(tables.blob.c.digest == first.digest),
        delete(tables.reading).where(tables.reading.c.article == second),
        delete(tables.reader),
    )
    assert told(kept) == [
        ("article 1", "is missing before batch 1 goes on with 2"),
        ("batch 1", "10 rows were sealed in it, 6 are there"),
        ("reading 2", "is missing before batch 2 goes on with 3"),
        (f"article {first.article}", "was captured but is no article of the ledger"),
        (f"blob {first.digest}", "was captured but its bytes are not in the archive"),
        (f"article {second}", "is an article without a reading"),
        (f"article {first.article}", "was read but is no article of the ledger"),
        (f"reader {reader}", "made a reading but is not described"),
    ]


def test_an_inserted_row(kept: Ledger) -> None:
    row = {"source": "y", "code": "json", "reason": "y", "recorded": "2020-01-01T00:00:00.000000Z"}
    alter(kept, insert(tables.refusal).values(row | {"seq": 9, "batch": 2}))
    assert told(kept) == [
        ("refusal 3 to 8", "is missing before batch 2 goes on with 9"),
        ("batch 2", "9 rows were sealed in it, 10 are there"),
        ("refusal 3", "is said to be of batch 3, but was sealed before it"),
    ]
    alter(kept, update(tables.refusal).where(tables.refusal.c.seq == 9).values(batch=77))
    assert told(kept) == [("batch 77", "has rows of refusal, but the audit knows no such batch")]


def test_a_changed_blob(kept: Ledger) -> None:
    c = tables.blob.c
    with kept.reading() as connection:
        one, two, three = connection.execute(select(tables.blob).order_by(c.digest).limit(3))
    alter(
        kept,
        update(tables.blob).where(c.digest == one.digest).values(data=zlib.compress(b"{}")),
        update(tables.blob).where(c.digest == two.digest).values(data=b"no zlib"),
        update(tables.blob).where(c.digest == three.digest).values(media="application/warc"),
    )
    found = told(kept)
    assert (f"blob {one.digest}", "its bytes are not those that were archived") in found
    assert (f"blob {three.digest}", "its bytes are not those that were archived") in found
    assert any(r == f"blob {two.digest}" and w.startswith("its bytes cannot be unpacked (") for r, w in found)
    batches = {f"batch {blob.batch}" for blob in (one, two, three)}
    assert {r for r, _ in found} - {f"blob {b.digest}" for b in (one, two, three)} == batches


def test_reordered_batches(kept: Ledger) -> None:
    c = tables.audit.c
    alter(kept, *(update(tables.audit).where(c.seq == a).values(seq=b) for a, b in ((2, 9), (3, 2), (9, 3))))
    found = told(kept)
    for batch in (2, 3):
        follows = f"does not follow batch {batch - 1}: batches were taken away, put in or reordered"
        assert (f"batch {batch}", follows) in found
        assert (f"batch {batch}", "its audit row was changed after it was sealed") in found


def test_a_batch_taken_out_of_the_middle(kept: Ledger) -> None:
    alter(kept, delete(tables.audit).where(tables.audit.c.seq == 2))
    assert ("batch 3", "does not follow batch 2: batches were taken away, put in or reordered") not in told(kept)
    assert told(kept)[0] == ("batch 3", "does not follow batch 1: batches were taken away, put in or reordered")
    assert ("batch 2", "has rows of article, but the audit knows no such batch") in told(kept)


def test_a_changed_audit_row(kept: Ledger) -> None:
    alter(kept, update(tables.audit).where(tables.audit.c.seq == 1).values(by="somebody else"))
    assert told(kept) == [("batch 1", "its audit row was changed after it was sealed")]


def test_a_cut_off_end_shows_against_a_noted_head(kept: Ledger) -> None:
    noted = head(kept)
    assert verify(kept, noted=noted) == []
    alter(
        kept,
        *(delete(t).where(t.c.batch == 3) for t in tables.FACTS),
        delete(tables.audit).where(tables.audit.c.seq == 3),
    )
    assert verify(kept) == []
    assert verify(kept, noted=noted) == [
        Fault(record=f"head {noted}", what="is in no batch: the chain was cut short or written anew")
    ]
    assert verify(kept, noted=FIRST) == []


def changed(ledger: Ledger, change: Change) -> None:
    """Writes the first reading anew, with the digests that its batch and the chain would then have."""
    c = tables.reading.c
    with ledger.writing() as connection:
        row = connection.execute(select(c.data).where(c.seq == 1)).one()
        data = codec.pack(change(codec.unpack(row.data, Reading)))
        connection.execute(update(tables.reading).where(c.seq == 1).values(data=data))


AWAY = Span(5, 100_000)
SPANS: dict[str, Change] = {
    "title": lambda r: msgspec.structs.replace(r, title=AWAY),
    "body": lambda r: msgspec.structs.replace(r, body=[AWAY]),
    "mention": lambda r: _first(r, "mentions", end=100_000),
    "negative": lambda r: _first(r, "mentions", start=-1),
    "turned": lambda r: _first(r, "mentions", start=r.mentions[0].end + 1),
    "statement": lambda r: _first(r, "statements", end=100_000),
    "cue": lambda r: _first(r, "statements", cue=AWAY),
    "speaker": lambda r: _first(r, "statements", speaker_mention=AWAY),
    "trigger": lambda r: _first(r, "events", trigger=AWAY),
    "evidence": lambda r: _first(r, "events", evidence=AWAY),
    "place": lambda r: _first(r, "places", end=100_000),
    "line": lambda r: msgspec.structs.replace(r, lines=[msgspec.structs.replace(r.lines[0], end=100_000)]),
}


def _first(reading: Reading, field: str, **values: Any) -> Reading:
    found = getattr(reading, field)
    return msgspec.structs.replace(reading, **{field: [msgspec.structs.replace(found[0], **values), *found[1:]]})


@pytest.mark.parametrize("what", SPANS)
def test_a_span_outside_of_the_text(ledger: Ledger, put: Callable[..., Any], what: str) -> None:
    put(page(0, text="وصل خليفة حفتر إلى القاهرة والتقى عبد الفتاح السيسي. وقال حفتر في القاهرة إن الهدنة باقية."))
    changed(ledger, SPANS[what])
    name = {"body": "span", "negative": "mention", "turned": "mention"}.get(what, what)
    (record, why), (batch, _) = told(ledger)
    assert (record, batch) == ("reading 1", "batch 1")
    assert f": {name} stands at " in why


def test_a_reading_that_does_not_decode(kept: Ledger) -> None:
    alter(kept, update(tables.reading).where(tables.reading.c.seq == 1).values(data=zlib.compress(b'{"id": 1}')))
    (record, why), (batch, _) = told(kept)
    assert (record, batch) == ("reading 1", "batch 1")
    assert "a stored Reading is damaged" in why


def test_the_search_index_is_no_part_of_the_chain(kept: Ledger) -> None:
    alter(kept, text("DROP TABLE fulltext"))
    assert verify(kept) == []
