"""How often findings that look so sure are right: the confidence of rules and models as a share of 1, kind by kind.

Platt's scaling (1999): the log-odds of a share are a line in the log-odds of what was told. The lines are laid by
`training.confidence.fit`, whose README has the reliability of each kind.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import msgspec

from marsad.lang.ar.pack import models_folder

MODEL = "confidence.json"
_SUREST = 0.999


class Line(NamedTuple):
    """`intercept` and `slope` of a kind's log-odds."""

    intercept: float
    slope: float

    def share(self, told: float) -> float:
        """The share of findings told with this confidence that are right, 0 to 1."""
        return 1 / (1 + math.exp(-self.intercept - self.slope * log_odds(told)))


def log_odds(share: float) -> float:
    """Log-odds of a share, held away from 0 and 1."""
    held = min(max(share, 1 - _SUREST), _SUREST)
    return math.log(held / (1 - held))


@cache
def lines() -> dict[str, Line]:
    """The bundled line of each kind: names, statements, events."""
    return msgspec.json.decode((models_folder() / MODEL).read_bytes(), type=dict[str, Line])


def calibrated(kind: str, told: float) -> float:
    """The confidence of a finding of a kind as it is written, to three digits."""
    return round(lines()[kind].share(told), 3)
