"""Rows of text for CSV and tab-separated files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from marsad.views.spreadsheet import defused

BOM = b"\xef\xbb\xbf"
"""The byte order mark, without which Excel shows Arabic as garbage."""
Cell = str | int | float | None


def write_csv(rows: Iterable[Sequence[Cell]], out: BinaryIO) -> None:
    """Rows as RFC 4180 has them; text that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([defused("" if c is None else c) for c in row] for row in rows)
    out.write(text.getvalue().encode())


def write_tabs(rows: Iterable[Sequence[Cell]], out: BinaryIO) -> None:
    """Rows parted by tabs, without quotation marks, as POLECAT and GDELT have them: white space in a cell is one space."""
    for row in rows:
        out.write(("\t".join(_plain(c) for c in row) + "\n").encode())


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(defused(" ".join(cell.split()))) if isinstance(cell, str) else str(cell)


def joined(values: Iterable[str | None]) -> str:
    """Values in one cell, parted by `; `; those that are missing are left out."""
    return "; ".join(v for v in values if v)
