"""Writes what was found in words as a `Reading` in characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.model import Event, Mention, Place, Reader, Reading, Span, Stance, Statement, Time
from marsad.read.calibration import calibrated
from marsad.read.cast import Cast, Named
from marsad.read.dates import FoundTime
from marsad.read.happened import Happened
from marsad.read.party import Parties, Party
from marsad.read.said import Said
from marsad.read.stances import FoundStance
from marsad.read.tokens import Document


class Findings(NamedTuple):
    """All that was found in one article, counted in words."""

    names: Sequence[Named]
    parties: Parties
    statements: Sequence[Said]
    stances: Sequence[Sequence[FoundStance]]
    events: Sequence[Happened]
    times: Sequence[FoundTime]


def write(doc: Document, cast: Cast, found: Findings, reader: Reader, *, least: float = 0.0) -> Reading:
    """The reading of one article: names, statements and events with at least that confidence, and the actors they refer to."""
    article = doc.article
    mentions = [m for n in found.names if (m := _mention(doc, n)).confidence >= least]
    mentions += [_nominal(doc, cast, p) for p in found.parties.all if p.nominal]
    said = (_statement(doc, found.parties, s, of) for s, of in zip(found.statements, found.stances, strict=True))
    statements = [s for s in said if s.confidence >= least]
    events = [e for e in (_event(doc, h) for h in found.events) if e.confidence >= least]
    used = {m.actor for m in mentions} | {s.speaker for s in statements}
    used |= {a for s in statements for a in s.addressees} | {s.venue for s in statements}
    used |= {a for e in events for a in (*e.actors, *e.recipients, e.place)}
    return Reading(
        id=article.id,
        given_id=article.given_id,
        source=article.source,
        text=article.text,
        language=article.language,
        title=article.title,
        body=list(article.body),
        lines=list(article.lines),
        published=article.published,
        credits=list(article.credits),
        publisher=article.publisher,
        url=article.url,
        actors={k: v for k, v in sorted(cast.actors.items()) if k in used},
        mentions=sorted(mentions, key=lambda m: (m.start, m.end)),
        statements=statements,
        events=events,
        times=[_time(doc, t) for t in found.times],
        places=_places(doc, cast, found.names),
        reader=reader,
        more=article.more,
    )


def _head(doc: Document, party: Party) -> Span:
    cut = party.cut if party.head[0] == party.start else 0
    return doc.span(*party.head, cut=cut)


def _mention(doc: Document, name: Named) -> Mention:
    span = doc.span(name.start, name.end, cut=name.cut)
    return Mention(
        start=span.start,
        end=span.end,
        type=name.type,
        actor=name.actor,
        rule=name.rule,
        confidence=calibrated("names", name.confidence),
    )


def _nominal(doc: Document, cast: Cast, party: Party) -> Mention:
    span = _head(doc, party)
    kind = cast.actors[party.actor].type or "ORG"
    return Mention(
        start=span.start,
        end=span.end,
        type=kind,
        actor=party.actor,
        nominal=True,
        rule=party.rule,
        confidence=party.confidence,
    )


def _statement(doc: Document, parties: Parties, said: Said, stances: Sequence[FoundStance]) -> Statement:
    span = doc.span(said.start, said.end)
    return Statement(
        start=span.start,
        end=span.end,
        kind=said.kind,
        cue=doc.span(*said.cue) if said.cue else None,
        force=said.force,
        speaker=said.speaker.actor if said.speaker else None,
        speaker_mention=_speaker_mention(doc, parties, said.speaker) if said.speaker else None,
        addressees=_ids(said.addressees),
        venue=said.venue.actor if said.venue else None,
        stances=[Stance(issue=s.issue, polarity=s.polarity, cue=doc.span(s.start, s.end)) for s in stances],
        rule=said.rule,
        because=said.because,
        confidence=calibrated("statements", said.confidence),
    )


def _speaker_mention(doc: Document, parties: Parties, speaker: Party) -> Span:
    """Where the speaker is told: for one without a name, where he was first described."""
    if speaker.actor.startswith("unnamed/"):
        speaker = next(p for p in parties.all if p.actor == speaker.actor)
    return doc.span(speaker.start, speaker.end)


def _event(doc: Document, event: Happened) -> Event:
    sentence = doc.sentence_of(event.trigger[0])
    return Event(
        type=event.type,
        mode=event.mode,
        contexts=event.contexts,
        actors=_ids(event.actors),
        recipients=_ids(event.recipients),
        trigger=doc.span(*event.trigger),
        date=event.date,
        place=event.place.actor if event.place else None,
        status=event.status,
        evidence=doc.span(*sentence),
        rule=event.rule,
        because=event.because,
        confidence=calibrated("events", event.confidence),
    )


def _ids(parties: Sequence[Party]) -> list[str]:
    return list(dict.fromkeys(actor for p in parties for actor in p.actors))


def _time(doc: Document, time: FoundTime) -> Time:
    span = doc.span(time.start, time.end)
    return Time(
        start=span.start, end=span.end, value=time.value, precision=time.precision, about=time.about, rule=time.rule
    )


def _places(doc: Document, cast: Cast, names: Sequence[Named]) -> list[Place]:
    found = []
    for name in names:
        actor = cast.who.actors.get(name.actor)
        if actor and actor.latitude is not None and actor.longitude is not None:
            m = _mention(doc, name)
            found.append(Place(start=m.start, end=m.end, name=actor.name, country=actor.country, latitude=actor.latitude,
                               longitude=actor.longitude, geonames=actor.geonames))  # fmt: skip
    return found
