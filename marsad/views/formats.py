"""The formats that readings are written in, each a function of results and a stream of bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec

from marsad.model import Reading, Refusal
from marsad.views import page, spreadsheet, table

Results = Iterable[Reading | Refusal]
Writer = Callable[[Results, BinaryIO], None]


def write_json(results: Results, out: BinaryIO) -> None:
    """One object, `{"readings": [...], "refused": [...]}`; readings are written as they come."""
    refused: list[Refusal] = []
    between = b"\n"
    out.write(b'{"readings": [')
    for result in results:
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            out.write(between + msgspec.json.encode(result))
            between = b",\n"
    out.write(b'\n], "refused": ' + msgspec.json.encode(refused) + b"}\n")


def write_jsonl(results: Results, out: BinaryIO) -> None:
    """One reading a line (`docs/reading.md`); a refused record is a line `{"refused": {...}}`."""
    for result in results:
        out.write(msgspec.json.encode({"refused": result} if isinstance(result, Refusal) else result) + b"\n")


FORMATS: dict[str, Writer] = {
    "table": table.write,
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": spreadsheet.write,
    "html": page.write,
}
