"""From a stored reading to a telling: who its actors are in the ledger, what was decided about it, what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

import msgspec

from marsad.errors import DataError
from marsad.ledger.articles import Stored
from marsad.ledger.decisions import Decisions
from marsad.model import Event, Reading, Span, Statement
from marsad.model.telling import Report, Said, Telling
from marsad.plover import TYPES
from marsad.weave.periods import span_of
from marsad.weave.positions import ACTED
from marsad.weave.topics import Topics

_SHORT_YEAR = re.compile(r"(?:(?<=^)|(?<=/))\d{1,3}(?![^/-])")
_SENTENCE_END = re.compile(r"[.!?؟؛\n]")


def telling(
    stored: Stored, reading: Reading, actors: Mapping[str, str], topics: Topics, decisions: Decisions
) -> Telling:
    """The telling of an article; `actors` leads from the reading's named actors to the ledger's."""
    known = dict(actors) | {
        local: f"unnamed/{stored.id}/{local.removeprefix('unnamed/')}"
        for local, a in reading.actors.items()
        if a.unnamed
    }
    publisher = stored.publisher or (urlsplit(stored.url).hostname if stored.url else None)
    reports = []
    for i, read in enumerate(reading.events):
        id_ = f"{stored.id}.e{i}"
        if not decisions.rejected(id_):
            happened, actors_, recipients = _corrected_event(read, known, decisions.corrections(id_), day=stored.day)
            issues = topics.about(reading.text, happened.trigger.start, _sentence(reading.text, happened.trigger).end)
            reports.append(
                Report(id=id_, article=stored.id, day=stored.day, publisher=publisher, event=happened,
                       actors=actors_, recipients=recipients, issues=issues)
            )  # fmt: skip
    said = []
    for i, uttered in enumerate(reading.statements):
        id_ = f"{stored.id}.s{i}"
        if not decisions.rejected(id_):
            statement, speaker = _corrected_statement(uttered, known, decisions.corrections(id_))
            said.append(
                Said(id=id_, article=stored.id, day=stored.day, said=_said_on(reading, statement, stored.day), publisher=publisher,
                     statement=statement, text=Span(statement.start, statement.end).of(reading.text), speaker=speaker,
                     addressees=tuple(known[a] for a in statement.addressees if a in known))
            )  # fmt: skip
    return Telling(article=stored.id, reading=reading, day=stored.day, captured=stored.captured, publisher=publisher,
                   actors=known, reports=tuple(reports), said=tuple(said))  # fmt: skip


def _corrected_event(
    event: Event, known: Mapping[str, str], corrections: Mapping[str, str | None], *, day: str
) -> tuple[Event, tuple[str, ...], tuple[str, ...]]:
    """An event with what was set by hand: `type`, `mode`, `status`, `date`, `place`, `actors`, `recipients` (ids, by commas).

    What happened or goes on cannot lie after the `day` that tells it: such a date is another's (elections of next year), and left out.
    """
    plain = {k: v for k, v in corrections.items() if k in ("type", "mode", "status", "date", "place")}
    place = known.get(event.place or "", event.place)  # as the ledger knows it
    date_ = _dated(event.date)
    late = date_ is not None and event.status in ACTED and span_of(date_)[0] > date.fromisoformat(day)
    event = msgspec.structs.replace(event, place=place, date=None if late else date_)
    changed = msgspec.convert(msgspec.to_builtins(event) | plain, Event) if corrections else event
    if corrections:
        mode = changed.mode if changed.mode in TYPES[changed.type].modes else None  # of the type it had before
        changed = msgspec.structs.replace(changed, mode=mode, confidence=1.0)
    sides = []
    for role, read in (("actors", event.actors), ("recipients", event.recipients)):
        by_hand = tuple(filter(None, (corrections.get(role) or "").split(",")))
        sides.append(by_hand if role in corrections else tuple(known[a] for a in read if a in known))
    return changed, sides[0], sides[1]


def _dated(told: str | None) -> str | None:
    """A date as ISO 8601 has it, with four digits to the year (680 is 0680); None where the calendar has no such day."""
    padded = _SHORT_YEAR.sub(lambda m: m[0].zfill(4), told) if told else None
    try:
        return padded if padded and span_of(padded) else None
    except DataError:
        return None


def _corrected_statement(
    statement: Statement, known: Mapping[str, str], corrections: Mapping[str, str | None]
) -> tuple[Statement, str | None]:
    """A statement with what was set by hand: `speaker` (an id of the ledger, or empty) and `force`."""
    speaker = known.get(statement.speaker) if statement.speaker else None
    if not corrections:
        return statement, speaker
    changed = msgspec.structs.replace(statement, force=corrections.get("force") or statement.force, confidence=1.0)
    return changed, (corrections["speaker"] or None) if "speaker" in corrections else speaker


def _said_on(reading: Reading, statement: Statement, day: str) -> str:
    """The day that the sentence of the reporting word states, if it is not after publication; else that of publication."""
    around = _sentence(reading.text, statement.cue or Span(statement.start, statement.end))
    outside = [
        t.value
        for t in reading.times
        if t.value
        and t.precision == "day"
        and around.start <= t.start < around.end
        and not statement.start <= t.start < statement.end
    ]
    return min((v for v in outside if v <= day), default=day, key=lambda v: (v[:4] != day[:4], v))


def _sentence(text: str, span: Span) -> Span:
    """The sentence that a stretch stands in."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, span.start - 600), span.start)]
    stop = _SENTENCE_END.search(text, span.end, span.end + 600)
    return Span(
        ends[-1] if ends else max(0, span.start - 600), stop.start() if stop else min(len(text), span.end + 600)
    )
