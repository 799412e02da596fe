"""The queue of reviews with what a reviewer must see to decide: the words, the records, both tellings."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection

from marsad.ledger import Ledger
from marsad.ledger.articles import Stored, read_of, stored
from marsad.ledger.woven import by_id, decoded
from marsad.model import Mention, Span
from marsad.model.woven import Disagreement, WovenEvent
from marsad.views.answers import Answer, Doubt, Passage
from marsad.views.doubts import doubts
from marsad.views.passages import passage


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A doubt with its evidence: where a name stands, an event's record and its first telling, a disagreement with both."""

    doubt: Doubt
    passages: tuple[Passage, ...] = ()
    event: WovenEvent | None = None
    disagreement: Disagreement | None = None


class _Named(msgspec.Struct):
    text: str
    mentions: list[Mention]


class _Told(msgspec.Struct):
    class _Event(msgspec.Struct):
        evidence: Span

    text: str
    events: list[_Event]


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, first the likeliest; `articles` are those that passages stand in, by id."""

    answer: Answer[Doubt]
    rows: tuple[Waiting, ...]
    articles: Mapping[str, Stored]


def queue(ledger: Ledger, *, kind: str | None = None, limit: int | None = None) -> Queue:
    """What waits for review. Raises InputError for a kind that is none."""
    answer = doubts(ledger, kind=kind, limit=limit)
    with ledger.reading() as connection:
        held = by_id(connection, [d.id for d in answer.rows if d.kind != "actor"])
        events = decoded(held, "event", WovenEvent)
        disputes = decoded(held, "disagreement", Disagreement)
        named = _namings(connection, [d.id for d in answer.rows if d.kind == "actor"])
        told = _reports(connection, [e.reports[0] for e in events.values()])
        sides = _sides(connection, disputes)
        shown = {p.article for ps in (*sides.values(), named.values(), told.values()) for p in ps}
        articles = stored(connection, sorted(shown))
    rows = []
    for doubt in answer.rows:
        event, dispute = events.get(doubt.id), disputes.get(doubt.id)
        at = named.get(doubt.id) or (told.get(event.reports[0]) if event else None)
        passages = sides[doubt.id] if dispute else (at,) if at else ()
        rows.append(Waiting(doubt=doubt, passages=passages, event=event, disagreement=dispute))
    return Queue(answer=answer, rows=tuple(rows), articles=articles)


def _namings(connection: Connection, ids: list[str]) -> dict[str, Passage]:
    """Where an article first uses each name; a naming's id is ARTICLE/LOCAL."""
    read = dict(read_of(connection, {i.partition("/")[0] for i in ids}, _Named))
    found = {}
    for id_ in ids:
        article, _, local = id_.partition("/")
        page = read.get(article)
        mention = next((m for m in page.mentions if m.actor == local), None) if page else None
        if page and mention:
            found[id_] = passage(article, page.text, Span(mention.start, mention.end))
    return found


def _reports(connection: Connection, ids: list[str]) -> dict[str, Passage]:
    """The evidence of each report, whose id is ARTICLE.eNUMBER."""
    read = dict(read_of(connection, {i.partition(".")[0] for i in ids}, _Told))
    found = {}
    for id_ in ids:
        article, _, local = id_.partition(".")
        if article in read:
            found[id_] = passage(article, read[article].text, read[article].events[int(local[1:])].evidence)
    return found


def _sides(connection: Connection, disputes: Mapping[str, Disagreement]) -> dict[str, tuple[Passage, ...]]:
    sides = {id_: (d.left, d.right) for id_, d in disputes.items()}
    read = dict(read_of(connection, {s.article for both in sides.values() for s in both}, _Named))
    return {
        id_: tuple(passage(s.article, read[s.article].text, s.evidence) for s in both) for id_, both in sides.items()
    }
