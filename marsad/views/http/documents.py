"""Whole documents: briefings, and exports for other programs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from marsad.errors import InputError
from marsad.views.brief.content import MOST, compose
from marsad.views.brief.formats import FORMATS as BRIEFS
from marsad.views.brief.told import Briefing
from marsad.views.desk import Desk
from marsad.views.export import formats
from marsad.views.http import rows
from marsad.views.http.blame import at_fault
from marsad.views.http.faults import refused
from marsad.views.http.params import FILTERS, Parameter, Text
from marsad.views.http.questions import Asked, Body, Question
from marsad.views.http.shapes import DOCX, HTML, JSON, MARKDOWN, Shape

_LANG = Parameter("lang", "lang", Literal["ar", "en"], "Language of the labels; evidence stays in the original.", "ar")
_MOST = Parameter("most", "most", Annotated[int, Meta(ge=1, le=100)], "Items of a section at most.", MOST)
_KIND = Parameter("kind", "kind", Text, "Records to write, as far as the format holds them; the first of docs/export.md where it is not given.")  # fmt: skip
_BRIEF = tuple(p for p in FILTERS if p.field in ("since", "until", "issue", "actor", "known_on"))
EXPORTS: dict[str, tuple[str, str]] = {
    "plover": ("application/x-ndjson", "jsonl"),
    "polecat": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "gdelt": ("text/tab-separated-values; charset=utf-8", "tsv"),
    "acled": ("text/csv; charset=utf-8", "csv"),
    "ftm": ("application/x-ndjson", "json"),
    "geojson": ("application/geo+json", "geojson"),
    "timelinejs": ("application/json", "json"),
    "csv": ("text/csv; charset=utf-8; header=present", "csv"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "annotation": ("application/ld+json", "jsonld"),
    "wacz": ("application/wacz", "wacz"),
}
"""The media type and the ending of each export's file."""
_FORMAT = Parameter("format", "form", Literal[tuple(EXPORTS)], "The format.", required=True, place="path")


def _brief(desk: Desk, asked: Asked, shape: Shape) -> Body:
    try:
        told = compose(desk, **asked)
    except InputError as fault:
        raise refused(fault, field=at_fault(desk, "", asked)) from fault
    return Body(BRIEFS[shape.name](told))


def _export(desk: Desk, asked: Asked, _: Shape) -> Body:
    form = asked.pop("form")
    try:
        done, content = rows.kept(lambda out: formats.export(desk, form, out, **asked))
    except InputError as fault:
        kind = asked.get("kind")
        raise refused(fault, field=at_fault(desk, kind or "events", asked) or (kind and "kind")) from fault
    media, ending = EXPORTS[form]
    headers = {
        "Content-Type": media,
        "Content-Disposition": f'attachment; filename="marsad-{form}.{ending}"',
        "Marsad-Rows": str(done.rows),
        "Marsad-Left-Out": str(done.left_out),
    }
    return Body(content, headers=headers)


QUESTIONS = (
    Question("brief", "/brief", "A briefing", "Of a span, by default the last seven days that have articles: what happened, who said what, what is disputed; each sentence with its evidence.",
             Briefing, _brief, (*_BRIEF, _LANG, _MOST), (JSON, MARKDOWN, HTML, DOCX), tag="documents",
             example="/brief?from=2020-05-28&to=2020-06-22&lang=en&format=docx"),
    Question("export", "/export/{format}", "An export", "What the ledger holds, for other programs; docs/export.md has the formats and what each loses. `Marsad-Rows` and `Marsad-Left-Out` count.",
             Any, _export, (_FORMAT, _KIND, *FILTERS), tag="documents", example="/export/plover?actor=حفتر"),
)  # fmt: skip
"""What is asked for as a file."""
