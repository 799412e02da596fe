"""Parquet for data frames: the columns of the CSV, typed, with real lists. Needs pyarrow, an optional extra."""

from __future__ import annotations

from types import ModuleType
from typing import Any, BinaryIO

from marsad.errors import OutputError
from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.views.columns import columns
from marsad.views.export.flat import SHEETS, sheets
from marsad.views.export.material import Written

KINDS = tuple(SHEETS)
LOSES = (
    "one kind of record a file; the ids lead from one to the other",
    "lists of records (changes of a copy, stances, reasons) are JSON in a text column",
    "days stay ISO text, for they may be months, years or spans",
    "the text of the articles, except for the words of statements and the titles",
)
MISSING = "Parquet needs pyarrow, which is not installed: pip install 'marsad[parquet]'"


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes the records of a kind, a row group a page. Raises LedgerError, and OutputError without pyarrow."""
    arrow, files = _pyarrow()
    shown = columns(SHEETS[kind].record)
    types = {"text": arrow.string(), "number": arrow.int64(), "real": arrow.float64(), "json": arrow.string()}
    types["texts"] = arrow.list_(arrow.string())
    schema = arrow.schema([(column.name, types[column.holds]) for column in shown])
    rows = 0
    with files.ParquetWriter(out, schema, compression="zstd") as writer:
        for page in sheets(ledger, wanted, kind):
            values: list[list[Any]] = [list(column) for column in zip(*page, strict=True)] or [[] for _ in shown]
            writer.write_table(
                arrow.table([arrow.array(v, f.type) for v, f in zip(values, schema, strict=True)], schema)
            )
            rows += len(page)
    return Written(rows)


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow  # optional extra
        import pyarrow.parquet as files  # optional extra
    except ImportError as fault:
        raise OutputError(MISSING) from fault
    return pyarrow, files
