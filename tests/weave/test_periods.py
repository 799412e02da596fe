"""Partial dates and periods of the calendar."""

from datetime import date

import pytest

from marsad.errors import DataError
from marsad.model.woven import WovenEvent
from marsad.weave.periods import counted_on, event_period, period_of, periods, span_of


def event(day: str | None, told: str) -> WovenEvent:
    return WovenEvent(
        id="e", type="CONSULT", mode=None, quad="verbal_cooperation", score=2.5, contexts=(), actors=("a",), recipients=(),
        day=day, told=told, place=None, status="happened", reports=("r",), origins=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("680", date(680, 1, 1), date(680, 12, 31)),
        ("2020-06-26", date(2020, 6, 26), date(2020, 6, 26)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-05-27/2020-06", date(2020, 5, 27), date(2020, 6, 30)),
    ],
)
def test_first_and_last_day(value: str, first: date, last: date) -> None:
    assert span_of(value) == (first, last)


@pytest.mark.parametrize("value", ["", "yesterday", "2020-13", "2020-02-30", "2020-1-2-3", "2020-06/2020-05"])
def test_what_is_no_date_is_named(value: str) -> None:
    with pytest.raises(DataError, match=f"^'{value}' "):
        span_of(value)


def test_weeks_are_iso_weeks() -> None:
    assert period_of(date(2021, 1, 3), "week") == "2020-W53"
    assert period_of(date(2021, 1, 4), "week") == "2021-W01"
    assert period_of(date(2019, 12, 30), "week") == "2020-W01"


@pytest.mark.parametrize(
    ("day", "told", "every", "period"),
    [
        ("2020-03-04", "2020-03-06", "day", "2020-03-04"),
        (None, "2020-03-06", "day", "2020-03-06"),
        ("2020-03", "2020-03-06", "month", "2020-03"),
        ("2020-03", "2020-03-06", "day", "2020-03-06"),  # told within the month: the best day there is
        ("2020-02", "2020-03-06", "month", "2020-02"),
        ("2020-02", "2020-03-06", "day", None),  # some day of February: nobody knows which
        ("2011", "2020-03-06", "month", None),
        ("2020-09-01", "2020-03-06", "month", "2020-03"),  # planned: it counts when told
    ],
)
def test_the_period_of_an_event(day: str | None, told: str, every: str, period: str | None) -> None:
    assert event_period(event(day, told), every) == period  # type: ignore[arg-type]


def test_an_act_counts_on_the_last_day_it_can_have_happened() -> None:
    assert counted_on(event(None, "2020-03-06")) == date(2020, 3, 6)
    assert counted_on(event("2020-02", "2020-03-06")) == date(2020, 2, 29)
    assert counted_on(event("2020-03", "2020-03-06")) == date(2020, 3, 6)


def test_a_calendar_leaves_no_period_out() -> None:
    assert list(periods("week", "2020-12-30", "2021-01-11")) == ["2020-W53", "2021-W01", "2021-W02"]
    assert list(periods("month", "2019-12", "2020-02")) == ["2019-12", "2020-01", "2020-02"]
    assert len(list(periods("day", "2020", "2020"))) == 366
    assert list(periods("year", "2019-12", "2021-01-01")) == ["2019", "2020", "2021"]
    assert list(periods("day", "2020-02", "2020-01")) == []
    assert list(periods("week", "9999-12-27", "9999-12-31")) == ["9999-W52"]
