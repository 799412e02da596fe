"""The part of the grammar of times that tells weeks, years and longer stretches."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from marsad.read import dates
from marsad.read.time_context import BEFORE, Found, Place
from marsad.read.time_lengths import in_days, length

Match = re.Match[str]
_EDGE_MONTHS = {1: 1, 2: 6, 3: 12}
_BEGINNING, _END, _LAST_CENTURY = 1, 3, 30
_SATURDAY = 5
_OLDEST, _NEWEST = 600, 2200  # years that digits after عام may tell


def _relative(place: Place, match: Match) -> int | None:
    """How many units from now the words beside a unit point; None where they do not say."""
    side = place.number(match, "r")
    if side is None or side == BEFORE:
        return 0 if side is None else -1
    return side if abs(side) <= 2 else None


def _year(place: Place, match: Match) -> Found | None:
    """2011, عام 2011, سنة 1973م, أواخر 2017, عام 1436هـ."""
    node = place.node(match, "y")
    if node is None:
        return None
    era, edge = place.number(match, "l"), place.number(match, "e")
    told = place.node(match, "a") is not None
    if node.tag == "n" and not (told and _OLDEST <= node.value <= _NEWEST):
        return None
    if node.tag == "h" or era == 2:
        return Found(dates.hijri_months(node.value, 1, 12), "year") if told or era == 2 else None
    if not (told or edge or era) and not _bare_year(place, match):
        return None
    if edge:
        return Found(dates.month_value(node.value, _EDGE_MONTHS[edge]), "month")
    return Found(f"{node.value:04d}", "year")


def _bare_year(place: Place, match: Match) -> bool:
    """Whether four digits by themselves are a year, by the words on either side."""
    if any(place.before(match, back) in place.listed("count_before") for back in (1, 2, 3)):
        return False
    start, end = place.words(match)
    before, following = place.before(match), place.next(match)
    if any(c in place.doc.gaps[start] + place.doc.gaps[end] for c in "%$€£+*"):
        return False
    if following in place.listed("counted"):
        return False
    if before == "من" and following in ("حتي", "الي"):
        return True
    if (
        before in place.listed("year_before")
        or _ends_year(before)
        or (before == "و" and _ends_year(place.before(match, 2)))
    ):
        return True
    if not following or following.startswith("ال") or following in place.listed("plain"):
        return bool(before) and not before[0].isdigit() and before not in place.listed("plain")
    return False


def _ends_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20") and word.isdigit()


def _years(place: Place, match: Match) -> Found | None:
    """بين 2011 و2014, من عام 2003 إلى 2005, 2011-2014."""
    first, last = place.number(match, "y"), place.number(match, "y2")
    return Found(f"{first}/{last}", "span") if first and last and first < last else None


def _unit(place: Place, match: Match) -> Found | None:
    """العام الماضي, هذا الأسبوع, مطلع الشهر الجاري, نهاية العام, منذ بداية العام."""
    unit, edge, side = place.node(match, "u"), place.number(match, "e"), place.number(match, "r")
    away = place.away_from_told(match)
    told = edge or place.node(match, "j") or away is not None or side is not None
    if unit is None or not told:
        return None
    if side is not None and unit.unit == "year" and not edge and place.follows(match, "office_before"):
        return None
    if (year := place.number(match, "y")) and unit.unit == "month" and away == 0:
        base = place.anchor(match, _EXACT["month"])
        return Found(dates.month_value(year, base.month) if base else None, "month")
    if year and unit.unit == "year":
        return Found(dates.month_value(year, _EDGE_MONTHS[edge]) if edge else str(year), "month" if edge else "year")
    precision = "month" if edge and unit.unit == "year" else unit.unit
    if away is not None and (base := place.anchor(match, _EXACT[unit.unit])):
        if unit.unit == "month" and (side := place.number(match, "r2")):  # الشهر نفسه من العام الماضي
            base = base.replace(year=base.year + side, day=1) if abs(side) <= 2 else base
        return Found(_unit_value(base, unit.unit, away, edge), precision)
    away = _relative(place, match) if away in (None, -1) else None
    if away is None or place.published is None:
        return Found(None, precision)
    if edge == _BEGINNING and away == 0 and place.node(match, "since"):
        return Found(f"{_beginning(place, unit.unit)}/{place.published}", "span")
    weekend = unit.unit == "week" and edge == _END and side is None and not place.node(match, "j")
    if weekend and place.published.weekday() < _SATURDAY and place.tense(match) in (None, -1):
        away = -1  # the weekend that is over
    return Found(_unit_value(place.published, unit.unit, away, edge), precision)


_EXACT = {
    "week": 10,
    "month": 7,
    "year": 4,
}  # characters that the value of a time must have for another to be counted from it


def _beginning(place: Place, unit: str) -> str:
    """The first day of the week, month or year of publication."""
    now = place.published
    if now is None:
        return ""
    return (
        dates.week_value(now, 0)[:10]
        if unit == "week"
        else str(now.replace(day=1, month=1 if unit == "year" else now.month))
    )


def _unit_value(now: date, unit: str, away: int, edge: int | None) -> str:
    if unit == "week":
        return dates.weekend_value(now, away) if edge == _END else dates.week_value(now, away)
    if unit == "month":
        return dates.month_value(now.year, now.month + away)
    return dates.month_value(now.year + away, _EDGE_MONTHS[edge]) if edge else f"{now.year + away:04d}"


def _several(place: Place, match: Match) -> Found | None:
    """الأسبوعين الماضيين, الأشهر الـ14 الماضية, الأيام الثلاثة المقبلة; without a number they cannot be fixed."""
    unit, side = place.node(match, "u"), place.number(match, "r")
    if unit is None or side is None or (unit.unit == "decade" and unit.tag == "p"):
        return None
    count = place.number(match, "n") or place.number(match, "n2") or (2 if unit.tag in "tT" else None)
    tens = place.number(match, "tens") or place.number(match, "tens2") or 0
    count = count + tens if count and count < 10 <= tens else count  # الأربع والعشرين
    side = -1 if side == BEFORE else side
    if count is None and unit.tag not in "PTpt":
        return None
    if count is None or place.published is None or abs(side) > 3:
        return Found(None, "span") if unit.unit != "hour" or count else None
    count, name = in_days(count, unit.unit)
    return Found(dates.stretch(place.published, count if side < 0 else -count, name) if count else None, "span")


def _century(place: Place, match: Match) -> Found | None:
    """القرن الحادي والعشرين, القرن الماضي."""
    number, side = place.number(match, "o"), place.number(match, "r")
    if number is None and side is not None and place.published and abs(side) <= 2:
        number = (place.published.year - 1) // 100 + 1 + side
    if number is None or number > _LAST_CENTURY:
        return Found(None, "century") if side is not None else None
    return Found(f"{number * 100 - 99:04d}/{number * 100:04d}", "century")


def _decade(place: Place, match: Match) -> Found | None:
    """التسعينيات, ثمانينات القرن الماضي."""
    tens, century = place.number(match, "k"), place.number(match, "o")
    if tens is None or (century is None and tens < 50 and place.before(match, 2) in ("وهو", "وهي", "هو", "هي")):
        return None
    if place.near(match, place.listed("age_near")):
        return None
    first = (century - 1) * 100 + tens if century else 1900 + tens
    return Found(f"{first:04d}/{first + 9:04d}", "decade")


def _vague_decade(place: Place, match: Match) -> Found | None:
    """العقد الماضي, العقدين الماضيين: where ten years begin is not told."""
    return Found(None, "decade")


def _season(place: Place, match: Match) -> Found | None:
    """صيف العام الماضي, خريف 2017, هذا الصيف, الصيف الماضي."""
    month, year = place.number(match, "s") or place.number(match, "s2"), place.number(match, "y")
    if month is None:
        return None
    now, own = place.published, place.number(match, "own")
    if year is None:
        year = place.year_beside(match)
        if now is None or year is None or (own is not None and abs(own) > 2):
            return Found(dates.month_span(year, month, 3) if year and own is None else None, "season")
        if own is not None and own < 0:
            year -= month + 2 >= now.month
        elif own is not None and own > 0:
            year += month <= now.month
    return Found(dates.month_span(year, month, 3), "season")


def _share(place: Place, match: Match) -> Found | None:
    """الربع الأول من 2017, النصف الثاني من العام الماضي."""
    months, number, year = place.number(match, "g"), place.number(match, "o"), place.number(match, "y")
    if months and place.node(match, "last"):
        number = 12 // months
    if months is None or number is None or number * months > 12:
        return None
    year = year or place.year_beside(match)
    return Found(dates.month_span(year, (number - 1) * months + 1, months) if year else None, "span")


_YEAR_OF = r"(?:(?:[aY] )?(?P<y>y)|Y (?:(?P<r>R)|(?P<i>i))|(?P<that>j) Y|J [aY])"
STRETCHES: tuple[tuple[str, str, str, Callable[[Place, Match], Found | None]], ...] = (
    ("year", "EFaYyhn", r"(?:(?P<e>E) (?:F )?)?(?:(?P<a>[aY]) )?(?P<y>[yhn])(?: (?P<l>l))?", _year),
    ("years", "wFCpPTtaYy", r"(?:[wFCpP] (?:[aYCTt] )?|[aYCTt] )(?P<y>y)(?: [VI] (?:[aY] )?|-|/)(?P<y2>y)", _years),
    ("years", "y", r"(?P<y>y)(?: I (?:[aY] )?|-|/)(?P<y2>y)", _years),
    ("unit", "@EJjYBK", r"(?:(?P<since>@) )?(?:(?P<e>E) (?:F )?)?(?:(?:(?P<j>J)|(?P<that>j)) )?(?P<u>[YBK])(?: l)?(?: (?:(?P<r>[RL])|(?P<i>i)))?(?:(?:[ ,]| F (?:[aY] )?)(?P<y>y)| F Y (?P<r2>R))?", _unit),
    ("several", "codnPTp", r"(?:(?P<n>[codn]) (?:(?P<tens>[co]) )?)?(?P<u>[PTptuebka])(?: (?:(?P<n2>[codn])(?: (?P<tens2>o))?|x))? (?P<r>[RL])", _several),
    ("length", "@<>=cdnv~tuebakzqp",
     r"(?:(?P<q>[@<>=]) )?(?:(?P<about>~) )*(?:(?P<n>[cdnv])(?P<more>(?: c){0,3}) (?P<u>[uebakqzp])|(?P<u2>t|p|[uebakqz](?! [yhMXHWdoADJ&])))(?! [RL])"
     r"(?: (?:(?P<some>x)|(?P<about2>~)))?(?: (?P<of>F)(?= ))?", length),
    ("century", "EQ", r"(?:E )?Q (?:(?P<o>[od])|(?P<r>R))", _century),
    ("decade", "EO", r"(?:E )?(?P<k>O)(?:(?: F)? Q (?:(?P<o>[od])|R))?", _decade),
    ("decade", "ZT", r"Z [RL]", _vague_decade),
    ("season", "EJSs", rf"(?:E )?(?P<s>S) (?:F )?{_YEAR_OF}", _season),
    ("season", "EJSs", r"(?:E )?(?:J (?P<s>s)|(?P<s2>s) (?:(?P<own>[RL])|(?P<y>y)))", _season),
    ("share", "g", rf"(?P<g>g) (?:(?P<o>o)|(?P<last>L)) (?:F )?(?:{_YEAR_OF}|Y)", _share),
)  # fmt: skip
