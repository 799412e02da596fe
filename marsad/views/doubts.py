"""What waits for review: unsure actors, open disagreements, events that are little sure; and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from marsad.errors import InputError
from marsad.ledger import Ledger, tables
from marsad.ledger.decisions import Decision, Decisions, all_decisions
from marsad.ledger.remembered import remembered
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
        waiting = remembered(connection, "doubts", None, lambda: _waiting(connection))
        decisions = Decisions(all_decisions(connection))
        decided = {pair for j in decisions.judgements() for pair in ((j.left, j.right), (j.right, j.left))}
        unsure = [j for j in waiting.unsure if (j.left, j.right) not in decided] if kind in (None, "actor") else []
        still = [d for d in waiting.disputed if decisions.settlement(d.id) in (None, "open")]
        disputed = still if kind in (None, "disagreement") else []
        events = (
            [e for e in waiting.events if not all(map(decisions.accepted, e.reports))]
            if kind in (None, "event")
            else []
        )
        total = len(unsure) + len(disputed) + len(events)
        unsure, disputed, events = _first(limit or total, unsure, disputed, events)
        named = names_of(
            connection,
            {j.right for j in unsure} | {p for e in events for p in (*e.actors, *e.recipients)} | mentioned(disputed),
        )
        spelt = _spelt(connection, [judged.left for judged in unsure])
    return Answer(rows=tuple(_rows(unsure, disputed, events, named | spelt)), total=total, names=named)


class _Waiting(NamedTuple):
    """What would wait if nothing were decided, in order."""

    unsure: list[Judgement]
    disputed: list[Disagreement]
    events: list[WovenEvent]


def _waiting(connection: Connection) -> _Waiting:
    j, w = tables.judgement.c, tables.woven.c
    judged = select(j.left, j.right, j.rule, j.score, j.because).where(j.verdict == "unsure", live(tables.judgement))
    unsure = [
        Judgement(left=row.left, right=row.right, verdict="unsure", rule=row.rule, score=row.score, because=row.because)
        for row in connection.execute(judged.order_by(j.score.desc(), j.seq))
    ]
    found = select(w.data).where(live(tables.woven)).order_by(w.day.desc(), w.id)
    disputes, told = msgspec.json.Decoder(Disagreement), msgspec.json.Decoder(WovenEvent)
    disputed = [disputes.decode(data) for data in connection.scalars(found.where(w.kind == "disagreement"))]
    low = connection.scalars(found.where(w.kind == "event", w.confidence < UNSURE))
    events = [event for data in low if (event := told.decode(data)).origins > 1]
    return _Waiting(unsure, [d for d in disputed if d.status == "open"], events)


def _first(
    count: int, unsure: list[Judgement], disputed: list[Disagreement], events: list[WovenEvent]
) -> tuple[list[Judgement], list[Disagreement], list[WovenEvent]]:
    """The first so many of all, in this order."""
    unsure = unsure[:count]
    disputed = disputed[: count - len(unsure)]
    return unsure, disputed, events[: count - len(unsure) - len(disputed)]


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
