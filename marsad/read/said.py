"""A statement in words, before it is written out."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.model.reading import StatementKind
from marsad.read.party import Party

OUTLETS = frozenset(("agency", "newspaper", "broadcaster", "website"))
"""Kinds of actors that carry what others say."""


@dataclass(slots=True, kw_only=True)
class Said:
    """Content in words `start` to `end`, its cue, and who speaks to whom; `because` tells why nobody does.

    What does not `stands` by itself is a statement only where it takes a side: رفضت الحكومة الهدنة, but not رفض الطلب.
    """

    start: int
    end: int
    kind: StatementKind
    cue: tuple[int, int] | None
    force: str
    speaker: Party | None
    rule: str
    confidence: float
    because: str = ""
    stands: bool = True
    addressees: list[Party] = field(default_factory=list)
    venue: Party | None = None
