"""Records of the ledger as flat rows: the columns of CSV and Parquet, made from the fields of the records themselves.

A field that holds a record becomes a column for each of its fields (`event.date` is `event_date`); a list of texts stays a
list; a list of records is JSON. Beside each column of ids of actors or places stand two with their names in both scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import inspect

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Position, Quotation, SeriesRow, Shift, Story, WovenEvent
from marsad.views import measures, people, queries
from marsad.views.answers import ActorRow, Answer, ArticleRow, Gap, Name, Refused
from marsad.views.export.material import Ask, paged

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


class Sheet(NamedTuple):
    """A kind of record, and the question that lists it: by the page (`ask`) where it may be long, else at once (`whole`)."""

    record: type[msgspec.Struct]
    ask: Ask[Any] | None
    whole: Callable[[Ledger, Filter], Answer[Any]] = measures.series


SHEETS: Mapping[str, Sheet] = {
    "events": Sheet(WovenEvent, queries.events),
    "reports": Sheet(Report, queries.reports),
    "statements": Sheet(Said, queries.statements),
    "quotations": Sheet(Quotation, queries.quotations),
    "stories": Sheet(Story, queries.stories),
    "copies": Sheet(Copy, queries.copies),
    "disagreements": Sheet(Disagreement, queries.disagreements),
    "shifts": Sheet(Shift, queries.shifts),
    "articles": Sheet(ArticleRow, queries.articles),
    "positions": Sheet(Position, None, measures.positions),
    "series": Sheet(SeriesRow, None, measures.series),
    "gaps": Sheet(Gap, None, measures.gaps),
    "actors": Sheet(ActorRow, None, people.actors),
    "refused": Sheet(Refused, None, lambda ledger, _: queries.refused(ledger)),
}
"""What CSV and Parquet can hold, by the name of the list that shows it on the screen."""


def sheets(ledger: Ledger, wanted: Filter, kind: str) -> Iterator[list[list[Value]]]:
    """The rows of a kind by the page, at least one page. Raises LedgerError."""
    sheet = SHEETS[kind]
    shown = columns(sheet.record)
    answers = paged(sheet.ask, ledger, wanted) if sheet.ask else iter((sheet.whole(ledger, wanted),))
    for answer in answers:
        yield [[_value(row, column, answer.names) for column in shown] for row in answer.rows]


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


def _value(row: msgspec.Struct, column: Column, names: Mapping[str, Name]) -> Value:
    value: Any = row
    for field in column.path:
        value = getattr(value, field, None)
    if column.holds == "json":
        return msgspec.json.encode(value).decode() if value else None
    if column.holds != "texts":
        return _named(value, column, names) if column.script else value
    return [_named(v, column, names) or "" for v in value or ()] if column.script else list(value or ())


def _named(id_: str | None, column: Column, names: Mapping[str, Name]) -> str | None:
    known = names.get(id_ or "")
    return getattr(known, column.script) if known else None
