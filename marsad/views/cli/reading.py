"""`marsad read` and `marsad demo`: what single articles say."""

from __future__ import annotations

import io
import sys
from enum import StrEnum
from typing import Annotated

import typer

from marsad.views.cli.app import EXIT_CODES, app

NO_DOSSIER = "Name of the dossier whose issues are followed; without it, the sample dossier."

LEAST = "Leave out names, statements and events with less confidence, 0 to 1."


class Format(StrEnum):
    """The shapes that `read` writes in."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"


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
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, metavar="P", help=LEAST)] = 0.0,
) -> None:
    """Read articles and show what they say: statements, events, names, times and places."""
    from marsad.views.outcome import Tally, orderly

    with orderly():
        from marsad import flow
        from marsad.views.formats import FORMATS
        from marsad.views.output import destination

        stdin = (sys.stdin.buffer if sys.stdin else io.BytesIO()) if "-" in paths else None
        with destination(output) as out, Tally(quiet=out.isatty()) as tally:
            FORMATS[as_](
                tally.count(flow.read(paths, dossier=dossier, min_confidence=min_confidence, stdin=stdin)), out
            )
        raise typer.Exit(tally.exit_code)


@app.command(epilog="\b\nExamples:\nmarsad demo\nmarsad demo my-demo")
def demo(
    folder: Annotated[
        str | None,
        typer.Argument(
            metavar="DIR", help="Folder that the ledger of the demo is made in; a new temporary one otherwise."
        ),
    ] = None,
) -> None:
    """Show what Marsad does with its sample dossier: made-up articles about Libya, written for this project."""
    from marsad.views.outcome import Tally, orderly, steps

    with orderly():
        import tempfile

        from marsad import dossiers, flow
        from marsad.views import ledger_tour, tour
        from marsad.views.desk import Desk
        from marsad.views.output import destination

        ledger = flow.init(folder or f"{tempfile.mkdtemp(prefix='marsad-demo-')}/libya", dossier=tour.DOSSIER)
        with destination("-") as out, Tally(quiet=False) as tally:
            for _ in tally.count(flow.add_paths(ledger, dossiers.articles(tour.DOSSIER))):
                pass
            tally.rest()
            with steps("comparing articles") as told:
                flow.weave(ledger, told=told)
            tour.show(flow.stored_readings(ledger), out)
            ledger_tour.show(Desk(ledger), out)
        raise typer.Exit(tally.exit_code)
