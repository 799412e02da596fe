"""An article's text as HTML with its findings marked: marks may nest and overlap, so the text is cut at every edge."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from marsad.model import Reading, Span

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BESIDE = {"navigation", "share", "comment", "related", "disclaimer", "marker", "empty", "repeat", "caption"}


class Mark(NamedTuple):
    """A stretch to be marked: `kind` is its class in the style sheet, `id` that of its record, or empty."""

    start: int
    end: int
    kind: str
    id: str = ""


class Piece(NamedTuple):
    """A stretch under the same marks throughout: those that cover it, widest first, and those that begin with it."""

    start: int
    end: int
    under: tuple[Mark, ...]
    begin: tuple[Mark, ...]


def marks(reading: Reading, prefix: str) -> list[Mark]:
    """The marks of a reading; the third statement is `<prefix>-s3`, events have e, mentions m, times t, places p."""
    found: list[Mark] = []

    def add(span: Span | None, kind: str, id_: str = "") -> None:
        if span and 0 <= span.start < span.end <= len(reading.text):
            found.append(Mark(span.start, span.end, kind, id_))

    add(reading.title, "headline")
    for line in reading.lines:
        if line.role in _BESIDE:
            add(Span(line.start, line.end), "beside")
    for i, said in enumerate(reading.statements, 1):
        add(Span(said.start, said.end), "statement", f"{prefix}-s{i}")
        add(said.cue, "cue", f"{prefix}-s{i}")
    for i, event in enumerate(reading.events, 1):
        add(event.trigger, "event", f"{prefix}-e{i}")
    for i, mention in enumerate(reading.mentions, 1):
        add(Span(mention.start, mention.end), "described" if mention.nominal else "name", f"{prefix}-m{i}")
    for i, time in enumerate(reading.times, 1):
        add(Span(time.start, time.end), "time", f"{prefix}-t{i}")
    for i, place in enumerate(reading.places, 1):
        add(Span(place.start, place.end), "place", f"{prefix}-p{i}")
    return found


def pieces(length: int, found: Iterable[Mark]) -> Iterator[Piece]:
    """Cuts a text of `length` characters at every edge of a mark; the pieces cover it without gap or overlap."""
    begin: dict[int, list[Mark]] = defaultdict(list)
    edges = {0, length}
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        begin[mark.start].append(mark)
        edges |= {mark.start, mark.end}
    under: list[Mark] = []
    at = sorted(edges)
    for start, end in pairwise(at):
        under = [m for m in under if m.end > start] + begin[start]
        yield Piece(start, end, tuple(sorted(under, key=lambda m: m.start - m.end)), tuple(begin[start]))


def marked(reading: Reading, prefix: str) -> Markup:
    """The whole text of a reading as HTML; the first piece of each record bears its id, every piece its records in `data-r`."""
    out: list[str] = []
    seen: set[str] = set()
    for piece in pieces(len(reading.text), marks(reading, prefix)):
        inside = plain(reading.text[piece.start : piece.end])
        if piece.under:
            kinds = " ".join(dict.fromkeys(m.kind for m in piece.under))
            deep = " deep" if sum(m.kind == "statement" for m in piece.under) > 1 else ""
            records = " ".join(dict.fromkeys(m.id for m in piece.under if m.id))
            attribute = Markup(' data-r="{}"').format(records) if records else ""
            inside = Markup('<span class="{}{}"{}>{}</span>').format(kinds, deep, attribute, inside)
        for mark in reversed(piece.begin):
            if mark.id and mark.id not in seen and mark.kind != "cue":
                seen.add(mark.id)
                inside = Markup('<span id="{}">{}</span>').format(mark.id, inside)
        out.append(inside)
    return Markup("").join(out)


def plain(text: str) -> Markup:
    """`text` escaped. Controls of direction are kept, shown, and shut in, so that they turn nothing around them."""
    return Markup(_CONTROL.sub(_control, str(escape(text))))  # noqa: S704 - escaped in the same line


def _control(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] == "\r":
        return "&#13;"
    kept = f"&#{code};" if code > 0x9F else ""  # HTML has no other control characters
    return f'<bdi class="control" data-code="U+{code:04X}">{kept}</bdi>'
