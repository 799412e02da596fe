"""What several formats are made of: rows by the page, and events with their reports, articles and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

import msgspec
from sqlalchemy import Connection, select

from marsad.errors import LedgerError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored, read_of, stored
from marsad.ledger.filters import Filter
from marsad.ledger.woven import live, parts
from marsad.model.telling import Report
from marsad.model.woven import WovenEvent
from marsad.views import queries
from marsad.views.answers import Answer
from marsad.views.export.who import Who, who

T = TypeVar("T", bound=msgspec.Struct)
PAGE = 1_000
"""Rows that are held in memory at once."""
QUADS: Mapping[str, int] = {
    "verbal_cooperation": 1,
    "material_cooperation": 2,
    "verbal_conflict": 3,
    "material_conflict": 4,
}
"""PLOVER's numbers of the quad classes."""


class Written(NamedTuple):
    """How many rows of the answer stand in the file, and how many do not, with the reason."""

    rows: int
    left_out: int = 0
    why: str = ""


class Ask(Protocol[T]):
    """A question of `marsad.views.queries` that answers by the page."""

    def __call__(self, ledger: Ledger, filter_: Filter, *, limit: int | None, after: str | None) -> Answer[T]:
        """One page of the answer."""


class _Words(msgspec.Struct):
    text: str


class Told(NamedTuple):
    """A report with its article and, where words are asked for, the sentence that tells it."""

    report: Report
    article: Stored
    words: str = ""


class Happening(NamedTuple):
    """An event with its reports in order (at least one where the ledger is whole) and everybody in it by id."""

    event: WovenEvent
    told: tuple[Told, ...]
    people: Mapping[str, Who]

    @property
    def actors(self) -> list[Who]:
        """Who did it."""
        return [self.people[a] for a in self.event.actors]

    @property
    def recipients(self) -> list[Who]:
        """To whom it was done."""
        return [self.people[r] for r in self.event.recipients]

    @property
    def place(self) -> Who | None:
        """Where it happened."""
        return self.people.get(self.event.place or "")

    @property
    def articles(self) -> dict[str, Stored]:
        """The articles that report it, in the order of the reports."""
        return {t.article.id: t.article for t in self.told}

    @property
    def publishers(self) -> list[str]:
        """Who published those, each once."""
        return list(dict.fromkeys(t.report.publisher for t in self.told if t.report.publisher))

    @property
    def link(self) -> str:
        """The address of the first article that has one, else where the first was read from."""
        known = list(self.articles.values())
        return next((a.url for a in known if a.url), known[0].source if known else "")


def paged(ask: Ask[T], ledger: Ledger, wanted: Filter) -> Iterator[Answer[T]]:
    """An answer by the page, at least one. Raises LedgerError where the ledger changed in between."""
    after, seen = None, 0
    while True:
        answer: Answer[T] = ask(ledger, wanted, limit=PAGE, after=after)
        seen += len(answer.rows)
        yield answer
        if answer.more is None:
            break
        after = answer.more
    if seen != answer.total:
        raise LedgerError(f"the ledger changed while it was read ({seen} of {answer.total} rows); run the export again")


def happenings(ledger: Ledger, wanted: Filter, *, words: bool = False) -> Iterator[Happening]:
    """The events of an answer in its order, with what tells them; `words` fetches the sentences too. Raises LedgerError."""
    for answer in paged(queries.events, ledger, wanted):
        with ledger.reading() as connection:
            told = reports(connection, chain.from_iterable(e.reports for e in answer.rows), known_on=wanted.known_on)
            articles = stored(connection, {r.article for r in told.values()})
            texts = texts_of(connection, articles) if words else {}
            people = who(connection, answer.names)
        for event in answer.rows:
            yield Happening(event, tuple(_told(told[r], articles, texts) for r in event.reports if r in told), people)


def _told(report: Report, articles: Mapping[str, Stored], texts: Mapping[str, str]) -> Told:
    article = articles[report.article]
    return Told(report, article, " ".join(report.event.evidence.of(texts.get(article.id, "")).split()))


def reports(connection: Connection, ids: Iterable[str], *, known_on: str | None = None) -> dict[str, Report]:
    """Reports by id, as the ledger had them at the end of a day where one is given."""
    w = tables.woven.c
    holds = live(tables.woven, codec.known_by(known_on))
    decoder = msgspec.json.Decoder(Report)
    found = {}
    for part in parts(ids):
        for row in connection.execute(select(w.id, w.data).where(w.id.in_(part), holds)):
            found[row.id] = decoder.decode(row.data)
    return found


def texts_of(connection: Connection, articles: Iterable[str]) -> dict[str, str]:
    """The stored texts of articles, which all spans count in."""
    return {article: words.text for article, words in read_of(connection, articles, _Words)}
