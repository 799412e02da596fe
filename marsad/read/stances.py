"""Stances."""
from typing import NamedTuple
from marsad.model.reading import Polarity


class FoundStance(NamedTuple):
    """An issue on which a statement takes a side; words `start` to `end` name the issue."""

    issue: str
    polarity: Polarity
    start: int
    end: int
