"""The options that all lists share: what is asked for, how much of it, in which shape."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any

import typer

from marsad.views.cli.app import LEDGER
from marsad.views.filters import OPTIONS, FilterOption

Folder = Annotated[str, typer.Option("--ledger", "-l", metavar="DIR", envvar="MARSAD_LEDGER", help=LEDGER)]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Where the result goes; - is standard output.")
]
Limit = Annotated[
    int, typer.Option("--limit", "-n", min=0, metavar="N", help="Rows that are shown at most; 0 shows all.")
]
Cursor = Annotated[
    str | None, typer.Option("--after", metavar="CURSOR", help="The cursor that the page before ended with.")
]


class Shape(StrEnum):
    """The shapes that lists are written in."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


As = Annotated[
    Shape, typer.Option("--format", "-f", metavar="FORMAT", help="Shape of the result: table, json, jsonl or csv.")
]


def _option(option: FilterOption) -> Any:
    if option.field == "min_confidence":
        return Annotated[float, typer.Option(option.flag, min=0.0, max=1.0, metavar=option.metavar, help=option.help)]
    return Annotated[str | None, typer.Option(option.flag, metavar=option.metavar, help=option.help)]


FILTERS: dict[str, Any] = {option.field: _option(option) for option in OPTIONS}


def warn(answer: Any, shape: Shape, of: str = "", filters: Collection[str] = ()) -> None:
    """Says on standard error what a file does not show: that rows are left, or a filter that no row can answer to."""
    from marsad.views import asked

    if shape is not Shape.table and len(answer.rows) < answer.total:
        more = f" or --after '{answer.more}'" if answer.more else ""
        typer.echo(f"marsad: {len(answer.rows)} of {answer.total} rows; the rest with: --limit 0{more}", err=True)
    for name in asked.deaf(of, filters):
        typer.echo(f"marsad: {of} have no {name}, so that none answers to it", err=True)


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of `FILTERS`; it receives those that were given as the dictionary `filters`."""
    own = inspect.signature(command, eval_str=True)
    added = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=0.0 if name == "min_confidence" else None, annotation=hint
        )
        for name, hint in FILTERS.items()
    ]

    @wraps(command)
    def run(**given: Any) -> None:
        chosen = {name: value for name in FILTERS if (value := given.pop(name))}
        command(**given, filters=chosen)

    kept = [p for p in own.parameters.values() if p.name != "filters"]
    run.__signature__ = own.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in [*kept, *added]} | {"return": None}
    return run
