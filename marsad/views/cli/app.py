"""The `marsad` command that all others hang on. What a command needs is imported inside it, so that `--help` answers at once."""

from __future__ import annotations

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
LEDGER = "Folder of the ledger; the present one, or MARSAD_LEDGER, where it is not given."

app = typer.Typer(
    name="marsad",
    help="Reads Arabic news of a conflict and keeps a ledger of its diplomacy: who said or did what to whom, and who contradicts whom.",
    epilog="Start with: marsad demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # Rich alone would take longer to import than the rest of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
