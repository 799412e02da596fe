"""What waits for review: unsure actors, open disagreements, events that are little sure; and what was decided."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import select

from marsad.ledger import Ledger, tables
from marsad.ledger.decisions import Decision, Decisions, all_decisions
from marsad.ledger.woven import live
from marsad.model.woven import Disagreement, Judgement, WovenEvent
from marsad.views.answers import Answer, Doubt
from marsad.views.lists import who
from marsad.views.names import names_of

UNSURE = 0.6
"""Events of two origins or more with less confidence are shown for review."""


def doubts(ledger: Ledger, *, kind: str | None = None, limit: int | None = None) -> Answer[Doubt]:
    """The queue for review, what would change most first: actors (`actor`), disagreements, events."""
    with ledger.reading() as connection:
        decisions = Decisions(all_decisions(connection))
        decided = {pair for j in decisions.judgements() for pair in ((j.left, j.right), (j.right, j.left))}
        j, w = tables.judgement.c, tables.woven.c
        unsure = [
            Judgement(left=row.left, right=row.right, verdict="unsure", rule=row.rule, score=row.score, because=row.because)
            for row in connection.execute(
                select(j.left, j.right, j.rule, j.score, j.because).where(j.verdict == "unsure", live(tables.judgement)).order_by(j.score.desc(), j.seq)
            )
            if (row.left, row.right) not in decided
        ]
        disputed = [
            d
            for data in connection.scalars(select(w.data).where(w.kind == "disagreement", live(tables.woven)).order_by(w.day.desc(), w.id))
            if (d := msgspec.json.decode(data, type=Disagreement)).status == "open"
        ]
        low = select(w.data).where(w.kind == "event", w.confidence < UNSURE, live(tables.woven)).order_by(w.day.desc(), w.id)
        events = [msgspec.json.decode(data, type=WovenEvent) for data in connection.scalars(low)]
        events = [e for e in events if e.origins > 1 and not all(map(decisions.accepted, e.reports))]
        named = names_of(connection, {j.right for j in unsure} | {p for e in events for p in (*e.actors, *e.recipients)})
    rows = [row for row in _rows(unsure, disputed, events, named) if kind in (None, row.kind)]
    return Answer(rows=tuple(rows[:limit]), total=len(rows), names=named)


def _rows(unsure: list[Judgement], disputed: list[Disagreement], events: list[WovenEvent], named: dict) -> Iterator[Doubt]:  # type: ignore[type-arg]
    for judged in unsure:
        local = judged.left.partition("/")[2].removeprefix("found/").replace("-", " ")
        asked = f"is {local} {named[judged.right].ar}? {judged.because}"
        yield Doubt(id=judged.left, kind="actor", confidence=judged.score, question=asked, judgement=judged)
    for dispute in disputed:
        asked = f"{dispute.matter} {dispute.unit or ''}: {dispute.left.value} or {dispute.right.value}?"
        yield Doubt(id=dispute.id, kind="disagreement", confidence=dispute.confidence, question=asked)
    for event in events:
        asked = f"{event.type}: {who(event.actors, named)} ← {who(event.recipients, named)}?"
        yield Doubt(id=event.id, kind="event", confidence=event.confidence, question=asked)


def log(ledger: Ledger, *, limit: int | None = None, known_on: str | None = None) -> Answer[Decision]:
    """Every decision, newest first: who did what when, and what was undone."""
    with ledger.reading() as connection:
        found = all_decisions(connection, known_on)[::-1]
    return Answer(rows=tuple(found[:limit]), total=len(found))
