"""The questions that can be put to a ledger. Each is a function of an open ledger and a filter and gives an `Answer`.

Every view asks here: the same filter gives the same rows and the same count on the command line, in an export and in a
briefing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec, standing, tables
from marsad.ledger.articles import stored
from marsad.ledger.docs import KINDS
from marsad.ledger.filters import Filter, article_conditions
from marsad.ledger.present import newest, number_of_articles, present
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.woven import live, parts
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Quotation, Shift, Story, WovenEvent
from marsad.views.answers import Answer, ArticleRow, Refused
from marsad.views.names import NOT, names_of

T = TypeVar("T", bound=msgspec.Struct)
ALL = Filter()
_NAMING = ("actor", "recipient", "place", "speaker")
"""Matters of disagreements whose values are ids."""
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2}) (\S+)")
_ARTICLE = ("id", "title", "day", "publisher", "url", "source", "given_id", "published", "captured", "recorded")


def events(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[WovenEvent]:
    """Events, each with all its reports, newest first."""
    return _records(ledger, "event", WovenEvent, filter_, (limit, after))


def reports(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[Report]:
    """Reports: one article's telling of an event each."""
    return _records(ledger, "report", Report, filter_, (limit, after))


def statements(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[Said]:
    """Statements, each as one article tells it."""
    return _records(ledger, "statement", Said, filter_, (limit, after))


def quotations(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[Quotation]:
    """Utterances, each with all statements that report it; `words` has the oldest telling of each."""
    found = _records(ledger, "quotation", Quotation, filter_, (limit, after))
    oldest = {q.statements[0]: q.id for q in found.rows}
    w, decoder = tables.woven.c, msgspec.json.Decoder(Said)
    words: dict[str, str] = {}
    with ledger.reading() as connection:
        for part in parts(oldest):
            told = connection.scalars(
                select(w.data).where(w.id.in_(part), live(tables.woven, codec.known_by(filter_.known_on)))
            )
            words |= {oldest[said.id]: said.text for said in map(decoder.decode, told)}
    return msgspec.structs.replace(found, words=words)


def stories(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[Story]:
    """Stories, by the day of their latest article."""
    return _records(ledger, "story", Story, of_stories(filter_), (limit, after))


def of_stories(filter_: Filter) -> Filter:
    """The filter as stories answer to it: they have the names of places."""
    place = flow.knowledge().actors.get(filter_.place or "")
    return msgspec.structs.replace(filter_, place=place.name) if place else filter_


def copies(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[Copy]:
    """Pairs of articles of which one repeats the other; `words` has the titles."""
    found = _records(ledger, "copy", Copy, filter_, (limit, after))
    with ledger.reading() as connection:
        articles = stored(connection, sorted({id_ for c in found.rows for id_ in (c.copy, c.original)}))
    return msgspec.structs.replace(found, words={id_: a.title for id_, a in articles.items()})


def disagreements(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[Disagreement]:
    """Disagreements between tellings, settled ones included."""
    return _records(ledger, "disagreement", Disagreement, filter_, (limit, after))


def shifts(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[Shift]:
    """Changes of position."""
    with ledger.reading() as connection:
        key = (filter_, limit, after, as_of(connection, filter_.known_on))
        return remembered(
            connection, "changes", key, lambda: listed(connection, "shift", Shift, filter_, limit=limit, after=after),
            keep=64,
        )  # fmt: skip


def articles(
    ledger: Ledger, filter_: Filter = ALL, *, limit: int | None = None, after: str | None = None
) -> Answer[ArticleRow]:
    """Articles that are current, newest first, each with the number of its version and of versions in all."""
    a = tables.article.c
    at = codec.known_by(filter_.known_on)
    known = () if at is None else (a.recorded <= at,)
    with ledger.reading() as connection:
        total = number_of_articles(connection, filter_)
        found = _articles(connection, filter_, limit, _cursor(after) if after else None)
        shown = found[:limit] if limit else found
        threads: dict[str, list[int]] = {}
        for part in parts({row.thread for row in shown}):
            for thread, seq in connection.execute(
                select(a.thread, a.seq).where(a.thread.in_(part), *known).order_by(a.seq)
            ):
                threads.setdefault(thread, []).append(seq)
    rows = tuple(
        ArticleRow(
            **{name: getattr(row, name) for name in _ARTICLE},
            version=threads[row.thread].index(row.seq) + 1,
            of=len(threads[row.thread]),
        )
        for row in shown
    )
    more = f"{shown[-1].day} {shown[-1].id}" if limit and len(found) > limit else None
    return Answer(rows=rows, total=total, more=more)


def _articles(
    connection: Connection, filter_: Filter, limit: int | None, after: tuple[str, str] | None
) -> Sequence[Any]:
    """One row more than `limit` where there is one."""
    a = tables.article.c
    wanted = select(*(a[name] for name in _ARTICLE), a.thread, a.seq).order_by(a.day.desc(), a.id)
    ids = newest(connection, present(connection, filter_))
    if ids is None:
        wanted = wanted.where(*article_conditions(filter_))
        if after:
            wanted = wanted.where((a.day < after[0]) | ((a.day == after[0]) & (a.id > after[1])))
        return connection.execute(wanted.limit(limit + 1) if limit else wanted).all()
    if after:
        ids = [(day, id_) for day, id_ in ids if day < after[0] or (day == after[0] and id_ > after[1])]
    shown = (id_ for _, id_ in ids[: limit + 1 if limit else None])
    return [row for part in parts(shown) for row in connection.execute(wanted.where(a.id.in_(part)))]


def refused(ledger: Ledger, *, limit: int | None = None) -> Answer[Refused]:
    """Records that were refused, newest first."""
    c = tables.refusal.c
    with ledger.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(tables.refusal)) or 0
        wanted = select(*(c[name] for name in Refused.__struct_fields__)).order_by(c.seq.desc())
        found = connection.execute(wanted.limit(limit) if limit else wanted)
        rows = tuple(Refused(**dict(zip(Refused.__struct_fields__, row, strict=True))) for row in found)
    return Answer(rows=rows, total=total)


def record(ledger: Ledger, id_: str, *, known_on: str | None = None) -> tuple[str, msgspec.Struct]:
    """One derived record and its kind. Raises InputError where there is none of that id."""
    with ledger.reading() as connection:
        return kept(connection, id_, known_on=known_on)


def kept(connection: Connection, id_: str, *, known_on: str | None = None) -> tuple[str, msgspec.Struct]:
    """As `record`, in a transaction."""
    w = tables.woven.c
    row = connection.execute(
        select(w.kind, w.data).where(w.id == id_, live(tables.woven, codec.known_by(known_on)))
    ).first()
    if row is None:
        raise InputError(
            f"{id_}: there is no such record; ids stand in the first column of every list (see: marsad events)"
        )
    return row.kind, msgspec.json.decode(row.data, type=KINDS[row.kind])


def _records(
    ledger: Ledger, kind: str, record: type[T], filter_: Filter, page: tuple[int | None, str | None]
) -> Answer[T]:
    limit, after = page
    with ledger.reading() as connection:
        return listed(connection, kind, record, filter_, limit=limit, after=after)


def listed(
    connection: Connection,
    kind: str,
    record: type[T],
    filter_: Filter,
    *,
    limit: int | None = None,
    after: str | None = None,
) -> Answer[T]:
    """The records of a kind, newest first, then by id, in a transaction; a cursor is the day and id of the last row."""
    found = standing.page(connection, kind, filter_, limit=limit, after=_cursor(after) if after else None)
    decoder = msgspec.json.Decoder(record)
    rows = tuple(decoder.decode(row.data) for row in found.rows)
    more = f"{found.rows[-1].day} {found.rows[-1].id}" if found.more else None
    return Answer(rows=rows, total=found.total, names=names_of(connection, mentioned(rows)), more=more)


def _cursor(after: str) -> tuple[str, str]:
    """The day and id of the row to go on behind. Raises InputError for what no page ended with."""
    if not (found := _CURSOR.fullmatch(after)):
        raise InputError(f"cursor {after!r}: is none; give the one that the page before ended with, or leave it out")
    return found[1], found[2]


def mentioned(rows: Iterable[msgspec.Struct]) -> set[str]:
    """The ids of actors and places in records."""
    found: set[str] = set()
    for row in rows:
        for field in ("actor", "actors", "recipients", "speaker", "addressees", "place", "parties"):
            value = getattr(row, field, None)
            found.update((value,) if isinstance(value, str) else value or ())
        if isinstance(row, Report) and row.event.place:
            found.add(row.event.place)
        if isinstance(row, Disagreement) and row.matter in _NAMING:
            found |= {side.value.removeprefix(NOT) for side in (row.left, row.right)}
    return found


def of_ids(connection: Connection, ids: Iterable[str], at: str | None) -> dict[str, msgspec.Struct]:
    """The derived records that hold, now or as known at a moment, by id."""
    w = tables.woven.c
    return {
        row.id: msgspec.json.decode(row.data, type=KINDS[row.kind])
        for part in parts(sorted(set(ids)))
        for row in connection.execute(select(w.id, w.kind, w.data).where(w.id.in_(part), live(tables.woven, at)))
    }
