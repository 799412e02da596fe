"""What articles bear: all articles, and the types, issues and places of all statements and reports in them, as columns in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from marsad.ledger import codec, tables
from marsad.ledger.filters import QUADS, TOLD, Filter
from marsad.ledger.named import all_namings
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import Numbers, among, matching
from marsad.ledger.woven import live

Codes = NDArray[np.int32]


class Articles(NamedTuple):
    """All articles, superseded ones too, the newest day first, then by id; `code` is the place of each."""

    ids: list[str]
    code: dict[str, int]
    days: NDArray[np.bytes_]
    publishers: list[str | None]

    def codes(self, ids: Iterable[str]) -> Codes:
        """The places of some articles; unknown ones have none."""
        return np.array([self.code[id_] for id_ in ids if id_ in self.code], dtype=np.int32)


class Bearing(NamedTuple):
    """Some articles: `places` in all of them, in order."""

    articles: Articles
    places: Numbers

    @property
    def ids(self) -> list[str]:
        """The articles by id."""
        return list(map(self.articles.ids.__getitem__, self.places.tolist()))


class Marks(NamedTuple):
    """What records bear of one kind: `at` are places in the records, `what` codes into `values`."""

    values: list[str]
    at: Codes
    what: Codes

    def of(self, value: str) -> Codes:
        """The places of the records that bear one value."""
        code = self.values.index(value) if value in self.values else -1
        return np.asarray(self.at[self.what == code])


class Told(NamedTuple):
    """The statements and reports that hold, by their row numbers in order, and the place of each one's article (beyond the last for none).

    `reported` are the types of events, `types` those of reports and statements.
    """

    articles: Articles
    numbers: Numbers
    where: Codes
    types: Marks
    reported: Marks
    issues: Marks
    places: Marks

    def counted(self, articles: Iterable[str], kept: NDArray[np.bool_]) -> dict[str, Counter[str]]:
        """How many of some articles bear each type of event, issue and place, by the records that are `kept`."""
        chosen = np.zeros(len(self.articles.ids) + 1, dtype=bool)
        chosen[self.articles.codes(articles)] = True
        kept = kept & chosen[self.where]
        marks = {"type": self.reported, "issue": self.issues, "place": self.places}
        return {facet: self._articles(of, kept) for facet, of in marks.items()}

    def _articles(self, marks: Marks, kept: NDArray[np.bool_]) -> Counter[str]:
        its, beyond = kept[marks.at], len(self.articles.ids) + 1
        pairs = np.unique(marks.what[its].astype(np.int64) * beyond + self.where[marks.at[its]])
        counts = np.bincount(pairs // beyond, minlength=len(marks.values)).tolist()
        return Counter({value: n for value, n in zip(marks.values, counts, strict=True) if n and value})


def all_articles(connection: Connection) -> Articles:
    """The articles, as they were when the derived records last changed."""

    def make() -> Articles:
        a = tables.article.c
        rows = sorted(connection.execute(select(a.id, a.day, a.publisher)), key=lambda row: row[0])
        rows.sort(key=lambda row: row[1], reverse=True)
        ids = [row[0] for row in rows]
        code = {id_: at for at, id_ in enumerate(ids)}
        return Articles(ids, code, np.array([row[1] for row in rows], dtype="S10"), [row[2] for row in rows])

    return remembered(connection, "articles", None, make)


def all_told(connection: Connection, *, known_on: str | None = None) -> Told:
    """The statements and reports that hold, now or as known at the end of a day. Raises LedgerError where that is no ISO date."""
    at = as_of(connection, known_on)
    return remembered(connection, "told", at, lambda: _told(connection, known_on), keep=2)


def sure(connection: Connection, told: Told, wanted: Filter) -> NDArray[np.bool_]:
    """Which of the statements and reports are as sure as a filter asks."""
    if not wanted.min_confidence:
        return np.ones(len(told.numbers), dtype=bool)
    least = Filter(min_confidence=wanted.min_confidence, known_on=wanted.known_on)
    return among(told.numbers, np.concatenate([matching(connection, kind, least).numbers for kind in TOLD]))


def _told(connection: Connection, known_on: str | None) -> Told:
    w, li, articles = tables.woven.c, tables.link.c, all_articles(connection)
    of_kind = [matching(connection, kind, Filter(known_on=known_on)).numbers for kind in TOLD]
    numbers = np.sort(np.concatenate(of_kind))
    by_type = select(w.kind, w.type, _joined(w.seq)).where(w.kind.in_(TOLD)).group_by(w.type, w.kind)
    by_type = by_type.with_hint(tables.woven, "INDEXED BY woven_type", "sqlite")
    typed = [(kind, type_ or "", joined) for kind, type_, joined in connection.execute(by_type)]
    by_target = select(li.role, li.target, _joined(li.woven)).where(li.role.in_(("article", "issue", "place")))
    linked: dict[str, list[tuple[str, str]]] = {"article": [], "issue": [], "place": []}
    for role, target, joined in connection.execute(by_target.group_by(li.target, li.role)):
        linked[role].append((target, joined))
    found = _marks(linked["article"], numbers)
    codes = np.array([articles.code.get(id_, len(articles.ids)) for id_ in found.values], dtype=np.int32)
    where = np.full(len(numbers), len(articles.ids), dtype=np.int32)
    where[found.at] = codes[found.what]
    types = _marks([(type_, joined) for _, type_, joined in typed], numbers)
    reported = _marks([(type_, joined) for kind, type_, joined in typed if kind == "report"], numbers)
    return Told(
        articles, numbers, where, types, reported, _marks(linked["issue"], numbers), _marks(linked["place"], numbers)
    )


def _joined(number: ColumnElement[int]) -> ColumnElement[str]:
    """Row numbers as one string: they are not made one by one."""
    return func.aggregate_strings(cast(number, String), ",")


def _marks(joined: Iterable[tuple[str, str]], numbers: Numbers) -> Marks:
    """The values of the records of these numbers (in order), from the row numbers of each value."""
    code: dict[str, int] = {}
    beyond = np.append(numbers, -1)
    at, what = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for value, rows in joined:
        of_value = np.fromstring(rows, np.int64, sep=",")
        places = np.searchsorted(numbers, of_value)
        its = places[beyond[places] == of_value]
        at.append(its.astype(np.int32))
        what.append(np.full(len(its), code.setdefault(value, len(code)), dtype=np.int32))
    return Marks(list(code), np.concatenate(at), np.concatenate(what))


def bearing(connection: Connection, wanted: Filter) -> Bearing:
    """The articles that answer to a filter on what is derived and on what an article bears itself."""

    def make() -> Bearing:
        articles = all_articles(connection)
        kept = np.ones(len(articles.ids), dtype=bool)
        for which in _bearers(connection, articles, wanted):
            borne = np.zeros(len(articles.ids) + 1, dtype=bool)
            borne[which] = True
            kept &= borne[:-1]
        return Bearing(articles, np.flatnonzero(kept & _own(articles, wanted)))

    return remembered(connection, "bearing", wanted, make, keep=64)


def _own(articles: Articles, wanted: Filter) -> NDArray[np.bool_]:
    """Which articles have the id, publisher and day that are asked for."""
    kept = np.ones(len(articles.ids), dtype=bool)
    if wanted.since:
        kept &= articles.days >= codec.day(wanted.since).encode()
    if wanted.until:
        kept &= articles.days <= codec.day(wanted.until).encode()
    if wanted.source:
        kept &= np.array([publisher == wanted.source for publisher in articles.publishers], dtype=bool)
    if wanted.article:
        kept &= among(np.arange(len(articles.ids)), articles.codes([wanted.article]))
    return kept


def _bearers(connection: Connection, articles: Articles, wanted: Filter) -> Iterator[Codes]:
    """As `marsad.ledger.filters.bearers`: for each thing that is asked for, the places of the articles that bear it."""
    for actor in filter(None, (wanted.actor, wanted.recipient, wanted.party)):
        yield articles.codes(all_namings(connection, known_on=wanted.known_on).articles_of(actor))
    w, li = tables.woven.c, tables.link.c
    holds = live(tables.woven, codec.known_by(wanted.known_on))
    for kind, id_ in (("story", wanted.story), ("event", wanted.event)):
        if id_:
            of_record = select(li.target).join(tables.woven, w.seq == li.woven).where(li.role == "article", holds)
            yield articles.codes(connection.scalars(of_record.where(w.id == id_, w.kind == kind)))
    if not any((wanted.type, wanted.quad, wanted.issue, wanted.place)):
        return
    told = all_told(connection, known_on=wanted.known_on)
    kept = sure(connection, told, wanted)
    for marks, targets in (
        (told.types, (wanted.type,)),
        (told.types, QUADS[wanted.quad] if wanted.quad else ()),
        (told.issues, (wanted.issue,)),
        (told.places, (wanted.place,)),
    ):
        if any(targets):
            records = np.concatenate([marks.of(target) for target in targets if target])
            yield _in(articles, told.articles, told.where[records[kept[records]]])


def _in(articles: Articles, others: Articles, places: Codes) -> Codes:
    """Places in others as places in these: while a weaving is worked in, they may be of the state before."""
    if articles is others:
        return places
    beyond = len(articles.ids)
    return np.array([articles.code.get(id_, beyond) for id_ in (*others.ids, "")], dtype=np.int32)[places]
