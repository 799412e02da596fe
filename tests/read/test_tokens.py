"""Words, sentences and quotations of an article, and what a word's place rules out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.lang.ar.fold import fold
from marsad.lang.ar.pack import arabic
from marsad.read.tokens import Document, Stretch
from tests.conftest import article

PIECES = [
    "ليبيا",
    "وَقّعت",
    "الهُدنــة",
    " ",
    "  ",
    "\n",
    ".",
    "؟",
    "«",
    "»",
    '"',
    "”",
    "3,5",
    "\u200f",
    "،",
    "(",
    "A.",
    "ـ",
    "…",
]


def document(text: str, title: str = "") -> Document:
    return Document(article(text, title=title), arabic())


def shown(doc: Document, stretches: list[Stretch]) -> list[str]:
    return [doc.show(s.start, s.end) for s in stretches]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("غادر الوفد. ثم عاد.", ["غادر الوفد", "ثم عاد"]),
        ("هل عاد الوفد؟ نعم عاد!", ["هل عاد الوفد", "نعم عاد"]),
        ("بلغ السعر 3.5 دنانير. ثم هبط.", ["بلغ السعر 3.5 دنانير", "ثم هبط"]),
        ("كتب س. ناجي إلى صديقه.", ["كتب س. ناجي إلى صديقه"]),
        ("سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
        ('قال: "انتهى الأمر." وانصرف.', ['قال: "انتهى الأمر', "وانصرف"]),
        ("توقف القصف؛ وعاد الناس.", ["توقف القصف", "وعاد الناس"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    doc = document(text)
    assert shown(doc, doc.sentences) == sentences


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('قال "لن نعود" وغادر.', [("لن نعود", True)]),
        ("قال «لن نعود» وغادر.", [("لن نعود", True)]),
        ("قال “لن نعود” وغادر.", [("لن نعود", True)]),
        ("قال „لن نعود‟ وغادر.", [("لن نعود", True)]),
        ('قال "لن نعود وغادر.', [("لن نعود وغادر", False)]),
        ('قال لن نعود" وغادر.', []),
        ('قال "لن نعود" و"لن نصالح" وغادر.', [("لن نعود", True), ("لن نصالح", True)]),
        ('قال "لن نعود\nوغادر "مساء" وحده.', [("لن نعود", False), ("مساء", True)]),
    ],
)
def test_quotes(text: str, quotes: list[tuple[str, bool]]) -> None:
    doc = document(text)
    assert [(doc.show(q.start, q.end), q.closed) for q in doc.quotes] == quotes
    for quote in doc.quotes:
        assert doc.quote_at(quote.start) == quote
        assert doc.quote_at(quote.end) != quote


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("أكد الوزير الخبر", "أكد", True),
        ("لم يؤكد الوزير الخبر", "يؤكد", True),
        ("في قصف السوق", "قصف", False),
        ("قد قصف السوق", "قصف", True),
        ("بعد هجوم السبت", "هجوم", False),
        ("أجرى اتصالًا طويلا", "اتصالًا", False),
    ],
)
def test_a_place_rules_out_what_cannot_stand_there(text: str, word: str, verb: bool) -> None:
    doc = document(text)
    found = doc.analyses(doc.words.index(fold(word)))
    assert found
    assert {a.is_verb for a in found} == {verb}


def test_the_headline_is_a_section_of_its_own() -> None:
    doc = document("وصل الوفد مساء.", title="وفد في المدينة")
    assert shown(doc, [doc.title]) == ["وفد في المدينة"]
    assert shown(doc, doc.sections) == ["وفد في المدينة", "وصل الوفد مساء"]
    assert doc.sentence_of(3) == Stretch(3, 6)
    assert document("وصل الوفد.").title == Stretch(0, 0)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_words_read_back_whatever_the_text(text: str) -> None:
    doc = document(text)
    spans = [doc.span(i, i + 1) for i in range(len(doc.words))]
    assert [fold(span.of(doc.text.raw)) for span in spans] == doc.words
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert len(doc.gaps) == len(doc.words) + 1
    assert [w for s in doc.sentences for w in range(s.start, s.end)] == list(range(len(doc.words)))
    assert all(0 <= q.start < q.end <= len(doc.words) for q in doc.quotes)


def test_a_quotation_may_end_the_text() -> None:
    assert [q.closed for q in document('قال الوزير: "لن نعود".').quotes] == [True]


def test_a_text_may_begin_with_a_presentation_form() -> None:
    assert document("ﻻ حل.").words == ["لا", "حل"]
