"""Times of an article: every expression that points at the calendar, with its value counted from publication.

The grammar is a list of patterns over the tags of `marsad.read.time_words`; the longest match at a place wins. What a
pattern means is told by the function beside it, which may also refuse the match. Values are those of
`marsad.read.dates`; an expression that cannot be fixed (`منذ شهور`, a weekday where publication is unknown) has None.
"""

from __future__ import annotations

import re
from datetime import date

from marsad.read.dates import FoundTime
from marsad.read.time_context import NAME, Found, Place
from marsad.read.time_rules import rules
from marsad.read.time_words import tag
from marsad.read.tokens import Document


def find_times(doc: Document, published: date | None) -> list[FoundTime]:
    """The times of an article in order; relative ones have a value only where `published` is known."""
    place = Place(doc, published, *tag(doc))
    found = place.told
    at, size = 0, len(place.tags)
    while at < size:
        best = _best(place, at) if place.tags[at] != "_" else None
        if best is None:
            at += 2
            continue
        rule, match, time = best
        start, end = place.words(match)
        at = match.end() + (match.end() % 2)
        if time is NAME:
            continue
        joined = _joined(found, start, place) if found else None
        if joined:
            same = (joined.value or "")[4:] == (time.value or "")[4:]  # the first may tell a year, the second none
            value = joined.value if same else time.value
            found[-1] = joined._replace(end=end, value=value, precision=time.precision, rule=rule)
        else:
            found.append(FoundTime(start, end, time.value, time.precision, time.about, rule))
    return found


def _best(place: Place, at: int) -> tuple[str, re.Match[str], Found] | None:
    """The longest match at a place whose meaning holds; the first of equals."""
    matches = [(m, rule) for rule in rules(place.tags[at]) if (m := rule.pattern.match(place.tags, at))]
    matches.sort(key=lambda x: -x[0].end())
    for match, rule in matches:
        found = rule.meaning(place, match)
        if found:
            return rule.name, match, found
    return None


def _joined(found: list[FoundTime], start: int, place: Place) -> FoundTime | None:
    """The last time found, where the one that starts now gives the same day in the other calendar."""
    last = found[-1]
    between = place.doc.words[last.end : start]
    if between == ["الموافق"] or (last.rule == "hijri" and not between and "\n" not in place.doc.gaps[start]):
        return last
    return None
