"""Particulars, and articles that tell the same ones in other words."""

from __future__ import annotations

import pytest

from marsad.model import Span, Time
from marsad.model.telling import Telling
from marsad.model.woven import Copy
from marsad.weave.copies import Copies
from marsad.weave.particulars import ACTOR, NUMBER, QUOTED, in_order
from marsad.weave.particulars import told as tells
from marsad.weave.retellings import same_order
from tests.weave.copied import SENTENCES, fresh, told

NAMED = ("الورداني", "الجبالي", "الزيتونة")
ONE = (
    "أعلن الورداني في مؤتمر عقده في الزيتونة أن 374 أسرة غادرت القرى الجبلية وأن 1860 خيمة نصبت حتى الآن، وقال "
    "«لن نترك أحدا في العراء مهما طال هذا الشتاء القاسي علينا». وأبلغ الجبالي الصحفيين أن الكلفة تبلغ 47.5 مليونا."
)
TWO = (
    "في الزيتونة تحدث الورداني عن نزوح 374 عائلة من مناطق الجبال، وعن إقامة 1860 خيمة لإيوائها، متعهدا بالقول: "
    '"لن نترك أحدا في العراء مهما طال هذا الشتاء القاسي علينا". أما الجبالي فقدر التكاليف بنحو 47.5 مليون دينار.'
)


def found(*tellings: Telling) -> list[Copy]:
    copies = Copies({t.article: t for t in tellings}.__getitem__)
    return [copy for telling in tellings for copy in copies.add(telling)]


def first(text: str, **options: str) -> Telling:
    return told("a", text, publisher="marsa", named=NAMED, **options)


def second(text: str, **options: str) -> Telling:
    return told("b", text, publisher="ghusn", named=NAMED, **options)


def test_numbers_quotations_and_actors_are_particulars() -> None:
    shown: dict[int, set[str]] = {NUMBER: set(), QUOTED: set(), ACTOR: set()}
    for one in tells(first(ONE)):
        shown[one.hash & 3].add(one.span.of(ONE))
    assert shown[NUMBER] == {"374", "1860", "47.5"}
    assert shown[ACTOR] == set(NAMED)
    assert {"لن نترك", "الشتاء القاسي"} <= shown[QUOTED]


def test_digits_of_both_scripts_are_one_number_and_dates_are_none() -> None:
    latin, arabic = first("حضر 1,860 شخصا"), first("حضر ١٬٨٦٠ شخصا")
    assert in_order(latin) == in_order(arabic) != []
    latin.reading.times.append(Time(start=4, end=9, value="1860"))
    assert in_order(latin) == []


def test_the_same_particulars_in_other_words_are_a_retelling() -> None:
    (copy,) = found(first(ONE), second(TWO, day="2021-02-08"))
    assert (copy.kind, copy.copy, copy.direction) == ("retelling", "b", "day")
    assert copy.jaccard < 0.3
    assert "374" in [span.of(TWO) for span in copy.evidence]
    assert copy.changes == ()


def test_a_retelling_that_credits_says_so() -> None:
    (copy,) = found(
        told("a", ONE, publisher="غصن", named=NAMED),
        told("b", f"نقلا عن وكالة غصن: {TWO}", publisher="marsa", named=NAMED),
    )
    assert (copy.kind, copy.direction, copy.confidence) == ("retelling", "credit", 0.9)


@pytest.mark.parametrize("day", ["2021-02-11", "2021-01-20"])
def test_retellings_are_of_the_days_around(day: str) -> None:
    assert found(first(ONE, day="2021-02-07"), second(TWO, day=day)) == []


def test_one_outlet_does_not_retell_itself() -> None:
    assert found(first(ONE), told("b", TWO, publisher="marsa", named=NAMED)) == []


def test_actors_alone_make_no_retelling() -> None:
    one, two = (f"{name} {fresh(k, 40)} {' '.join(NAMED)}" for k, name in enumerate(NAMED[:2]))
    assert found(first(one), second(two)) == []


def test_two_renderings_of_one_foreign_text_are_a_translation() -> None:
    (copy,) = found(first(f"ذكرت وكالة رويترز تفاصيل ما جرى. {ONE}"), second(f"{TWO} وفق ما نشرته رويترز."))
    assert (copy.kind, copy.rule) == ("translation", "one foreign source")


def test_the_order_of_particulars_is_that_of_numbers_and_actors() -> None:
    text = "11 22 33 44 الورداني 55 الجبالي"
    assert same_order(first(text), second("بلغ 11 ثم 22 ثم 33 ثم 44 قال الورداني 55 قال الجبالي"))
    assert not same_order(first(text), second("الجبالي 55 الورداني 44 ثم 33 ثم 22 ثم 11"))
    assert not same_order(first("11 22 33"), second("11 22 33"))


def test_passages_in_common_on_the_same_days_are_a_retelling() -> None:
    one = f"{SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]} {fresh(1, 62)}"
    two = f"{fresh(2, 62)} {SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]}"
    (copy,) = found(first(one), second(two, day="2021-02-08"))
    assert (copy.kind, copy.rule) == ("retelling", "passages in common")
    assert found(first(one), second(two, day="2021-03-08")) == []


def test_a_day_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        found(first(ONE, day="gestern"))


def test_spans_of_particulars_stand_in_the_body() -> None:
    telling = told("a", ONE, title="374 أسرة", named=NAMED)
    body = Span(len("374 أسرة") + 1, len(telling.reading.text))
    assert all(body.holds(one.span) for one in tells(telling) if one.hash & 3 != ACTOR)
