"""All that one article says. Field for field the JSON of a reading (`docs/reading.md`)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from marsad.model.article import Credit, Line, Published
from marsad.model.span import Span

ActorType = Literal["PER", "ORG", "GPE", "LOC"]
StatementKind = Literal["direct", "indirect", "mixed"]
EventStatus = Literal["happened", "ongoing", "planned", "called_for", "denied", "alleged"]
Polarity = Literal["+", "-"]


class ReadActor(msgspec.Struct, kw_only=True):
    """An actor as one article knows it: from the knowledge base, or found in the text."""

    name: str
    name_ar: str | None = None
    names: list[str] = []
    type: ActorType | None = None
    wikidata: str | None = None
    country: str | None = None
    roles: list[str] = []
    unnamed: bool = False


class Mention(msgspec.Struct, kw_only=True):
    """A stretch that names an actor or place (`nominal` false) or describes one (`nominal` true)."""

    start: int
    end: int
    type: ActorType
    actor: str | None
    nominal: bool = False
    rule: str = ""
    confidence: float = 1.0


class Stance(msgspec.Struct, kw_only=True):
    """A speaker's commitment for (`+`) or against (`-`) an issue; `cue` is the issue's word in the text."""

    issue: str
    polarity: Polarity
    cue: Span


class Statement(msgspec.Struct, kw_only=True):
    """What somebody is reported to have said; `start` to `end` is the content without cue and speaker.

    `force` is the reporting word's: says, affirms, denies... `because` says why a speaker is missing.
    """

    start: int
    end: int
    kind: StatementKind
    cue: Span | None
    force: str
    speaker: str | None
    speaker_mention: Span | None
    addressees: list[str] = []
    venue: str | None = None
    stances: list[Stance] = []
    rule: str = ""
    because: str = ""
    confidence: float = 1.0


class Event(msgspec.Struct, kw_only=True):
    """One happening in PLOVER's terms; `because` gives a reason for every empty role."""

    type: str
    mode: str | None
    contexts: list[str]
    actors: list[str]
    recipients: list[str]
    trigger: Span
    date: str | None
    place: str | None
    status: EventStatus
    evidence: Span
    rule: str
    because: dict[str, str] = {}
    confidence: float = 1.0


class Time(msgspec.Struct, kw_only=True):
    """An expression that points at the calendar, with its ISO value (`2020-06-26`, `2020-06`, `2020-05-27/2020-06-10`) or None.

    `precision` is day, week, month, season, year, decade, century or span; `about` true for تقريبا and the like.
    """

    start: int
    end: int
    value: str | None
    precision: str | None = None
    about: bool = False
    rule: str = ""


class Place(msgspec.Struct, kw_only=True):
    """A place named in the text, with coordinates in degrees (WGS 84)."""

    start: int
    end: int
    name: str
    country: str | None
    latitude: float
    longitude: float
    geonames: int | None = None


class Reader(msgspec.Struct, kw_only=True):
    """What made a reading: version and the digest of every lexicon, knowledge base and model."""

    name: str
    version: str
    digests: dict[str, str]


class Reading(msgspec.Struct, kw_only=True):
    """All that one article says, each record with its place in `text`."""

    id: str
    given_id: str | None
    source: str
    text: str
    language: str
    title: Span | None
    body: list[Span]
    lines: list[Line]
    published: Published | None
    credits: list[Credit]
    publisher: str | None
    url: str | None
    actors: dict[str, ReadActor]
    mentions: list[Mention]
    statements: list[Statement]
    events: list[Event]
    times: list[Time]
    places: list[Place]
    reader: Reader
    more: dict[str, Any] = {}
