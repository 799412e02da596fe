"""Where the words that were looked for stand in an article: spans of its stored text, and a stretch that shows them.

The text is read again as the index reads it, so that what is marked is what was found: by form, by beginning, as a phrase.
Where a word stands nowhere, the article names an actor by another name: then the actor's mentions are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import msgspec

from marsad.lang.ar.fold import fold
from marsad.ledger.query import Query, Term
from marsad.ledger.stems import WORD, spaced
from marsad.ledger.words import besides, stems_of
from marsad.model.span import Span

BEFORE, LENGTH = 60, 240
"""Characters of a snippet that stand before its first mark, and all of it, cut at words."""
_READ, _ON = 60_000, 4_000
"""Characters of a body in which words are looked for, and behind the first find in which a better stretch is."""


_LETTERS = "".join(
    map(chr, (*range(0x20, 0x7F), *range(0x0621, 0x063B), *range(0x0641, 0x064B), *range(0x0660, 0x066A)))
)
_SILENT = r"[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]*"
_RARE = re.compile(rf"[^{re.escape(_LETTERS)}{_SILENT[1:-2]}\n\t\xa0،؛؟٪٬٫«»“”‘’…–—•]")
"""What texts are written with, but for signs so rare that a text with one is always read: then a look at the letters tells
in a tenth of the time that a word is not there."""
_WRITTEN = {folded: "".join(c for c in _LETTERS if fold(c) == folded) for folded in map(fold, _LETTERS)}
_CHANGING = "هاءي"


class Naming(msgspec.Struct):
    """Of a reading's mention what is needed here."""

    start: int
    end: int
    actor: str | None
    nominal: bool = False


class Named(msgspec.Struct):
    """Of a reading's actor what is needed here."""

    name: str
    name_ar: str | None = None


class Shown(msgspec.Struct):
    """Of a reading what is needed to show where words stand in it."""

    text: str
    title: Span | None
    body: list[Span]
    mentions: list[Naming]
    actors: dict[str, Named]


class Snippet(NamedTuple):
    """The stretch to show, and the marks in it and in the title, all spans of the stored text."""

    span: Span
    marks: tuple[Span, ...]
    title_marks: tuple[Span, ...]


class _Passage(NamedTuple):
    """A title, a paragraph or a name: where it begins in the stored text, its words as they are kept, and those joined."""

    start: int
    text: str
    stems: list[str]
    told: str


Range = tuple[int, int]
"""The first and the last of some words, by their numbers."""


def snippet(shown: Shown, query: Query) -> Snippet:
    """The stretch of the body with the most of what was looked for, the first of equals."""
    terms = [term for group in query.groups for term in group]
    found = [mark for passage, ranges in _read(shown, terms) for mark in _spans(passage, ranges)]
    held = {number for _, number in found}
    found += ((span, n) for n, term in enumerate(terms) if n not in held for span in _mentions(shown, term))
    in_title = [span for span, _ in found if shown.title and shown.title.holds(span)]
    in_body = [(span, n) for span, n in found if not (shown.title and shown.title.holds(span))]
    start = _best(in_body) if in_body else None
    stretch = _cut(shown, start)
    marks = _merged(span for span, _ in in_body if stretch.holds(span))
    return Snippet(stretch, marks, _merged(in_title))


def _read(shown: Shown, terms: Sequence[Term]) -> Iterator[tuple[_Passage, list[list[Range]]]]:
    """The title and the paragraphs up to the first that holds all terms, or to some way behind the first that holds any.

    With each, where every term stands in it.
    """
    traces, end = [_trace(term) for term in terms], _READ
    for part in [shown.title, *shown.body] if shown.title else shown.body:
        text = part.of(shown.text)[:_READ]
        if part is not shown.title and part.start >= end:
            break
        if not (any(trace.search(text) for trace in traces) or _RARE.search(text)):
            continue
        passage = _passage(part.start, text)
        ranges = [_matches(passage, term) for term in terms]
        yield passage, ranges
        if part is not shown.title and all(ranges):
            break
        if part is not shown.title and any(ranges):
            end = min(end, part.end + _ON)


@lru_cache(maxsize=1_000)
def _trace(term: Term) -> re.Pattern[str]:
    """What stands in every text of `_LETTERS` that holds a term: the letters of its last word, or of its beginnings.

    The last of a word's letters may be another one before a pronoun (زيارة, زيارته).
    """
    ways = [word[:-1] if word[-1:] in _CHANGING else word for word in term.prefixes or term.words[-1:]]
    return re.compile("|".join(_SILENT.join(f"[{re.escape(_WRITTEN.get(c, c))}]" for c in way) for way in ways))


def _passage(start: int, text: str) -> _Passage:
    stems = stems_of(text)
    return _Passage(start, text, stems, " ".join(stems))


def _spans(passage: _Passage, ranges: Sequence[Sequence[Range]]) -> Iterator[tuple[Span, int]]:
    """The stretches of the stored text in which terms stand, each with the number of its term."""
    until = max((last + 1 for found in ranges for _, last in found), default=0)
    words = list(islice(WORD.finditer(spaced(passage.text)), until))
    for number, found in enumerate(ranges):
        for first, last in found:
            yield Span(passage.start + words[first].start(), passage.start + words[last].end()), number


def _matches(passage: _Passage, term: Term) -> list[Range]:
    """Where a term stands among the words of a passage."""
    stems, words = passage.stems, list(term.words)
    if not any(last in passage.told for last in term.prefixes or words[-1:]):  # so it is nearly everywhere
        return []
    size = len(words)
    if term.prefixes:
        also = besides(stems)
        return [
            (at - size, at)
            for at, kept in enumerate(stems)
            if at >= size
            and (kept.startswith(term.prefixes) or also.get(kept, "").startswith(term.prefixes))
            and stems[at - size : at] == words
        ]
    if size == 1:
        (word,) = words
        also = besides(stems)
        return [(at, at) for at, kept in enumerate(stems) if kept == word or also.get(kept) == word]
    return [(at, at + size - 1) for at in _places(stems, words[0]) if stems[at : at + size] == words]


def _places(stems: list[str], word: str) -> Iterator[int]:
    at = -1
    for _ in range(stems.count(word)):
        at = stems.index(word, at + 1)
        yield at


def _mentions(shown: Shown, term: Term) -> Iterator[Span]:
    """The mentions of the actors whose names hold the term."""
    names = {
        id_: any(_matches(_name(name), term) for name in (who.name, who.name_ar or ""))
        for id_, who in shown.actors.items()
    }
    for mention in shown.mentions:
        if mention.actor and not mention.nominal and names.get(mention.actor):
            yield Span(mention.start, mention.end)


@lru_cache(maxsize=50_000)
def _name(name: str) -> _Passage:
    return _passage(0, name)


def _best(found: Sequence[tuple[Span, int]]) -> int:
    """Where the stretch begins that holds the most different terms, then the most marks, the first of equals."""
    marks = sorted(found)
    best, best_start, first = (0, 0), marks[0][0].start, 0
    kinds: dict[int, int] = {}
    for last, (span, term) in enumerate(marks):
        kinds[term] = kinds.get(term, 0) + 1
        while span.end - marks[first][0].start > LENGTH - BEFORE and first < last:
            gone = marks[first][1]
            kinds[gone] -= 1
            if not kinds[gone]:
                del kinds[gone]
            first += 1
        if (len(kinds), last - first) > best:
            best, best_start = (len(kinds), last - first), marks[first][0].start
    return best_start


def _cut(shown: Shown, start: int | None) -> Span:
    """A stretch of `LENGTH` characters from a little before `start`, or of the body's beginning, cut at blanks."""
    home = next((p for p in shown.body if start is not None and p.start <= start < p.end), None)
    home = home or (shown.body[0] if shown.body else Span(0, len(shown.text)))
    begin = home.start if start is None else max(home.start, start - BEFORE)
    if begin > home.start:
        blank = shown.text.find(" ", begin, start)
        begin = blank + 1 if blank >= 0 else begin
    end = min(home.end, begin + LENGTH)
    if end < home.end:
        blank = shown.text.rfind(" ", begin + LENGTH // 2, end)
        end = blank if blank >= 0 else end
    return Span(begin, end)


def _merged(spans: Iterator[Span] | Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
