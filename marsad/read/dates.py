"""Days, weeks, months and longer stretches of the calendar, and how each is written.

Values are ISO 8601: `2020-06-26`, `2020-06`, `2020`, and `start/end` for every other stretch, both ends included.
Hijri dates are read by the Umm al-Qura calendar through hijridate (1343 to 1500 AH).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from hijridate import Hijri

_SHORTEST_UNITS = {"day": 1, "week": 7}


class FoundTime(NamedTuple):
    """Words `start` to `end` (half-open) and the ISO value they stand for.

    `precision` is day, week, month, season, year, decade, century or span; `about` is true where the text says so (نحو,
    تقريبا); `rule` names the pattern.
    """

    start: int
    end: int
    value: str | None
    precision: str | None
    about: bool
    rule: str


def day_value(year: int, month: int, day: int) -> str | None:
    """The value of a day, or None where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def month_value(year: int, month: int) -> str:
    """The value of a month; months below 1 and above 12 run on into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04d}-{month:02d}"


def month_span(year: int, first: int, months: int) -> str:
    """The value of several months from `first` on."""
    return f"{month_value(year, first)}/{month_value(year, first + months - 1)}"


def shift(day: date, days: int) -> date | None:
    """The day so many days later, or None where it falls off the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def week_value(day: date, weeks: int) -> str:
    """Monday to Sunday of the week that lies `weeks` after the one of `day`."""
    monday = day + timedelta(days=7 * weeks - day.weekday())
    return f"{monday}/{monday + timedelta(days=6)}"


def weekend_value(day: date, weeks: int) -> str:
    """Saturday and Sunday of the week that lies `weeks` after the one of `day`."""
    monday = day + timedelta(days=7 * weeks - day.weekday())
    return f"{monday + timedelta(days=5)}/{monday + timedelta(days=6)}"


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday (Monday is 0) up to and including `day`."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday (Monday is 0) from `day` on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def ago(day: date, count: int, unit: str) -> str | None:
    """The day, month or year `count` units before `day` (after it where negative), as exact as the unit; None past years."""
    if abs(count) > 5000:
        return None
    if unit in _SHORTEST_UNITS:
        then = shift(day, -count * _SHORTEST_UNITS[unit])
        return then.isoformat() if then else None
    if unit == "month":
        return month_value(day.year, day.month - count)
    year = day.year - count
    return f"{year:04d}" if unit == "year" and MINYEAR <= year <= MAXYEAR else None


def stretch(day: date, count: int, unit: str) -> str | None:
    """From `count` units before `day` up to it, or from it on where `count` is negative; as exact as the unit."""
    then, now = ago(day, count, unit), ago(day, 0, unit)
    if then is None or now is None:
        return None
    return f"{then}/{now}" if count > 0 else f"{now}/{then}"


def hijri_day(year: int, month: int, day: int) -> str | None:
    """The value of a Hijri day, None where the calendar has none."""
    try:
        return Hijri(year, month, day).to_gregorian().isoformat()
    except (OverflowError, ValueError):
        return None


def hijri_months(year: int, first: int, months: int) -> str | None:
    """The days that several Hijri months cover."""
    last = first + months - 1
    try:
        start = Hijri(year, first, 1).to_gregorian()
        end = Hijri(year, last, Hijri(year, last, 1).month_length()).to_gregorian()
    except (OverflowError, ValueError):
        return None
    return f"{start.isoformat()}/{end.isoformat()}"


def hijri_year_of(day: date) -> int | None:
    """The Hijri year in which a day falls, None outside the years hijridate knows."""
    year = int((day.year - 622) * 33 / 32)
    for candidate in (year + 2, year + 1, year, year - 1):
        start = hijri_day(candidate, 1, 1)
        if start and start <= day.isoformat():
            return candidate
    return None


def days_of(value: str) -> tuple[date, date]:
    """First and last day of a value without a slash."""
    parts = [int(p) for p in value.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 0
    if len(parts) == 3:
        return date(year, month, parts[2]), date(year, month, parts[2])
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
