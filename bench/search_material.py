"""Many articles out of few: real ones under changed names, publishers and days, with their namings and derived records."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, insert

from bench.articles import ARTICLES, sample
from marsad.flow import ArticleReader
from marsad.ledger import Batch, codec, tables
from marsad.ledger.woven import Doc, replace
from marsad.model import Refusal, Span

DAYS = 3_650
_FIRST = date(2015, 1, 1)
_LAST_BATCH = "2026-01-01T00:00:00.000000Z"


class _Mention(msgspec.Struct):
    start: int
    end: int
    type: str
    actor: str | None
    nominal: bool = False


class _Actor(msgspec.Struct):
    name: str
    name_ar: str | None = None
    unnamed: bool = False


class _Stance(msgspec.Struct):
    issue: str


class _Statement(msgspec.Struct):
    force: str
    stances: list[_Stance] = []


class _Event(msgspec.Struct):
    type: str
    place: str | None = None


class Told(msgspec.Struct):
    """Of a reading what is needed here."""

    text: str
    title: Span | None
    body: list[Span]
    publisher: str | None
    mentions: list[_Mention]
    actors: dict[str, _Actor]
    statements: list[_Statement]
    events: list[_Event]


class Material(NamedTuple):
    """The real articles and the names of persons in all of them."""

    told: list[Told]
    persons: list[str]


class Copied(NamedTuple):
    """One article of the large ledger."""

    id: str
    title: str
    body: list[str]
    names: list[str]
    day: str
    publisher: str
    told: Told

    @staticmethod
    def weave(connection: Connection, part: Sequence[Copied]) -> None:
        """Writes what is derived of the articles: who is named, what is said, what happened."""
        number = _last(connection) + 1
        namings = [(c, actor) for c in part for actor, who in c.told.actors.items() if not who.unnamed]
        if namings:
            connection.execute(insert(tables.naming), [_naming(c, a, number + n) for n, (c, a) in enumerate(namings)])
        replace(connection, {}, (doc for c in part for doc in _docs(c)), _LAST_BATCH)


def material(readings: Path | None, count: int, seed: int) -> Material:
    """So many real articles: out of a file of readings, evenly, else read now."""
    told = list(_from_file(readings, count) if readings else _read(count, seed))
    persons = {t.text[m.start : m.end] for t in told for m in t.mentions if m.type == "PER" and not m.nominal}
    return Material(told, sorted(name for name in persons if " " in name))


def _from_file(readings: Path, count: int) -> Iterator[Told]:
    decoder = msgspec.json.Decoder(Told)
    with readings.open("rb") as lines:
        every = max(1, sum(1 for _ in lines) // count)
        lines.seek(0)
        yield from (decoder.decode(line) for n, line in enumerate(lines) if n % every == 0)


def _read(count: int, seed: int) -> Iterator[Told]:
    desk = ArticleReader()
    for record in sample(ARTICLES, count, seed):
        found = desk.read_record(record)
        if not isinstance(found, Refusal):
            yield msgspec.convert(msgspec.to_builtins(found), Told)


def copies(real: Material, count: int, seed: int) -> Iterator[Copied]:
    """`count` articles; the first round bears its own names, each further one other persons'."""
    draw = random.Random(seed)  # noqa: S311 - a draw, not a secret
    publishers = sorted({t.publisher or "" for t in real.told})
    for n in range(count):
        told = real.told[n % len(real.told)]
        day = _FIRST + timedelta(days=draw.randrange(DAYS))
        title = told.title.of(told.text) if told.title else told.text[:60].rpartition(" ")[0]
        passages = [title, *(span.of(told.text) for span in told.body)]
        names = [name for a in told.actors.values() if not a.unnamed for name in (a.name, a.name_ar or "")]
        publisher = told.publisher or ""
        if n >= len(real.told):
            others = _other_names(told, real.persons, draw)
            passages, names = _renamed(passages, others), _renamed(names, others)
            publisher = draw.choice(publishers)
        yield Copied(f"{n:016x}", passages[0], passages[1:], names, day.isoformat(), publisher, told)


def _other_names(told: Told, persons: Sequence[str], draw: random.Random) -> dict[str, str]:
    said = (told.text[m.start : m.end] for m in told.mentions if m.type == "PER" and not m.nominal)
    return {name: draw.choice(persons) for name in sorted(set(said)) if " " in name}


def _renamed(passages: Sequence[str], others: dict[str, str]) -> list[str]:
    joined = "\n".join(passages)
    for name, new in others.items():
        joined = joined.replace(name, new)
    return joined.split("\n") if joined.count("\n") == len(passages) - 1 else list(passages)


def write(batch: Batch, copied: Copied) -> int:
    """Adds an article with its capture and reading to a batch; returns its number."""
    text = "\n".join([copied.title, *copied.body])
    body, at = [], len(copied.title) + 1
    for passage in copied.body:
        body.append(Span(at, at + len(passage)))
        at += len(passage) + 1
    kept = Told(
        text=text, title=Span(0, len(copied.title)), body=body, publisher=copied.publisher,
        mentions=[], actors=copied.told.actors, statements=[], events=[],
    )  # fmt: skip
    moment = f"{copied.day}T00:00:00.000000Z"
    about = {"thread": f"https://example.org/{copied.id}", "url": f"https://example.org/{copied.id}", "source": "bench"}
    number = batch.add(
        tables.article, id=copied.id, publisher=copied.publisher, language="ar", title=copied.title, day=copied.day,
        captured=moment, **about,
    )  # fmt: skip
    batch.add(tables.capture, article=copied.id, digest=copied.id, place=about["url"], captured=moment, **about)
    batch.add(tables.reading, article=copied.id, reader="bench", data=codec.pack(kept))
    return number


def _naming(copied: Copied, actor: str, number: int) -> dict[str, object]:
    return {
        "seq": number, "article": copied.id, "local": actor, "actor": actor, "day": copied.day, "mentions": 1,
        "data": b"{}" * 60, "since": _LAST_BATCH, "ended": None,
    }  # fmt: skip


def _last(connection: Connection) -> int:
    newest = connection.scalar(
        tables.naming.select().with_only_columns(tables.naming.c.seq).order_by(tables.naming.c.seq.desc())
    )
    return newest or 0


def _docs(copied: Copied) -> Iterator[Doc]:
    blank = b"{}" * 300  # as long as a record is on average
    article = ("article", copied.id)
    for n, said in enumerate(copied.told.statements):
        issues = tuple(dict.fromkeys(("issue", s.issue) for s in said.stances))
        yield Doc("statement", f"{copied.id}.s{n}", copied.day, said.force, 0.8, blank, (article, *issues))
    for n, event in enumerate(copied.told.events):
        place = (("place", event.place),) if event.place else ()
        yield Doc("report", f"{copied.id}.e{n}", copied.day, event.type, 0.8, blank, (article, *place))
