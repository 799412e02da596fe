"""When an event was: which of the times around its trigger, or none."""

from __future__ import annotations

import pytest

from tests.conftest import Read


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("التقى سامح شكري غسان سلامة يوم 3 مارس 2020.", "2020-03-03"),
        ("التقى سامح شكري غسان سلامة أمس في القاهرة.", "2020-06-25"),
        ("التقى سامح شكري غسان سلامة لبحث تنفيذ الاتفاق السياسي الليبي الذي وقعته الأطراف في ديسمبر 2015.", None),
    ],
)
def test_date(read: Read, text: str, date: str | None) -> None:
    event = next(e for e in read(text, "2020-06-26").events if e.type == "CONSULT")
    assert event.date == date


def test_a_stretch_of_time_is_no_date(read: Read) -> None:
    (event,) = read("قصفت طائرات إسرائيلية دمشق بين 3 و5 مارس 2020.", "2020-06-26").events
    assert event.date is None or "/" not in event.date
