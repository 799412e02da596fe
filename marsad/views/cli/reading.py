"""The command line. What a command needs is imported inside it, so that `--help` answers at once."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from typing import Annotated

import typer

EXIT_CODES = """Exit codes:
0    every record was read
1    a record was refused (a line on standard error says why),
     there was none, or the result cannot be written
2    the command was called wrongly
130  stopped with Ctrl-C, 143 by SIGTERM, 129 by a closed terminal;
     nothing half-written is left
"""
NO_DOSSIER = "Name of the dossier whose issues are followed; without it, the sample dossier."

app = typer.Typer(
    name="marsad",
    help="Reads Arabic news of a conflict: who said or did what to whom, each with its exact characters.",
    epilog="Start with: marsad demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # Rich alone would take longer to import than the rest of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """The shapes that `read` writes in."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"marsad {version('marsad')}")
        raise typer.Exit


@app.callback()
def _marsad(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None: ...


@app.command(
    epilog="\b\nExamples:\n"
    "marsad read article.html\n"
    "marsad read news/ --format html --output news.html\n"
    "cat crawl.jsonl | marsad read - --format jsonl > readings.jsonl\n\n\b\n" + EXIT_CODES
)
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders or globs: txt, html, jsonl, WARC; - is standard input."),
    ],
    *,
    as_: Annotated[
        Format,
        typer.Option("--format", "-f", metavar="FORMAT", help="Shape of the result: table, json, jsonl, csv or html."),
    ] = Format.table,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the result goes; - is standard output.")
    ] = "-",
    dossier: Annotated[str | None, typer.Option("--dossier", "-d", metavar="NAME", help=NO_DOSSIER)] = None,
) -> None:
    """Read articles and show what they say: statements, events, names, times and places."""
    from marsad.views.outcome import Tally, orderly

    with orderly():
        from marsad import flow
        from marsad.views.formats import FORMATS
        from marsad.views.output import destination

        stdin = (sys.stdin.buffer if sys.stdin else io.BytesIO()) if "-" in paths else None
        with destination(output) as out, Tally(quiet=out.isatty()) as tally:
            FORMATS[as_](tally.count(flow.read(paths, dossier=dossier, stdin=stdin)), out)
        raise typer.Exit(tally.exit_code)


@app.command(epilog="\b\nExample:\nmarsad demo")
def demo() -> None:
    """Show what Marsad finds in its sample dossier: made-up articles about Libya, written for this project."""
    from marsad.views.outcome import Tally, orderly

    with orderly():
        from marsad import dossiers, flow
        from marsad.views import tour
        from marsad.views.output import destination

        paths = dossiers.articles(tour.DOSSIER)
        with destination("-") as out, Tally(quiet=False) as tally:
            readings = list(tally.count(flow.read(paths, dossier=tour.DOSSIER)))
            tally.rest()
            tour.show(readings, out)
        raise typer.Exit(tally.exit_code)


def main() -> None:
    """The `marsad` command."""
    app()


if __name__ == "__main__":
    main()
