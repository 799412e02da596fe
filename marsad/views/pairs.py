"""Two articles side by side: what a copy cut and added in the text it repeats, or how two origins word what both tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec
from rapidfuzz.distance import Indel
from sqlalchemy import Connection

from marsad.errors import InputError
from marsad.lang.ar.fold import fold
from marsad.ledger import Ledger, codec
from marsad.ledger.articles import Stored, readings, stored
from marsad.ledger.woven import Held, decoded, linked
from marsad.model import Reading, Span
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Quotation, WovenEvent
from marsad.views.answers import Name
from marsad.views.names import names_of

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 600  # words of a wording that are compared


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a text, and whether the other text has it not."""

    text: str
    differs: bool


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """How one article tells something: the id of its statement or report, and its words in pieces."""

    record: str
    pieces: tuple[Piece, ...]


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """An event or quotation that both articles tell, in the words of each. `type` is the event's, `speaker` the quotation's."""

    id: str
    kind: Literal["event", "quotation"]
    left: Wording
    right: Wording
    type: str | None = None
    speaker: str | None = None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles. `copy` says how one repeats the other, if it does.

    `shared` is what both tell, quotations first. Where one repeats the other's words (`aligned`), and where nothing is
    shared, `left_text` and `right_text` are their titles and paragraphs instead, in pieces.
    """

    left: Stored
    right: Stored
    copy: Copy | None
    aligned: bool
    left_text: tuple[tuple[Piece, ...], ...] = ()
    right_text: tuple[tuple[Piece, ...], ...] = ()
    shared: tuple[Shared, ...] = ()
    names: dict[str, Name] = {}


def pair(ledger: Ledger, left: str, right: str, *, known_on: str | None = None) -> Pair:
    """Two articles side by side. Raises InputError for an unknown one, or one and the same."""
    at = codec.known_by(known_on)
    with ledger.reading() as connection:
        known = stored(connection, (left, right))
        if unknown := [id_ for id_ in (left, right) if id_ not in known]:
            raise InputError(f"{unknown[0]}: is no article of this ledger; see: marsad articles")
        if left == right:
            raise InputError(f"{left}: stands on both sides; choose two different articles")
        texts = dict(readings(connection, (left, right)))
        held = linked(connection, "article", (left, right), ("copy", "event", "quotation"), known_on=at)
        copies = decoded(held, "copy", Copy).values()
        copy = next((c for c in copies if {c.copy, c.original} == {left, right}), None)
        aligned = copy is not None and (bool(copy.changes) or copy.kind == "exact")
        shared, named = ((), {}) if aligned else _told_by_both(connection, texts, held, at)
    spans = {copy.copy: [c.ours for c in copy.changes], copy.original: [c.theirs for c in copy.changes]} if copy else {}
    marked = [() if shared else _marked(texts[id_], spans.get(id_, ())) for id_ in (left, right)]
    return Pair(
        left=known[left],
        right=known[right],
        copy=copy,
        aligned=aligned,
        left_text=marked[0],
        right_text=marked[1],
        shared=shared,
        names=named,
    )


def _told_by_both(
    connection: Connection, texts: Mapping[str, Reading], held: Held, at: str | None
) -> tuple[tuple[Shared, ...], dict[str, Name]]:
    """The quotations and events that the two articles of `texts` tell, and the names of their speakers."""
    told = linked(connection, "article", texts, ("statement", "report"), known_on=at)
    words = {id_: said.text for id_, said in decoded(told, "statement", Said).items()}
    words |= {id_: r.event.evidence.of(texts[r.article].text) for id_, r in decoded(told, "report", Report).items()}
    quotations = decoded(held, "quotation", Quotation).values()
    events = decoded(held, "event", WovenEvent).values()
    left, right = texts
    shared = tuple(_shared((left, right), words, (*quotations, *events)))
    return shared, names_of(connection, {s.speaker for s in shared if s.speaker})


def _marked(reading: Reading, differing: Iterable[Span | None]) -> tuple[tuple[Piece, ...], ...]:
    """The title and paragraphs of a text, cut where the differing stretches begin and end."""
    title = (reading.title,) if reading.title else ()
    wanted = sorted(s for s in differing if s)
    return tuple(tuple(_cut(reading.text, s, wanted)) for s in (*title, *(b for b in reading.body if b not in title)))


def _cut(text: str, stretch: Span, differing: Sequence[Span]) -> Iterator[Piece]:
    at = stretch.start
    for span in differing:
        start, end = max(at, span.start), min(stretch.end, span.end)
        if start >= end:
            continue
        if at < start:
            yield Piece(text[at:start], differs=False)
        yield Piece(text[start:end], differs=True)
        at = end
    if at < stretch.end:
        yield Piece(text[at : stretch.end], differs=False)


def _shared(
    sides: tuple[str, str], words: dict[str, str], records: Iterable[WovenEvent | Quotation]
) -> Iterator[Shared]:
    """Those of the records that both sides tell, each by its first telling there."""
    for record in records:
        event = isinstance(record, WovenEvent)
        told = record.reports if isinstance(record, WovenEvent) else record.statements
        first = [next((t for t in told if t.partition(".")[0] == side and t in words), None) for side in sides]
        if first[0] and first[1]:
            left, right = differing(words[first[0]], words[first[1]])
            yield Shared(
                id=record.id,
                kind="event" if event else "quotation",
                left=Wording(record=first[0], pieces=left),
                right=Wording(record=first[1], pieces=right),
                type=record.type if isinstance(record, WovenEvent) else None,
                speaker=None if isinstance(record, WovenEvent) else record.speaker,
            )


def differing(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two wordings in pieces, by the longest common subsequence of their folded words: spelling and punctuation are no difference.

    Only the first 600 words of each are compared; what follows counts as the same.
    """
    ours, theirs = ([m.span() for m in _WORD.finditer(text)][:_LONGEST] for text in (left, right))
    numbers: dict[str, int] = {}
    keys = [
        [numbers.setdefault(_key(text[start:end]), len(numbers)) for start, end in places]
        for text, places in ((left, ours), (right, theirs))
    ]
    spans: tuple[list[Span], list[Span]] = ([], [])
    for op in Indel.opcodes(*keys):
        if op.tag != "equal":
            for found, places, start, end in (
                (spans[0], ours, op.src_start, op.src_end),
                (spans[1], theirs, op.dest_start, op.dest_end),
            ):
                if start < end:
                    found.append(Span(places[start][0], places[end - 1][1]))
    return (
        tuple(_cut(left, Span(0, len(left)), spans[0])),
        tuple(_cut(right, Span(0, len(right)), spans[1])),
    )


def _key(word: str) -> str:
    return _LETTERS.sub("", fold(word)) or word
