"""The folded twin of an article's text, made once for all that look at its words."""

from __future__ import annotations

from functools import lru_cache

from marsad.lang.ar.fold import ARABIC
from marsad.model.span import Span
from marsad.text import Text

_KEPT = 2_000


@lru_cache(maxsize=_KEPT)
def twin(text: str) -> Text:
    """A text with its folded twin; those of the last 2,000 texts are kept."""
    return Text(text, ARABIC)


def reach(text: Text, stretch: Span) -> tuple[int, int]:
    """Where a stretch of the stored text lies in the folded one: what stands there is the fold of the stretch alone."""
    return text.folded_at(stretch.start), text.folded_at(stretch.end)


def folded(text: str, stretch: Span) -> str:
    """The fold of a stretch of a text."""
    whole = twin(text)
    start, end = reach(whole, stretch)
    return whole.folded[start:end]
