"""Web Annotation (W3C Recommendation of 23 February 2017): one annotation for each stretch of evidence, as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from marsad.ledger import Ledger
from marsad.ledger.articles import Stored, stored
from marsad.ledger.filters import Filter
from marsad.model import Span
from marsad.model.telling import Report, Said
from marsad.views import queries
from marsad.views.answers import Answer, Name
from marsad.views.export.material import Written, paged, texts_of

KINDS = ("all", "reports", "statements")
LOSES = (
    "positions count in Marsad's text of the article, not in the page's HTML: on the page, go by the quotation",
    "an article without an address on the web is named by its id in the ledger (`urn:marsad:article:...`)",
    "types, parties, force and stances are tags and texts; scores, reasons and what reports say together stay in the ledger",
)
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 40
"""Characters before and after a quotation that tell it from another of the same words."""


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes one AnnotationPage. Raises LedgerError."""
    head = {"@context": _CONTEXT, "id": f"urn:marsad:annotations:{ledger.meta['id']}", "type": "AnnotationPage"}
    out.write(msgspec.json.encode(head)[:-1] + b',"items":[')
    rows = 0
    for rows, annotation in enumerate(_annotations(ledger, wanted, kind), 1):
        out.write((b",\n" if rows > 1 else b"\n") + msgspec.json.encode(annotation))
    out.write(b"\n]}\n")
    return Written(rows)


def _annotations(ledger: Ledger, wanted: Filter, kind: str) -> Iterator[dict[str, Any]]:
    if kind in ("reports", "all"):
        for reports in paged(queries.reports, ledger, wanted):
            yield from _page(ledger, reports)
    if kind in ("statements", "all"):
        for said in paged(queries.statements, ledger, wanted):
            yield from _page(ledger, said)


def _page(ledger: Ledger, answer: Answer[Report] | Answer[Said]) -> Iterator[dict[str, Any]]:
    with ledger.reading() as connection:
        articles = stored(connection, {row.article for row in answer.rows})
        texts = texts_of(connection, articles)
    for row in answer.rows:
        of = _report(row, answer.names) if isinstance(row, Report) else _said(row, answer.names)
        span = row.event.evidence if isinstance(row, Report) else Span(row.statement.start, row.statement.end)
        yield {
            "id": f"urn:marsad:record:{row.id}",
            "type": "Annotation",
            "motivation": "classifying",
            "generator": {"id": "urn:marsad", "type": "Software", "name": "marsad"},
            "body": of,
            "target": _target(articles[row.article], span, texts[row.article]),
        }


def _target(article: Stored, span: Span, text: str) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "type": "SpecificResource",
        "source": article.url or f"urn:marsad:article:{article.id}",
        "dcterms:isPartOf": f"urn:marsad:article:{article.id}",
        "selector": [position, quote],
        "state": {"type": "TimeState", "sourceDate": f"{article.captured[:19]}Z"},
    }


def _report(row: Report, names: Mapping[str, Name]) -> list[dict[str, str]]:
    event = row.event
    tags = [event.type, event.mode, event.status, *event.contexts, *row.issues]
    return [*_tags(tags), *_people("actor", row.actors, names), *_people("recipient", row.recipients, names)]


def _said(row: Said, names: Mapping[str, Name]) -> list[dict[str, str]]:
    tags = ["statement", row.statement.force, *(f"{s.issue}{s.polarity}" for s in row.statement.stances)]
    speaker = (row.speaker,) if row.speaker else ()
    return [*_tags(tags), *_people("speaker", speaker, names), *_people("addressee", row.addressees, names)]


def _tags(values: Iterable[str | None]) -> Iterator[dict[str, str]]:
    for value in dict.fromkeys(values):
        if value:
            yield {"type": "TextualBody", "purpose": "tagging", "value": value}


def _people(role: str, ids: tuple[str, ...], names: Mapping[str, Name]) -> Iterator[dict[str, str]]:
    """An actor as the id of the ledger with his names; `identifying` is W3C's word for naming what is spoken of."""
    for id_ in ids:
        name = names.get(id_) or Name(id_)
        value = f"{role}: {name.ar}" + (f" ({name.en})" if name.en else "")
        body = {"type": "TextualBody", "purpose": "identifying", "value": value}
        yield body | {"dcterms:identifier": f"urn:marsad:actor:{id_}"}
