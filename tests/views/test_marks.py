from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from marsad.views.marks import Mark, marked, pieces, plain
from tests.views.conftest import TEXT, make

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda p: Mark(p[0], min(40, p[0] + p[1]), "x", "r"))
)


@given(SPANS)
def test_pieces_cover_the_text_and_know_their_marks(found: list[Mark]) -> None:
    cut = list(pieces(40, found))
    assert [p.start for p in cut] == [0, *(p.end for p in cut)][:-1]
    assert cut[-1].end == 40
    for piece in cut:
        assert sorted(piece.under) == sorted(m for m in found if m.start < piece.end and piece.start < m.end)
    assert sorted(m for p in cut for m in p.begin) == sorted(found)


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_the_text_on_the_page_is_the_text_as_stored() -> None:
    hostile = "a\u202e<b>&\"'\u2066\r\nقال"
    assert text_of(marked(make(), "a1")) == TEXT
    assert text_of(marked(make(hostile), "a1")) == hostile


def test_overlapping_marks_name_each_record_in_each_piece() -> None:
    said = {
        "start": 2,
        "end": 8,
        "kind": "direct",
        "cue": None,
        "force": "say",
        "speaker": None,
        "speaker_mention": None,
    }
    time = {"start": 5, "end": 11, "value": None}
    markup = str(marked(make("0123456789abcdef", statements=[said], times=[time]), "a1"))
    assert markup == (
        '01<span id="a1-s1"><span class="statement" data-r="a1-s1">234</span></span>'
        '<span id="a1-t1"><span class="statement time" data-r="a1-s1 a1-t1">567</span></span>'
        '<span class="time" data-r="a1-t1">89a</span>bcdef'
    )


def test_a_mark_outside_the_text_is_left_out() -> None:
    assert str(marked(make("abc", times=[{"start": 1, "end": 9, "value": None}]), "a1")) == "abc"


def test_direction_controls_are_shown_and_shut_in() -> None:
    assert plain("a\u202eb") == 'a<bdi class="control" data-code="U+202E">&#8238;</bdi>b'
    assert plain("\x00") == '<bdi class="control" data-code="U+0000"></bdi>'
