"""The questions that the project's own annotated text answers: who does it and to whom, for every trigger that tells an event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench import own
from marsad import ingest
from marsad.flow import ArticleReader
from marsad.model import Article, Record, Refusal
from marsad.read.between import Between
from marsad.read.candidates import Candidate, Candidates
from marsad.read.choice import Chooser
from marsad.read.event_dates import Dated, EventDates, contexts
from marsad.read.frame import Asked, symmetric
from marsad.read.proposals import Proposals
from marsad.read.roles import nobody
from marsad.read.tokens import Document
from marsad.read.triggers import Found, find_triggers
from marsad.read.write import write

QUESTIONS = ("actor", "recipient", "date")
ARTICLES = Path(__file__).parent / "articles"
"""Articles of which only the events are annotated; all of them train."""
FOLDERS = (own.OWN, ARTICLES)


class Question(NamedTuple):
    """The features of each option (nobody first), which options are right, and in which contexts features weigh."""

    options: list[list[str]]
    right: list[bool]
    contexts: tuple[str, ...]


class Labelled(NamedTuple):
    """The questions of one article, by what they ask for."""

    article: str
    split: str
    questions: dict[str, list[Question]]


class Ask(NamedTuple):
    """What is asked of one trigger, and who may be the answer."""

    asked: Asked
    candidates: list[Candidate]
    options: list[list[str]]
    dates: list[Dated]


def labelled() -> Iterator[Labelled]:
    """Every article of the own annotated text with its questions; the scorer of ../shared/bench tells who is who."""
    golds, _ = own.scorer()
    reader = ArticleReader()
    for folder in FOLDERS:
        for raw, text in own.annotated(folder):
            gold = golds.resolve(raw, text)
            article = ingest.article(Record(source=gold.doc, text=text, given_id=gold.doc, published=gold.published))
            if not isinstance(article, Refusal):
                yield label(reader, gold, article, raw["split"])


def label(reader: ArticleReader, gold: Any, article: Article, split: str) -> Labelled:
    """The questions that one annotated article answers."""
    doc, cast, found = reader.find(article)
    between = Between(doc)
    candidates = Candidates(doc, found.parties, cast, between)
    proposals = Proposals(doc, reader.pack, found.parties, cast, list(found.statements))
    triggers = find_triggers(doc, reader.pack, found.parties)
    dates = EventDates(doc, list(found.times), triggers, Chooser({}), between)
    asks = [ask(candidates, dates, proposals.of(trigger)) for trigger in triggers]
    for state in {c.party.actor for a in asks for c in a.candidates} - cast.actors.keys():
        cast.known(state, reader.knowledge.actors[state].name_ar)
    reading = json.loads(msgspec.json.encode(write(doc, cast, found, reader.reader)))
    reading["actors"] |= json.loads(msgspec.json.encode(cast.actors))
    return Labelled(gold.doc, split, _Answers(gold, doc, reading).to(asks))


def ask(candidates: Candidates, dates: EventDates, asked: Asked) -> Ask:
    """The questions that a reader asks itself at a trigger."""
    found = candidates.of(asked)
    options = [nobody(asked, len(found)), *candidates.features(found, asked)]
    return Ask(asked, found, options, dates.options(asked.trigger))


class _Answers:
    """The right answers of one article, as its annotation has them."""

    def __init__(self, gold: Any, doc: Document, reading: dict[str, Any]) -> None:
        _, self._score = own.scorer()
        self._gold, self._doc, self._reading = gold, doc, reading
        self._words = self._score.tokens(gold.text)
        self._same = self._score.align_actors(gold, reading, self._words)

    def to(self, asks: list[Ask]) -> dict[str, list[Question]]:
        """The questions for each trigger that tells an annotated event, where the answer is among the options."""
        found: dict[str, list[Question]] = {name: [] for name in QUESTIONS}
        for event, told in self._pairs(asks):
            for part, wanted in _wanted(event, told.asked.trigger).items():
                right = [not wanted, *(bool(wanted) and self._is(wanted, c) for c in told.candidates)]
                if any(right):
                    found[part].append(Question(told.options, right, told.asked.contexts))
            right = [option.value == event["date"] for option in told.dates]
            if any(right):
                found["date"].append(Question([o.features for o in told.dates], right, contexts(told.asked.trigger)))
        return found

    def _pairs(self, asks: list[Ask]) -> Iterator[tuple[dict[str, Any], Ask]]:
        """Each annotated event with the nearest trigger of its type in its sentence."""
        triggers = [a.asked.trigger for a in asks]
        told = [(t.row.type, self._doc.span(t.at, t.end).start) for t in triggers]
        for i, j in own.events_told(self._score, self._gold, told):
            yield self._gold.events[i], asks[j]

    def _is(self, wanted: list[str], candidate: Candidate) -> bool:
        return bool(
            self._score._side_ok(self._gold, wanted, candidate.party.actors, self._same, self._reading, self._words)
        )


def _wanted(event: dict[str, Any], trigger: Found) -> dict[str, list[str]]:
    """The annotated actors of each part; of those who meet or agree, the second is whoever acts beside the first."""
    actors, recipients = event["actors"], event["recipients"]
    if symmetric(trigger) and not recipients:
        recipients = actors if len(actors) > 1 else []
    return {"actor": actors, "recipient": recipients}
