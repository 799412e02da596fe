"""The formats of answers, and which of them a request asks for (RFC 9110, 12.5.1; `format` in the address wins)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fastapi import Request

from marsad.views.http.faults import RequestError


class Shape(NamedTuple):
    """A format: its name in the address, its media type, and that type with its parameters, as answers have it."""

    name: str
    media: str
    content: str
    suffix: str = ""


JSON = Shape("json", "application/json", "application/json")
CSV = Shape("csv", "text/csv", "text/csv; charset=utf-8; header=present", "csv")
NDJSON = Shape("ndjson", "application/x-ndjson", "application/x-ndjson", "ndjson")
GEOJSON = Shape("geojson", "application/geo+json", "application/geo+json", "geojson")
MARKDOWN = Shape("md", "text/markdown", "text/markdown; charset=utf-8", "md")
HTML = Shape("html", "text/html", "text/html; charset=utf-8", "html")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX = Shape("docx", _WORD, _WORD, "docx")

BYTES = Shape("bytes", "application/octet-stream", "application/octet-stream", "bin")


def chosen(request: Request, named: str | None, offered: Sequence[Shape]) -> Shape:
    """The format that is asked for most, of equals the one offered first. Raises RequestError where none is offered that is accepted."""
    if named:
        return next(shape for shape in offered if shape.name == named)
    ranges = _ranges(",".join(request.headers.getlist("accept")))
    if not ranges:
        return offered[0]
    weights = [_weight(shape.media, ranges) for shape in offered]
    best = max(weights)
    if not best:
        there = ", ".join(f"{shape.media} ({shape.name})" for shape in offered)
        raise RequestError(
            "not_acceptable", "none of the formats that Accept names is there", next_=f"there are: {there}"
        )
    return offered[weights.index(best)]


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of `Accept` with their weights; a part that is none is passed over."""
    found = []
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        if media.count("/") == 1:
            found.append((media, next((_quality(p[2:]) for p in parameters if p.startswith("q=")), 1.0)))
    return found


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most particular range that a type falls into."""
    weights = dict(ranges)
    ways = (media, f"{media.partition('/')[0]}/*", "*/*")
    return next((weights[way] for way in ways if way in weights), 0.0)
