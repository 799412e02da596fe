"""Other items on the page of an article, with no label that says so: boxes of headlines inside it, leads of other news below it.

Counted over 11,495 real articles of twenty publishers: boxes stand in 97 of 652 of the BBC's of 2018, leads in 164 of 534 of CNN's;
17 articles of others lose lines (verses, titles of books), one of them leads.
"""

from __future__ import annotations

import re

from marsad.ingest import headline
from marsad.ingest.phrases import phrases
from marsad.ingest.stretches import Stretch

_BOX, _BOX_WORDS, _LEAST_BOX_WORDS = range(2, 6), 20, 4
_LEADS, _LEAST_LEADS, _LEAD_VERBS = 5, 4, 2
_LEAD_LETTERS, _LEAD_WORDS = 245, 8
_STOPPED = re.compile(r"(?:[.:،؛!…]\"?|:\W*)$")
_ITEM = re.compile(r"[-*•]|\d+ ?[-.)]|.*: ?\d{3}|\"[^\"]*\"$")
_NO_AND = ("في ", "ولي ", *"وزير وزار وفد وكال وساط وثيق وحد والد واشنطن وسائل فلسطين فرنس فريق".split())
"""How words begin whose first letter is no و or ف of joining."""


def boxes(stretches: list[Stretch]) -> None:
    """Two to five lines in a row that read as headlines, between two sentences of the article."""
    at = 1
    while at < len(stretches):
        end = at
        while end < len(stretches) and _in_a_box(stretches[end]):
            end += 1
        if end - at in _BOX and end < len(stretches) and _running(stretches[at - 1]) and _running(stretches[end]):
            for stretch in stretches[at:end]:
                stretch.give("related", "headlines between sentences")
        at = max(end, at + 1)


def leads(stretches: list[Stretch]) -> None:
    """The last four or five lines, where each begins a story of its own: no line is joined to the one before, two open with a verb."""
    own = [s for s in stretches if s.role is None]
    first = len(own)
    while first and len(own) - first < _LEADS and _lead(own[first - 1]):
        first -= 1
    found = own[first:]
    verbs = sum(s.words.strip(' "').split(" ", 1)[0] in phrases().openings for s in found)
    if len(found) >= _LEAST_LEADS and verbs >= _LEAD_VERBS and any(map(headline.is_sentence, own[:first])):
        for stretch in found:
            stretch.give("related", "the lead of another story")


def _in_a_box(stretch: Stretch) -> bool:
    words = stretch.words.strip()
    headed = not headline.is_sentence(stretch) and not _STOPPED.search(words)
    fits = _LEAST_BOX_WORDS <= stretch.count <= _BOX_WORDS
    return stretch.role is None and stretch.alone and headed and fits and not _ITEM.match(words) and not _joined(words)


def _running(stretch: Stretch) -> bool:
    return stretch.role is None and headline.is_sentence(stretch) and not stretch.words.endswith(":")


def _lead(stretch: Stretch) -> bool:
    words = stretch.words.strip(' "')
    short = len(words) <= _LEAD_LETTERS and stretch.count >= _LEAD_WORDS
    return stretch.alone and short and not (_joined(words) or phrases().turn.match(words) or _ITEM.match(words[:2]))


def _joined(words: str) -> bool:
    """Whether a line goes on from the one before by و or ف."""
    return words[:1] in "وف" and words.split(" ", 1)[0] not in phrases().openings and not words.startswith(_NO_AND)
