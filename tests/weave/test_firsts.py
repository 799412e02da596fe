"""Who was first: credits, day, agency, capture, length; and credits in the places and phrases where they stand."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.model import ReadActor
from marsad.model.telling import Telling
from marsad.weave.firsts import Outlets, bare_name, credit_lines, first, foreign_sources
from marsad.weave.shingles import Words
from marsad.weave.sketches import Sketch, body_words, sketch
from tests.weave.copied import SENTENCES, told

OUTLETS = Outlets({"ghusn": ["وكالة غصن للأنباء", "غصن"], "marsa": ["صحيفة المرسى"]}, frozenset(["ghusn"]))


def side(telling: Telling) -> tuple[Sketch, Telling]:
    words: Words = body_words(telling)
    return sketch(telling, words), telling


def between(
    left: dict[str, Any], right: dict[str, Any], *, text: str = "", outlets: Outlets = OUTLETS
) -> tuple[bool, str]:
    one = told("a", SENTENCES[0], *([text] if text else []), **left)
    found = first(side(one), side(told("b", SENTENCES[0], **right)), outlets)
    return found.left, found.direction


def test_the_earlier_day_is_the_original() -> None:
    assert between({"day": "2021-02-07"}, {"day": "2021-02-08"}) == (True, "day")
    assert between({"day": "2021-02-09"}, {"day": "2021-02-08"}) == (False, "day")


def test_a_credit_outranks_the_day() -> None:
    early, late = {"day": "2021-02-07", "publisher": "marsa"}, {"day": "2021-02-08", "publisher": "ghusn"}
    assert between(early, late) == (True, "day")
    assert between(early, late, text="نقلا عن وكالة غصن للأنباء") == (False, "credit")


def test_credits_on_both_sides_tell_nothing() -> None:
    one = told("a", SENTENCES[0], "بحسب وكالة غصن", publisher="marsa")
    two = told("b", SENTENCES[0], "بحسب صحيفة المرسى", publisher="ghusn", day="2021-02-06")
    assert first(side(one), side(two), OUTLETS)[:2] == (False, "day")


def test_an_agency_on_the_same_day_is_the_original() -> None:
    assert between({"publisher": "marsa", "captured": "1"}, {"publisher": "ghusn", "captured": "2"}) == (
        False,
        "agency",
    )
    assert between({"publisher": "ghusn", "captured": "2"}, {"publisher": "ghusn", "captured": "1"}) == (
        False,
        "capture",
    )


def test_then_capture_then_length() -> None:
    assert between({"captured": "2021-02-07T08"}, {"captured": "2021-02-07T09"}) == (True, "capture")
    assert between({}, {}, text=SENTENCES[1]) == (True, "length")


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (f"{SENTENCES[0]} وأفادت وكالة غصن بأن الطريق مفتوح. {SENTENCES[1]}", "أفادت وكالة غصن"),
        (f"{SENTENCES[0]} وذلك وفقا لوكالة غُصن. {SENTENCES[1]}", "وفقا لوكالة غُصن"),
        (f"الزيتونة/ غصن\n{SENTENCES[0]}\n{SENTENCES[1]}", "غصن"),
        (f"{SENTENCES[0]} {SENTENCES[1]} (غصن، المرسى)\n{SENTENCES[2]} {SENTENCES[3]}", "(غصن، المرسى)"),
        (f"{SENTENCES[0]} {SENTENCES[1]}\nالمصدر: وكالة غصن للأنباء", "المصدر: وكالة غصن"),
    ],
)
def test_credits_are_seen(text: str, credit: str) -> None:
    telling = told("a", text)
    assert credit.lstrip("و") in [span.of(text).lstrip("و") for span in credit_lines(telling, ["وكالة غصن للأنباء"])]


@pytest.mark.parametrize(
    "text",
    [
        f"{SENTENCES[0]} {SENTENCES[1]} وانكسر غصن الشجرة أمام المدرسة. {SENTENCES[2]} {SENTENCES[3]} {SENTENCES[4]}",
        f"{SENTENCES[0]} {SENTENCES[1]} قال أغصن {SENTENCES[2]} {SENTENCES[3]}",
        "",
    ],
)
def test_a_word_that_is_no_credit(text: str) -> None:
    assert credit_lines(told("a", text), ["غصن"]) == ()


def test_a_credit_that_the_reading_found_counts() -> None:
    telling = told(
        "a", SENTENCES[0], f"{SENTENCES[1]} بوابة المرسى كتبت {SENTENCES[2]} {SENTENCES[4]}", credit="بوابة المرسى"
    )
    assert [s.of(telling.reading.text) for s in credit_lines(telling, ["بوابة المرسى"])] == ["بوابة المرسى"]


def test_a_paper_that_is_called_like_a_place_needs_its_title() -> None:
    text = f"ساحل الريحان - خاص: {SENTENCES[0]} وقالت ساحل الريحان إنها تنتظر. {SENTENCES[1]}"
    telling = told("a", text, f"وذكرت صحيفة ساحل الريحان أن {SENTENCES[2]}", credit="ساحل الريحان")
    town = ReadActor(name="ساحل الريحان", type="GPE")
    assert len(credit_lines(telling, ["صحيفة ساحل الريحان"])) == 3
    telling.reading.actors["town"] = town
    (line,) = credit_lines(telling, ["صحيفة ساحل الريحان"])
    assert line.of(telling.reading.text) == "وذكرت صحيفة ساحل الريحان"


@pytest.mark.parametrize(("name", "found"), [("ساحل الريحان", 1), ("الريحان", 0)])
def test_a_place_behind_a_dash_is_a_dateline_unless_it_has_two_words(name: str, found: int) -> None:
    telling = told("a", f"غصن - {name}: {SENTENCES[0]}")
    telling.reading.actors["town"] = ReadActor(name=name, type="LOC")
    assert len(credit_lines(telling, [name])) == found


def test_a_paper_that_is_called_like_an_adverb_is_signed_for() -> None:
    plain = f"أعلنت اللجنة اليوم فتح الممر وقالت اليوم إن {SENTENCES[0]}"
    assert credit_lines(told("a", plain), ["صحيفة اليوم"]) == ()
    signed = told("b", f"الدمام - اليوم\n{plain}")
    assert [span.of(signed.reading.text) for span in credit_lines(signed, ["صحيفة اليوم"])] == ["اليوم"]


def test_names_without_the_words_that_say_what_they_are() -> None:
    assert bare_name("وكالة غصن للأنباء") == bare_name("غُصن") == "غصن"
    assert credit_lines(told("a", "نقلا عن ab"), ["ab"]) == ()


def test_foreign_sources_are_named_alike() -> None:
    one = told("a", "ونقلت وكالة رويترز عن مسؤول قوله إن الطريق مفتوح.")
    two = told("b", "وبحسب صحيفة الغارديان فإن الطريق مفتوح. قالت وكالة رويترز ذلك.")
    assert list(foreign_sources(one)) == ["رويترز"]
    assert set(foreign_sources(two)) == {"غارديان", "رويترز"}
    assert list(foreign_sources(told("c", "زار مدير رويترز المدينة."))) == []
