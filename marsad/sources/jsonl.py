"""JSON lines, and plain JSON that holds one record or an array of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from marsad.model.record import Record, Refusal

_WORDS = ("text", "title", "published", "publisher", "url", "charset", "captured")
_KNOWN = {"id", *_WORDS}
_BOM = b"\xef\xbb\xbf"


def lines(stream: BinaryIO, source: str, limit: int) -> Iterator[Record | Refusal]:
    """A record for each line with an object; a refusal with the line's number for each other, blank ones left out."""
    return _each(iter(lambda: stream.readline(limit + 1), b""), stream, source, limit)


def whole(stream: BinaryIO, source: str, limit: int) -> Iterator[Record | Refusal]:
    """The records of a JSON object or array; where the first line is an object of its own, of JSON lines."""
    first = stream.readline(limit + 1)
    if len(first) <= limit and isinstance(_decoded(first), dict):
        yield from _each(chain([first], iter(lambda: stream.readline(limit + 1), b"")), stream, source, limit)
        return
    data = first + stream.read(max(0, limit + 1 - len(first)))
    if len(data) > limit:
        yield _refuse(
            source, None, "too_long", f"is longer than {limit:,} bytes; write it as JSON lines, one record a line"
        )
        return
    found = _decoded(data)
    if isinstance(found, str):
        yield from (
            _each(io.BytesIO(data), stream, source, limit)
            if data.count(b"\n{")
            else [_refuse(source, None, "json", f"is not JSON ({found}); correct it")]
        )
        return
    for number, thing in enumerate(found if isinstance(found, list) else [found], 1):
        yield _record(thing, f"{source}#{number}" if isinstance(found, list) else source, None)


def _each(rows: Iterator[bytes] | BinaryIO, stream: BinaryIO, source: str, limit: int) -> Iterator[Record | Refusal]:
    for number, row in enumerate(rows, 1):
        if len(row) > limit:
            while row and not row.endswith(b"\n"):  # the rest of a line too long to hold
                row = stream.readline(1_000_000)
            yield _refuse(f"{source}:{number}", number, "too_long", f"is longer than {limit:,} bytes; split it")
        elif row.removeprefix(_BOM).strip():
            found = _decoded(row)
            if isinstance(found, str):
                yield _refuse(
                    f"{source}:{number}", number, "json", f"is not JSON ({found}); correct or remove the line"
                )
            else:
                yield _record(found, f"{source}:{number}", number)


def _decoded(data: bytes) -> Any:
    """The value, or in a string what is wrong with it; a JSON string is wrong too, for it is no record."""
    try:
        value = msgspec.json.decode(data.removeprefix(_BOM))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        return str(fault)
    return "it is a string" if isinstance(value, str) else value


def _record(thing: Any, source: str, number: int | None) -> Record | Refusal:
    if not isinstance(thing, dict):
        return _refuse(source, number, "json", "is no JSON object; each record must be one, with a `text`")
    given = thing.get("id")
    given_id = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else None
    for key in _WORDS:
        if not isinstance(thing.get(key), str | None):
            kind = type(thing[key]).__name__
            return _refuse(source, number, "json", f"`{key}` is of type {kind}; it must be a string", given_id=given_id)
    if thing.get("text") is None:
        return _refuse(source, number, "json", "has no `text`; each record must have one", given_id=given_id)
    words: dict[str, Any] = {key: thing.get(key) for key in _WORDS}
    more = {key: value for key, value in thing.items() if key not in _KNOWN}
    return Record(source=source, given_id=given_id, more=more, **words)


def _refuse(where: str, line: int | None, code: str, why: str, given_id: str | None = None) -> Refusal:
    return Refusal(source=where, code=code, reason=f"{where}: {why}.", given_id=given_id, line=line)
