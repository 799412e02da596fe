"""Positions are told by neighbours alone: known words and unknown ones stand in them alike."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench.coverage import articles, pages, set_aside, shares, tally
from bench.positions import POSITIONS, Shape, finite, masdar


def spots(position: str, text: str) -> dict[str, bool]:
    """The lexemes that stand in a position of a text, and whether a row knows them."""
    (page,) = pages([text])
    return {spot.lexeme: spot.known for spot in POSITIONS[position](page)}


@pytest.mark.parametrize(
    ("text", "lexeme", "known"),
    [
        ("قال وزير الخارجية الروسي سيرغي لافروف إن بلاده لن تنسحب", "reporting/قال", True),
        ("ودعا الرئيس التركي إلى التهدئة، مؤكدا أن الحوار هو المخرج", "reporting/أكد", True),
        ("أدرك الرئيس التركي أن الحوار هو المخرج", "ادرك", False),
        ("وصلت رسالة إلى روسيا، مفادها أن الحوار هو المخرج", "reporting/مفادها أن", True),
    ],
)
def test_speech(text: str, lexeme: str, known: bool) -> None:
    assert spots("speech", text).get(lexeme) is known


def test_a_wish_is_no_speech() -> None:
    assert spots("speech", "يريد الرئيس التركي أن يزور روسيا") == {}


@pytest.mark.parametrize(
    ("text", "lexeme", "known"),
    [
        ("نفذت القوات التركية غارة على سوريا", "assault/غارة", True),
        ("تمثل فرنسا ألمانيا في اللجنة", "تمثل", False),
        ("أعلن الوزير فرض عقوبات جديدة ضد إيران", "جديد", False),
    ],
)
def test_events(text: str, lexeme: str, known: bool) -> None:
    assert spots("events", text).get(lexeme) is known


def test_reporting_verbs_are_no_triggers() -> None:
    assert not any("قال" in lexeme for lexeme in spots("events", "قال الرئيس التركي لروسيا إن الوقت حان"))


def test_titles() -> None:
    found = spots("titles", "زار وزير الخارجية الروسي سيرغي لافروف ضريح الحكواتي سيرغي لافروف")
    assert found["titles/وزير"]
    assert not found["حكواتي"]


@pytest.mark.parametrize(
    ("word", "shape"),
    [("يستهدف", Shape("استهدف", True)), ("وهاجمت", Shape("هاجم", True)), ("قصف", Shape("قصف", False)), ("مدينة", None)],
)
def test_finite(word: str, shape: Shape | None) -> None:
    assert finite(word) == shape


@pytest.mark.parametrize(
    ("word", "verb"), [("اعتقال", "اعتقل"), ("تصعيد", "صعد"), ("مهاجمه", "هاجم"), ("استهداف", "استهدف")]
)
def test_masdar(word: str, verb: str) -> None:
    assert masdar(word) == Shape(verb, True)


def test_words_set_aside_leave_the_share() -> None:
    found = tally(pages(["يقول الرئيس التركي إن الوقت حان.\nيدرك الرئيس التركي أنه مخطئ"]), ["speech"])["speech"]
    assert shares(found, frozenset(), 1).startswith("1+ times: 1/2 words 50.0%")
    assert shares(found, frozenset({"ادرك"}), 1).startswith("1+ times: 1/1 words 100.0%")


def test_each_word_is_set_aside_once() -> None:
    assert set(set_aside()) == set(POSITIONS)
    text = Path(__file__).parents[2].joinpath("bench", "coverage.toml").read_text(encoding="utf-8")
    for position, words in set_aside().items():
        listed = text.partition(f'{position} = """')[2].partition('"""')[0].split()
        assert listed == sorted(words)


def test_articles_of_other_sections_are_left_out(tmp_path: Path) -> None:
    rows = [
        {"id": "a:x/middleEast/1", "publisher": "x", "text": "زار الوزير العاصمة"},
        {"id": "a:x/sport/1", "publisher": "x", "text": "زار الوزير العاصمة"},
        {"id": "a:x/middleEast/2", "publisher": "x", "text": "سجل المنتخب في مباراة الدوري"},
    ]
    path = tmp_path / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    assert list(articles(path, 1)) == ["زار الوزير العاصمة"]
