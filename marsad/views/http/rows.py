"""Rows as they are sent: an answer at once, or all rows by the page so that memory does not grow with them.

What is sent by the page is, put together, what is sent at once. A fault in the middle is raised: the server then closes
the connection before the end that HTTP asks for, so that no client takes a part for the whole.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, TypeVar, cast

import msgspec
from msgspec import structs

from marsad.errors import InputError
from marsad.views import lists
from marsad.views.answers import Answer, Name
from marsad.views.http.shapes import CSV, NDJSON, Shape
from marsad.views.queries import mentioned

PAGE = 1_000
"""Rows that are held at once."""
_HELD = 1 << 20  # bytes that are kept in memory before they go to a file
_PIECE = 1 << 16
_FORMATS = {CSV: "csv", NDJSON: "jsonl"}
_T = TypeVar("_T")


def written(answer: Answer[Any], shape: Shape, record: type[msgspec.Struct]) -> bytes:
    """An answer as the command line writes it."""
    out = io.BytesIO()
    lists.write(answer, _FORMATS.get(shape, "json"), out, record=record)
    return out.getvalue()


def streamed(answers: Iterator[Answer[Any]], shape: Shape, record: type[msgspec.Struct]) -> Iterator[bytes]:
    """Answers that follow each other as one. The first is asked for at once, so that what is wrong with the question shows."""
    first = next(answers)
    if shape in _FORMATS:
        return _lines(first, answers, shape, record)
    return _object(first, answers)


def sliced(answer: Answer[Any]) -> Iterator[Answer[Any]]:
    """A long answer in pages, at least one."""
    rows = iter(answer.rows)
    page = tuple(islice(rows, PAGE))
    while True:
        yield structs.replace(answer, rows=page, names=names_in(page, answer.names))
        page = tuple(islice(rows, PAGE))
        if not page:
            break


def page(answer: Answer[Any], limit: int, after: str | None) -> Answer[Any]:
    """A page of an answer that holds all rows; all of them where the limit is 0. Raises InputError for a cursor that is none."""
    return cut(answer, start(after), limit or len(answer.rows))


def start(after: str | None) -> int:
    """The number of rows that came before. Raises InputError for what no page ended with."""
    if after is None:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise InputError(f"cursor {after!r}: is none; give the one that the page before ended with, or leave it out")
    return int(after)


def cut(answer: Answer[Any], first: int, limit: int) -> Answer[Any]:
    """The rows of an answer from `first` on, `limit` at most, with the names in them; the cursor is the number of the next row."""
    rows = answer.rows[first : first + limit]
    more = str(first + limit) if first + limit < answer.total else None
    return structs.replace(answer, rows=rows, names=names_in(rows, answer.names), more=more)


def names_in(rows: tuple[Any, ...], names: Mapping[str, Name]) -> dict[str, Name]:
    """Those of some names that rows make use of."""
    ids = mentioned(rows) | {getattr(row, field, None) for row in rows for field in ("id", "source", "target")}
    return {id_: name for id_, name in names.items() if id_ in ids}


def kept(write: Callable[[BinaryIO], _T]) -> tuple[_T, Iterator[bytes]]:
    """What `write` writes, in pieces, after all of it is there; and what it returns. Long ones lie in a file meanwhile."""
    with ExitStack() as undo:
        out = cast(BinaryIO, undo.enter_context(SpooledTemporaryFile(_HELD)))
        told = write(out)
        out.seek(0)
        undo.pop_all()
    return told, _pieces(out)


def _pieces(out: BinaryIO) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece


def _lines(
    first: Answer[Any], rest: Iterator[Answer[Any]], shape: Shape, record: type[msgspec.Struct]
) -> Iterator[bytes]:
    head = len(written(Answer(rows=(), total=0), shape, record))
    yield written(first, shape, record)
    for answer in rest:
        yield written(answer, shape, record)[head:]


def _object(first: Answer[Any], rest: Iterator[Answer[Any]]) -> Iterator[bytes]:
    """An `Answer` in JSON; names and words wait in files of their own until the rows are told."""
    with SpooledTemporaryFile(_HELD) as named, SpooledTemporaryFile(_HELD) as worded:
        names, words = _Members(cast(BinaryIO, named)), _Members(cast(BinaryIO, worded))
        before = b'{"rows":['
        for answer in chain([first], rest):
            yield before + msgspec.json.encode(answer.rows)[1:-1]
            before = b"," if answer.rows else b""
            names.put(answer.names)
            words.put(answer.words)
        yield b'],"total":%d,"names":{' % first.total
        yield from names.told()
        yield b'},"more":null,"words":{'
        yield from words.told()
        yield b"}}\n"


class _Members:
    """The members of a JSON object, each once, gathered in a file."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._known = out, set[str]()

    def put(self, members: Mapping[str, Any]) -> None:
        """Adds those that are not there yet."""
        new = {key: value for key, value in members.items() if key not in self._known}
        if new:
            self._out.write((b"," if self._known else b"") + msgspec.json.encode(new)[1:-1])
            self._known.update(new)

    def told(self) -> Iterator[bytes]:
        """All that was gathered, in pieces."""
        self._out.seek(0)
        while piece := self._out.read(_PIECE):
            yield piece
