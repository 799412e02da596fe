"""What waits for review: unsure actors, open disagreements, events that are little sure; and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from marsad.errors import InputError
from marsad.ledger import Ledger, tables
from marsad.ledger.decisions import Decision, Decisions, all_decisions
from marsad.ledger.woven import live, parts
from marsad.model.woven import Disagreement, Judgement, Naming, WovenEvent
from marsad.views.answers import Answer, Doubt, Name
from marsad.views.names import called, names_of, who
from marsad.views.queries import mentioned

KINDS = ("actor", "disagreement", "event")
UNSURE = 0.6
"""Events of two origins or more with less confidence are shown for review."""


def doubts(ledger: Ledger, *, kind: str | None = None, limit: int | None = None) -> Answer[Doubt]:
    """The queue for review, what would change most first: actors (`actor`), disagreements, events."""
    if kind not in (None, *KINDS):
        raise InputError(f"kind {kind!r}: is none; there are: {', '.join(KINDS)}")
    with ledger.reading() as connection:
        decisions = Decisions(all_decisions(connection))
        decided = {pair for j in decisions.judgements() for pair in ((j.left, j.right), (j.right, j.left))}
        j, w = tables.judgement.c, tables.woven.c
        unsure = [
            Judgement(
                left=row.left, right=row.right, verdict="unsure", rule=row.rule, score=row.score, because=row.because
            )
            for row in connection.execute(
                select(j.left, j.right, j.rule, j.score, j.because)
                .where(j.verdict == "unsure", live(tables.judgement))
                .order_by(j.score.desc(), j.seq)
            )
            if (row.left, row.right) not in decided
        ]
        disputed = [
            d
            for data in connection.scalars(
                select(w.data).where(w.kind == "disagreement", live(tables.woven)).order_by(w.day.desc(), w.id)
            )
            if (d := msgspec.json.decode(data, type=Disagreement)).status == "open"
        ]
        low = (
            select(w.data)
            .where(w.kind == "event", w.confidence < UNSURE, live(tables.woven))
            .order_by(w.day.desc(), w.id)
        )
        events = [msgspec.json.decode(data, type=WovenEvent) for data in connection.scalars(low)]
        events = [e for e in events if e.origins > 1 and not all(map(decisions.accepted, e.reports))]
        spelt = _spelt(connection, [judged.left for judged in unsure])
        named = names_of(
            connection,
            {j.right for j in unsure} | {p for e in events for p in (*e.actors, *e.recipients)} | mentioned(disputed),
        )
    rows = [row for row in _rows(unsure, disputed, events, named | spelt) if kind in (None, row.kind)]
    return Answer(rows=tuple(rows[: limit or None]), total=len(rows), names=named)


def _rows(
    unsure: list[Judgement], disputed: list[Disagreement], events: list[WovenEvent], named: Mapping[str, Name]
) -> Iterator[Doubt]:
    for judged in unsure:
        asked = f"is {named[judged.left].ar} the same as {named[judged.right].ar} ({judged.right})? {judged.because}"
        yield Doubt(id=judged.left, kind="actor", confidence=judged.score, question=asked, judgement=judged)
    for dispute in disputed:
        asked = f"{' '.join(filter(None, (dispute.matter, dispute.unit)))}: {called(dispute.left.value, named)} or {called(dispute.right.value, named)}?"
        yield Doubt(id=dispute.id, kind="disagreement", confidence=dispute.confidence, question=asked)
    for event in events:
        asked = f"{event.type}: {who(event.actors, named)} ← {who(event.recipients, named)}?"
        yield Doubt(id=event.id, kind="event", confidence=event.confidence, question=asked)


def _spelt(connection: Connection, namings: Sequence[str]) -> dict[str, Name]:
    """The name in the article of each naming."""
    n = tables.naming.c
    found = {id_: Name(id_.partition("/")[2].removeprefix("found/").replace("-", " ")) for id_ in namings}
    for part in parts(dict.fromkeys(id_.partition("/")[0] for id_ in namings)):
        for row in connection.execute(
            select(n.article, n.local, n.data).where(n.article.in_(part), live(tables.naming))
        ):
            if (id_ := f"{row.article}/{row.local}") in found:
                found[id_] = Name(msgspec.json.decode(row.data, type=Naming).name)
    return found


def log(ledger: Ledger, *, limit: int | None = None, known_on: str | None = None) -> Answer[Decision]:
    """Every decision, newest first: who did what when, and what was undone."""
    with ledger.reading() as connection:
        found = all_decisions(connection, known_on)[::-1]
    return Answer(rows=tuple(found[: limit or None]), total=len(found))
