"""The versions of a page: when each was had, and what it cut, added or changed."""

from __future__ import annotations

from typing import BinaryIO

import msgspec
from rich.text import Text

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger
from marsad.ledger.articles import Stored
from marsad.model.woven import Difference
from marsad.views.answers import Answer
from marsad.views.shown import cut, shown
from marsad.views.table import cell, console

_LONG = 300  # characters of a passage


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a page, and what it changed in the one before."""

    article: Stored
    changes: tuple[Difference, ...]


def versions(ledger: Ledger, article: str) -> Answer[Version]:
    """The versions of an article's page, oldest first. Raises InputError for an unknown article."""
    rows = tuple(Version(article=stored, changes=changes) for stored, changes in flow.versions(ledger, article))
    return Answer(rows=rows, total=len(rows))


def write(found: Answer[Version], shape: str, out: BinaryIO) -> None:
    """Writes versions in a shape: `table`, `json` or `jsonl`. Raises InputError for csv."""
    if shape == "csv":
        raise InputError("--format csv: changes are no table of rows; give table, json or jsonl")
    if shape != "table":
        rows = [found] if shape == "json" else found.rows
        out.writelines(msgspec.json.encode(row) + b"\n" for row in rows)
        return
    screen, text = console(out)
    try:
        for number, version in enumerate(found.rows, 1):
            a = version.article
            screen.print(Text(f"{number} of {found.total}  {a.id}  captured {a.captured[:19]}", "bold"))
            screen.print(cell(shown(a.title)))
            for change in version.changes:
                screen.print(Text(f"  {change.kind}", "dim"))
                for words, style in ((change.theirs, "strike red"), (change.ours, "green")):
                    if words:
                        screen.print(cell(cut(shown(words), _LONG), style))
    finally:
        text.detach()
