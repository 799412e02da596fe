"""Whether a ledger still holds what it was given: chain, bytes, and the spans of what is derived."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import select

from marsad.ledger import Ledger, audit, tables
from marsad.ledger.articles import readings
from marsad.ledger.woven import live
from marsad.model.telling import Report, Said
from marsad.model.woven import Disagreement

__all__ = ["verify"]


def verify(ledger: Ledger) -> list[audit.Fault]:
    """All that is wrong: in the facts (`audit.verify`), then in the evidence of derived records. Raises LedgerError."""
    return [*audit.verify(ledger), *_evidence(ledger)]


def _evidence(ledger: Ledger) -> Iterator[audit.Fault]:
    """Derived records whose evidence does not stand where they say."""
    w = tables.woven.c
    kinds: dict[str, type[msgspec.Struct]] = {"statement": Said, "report": Report, "disagreement": Disagreement}
    with ledger.reading() as connection:
        lengths: dict[str, int] = {}
        wanted = select(w.kind, w.id, w.data).where(w.kind.in_(kinds), live(tables.woven)).order_by(w.id)
        for kind, id_, data in connection.execute(wanted.execution_options(yield_per=1_000)):
            for article, end in _ends(msgspec.json.decode(data, type=kinds[kind])):
                if article not in lengths:
                    lengths[article] = max((len(reading.text) for _, reading in readings(connection, [article])), default=0)
                if end > lengths[article]:
                    yield audit.Fault(record=f"{kind} {id_}", what=f"its evidence ends at {end}, beyond the text of article {article}")


def _ends(record: msgspec.Struct) -> Iterator[tuple[str, int]]:
    if isinstance(record, Said):
        yield record.article, record.statement.end
    elif isinstance(record, Report):
        yield record.article, max(record.event.trigger.end, record.event.evidence.end)
    elif isinstance(record, Disagreement):
        yield from ((side.article, side.evidence.end) for side in (record.left, record.right))
