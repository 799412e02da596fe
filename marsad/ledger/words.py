"""The search index: the words of each article without their clitics, and the names of who is meant.

SQLite keeps it in an FTS5 table without content, PostgreSQL in a column of `tsvector`; both are written in the transaction
of the article. A row's key is its article's day and number (`key_of`), so that the index itself is in the order of days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.ledger import tables
from marsad.ledger.stems import WORD, other, plain, spaced, stem

NUMBERS = 10**10
"""A key is the day as a number (20200626) times this, plus the number of the article's row."""
BETWEEN = "·"
"""Stands between two names, so that no phrase runs from one into the other; it is no word of any text."""
SCHEMA = {
    "sqlite": ("CREATE VIRTUAL TABLE fulltext USING fts5(title, body, also, names, content='', tokenize='ascii')",),
    "postgresql": (
        "CREATE TABLE fulltext (key bigint PRIMARY KEY, vector tsvector NOT NULL)",
        "ALTER TABLE fulltext ALTER COLUMN vector SET STORAGE EXTERNAL",
        "CREATE INDEX fulltext_vector ON fulltext USING gin (vector)",
    ),
}
_KNOWN = 300_000
"""Written words whose stems are remembered; a desk's news has some 200,000."""
_LEXEMES = 900_000
"""Bytes of words that one `tsvector` takes: PostgreSQL holds up to 1 MiB, positions included."""
_LAST = 16_383
"""The last position that a `tsvector` tells apart."""


class Words(NamedTuple):
    """What is found of one article: `seq` is its row, the rest are words joined by blanks.

    `also` holds what words may be besides (بشكل: شكل), `names` the names of its actors that the text does not spell so.
    """

    seq: int
    title: str
    body: str
    also: str
    names: str


class _Stems(dict[str, str]):
    """The stems of written words, and what the few that may be something besides are, remembered until there are too many."""

    def __init__(self) -> None:
        self.others: dict[str, str] = {}

    def __missing__(self, written: str) -> str:
        word = plain(written)
        found = self[written] = stem(word)
        if besides := other(word, found):
            self.others[word] = besides
        return found

    def trim(self) -> None:
        """Forgets everything once there is too much of it; not within an article, whose words must be known together."""
        if len(self) > _KNOWN:
            self.clear()
            self.others.clear()


_stems = _Stems()


def stem_of(written: str) -> str:
    """The form that a written word is kept under; empty where nothing is left of it."""
    return _stems[written]


def besides(kept: Iterable[str]) -> dict[str, str]:
    """Of words as they are kept the few that may be something besides, and what."""
    return {word: _stems.others[word] for word in sorted(_stems.others.keys() & set(kept))}


def stems_of(passage: str) -> list[str]:
    """The words of a passage as they are kept, in order."""
    return list(map(_stems.__getitem__, WORD.findall(spaced(passage))))


def words_of(seq: int, passages: Sequence[str], names: Sequence[str]) -> Words:
    """The index entry of an article: `passages` are its title and the parts of its body, `names` those of its actors."""
    _stems.trim()
    title, body = _kept(passages[0]) if passages else "", _kept("\n".join(passages[1:]))
    also = besides(f"{title} {body}".split()).values()
    told = f" {title} {BETWEEN} {body} "
    unsaid = [name for name in dict.fromkeys(map(_kept, dict.fromkeys(names))) if name and f" {name} " not in told]
    return Words(seq, title, body, " ".join(also), f" {BETWEEN} ".join(unsaid))


def _kept(passage: str) -> str:
    """The words of a passage as they are kept, joined by blanks."""
    return " ".join(filter(None, stems_of(passage)))


def key_of(day: str, seq: int = 0) -> int:
    """The key of an article of a day (ISO; a month or year counts as its beginning)."""
    return int(f"{day.replace('-', '')[:8]:0<8}") * NUMBERS + seq


def write_words(connection: Connection, entries: Sequence[Words]) -> None:
    """Writes index entries of articles whose rows are there."""
    if not entries:
        return
    a = tables.article.c
    statement, make = _INSERT[connection.dialect.name]
    numbers = [entry.seq for entry in entries]
    days = connection.execute(select(a.seq, a.day).where(a.seq.between(min(numbers), max(numbers))))
    day_of = {row.seq: row.day for row in days}
    keyed = [(key_of(day_of[entry.seq], entry.seq), entry) for entry in entries]
    keyed.sort()  # FTS5 writes a segment out each time that keys go down
    rows = [make(key, entry) for key, entry in keyed]
    connection.exec_driver_sql(statement, rows)


Row = tuple[int | str, ...]


def _row(key: int, entry: Words) -> Row:
    return key, *entry[1:]


def _vector_row(key: int, entry: Words) -> Row:
    return key, vector(entry)


_INSERT: dict[str, tuple[str, Callable[[int, Words], Row]]] = {
    "sqlite": ("INSERT INTO fulltext (rowid, title, body, also, names) VALUES (?, ?, ?, ?, ?)", _row),
    "postgresql": ("INSERT INTO fulltext (key, vector) VALUES (%s, CAST(%s AS tsvector))", _vector_row),
}


def vector(entry: Words) -> str:
    """The entry as PostgreSQL writes a `tsvector`: words of the title weigh A, names B, what words may be besides C."""
    places: dict[str, list[str]] = {}
    size = 0
    for word, place, weight in _placed(entry):
        if word not in places:
            size += len(word.encode()) + 8
            if size > _LEXEMES:
                break
            places[word] = []
        places[word].append(f"{min(place, _LAST)}{weight}")
    return " ".join(f"'{word}':{','.join(found[:255])}" for word, found in places.items())


def _placed(entry: Words) -> Iterator[tuple[str, int, str]]:
    """Each word with its position and weight; positions are skipped where no phrase may run on."""
    parts: tuple[tuple[Iterable[str], str, int], ...] = (
        (entry.title.split(), "A", 1),
        (entry.names.split(), "B", 1),
        (entry.also.split(), "C", 2),
        (entry.body.split(), "", 1),
    )
    place = 1
    for words, weight, step in parts:
        for word in words:
            if word != BETWEEN:
                yield word, place, weight
            place += step
        place += 2
