"""Days that may be a year, a month or a span, as the formats want them."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from marsad.model.woven import WovenEvent

_PARTS = re.compile(r"(\d{1,4})(?:-(\d\d))?(?:-(\d\d))?")
_DECEMBER = 12


class Days(NamedTuple):
    """The first and last day that an event may have happened on (ISO), and how exact that is.

    `precision` is `day`, `month`, `year`, `span`, or `told` where only the day of the first report is known.
    """

    first: str
    last: str
    precision: str


def days(event: WovenEvent) -> Days:
    """The days of an event."""
    since, _, until = (event.day or "").partition("/")
    first, last = _PARTS.fullmatch(since), _PARTS.fullmatch(until or since)
    if not first or not last:
        return Days(event.told, event.told, "told")
    exact = "span" if until else "day" if first[3] else "month" if first[2] else "year"
    month = int(last[2] or _DECEMBER)
    day = last[3] or monthrange(int(last[1]), month)[1]
    return Days(
        f"{first[1]:0>4}-{first[2] or '01'}-{first[3] or '01'}", f"{last[1]:0>4}-{month:02}-{int(day):02}", exact
    )
