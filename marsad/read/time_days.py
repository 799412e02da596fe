"""The part of the grammar of times that tells days by name: today and yesterday, weekdays."""

from __future__ import annotations

import re
from collections.abc import Callable

from marsad.read import dates
from marsad.read.time_context import BEFORE, NEXT, Found, Place

Match = re.Match[str]


def _deictic(place: Place, match: Match) -> Found | None:
    """اليوم, مساء أمس, أمس الخميس, غدا الثلاثاء: a weekday beside it decides."""
    away, weekday, now = place.number(match, "a") or 0, place.number(match, "w"), place.published
    bare = place.tags[match.start() : match.end()] == "A"
    if bare and away == 0 and _other_today(place, match):
        return None
    if now is None or (away == 0 and place.tags[match.start() - 2 : match.start()] == "j "):
        return Found(None, "day")
    day = dates.shift(now, away)
    if day is not None and weekday is not None and day.weekday() != weekday:
        ahead = away > 0 or (away == 0 and weekday == (now.weekday() + 1) % 7)
        day = dates.weekday_after(now, weekday) if ahead else dates.weekday_before(now, weekday)
    return Found(day.isoformat() if day else None, "day")


def _other_today(place: Place, match: Match) -> bool:
    """Whether اليوم stands in a name, or means any day."""
    if place.next(match) in place.listed("today_after"):
        return True
    return place.doc.words[place.words(match)[0]].endswith("يوم") and place.follows(match, "today_before")


def _day_told(place: Place, match: Match) -> Found | None:
    """اليوم نفسه, ذلك اليوم, صباح اليوم التالي: counted from the day last told."""
    away, base = place.away_from_told(match), place.anchor(match, 10)
    if away is None or base is None or place.number(match, "a"):
        return None
    following = place.next(match)
    if following in ("الذي", "التي", "علي") or following.startswith("لل"):  # the day after something else
        return Found(None, "day")
    if (year := place.number(match, "y")) is not None:
        return Found(dates.day_value(year, base.month, base.day), "day")
    day = dates.shift(base, away)
    return Found(day.isoformat() if day else None, "day")


def _weekday(place: Place, match: Match) -> Found | None:
    """الأربعاء, يوم الجمعة, مساء السبت, الاثنين المقبل, الثلاثاء من الأسبوع الماضي."""
    weekday, now = place.number(match, "w"), place.published
    alone = place.tags[match.start() : match.end()] == "W"
    if weekday is None or (alone and place.follows(match, "weekday_before")):
        return None
    side, weeks = place.number(match, "r"), place.number(match, "k")
    if side in (NEXT, BEFORE) and (base := place.anchor(match, 10)):
        now, side = base, 1 if side == NEXT else -1
    if now is None:
        return Found(None, "day")
    if weeks is not None and abs(weeks) <= 2:
        day = dates.shift(now, 7 * weeks + weekday - now.weekday())
    elif side in (-1, -2, -3):
        day = dates.weekday_before(dates.shift(now, -1) or now, weekday)
        day = dates.shift(day, -7) if side == -2 else day
    elif side in (1, 2):
        day = dates.weekday_after(dates.shift(now, 1) or now, weekday)
        day = dates.shift(day, 7) if side == 2 else day
    elif (side is not None and abs(side) > 3) or place.tags[match.end() : match.end() + 2] == " j":
        day = None
    else:
        day = place.weekday(match, weekday)
    return Found(day.isoformat() if day else None, "day")


def _weekdays(place: Place, match: Match) -> Found | None:
    """يومي السبت والأحد, ليل الأحد الاثنين: two days in a row."""
    first, last = place.number(match, "w"), place.number(match, "w2")
    if first is None or last is None or first == last:
        return None
    if place.published is None:
        return Found(None, "span")
    start = place.weekday(match, first)
    side = place.number(match, "r")
    if start is not None and side is not None and abs(side) == 1:
        day = dates.shift(place.published, side) or place.published
        start = dates.weekday_before(day, first) if side < 0 else dates.weekday_after(day, first)
    if start is None:
        return Found(None, "span")
    return Found(f"{start}/{dates.weekday_after(start, last)}", "span")


def _weekdays_told(place: Place, match: Match) -> Found | None:
    """الخميس والجمعة الماضيين, not الخميس والجمعة الماضي."""
    last = place.words(match)[1] - 1
    return _weekdays(place, match) if place.doc.words[last].endswith("ين") else None


def _in_a_row(place: Place, match: Match) -> Found | None:
    """لليوم الثالث على التوالي: a day of a count that began no day told."""
    end = place.words(match)[1]
    return Found(None, "day") if place.doc.words[end - 2 : end] == ["علي", "التوالي"] else None


def _each(place: Place, match: Match) -> Found | None:
    """كل يوم جمعة."""
    del place, match
    return Found(None, "day")


NAMED_DAYS: tuple[tuple[str, str, str, Callable[[Place, Match], Found | None]], ...] = (
    ("deictic", "GeA", r"(?:G )?(?:e )?(?P<a>A)(?: G)?(?:[ ,](?P<w>W))?(?: G)?", _deictic),
    ("deictic", "GeW", r"(?:G )?(?:e )?(?P<w>W)(?: G)? (?P<a>A)", _deictic),
    ("day told", "GejA", r"(?:G )?(?:e )?(?:(?P<that>j) )?(?P<a>A)(?: (?:(?P<i>i)|(?P<r>R)))?(?: F (?:[aY] )?(?P<y>y))?(?: G)?", _day_told),
    ("weekday", "GeW", r"(?:G )?(?:e )?(?:G )?(?P<w>W)(?: G)?(?: (?P<r>[RL])| F K (?P<k>R))?(?: G)?", _weekday),
    ("weekdays", "W", r"(?P<w>W) (?P<w2>W) (?P<r>R)", _weekdays_told),
    ("in a row", "AKBY", r"[AKBY] [od] _ _", _in_a_row),
    ("each", "r", r"r", _each),
    ("weekdays", "CGp", r"[CGp] (?P<w>W)(?: |/|-| V )(?P<w2>W)(?: (?P<r>R))?", _weekdays),
)  # fmt: skip
