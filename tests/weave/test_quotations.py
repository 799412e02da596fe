"""The same quotation in several articles, cut, copied or translated twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.telling import Telling
from marsad.weave.quotations import WINDOW, Quotations, quotation
from tests.weave.retold import Speech, demo, retold

LONG = "لن نوقع أي اتفاق قبل أن تنسحب القوات من المرفأ وتفتح الطرق أمام قوافل الإغاثة"
SIDES = {"minister": frozenset(("council",))}


def woven(*tellings: Telling) -> dict[str, str]:
    quotations = Quotations(SIDES)
    return dict(pair for telling in tellings for pair in quotations.add(telling))


def one(first: Speech, second: Speech, *, days: tuple[str, str] = ("2021-02-07", "2021-02-07")) -> bool:
    a, b = (retold(n, (), [s], day=d) for n, s, d in zip("ab", (first, second), days, strict=True))
    found = woven(a, b)
    assert len(found) == 2
    return len(set(found.values())) == 1


def test_word_for_word() -> None:
    assert one(Speech(LONG, "omar"), Speech(LONG + " منذ اليوم", "omar"))
    assert one(Speech(LONG, "omar"), Speech(LONG, "salma"))
    assert one(Speech(LONG, "omar"), Speech(LONG))


def test_a_cut_quotation_is_the_same() -> None:
    assert one(Speech(LONG, "omar"), Speech("تنسحب القوات من المرفأ وتفتح الطرق أمام قوافل الإغاثة", "omar"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "يتعين على الحكومة أن تسحب مدافعها من المطار قبل حلول الجمعة وإلا أوقفنا المساعدات",
            "على الحكومة سحب المدافع من المطار قبل يوم الجمعة وإلا فسنوقف المساعدة",
        ),
        (
            "نحن نرفض بشدة وجود مرتزقة أجانب في حقول النفط الشرقية",
            "رفضنا قاطع لوجود المرتزقة الأجانب في حقول نفط الشرق",
        ),
    ],
)
def test_two_translations_of_one_utterance(first: str, second: str) -> None:
    assert one(Speech(first, "envoy"), Speech(second, "envoy"))
    assert not one(Speech(first, "envoy"), Speech(second, "omar"))
    assert not one(Speech(first, "envoy"), Speech(second, None))
    assert not one(Speech(first, "envoy"), Speech(second, "envoy"), days=("2021-02-04", "2021-02-07"))


def test_a_spokesman_speaks_for_his_house() -> None:
    other = "لن نوقع أي اتفاق قبل انسحاب القوات من المرفأ وفتح طرق قوافل الإغاثة"
    assert one(Speech(LONG, "minister"), Speech(other, "council"))


def test_other_content_is_another_quotation() -> None:
    assert not one(Speech(LONG, "omar"), Speech("سنفتح المدارس في موعدها ونصرف رواتب المعلمين كاملة", "omar"))


def test_a_formula_in_other_mouths_is_nobodys_quotation() -> None:
    prayer = "يرحم الشهداء ويشفي الجرحى جميعا"
    assert not one(Speech(prayer, "omar"), Speech(prayer + " ويحفظ بلادنا العزيزة", "salma"))


def test_a_reported_speech_inside_another_is_its_own() -> None:
    inner = "تنسحب القوات من المرفأ وتفتح الطرق أمام قوافل الإغاثة"
    found = woven(retold("a", (), [Speech(LONG, "omar"), Speech(inner, "salma")], text=LONG))
    assert len(set(found.values())) == 2


@pytest.mark.parametrize(
    ("speech", "kept"),
    [
        (Speech("لا تعليق", "omar"), False),
        (Speech("سنرد على الهجوم قريبا جدا بقوة", "omar"), True),
        (Speech("سيرد على الهجوم قريبا", "omar", kind="indirect"), False),
        (Speech(LONG, "omar", kind="indirect"), True),
    ],
)
def test_too_few_words_make_no_quotation(speech: Speech, kept: bool) -> None:
    assert bool(woven(retold("a", (), [speech]))) is kept


def test_repeated_after_the_window_it_is_a_new_one() -> None:
    assert not one(Speech(LONG, "omar"), Speech(LONG, "omar"), days=("2021-02-01", f"2021-02-{2 + WINDOW:02}"))


def test_memory_is_bounded_by_the_window() -> None:
    quotations = Quotations()
    for day in range(1, 29):
        quotations.add(retold(f"a{day}", (), [Speech(LONG, "omar")], day=f"2021-03-{day:02}"))
    assert sum(map(len, quotations._by_day.values())) == WINDOW + 1
    assert {t.day for traces in quotations._by_run.values() for t in traces} == set(quotations._by_day)
    assert {t.day for traces in quotations._by_speaker.values() for t in traces} == set(quotations._by_day)


def test_the_record() -> None:
    tellings = [retold(n, (), [Speech(LONG, who)], day=d) for n, who, d in (
        ("a", "omar", "2021-02-07"), ("b", "salma", "2021-02-08"), ("c", "salma", "2021-02-08"), ("d", None, "2021-02-08"))]  # fmt: skip
    said = [s for t in reversed(tellings) for s in t.said]
    record = quotation("quotation-1", said, {"c": "b", "b": "b"})
    assert record.statements == ("a.s0", "b.s0", "c.s0", "d.s0")
    assert (record.speaker, record.said, record.origins, record.rule) == ("omar", "2021-02-07", 3, "verbatim")
    assert quotation("q", said[:1], {}).rule == "single"
    assert quotation("q", said[:1], {}).speaker is None


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 29))
def test_weaving_at_once_is_weaving_in_two_runs(cut: int) -> None:
    tellings = demo().tellings
    whole, second = Quotations(SIDES), Quotations(SIDES)
    found = [pair for t in tellings for pair in whole.add(t)]
    known = dict(found)
    for t in tellings[:cut]:
        for said in t.said:
            if said.id in known:
                second.remember(said, known[said.id])
    again = [pair for t in tellings[cut:] for pair in second.add(t)]
    assert again == found[len(found) - len(again) :]
