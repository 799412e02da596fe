"""Where the words that were looked for stand in an article: spans of its stored text, and a stretch that shows them.

The text is read again as the index reads it, so that what is marked is what was found: by form, by beginning, as a phrase.
Where a word stands nowhere, the article names an actor by another name: then the actor's mentions are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from marsad.ledger.query import Query, Term
from marsad.ledger.stems import WORD, spaced
from marsad.ledger.words import besides, stems_of
from marsad.model.span import Span

BEFORE, LENGTH = 60, 240
"""Characters of a snippet that stand before its first mark, and all of it, cut at words."""
_READ, _ON = 60_000, 4_000
"""Characters of a body in which words are looked for, and behind the first find in which a better stretch is."""


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
    """A title, a paragraph or a name: where it begins in the stored text, its words as they are kept, what some are besides."""

    start: int
    text: str
    stems: list[str]
    besides: dict[str, str]


Range = tuple[int, int]
"""The first and the last of some words, by their numbers."""


def snippet(shown: Shown, query: Query) -> Snippet:
    """The stretch of the body with the most of what was looked for, the first of equals."""
    terms = [term for group in query.groups for term in group]
    passages = _read(shown, terms)
    found: list[tuple[Span, int]] = []
    for number, term in enumerate(terms):
        spans = [span for passage in passages for span in _spans(passage, term)] or list(_mentions(shown, term))
        found += ((span, number) for span in spans)
    in_title = [span for span, _ in found if shown.title and shown.title.holds(span)]
    in_body = [(span, n) for span, n in found if not (shown.title and shown.title.holds(span))]
    start = _best(in_body) if in_body else None
    stretch = _cut(shown, start)
    marks = _merged(span for span, _ in in_body if stretch.holds(span))
    return Snippet(stretch, marks, _merged(in_title))


def _read(shown: Shown, terms: Sequence[Term]) -> list[_Passage]:
    """The title and the paragraphs up to the first that holds all terms, or to some way behind the first that holds any."""
    found = [_passage(p.start, p.of(shown.text)) for p in ([shown.title] if shown.title else [])]
    end = _READ
    for paragraph in shown.body:
        if paragraph.start >= end:
            break
        found.append(_passage(paragraph.start, paragraph.of(shown.text)[:_READ]))
        held = sum(next(_matches(found[-1], term), None) is not None for term in terms)
        if held == len(terms):
            break
        if held:
            end = min(end, paragraph.end + _ON)
    return found


def _passage(start: int, text: str) -> _Passage:
    stems = stems_of(text)
    return _Passage(start, text, stems, besides(stems))


def _spans(passage: _Passage, term: Term) -> Iterator[Span]:
    """The stretches of the stored text in which a term stands."""
    found = list(_matches(passage, term))
    if found:
        words = list(WORD.finditer(spaced(passage.text)))
        for first, last in found:
            yield Span(passage.start + words[first].start(), passage.start + words[last].end())


def _matches(passage: _Passage, term: Term) -> Iterator[Range]:
    stems, words = passage.stems, list(term.words)
    size = len(words)
    if term.prefixes:
        for at in range(len(stems) - size):
            if _begins(passage, stems[at + size], term.prefixes) and stems[at : at + size] == words:
                yield at, at + size
        return
    for at in _places(stems, words[0]):
        if stems[at : at + size] == words:
            yield at, at + size - 1
    if size == 1 and words[0] in passage.besides.values():
        yield from ((at, at) for at, kept in enumerate(stems) if passage.besides.get(kept) == words[0])


def _places(stems: list[str], word: str) -> Iterator[int]:
    at = -1
    for _ in range(stems.count(word)):
        at = stems.index(word, at + 1)
        yield at


def _begins(passage: _Passage, kept: str, prefixes: tuple[str, ...]) -> bool:
    return kept.startswith(prefixes) or passage.besides.get(kept, "").startswith(prefixes)


def _mentions(shown: Shown, term: Term) -> Iterator[Span]:
    """The mentions of the actors whose names hold the term."""
    names = {
        id_: any(next(_matches(_name(name), term), None) for name in (who.name, who.name_ar or ""))
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
