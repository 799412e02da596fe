"""From a record to a sentence with its citations. Nouns and named fields, no verbs: no agreement can go wrong.

What is written here is not trusted: every sentence still has to pass the gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from marsad.model import Span
from marsad.model.telling import Report, Said
from marsad.model.woven import Disagreement, Shift, Side
from marsad.views.brief.claims import figure
from marsad.views.brief.evidence import Evidence
from marsad.views.brief.labels import Labels
from marsad.views.brief.told import Piece, Place, Sentence
from marsad.views.shown import shown

_SENTENCE_END = re.compile(r"[.!?؟](?=\s|$)|\n")
_FELLOWS = {"»": "«", "”": "“"}
_RECIPROCAL = frozenset(("AGREE", "CONSULT", "COOPERATE", "ASSAULT"))  # all sides may stand as actors: talks, a battle
_LONGEST = 320  # characters of a quotation
_AROUND = 160  # characters on either side of what a side of a disagreement rests on


class Writer:
    """Writes sentences in one language from records that `evidence` holds."""

    def __init__(self, evidence: Evidence, labels: Labels) -> None:
        self._evidence, self._labels = evidence, labels

    def report(self, report: Report) -> Sentence:
        """`Assault (from the air) — by: X; towards: Y; place: Z; date: D; status: alleged: “evidence”` and a stop."""
        event = report.event
        whole = self._closed(report.article, _both(event.evidence, event.trigger))
        places = [whole]
        pieces = [self._label("event", event.type)]
        if event.mode:
            pieces += [self._words("bracket"), self._label("mode", event.mode), self._words("unbracket")]
        mutual = event.type in _RECIPROCAL and not report.recipients and len(report.actors) > 1
        if report.actors:
            pieces.append(self._words("parties" if mutual else "doer"))
            pieces += self._names("party" if mutual else "actor", report.actors, places)
        if report.recipients:
            pieces.append(self._words("recipient" if report.actors else "recipient_first"))
            pieces += self._names("recipient", report.recipients, places)
        if event.place:
            pieces += [self._words("place"), *self._names("place", (event.place,), places)]
        day = self._written(report.article, event.date, event.trigger) if event.date else None
        if event.date and day:
            places.append(day)
            pieces += [self._words("day"), self._day("happened", event.date)]
        elif published := self._evidence.articles[report.article].published:
            pieces += [self._words("published"), self._day("published", published)]
        pieces += [self._words("status"), self._label("status", event.status)]
        pieces += self._quoted(whole, event.trigger)
        return Sentence(report.id, tuple(pieces), tuple(places))

    def said(self, said: Said) -> Sentence:
        """`X, 3 March 2020 — denial (verbatim): “words”` and a stop."""
        statement = said.statement
        content = self._closed(said.article, Span(statement.start, statement.end))
        places = [content]
        if statement.speaker_mention and said.speaker:
            places.append(Place(said.article, statement.speaker_mention))
        pieces = self._names("speaker", (said.speaker,), places) if said.speaker else [self._words("nobody")]
        published = self._evidence.articles[said.article].published
        day = said.said if said.said == published else None
        if day is None and (written := self._written(said.article, said.said, content.span)):
            day = said.said
            places.append(written)
        if day:
            pieces += [self._words("said_on"), self._day("said", day)]
        pieces += [self._words("dash"), self._label("force", statement.force)]
        pieces += [self._words("bracket"), self._label("kind", statement.kind), self._words("unbracket")]
        pieces += self._quoted(content, content.span)
        return Sentence(said.id, tuple(pieces), tuple(places))

    def dispute(self, dispute: Disagreement) -> list[Sentence]:
        """One sentence a side: `Number (dead): 7 — Publisher: “evidence”` and a stop."""
        return [self._side(dispute, which, side) for which, side in (("left", dispute.left), ("right", dispute.right))]

    def _side(self, dispute: Disagreement, which: str, side: Side) -> Sentence:
        around = Place(side.article, self._around(side.article, side.evidence))
        places = [around]
        pieces = [self._label("matter", dispute.matter)]
        if dispute.unit:
            pieces += [self._words("bracket"), self._label("unit", dispute.unit), self._words("unbracket")]
        if value := self._value(dispute, side, places):
            pieces += [self._words("colon"), *value]
        if publisher := self._evidence.articles[side.article].publisher:
            pieces += [self._words("dash"), Piece("publisher", publisher, value=side.article)]
        pieces += self._quoted(around, side.evidence)
        return Sentence(f"{dispute.id}/{which}", tuple(pieces), tuple(places))

    def _value(self, dispute: Disagreement, side: Side, places: list[Place]) -> list[Piece]:
        bare = side.value.removeprefix("not ")
        denied = [self._label("told", "denied")] if bare != side.value else []
        if dispute.matter == "number" and (told := figure(side.value)):
            numbers = [Piece("number", value, value=value) for value in told.values]
            joined = list(self._joined(numbers, "to"))
            return [*joined, self._label("hedge", told.hedge)] if told.hedge else joined
        if dispute.matter in ("actor", "recipient", "place", "speaker"):
            names = self._names(dispute.matter, (bare,), places)
            return [*names, self._words("bracket"), *denied, self._words("unbracket")] if denied else names
        if dispute.matter == "status":
            return denied or [self._label("told", side.value)]
        if dispute.matter == "date":
            if written := self._written(side.article, side.value, side.evidence):
                places.append(written)
            return [self._day("told", side.value)]
        return []

    def shift(self, shift: Shift, before: Report | Said, after: Report | Said) -> list[Sentence]:
        """Two sentences: `X — Ceasefire — before: against; published: D: “evidence”.`, and the same for after."""
        pairs = (("before", shift.before, before), ("after", shift.after, after))
        return [
            self._moment(shift, which, f"{which}_{'plus' if side == '+' else 'minus'}", record)
            for which, side, record in pairs
        ]

    def _moment(self, shift: Shift, which: str, side: str, record: Report | Said) -> Sentence:
        if isinstance(record, Said):
            rests = Span(record.statement.start, record.statement.end)
            cues = [s.cue for s in record.statement.stances if s.issue == shift.issue]
            whole = self._closed(record.article, _both(rests, *cues))
        else:
            rests = record.event.trigger
            whole = self._closed(record.article, _both(record.event.evidence, rests))
        places = [whole]
        issue = Piece("label", self._evidence.issues[shift.issue][self._labels.lang != "ar"], "issue", shift.issue)
        pieces = [*self._names("mover", (shift.actor,), places), self._words("dash"), issue]
        pieces += [self._words("dash"), self._label("side", side)]
        if published := self._evidence.articles[record.article].published:
            pieces += [self._words("published"), self._day("published", published)]
        return Sentence(f"{shift.id}/{which}", (*pieces, *self._quoted(whole, rests)), tuple(places))

    def _label(self, table: str, code: str) -> Piece:
        return Piece("label", self._labels.of(table, code), table, code)

    def _words(self, name: str) -> Piece:
        return Piece("words", self._labels.words(name))

    def _day(self, role: str, value: str) -> Piece:
        return Piece("day", self._labels.day(value), role, value)

    def _joined(self, pieces: Iterable[Piece], by: str) -> Iterator[Piece]:
        for i, piece in enumerate(pieces):
            if i:
                yield self._words(by)
            yield piece

    def _names(self, role: str, actors: Iterable[str | None], places: list[Place]) -> list[Piece]:
        """Names, and a citation for each that is not named in the cited places yet: where the article names him nearest."""
        found = []
        for actor in filter(None, actors):
            first = places[0]
            spans = self._evidence.names_in(first.article, actor)
            spans = sorted(spans, key=lambda s: (abs(s.start - first.span.start), s.start))
            if spans and not any(p.article == first.article and p.span.holds(s) for p in places for s in spans):
                places.append(Place(first.article, spans[0]))
            name = self._evidence.name(actor)
            text = name.ar if self._labels.lang == "ar" else name.en or name.ar
            if actor.startswith("unnamed/"):
                cited = [s for s in spans if any(p.span.holds(s) for p in places)]
                text = shown(self._evidence.words(first.article, cited[0])) if cited else text
            found.append(Piece("name", shown(text), role, actor))
        return list(self._joined(found, "and"))

    def _written(self, article: str, value: str, near: Span) -> Place | None:
        """Where an article writes a day, nearest to a stretch."""
        times = [Span(t.start, t.end) for t in self._evidence.readings[article].times if t.value == value]
        best = min(times, key=lambda s: (abs(s.start - near.start), s.start), default=None)
        return Place(article, best) if best else None

    def _around(self, article: str, span: Span) -> Span:
        """The sentence that a stretch stands in, as far as it is near."""
        text = self._evidence.text(article)
        start = max(
            (m.end() for m in _SENTENCE_END.finditer(text, max(0, span.start - _AROUND), span.start)),
            default=max(0, span.start - _AROUND),
        )
        stop = _SENTENCE_END.search(text, span.end, span.end + _AROUND)
        return Span(start, stop.start() if stop else min(len(text), span.end + _AROUND))

    def _closed(self, article: str, span: Span) -> Place:
        """A place, with the quotation mark behind it where that closes one inside it."""
        text = self._evidence.text(article)
        words, after = span.of(text), text[span.end : span.end + 1]
        opened = words.count('"') % 2 if after == '"' else words.count(_FELLOWS.get(after, after)) - words.count(after)
        return Place(article, Span(span.start, span.end + 1) if after and opened > 0 else span)

    def _quoted(self, place: Place, core: Span) -> list[Piece]:
        """The cited words in quotation marks, cut to what is near `core` at blanks where they are long."""
        text = self._evidence.text(place.article)
        start, end = place.span.start, place.span.end
        if end - start > _LONGEST:
            start = max(start, min(core.start, end - _LONGEST) - _AROUND // 2)
            end = min(end, start + _LONGEST)
            start = start if start == place.span.start else text.find(" ", start, core.start) + 1 or core.start
            end = end if end == place.span.end else max(text.rfind(" ", start, end), start + 1)
        words = _bare(shown(text[start:end]))
        quote = Piece("quote", words, value=place.article)
        return [self._words("colon"), self._words("open"), quote, self._words("close"), self._words("stop")]


def _both(*spans: Span) -> Span:
    """From the first of some stretches to the last."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _bare(words: str) -> str:
    """Words without the quotation marks around them; a mark whose fellow stands inside stays."""
    bare = words.strip(' "“”«»')
    return bare if bare.count('"') % 2 == 0 and bare.count("«") == bare.count("»") else words.strip()
