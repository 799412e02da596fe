"""Folding of Arabic script: what is made alike, what is taken away, what is kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.lang.ar.fold import ARABIC, fold
from marsad.text import Text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد إبراهيم آل", "احمد ابراهيم ال"),
        ("مستشفى", "مستشفي"),
        ("جامعة", "جامعه"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("قُتِلَ", "قتل"),
        ("مـحـمـد", "محمد"),
        ("کیلومتر", "كيلومتر"),
        ("پاکستان", "باكستان"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("«نعم» “لا”", '"نعم" "لا"'),
        ("بي–بي—سي", "بي-بي-سي"),
        ("أ\u200fب\u200eج", "ابج"),
        ("ﻻ ﺍﻟﺴﻼﻡ", "لا السلام"),
        ("CNN", "cnn"),
        ("ماء شيء", "ماء شيء"),
    ],
)
def test_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_letters_that_differ_in_meaning_stay_apart() -> None:
    assert len({fold(word) for word in ("سار", "صار", "شار", "ثار", "زار", "ضار", "ظار", "ذار")}) == 8


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1))
def test_a_long_text_is_folded_as_its_characters_are(text: str) -> None:
    assert fold(text * 50) == "".join(map(fold, text)) * 50


def test_half_a_surrogate_pair_stays_as_it_is() -> None:
    halves = "\ud83d" + "\ude00" + "أ"
    assert fold(halves * 50) == ("\ud83d" + "\ude00" + "ا") * 50


@given(st.text())
def test_the_two_ways_agree(text: str) -> None:
    assert Text(text, ARABIC).folded == fold(text)
