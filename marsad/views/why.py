"""Why a record says what it says: from any line on any view down to rule, article, characters and archived bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored, readings, stored
from marsad.ledger.decisions import all_decisions
from marsad.ledger.docs import KINDS
from marsad.ledger.woven import live
from marsad.model.span import Span
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Naming, Quotation, Shift, Story, WovenEvent
from marsad.views.answers import Name, Passage
from marsad.views.names import UNNAMED, names_of
from marsad.views.passages import passage
from marsad.views.queries import mentioned, of_ids
from marsad.views.rules import sentence

_NAMINGS = 20  # of an actor, the latest


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
    """The answer: the record as it is kept, the steps below it, what people decided about it, and the names of those in it."""

    id: str
    kind: str
    record: msgspec.Raw
    steps: tuple[Step, ...]
    decisions: tuple[str, ...] = ()
    names: Mapping[str, Name] = {}


def why(ledger: Ledger, id_: str, *, known_on: str | None = None) -> Why:
    """Why a record says what it says: of an event, statement, story, actor, ... by its id. Raises InputError for an unknown one."""
    w = tables.woven.c
    at = codec.known_by(known_on)
    with ledger.reading() as connection:
        row = connection.execute(select(w.kind, w.data).where(w.id == id_, live(tables.woven, at))).first()
        decided = all_decisions(connection, at)
    named: Mapping[str, Name] = {}
    if row is not None:
        record = msgspec.json.decode(row.data, type=KINDS[row.kind])
        kind, raw, steps = row.kind, row.data, list(_steps(ledger, id_, record, at))
        with ledger.reading() as connection:
            named = names_of(connection, mentioned([record]))
    else:
        kind, raw, steps = _unwoven(ledger, id_, at)
    about = {id_, *(step.record for step in steps)}  # what is decided about an event is kept with its reports
    told = dict.fromkeys(
        f"{d.recorded[:19]} {d.by}: {d.action} {d.field or d.other or ''} {d.value or ''} {d.because}"
        for d in decided
        if about & {d.record, d.other}
    )
    return Why(
        id=id_,
        kind=kind,
        record=msgspec.Raw(raw),
        steps=tuple(steps),
        decisions=tuple(" ".join(t.split()) for t in told),
        names=named,
    )


def _steps(ledger: Ledger, id_: str, record: msgspec.Struct, at: str | None) -> Iterator[Step]:
    """The record's own step, then those of the records it rests on."""
    if isinstance(record, Report):
        told = record.event
        yield _step(ledger, id_, "report", record.article, told.evidence, rule=told.rule, confidence=told.confidence)
    elif isinstance(record, Said):
        said = record.statement
        span = Span(said.start, said.end)
        yield _step(ledger, id_, "statement", record.article, span, rule=said.rule, confidence=said.confidence)
    elif isinstance(record, WovenEvent | Quotation):
        below = record.reports if isinstance(record, WovenEvent) else record.statements
        yield _own(id_, "event" if isinstance(record, WovenEvent) else "quotation", record.rule, record.confidence)
        yield from _below(ledger, below, at)
    elif isinstance(record, Story):
        yield Step(record=id_, kind="story", says="these articles are alike in words, actors, places and days")
        yield from (_step(ledger, article, "article", article, None) for article in record.articles)
    elif isinstance(record, Copy):
        yield _own(id_, "copy", record.rule, record.confidence)
        credit = record.evidence[0] if record.evidence else None
        yield _step(ledger, record.copy, "copy", record.copy, credit, rule=f"first by {record.direction}")
        yield _step(ledger, record.original, "original", record.original, None)
    elif isinstance(record, Disagreement):
        yield _own(id_, "disagreement", record.rule, record.confidence)
        for name, side in (("one side", record.left), ("the other side", record.right)):
            yield _step(ledger, side.records[0], name, side.article, side.evidence)
    elif isinstance(record, Shift):
        yield _own(id_, "shift", record.rule, record.confidence)
        yield from _below(ledger, (record.evidence_before, record.evidence_after), at)


def _own(id_: str, kind: str, rule: str, confidence: float) -> Step:
    return Step(record=id_, kind=kind, rule=rule, says=sentence(rule), confidence=confidence)


def _below(ledger: Ledger, ids: Sequence[str], at: str | None) -> Iterator[Step]:
    with ledger.reading() as connection:
        found = of_ids(connection, ids, at)
    for id_ in ids:
        if id_ in found:
            yield from _steps(ledger, id_, found[id_], at)


def _step(
    ledger: Ledger,
    id_: str,
    kind: str,
    article: str,
    span: Span | None,
    *,
    rule: str = "",
    confidence: float | None = None,
) -> Step:
    """A step that stands in an article: with the passage, the article and the digest of the bytes it came from."""
    with ledger.reading() as connection:
        known = stored(connection, [article])[article]
        digest = connection.scalar(
            select(tables.capture.c.digest)
            .where(tables.capture.c.article == article)
            .order_by(tables.capture.c.seq)
            .limit(1)
        )
        text = next(reading.text for _, reading in readings(connection, [article])) if span else ""
    shown = passage(article, text, span) if span else None
    says = sentence(rule) if rule else ""
    return Step(
        record=id_,
        kind=kind,
        rule=rule,
        says=says,
        confidence=confidence,
        passage=shown,
        article=known,
        digest=digest,
    )


def _unwoven(ledger: Ledger, id_: str, at: str | None) -> tuple[str, bytes, list[Step]]:
    """An article, a naming in one, an actor without a name, or an actor with the namings and judgements that made him."""
    with ledger.reading() as connection:
        known = stored(connection, [id_]).get(id_)
        namings = list(_namings(connection, id_, at))
        total = (
            connection.scalar(select(func.count()).select_from(tables.naming).where(_of(id_), live(tables.naming, at)))
            or 0
        )
    if known:
        return "article", msgspec.json.encode(known), [_step(ledger, id_, "article", id_, None)]
    if id_.startswith(UNNAMED):
        return _described(ledger, id_)
    actor = flow.knowledge().actors.get(id_)
    if not (namings or actor):
        raise InputError(
            f"{id_}: there is no such record; ids stand in the first column of every list (see: marsad events)"
        )
    steps = [Step(record=id_, kind="actor", rule="knowledge", says=sentence("knowledge"))] if actor else []
    for naming in namings:
        steps.append(_named(ledger, naming))
        steps += _judged(ledger, naming.id, at)
    if total > len(namings):
        steps.append(
            Step(
                record=id_,
                kind="namings",
                says=f"{total - len(namings)} older ones; see: marsad search, marsad articles --actor",
            )
        )
    only = namings[0] if len(namings) == 1 and namings[0].id == id_ else None
    return (
        ("naming" if only else "actor"),
        msgspec.json.encode(only or actor or {"id": id_, "name": namings[0].name}),
        steps,
    )


def _of(id_: str) -> ColumnElement[bool]:
    """The namings that an id means: one by its own id, else those of an actor."""
    n = tables.naming.c
    article, _, local = id_.partition("/")
    return (n.actor == id_) | ((n.article == article) & (n.local == local))


def _namings(connection: Connection, id_: str, at: str | None) -> Iterator[Naming]:
    """The latest namings that an id means, newest first."""
    n = tables.naming.c
    rows = connection.scalars(
        select(n.data).where(_of(id_), live(tables.naming, at)).order_by(n.day.desc(), n.seq.desc()).limit(_NAMINGS)
    )
    return (msgspec.json.decode(data, type=Naming) for data in rows)


def _named(ledger: Ledger, naming: Naming) -> Step:
    """Where an article first names him."""
    return _step(ledger, naming.id, "naming", naming.article, _mention(ledger, naming.article, naming.local))


def _mention(ledger: Ledger, article: str, local: str) -> Span | None:
    """The first mention of an actor of a reading, else the words that speak for him."""
    with ledger.reading() as connection:
        reading = next(reading for _, reading in readings(connection, [article]))
    spans = [Span(m.start, m.end) for m in reading.mentions if m.actor == local]
    spans += [s.speaker_mention for s in reading.statements if s.speaker == local and s.speaker_mention]
    spans += [e.evidence for e in reading.events if local in (*e.actors, *e.recipients)]
    spans += [Span(s.start, s.end) for s in reading.statements if local in (s.speaker, *s.addressees)]
    return spans[0] if spans else None


def _judged(ledger: Ledger, naming: str, at: str | None) -> Iterator[Step]:
    """The judgements on a naming."""
    j = tables.judgement.c
    wanted = (
        select(j.right, j.verdict, j.rule, j.score, j.because)
        .where(j.left == naming, live(tables.judgement, at))
        .order_by(j.seq)
    )
    with ledger.reading() as connection:
        rows = connection.execute(wanted).all()
    for row in rows:
        says = ": ".join(filter(None, (sentence(row.rule), row.because)))
        yield Step(
            record=naming, kind=f"judged {row.verdict} as {row.right}", rule=row.rule, says=says, confidence=row.score
        )


def _described(ledger: Ledger, id_: str) -> tuple[str, bytes, list[Step]]:
    """Somebody whom one article describes without a name."""
    _, article, local = id_.split("/", 2) if id_.count("/") > 1 else (id_, "", "")
    with ledger.reading() as connection:
        known = stored(connection, [article])
        reading = next((r for _, r in readings(connection, [article])), None) if known else None
    who = reading.actors.get(UNNAMED + local) if reading else None
    if who is None:
        raise InputError(
            f"{id_}: there is no such record; ids stand in the first column of every list (see: marsad events)"
        )
    step = _step(ledger, id_, "described", article, _mention(ledger, article, UNNAMED + local), rule="described")
    return "actor", msgspec.json.encode(who), [step]
