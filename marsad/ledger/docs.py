"""How each derived record is kept: its kind, day and type, and the links that it is found by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from marsad.ledger.woven import Doc
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Quotation, Shift, Story, WovenEvent

Links = Iterable[tuple[str, str | None]]
KINDS: dict[str, type[msgspec.Struct]] = {
    "statement": Said,
    "report": Report,
    "event": WovenEvent,
    "quotation": Quotation,
    "story": Story,
    "copy": Copy,
    "disagreement": Disagreement,
    "shift": Shift,
}


def statement(said: Said, *, quotation: str | None, story: str) -> Doc:
    """A statement, found by article, speaker, addressees, issues, quotation and story."""
    links: Links = (
        ("article", said.article),
        ("speaker", said.speaker),
        *(("addressee", a) for a in said.addressees),
        *(("issue", s.issue) for s in said.statement.stances),
        ("quotation", quotation),
        ("story", story),
    )
    told = said.statement
    return _doc("statement", said.id, said, links, day=said.said, confidence=told.confidence, type_=told.force)


def report(told: Report, *, event: str, story: str) -> Doc:
    """One article's telling of an event."""
    links: Links = (
        ("article", told.article),
        ("event", event),
        ("story", story),
        *_parties(told),
        ("place", told.event.place),
    )
    happened = told.event
    day = _day(happened.date) or told.day
    return _doc("report", told.id, told, links, day=day, confidence=happened.confidence, type_=happened.type)


def event(woven: WovenEvent, articles: Iterable[str]) -> Doc:
    """An event, found by its articles, parties, issues, place and stories."""
    links: Links = (
        *(("article", a) for a in articles),
        *(("story", s) for s in woven.stories),
        *_parties(woven),
        ("place", woven.place),
    )
    day = _day(woven.day) or woven.told
    return _doc("event", woven.id, woven, links, day=day, confidence=woven.confidence, type_=woven.type)


def quotation(found: Quotation, said: Sequence[Said]) -> Doc:
    """An utterance, found by the articles that report it, its speaker and issues."""
    links: Links = (
        *(("article", s.article) for s in said),
        ("speaker", found.speaker),
        *(("issue", stance.issue) for s in said for stance in s.statement.stances),
    )
    return _doc("quotation", found.id, found, links, day=found.said, confidence=found.confidence)


def story(told: Story) -> Doc:
    """A story, found by its articles, parties and places; its day is that of its latest article."""
    links: Links = (
        *(("article", a) for a in told.articles),
        *(("actor", a) for a in told.parties),
        *(("place", p) for p in told.places),
    )
    return _doc("story", told.id, told, links, day=told.until, confidence=1.0)


def copy(found: Copy, day: str) -> Doc:
    """A copy, found by both articles; its day is the copy's."""
    links: Links = (("article", found.copy), ("article", found.original), ("original", found.original))
    id_ = f"copy-{found.copy}-{found.original}"
    return _doc(
        "copy",
        id_,
        msgspec.structs.replace(found, id=id_),
        links,
        day=day,
        confidence=found.confidence,
        type_=found.kind,
    )


def disagreement(found: Disagreement, *, day: str, stories: Iterable[str], parties: Iterable[str]) -> Doc:
    """A disagreement, found by the articles of both sides, by what it is about and by the parties to that; `day` may be coarse."""
    articles = {record.partition(".")[0] for side in (found.left, found.right) for record in side.records}
    links: Links = (
        *(("article", a) for a in sorted(articles | {found.left.article, found.right.article})),
        ("about", found.about),
        *(("story", s) for s in stories),
        *(("actor", p) for p in parties),
    )
    return _doc(
        "disagreement", found.id, found, links, day=_day(day) or day, confidence=found.confidence, type_=found.matter
    )


def shift(found: Shift) -> Doc:
    """A change of position, found by actor and issue."""
    links: Links = (("actor", found.actor), ("issue", found.issue))
    turn = f"{found.before}{found.after}"
    return _doc("shift", found.id, found, links, day=found.day, confidence=found.confidence, type_=turn)


def _parties(record: Report | WovenEvent) -> Links:
    yield from (("actor", a) for a in record.actors)
    yield from (("recipient", r) for r in record.recipients)
    yield from (("issue", i) for i in record.issues)


def _day(value: str | None) -> str | None:
    """The first day of a date that may be a year, a month or a span, so that records sort by it."""
    year, *rest = value.partition("/")[0].split("-") if value else ("",)
    return f"{'-'.join((year.zfill(4), *rest))}-01-01"[:10] if year else None


def _doc(
    kind: str,
    id_: str,
    record: msgspec.Struct,
    links: Links,
    *,
    day: str,
    confidence: float,
    type_: str | None = None,
) -> Doc:
    pairs = tuple(dict.fromkeys((role, target[:300]) for role, target in links if target))
    return Doc(kind, id_, day, type_, confidence, msgspec.json.encode(record), pairs)
