"""Days and stretches of the calendar: partial ISO dates, and the day, week, month or year that a day falls into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from marsad.errors import DataError
from marsad.model.woven import WovenEvent

Every = Literal["day", "week", "month", "year"]

DAYS: dict[Every, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
"""Days of a period, about."""
_DAY = timedelta(days=1)
_LENGTHS: dict[Every, int] = {"month": 7, "year": 4}
"""Letters of a day's ISO date that name its period."""


def span_of(value: str) -> tuple[date, date]:
    """The first and last day of an ISO value: `2020-06-26`, `2020-06`, `2020` or two of them as `from/to`.

    Raises DataError for anything else, and for an end before its start.
    """
    start, _, end = value.partition("/")
    try:
        first, last = _edge(start, last=False), _edge(end or start, last=True)
    except ValueError as fault:
        raise DataError(f"{value!r} is no ISO day, month, year or span ({fault}); write it as 2020-06-26") from fault
    if last < first:
        raise DataError(f"{value!r} ends before it starts; write the earlier day first")
    return first, last


def _edge(value: str, *, last: bool) -> date:
    value = value.rjust(4, "0")  # readings were once kept with a year of three digits
    parts = value.split("-")
    if len(parts) == 3:
        return date.fromisoformat(value)
    if len(parts) == 2:
        month = date.fromisoformat(f"{value}-01")
        return (month.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY if last else month
    return date.fromisoformat(f"{value}-12-31" if last else f"{value}-01-01")


def counted_on(event: WovenEvent) -> date:
    """The one day an event counts on: its own; the last of a month or year told; never later than it was first told."""
    told = span_of(event.told)[0]
    return min(span_of(event.day)[1], told) if event.day else told


def period_of(day: date, every: Every) -> str:
    """The period a day falls into: `2020-06-26`, the ISO week `2020-W26` (Monday first, ISO 8601), `2020-06` or `2020`."""
    if every in _LENGTHS:
        return day.isoformat()[: _LENGTHS[every]]
    if every == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()


def event_period(event: WovenEvent, every: Every) -> str | None:
    """The period an event happened in; None where its date is coarser than the period and the telling does not help.

    An event without a day, or planned for later, counts when first told. One dated to a month or year lies in that
    period; where the dates leave several periods open it counts when first told if that is one of them, else nowhere.
    """
    told = span_of(event.told)[0]
    first, last = span_of(event.day) if event.day else (told, told)
    if first >= told or period_of(first, every) == period_of(last, every):
        return period_of(min(first, told), every)
    return period_of(told, every) if told <= last else None


def periods(every: Every, since: str, until: str) -> Iterator[str]:
    """Every period from the first day of `since` to the last day of `until`, in order; both may be partial dates."""
    day, last = span_of(since)[0], span_of(until)[1]
    while day <= last:
        yield period_of(day, every)
        if period_of(day, every) == period_of(last, every):  # behind the last one there may be no day to be had
            return
        day = _after(day, every)


def _after(day: date, every: Every) -> date:
    """The first day of the period behind the one a day falls into."""
    match every:
        case "day":
            return day + _DAY
        case "week":
            return day + (7 - day.weekday()) * _DAY
        case "month":
            return (day.replace(day=28) + 4 * _DAY).replace(day=1)
        case "year":
            return date(day.year + 1, 1, 1)
