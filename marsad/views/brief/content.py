"""The briefing of a span, made from the ledger by rules: what is told, in which order, behind the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

import msgspec

from marsad.ledger.filters import Filter
from marsad.ledger.standing import fetched
from marsad.model.telling import Report, Said
from marsad.model.woven import Disagreement, Quotation, Shift, WovenEvent
from marsad.views import asked
from marsad.views.brief import coverage, leads
from marsad.views.brief.evidence import Evidence
from marsad.views.brief.gate import Gate
from marsad.views.brief.labels import Labels, Lang
from marsad.views.brief.order import Weightiest, weightiest
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
        self._read: dict[int, bytes] = {}
        self._numbers: dict[Place, int] = {}
        self._withheld: list[Withheld] = []

    def compose(self) -> Briefing:
        """All sections in order."""
        header = coverage.header(self._ledger, self._wanted)
        with self._ledger.reading() as connection:
            told = weightiest(connection, self._wanted, self._parties, self._evidence.issues)
            unconfirmed, claims = _turns(told.doubtful, told.claims), frozenset(told.claims)
            self._expect(told, unconfirmed, claims)
        sections = (
            self._section("happened", told.happened, lambda part: self._events(self._records(part, WovenEvent))),
            self._section("said", told.said, lambda part: self._said(self._records(part, Quotation))),
            self._section("changed", told.changed, lambda part: self._shifts(self._records(part, Shift))),
            self._section("disputed", told.disputed, lambda part: self._disputes(self._records(part, Disagreement))),
            self._section("unconfirmed", unconfirmed, lambda part: self._unconfirmed(part, claims)),
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

    def _expect(self, told: Weightiest, unconfirmed: Sequence[int], claims: frozenset[int]) -> None:
        """Fetches what all sections begin with at once; half as much again as they hold, for some of it is withheld."""
        happened, said, changed, disputed, rest = (
            numbers[: self._most + self._most // 2]
            for numbers in (told.happened, told.said, told.changed, told.disputed, unconfirmed)
        )  # fmt: skip
        self._bring((*happened, *said, *changed, *disputed, *rest))
        events = self._records([*happened, *(n for n in rest if n not in claims)], WovenEvent)
        quotations = self._records([*said, *(n for n in rest if n in claims)], Quotation)
        shifts = self._records(changed, Shift)
        disputes = self._records(disputed, Disagreement)
        leads.expect(self._evidence, events, quotations, shifts, disputes)

    def _bring(self, numbers: Iterable[int]) -> None:
        """Fetches records by their row numbers."""
        new = [number for number in dict.fromkeys(numbers) if number not in self._read]
        if new:
            with self._ledger.reading() as connection:
                self._read |= fetched(connection, new)

    def _records(self, numbers: Sequence[int], record: type[_T]) -> list[_T]:
        """Records by their row numbers, in the order of these."""
        self._bring(numbers)
        decoder = msgspec.json.Decoder(record)
        return [decoder.decode(self._read[number]) for number in numbers]

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
        chosen = leads.reports(self._evidence, events)
        self._open(chosen.values())
        for event in events:
            if lead := chosen.get(event.id):
                articles = len({r.article for r in self._evidence.fetch("report", Report, event.reports).values()})
                notes = [_note("origins", event.origins), _note("articles", articles), _note("score", f"{event.score:g}"),
                         _note("confidence", f"{event.confidence:.2f}")]  # fmt: skip
                notes += (
                    _note("issue", self._evidence.issues[i][self._labels.lang != "ar"])
                    for i in event.issues
                    if i in self._evidence.issues
                )
                yield Draft(event.id, [self._writer.report(lead)], notes)

    def _said(self, quotations: Sequence[Quotation]) -> Iterable[Draft]:
        chosen = leads.statements(self._evidence, quotations)
        self._open(chosen.values())
        for found in quotations:
            if lead := chosen.get(found.id):
                office = coverage.office(lead.speaker, lead.said, self._labels)
                titles = self._evidence.roles(lead.article, lead.speaker)
                notes = [_note("office", office)] if office else [_note("described", t) for t in titles[:1]]
                sides = {
                    self._evidence.issues[s.issue][self._labels.lang != "ar"]: s.polarity
                    for s in lead.statement.stances
                    if s.issue in self._evidence.issues
                }
                notes += (_note("issue", f"{name} ({side})") for name, side in sides.items())
                articles = len({s.article for s in self._evidence.fetch("statement", Said, found.statements).values()})
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
        self._evidence.open(leads.articles(disputes))
        self._evidence.call(leads.named_by(disputes))
        for dispute in disputes:
            settled = (
                [] if dispute.status == "open" else [_note("settled", self._labels.of("settlement", dispute.status))]
            )
            yield Draft(
                dispute.id, self._writer.dispute(dispute), [*settled, _note("confidence", f"{dispute.confidence:.2f}")]
            )

    def _shifts(self, shifts: Sequence[Shift]) -> Iterable[Draft]:
        found = leads.pieces(self._evidence, shifts)
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
        self._evidence.call(leads.who(kept))

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
