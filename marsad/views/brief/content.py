"""The briefing of a span, made from the ledger by rules: what is told, in which order, behind the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

import msgspec

from marsad.ledger.filters import Filter
from marsad.ledger.standing import fetched, page
from marsad.model.telling import Report, Said
from marsad.model.woven import Disagreement, Quotation, Shift, WovenEvent
from marsad.views import asked
from marsad.views.brief import coverage, weight
from marsad.views.brief.evidence import Evidence
from marsad.views.brief.gate import Gate
from marsad.views.brief.labels import Labels, Lang
from marsad.views.brief.order import weightiest
from marsad.views.brief.rewording import Reword, same
from marsad.views.brief.sentences import Writer
from marsad.views.brief.told import Briefing, Cited, Item, Note, Place, Printed, Section, Sentence, Withheld
from marsad.views.desk import Desk

_T = TypeVar("_T", bound=msgspec.Struct)
_R = TypeVar("_R")
MOST = 12
"""Items of a section, unless told otherwise."""
_TRIED = 4  # times as many records are looked at, to make up for those withheld


class Draft(NamedTuple):
    """An item before the gate."""

    record: str
    sentences: Sequence[Sentence]
    notes: Sequence[Note] = ()


def compose(
    desk: Desk,
    *,
    lang: Lang = "ar",
    since: str | None = None,
    until: str | None = None,
    issue: str | None = None,
    actor: str | None = None,
    known_on: str | None = None,
    most: int = MOST,
    reword: Reword | None = None,
) -> Briefing:
    """The briefing of the days `since` to `until`, by default of the last seven days that have articles.

    `issue` and `actor` (an id or any spelling) narrow it, `known_on` asks for what the ledger said then, `most` is the number of
    items of a section. `reword` may word a sentence anew; what it gives is printed only where it tells the same (`same`).
    Raises InputError for an unknown actor or issue, LedgerError for a date that is none.
    """
    who = desk.find(actor) if actor else None
    coverage.check_issue(desk.ledger, issue)
    asked.check(desk.ledger, "briefing", {"since": since, "until": until})
    first, last = coverage.span(desk.ledger, since, until, known_on)
    wanted = Filter(since=first, until=last, issue=issue, party=who, known_on=known_on)
    return _Composer(desk, wanted, lang, most, reword).compose()


class _Composer:
    """One briefing in the making: footnotes are numbered as they are first used."""

    def __init__(self, desk: Desk, wanted: Filter, lang: Lang, most: int, reword: Reword | None) -> None:
        self._ledger, self._wanted, self._most, self._reword = desk.ledger, wanted, most, reword
        self._labels, self._evidence = Labels(lang), Evidence(desk.ledger, wanted.known_on)
        self._writer, self._gate = Writer(self._evidence, self._labels), Gate(self._evidence, self._labels)
        self._parties = frozenset(coverage.parties(desk.ledger))
        self._numbers: dict[Place, int] = {}
        self._withheld: list[Withheld] = []

    def compose(self) -> Briefing:
        """All sections in order."""
        header = coverage.header(self._ledger, self._wanted)
        with self._ledger.reading() as connection:
            told = weightiest(connection, self._wanted, self._parties, self._evidence.issues)
        sections = (
            self._section("happened", told.happened, lambda part: self._events(self._records(part, WovenEvent))),
            self._section("said", told.said, lambda part: self._said(self._records(part, Quotation))),
            self._section("changed", self._rows("shift", Shift), self._shifts),
            self._section("disputed", sorted(self._rows("disagreement", Disagreement), key=_dispute_order), self._disputes),
            self._section("unconfirmed", _turns(told.doubtful, told.claims), lambda part: self._unconfirmed(part, frozenset(told.claims))),
            Section(id="missing", title=self._labels.of("section", "missing"), missing=coverage.missing(
                self._ledger, self._wanted, self._parties, self._labels.lang)),
        )  # fmt: skip
        return Briefing(
            language=self._labels.lang,
            header=header,
            sections=sections,
            references=self._references(),
            withheld=tuple(self._withheld),
        )

    def _rows(self, kind: str, record: type[_T]) -> list[_T]:
        """All records of a kind that answer to the filter, found by their actor, newest first; names are looked up only for those printed."""
        wanted = msgspec.structs.replace(self._wanted, actor=self._wanted.party, party=None)
        if kind == "disagreement":
            wanted = msgspec.structs.replace(wanted, issue=None)
        decoder = msgspec.json.Decoder(record)
        with self._ledger.reading() as connection:
            return [decoder.decode(row.data) for row in page(connection, kind, wanted).rows]

    def _records(self, numbers: Sequence[int], record: type[_T]) -> list[_T]:
        """Records by their row numbers, in the order of these."""
        with self._ledger.reading() as connection:
            data = fetched(connection, numbers)
        decoder = msgspec.json.Decoder(record)
        return [decoder.decode(data[number]) for number in numbers]

    def _section(self, id_: str, rows: Sequence[_R], draft: Callable[[Sequence[_R]], Iterable[Draft]]) -> Section:
        items: list[Item] = []
        looked = 0
        stream = iter(rows)
        while (
            len(items) < self._most
            and looked < _TRIED * self._most
            and (part := list(islice(stream, self._most - len(items))))
        ):
            looked += len(part)
            items += (item for one in draft(part) if (item := self._pass(id_, one)))
        return Section(id=id_, title=self._labels.of("section", id_), items=tuple(items), more=len(rows) - looked)

    def _pass(self, section: str, draft: Draft) -> Item | None:
        """The item where all its sentences pass the gate; else those that do not are noted as withheld."""
        refused = [(s, reason) for s in draft.sentences if (reason := self._gate.refuse(s))]
        self._withheld += (
            Withheld(section=section, record=draft.record, text=s.text, reason=reason) for s, reason in refused
        )
        if refused or not draft.sentences:
            return None
        return Item(record=draft.record, sentences=tuple(map(self._printed, draft.sentences)), notes=tuple(draft.notes))

    def _printed(self, sentence: Sentence) -> Printed:
        cites = tuple(
            self._numbers.setdefault(place, len(self._numbers) + 1) for place in dict.fromkeys(sentence.places)
        )
        new = self._reword(sentence.text) if self._reword else sentence.text
        reworded = new != sentence.text and same(sentence, new, self._labels)
        text = new if reworded else sentence.text
        quote = next((p.text for p in sentence.pieces if p.part == "quote"), "")
        return Printed(text=text, quote=quote, tells=sentence.tells, cites=cites, reworded=reworded)

    def _events(self, events: Sequence[WovenEvent]) -> Iterable[Draft]:
        reports = self._evidence.fetch("report", Report, (r for e in events for r in e.reports))
        leads = {
            e.id: weight.lead_report(told, e)
            for e in events
            if (told := [reports[r] for r in e.reports if r in reports])
        }
        self._open(leads.values())
        for event in events:
            if lead := leads.get(event.id):
                articles = len({reports[r].article for r in event.reports if r in reports})
                notes = [_note("origins", event.origins), _note("articles", articles), _note("score", f"{event.score:g}"),
                         _note("confidence", f"{event.confidence:.2f}")]  # fmt: skip
                notes += (
                    _note("issue", self._evidence.issues[i][self._labels.lang != "ar"])
                    for i in event.issues
                    if i in self._evidence.issues
                )
                yield Draft(event.id, [self._writer.report(lead)], notes)

    def _said(self, quotations: Sequence[Quotation]) -> Iterable[Draft]:
        said = self._evidence.fetch("statement", Said, (s for q in quotations for s in q.statements))
        leads = {
            q.id: weight.lead_statement(told, q)
            for q in quotations
            if (told := [said[s] for s in q.statements if s in said])
        }
        self._open(leads.values())
        for found in quotations:
            if lead := leads.get(found.id):
                office = coverage.office(lead.speaker, lead.said, self._labels)
                titles = self._evidence.roles(lead.article, lead.speaker)
                notes = [_note("office", office)] if office else [_note("described", t) for t in titles[:1]]
                sides = {
                    self._evidence.issues[s.issue][self._labels.lang != "ar"]: s.polarity
                    for s in lead.statement.stances
                    if s.issue in self._evidence.issues
                }
                notes += (_note("issue", f"{name} ({side})") for name, side in sides.items())
                articles = len({said[s].article for s in found.statements if s in said})
                notes += [
                    _note("origins", found.origins),
                    _note("articles", articles),
                    _note("confidence", f"{lead.statement.confidence:.2f}"),
                ]
                yield Draft(found.id, [self._writer.said(lead)], notes)

    def _unconfirmed(self, numbers: Sequence[int], claims: frozenset[int]) -> Iterable[Draft]:
        doubtful = [number for number in numbers if number not in claims]
        claimed = [number for number in numbers if number in claims]
        events, said = self._records(doubtful, WovenEvent), self._records(claimed, Quotation)
        place = {number: at for at, number in enumerate(numbers)}
        order = {event.id: place[number] for event, number in zip(events, doubtful, strict=True)}
        order |= {claim.id: place[number] for claim, number in zip(said, claimed, strict=True)}
        return sorted((*self._events(events), *self._said(said)), key=lambda draft: order[draft.record])

    def _disputes(self, disputes: Sequence[Disagreement]) -> Iterable[Draft]:
        self._evidence.records.update({d.id: d for d in disputes})
        self._evidence.open(a for d in disputes for a in (d.left.article, d.right.article))
        matters = ("actor", "recipient", "place", "speaker")
        self._evidence.call(
            s.value.removeprefix("not ") for d in disputes if d.matter in matters for s in (d.left, d.right)
        )
        for dispute in disputes:
            settled = (
                [] if dispute.status == "open" else [_note("settled", self._labels.of("settlement", dispute.status))]
            )
            yield Draft(
                dispute.id, self._writer.dispute(dispute), [*settled, _note("confidence", f"{dispute.confidence:.2f}")]
            )

    def _shifts(self, shifts: Sequence[Shift]) -> Iterable[Draft]:
        ids = {i for s in shifts for i in (s.evidence_before, s.evidence_after)}
        found: dict[str, Report | Said] = dict(self._evidence.fetch("statement", Said, ids))
        events = self._evidence.fetch("event", WovenEvent, ids)
        reports = self._evidence.fetch("report", Report, (e.reports[0] for e in events.values()))
        found.update({e.id: reports[e.reports[0]] for e in events.values() if e.reports[0] in reports})
        self._evidence.records.update({s.id: s for s in shifts})
        self._open(found.values())
        self._evidence.call(s.actor for s in shifts)
        for shift in shifts:
            before, after = found.get(shift.evidence_before), found.get(shift.evidence_after)
            if before and after and shift.issue in self._evidence.issues:
                yield Draft(
                    shift.id, self._writer.shift(shift, before, after), [_note("confidence", f"{shift.confidence:.2f}")]
                )

    def _open(self, records: Iterable[Report | Said]) -> None:
        """Fetches the articles of records and the names of everyone in them."""
        kept = list(records)
        self._evidence.open(r.article for r in kept)
        places = (r.event.place for r in kept if isinstance(r, Report))
        parties = (a for r in kept for a in ((*r.actors, *r.recipients) if isinstance(r, Report) else (r.speaker,)))
        self._evidence.call(i for i in (*places, *parties) if i)

    def _references(self) -> tuple[Cited, ...]:
        found = []
        for (article, span), number in self._numbers.items():
            known = self._evidence.articles[article]
            found.append(
                Cited(number=number, article=article, title=known.title, publisher=known.publisher, day=known.day, published=known.published,
                      url=known.url, start=span.start, end=span.end, words=self._evidence.words(article, span))
            )  # fmt: skip
        return tuple(found)


def _note(key: str, value: object) -> Note:
    return Note(key=key, value=str(value))


def _turns(events: Sequence[int], claims: Sequence[int]) -> list[int]:
    """Both lists in turn, three events to one claim, each in its own order."""
    left, right = iter(events), iter(claims)
    mixed: list[int] = []
    while True:
        before = len(mixed)
        mixed += islice(left, 3)
        mixed += islice(right, 1)
        if len(mixed) == before:
            return mixed


def _dispute_order(dispute: Disagreement) -> tuple[bool, float, str]:
    return dispute.status != "open", -dispute.confidence, dispute.id
