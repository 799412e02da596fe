"""`marsad export`: what the ledger holds, for other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from marsad.views.cli.app import app
from marsad.views.cli.filters import Folder, Output, filtered


class Form(StrEnum):
    """The formats, named here so that `--help` need not import them; a test holds the two lists together."""

    plover = "plover"
    polecat = "polecat"
    gdelt = "gdelt"
    acled = "acled"
    ftm = "ftm"
    geojson = "geojson"
    timelinejs = "timelinejs"
    csv = "csv"
    parquet = "parquet"
    annotation = "annotation"
    wacz = "wacz"


As = Annotated[
    Form | None,
    typer.Option("--format", "-f", metavar="FORMAT", help=f"One of: {', '.join(Form)}; docs/export.md has them."),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help="Records to write: events, statements, stories, ..., as far as the format holds them.",
    ),
]
Losses = Annotated[
    bool, typer.Option("--losses", help="Show what each format, or the one that is named, cannot hold, and leave.")
]


@app.command(
    epilog="\b\nExamples:\n"
    "marsad export --ledger libya --format plover --output events.jsonl\n"
    "marsad export --format csv --kind statements --actor حفتر --from 2020-05-01 --output said.csv\n"
    "marsad export --format wacz --source 'مدار الساحل' --output articles.wacz\n"
    "marsad export --losses"
)
@filtered
def export(
    *,
    filters: dict[str, Any],
    form: As = None,
    output: Output = "-",
    kind: Kind = None,
    ledger: Folder = ".",
    losses: Losses = False,
) -> None:
    """Write what the ledger holds in a format that other programs read."""
    from marsad.views.outcome import orderly

    with orderly():
        from marsad.views import asked
        from marsad.views.desk import open_desk
        from marsad.views.export import formats
        from marsad.views.output import destination

        if losses:
            for name in [form] if form else formats.FORMATS:
                _losses(name, formats.FORMATS[name])
            return
        if form is None:
            raise typer.BadParameter(f"name a format: {', '.join(Form)}", param_hint="--format")
        desk = open_desk(ledger)
        with destination(output) as out:
            done = formats.export(desk, form, out, kind=kind, **filters)
        for of in formats.lists(formats.FORMATS[form], kind):
            for name in asked.deaf(of, filters):
                typer.echo(f"{of} have no {name}, so that none answers to it", err=True)
        typer.echo(f"{done.rows} rows written", err=True)
        if done.left_out:
            typer.echo(f"{done.left_out} left out: {done.why}", err=True)


def _losses(name: str, told: Any) -> None:
    typer.echo(f"{name}: {told.about}")
    for line in told.loses:
        typer.echo(f"  - {line}")
