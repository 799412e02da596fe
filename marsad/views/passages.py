"""Stretches of articles with the words around them, as every view shows evidence."""

from __future__ import annotations

from marsad.model.span import Span
from marsad.views.answers import Passage

AROUND = 110
"""Characters on both sides at most."""


def passage(article: str, text: str, span: Span) -> Passage:
    """A stretch of an article's text with the words around it, no further than its line and cut between words."""
    before = text[max(0, span.start - AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + AROUND].partition("\n")[0]
    if len(before) == AROUND:
        before = before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0]
    return Passage(article=article, span=span, before=before, words=span.of(text), after=after)
