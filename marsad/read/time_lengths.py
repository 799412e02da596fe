"""The part of the grammar of times that tells lengths: منذ شهور, قبل ثلاثة أيام, بعد أسبوع من."""

from __future__ import annotations

import re

from marsad.read import dates
from marsad.read.time_context import Found, Place
from marsad.read.time_words import Node

Match = re.Match[str]
_NEARLY = ("نحو", "حوالي", "قرابه", "زهاء")


def in_days(count: int, unit: str) -> tuple[int, str]:
    """Hours as whole days, 0 where they make none; other units as they are."""
    return (count // 24 if count % 24 == 0 else 0, "day") if unit == "hour" else (count, unit)


def length(place: Place, match: Match) -> Found | None:
    """منذ شهور, أربع سنوات, عام تقريبا, قبل ثلاثة أيام, بعد أسبوع; of hours only whole days."""
    cue, unit, told = place.node(match, "q"), _length_unit(place, match), place.node(match, "n")
    about = place.node(match, "about") is not None or _tells_about(place, match)
    some = place.node(match, "some") is not None
    if unit is None or _is_age(place, match) or place.before(match) == "كل":
        return None
    if told is None and unit.tag != "t" and not (cue or about or _tells_length(place, match, unit)):
        return None
    if unit.tag == "p" and told is None and not some and cue and cue.tag == "=" and place.next(match).startswith("ال"):
        return None  # خلال أيام العيد: the days of something
    alone = unit.unit == "decade" and told is None and place.node(match, "of") is None
    since = cue is not None and cue.tag in "@<" and unit.tag == "p" and not place.next(match).startswith("ال")
    if alone and not since and (not cue or place.next(match)):
        return None  # عقد is also a contract, and the holding of a meeting
    count = told.value if told else 2 if unit.tag == "t" else 1 if unit.tag != "p" else 0
    if unit.unit == "hour" and (not count or count % 24):
        return None
    fixed = cue is not None and _fixed(place, match, unit, cue.tag)
    if cue is None or (about and not fixed) or not count or place.published is None or (told and match["more"]):
        return Found(None, "span", about)
    return Found(_counted(place, match, cue.tag, count), "span", about)


def _fixed(place: Place, match: Match, unit: Node, cue: str) -> bool:
    """Whether about a length is all that news tells of a date: قبل نحو عام, بعد نحو أسبوعين من."""
    about = place.node(match, "about")
    if about is None or place.doc.words[about.start] not in _NEARLY:
        return False
    if cue == "<":
        return unit.unit in ("month", "year")
    return unit.unit == "week" and place.node(match, "of") is not None


def _tells_about(place: Place, match: Match) -> bool:
    """Whether a word behind a length says that it is no exact one: عام تقريبا; the نحو of what follows does not."""
    node = place.node(match, "about2")
    return node is not None and place.doc.words[node.start].startswith("تقريب")


def _tells_length(place: Place, match: Match, unit: Node) -> bool:
    """Whether a unit alone is a length: شهورا, أسبوعا, لسنوات, سنوات عدة, يوم واحد."""
    word, some = place.doc.words[unit.start], place.node(match, "some")
    if unit.tag == "p":
        return some is not None or word.endswith("ا") or word.startswith("ل")
    one = some is not None and unit.unit != "century" and place.doc.words[some.start].startswith(("واحد", "كامل"))
    return one or (unit.unit == "week" and word.endswith("ا"))


def _length_unit(place: Place, match: Match) -> Node | None:
    return place.node(match, "u") or place.node(match, "u2")


def _counted(place: Place, match: Match, cue: str, count: int) -> str | None:
    """The date that lies a told length before publication, or after it."""
    unit, now = _length_unit(place, match), place.published
    if unit is None or now is None:
        return None
    from_other = place.node(match, "of") is not None
    count, name = in_days(count, unit.unit)
    if count == 0 or cue not in "<>":
        return None
    if cue == "<":
        until = any(place.before(match, back).endswith("لن") for back in range(1, 6))  # لن تعلن قبل أسبوعين
        return None if from_other or until else dates.ago(now, count, name)
    if from_other:  # a week after something else: what is told now ends that week
        return dates.stretch(now, count, unit.unit) if unit.unit == "week" else None
    return dates.ago(now, -count, name) if place.tense(match) == 1 else None


def _is_age(place: Place, match: Match) -> bool:
    """Whether a number of years or months is somebody's age: يبلغ 53 عاما, (35 عاما)."""
    unit, (start, end) = _length_unit(place, match), place.words(match)
    if unit is None or unit.unit not in ("year", "month"):
        return False
    bracketed = any(o in place.doc.gaps[start] and c in place.doc.gaps[end] for o, c in ("()", "،،"))
    return bracketed or place.near(match, place.listed("age_near"))
