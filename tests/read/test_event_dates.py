"""When an event was: which of the times around its trigger, or none."""

from __future__ import annotations

import datetime

import pytest

from marsad.flow import ArticleReader
from marsad.read.between import Between
from marsad.read.choice import Chooser
from marsad.read.event_dates import EventDates
from marsad.read.party import Parties
from marsad.read.times import find_times
from marsad.read.tokens import Document
from marsad.read.triggers import find_triggers
from tests.conftest import Read, article


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("التقى سامح شكري غسان سلامة يوم 3 مارس 2020.", "2020-03-03"),
        ("التقى سامح شكري غسان سلامة أمس في القاهرة.", "2020-06-25"),
    ],
)
def test_date(read: Read, text: str, date: str | None) -> None:
    event = next(e for e in read(text, "2020-06-26").events if e.type == "CONSULT")
    assert event.date == date


def test_a_stretch_of_time_is_no_date(read: Read) -> None:
    (event,) = read("قصفت طائرات إسرائيلية دمشق بين 3 و5 مارس 2020.", "2020-06-26").events
    assert event.date is None or "/" not in event.date


@pytest.mark.parametrize(
    ("weights", "date"),
    [
        ({"none": {"": 1.0}}, None),
        ({"published": {"": 1.0}}, "2020-06-26"),
        ({"time 0": {"": 1.0}}, "2020-03-03"),
        ({"time 1": {"": 1.0}}, "2015-12"),
        ({"earlier": {"": 1.0}}, "2019-04-04"),
    ],
)
def test_the_chooser_decides_among_all_dates_told(
    desk: ArticleReader, weights: dict[str, dict[str, float]], date: str | None
) -> None:
    text = (
        "بدأ القتال في 4 أبريل 2019. التقى سامح شكري غسان سلامة يوم 3 مارس 2020 لبحث الاتفاق الذي وقع في ديسمبر 2015."
    )
    doc = Document(article(text, "2020-06-26"), desk.pack)
    triggers = find_triggers(doc, desk.pack, Parties([]))
    dates = EventDates(doc, find_times(doc, datetime.date(2020, 6, 26)), triggers, Chooser(weights), Between(doc))
    (met,) = [t for t in triggers if t.row.type == "CONSULT"]
    assert dates.of(met) == date
