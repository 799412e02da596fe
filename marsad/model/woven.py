"""What articles say together. Every record leads to articles, reports or statements of the ledger by their ids."""

from __future__ import annotations

from typing import Literal

import msgspec

from marsad.model.reading import EventStatus, Polarity
from marsad.model.span import Span

CopyKind = Literal["exact", "near", "excerpt", "extended", "translation", "retelling"]
Verdict = Literal["same", "different", "unsure"]
Matter = Literal["number", "actor", "recipient", "place", "date", "status", "wording", "speaker"]
Settlement = Literal["open", "left", "right", "both", "neither"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that a copy cut (`ours` None), added (`theirs` None) or changed: spans of the copy's and the original's text."""

    ours: Span | None
    theirs: Span | None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A change in words: `ours` of the newer text or the copy, `theirs` of the older one; empty where it was added or cut."""

    kind: Literal["cut", "added", "changed"]
    ours: str
    theirs: str


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One article that repeats another, and in which direction.

    `jaccard` is that of their 5-word shingles, `kept` the share of the original's shingles found in the copy, `taken`
    the share of the copy's found in the original. `direction` says what makes `original` the earlier telling
    (`credit`, `day`, `agency`, `capture`, `length`); `evidence` are spans of the copy (its credit lines, or the particulars that
    a translation or retelling shares). `id` is given by the ledger.
    """

    id: str = ""
    copy: str
    original: str
    kind: CopyKind
    jaccard: float
    kept: float
    taken: float
    direction: str
    rule: str
    confidence: float
    evidence: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The articles that report one happening, oldest first. `origins` are those that copy none of the others."""

    id: str
    headline: str
    since: str
    until: str
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    publishers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class WovenEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event as all its reports tell it; `day` is when it happened (ISO, may be a month), `told` when first reported.

    `origins` counts independent tellings. `score` is PLOVER's of its type and mode.
    """

    id: str
    type: str
    mode: str | None
    quad: Quad
    score: float
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    day: str | None
    told: str
    place: str | None
    status: EventStatus
    reports: tuple[str, ...]
    origins: int
    stories: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """One utterance that several articles report: the ids of its statements, oldest first."""

    id: str
    speaker: str | None
    said: str
    statements: tuple[str, ...]
    origins: int
    rule: str
    confidence: float


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two tellings: what is told (`value`), by which records, in which characters of which article."""

    value: str
    records: tuple[str, ...]
    publishers: tuple[str, ...]
    article: str
    evidence: Span


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two tellings of one event, quotation or story that cannot both hold. `about` is the record they disagree on.

    `unit` says what a number counts (`dead`, `wounded`, ...). Review may settle `status`.
    """

    id: str
    about: str
    matter: Matter
    left: Side
    right: Side
    rule: str
    confidence: float
    unit: str | None = None
    status: Settlement = "open"


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where an actor stands on an issue over a span of days.

    `side` is `+`, `-`, `mixed` or `neutral` (evidence on both sides that cancels out); an actor without evidence has
    no position at all. `strength` is between -1 and 1, `evidence` the ids of statements and events, latest last.
    """

    actor: str
    issue: str
    since: str
    until: str
    side: Literal["+", "-", "mixed", "neutral"]
    strength: float
    confidence: float
    latest: str
    statements: int
    acts: int
    evidence: tuple[str, ...]


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """A change of position: on `day` the actor's side went from `before` to `after`; one piece of evidence for each."""

    id: str
    actor: str
    issue: str
    day: str
    before: Polarity
    after: Polarity
    evidence_before: str
    evidence_after: str
    rule: str
    confidence: float


class SeriesRow(msgspec.Struct, frozen=True, kw_only=True):
    """Events of a directed dyad in one period: counts of events (not of reports) and the sum of PLOVER scores, by quad class."""

    period: str
    source: str
    target: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    score: float


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as one article names it, before anyone judged who it is. `company` are the known actors beside it."""

    id: str
    article: str
    local: str
    name: str
    day: str
    type: str | None = None
    names: tuple[str, ...] = ()
    country: str | None = None
    roles: tuple[str, ...] = ()
    company: tuple[str, ...] = ()


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A row that says whether two actors (or a naming and an actor) are the same, who says so and why."""

    left: str
    right: str
    verdict: Verdict
    rule: str
    score: float
    because: str = ""
    by: str = "marsad"
