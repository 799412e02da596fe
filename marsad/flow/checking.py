"""Whether a ledger still holds what it was given: chain, bytes, and the spans of what is derived."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from marsad.errors import LedgerError
from marsad.ledger import Ledger, audit, tables
from marsad.ledger.articles import readings
from marsad.ledger.docs import KINDS
from marsad.ledger.woven import live
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement

__all__ = ["verify"]


def verify(ledger: Ledger) -> list[audit.Fault]:
    """All that is wrong: in the facts (`audit.verify`), then in the evidence of derived records. Raises LedgerError."""
    return [*audit.verify(ledger), *_evidence(ledger)]


def _evidence(ledger: Ledger) -> Iterator[audit.Fault]:
    """Derived records that cannot be decoded, or whose evidence does not stand where they say."""
    w = tables.woven.c
    with ledger.reading() as connection:
        lengths: dict[str, int | None] = {}
        wanted = select(w.kind, w.id, w.data).where(live(tables.woven)).order_by(w.id)
        for kind, id_, data in connection.execute(wanted.execution_options(yield_per=1_000)):
            try:
                ends = list(_ends(msgspec.json.decode(data, type=KINDS[kind])))
            except msgspec.DecodeError as fault:
                yield audit.Fault(record=f"{kind} {id_}", what=f"cannot be decoded ({fault})")
                continue
            for article, end in ends:
                if article not in lengths:
                    lengths[article] = _length(connection, article)
                length = lengths[article]
                if length is None:
                    yield audit.Fault(
                        record=f"{kind} {id_}", what=f"rests on article {article}, whose reading is missing or damaged"
                    )
                elif end > length:
                    yield audit.Fault(
                        record=f"{kind} {id_}", what=f"its evidence ends at {end}, beyond the text of article {article}"
                    )


def _length(connection: Connection, article: str) -> int | None:
    """The characters of an article's text; None where it has no reading that can be decoded."""
    try:
        return max((len(reading.text) for _, reading in readings(connection, [article])), default=None)
    except LedgerError:
        return None


def _ends(record: msgspec.Struct) -> Iterator[tuple[str, int]]:
    if isinstance(record, Said):
        yield record.article, record.statement.end
    elif isinstance(record, Report):
        yield record.article, max(record.event.trigger.end, record.event.evidence.end)
    elif isinstance(record, Disagreement):
        yield from ((side.article, side.evidence.end) for side in (record.left, record.right))
    elif isinstance(record, Copy):
        spans = (*record.evidence, *(change.ours for change in record.changes if change.ours))
        yield from ((record.copy, span.end) for span in spans)
        yield from ((record.original, change.theirs.end) for change in record.changes if change.theirs)
