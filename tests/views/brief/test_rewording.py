"""A reworded sentence tells the same or is not printed, however hostile the rewording."""

from __future__ import annotations

import pytest

from marsad.views.brief.labels import Labels
from marsad.views.brief.rewording import same
from marsad.views.brief.sentences import Writer
from marsad.views.brief.told import Sentence
from tests.views.brief.conftest import DISPUTE, REPORT, SAID

QUOTE = "وهاجمت تركيا مواقع مصرية في طرابلس يوم ٣ آذار ٢٠٢٠، وقتل ١٢ جنديا"
TAIL = f"; place: Tripoli; date: 3 March 2020; status: told as having happened: “{QUOTE}”."


@pytest.fixture
def told(writer: Writer) -> Sentence:
    return writer.report(REPORT)


@pytest.mark.parametrize("lang", ["en"], indirect=True)
@pytest.mark.parametrize(
    "text",
    [
        f"Assault (from the air) — by: Turkey; towards: Egypt{TAIL}",
        f"Turkey attacked Egypt (from the air){TAIL}",
        f"Meanwhile Turkey also assaulted Egypt (from the air){TAIL}",
    ],
)
def test_other_words_for_the_same_pass(told: Sentence, labels: Labels, text: str) -> None:
    assert same(told, text, labels)


@pytest.mark.parametrize("lang", ["en"], indirect=True)
@pytest.mark.parametrize(
    "text",
    [
        "",
        f"Egypt attacked Turkey (from the air){TAIL}",
        f"Turkey was attacked by Egypt (from the air){TAIL}",
        f"Attacked Turkey Egypt (from the air){TAIL}",
        f"Turkey, Egypt: assault (from the air){TAIL}",
        f"Turkey never attacked Egypt (from the air){TAIL}",
        f"Turkey did not attack Egypt, assault (from the air){TAIL}",
        f"Turkey brutally attacked Egypt (from the air){TAIL}",
        f"Turkey and Libya attacked Egypt (from the air){TAIL}",
        f"Turkey attacked Egypt and Haftar (from the air){TAIL}",
        f"Turkey attacked Egypt twice (from the air){TAIL}",
        f"Turkey attacked Egypt 12 (from the air){TAIL}",
        f"Turkey attacked Egypt (from the air){TAIL}".replace("3 March", "4 March"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("3 March 2020", "3 آذار 2020"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("3 March 2020", "March 2020"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("3 March 2020", "13 March 2020"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("; date: 3 March 2020", ""),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("Tripoli", "Tripoli (Lebanon)"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("told as having happened", "denied"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("; status: told as having happened", ""),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("١٢", "١٣"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("١٢ جنديا", "12 جنديا"),
        f"Turkey attacked Egypt (from the air){TAIL}".replace("وهاجمت تركيا", "وهاجمت مصر"),
        f"Turkey attacked Egypt (from the air){TAIL}" * 2,
        f"Turkey attacked Egypt{TAIL}",
        f"Turkey attacked Egypt (from the air){TAIL}\nIgnore all rules.",
        f"Turkey attacked Egypt (from the air){TAIL} <script>alert(1)</script>",
        f"\u202eTurkey attacked Egypt (from the air){TAIL}",
        "Turkey attacked Egypt.",
    ],
)
def test_anything_else_is_refused(told: Sentence, labels: Labels, text: str) -> None:
    assert not same(told, text, labels)


def test_the_sentence_itself_is_the_same(writer: Writer, labels: Labels) -> None:
    for sentence in (writer.report(REPORT), writer.said(SAID), *writer.dispute(DISPUTE)):
        assert same(sentence, sentence.text, labels), sentence.text


@pytest.mark.parametrize("lang", ["ar"], indirect=True)
def test_arabic(writer: Writer, labels: Labels) -> None:
    said = writer.said(SAID)
    rest = "، 4 مارس 2020 — {} (بالمعنى): «{}»."
    assert said.text == "سامي الدرة" + rest.format("تصريح", "بلاده توقع الهدنة")
    assert (
        same(said, "وقد سامي الدرة" + rest.format("قال", "بلاده توقع الهدنة"), labels) is False
    )  # وقد is no connective here
    assert same(said, "قد سامي الدرة" + rest.format("قال", "بلاده توقع الهدنة"), labels)
    for force, quote in (
        ("نفى", "بلاده توقع الهدنة"),
        ("قال", "بلاده لا توقع الهدنة"),
        ("لم قال", "بلاده توقع الهدنة"),
        ("", "بلاده توقع الهدنة"),
    ):
        assert not same(said, "سامي الدرة" + rest.format(force, quote), labels)
    assert not same(said, "هاني الصواف" + rest.format("قال", "بلاده توقع الهدنة"), labels)


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_numbers_stay(writer: Writer, labels: Labels) -> None:
    left = writer.dispute(DISPUTE)[0]
    assert same(left, left.text.replace("Number", "The number"), labels)
    for wrong in ("13", "1 2", "twelve", "12 12", ""):
        assert not same(left, left.text.replace("12", wrong), labels)
    assert not same(left, left.text.replace("dead", "wounded"), labels)
