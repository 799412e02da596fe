"""Days that may be a year, a month or a span, as the formats want them."""

from __future__ import annotations

from calendar import monthrange
from typing import NamedTuple

from marsad.model.woven import WovenEvent

_DAY, _MONTH = 10, 7


class Days(NamedTuple):
    """The first and last day that an event may have happened on (ISO), and how exact that is.

    `precision` is `day`, `month`, `year`, `span`, or `told` where only the day of the first report is known.
    """

    first: str
    last: str
    precision: str


def days(event: WovenEvent) -> Days:
    """The days of an event."""
    if not event.day:
        return Days(event.told, event.told, "told")
    first, _, last = event.day.partition("/")
    if last:
        return Days(_start(first), _end(last), "span")
    return Days(_start(first), _end(first), {_DAY: "day", _MONTH: "month"}.get(len(first), "year"))


def _start(value: str) -> str:
    return f"{value}-01-01"[:_DAY] if len(value) < _MONTH else f"{value}-01"[:_DAY]


def _end(value: str) -> str:
    if len(value) >= _DAY:
        return value[:_DAY]
    month = value if len(value) == _MONTH else f"{value[:4]}-12"
    return f"{month}-{monthrange(int(month[:4]), int(month[5:7]))[1]:02}"
