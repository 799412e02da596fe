"""When an article was published: by metadata, by its own date lines, or by text and calendar together."""

from __future__ import annotations

import re
from datetime import date, timedelta

from marsad.ingest.dates import days, patterns
from marsad.ingest.phrases import phrases
from marsad.lang.ar.fold import fold
from marsad.model.article import Line, Published

_LAST = re.compile(r"^(?:\W*)(?:اخر تحديث|تاريخ التحديث|updated)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORDS = re.compile(r"(?<!\w)(?:الاول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر)\s+من\s+(\w+(?: \w+)?)")
_ORDINALS = {w: i for i, w in enumerate("الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split(), 1)}
_WEEK = timedelta(days=7)


def stated(given: str | None) -> Published | None:
    """The date that came with a record, whatever its form; None where it holds no full date."""
    if not given:
        return None
    found = days(fold(given))
    return Published(found[-1].day.isoformat(), "metadata") if found else None


def published(text: str, lines: tuple[Line, ...], given: str | None) -> Published | None:
    """The date of publication and what it rests on, or None where nothing fixes the day."""
    return stated(given) or _from_lines(text, lines) or _inferred(text, lines)


def _from_lines(text: str, lines: tuple[Line, ...]) -> Published | None:
    first_body = next((line.start for line in lines if line.role == "body"), len(text))
    dated = []
    for line in lines:
        if line.role in ("date", "dateline"):
            words = fold(text[line.start : line.end])
            found = days(words)
            if found:
                dated.append((bool(_LAST.match(words)), line.start > first_body, line.start, found[-1].day))
    return Published(min(dated)[3].isoformat(), "stated") if dated else None


def _inferred(text: str, lines: tuple[Line, ...]) -> Published | None:
    """The day of the lead's weekday, counted from the last day of a month that the text names with its year.

    The press names days of the last week by weekday and older ones by date, so the weekday meant is the first one
    at least a week after that date.
    """
    bodies = [fold(text[line.start : line.end]) for line in lines if line.role == "body"]
    body = " ".join(bodies)
    years = {int(y) for y in _YEAR.findall(body)}
    lead = patterns().weekday.search(" ".join(bodies[:2]))
    if len(years) != 1 or lead is None or days(body):
        return None
    named = _days_of_month(body, years.pop())
    if not named:
        return None
    day = max(named) + _WEEK
    while day.weekday() != phrases().weekdays[lead[0]]:
        day += timedelta(days=1)
    return Published(day.isoformat(), "inferred")


def _days_of_month(body: str, year: int) -> list[date]:
    months = phrases().months
    pairs = [(int(m["d"]), months[m["m"]]) for m in patterns().month_day.finditer(body)]
    pairs += [(_ORDINALS[m[0].split()[0]], months[name]) for m in _WORDS.finditer(body) for name in (m[1], m[1].split()[0]) if name in months]
    found = []
    for day, month in pairs:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found
