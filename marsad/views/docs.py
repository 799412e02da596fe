"""The page of the command line, made from the commands: `python -m marsad.views.docs > docs/cli.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from marsad.views.cli import EXIT_CODES, app
from marsad.views.spreadsheet import COLUMNS

_HEAD = """# The command line

Made by `python -m marsad.views.docs`; a test fails when it is stale. Results go to standard output, everything else to
standard error. Colours and progress show on a terminal alone; `NO_COLOR` takes the colours away, `COLUMNS` sets the
width of tables in a pipe.
"""
_FORMATS = """## Formats

| format | is |
|---|---|
| `table` | tables for a terminal, one article after the other |
| `json` | one object: `{"readings": [...], "refused": [...]}` |
| `jsonl` | one reading a line; a refused record is a line `{"refused": {...}}` |
| `csv` | one row a record, for spreadsheets: UTF-8 with a byte order mark, as Excel needs; a cell that would be taken for a formula has an apostrophe in front |
| `html` | one page with every finding marked in the text, which asks nothing of the network |

A file named by `--output` is written beside its place and moved there when whole: it is never half-written.

## Columns of the CSV

| column | holds |
|---|---|
"""


def page() -> str:
    """The whole of docs/cli.md."""
    group: Any = typer.main.get_command(app)
    parts = [_HEAD, f"```text\n{EXIT_CODES}```\n", _options(group)]
    parts += _commands("marsad", group)
    columns = "".join(f"| `{name}` | {meaning} |\n" for name, meaning in COLUMNS.items())
    return "\n".join(part for part in parts if part) + "\n" + _FORMATS + columns


def _commands(above: str, group: Any) -> Iterator[str]:
    """Each command, and below a command that has some its own."""
    for name, command in group.commands.items():
        rank = "##" if above == "marsad" else "###"
        yield f"{rank} `{above} {name}`\n"
        yield " ".join((command.help or "").split()) + "\n"
        yield _examples(command.epilog)
        yield _options(command)
        yield from _commands(f"{above} {name}", command) if hasattr(command, "commands") else ()


def _examples(epilog: str | None) -> str:
    lines = [line for line in (epilog or "").split("\n") if line.startswith(("marsad", "cat", "pass"))]
    return "```sh\n" + "\n".join(lines) + "\n```\n"


def _options(command: Any) -> str:
    rows = "".join(_row(p) for p in command.params)
    return f"| argument or option | is | default |\n|---|---|---|\n{rows}" if rows else ""


def _row(parameter: Any) -> str:
    names = ", ".join(f"`{name}`" for name in parameter.opts if name.startswith("-"))
    default = (
        "" if parameter.default in (None, False) else f"`{getattr(parameter.default, 'value', parameter.default)}`"
    )
    return f"| {names or f'`{parameter.metavar}`'} | {parameter.help.rstrip('.')} | {default} |\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
