"""What a search found: as a list for a terminal with the words marked, JSON, JSON lines or CSV."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

import msgspec
from rich.console import Console
from rich.text import Text

from marsad.ledger.search import Hit, Hits
from marsad.views.shown import joined, shown
from marsad.views.spreadsheet import defused
from marsad.views.table import cell, console

_COLUMNS = ("article", "day", "publisher", "title", "snippet", "score", "url")


def write(hits: Hits, shape: str, out: BinaryIO) -> None:
    """Writes hits in a shape: `table`, `json`, `jsonl` or `csv`."""
    if shape == "json":
        out.write(msgspec.json.encode(hits) + b"\n")
    elif shape == "jsonl":
        out.writelines(msgspec.json.encode(hit) + b"\n" for hit in hits.hits)
    elif shape == "csv":
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow(_COLUMNS)
        writer.writerows([defused(getattr(hit, name)) for name in _COLUMNS] for hit in hits.hits)
        text.detach()
    else:
        screen, stream = console(out)
        try:
            for hit in hits.hits:
                _hit(hit, screen)
            total = f"{hits.total}" if hits.exact else f"{hits.total} or more"
            more = f"; the next ones with: --after '{hits.more}'" if hits.more else ""
            screen.print(
                Text(f"{len(hits.hits)} of {total}{more}{f'; {hits.because}' if hits.because else ''}", "dim"),
                soft_wrap=True,
            )
        finally:
            stream.detach()


def _hit(hit: Hit, screen: Console) -> None:
    screen.print(cell(shown(hit.title), "bold"))
    screen.print(
        Text(" · ".join(filter(None, (hit.article, hit.day, shown(hit.publisher or "")))), "dim"), soft_wrap=True
    )
    line, at = Text(justify="right"), hit.span.start
    for mark in hit.marks:
        line.append(joined(hit.snippet[at - hit.span.start : mark.start - hit.span.start]))
        line.append(joined(hit.snippet[mark.start - hit.span.start : mark.end - hit.span.start]), "bold yellow")
        at = mark.end
    screen.print(line.append(joined(hit.snippet[at - hit.span.start :])))
