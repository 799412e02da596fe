"""Spellings of a word and names side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from marsad.resolve import spellings
from marsad.resolve.keys import name_words
from marsad.resolve.spellings import align, align_bodies, body_spelling, in_dictionary, spelling


@pytest.mark.parametrize(
    ("left", "right", "cost"),
    [("شينكر", "شنكر", 1), ("شانكر", "شينكر", 1), ("غوتيريش", "جوتيريش", 1), ("نتنياهو", "نتيناهو", 1.5), ("ريك", "رياك", 3), ("بن خالد", "خالد", 0)],
)  # fmt: skip
def test_what_spellings_cost(left: str, right: str, cost: float) -> None:
    assert spelling(left, right) == cost == spelling(right, left)


@pytest.mark.parametrize(("left", "right"), [("شنكر", "شاكر"), ("كريم", "سليم"), ("براون", "برنس"), ("علي", "عالية")])
def test_other_words_are_no_spellings(left: str, right: str) -> None:
    assert spelling(left, right) is None


@pytest.mark.parametrize(("left", "right"), [("راشد", "رشيد"), ("عامر", "عمار"), ("العمري", "العامري")])
def test_vowels_of_native_names_are_dear(left: str, right: str) -> None:
    cost = spelling(left, right, native=True)
    assert cost is None or cost >= 6


@given(st.text("ابتجدرسعمنهوي", max_size=9), st.text("ابتجدرسعمنهوي", max_size=9))
def test_spelling_is_symmetric(left: str, right: str) -> None:
    assert spelling(left, right) == spelling(right, left)
    assert spelling(left, left) == 0


@given(st.text("ابتجدرسعمنهوي", min_size=1, max_size=9), st.text("ابتجدرسعمنهوي", min_size=1, max_size=9))
def test_edits_cost_a_bit_or_more_each(left: str, right: str) -> None:
    """Words with more edits than `spelling` may spend are passed over without weighing them."""
    assert spellings._edits(left, right) >= OSA.distance(left, right)


def test_dictionary_words_of_bodies_are_not_spellings() -> None:
    assert body_spelling("عمل", "عمال") is None
    assert body_spelling("مدرسه", "مدارس") is None
    assert body_spelling("سامسونغ", "سامسونج") == 1
    assert in_dictionary("وزاره")
    assert not in_dictionary("سامسونغ")


def fits(left: str, right: str) -> bool:
    return align(name_words(left), name_words(right)) is not None


@pytest.mark.parametrize(
    ("left", "right"),
    [("علي صالح", "علي عبد الله صالح"), ("حفتر", "خليفة حفتر"), ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز"), ("ديفيد شانكر", "ديفيد شنكر"),
     ("نايف سعود", "نايف بن سعود")],
)  # fmt: skip
def test_names_of_one_person(left: str, right: str) -> None:
    assert fits(left, right)
    assert fits(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("محمد بن فهد", "محمد بن نايف بن فهد"), ("جوزيبي كونتي", "أنطونيو كونتي"), ("علي حسن", "علي حسين"), ("سالم خالد راشد", "سالم حمد راشد"), ("كيم أول", "كيم إيل"), ("تيريزا ماي", "تيريزا مي")],
)  # fmt: skip
def test_names_of_two(left: str, right: str) -> None:
    found = align(name_words(left), name_words(right), native=True)
    assert found is None or found.cost >= 6


def test_what_is_missing_is_noted() -> None:
    family = align(name_words("أحمد فتحي"), name_words("أحمد فتحي منصور"))
    given_name = align(name_words("خليفة"), name_words("خليفة حفتر"))
    assert family is not None
    assert given_name is not None
    assert family.no_family
    assert given_name.given_only
    assert (family.left_over, family.cost) == (1, 0)


def test_bodies_have_as_many_words() -> None:
    assert align_bodies(("مجلس", "امن"), ("مجلس",)) is None
    assert align_bodies(("دويتشه", "فيله"), ("دويتشه", "فيله")) is not None
    assert align((), ("حفتر",)) is None
