"""Numbers with what they count, in digits and words, with bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Span
from marsad.weave.numbers import Number, compatible, find_numbers

INF = float("inf")


def numbers(text: str) -> list[Number]:
    return list(find_numbers(text, Span(0, len(text))))


def only(text: str) -> Number:
    found = numbers(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "of"),
    [
        ("قتل ستة أشخاص في الانفجار", 6, "dead", None),
        ("مقتل ١٤ شخصا في حريق", 14, "dead", None),
        ("سقط 1,250 قتيلا", 1250, "dead", None),
        ("أصيب خمسة وعشرون جنديا", 25, "wounded", "soldiers"),
        ("مقتل جنديين عند الحاجز", 2, "dead", "soldiers"),
        ("وسقط جريحان", 2, "wounded", None),
        ("اعتقلت الشرطة أحد عشر متظاهرا", 11, "arrested", "demonstrators"),
        ("نزوح ثلاثمئة وأربعين شخصا", 340, "displaced", None),
        ("مئتان وسبع شاحنات", 207, "trucks", None),
        ("بقيمة مليون ونصف مليون دينار", 1_500_000, "dinars", None),
        ("خسائر بخمسة مليارات دولار", 5e9, "dollars", None),
        ("صدّر 2.5 مليون برميل", 2_500_000, "barrels", None),
        ("ينتج ثمانين ألف برميل يوميا", 80_000, "barrels/day", None),
        ("هدنة مدتها أسبوعان", 14, "days", None),
        ("ألف و300 لاجئ", 1300, "refugees", None),
        ("وارتفع عدد القتلى إلى 35 في البلدة", 35, "dead", None),
        ("وبلغ عدد الجرحى عشرين", 20, "wounded", None),
        ("سبعة مدنيين على الأقل قتلوا", 7, "dead", "civilians"),
        ("الإفراج عن تسعة سجناء", 9, "released", "prisoners"),
        ("بنسبة 12 بالمئة", 12, "percent", None),
        ("بنسبة 12%", 12, "percent", None),
        ("خمسة من جنود الكتيبة قتلوا", 5, "dead", "soldiers"),
    ],
)
def test_counts(text: str, value: float, unit: str, of: str | None) -> None:
    number = only(text)
    assert (number.value, number.unit, number.of) == (value, unit, of)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("قتل أكثر من ثلاثين شخصا", 30, INF),
        ("ما لا يقل عن 12 قتيلا", 12, INF),
        ("خمسة قتلى على الأقل", 5, INF),
        ("أقل من عشرة جرحى", 0, 10),
        ("ما يصل إلى 300 جندي", 0, 300),
        ("نحو 50 جريحا", 40, 60),
        ("بين 800 و1200 مقاتل", 800, 1200),
        ("سبعة قتلى", 7, 7),
        ("120 ألف برميل", 115_000, 125_000),
        ("225 قتيلا", 225, 225),
    ],
)
def test_hedges_are_bounds(text: str, low: float, high: float) -> None:
    number = only(text)
    assert (number.low, number.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "", "عام 2011", "القرار رقم 1970", "اللجنة العسكرية 5+5", "الهاتف 021445566", "في 12 من الشهر الجاري",
        "3ر42 مليون شخص", "584.376 طنا", "عشرات القتلى", "المادة 7 من الميثاق",
    ],
)  # fmt: skip
def test_what_counts_nothing_is_silent(text: str) -> None:
    assert numbers(text) == []


def test_several_in_a_row() -> None:
    found = numbers("قتل ستة أشخاص بينهم ثلاثة أطفال، وأصيب 13 آخرون بجروح")
    assert [(n.unit, n.of, n.value, n.part) for n in found] == [
        ("dead", None, 6, False),
        ("dead", "children", 3, True),
        ("wounded", None, 13, False),
    ]


@pytest.mark.parametrize("text", ["ثلاثة من القتلى كانوا في المبنى", "بعد وفاة جريحين"])
def test_a_share_of_those_counted_elsewhere_is_a_part(text: str) -> None:
    assert only(text).part


def test_units_of_two_clauses_do_not_mix() -> None:
    assert [n.unit for n in numbers("قتل الحارس. وحضر سبعة أشخاص الجلسة")] == ["people"]
    assert [n.value for n in numbers("حضر 5 نواب و3 سفن")] == [5, 3]


def test_a_rise_is_noted() -> None:
    assert only("ارتفاع حصيلة الزلزال إلى تسعة قتلى").rise
    assert not only("سقوط تسعة قتلى").rise


def test_spans_count_in_the_stored_text() -> None:
    text = "عاجل: قُتِلَ سبعةُ أشخاصٍ في البلدة"
    [number] = find_numbers(text, Span(6, len(text)))
    assert number.span.of(text) == "سبعةُ أشخاصٍ"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("خمسة قتلى على الأقل", "سبعة قتلى", True),
        ("خمسة قتلى", "سبعة قتلى", False),
        ("أكثر من عشرة قتلى", "تسعة قتلى", False),
        ("نحو 100 جريح", "95 جريحا", True),
        ("1.5 مليون دولار", "1.48 مليون دولار", True),
        ("120 ألف برميل", "200 ألف برميل", False),
    ],
)
def test_what_can_both_hold(one: str, other: str, both: bool) -> None:
    assert compatible(only(one), only(other)) is both
    assert compatible(only(other), only(one)) is both


@given(st.text(alphabet="قتلجرح 0123456789.,،وبألفمئةعشرخسةنيا%\n", max_size=80))
def test_any_text_gives_numbers_inside_it(text: str) -> None:
    for number in numbers(text):
        assert 0 <= number.span.start < number.span.end <= len(text)
        assert number.low <= number.value <= number.high or number.unit


@given(st.integers(min_value=3, max_value=99_999))
def test_digits_of_both_scripts_count_alike(value: int) -> None:
    eastern = str(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert only(f"{value} قتيلا")._replace(span=Span(0, 0)) == only(f"{eastern} قتيلا")._replace(span=Span(0, 0))
    assert only(f"{value} قتيلا").value == value
