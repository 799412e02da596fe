"""A record cleaned: which characters are the article and what is known of it."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from marsad.model.span import Span

Basis = Literal["metadata", "stated", "inferred"]
LineRole = Literal[
    "headline",
    "repeat",
    "body",
    "dateline",
    "byline",
    "credit",
    "caption",
    "date",
    "navigation",
    "share",
    "comment",
    "related",
    "disclaimer",
    "marker",
    "empty",
]


class Line(msgspec.Struct, frozen=True):
    """A line of the stored text, or a stretch cut out of a long one, with its role and why it was given."""

    start: int
    end: int
    role: LineRole
    reason: str


class Published(msgspec.Struct, frozen=True):
    """A date of publication (`YYYY-MM-DD`) and what it rests on."""

    date: str
    basis: Basis


class Credit(msgspec.Struct, frozen=True):
    """An agency, paper or writer to whom the article credits itself."""

    name: str
    start: int
    end: int


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article: `text` is the stored text that every span counts in; it is never changed afterwards."""

    id: str
    source: str
    text: str
    language: str
    given_id: str | None = None
    title: Span | None = None
    body: tuple[Span, ...] = ()
    lines: tuple[Line, ...] = ()
    published: Published | None = None
    credits: tuple[Credit, ...] = ()
    publisher: str | None = None
    url: str | None = None
    more: dict[str, Any] = {}
