"""The options that all lists share: what is asked for, how much of it, in which shape."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any

import typer

from marsad.views.cli.app import LEDGER

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


def _option(name: str, metavar: str, text: str) -> Any:
    return Annotated[str | None, typer.Option(name, metavar=metavar, help=text)]


FILTERS: dict[str, Any] = {
    "actor": _option("--actor", "NAME", "Who does or says it: an id, or any spelling in Arabic or Latin."),
    "recipient": _option("--recipient", "NAME", "Whom it is done or said to."),
    "party": _option("--party", "NAME", "Who takes part on either side."),
    "issue": _option("--issue", "ID", "Issue of the dossier, such as ceasefire."),
    "type": _option("--type", "TYPE", "PLOVER type of events, force of statements, kind of copies, matter of disagreements."),
    "quad": _option("--quad", "CLASS", "Quad class: verbal_cooperation, material_cooperation, verbal_conflict, material_conflict."),
    "place": _option("--place", "ID", "Place that an event is located in."),
    "source": _option("--source", "NAME", "Publisher of the articles."),
    "story": _option("--story", "ID", "Story that it belongs to."),
    "since": _option("--from", "DATE", "First day, as YYYY-MM-DD."),
    "until": _option("--to", "DATE", "Last day, as YYYY-MM-DD."),
    "min_confidence": Annotated[float, typer.Option("--min-confidence", min=0.0, max=1.0, metavar="P", help="Least confidence of the records.")],
    "known_on": _option("--as-known-on", "DATE", "What the ledger said at the end of that day."),
}  # fmt: skip


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
