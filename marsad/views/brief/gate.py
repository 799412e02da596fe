"""The gate: a sentence is printed only if everything in it is borne out by the characters that it cites.

A sentence tells one record of the ledger. It may hold nothing but fixed words of the templates, labels of what the record
says, and names, numbers, days and quotations, each of which must stand in a cited stretch:

- a name: in a cited stretch lies a mention that the ledger resolves to this actor, and its characters are one of the
  actor's known spellings; so an English name is borne out by an Arabic spelling of the same actor;
- a day: a cited stretch holds an expression that the reader resolved to this day, or it is the date of publication of a
  cited article and called that;
- a number: in digits of any kind or in words;
- a quotation: letter for letter.

Role, status and speaker must be the record's own, and what turns the sense (status, force, speaker) may not be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad import flow
from marsad.lang.ar.fold import fold
from marsad.model import Span
from marsad.views.brief.claims import Claim, claim
from marsad.views.brief.evidence import Evidence, folded
from marsad.views.brief.labels import Labels, read_day
from marsad.views.brief.told import Piece, Place, Sentence
from marsad.views.shown import shown

_MARKERS = {"doer": "actor", "recipient": "recipient", "recipient_first": "recipient", "parties": "party",
            "place": "place", "day": "happened", "published": "published"}  # fmt: skip
_MARKED = frozenset(_MARKERS.values())
_CONTEXT = 40  # characters that a shortened quotation keeps before what it is quoted for
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


class Gate:
    """Holds sentences in one language against their evidence."""

    def __init__(self, evidence: Evidence, labels: Labels) -> None:
        self._evidence, self._labels = evidence, labels
        self._fixed = labels.fixed()
        self._roles = {labels.words(words): role for words, role in _MARKERS.items()}

    def refuse(self, sentence: Sentence) -> str | None:
        """Why a sentence is not printed: the first part that is not borne out; None where it may be printed."""
        return next(self._faults(sentence), None)

    def _faults(self, sentence: Sentence) -> Iterator[str]:
        told = claim(self._evidence, sentence.tells)
        if told is None:
            yield f"the ledger has no record {sentence.tells}"
            return
        yield from self._misplaced(sentence, told)
        role = ""
        for piece in sentence.pieces:
            if piece.part == "words":
                role = self._roles.get(piece.text, role)
            elif piece.part in ("name", "day") and (piece.code in _MARKED or role) and piece.code != role:
                yield f"{piece.text!r} is told as {role or 'nothing'}, not as {piece.code}"
            fault = self._fault(piece, sentence, told)
            if fault:
                yield fault
        yield from _left_out(sentence, told)

    def _misplaced(self, sentence: Sentence, told: Claim) -> Iterator[str]:
        for place in sentence.places:
            if not 0 <= place.span.start < place.span.end <= len(self._evidence.text(place.article)):
                yield f"characters {place.span.start}-{place.span.end} are not in article {place.article}"
        for anchor in told.anchors:
            if not any(p.article == anchor.article and p.span.holds(anchor.span) for p in sentence.places):
                yield f"the characters of {sentence.tells} are not cited"

    def _fault(self, piece: Piece, sentence: Sentence, told: Claim) -> str | None:
        if piece.part == "words":
            return None if piece.text in self._fixed else f"{piece.text!r} are no words of a template"
        if piece.part == "label":
            return self._label(piece, told)
        if piece.part == "name":
            return self._name(piece, sentence, told)
        if piece.part == "day":
            return self._day(piece, sentence, told)
        if piece.part == "number":
            return self._number(piece, sentence, told)
        if piece.part == "quote":
            cited = [p for p in sentence.places if p.article == piece.value]
            stands = any(self._stands(_plain(piece.text), place, told) for place in cited)
            return None if stands else f"{piece.text!r} does not stand so in the cited characters"
        publishers = {self._evidence.articles[p.article].publisher for p in sentence.places if p.article == piece.value}
        return None if piece.text in publishers else f"{piece.text!r} did not publish what is cited"

    def _label(self, piece: Piece, told: Claim) -> str | None:
        if (piece.code, piece.value) not in told.labels:
            return f"{piece.text!r} ({piece.code} {piece.value}) is not what the record says"
        wanted = told.issues.get(piece.value) if piece.code == "issue" else self._labels.of(piece.code, piece.value)
        names = wanted if isinstance(wanted, tuple) else (wanted,)
        return None if piece.text in names else f"{piece.text!r} does not mean {piece.code} {piece.value}"

    def _name(self, piece: Piece, sentence: Sentence, told: Claim) -> str | None:
        if (piece.code, piece.value) not in told.names:
            return f"{piece.text!r} is not the {piece.code} of the record"
        borne = [
            self._evidence.words(p.article, span)
            for p in sentence.places
            for span in self._evidence.names_in(p.article, piece.value, p.span)
        ]
        if not borne:
            return f"{piece.text!r} is not named in the cited characters"
        if piece.value.startswith("unnamed/"):
            return (
                None
                if _plain(piece.text) in map(_plain, borne)
                else f"{piece.text!r} is not how the text describes him"
            )
        called = self._evidence.called(piece.value)
        return None if folded(piece.text) in called else f"{piece.text!r} is no name of {piece.value}"

    def _day(self, piece: Piece, sentence: Sentence, told: Claim) -> str | None:
        if (piece.code, piece.value) not in told.days:
            return f"{piece.text!r} is not the day that the record has"
        ends = piece.value.split("/")
        if [read_day(part) for part in piece.text.split(self._labels.words("to"))] != ends:
            return f"{piece.text!r} is not {piece.value}"
        written = any(
            time.value == piece.value and p.span.holds(Span(time.start, time.end))
            for p in sentence.places
            for time in self._evidence.readings[p.article].times
        )
        published = {self._evidence.articles[p.article].published for p in sentence.places}
        if written or (piece.code in ("published", "said") and piece.value in published):
            return None
        return f"{piece.text!r} stands neither in the cited characters nor as their date of publication"

    def _number(self, piece: Piece, sentence: Sentence, told: Claim) -> str | None:
        if piece.value not in told.numbers:
            return f"{piece.text!r} is not the number that the record has"
        if _canonical(fold(piece.text)) != piece.value:
            return f"{piece.text!r} is not {piece.value}"
        stands = any(piece.value in _numbers(self._evidence.text(p.article), p.span) for p in sentence.places)
        return None if stands else f"{piece.text!r} does not stand in the cited characters"

    def _stands(self, quote: str, place: Place, told: Claim) -> bool:
        """Whether a quotation is whole words of a place, holds the record's own, and was not cut short just before them.

        What turns the sense (a negation) stands close before: a quotation begins where the place begins, or well before.
        """
        words = _plain(self._evidence.words(place.article, place.span))
        at = words.find(quote) if quote else -1
        if at < 0 or words[at - 1 : at].isalnum() or words[at + len(quote) :][:1].isalnum():
            return False
        text = self._evidence.text(place.article)
        for anchor in told.anchors:
            if anchor.article == place.article and place.span.holds(anchor.span):
                before = len(_plain(text[place.span.start : anchor.span.start]))
                whole = not any(map(str.isalnum, words[:at]))
                return (whole or before - at >= _CONTEXT) and at - 3 <= before < at + len(quote)
        return False


def _left_out(sentence: Sentence, told: Claim) -> Iterator[str]:
    """What would turn the sense by its absence: status, force, speaker."""
    labels = {(p.code, p.value) for p in sentence.pieces if p.part == "label"}
    names = {(p.code, p.value) for p in sentence.pieces if p.part == "name"}
    yield from (f"{table} {code} is left out" for table, code in sorted(told.must - labels))
    yield from (f"the {role} {actor} is left out" for role, actor in sorted(told.must_name - names))


def _plain(text: str) -> str:
    return shown(text)


def _numbers(text: str, span: Span) -> set[str]:
    """The numbers that a stretch tells, in digits or in words; of a range both ends."""
    found = {_canonical(m[0]) for m in _DIGITS.finditer(fold(span.of(text)))}
    for number in flow.find_numbers(text, span):
        found.update(_canonical(f"{value:.10g}") for value in (number.value, number.low) if value != float("inf"))
    return found


def _canonical(digits: str) -> str:
    """A number without separators of thousands and without needless zeros; the text itself where it is none."""
    try:
        return f"{float(digits.replace(',', '')):.10g}"
    except ValueError:
        return digits
