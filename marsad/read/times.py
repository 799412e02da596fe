"""Times of an article."""

from typing import NamedTuple


class FoundTime(NamedTuple):
    """Words `start` to `end` and the ISO value they stand for."""

    start: int
    end: int
    value: str | None
    precision: str | None
    about: bool
    rule: str
