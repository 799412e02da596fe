"""A briefing: what it is made of, as it travels and as its JSON has it."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from marsad.model.span import Span

Part = Literal["words", "label", "name", "number", "day", "quote", "publisher"]


class Piece(NamedTuple):
    """A part of a sentence, typed so that the gate knows what must be borne out.

    `words` are fixed words of a template. A `label` has its table in `code` and the code in `value`; a `name` its role in
    `code` and the actor's id in `value`; a `day` its role and its ISO value; a `number` its value; a `quote` the
    article it is taken from; a `publisher` the article in which it appeared.
    """

    part: Part
    text: str
    code: str = ""
    value: str = ""


class Place(NamedTuple):
    """Characters of an article that bear a sentence out."""

    article: str
    span: Span


class Sentence(NamedTuple):
    """A sentence before the gate: it tells one record (`tells`) and cites the places that bear it out."""

    tells: str
    pieces: tuple[Piece, ...]
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """The sentence as it is printed."""
        return "".join(piece.text for piece in self.pieces)


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A footnote: article, where it appeared, and the characters `start` to `end` of its stored text, in their own words."""

    number: int
    article: str
    title: str
    publisher: str | None
    day: str
    published: str | None
    url: str | None
    start: int
    end: int
    words: str


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that passed the gate: its words, the record that it tells, the numbers of its footnotes.

    `quote` is the part of `text` that is in the article's own words.
    """

    text: str
    quote: str
    tells: str
    cites: tuple[int, ...]
    reworded: bool = False


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger or the knowledge base says beside an item; `key` is a row of the labels' table `note`."""

    key: str
    value: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing told, by its record (see: marsad why ID), in sentences that are printed together or not at all."""

    record: str
    sentences: tuple[Printed, ...]
    notes: tuple[Note, ...] = ()


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger has nothing about: days, a source, an issue or a party; `kind` is a row of the table `missing`."""

    kind: Literal["days", "source", "source_days", "issue", "party"]
    what: str
    since: str
    until: str
    days: int


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section; `more` is how many records of its kind the span holds beside those looked at."""

    id: str
    title: str
    items: tuple[Item, ...] = ()
    missing: tuple[Missing, ...] = ()
    more: int = 0


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that is not printed, and which part of it its citations do not bear out."""

    section: str
    record: str
    text: str
    reason: str


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a briefing rests on: span, counts of articles, sources and independent origins, ledger, moments, reader."""

    since: str
    until: str
    articles: int
    sources: int
    origins: int
    made: str
    ledger: str
    dossier: str
    reader: tuple[str, ...]
    known_on: str | None = None
    actor: str | None = None
    issue: str | None = None


class Briefing(msgspec.Struct, frozen=True, kw_only=True):
    """A whole briefing in one language."""

    language: Literal["ar", "en"]
    header: Header
    sections: tuple[Section, ...]
    references: tuple[Cited, ...]
    withheld: tuple[Withheld, ...]
