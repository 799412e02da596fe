"""An event in words, before it is written out."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.model.reading import EventStatus
from marsad.read.party import Party


@dataclass(slots=True)
class Happened:
    """One happening: its type, who did it to whom, the words that tell it, and how sure it is."""

    type: str
    mode: str | None
    contexts: list[str]
    actors: list[Party]
    recipients: list[Party]
    trigger: tuple[int, int]
    status: EventStatus
    place: Party | None
    date: str | None
    rule: str
    confidence: float
    because: dict[str, str] = field(default_factory=dict)
