"""Records of the ledger as flat rows: columns made from the fields of the records themselves.

A field that holds a record becomes a column for each of its fields (`event.date` is `event_date`); a list of texts stays a
list; a list of records is JSON. Beside each column of ids of actors or places stand two with their names in both scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import inspect

from marsad.model.woven import SeriesRow
from marsad.views.answers import Name

Holds = Literal["text", "number", "real", "texts", "json"]
Value = str | int | float | list[str] | None
_NAMED = ("actor", "actors", "recipients", "speaker", "addressees", "parties", "place", "event_place")
_SERIES = ("source", "target")  # of a series these are actors, of an article where it was read from


class Column(NamedTuple):
    """A column: its name, where its value stands in a record, what it holds, and of a column of names their script."""

    name: str
    path: tuple[str, ...]
    holds: Holds
    script: Literal["", "ar", "en"] = ""


@cache
def columns(record: type[msgspec.Struct]) -> tuple[Column, ...]:
    """The columns of a kind of record, in the order of its fields."""
    return tuple(_columns(inspect.type_info(record), (), record is SeriesRow))


def _columns(of: inspect.Type, path: tuple[str, ...], series: bool) -> Iterator[Column]:
    if isinstance(of, inspect.UnionType):
        (of,) = (t for t in of.types if not isinstance(t, inspect.NoneType))
    name = "_".join(path)
    if isinstance(of, inspect.StructType):
        for field in of.fields:
            yield from _columns(field.type, (*path, field.encode_name), series)
        return
    holds = _holds(of)
    yield Column(name, path, holds)
    if name in _NAMED or (series and name in _SERIES):
        yield Column(f"{name}_ar", path, holds, "ar")
        yield Column(f"{name}_en", path, holds, "en")


def _holds(of: inspect.Type) -> Holds:
    match of:
        case inspect.IntType():
            return "number"
        case inspect.FloatType():
            return "real"
        case inspect.StrType() | inspect.LiteralType():
            return "text"
        case inspect.VarTupleType(item_type=inspect.StrType()) | inspect.ListType(item_type=inspect.StrType()):
            return "texts"
        case _:
            return "json"


def value(row: msgspec.Struct, column: Column, names: Mapping[str, Name]) -> Value:
    """What a row has in a column; `names` are those of its answer."""
    held: Any = row
    for field in column.path:
        held = getattr(held, field, None)
    if column.holds == "json":
        return msgspec.json.encode(held).decode() if held else None
    if column.holds != "texts":
        return _named(held, column, names) if column.script else held
    return [_named(v, column, names) or "" for v in held or ()] if column.script else list(held or ())


def _named(id_: str | None, column: Column, names: Mapping[str, Name]) -> str | None:
    known = names.get(id_ or "")
    return getattr(known, column.script) if known else None
