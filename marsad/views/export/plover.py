"""PLOVER JSON lines: one event a line, in the field names of the PLOVER specification (openeventdata/PLOVER, chapter JSON Data Fields)."""

from __future__ import annotations

from typing import Any, BinaryIO

import msgspec

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.views.export.countries import codes
from marsad.views.export.dates import days
from marsad.views.export.material import QUADS, Happening, Told, Written, happenings
from marsad.views.export.who import Who

KINDS = ("events",)
LOSES = (
    "a day that is a month, a year or a span is its first day in `date` and its last in `enddate`; `record` keeps it as told",
    "an event without a day of its own has the day of its first report in `date`; `record.precision` is then `told`",
    "`text_info` and `cite_info` are those of the first report; the other reports stand in `reports`",
    "rules, reasons of empty roles and the text of the articles stay in the ledger",
)


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes the events of an answer. Raises LedgerError."""
    rows = 0
    for happening in happenings(ledger, wanted, words=True):
        rows += 1
        out.write(msgspec.json.encode(_record(happening)) + b"\n")
    return Written(rows)


def _record(happening: Happening) -> dict[str, Any]:
    event, told = happening.event, happening.told
    on = days(event)
    found: dict[str, Any] = {
        "id": event.id,
        "has_event": True,
        "date": on.first,
        "enddate": on.last if on.last != on.first else None,
        "source": [_actor(a, on.first) for a in happening.actors],
        "recipient": [_actor(r, on.first) for r in happening.recipients],
        "event": [event.type],
        "mode": [event.mode] if event.mode else None,
        "context": list(event.contexts) or None,
        "quad_code": QUADS[event.quad],
        "event_scale": event.score,
        "event_loc": _location(happening.place),
        "event_text": [t.words for t in told],
        "link": list(event.stories) or None,
        "text_info": {"start": _at(told[0])[0], "end": _at(told[0])[1]} if told else None,
        "cite_info": _cited(told[0]) if told else None,
        "coder": "marsad",
        "reports": [_report(t) for t in told],
        "record": {
            "day": event.day,
            "precision": on.precision,
            "told": event.told,
            "status": event.status,
            "issues": event.issues,
            "origins": event.origins,
            "confidence": event.confidence,
        },
    }
    return {key: value for key, value in found.items() if value is not None}


def _actor(actor: Who, day: str) -> dict[str, Any]:
    found = {
        "code": actor.code,
        "sector": actor.sector,
        "actor_text": actor.name.ar,
        "identifier_id": f"https://www.wikidata.org/wiki/{actor.wikidata}" if actor.wikidata else "",
        "identifier_text": actor.name.en,
        "office": actor.office(day),
    }
    return {key: value for key, value in found.items() if value} | {"id": actor.id}


def _location(place: Who | None) -> dict[str, Any] | None:
    if place is None:
        return None
    known = place.known
    found = {
        "geonameid": known.geonames if known else None,
        "name": place.latin,
        "alternatenames": place.name.ar,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
        "country code": place.country,
        "cc3": codes(place.country).iso3 or None,
        "id": place.id,
    }
    return {key: value for key, value in found.items() if value is not None}


def _at(told: Told) -> tuple[int, int]:
    return told.report.event.evidence.start, told.report.event.evidence.end


def _cited(told: Told) -> dict[str, Any]:
    article = told.article
    found = {
        "citation": article.id,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "publication": told.report.publisher,
        "codebook": "plover-2.0",
    }
    return {key: value for key, value in found.items() if value}


def _report(told: Told) -> dict[str, Any]:
    start, end = _at(told)
    return {"id": told.report.id, "day": told.report.day, "start": start, "end": end} | _cited(told)
