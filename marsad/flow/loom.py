"""The pass over articles in time order: who is meant, then each weaver takes the telling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec
from sqlalchemy import Connection

from marsad import dossiers
from marsad.flow.groups import Groups, sides
from marsad.flow.shelf import Shelf
from marsad.ledger import docs
from marsad.ledger.articles import readings, stored
from marsad.ledger.decisions import Decisions, all_decisions
from marsad.ledger.namings import Named, NamingsBefore
from marsad.ledger.plan import Plan, in_order
from marsad.ledger.sketches import packed_sketches
from marsad.ledger.woven import Doc, decoded, linked
from marsad.model.telling import Telling
from marsad.model.woven import Judgement, Quotation, Story, WovenEvent
from marsad.resolve.actors import Actors
from marsad.resolve.knowledge import knowledge
from marsad.resolve.namings import namings
from marsad.weave import events, quotations, stories
from marsad.weave.copies import Copies
from marsad.weave.firsts import Outlets
from marsad.weave.sketches import Sketch
from marsad.weave.topics import Topics

WINDOW = max(events.WINDOW, quotations.WINDOW, stories.WINDOW)
"""Days before the first article to be woven that the weavers must be told of."""


def outlets(dossier: str) -> Outlets:
    """The publishers of a dossier's source cards, each by all its names and its domain."""
    names: dict[str, tuple[str, ...]] = {}
    agencies = set()
    for card in dossiers.sources(dossier):
        known = (card.name_ar, card.name, *card.names)
        for publisher in filter(None, (*known, card.domain)):
            names[publisher] = known
            if card.kind == "agency":
                agencies.add(publisher)
    return Outlets(names, frozenset(agencies))


class Loom:
    """All weavers, told what was woven before. `weave` takes the next articles, in order, and gives what is to be kept.

    After it, `touched` are the groups it put together anew, `namings`, `judgements` and `sketches` those of its articles.
    """

    def __init__(self, connection: Connection, dossier: str, made: Plan) -> None:
        self._connection, again = connection, {*made.work, *made.gone}
        decisions = Decisions(all_decisions(connection))
        self._shelf = Shelf(connection, Topics(dossiers.issues(dossier)), decisions)
        self._groups = Groups(connection, self._shelf, decisions, again)
        self._actors = Actors(knowledge(), decisions.judgements())
        self._copies, self._stories = Copies(self._shelf.one, outlets=outlets(dossier)), stories.Stories()
        self._events, self._quotations = events.Events(sides()), quotations.Quotations(sides())
        self.namings: list[Named] = []
        self.judgements: list[Judgement] = []
        self.sketches: dict[str, bytes] = {}
        self._remember(made, again)

    @property
    def touched(self) -> set[str]:
        """The groups that the last `weave` put together anew."""
        return self._groups.touched

    def weave(self, articles: Sequence[str], gone: Sequence[str] = ()) -> Iterator[Doc]:
        """Weaves these articles in and lets others go; yields the records of them and of the groups they joined or left."""
        self._groups.begin([*articles, *gone])
        self.namings, self.judgements, self.sketches = [], [], {}
        known = stored(self._connection, articles)
        for article, reading in readings(self._connection, articles):
            who = {}
            mentions = Counter(m.actor for m in reading.mentions)
            for naming in namings(reading, article, known[article].day):
                who[naming.local], judged = self._actors.add(naming)
                self.namings.append(Named(naming, who[naming.local], mentions[naming.local]))
                self.judgements += judged
            yield from self._take(self._shelf.make(known[article], reading, who))
        yield from self._groups.together()

    def _take(self, telling: Telling) -> Iterator[Doc]:
        """Gives a telling to each weaver; yields its own records."""
        copies = self._copies.add(telling)
        self.sketches[telling.article] = msgspec.json.encode(self._copies.sketch(telling))
        for found in copies:
            self._groups.pair(found, telling.article)
            yield docs.copy(found, telling.day)
        story = self._stories.add(telling, copies)
        self._groups.join("story", telling.article, story)
        of_event = dict(self._events.add(telling, story))
        for report in telling.reports:
            self._groups.join("event", report.id, of_event[report.id])
            yield docs.report(report, event=of_event[report.id], story=story)
        of_quotation = dict(self._quotations.add(telling))
        for said in telling.said:
            if said.id in of_quotation:
                self._groups.join("quotation", said.id, of_quotation[said.id])
            yield docs.statement(said, quotation=of_quotation.get(said.id), story=story)

    def _remember(self, made: Plan, again: set[str]) -> None:
        """Tells the weavers of everything that stays as it is."""
        decoder = msgspec.json.Decoder(Sketch)
        sketches = packed_sketches(self._connection)
        self._copies.remember_all(decoder.decode(packed) for article, packed in sketches if article not in again)
        self._actors.remember_all(NamingsBefore(self._connection, made.from_day))
        if not made.work:
            return
        since = (date.fromisoformat(made.from_day) - timedelta(days=WINDOW)).isoformat()
        before = [a for a in in_order(self._connection, since, made.from_day) if a not in again]
        held = linked(self._connection, "article", before, ("story", "event", "quotation"))
        story_of = {a: s.id for s in decoded(held, "story", Story).values() for a in s.articles}
        event_of = {r: e.id for e in decoded(held, "event", WovenEvent).values() for r in e.reports}
        quotation_of = {s: q.id for q in decoded(held, "quotation", Quotation).values() for s in q.statements}
        for telling in self._shelf.many(before):
            story = story_of[telling.article]
            self._stories.remember(telling, story)
            self._events.remember(telling, event_of, story)
            for said in telling.said:
                if said.id in quotation_of:
                    self._quotations.remember(said, quotation_of[said.id])
