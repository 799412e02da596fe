"""The grammar of times: each rule a pattern over tags (`marsad.read.time_words`) and a function that tells its value.

In a pattern every tag is followed by the gap after it. A function returns None to refuse a match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from marsad.read import dates
from marsad.read.time_context import BEFORE, NAME, NEXT, Found, Place
from marsad.read.time_days import NAMED_DAYS
from marsad.read.time_stretches import STRETCHES

Match = re.Match[str]
Meaning = Callable[[Place, Match], Found | None]


class Rule(NamedTuple):
    """A pattern with its name, the tags it may start with and what it means."""

    name: str
    starts: str
    pattern: re.Pattern[str]
    meaning: Meaning


_LEAD = r"(?:(?:G )?(?:A(?: G)?[ ,])?(?:e )?(?:G )?(?:(?P<w>W)(?: G)?[ ,])?(?:A[ ,])?(?:e )?(?:G )?)"
_DAYS = r"(?P<d>[do])(?:(?: [VI] (?:e )?|-)(?P<d2>[do])){0,3}"
_TAIL = r"(?P<tail>[ ,/-](?:F )?(?:(?:[aY] )?(?P<y>[yh])(?: l)?|Y (?:(?P<r>R)|(?P<i>i))|(?P<that>j) Y|J (?P<j>[aY])|(?P<r1>R)))?"


def _year(place: Place, match: Match, month: int, day: int | None) -> int | None:
    """The year that the tail of a date gives, or else the one that publication and tense suggest."""
    year = place.number(match, "y")
    if year is not None:
        return year
    now = place.published
    if any(place.node(match, name) for name in ("r", "i", "that")):
        return place.year_beside(match)
    side = place.number(match, "r1")
    if side == NEXT:
        base = place.anchor(match, 7)
        return base.year + ((month, day or 31) <= (base.month, base.day)) if base else None
    side = -1 if side == BEFORE else side
    if now is None or (side is not None and abs(side) > 3):
        return None
    if side in (-1, -2):
        return now.year - (month >= now.month) + side + 1
    if side == 1 and month == now.month and ((day or 0) > now.day or place.node(match, "e")):
        return now.year
    if side in (1, 2):
        return now.year + (month <= now.month) + side - 1
    if side == 0 or place.node(match, "j"):
        return now.year
    return _year_by_weekday(place, match, month, day) or place.year_of(match, month, day)


def _year_by_weekday(place: Place, match: Match, month: int, day: int | None) -> int | None:
    """The year beside publication in which that day falls on the weekday told."""
    weekday, now = place.number(match, "w"), place.published
    if weekday is None or now is None or day is None:
        return None
    for year in (now.year, now.year - 1, now.year + 1):
        value = dates.day_value(year, month, day)
        if value and dates.days_of(value)[0].weekday() == weekday:
            return year
    return None


def _day(place: Place, match: Match) -> Found | None:
    """10 أغسطس, الثاني من يونيو 2014, الخميس 28 نوفمبر, يومي 17 و18 فبراير."""
    first, last, month = place.number(match, "d"), place.number(match, "d2"), place.number(match, "m")
    if first is None or month is None or _ordinal_of_noun(place, match):
        return None
    if place.follows(match, "name_before") and not place.node(match, "y"):
        return NAME
    node = place.node(match, "m")
    if node and node.unit == "libyan" and not place.node(match, "y"):
        return None
    if node and node.tag == "H":
        return _hijri_day(place, match, first, month)
    if (year_node := place.node(match, "y")) and year_node.tag == "h":
        return None
    year = _year(place, match, month, first)
    if (first, month) == (11, 9) and match["tail"] is None and _attacks(place, match):
        year = 2001  # the one day that goes by its date alone
    if year is None:
        return Found(None, "day")
    value = dates.day_value(year, month, first)
    if value is None:
        return None
    if last is not None and last > first and (end := dates.day_value(year, month, last)):
        return Found(f"{value}/{end}", "span")
    return Found(value, "day")


def _ordinal_of_noun(place: Place, match: Match) -> bool:
    """Whether the number belongs to the noun before it: الجولة الأولى من يونيو."""
    node = place.node(match, "d")
    if node is None or node.tag != "o" or place.words(match)[0] != node.start:
        return False
    before = place.before(match)
    return place.doc.words[node.start].endswith(("ه", "لي")) or (
        before.startswith(("ال", "لل")) and before != "الي" and place.doc.gaps[node.start] == " "
    )


def _attacks(place: Place, match: Match) -> bool:
    """Whether 11 September is the one of 2001: no other is told without a year far from its day."""
    now = place.published
    near = now is None or abs((now - now.replace(month=9, day=11)).days) <= _ATTACKS_NEAR
    return place.before(match) in _ATTACKS or not near


_ATTACKS_NEAR = 45
_ATTACKS = frozenset(("هجمات", "احداث", "اعتداءات", "بهجمات", "وهجمات", "لهجمات", "هجوم"))


def _hijri_day(place: Place, match: Match, day: int, month: int) -> Found | None:
    told = place.number(match, "y")
    if month == _SAFAR and not told:  # also the word for nought
        return None
    year = told or place.hijri_year()
    if told and told > 1900:
        return None
    return Found(dates.hijri_day(year, month, day) if year else None, "day")


def _days(place: Place, match: Match) -> Found | None:
    """بين 14 يونيو و15 يوليو, من 20 ديسمبر إلى 3 يناير: what is told of the one's year holds of the other."""
    first, last = place.node(match, "m") or place.node(match, "m1"), place.node(match, "m2")
    day, end = place.number(match, "d") or place.number(match, "d1"), place.number(match, "d2")
    if not (first and last and day and end) or "H" in (first.tag, last.tag):
        return None
    told, turn = match["tail"] is not None, first.value > last.value
    year = _year(place, match, last.value, end) if told else place.year_of(match, first.value, day)
    if year is None:
        return Found(None, "span")
    start = dates.day_value(year - (told and turn), first.value, day)
    value = dates.day_value(year + (turn and not told), last.value, end)
    return Found(f"{start}/{value}", "span") if start and value else None


def _month(place: Place, match: Match) -> Found | None:
    """فبراير, يناير 2020, شهر يوليو تموز العام الماضي, أوائل أبريل, شهر رمضان."""
    node = place.node(match, "m")
    if node is None:
        return None
    if place.follows(match, "name_before") and not place.node(match, "y"):
        return NAME
    company = place.node(match, "b") or place.node(match, "y") or place.node(match, "r") or place.node(match, "j")
    if node.unit == "libyan" and not place.node(match, "y"):
        return None
    if node.tag == "X" and "إ" in place.doc.show(node.start, node.end):  # إب is a city, آب a month
        return None
    alone = node.tag != "M" and not (company or place.node(match, "e") or place.node(match, "r1"))
    if alone and (place.before(match) not in _BEFORE_MONTH or (node.tag == "H" and node.value != _RAMADAN)):
        return None
    if node.tag == "H":
        return _hijri_month(place, match, node.value)
    if (year_node := place.node(match, "y")) and year_node.tag == "h":
        return None
    year = _year(place, match, node.value, None)
    return Found(dates.month_value(year, node.value) if year else None, "month")


_BEFORE_MONTH = frozenset(("في", "منذ", "خلال", "وفي", "حتي", "بحلول", "طوال"))
_RAMADAN, _SAFAR = 9, 2
_FAR = 90  # days ahead beyond which a Hijri month told by its name alone is the last one


def _hijri_month(place: Place, match: Match, month: int) -> Found | None:
    year, now = place.number(match, "y"), place.hijri_year()
    if year is None and now is not None:
        side = place.number(match, "r1") or place.number(match, "r") or 0
        value = dates.hijri_months(now, month, 1)
        past = bool(value and place.published and value[-10:] < place.published.isoformat())
        far = bool(value and place.published and (dates.days_of(value[:10])[0] - place.published).days > _FAR)
        year = now - ((side < 0 and not past) or (side == 0 and far)) + (side > 0 and past)
    if year and year > 1900:
        return None
    return Found(dates.hijri_months(year, month, 1) if year else None, "month")


def _week(place: Place, match: Match) -> Found | None:
    """الأسبوع الأول من أبريل: its days by sevens; النصف الأول من أبريل: the month."""
    number = place.number(match, "o")
    found = _month(place, match)
    if number is None or found is None or found.value is None or place.node(match, "g"):
        return found
    first = dates.days_of(found.value)[0] if "/" not in found.value and number < 5 else None
    start = first and dates.shift(first, 7 * number - 7)
    end = first and dates.shift(first, 7 * number - 1)
    return Found(f"{start}/{end}" if start else None, "week")


def _months(place: Place, match: Match) -> Found | None:
    """شهري مايو ويونيو, بين مارس وأغسطس 2014."""
    first, last = place.number(match, "m"), place.number(match, "m2")
    if first is None or last is None:
        return None
    year = _year(place, match, last, None)
    if year is None:
        return Found(None, "span")
    return Found(f"{dates.month_value(year - (first > last), first)}/{dates.month_value(year, last)}", "span")


def _numeric(place: Place, match: Match) -> Found | None:
    """26.05.2026, 2018-09-03, 10 / 8 / 2015."""
    node = place.node(match, "D")
    if node:
        return Found(node.iso, {4: "year", 7: "month", 10: "day"}.get(len(node.iso), "span"))
    year = place.number(match, "y") or place.number(match, "y2") or 0
    month, day = (
        place.number(match, "m") or place.number(match, "m2") or 0,
        place.number(match, "d") or place.number(match, "d2"),
    )
    if day is None:
        return Found(dates.month_value(year, month), "month") if 1 <= month <= 12 else None
    node = place.node(match, "y")
    value = (dates.hijri_day if node and node.tag == "h" else dates.day_value)(year, month, day)
    return Found(value, "day") if value else None


def _numeric_month(place: Place, match: Match) -> Found | None:
    """2020-06, not the range 2011-12."""
    node = place.node(match, "m")
    return _numeric(place, match) if node and len(place.doc.words[node.start]) == 2 else None


def _short_numeric(place: Place, match: Match) -> Found | None:
    """يوم 5/9: day and month, only behind a word that announces a day."""
    told = place.number(match, "f") or 0
    month, day = divmod(told, 100)
    year = _year(place, match, month, day)
    value = dates.day_value(year, month, day) if year else None
    return Found(value, "day")


def _day_of_month(place: Place, match: Match) -> Found | None:
    """الخامس من الشهر الجاري, 15 الجاري, 20 من هذا الشهر."""
    day, last, now = place.number(match, "d"), place.number(match, "d2"), place.published
    side, away = place.number(match, "r") or place.number(match, "r1") or 0, place.away_from_told(match)
    if day is None or _ordinal_of_noun(place, match) or (place.node(match, "r1") and abs(side) > 2):
        return None
    if away is not None:
        base = place.anchor(match, 7)
        now, side = base or (now if away < 0 else None), away
    if now is None or abs(side) > 2:
        return Found(None, "day")
    year, month = divmod(now.year * 12 + now.month - 1 + side, 12)
    value = dates.day_value(year, month + 1, day)
    if value and last and last > day and (end := dates.day_value(year, month + 1, last)):
        return Found(f"{value}/{end}", "span")
    return Found(value, "day")


def _rule(name: str, starts: str, pattern: str, meaning: Meaning) -> Rule:
    return Rule(name, starts, re.compile(pattern), meaning)


_NAMED_MONTH = r"(?P<m>[MXH])"
_OF_MONTH = rf"(?: F | )(?:b )?{_NAMED_MONTH}"
_LEADS = "GAeW"
RULES: tuple[Rule, ...] = (
    _rule("day", _LEADS + "&CpFwdo", rf"{_LEAD}(?:& )?(?:[Cp] )?(?:[Fw] )?(?:e )?{_DAYS}(?: F |[ ,/-])(?:b )?{_NAMED_MONTH}{_TAIL}", _day),
    _rule("days", "wFdo", rf"(?:w (?P<d>[do]){_OF_MONTH} V|(?:F )?(?P<d1>[do]){_OF_MONTH.replace('<m>', '<m1>')} I) (?:e )?(?P<d2>[do]){_OF_MONTH.replace('<m>', '<m2>')}{_TAIL}", _days),
    _rule("numeric", _LEADS + "&D", rf"{_LEAD}(?:& )?(?P<D>D)(?: l)?", _numeric),
    _rule("numeric", _LEADS + "&dy",
          rf"{_LEAD}(?:& )?(?:(?P<d>d)[/-](?P<m>d)[/-](?P<y>[yh])(?: l)?|(?P<y2>y)[/-](?P<m2>d)[/-](?P<d2>d))", _numeric),
    _rule("numeric", "y", r"(?P<y>y)-(?P<m>d)", _numeric_month),
    _rule("numeric", "e&W", r"(?:[e&] (?:(?P<w>W)[ ,])?|(?P<w2>W)[ ,])(?P<f>f)", _short_numeric),
    _rule("day of month", "GeWCFdo", rf"{_LEAD}(?:[eCF] )?{_DAYS} F (?:B(?: (?:(?P<r>R)|(?P<i>i)))?|J B|(?P<that>j) B)", _day_of_month),
    _rule("day of month", "eCd", r"(?:[eC] )?(?P<d>d) (?:B )?(?P<r1>R)", _day_of_month),
    _rule("month", "EJbMXH", rf"(?:(?P<e>E) (?:F )?)?(?:J )?(?:(?P<b>b) )?{_NAMED_MONTH}{_TAIL}", _month),
    _rule("months", "CwFp", rf"[CwFp] (?:b )?(?P<m>[MX]) (?:[VI] )?(?:b )?(?:(?:V )?(?:b )?[MX] )??(?P<m2>[MX]){_TAIL}", _months),
    _rule("week", "Kg", rf"(?:K|(?P<g>g)) (?P<o>o) (?:F )(?P<b>b )?{_NAMED_MONTH}{_TAIL}", _week),
    *(_rule(*row) for row in (*NAMED_DAYS, *STRETCHES)),
)  # fmt: skip


@cache
def rules(first: str) -> tuple[Rule, ...]:
    """The rules whose match may begin with a tag."""
    return tuple(r for r in RULES if first in r.starts)
