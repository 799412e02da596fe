"""Likeness: what two tellings share, how surprising it is, and the window in which that is counted."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from marsad.errors import DataError
from marsad.lang.ar.pack import models_folder
from marsad.model.reading import Mention, ReadActor
from marsad.weave import likeness
from marsad.weave.background import TABLE, Background, background
from marsad.weave.likeness import CANDIDATES, TERMS, Sketch, Window, sketch, stem, words
from tests.weave.test_stories import told

FLAT = Background({}, 0.01)


def drawn(article: str, day: str, terms: str) -> Sketch:
    return Sketch(article=article, day=day, terms=dict.fromkeys(terms.split(), 1.0))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المفاوضات", "مفاوضات"),
        ("والمفاوضين", "المفاوضون"),
        ("للمدينه", "مدينه"),
        ("بالميناء", "الميناء"),
        ("وقراراتها", "القرارات"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["ال", "ون", "و", "ها", "لل", "في"])
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word)


def test_words_are_folded_and_small_ones_left_out() -> None:
    assert list(words("قال إنّ الميناءَ في ٢٠٢٠ و1,500 سفينة")) == [
        stem("قال"),
        stem("الميناء"),
        "2020",
        "1500",
        stem("سفينه"),
    ]


def test_words_of_nothing() -> None:
    assert list(words("؟ … «»")) == []


def test_the_table_knows_what_news_is_full_of() -> None:
    table = background()
    assert table.share(stem("الرييس")) > 0.2 > table.share(stem("الميناء")) > table.rare
    assert table.share("no-such-term") == table.rare


def test_a_broken_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / TABLE).write_bytes(gzip.compress("كلمة\tكثير\n".encode()))
    monkeypatch.setattr("marsad.weave.background.models_folder", lambda: tmp_path)
    background.cache_clear()
    try:
        with pytest.raises(DataError, match=r"words\.tsv\.gz: is no table of words .*training/words"):
            background()
        shutil.copy(Path(str(models_folder() / TABLE)), tmp_path / TABLE)
        assert background().share("عام") > 0.1
    finally:
        background.cache_clear()


def test_a_sketch_weighs_title_and_lead_and_keeps_few_terms() -> None:
    body = (
        "وصلت السفينة. "
        + "كلام آخر عن الطقس " * 40
        + " ".join(f"ء{chr(1570 + n)}{chr(1580 + m)}{chr(1576 + n)}" for n in range(20) for m in range(20))
    )
    known = sketch(told("a", body, title="الميناء مغلق"))
    assert known.terms[stem("الميناء")] == likeness.TITLE
    assert known.terms[stem("السفينه")] == likeness.LEAD
    assert len(known.terms) <= TERMS


def test_a_sketch_has_the_ledgers_actors_and_no_unnamed_ones() -> None:
    telling = told("a", "التقى سالم مسؤولا.", actors={"found/salem": "actor-7"})
    telling.reading.actors["found/salem"] = ReadActor(name="سالم")
    telling.reading.actors["unnamed/official"] = ReadActor(name="مسؤول", unnamed=True)
    telling.reading.mentions += [
        Mention(start=6, end=10, type="PER", actor="found/salem"),
        Mention(start=11, end=17, type="PER", actor="unnamed/official"),
        Mention(start=11, end=17, type="PER", actor=None),
    ]
    assert {term for term in sketch(telling).terms if term.startswith("@")} == {"@actor-7"}


def test_an_article_is_wholly_like_itself_and_not_at_all_like_a_stranger() -> None:
    window = Window(30, FLAT)
    window.add(drawn("a", "2020-01-01", "ا ب ت ث ج ح خ"), "s")
    (near,) = window.near(drawn("b", "2020-01-03", "ا ب ت ث ج ح خ"))
    assert (near.article, near.days, near.story) == ("a", 2, "s")
    assert near.likeness == pytest.approx(1.0)
    assert window.near(drawn("c", "2020-01-03", "د ذ ر")) == []


def test_one_shared_word_is_less_than_many() -> None:
    window = Window(30, FLAT)
    window.add(Sketch(article="one", day="2020-01-01", terms={"ا": 6.0, "س": 1.0}), "s1")
    window.add(drawn("many", "2020-01-01", "ا ب ت ث ج ح"), "s2")
    near = window.near(
        Sketch(article="new", day="2020-01-01", terms={"ا": 2.0, "ب": 1.0, "ت": 1.0, "ث": 1.0, "ج": 1.0, "ح": 1.0})
    )
    assert [n.article for n in near] == ["many", "one"]
    assert near[1].likeness < 0.5 * near[0].likeness


def test_what_all_of_the_window_tells_weighs_little() -> None:
    def likeness_among(filler: str) -> float:
        window = Window(30, FLAT)
        for n in range(400):
            window.add(drawn(f"a{n:03}", "2020-01-01", " ".join([filler, *(f"x{n}.{m}" for m in range(20))])), f"s{n}")
        window.add(drawn("b", "2020-01-02", "بلد نفط ميناء سفينة حاوية حظر"), "other")
        found = window.near(drawn("c", "2020-01-02", "بلد نفط قمة وفد بيان جدول"))
        return max((n.likeness for n in found if n.article == "b"), default=0.0)

    assert likeness_among("بلد نفط") < 0.1 < likeness_among("قطن قمح")


def test_the_window_forgets() -> None:
    window = Window(30, FLAT)
    window.add(drawn("old", "2020-01-01", "ا ب ت"), "s")
    assert window.advance("2020-01-31") == []
    assert [held.sketch.article for held in window.advance("2020-02-01")] == ["old"]
    assert window.story("old") is None
    assert window.near(drawn("new", "2020-02-01", "ا ب ت")) == []
    assert not window._held
    assert not window._postings
    assert not window._counts.any()
    assert window._counted == 0


def test_a_second_version_takes_the_place_of_the_first() -> None:
    window = Window(30, FLAT)
    window.add(drawn("a", "2020-01-01", "ا ب ت"), "s")
    for day in ("2020-01-01", "2020-01-05", "2020-01-05"):
        window.add(drawn("a", day, "د ذ ر"), "s")
    assert window.near(drawn("b", "2020-01-06", "ا ب ت")) == []
    assert [n.days for n in window.near(drawn("b", "2020-01-06", "د ذ ر"))] == [1]


def test_a_late_article_does_not_turn_the_window_back() -> None:
    window = Window(30, FLAT)
    window.add(drawn("a", "2020-02-20", "ا ب ت"), "s")
    assert window.advance("2020-02-10") == []
    assert [n.days for n in window.near(drawn("late", "2020-02-10", "ا ب ت"))] == [0]


def test_articles_without_words_are_like_nothing() -> None:
    window = Window(30, FLAT)
    window.add(drawn("a", "2020-01-01", ""), "s")
    assert window.near(drawn("b", "2020-01-01", "")) == []


def test_only_the_nearest_are_compared() -> None:
    window = Window(30, FLAT)
    for n in range(CANDIDATES + 20):
        window.add(drawn(f"a{n}", "2020-01-01", "ا ب ت"), f"s{n}")
    assert len(window.near(drawn("b", "2020-01-01", "ا ب ت"))) == CANDIDATES
