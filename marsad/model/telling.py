"""What one article tells, as `weave` and `ledger` see it: its reading with its actors known across articles."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from marsad.model.reading import Event, Reading, Statement
from marsad.model.span import Span


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article's telling of an event. `actors` and `recipients` are ids of the ledger; `event` keeps the reading's."""

    id: str
    article: str
    day: str
    publisher: str | None
    event: Event
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One article's telling of a statement: `speaker` and `addressees` are ids of the ledger, `text` is its content.

    `said` is the day it was uttered where the article states one, else the day of publication.
    """

    id: str
    article: str
    day: str
    said: str
    publisher: str | None
    statement: Statement
    text: str
    speaker: str | None = None
    addressees: tuple[str, ...] = ()


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an article: `day` is that of publication, of capture where that is unknown, else of recording.

    `actors` leads from the reading's ids to the ledger's. Tellings are woven in the order of `order`.
    """

    article: str
    reading: Reading
    day: str
    captured: str
    publisher: str | None = None
    actors: Mapping[str, str] = {}
    reports: tuple[Report, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def order(self) -> tuple[str, str, str]:
        """Day, moment of capture, id: who was first, as far as is known."""
        return self.day, self.captured, self.article

    @property
    def title(self) -> str:
        """The words of the title, empty where there is none."""
        return self.reading.title.of(self.reading.text) if self.reading.title else ""

    @property
    def body(self) -> tuple[Span, ...]:
        """The stretches that are the article."""
        return tuple(self.reading.body)
