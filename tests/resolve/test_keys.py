"""Keys: spellings of one name share one, in both scripts; the words of a name are cut as names are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.resolve.keys import is_latin, name_keys, name_words, plain, word_keys

NAMES = Path(__file__).parents[3] / "shared" / "data" / "names"


def keys(name: str) -> set[str]:
    return set(word_keys(name_words(name)[-1]))


@pytest.mark.parametrize(
    "spellings",
    [
        ("نتنياهو", "نتانياهو", "نتيناهو", "نيتانياهو", "ناتنياهو", "Netanyahu", "Netanjahu"),
        ("أردوغان", "إردوغان", "اردوغان", "اردوجان", "Erdogan", "Erdoğan"),
        ("دي ميستورا", "دي مستورا", "ديمستورا", "de Mistura"),
        ("غريفيث", "جريفيث", "غريفث", "Griffith"),
        ("مشار", "Machar"),
        ("حفتر", "Haftar"),
        ("شانكر", "شينكر", "شنكر", "Schenker"),
        ("Hollande", "هولاند", "أولاند"),
        ("الكسندر", "ألكسندر", "Alexander"),
        ("عبد الفتاح", "عبدالفتاح", "Abdel Fattah", "Abd al-Fattah"),
        ("خاشقجي", "Khashoggi"),
        ("يوهانس", "Johannes"),
    ],
)
def test_spellings_share_a_key(spellings: tuple[str, ...]) -> None:
    first, *others = map(keys, spellings)
    assert [name for name, other in zip(spellings[1:], others, strict=True) if first.isdisjoint(other)] == []


@pytest.mark.parametrize(
    ("left", "right"), [("شنكر", "شاكر"), ("حفتر", "حيدر"), ("Haftar", "ستيفان"), ("باتيلي", "سلامة")]
)
def test_other_names_share_none(left: str, right: str) -> None:
    assert keys(left).isdisjoint(keys(right))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("عبد الله", ("عبدالله",)),
        ("خالد بن وليد", ("خالد", "بن وليد")),
        ("Khalid bin Walid", ("khalid", "بن walid")),
        ("ستيفان دي ميستورا", ("ستيفان", "ديميستورا")),
        ("تركي آل سعود", ("تركي", "السعود")),
        ("فاضل العبادي", ("فاضل", "عبادي")),
        ("أبو بكر", ("ابوبكر",)),
        ("Abd al-Rahman", ("abdalrahman",)),
        ("#سامي_فهد", ("سامي", "فهد")),
        ("ابن خلدون", ("خلدون",)),
        ("سعيد بن", ("سعيد",)),
        ("عبد", ("عبد",)),
        ("", ()),
        ("؟!", ()),
    ],
)
def test_words_of_names(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


def test_the_house_is_not_the_father() -> None:
    assert name_words("نايف آل فهد")[1] != name_words("نايف بن فهد")[1]


def test_latin_marks_are_taken_off() -> None:
    assert plain("Erdoğan") == "erdogan"
    assert plain("Żółw d'Or") == "zolw dor"
    assert [is_latin(w) for w in ("haftar", "حفتر", "بن walid")] == [True, False, True]


def test_short_and_long_forms_share_a_key() -> None:
    short, long = (set(name_keys(name_words(n))) for n in ("علي صالح", "علي عبدالله صالح"))
    assert short & long
    assert name_keys(("حفتر",)) == ()


def test_a_word_of_vowels_has_a_key_of_its_own() -> None:
    assert word_keys("ايو") == word_keys("ayoui") == ("0",)


@given(st.text(max_size=30))
def test_any_text_has_keys(name: str) -> None:
    for word in name_words(name):
        assert 1 <= len(word_keys(word)) <= 16
        assert word == word.strip()


@pytest.mark.skipif(not NAMES.is_dir(), reason="../shared/data/names is not here: recall is measured on its lists")
def test_recall_on_name_lists() -> None:
    lines = (NAMES / "google_ar2en_eval.tsv").read_text(encoding="utf-8").splitlines()
    both = [tuple(map(name_words, line.split("\t")[:2])) for line in lines]
    one = [(a[0], b[0]) for a, b in both if len(a) == len(b) == 1]
    hits = sum(not set(word_keys(a)).isdisjoint(word_keys(b)) for a, b in one)
    assert hits / len(one) >= 0.97
