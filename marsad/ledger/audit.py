"""Whether a ledger can be trusted: its chain of batches, their rows, the archived bytes and the spans of the readings.

The chain shows that nothing was changed, taken away, put in between or reordered since it was sealed. That its end was
cut off, or that the whole was written anew, shows only to who noted an earlier `head` elsewhere.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, Table, select

from marsad.errors import LedgerError
from marsad.ledger import codec, tables
from marsad.ledger.arrivals import WARC
from marsad.ledger.batch import FIRST
from marsad.ledger.store import Ledger
from marsad.model import Reading

_STREAM = 64
"""Rows that are held at once."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not hold: `record` names the row (`batch 3`, `article 17`, `blob 9f86d0...`), `what` says why."""

    record: str
    what: str


class _Lead(NamedTuple):
    """A column whose every value must stand in another table's column."""

    table: Table
    column: str
    target: Table
    key: str
    what: str


_LEADS = (
    _Lead(tables.capture, "article", tables.article, "id", "was captured but is no article of the ledger"),
    _Lead(tables.capture, "digest", tables.blob, "digest", "was captured but its bytes are not in the archive"),
    _Lead(tables.article, "id", tables.reading, "article", "is an article without a reading"),
    _Lead(tables.reading, "article", tables.article, "id", "was read but is no article of the ledger"),
    _Lead(tables.reading, "reader", tables.reader, "digest", "made a reading but is not described"),
    *(
        _Lead(t, "batch", tables.audit, "seq", f"has rows of {t.name}, but the audit knows no such batch")
        for t in tables.FACTS
    ),
)


def head(ledger: Ledger) -> str:
    """The hash of the last batch, on which all before it rest: noted elsewhere, it proves later that nothing was cut off."""
    c = tables.audit.c
    with ledger.reading() as connection:
        return connection.scalar(select(c.hash).order_by(c.seq.desc()).limit(1)) or FIRST


def verify(ledger: Ledger, *, noted: str | None = None) -> list[Fault]:
    """All that is wrong in a ledger; memory does not grow with it. `noted` is a `head` of earlier. Raises LedgerError."""
    with ledger.reading() as connection:
        found = [*_chain(connection), *_batches(connection), *_leads(connection)]
        hashes = select(tables.audit.c.seq).where(tables.audit.c.hash == noted)
        if noted not in (None, FIRST) and connection.scalar(hashes) is None:
            found.append(Fault(record=f"head {noted}", what="is in no batch: the chain was cut short or written anew"))
    return found


def _chain(connection: Connection) -> Iterator[Fault]:
    before, previous = 0, FIRST
    for row in _streamed(connection, tables.audit):
        name = f"batch {row.seq}"
        if row.seq != before + 1 or row.previous != previous:
            yield Fault(
                record=name, what=f"does not follow batch {before}: batches were taken away, put in or reordered"
            )
        if codec.chained(row.previous, dict(row._mapping)) != row.hash:
            yield Fault(record=name, what="its audit row was changed after it was sealed")
        before, previous = row.seq, row.hash


def _batches(connection: Connection) -> Iterator[Fault]:
    """Each batch's rows against the digest that sealed them, and what each row holds."""
    numbers: defaultdict[str, int] = defaultdict(int)
    for seal in _streamed(connection, tables.audit):
        digest, rows = hashlib.sha256(), 0
        for table in tables.FACTS:
            for row in _streamed(connection, table, seal.seq):
                digest.update(codec.row_digest(str(table.name), dict(row._mapping)))
                rows += 1
                if "seq" in table.c:
                    yield from _number(str(table.name), row.seq, seal.seq, numbers)
                yield from _CHECKS.get(str(table.name), _nothing)(row)
        if rows != seal.rows:
            yield Fault(record=f"batch {seal.seq}", what=f"{seal.rows} rows were sealed in it, {rows} are there")
        elif digest.hexdigest() != seal.digest:
            yield Fault(record=f"batch {seal.seq}", what="its rows are not those that were sealed in it")


def _number(table: str, seq: int, batch: int, numbers: defaultdict[str, int]) -> Iterator[Fault]:
    """Rows are numbered without a gap, from batch to batch."""
    due = numbers[table] + 1
    if seq > due:
        missing = str(due) if seq == due + 1 else f"{due} to {seq - 1}"
        yield Fault(record=f"{table} {missing}", what=f"is missing before batch {batch} goes on with {seq}")
    elif seq < due:
        yield Fault(record=f"{table} {seq}", what=f"is said to be of batch {batch}, but was sealed before it")
    numbers[table] = max(seq, numbers[table])


def _blob(row: Row[*tuple[Any, ...]]) -> Iterator[Fault]:
    try:
        data = row.data if row.media == WARC else codec.inflate(row.data)
    except LedgerError as fault:
        yield Fault(record=f"blob {row.digest}", what=f"its bytes cannot be unpacked ({fault.__cause__})")
        return
    if codec.sha256(data) != row.digest or len(data) != row.size:
        yield Fault(record=f"blob {row.digest}", what="its bytes are not those that were archived")


def _reading(row: Row[*tuple[Any, ...]]) -> Iterator[Fault]:
    try:
        reading = codec.unpack(row.data, Reading)
    except LedgerError as fault:
        yield Fault(record=f"reading {row.seq}", what=f"of article {row.article}: {fault}")
        return
    for what, start, end in _spans(reading):
        if not 0 <= start <= end <= len(reading.text):
            said = f"of article {row.article}: {what} stands at {start} to {end}, the text has {len(reading.text)} characters"
            yield Fault(record=f"reading {row.seq}", what=said)


def _nothing(_: Row[*tuple[Any, ...]]) -> Iterator[Fault]:
    return iter(())


_CHECKS: dict[str, Callable[[Row[*tuple[Any, ...]]], Iterator[Fault]]] = {"blob": _blob, "reading": _reading}


def _spans(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Every stretch of the text that a reading points at, with what it is."""
    passages = (reading.lines, reading.credits, reading.body, reading.mentions, reading.statements)
    for found in (*passages, reading.times, reading.places):
        yield from ((type(one).__name__.lower(), one.start, one.end) for one in found)
    points = [("title", reading.title)]
    for said in reading.statements:
        points += [("cue", said.cue), ("speaker", said.speaker_mention)]
        points += [("stance", stance.cue) for stance in said.stances]
    for event in reading.events:
        points += [("trigger", event.trigger), ("evidence", event.evidence)]
    yield from ((what, span.start, span.end) for what, span in points if span)


def _leads(connection: Connection) -> Iterator[Fault]:
    for lead in _LEADS:
        at, to = lead.table.c[lead.column], lead.target.c[lead.key]
        lost = select(at).distinct().where(~select(to).where(to == at).exists()).order_by(at)
        name = "article" if lead.column == "id" else "blob" if lead.column == "digest" else lead.column
        yield from (Fault(record=f"{name} {value}", what=lead.what) for value in connection.scalars(lost))


def _streamed(connection: Connection, table: Table, batch: int | None = None) -> Iterator[Row[*tuple[Any, ...]]]:
    rows = select(table).order_by(*table.primary_key)
    if batch is not None:
        rows = rows.where(table.c.batch == batch)
    yield from connection.execute(rows, execution_options={"yield_per": _STREAM})
