"""How articles come into a ledger: which are known already, which follow an older version, and what is kept of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from sqlalchemy import Column, Connection, select

from marsad.ledger import codec, tables
from marsad.ledger.batch import Batch
from marsad.ledger.words import words_of
from marsad.model import Reading, Record, Refusal
from marsad.model.capture import Captured
from marsad.model.kept import Kept, KeptAs

WARC = "application/warc"
_R = TypeVar("_R", Record, Refusal)
_Text = TypeVar("_Text", str, None, str | None)
_LONGEST = 500  # characters of what is indexed


class _Placed(NamedTuple):
    """The ledger's id of an article, and the page whose versions it belongs to."""

    article: str
    thread: str


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A record on its way in: the bytes to archive and their digest; `place` is the address it was published at."""

    record: Record
    media: str
    data: bytes
    digest: str
    place: str


def arrival(record: Record) -> Arrival:
    """What is archived of a record: its bytes; for a row of JSON lines the row; for a page of the web its WARC record."""
    record = _storable(record)
    facts = {k: getattr(record, k) for k in ("given_id", "title", "published", "publisher", "url", "captured")}
    if isinstance(record, Captured):
        media, data = WARC, record.capture.warc
    elif record.data is not None:
        media, data = record.media, record.data
    else:
        media, data = "application/json", msgspec.json.encode({"text": record.text} | facts | {"more": record.more})
    place = record.url or (f"{record.publisher or ''}#{record.given_id}" if record.given_id else "")
    return Arrival(record=record, media=media, data=data, digest=codec.sha256(data), place=place)


class _Pages:
    """What pages said, and when: `last` leads from a page to the article that it said at its latest capture."""

    def __init__(self, connection: Connection, threads: Sequence[str]) -> None:
        c = tables.capture.c
        self.last: dict[str, str] = {}
        self._until: dict[str, str] = {}
        self._sources: dict[tuple[str, str], str] = {}
        self._captured: set[tuple[str, str, str]] = set()
        columns = select(c.thread, c.article, c.source, c.captured)
        for row in connection.execute(columns.where(c.thread.in_(threads)).order_by(c.captured, c.seq)):
            self.said(*row)

    def said(self, thread: str, article: str, source: str, captured: str) -> None:
        """Takes note of a capture."""
        self._sources[thread, source] = article
        self._captured.add((thread, article, captured))
        if captured >= self._until.get(thread, ""):  # an older capture may come in later
            self.last[thread], self._until[thread] = article, captured

    def knows(self, thread: str, article: str, record: Record) -> bool:
        """Whether a record tells nothing new.

        So it is where its page says the same already, where its source said the same the last time (or two versions of
        a page in two files would replace each other each time that both are added), or where this very capture is kept.
        """
        at = codec.parsed_moment(record.captured)
        return (
            self.last.get(thread) == article
            or self._sources.get((thread, record.source)) == article
            or (thread, article, at) in self._captured
        )


def known(connection: Connection, arrivals: Sequence[Arrival]) -> list[Kept | None]:
    """For each arrival that would change nothing what it is in the ledger, without reading it; None for all others."""
    c = tables.capture.c
    captured: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for row in connection.execute(
        select(c.digest, c.place, c.thread, c.article, tables.article.c.title)
        .join(tables.article, tables.article.c.id == c.article)
        .where(c.digest.in_(sorted({a.digest for a in arrivals})))
        .order_by(c.seq)
    ):
        captured[row.digest, row.place].append((row.thread, row.article, row.title))
    pages = _Pages(connection, sorted({thread for rows in captured.values() for thread, *_ in rows}))

    def kept(a: Arrival) -> Kept | None:
        for thread, article, title in captured[a.digest, a.place]:
            if pages.knows(thread, article, a.record):
                return Kept(article=article, as_="known", source=a.record.source, title=title)
        return None

    return [kept(a) for a in arrivals]


def refuse(batch: Batch, refusals: Sequence[Refusal]) -> None:
    """Keeps what was refused, once for each place and reason."""
    c, kept = tables.refusal.c, list(map(_storable, refusals))
    sources, lines = {r.source for r in kept}, {r.line for r in kept if r.line is not None}
    rows = batch.connection.execute(
        select(c.source, c.line, c.code, c.reason)
        .where(c.source.in_(sorted(sources)), c.line.in_(sorted(lines)) | c.line.is_(None))
    )  # fmt: skip
    seen = {tuple(row) for row in rows}
    for r in kept:
        if (key := (r.source, r.line, r.code, r.reason)) not in seen:
            seen.add(key)
            batch.add(tables.refusal, source=r.source, given_id=r.given_id, line=r.line, code=r.code, reason=r.reason)


class Intake:
    """Adds the articles of one batch; what the ledger knows of them is looked up once."""

    def __init__(self, batch: Batch, found: Sequence[tuple[Arrival, Reading]]) -> None:
        self._batch = batch
        self._placed = [(arrival, reading, _placed(arrival, reading)) for arrival, reading in found]
        ids, threads = {p.article for *_, p in self._placed}, {p.thread for *_, p in self._placed}
        self._pages = _Pages(batch.connection, sorted(threads))
        self._articles = _present(batch.connection, tables.article.c.id, ids)
        self._blobs = _present(batch.connection, tables.blob.c.digest, {a.digest for a, _ in found})
        self._readers = _present(batch.connection, tables.reader.c.digest, {_reader(r) for _, r in found})

    def keep(self) -> Iterator[Kept]:
        """Each article: new, a new version of its page, or known; rows are added to the batch."""
        for arrival, reading, placed in self._placed:
            title = reading.title.of(reading.text) if reading.title else ""
            before, fresh = self._pages.last.get(placed.thread), placed.article not in self._articles
            as_: KeptAs = "version" if before else "new" if fresh else "known"
            if self._pages.knows(placed.thread, placed.article, arrival.record):
                as_ = "known"
            else:
                if fresh:
                    self._add(arrival, reading, placed, title)
                self._capture(arrival, reading, placed)
            yield Kept(article=placed.article, as_=as_, source=reading.source, title=title)

    def _add(self, arrival: Arrival, reading: Reading, placed: _Placed, title: str) -> None:
        self._articles.add(placed.article)
        captured = self._captured(arrival)
        published = reading.published
        seq = self._batch.add(
            tables.article,
            id=placed.article,
            thread=placed.thread,
            publisher=indexed(reading.publisher),
            url=reading.url,
            given_id=indexed(reading.given_id),
            source=reading.source,
            language=reading.language,
            title=title,
            day=published.date if published else captured[:10],
            published=published.date if published else None,
            basis=published.basis if published else None,
            captured=captured,
        )
        reader = _reader(reading)
        if reader not in self._readers:
            self._readers.add(reader)
            self._batch.add(tables.reader, digest=reader, data=codec.pack(reading.reader))
        self._batch.add(tables.reading, article=placed.article, reader=reader, data=codec.pack(reading))
        body = [span.of(reading.text) for span in reading.body]
        names = [name for a in reading.actors.values() if not a.unnamed for name in (a.name, a.name_ar or "")]
        self._batch.index(words_of(seq, [title, *body], names))

    def _capture(self, arrival: Arrival, reading: Reading, placed: _Placed) -> None:
        captured = self._captured(arrival)
        self._pages.said(placed.thread, placed.article, arrival.record.source, captured)
        if arrival.digest not in self._blobs:
            self._blobs.add(arrival.digest)
            packed = arrival.data if arrival.media == WARC else codec.deflate(arrival.data)
            self._batch.add(
                tables.blob, digest=arrival.digest, media=arrival.media, size=len(arrival.data), data=packed
            )
        facts = arrival.record.capture if isinstance(arrival.record, Captured) else None
        self._batch.add(
            tables.capture,
            thread=placed.thread,
            article=placed.article,
            digest=arrival.digest,
            place=arrival.place,
            source=arrival.record.source,
            url=reading.url,
            captured=captured,
            data=codec.pack(msgspec.structs.replace(facts, warc=b"")) if facts else None,
        )

    def _captured(self, arrival: Arrival) -> str:
        return codec.parsed_moment(arrival.record.captured) or self._batch.recorded


def _placed(arrival: Arrival, reading: Reading) -> _Placed:
    """An article is its words at its place: a copy elsewhere is another article, the same file in another folder is not."""
    place = reading.url or arrival.place
    id_ = codec.sha256(f"{reading.id}\n{place}".encode())[:16]
    whole_file = arrival.record.data is not None and Path(arrival.record.source).is_file()
    thread = place or (str(Path(arrival.record.source).resolve()) if whole_file else id_)
    return _Placed(id_, indexed(thread))


def indexed(text: _Text) -> _Text:
    """Text, or None, as an index takes it: PostgreSQL refuses more than 2,704 bytes, so what is longer ends in its digest."""
    if text is None or len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 17]}…{codec.sha256(text.encode())[:16]}"


def _storable(told: _R) -> _R:
    words = ("source", "given_id", "title", "published", "publisher", "url", "captured", "reason")
    said = {k: v for k in words if isinstance(v := getattr(told, k, None), str)}
    return msgspec.structs.replace(told, **{k: codec.storable(v) for k, v in said.items()})


def _reader(reading: Reading) -> str:
    return codec.sha256(msgspec.json.encode(reading.reader))[:16]


def _present(connection: Connection, column: Column[str], values: set[str]) -> set[str]:
    return set(connection.scalars(select(column).where(column.in_(sorted(values)))))
