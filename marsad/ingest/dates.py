"""Full dates as pages state them, in folded text: day, month and year, in any month tradition or as numbers."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from hijridate import Hijri

from marsad.ingest.phrases import phrases


class Day(NamedTuple):
    """A full date in folded text: characters `start` to `end`, and the day they name."""

    start: int
    end: int
    day: date


class _Patterns(NamedTuple):
    day: re.Pattern[str]
    stamp: re.Pattern[str]
    noise: re.Pattern[str]
    after: re.Pattern[str]
    weekday: re.Pattern[str]


_TIME = r"(?:الساعه\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:gmt|utc|ت\s*م|pm|am|مساء|صباحا|م|ص)(?!\w))?(?:\s*\(?gmt[^)\s]*\)?)?"


def _names(words: dict[str, int]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def patterns() -> _Patterns:
    """The patterns of dates, compiled once."""
    lexicon = phrases()
    months, hijri, weekdays = _names(lexicon.months), _names(lexicon.hijri), _names(lexicon.weekdays)
    month = rf"(?:{months})(?!\w)"
    year = r"(?:19|20)\d\d(?!\d)"
    other = rf"(?:\s*[/(]\s*{month}\s*\)?)?"
    day = "|".join(
        (
            rf"(?<![\d.,])(?P<d>\d{{1,2}})\s*(?:من\s+)?(?P<m>{month}){other}\s*[،,]?\s*(?:(?:ل?عام|سنه)\s+)?(?P<y>{year})",
            rf"(?<!\w)(?P<m2>{month}){other}\s+(?P<d2>\d{{1,2}})\s*[،,]\s*(?P<y2>{year})",
            r"(?<!\d)(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?!\d)",
            r"(?<![\d/.-])(?P<d4>\d{1,2})(?P<s4>[-/.])(?P<m4>\d{1,2})(?P=s4)(?P<y4>(?:19|20)\d\d|\d\d)(?![\d/.-]\d|\d)",
            rf"(?<!\d)(?P<d5>\d{{1,2}})\s*(?P<m5>{hijri})\s*[،,]?\s*(?:عام\s+)?(?P<y5>1[34]\d\d)(?!\d)",
        )
    )
    of_month = rf"\d{{1,2}}\s+(?:{month})\s+{year}(?:\s?م(?!\w))?"
    of_hijri = rf"\d{{1,2}}\s+(?:{hijri})\s+1[34]\d\d(?:\s?ه(?!\w))?"
    noise = (
        rf"(?<!\w)(?:ال)?(?:{weekdays}|اخر تحديث|تاريخ النشر|تاريخ التحديث|published|updated|نشر في|نشر|الموافق|لموافق|بتوقيت|"
        rf"gmt|utc|pm|am|ه|م|ص|ت|هجري|ميلادي|في|يوم|الساعه|مساء|صباحا)(?!\w)|\(gmt[^)]*\)|[^\w\s]|\d+|_"
    )
    ago = r"(?:قبل|منذ)\s+\d+\s+\w+"
    return _Patterns(
        day=re.compile(day),
        stamp=re.compile(
            rf"(?<!\w)(?:{weekdays})\s*[،,]?\s*(?:(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}|{year}[-/.]\d\d?[-/.]\d\d?)\s+{_TIME}"
            rf"|(?:{of_hijri})\s*(?:الموافق|لموافق)\s*ل?(?:{of_month})|(?:{of_month})\s*(?:الموافق|لموافق)\s*ل?(?:{of_hijri}))"
        ),
        noise=re.compile(noise),
        after=re.compile(
            rf"\s*(?:(?:{weekdays})\s*[،,]?\s*)?(?:{re.sub(r'P<[a-z0-9]+>', ':', day).replace('(?P=s4)', '[-/.]')}|{ago})(?:[\s|،,-]*{_TIME})?"
        ),
        weekday=re.compile(rf"(?<!\w)(?:{weekdays})(?!\w)"),
    )


def days(folded: str) -> list[Day]:
    """Every full date in folded text, in order; where a Hijri date has its Gregorian beside it, both are there."""
    found = []
    for m in patterns().day.finditer(folded):
        when = _day(m)
        if when:
            found.append(Day(m.start(), m.end(), when))
    return found


def left(folded: str, day: Day) -> list[str]:
    """The words that remain of a line when its dates, times, weekdays and labels are taken out."""
    rest = patterns().day.sub(" ", folded[: day.start] + " " + folded[day.end :])
    return patterns().noise.sub(" ", rest).split()


def _day(m: re.Match[str]) -> date | None:
    lexicon, got = phrases(), m.groupdict()
    if got["d5"]:
        return _gregorian(int(got["y5"]), lexicon.hijri[got["m5"]], int(got["d5"]))
    if got["d"]:
        return _valid(int(got["y"]), lexicon.months[got["m"]], int(got["d"]))
    if got["d2"]:
        return _valid(int(got["y2"]), lexicon.months[got["m2"]], int(got["d2"]))
    if got["d3"]:
        return _valid(int(got["y3"]), int(got["m3"]), int(got["d3"]))
    year, month, day = int(got["y4"]), int(got["m4"]), int(got["d4"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    return _valid(year, month, day) or _valid(year, day, month)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _gregorian(year: int, month: int, day: int) -> date | None:
    try:
        return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None
