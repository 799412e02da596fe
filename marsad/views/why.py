"""Why a record says what it says: from any line on any view down to rule, article, characters and archived bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import select

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored, readings, stored
from marsad.ledger.decisions import all_decisions
from marsad.ledger.docs import KINDS
from marsad.ledger.woven import live
from marsad.model.span import Span
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Quotation, Shift, Story, WovenEvent
from marsad.views.answers import Passage
from marsad.views.rules import sentence

_AROUND = 60  # characters shown on both sides of a passage


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step down: which record, which rule made it and what that rule says, how sure, and the passage it rests on."""

    record: str
    kind: str
    rule: str = ""
    says: str = ""
    confidence: float | None = None
    passage: Passage | None = None
    article: Stored | None = None
    digest: str | None = None


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: the record as it is kept, the steps below it, and what people decided about it."""

    id: str
    kind: str
    record: msgspec.Raw
    steps: tuple[Step, ...]
    decisions: tuple[str, ...] = ()


def why(ledger: Ledger, id_: str, *, known_on: str | None = None) -> Why:
    """Why a record says what it says: of an event, statement, story, actor, ... by its id. Raises InputError for an unknown one."""
    w = tables.woven.c
    at = codec.known_by(known_on)
    with ledger.reading() as connection:
        row = connection.execute(select(w.kind, w.data).where(w.id == id_, live(tables.woven, at))).first()
        decisions = [d for d in all_decisions(connection, at) if id_ in (d.record, d.other)]
    if row is not None:
        record = msgspec.json.decode(row.data, type=KINDS[row.kind])
        kind, raw, steps = row.kind, row.data, list(_steps(ledger, id_, record))
    else:
        kind, raw, steps = _unwoven(ledger, id_, at)
    told = tuple(f"{d.recorded[:19]} {d.by}: {d.action} {d.field or d.other or ''} {d.value or ''} {d.because}" for d in decisions)
    return Why(id=id_, kind=kind, record=msgspec.Raw(raw), steps=tuple(steps), decisions=tuple(" ".join(t.split()) for t in told))


def _steps(ledger: Ledger, id_: str, record: msgspec.Struct) -> Iterator[Step]:
    """The record's own step, then those of the records it rests on."""
    if isinstance(record, Report):
        yield _step(ledger, id_, "report", record.article, record.event.evidence, rule=record.event.rule, confidence=record.event.confidence)
    elif isinstance(record, Said):
        span = Span(record.statement.start, record.statement.end)
        yield _step(ledger, id_, "statement", record.article, span, rule=record.statement.rule, confidence=record.statement.confidence)
    elif isinstance(record, WovenEvent | Quotation):
        below = record.reports if isinstance(record, WovenEvent) else record.statements
        yield _own(id_, "event" if isinstance(record, WovenEvent) else "quotation", record.rule, record.confidence)
        yield from _below(ledger, below)
    elif isinstance(record, Story):
        yield Step(record=id_, kind="story", says="these articles are alike in words, actors, places and days")
        yield from (_step(ledger, article, "article", article, None) for article in record.articles)
    elif isinstance(record, Copy):
        yield _own(id_, "copy", record.rule, record.confidence)
        yield _step(ledger, record.copy, "copy", record.copy, record.evidence[0] if record.evidence else None, rule=f"first by {record.direction}")
        yield _step(ledger, record.original, "original", record.original, None)
    elif isinstance(record, Disagreement):
        yield _own(id_, "disagreement", record.rule, record.confidence)
        for name, side in (("one side", record.left), ("the other side", record.right)):
            yield _step(ledger, side.records[0], name, side.article, side.evidence)
    elif isinstance(record, Shift):
        yield _own(id_, "shift", record.rule, record.confidence)
        yield from _below(ledger, (record.evidence_before, record.evidence_after))


def _own(id_: str, kind: str, rule: str, confidence: float) -> Step:
    return Step(record=id_, kind=kind, rule=rule, says=sentence(rule), confidence=confidence)


def _below(ledger: Ledger, ids: Sequence[str]) -> Iterator[Step]:
    w = tables.woven.c
    with ledger.reading() as connection:
        rows = connection.execute(select(w.id, w.kind, w.data).where(w.id.in_(ids), live(tables.woven))).all()
    found = {row.id: msgspec.json.decode(row.data, type=KINDS[row.kind]) for row in rows}
    for id_ in ids:
        if id_ in found:
            yield from _steps(ledger, id_, found[id_])


def _step(
    ledger: Ledger, id_: str, kind: str, article: str, span: Span | None, *, rule: str = "", confidence: float | None = None
) -> Step:
    """A step that stands in an article: with the passage, the article and the digest of the bytes it came from."""
    with ledger.reading() as connection:
        known = stored(connection, [article])[article]
        digest = connection.scalar(
            select(tables.capture.c.digest).where(tables.capture.c.article == article).order_by(tables.capture.c.seq).limit(1)
        )
        text = next(reading.text for _, reading in readings(connection, [article])) if span else ""
    passage = _passage(article, text, span) if span else None
    says = sentence(rule) if rule else ""
    return Step(record=id_, kind=kind, rule=rule, says=says, confidence=confidence, passage=passage, article=known, digest=digest)


def _passage(article: str, text: str, span: Span) -> Passage:
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    return Passage(article=article, span=span, before=text[start : span.start], words=span.of(text), after=text[span.end : end])


def _unwoven(ledger: Ledger, id_: str, at: str | None) -> tuple[str, bytes, list[Step]]:
    """An article, or an actor with the judgements that joined his namings."""
    j, n = tables.judgement.c, tables.naming.c
    with ledger.reading() as connection:
        known = stored(connection, [id_]).get(id_)
        judged = connection.execute(
            select(j.left, j.right, j.verdict, j.rule, j.score, j.because)
            .where((j.right == id_) | (j.left == id_), live(tables.judgement, at))
            .order_by(j.seq)
        ).all()
        named = connection.scalar(select(n.actor).where(n.actor == id_, live(tables.naming, at)).limit(1))
    if known:
        return "article", msgspec.json.encode(known), [_step(ledger, id_, "article", id_, None)]
    actor = flow.knowledge().actors.get(id_)
    if not (judged or named or actor):
        raise InputError(f"{id_}: there is no such record; ids stand in the first column of every list (see: marsad events)")
    steps = [
        Step(record=row.left, kind=f"judged {row.verdict}", rule=row.rule, says=row.because or sentence(row.rule), confidence=row.score)
        for row in judged
    ]
    own = Step(record=id_, kind="actor", rule="knowledge", says="the knowledge base has this actor") if actor else None
    return "actor", msgspec.json.encode(actor or {"id": id_}), [*([own] if own else []), *steps]
