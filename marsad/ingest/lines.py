"""What of a page is the article: every stretch of the stored text with its role and the reason for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.ingest import headline, related
from marsad.ingest.phrases import phrases, stripped, worded
from marsad.ingest.roles import role_of, signed
from marsad.ingest.stretches import Stretch, cut
from marsad.ingest.wrapped import unwrapped
from marsad.lang.ar.fold import ARABIC
from marsad.model.article import Line, LineRole
from marsad.model.span import Span
from marsad.text import Text

_KEPT: frozenset[LineRole] = frozenset(("body", "dateline", "byline", "credit", "date"))
_RELATED_WORDS = 22
_TAG_WORDS = 25
_SIGNED_WORDS = 8
_BLANK = re.compile(r"(?:^|(?<=\n))[^\S\n]*(?=\n|$)")


class Page(NamedTuple):
    """A page read: its lines, its headline, and the spans that are the article besides the headline."""

    lines: tuple[Line, ...]
    title: Span | None
    body: tuple[Span, ...]


def read(text: str, *, title: str | None = None, url: str | None = None) -> Page:
    """The lines of a stored text. `title` and `url` are what came with it, if anything did."""
    mapped = Text(text, ARABIC)
    stretches = cut(unwrapped(mapped.folded))
    for stretch in stretches:
        if stretch.role is None and (verdict := role_of(stretch)):
            stretch.give(*verdict)
    found = headline.find(stretches, title, url)
    _runs(stretches)
    _before(stretches, found)
    _repeats(stretches, found)
    _signature(stretches, found)
    _tail(stretches)
    related.boxes(stretches)
    related.leads(stretches)
    for stretch in stretches:
        if stretch.role is None and worded(stretch.words):
            stretch.give("body", "the article's own words")
        elif stretch.role is None:  # what was left where something was cut off it
            stretch.give("marker", "no word in it")
    lines = [
        Line(s.start, s.end, stretch.role or "body", stretch.reason)
        for stretch in stretches
        for s in [mapped.span(stretch.start, stretch.end)]
    ]
    return Page(_with_blanks(text, lines), mapped.span(found.start, found.end) if found else None, _spans(text, lines))


def _runs(stretches: list[Stretch]) -> None:
    """Headlines of other items after their label, and all that follows a comment form or a footer."""
    run: Stretch | None = None
    over: Stretch | None = None
    credited = False
    for stretch in stretches:
        credited |= stretch.role == "credit" and stretch.to == "name"
        if over is not None and stretch.role not in ("credit", "headline"):
            stretch.give(over.role or "navigation", over.reason)
        elif stretch.role is not None:
            run = stretch if stretch.to == "run" else None
            if stretch.to == "end" or (stretch.to == "run" and credited):
                over = stretch
        elif run is not None:
            if (
                headline.is_sentence(stretch)
                or stretch.count > _RELATED_WORDS
                or phrases().opens(stretch.words.split()[0])
            ):
                run = None
            else:
                stretch.give("related", run.reason)


def _before(stretches: list[Stretch], found: Stretch | None) -> None:
    """What stands before the headline and is not the article's: menus, and pieces cut off the same line."""
    if found is None:
        return
    for stretch in stretches[: stretches.index(found)]:
        if stretch.role is None:
            stretch.give("navigation", "before the headline")


def _repeats(stretches: list[Stretch], found: Stretch | None) -> None:
    """The headline again, and captions that a page shows twice."""
    title = stripped(found.words) if found else ""
    seen: dict[str, Stretch] = {}
    for stretch in stretches:
        words = stripped(stretch.words)
        if stretch is found or not words:
            continue
        if title and stretch.role in (None, "navigation") and words.endswith(title):
            stretch.give("repeat", "the headline again")
        elif stretch.role is None and stretch.count >= 3:
            other = seen.setdefault(words, stretch)
            if other is not stretch and not headline.is_sentence(stretch):
                for twin in (other, stretch):
                    twin.give("caption", "shown twice")


def _tail(stretches: list[Stretch]) -> None:
    """Tags at the end of a line that held menus too, and short lines after a label of tags."""
    label: Stretch | None = None
    for stretch in stretches:
        if stretch.role in ("navigation", "share", "comment") and stretch.reason.startswith("lines/"):
            label = stretch
        elif headline.is_sentence(stretch):
            label = None
        elif (
            stretch.role is None
            and label is not None
            and stretch.line > label.line
            and stretch.count <= 4
            and _closed(stretches, stretch)
        ):
            stretch.give("navigation", "a tag after its label")
    _loose_tags(stretches)


def _signature(stretches: list[Stretch], found: Stretch | None) -> None:
    """The line between headline and article that signs it: writer or paper, a dash, a place."""
    after = stretches.index(found) + 1 if found else 0
    for stretch in stretches[after : after + 4]:
        if stretch.role is None:
            if stretch.count <= _SIGNED_WORDS and signed(stretch.words) and not _closed(stretches, stretch):
                stretch.give("byline", "writer or paper, and place")
            return


def _closed(stretches: list[Stretch], stretch: Stretch) -> bool:
    """Whether no running text comes after a stretch."""
    return not any(s.role is None and headline.is_sentence(s) for s in stretches[stretches.index(stretch) + 1 :])


def _loose_tags(stretches: list[Stretch]) -> None:
    """Words without a full stop after the last sentence of a line that holds menus, or after its credit: its tags."""
    own = [s for s in stretches if s.role is None]
    if not own or own[-1].alone:
        return
    last = own[-1]
    before = stretches[stretches.index(last) - 1]
    ends = [m.end() for m in re.finditer(r"[.؟!][\"»)]*(?=\s)", last.words)]
    rest = last.words[ends[-1] :].strip() if ends else ""
    if before.to == "name" and before.line == last.line and not headline.is_sentence(last):
        last.give("navigation", "tags after the credit")
    elif rest and _are_tags(rest):
        tags = Stretch(last.end - len(rest), last.end, last.line, rest, alone=False)
        tags.give("navigation", "tags after the last sentence")
        last.words = last.words[: ends[-1]]
        last.end = last.start + ends[-1]
        stretches.insert(stretches.index(last) + 1, tags)


def _are_tags(words: str) -> bool:
    running = "،" in words or words[-1] in '.؟!"' or any(map(phrases().opens, words.split()))
    return not running and len(words.split()) <= _TAG_WORDS and not re.search(r"(?<!\w)و[تي]\w{3,}", words)


def _with_blanks(text: str, lines: list[Line]) -> tuple[Line, ...]:
    blanks = [Line(m.start(), m.end(), "empty", "no character in it") for m in _BLANK.finditer(text)]
    return tuple(sorted((*lines, *blanks), key=lambda line: (line.start, line.end)))


def _spans(text: str, lines: list[Line]) -> tuple[Span, ...]:
    """The kept lines, those of one line of the text with only space between them joined."""
    spans: list[Span] = []
    before: Line | None = None
    for line in lines:
        if line.role not in _KEPT:
            before = line
            continue
        if before is not None and spans and before.end == spans[-1].end and before.role == line.role == "body":
            between = text[before.end : line.start]
            if not between.strip() and "\n" not in between:
                spans[-1] = Span(spans[-1].start, line.end)
                before = line
                continue
        spans.append(Span(line.start, line.end))
        before = line
    return tuple(spans)
