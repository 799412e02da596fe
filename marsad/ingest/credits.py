"""To whom an article credits itself: agencies, papers and writers, in the places where credits stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.ingest.phrases import phrases, worded
from marsad.lang.ar.fold import ARABIC
from marsad.model.article import Credit, Line
from marsad.model.span import Span
from marsad.text import Text

_LABEL = re.compile(r"^\W*(?:المصدر|مصدر الخبر|source|نقلا عن|\*?\s*نقلا عن|خدمه)\s*:?\s*")
_WRITER = re.compile(
    r"^\W*(?:كتبت?|بقلم|بواسطه|الكاتب|اعداد|تحرير|ترجمه|المحرر|author|by)\s*[:,-]?\s*(.+?)(?:\s+role,.*|\s*[-–|]?\s*\d.*)?$"
)
_HEAD = re.compile(r"^(?:وكاله|صحيفه|جريده|مجله|موقع|شبكه|قناه|اذاعه|عن)\s+")
_TAIL = re.compile(r"\s+(?:للانباء|الاخباريه)$")
_OPENERS = (
    re.compile(r"^[^.:\n]{0,60}?\(\s*([^()]{2,25})\s*\)\s*[-:]"),
    re.compile(r"^\W*([^()،.:\n|\d-]{2,30}?)\s*[-–/](?:\s*[^\n.:،|]{2,40}?[-–/]?)(?:\([^)]*\))?\s*:"),
)
_WRITER_WORDS = 4
_ROLES = ("credit", "byline", "dateline", "headline", "body")
_HEAD_CHARACTERS = 200
_HEAD_LINES = 3
_PIPE = re.compile(r"^\s*([^|\n]{2,30}?)\s*\|\s*\S")
_CLOSER = re.compile(r"\(\s*([^()]{1,25})\s*\)\s*\.?\s*$")
_SIGN = re.compile(r"\s*[-–/ـ|]\s*")


def credited(text: str, lines: tuple[Line, ...]) -> tuple[Credit, ...]:
    """The names an article credits, in the order of the text, each once; head words (وكالة, صحيفة) stay outside."""
    found: dict[str, Credit] = {}
    bodies = [line for line in lines if line.role == "body"]
    for line in lines:
        if line.role not in _ROLES or (line.role == "body" and line not in bodies[:_HEAD_LINES] + bodies[-1:]):
            continue
        for start, end in _in_line(line, text, line in bodies[:_HEAD_LINES], line in bodies[-1:]):
            name = text[start:end]
            found.setdefault(name, Credit(name, start, end))
    return tuple(sorted(found.values(), key=lambda c: c.start))


def _in_line(line: Line, text: str, first: bool, last: bool) -> Iterator[tuple[int, int]]:
    mapped = Text(text[line.start : line.end], ARABIC)
    spans: Iterator[tuple[int, int]] = iter(())
    if line.role == "credit":
        spans = _labelled(mapped.folded)
    elif line.role in ("byline", "dateline"):
        spans = _signed(mapped.folded)
    elif line.role == "headline":
        spans = _known(_PIPE.match(mapped.folded))
    elif line.role == "body":
        spans = _opening(mapped.folded, first, last)
    for start, end in spans:
        span: Span = mapped.span(start, end)
        yield line.start + span.start, line.start + span.end


def _labelled(folded: str) -> Iterator[tuple[int, int]]:
    label = _LABEL.match(folded)
    start = label.end() if label else 0
    for part in re.finditer(r"[^+،/]+", folded[start:]):
        a, b = start + part.start(), start + part.end()
        yield from _trim(folded, a, b)


def _signed(folded: str) -> Iterator[tuple[int, int]]:
    if writer := _WRITER.match(folded):
        yield from _trim(folded, *writer.span(1))
        return
    agencies = list(phrases().agency.finditer(folded))
    for m in agencies:
        yield m.span()
    if not agencies:
        first = _SIGN.split(folded.rstrip(" :"), maxsplit=1)[0]
        yield from _trim(folded, 0, len(first))


def _opening(folded: str, first: bool, last: bool) -> Iterator[tuple[int, int]]:
    if first:
        agency, writer = (pattern.match(folded) for pattern in _OPENERS)
        if any(found := list(_known(m)) for m in (writer, agency)):
            yield from found
        elif writer and _is_writer(writer[1]):
            yield writer.span(1)
    if last and (m := _CLOSER.search(folded)):
        yield from _known(m)


def _is_writer(name: str) -> bool:
    words = name.split()
    return worded(name) and len(words) <= _WRITER_WORDS and not any(map(phrases().opens, words))


def _known(m: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    """The group that matched, where it is an agency or paper."""
    if m:
        a, b = m.span(1)
        known = phrases().agency.search(m.string, a, b)
        if known and known.end() - known.start() >= (b - a) * 0.5:
            yield known.span()


def _trim(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and not (folded[start].isalnum()):
        start += 1
    while end > start and not (folded[end - 1].isalnum()):
        end -= 1
    if head := _HEAD.match(folded[start:end]):
        start += head.end()
    if tail := _TAIL.search(folded[start:end]):
        end = start + tail.start()
    if end > start:
        yield start, end
