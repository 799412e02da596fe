"""The map between a stored text and its folded twin: every folded place leads back to the characters it came from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.lang.ar.fold import ARABIC, fold
from marsad.text import Text

LETTERS = "اأإآبتةثجدذرسشصطعفقكلمنهويىءؤئ"
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0640\u200f\u200b"
EXPANDED = "ﻻﷲﷺ"  # one character that folds to several letters
RAW = st.text(st.sampled_from(LETTERS + MARKS + EXPANDED + ' ،"«»0٣aB\n'), max_size=60)


@given(RAW)
def test_every_word_reads_back(raw: str) -> None:
    text = Text(raw, ARABIC)
    for word in re.finditer(r"\w+", text.folded):
        found = text.span(word.start(), word.end())
        expanded = any(char in EXPANDED for char in found.of(raw))
        assert word[0] in fold(found.of(raw)) if expanded else fold(found.of(raw)) == word[0]


@given(RAW)
def test_places_go_forth_and_back(raw: str) -> None:
    text = Text(raw, ARABIC)
    for at in range(len(text.folded)):
        back = text.folded_at(text.raw_at(at))
        assert back <= at
        assert back == at or raw[text.raw_at(at)] in EXPANDED


@given(RAW)
def test_places_keep_their_order(raw: str) -> None:
    text = Text(raw, ARABIC)
    forth = [text.folded_at(at) for at in range(len(raw) + 1)]
    back = [text.raw_at(at) for at in range(len(text.folded))]
    assert forth == sorted(forth)
    assert back == sorted(back)
    assert forth[-1] == len(text.folded)


@given(RAW, st.integers(0, 60), st.integers(0, 60))
def test_a_span_stays_inside_the_text(raw: str, one: int, other: int) -> None:
    text = Text(raw, ARABIC)
    start, end = sorted((min(one, len(text.folded)), min(other, len(text.folded))))
    if start < len(text.folded):
        span = text.span(start, end)
        assert 0 <= span.start <= span.end <= len(raw)


@pytest.mark.parametrize(
    ("raw", "word", "shown"),
    [
        ("قال الرَّئيسُ إنّه", "الرييس", "الرَّئيسُ"),
        ("في ﺍﻟﺴﻼﻡ حل", "السلام", "ﺍﻟﺴﻼﻡ"),
        ("\u200fمـصـر\u200f أولا", "مصر", "مـصـر"),
        ("«اتفاقٌ» جديد", "اتفاق", "اتفاقٌ"),
    ],
)
def test_what_is_found_is_shown_as_written(raw: str, word: str, shown: str) -> None:
    text = Text(raw, ARABIC)
    at = text.folded.index(word)
    assert text.span(at, at + len(word)).of(raw) == shown


def test_an_empty_text_has_no_places() -> None:
    text = Text("", ARABIC)
    assert (text.folded, text.folded_at(0)) == ("", 0)
