"""The folded twin: a stretch of it is the fold of the stretch alone, wherever marks and ligatures stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.lang.ar.fold import fold
from marsad.model.span import Span
from marsad.weave.folded import folded, twin

TEXTS = st.text("ابتأإىة ًَّـ\u200f\ufefb\ufdf2٣A.،\n", max_size=30)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_stretch_of_the_twin_is_the_fold_of_the_stretch(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert folded(text, Span(start, end)) == fold(text[start:end])


def test_a_text_has_one_twin() -> None:
    text = "وصلت السَّفينة أمسِ إلى المرفأ"
    assert twin(text) is twin("".join(text))
    assert twin(text).folded == fold(text)
