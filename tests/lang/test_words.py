"""Clitics: what may be taken off the ends of a word, and what a lexicon makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.fold import fold
from marsad.lang.ar.pack import Analysis, arabic
from marsad.lang.ar.words import Split, splits

ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويء"), min_size=1, max_size=12)


def analyses(word: str) -> tuple[Analysis, ...]:
    return arabic().analyse(fold(word))


@pytest.mark.parametrize(
    ("word", "before", "middle", "after"),
    [
        ("وسيجتمعون", "وس", "يجتمعون", ""),
        ("بالمفاوضات", "بال", "مفاوضات", ""),
        ("للوزير", "لل", "وزير", ""),
        ("وللوزير", "ولل", "وزير", ""),
        ("فالاتفاق", "فال", "اتفاق", ""),
        ("زيارته", "", "زيارة", "ه"),
        ("ولقائها", "و", "لقاء", "ها"),
        ("اعتبروها", "", "اعتبروا", "ها"),
        ("بدعمهم", "ب", "دعم", "هم"),
        ("استدعاهما", "", "استدعى", "هما"),
    ],
)
def test_a_word_comes_apart(word: str, before: str, middle: str, after: str) -> None:
    assert Split(before, fold(middle), after) in splits(fold(word))


@pytest.mark.parametrize("word", ["من", "في", "ال", "و", "به"])
def test_short_words_stay_whole(word: str) -> None:
    assert all(len(split.word) >= 2 for split in splits(word))


def test_no_pronoun_after_the_article() -> None:
    assert not [split for split in splits("الاتفاقها") if split.article and split.after]


@given(ARABIC)
def test_the_parts_make_the_word(word: str) -> None:
    for split in splits(word):
        assert word.startswith(split.before)
        assert word.endswith(split.after)
        stem = word[len(split.before) : len(word) - len(split.after)]
        assert split.word[:2] == stem[:2] if len(stem) > 2 else split.word


@pytest.mark.parametrize(
    ("word", "row", "kind"),
    [
        ("وسيجتمعون", "consult/اجتمع", Kind.PRESENT),
        ("لاجتماعهما", "consult/اجتمع", Kind.MASDAR),
        ("وقالت", "reporting/قال", Kind.PAST),
        ("مؤكدا", "reporting/أكد", Kind.ACTIVE),
        ("بزيارته", "consult/زيارة", Kind.NOUN),
        ("اتفاقا", "agree/اتفق", Kind.MASDAR),
        ("تعاونا", "cooperate/تعاون", Kind.MASDAR),
    ],
)
def test_the_lexicons_know_the_word(word: str, row: str, kind: Kind) -> None:
    assert (row, kind) in {(getattr(a.row, "id", ""), a.kind) for a in analyses(word)}


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("بحث", "request/حث"),
        ("وبحث", "request/حث"),
        ("المدينة", "accuse/أدان"),
        ("مصر", "request/أصر"),
        ("الملح", "request/ألح"),
        ("طالبان", "request/طلب"),
        ("نطاق", "coerce/طوق"),
        ("المهني", "support/هنأ"),
        ("وداع", "request/دعا"),
        ("يدعى", "request/دعا"),
    ],
)
def test_other_words_are_left_alone(word: str, row: str) -> None:
    assert row not in {getattr(a.row, "id", "") for a in analyses(word)}


def test_a_finite_verb_has_no_article_and_no_preposition() -> None:
    for word in ("القال", "بيقول", "كيقول", "للقال"):
        assert not [a for a in analyses(word) if a.is_verb], word
