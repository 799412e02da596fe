"""CSV for spreadsheets: one row a record, of any kind that the screen lists."""

from __future__ import annotations

from typing import BinaryIO

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.views.columns import Value, columns
from marsad.views.export.cells import BOM, write_csv
from marsad.views.export.flat import SHEETS, sheets
from marsad.views.export.material import Written

KINDS = tuple(SHEETS)
LOSES = (
    "one kind of record a file; the ids lead from one to the other",
    "lists are one cell, parted by `; `; lists of records (changes of a copy, stances, reasons) are JSON",
    "a cell that a spreadsheet would take for a formula has an apostrophe in front, and control characters are gone",
    "the text of the articles, except for the words of statements and the titles",
)


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes the records of a kind, headings first. Raises LedgerError."""
    out.write(BOM)
    write_csv([[column.name for column in columns(SHEETS[kind].record)]], out)
    rows = 0
    for page in sheets(ledger, wanted, kind):
        write_csv([[_cell(value) for value in row] for row in page], out)
        rows += len(page)
    return Written(rows)


def _cell(value: Value) -> str | int | float | None:
    return "; ".join(value) if isinstance(value, list) else value
