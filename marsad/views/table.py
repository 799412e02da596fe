"""Readings as tables for a terminal, with or without colour, narrow or wide.

Terminals that know Arabic turn a run of it around, rules between columns included. A left-to-right mark on both sides
of each rule keeps the columns apart; terminals that do not know Arabic show nothing for it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from marsad.model import Event, Reading, Refusal, Statement
from marsad.views.shown import ARABIC, cut, shown

PLAIN_WIDTH, WIDE = 110, 100  # columns: of a pipe; from which a table has all of its columns
_RULE, _LTR = "│", "\u200e"
_CONTENT = 300  # characters of a statement that are shown


class Ruled:
    """A table whose rules stay in place between Arabic cells."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment(_LTR)
        for piece in console.render(self.table, options):
            text = piece.text.replace(_RULE, f"{_LTR}{_RULE}{_LTR}")
            yield Segment(text, piece.style, piece.control)
            if text.endswith("\n"):
                yield Segment(_LTR)


def console(out: BinaryIO) -> tuple[Console, io.TextIOWrapper]:
    """A console on a stream of bytes, and the text stream to flush and detach in the end.

    Off a terminal it is `COLUMNS` wide, or `PLAIN_WIDTH`, and has no colour.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    given = os.environ.get("COLUMNS", "")
    width = None if out.isatty() else int(given) if given.isdecimal() and int(given) else PLAIN_WIDTH
    return Console(file=text, width=width, highlight=False, markup=False, emoji=False), text


def write(results: Iterable[Reading | Refusal], out: BinaryIO) -> None:
    """Writes each reading as a heading and its tables; refused records are left to standard error."""
    screen, text = console(out)
    try:
        for result in results:
            if isinstance(result, Reading):
                show(result, screen)
    finally:
        text.detach()


def show(reading: Reading, screen: Console) -> None:
    """One reading: heading, statements, events, times."""
    title = reading.title.of(reading.text) if reading.title else reading.source
    day = reading.published.date if reading.published else "date unknown"
    screen.print(cell(cut(title, 200), style="bold"))
    screen.print(
        Text(" · ".join(filter(None, (shown(reading.publisher or ""), day, shown(reading.source)))), style="dim")
    )
    if reading.statements:
        screen.print(Ruled(statements([(reading, s) for s in reading.statements], screen.width)))
    if reading.events:
        screen.print(Ruled(events([(reading, e) for e in reading.events], screen.width)))
    for time in reading.times:
        if time.value:
            screen.print(Text(f"{_LTR}{time.value:<22} {cut(reading.text[time.start : time.end], 80)}"))
    if not (reading.statements or reading.events):
        screen.print(Text("no statements and no events found", style="dim"))
    screen.print()


def statements(found: Sequence[tuple[Reading, Statement]], width: int, *, title: str = "") -> Table:
    """A table of statements: who, with which word and force, to whom, and what."""
    table = _table(title or _count(len(found), "statement"))
    side = max(12, width // 5)
    table.add_column("who", overflow="fold", max_width=side, min_width=9)
    table.add_column("says", overflow="fold", max_width=max(10, width // 8), min_width=7)
    if width >= WIDE:
        table.add_column("to whom", overflow="fold", max_width=width // 8)
    table.add_column("what", overflow="fold", ratio=1)
    for reading, said in found:
        cue = said.cue.of(reading.text) if said.cue else ""
        who = who_is(reading, [said.speaker] if said.speaker else [], missing=said.because)
        to = [who_is(reading, said.addressees)] if width >= WIDE else []
        what = cut(reading.text[said.start : said.end], _CONTENT)
        body = cell(what)
        if said.stances:
            body = Text("\n").join([body, Text(", ".join(f"{s.issue} {s.polarity}" for s in said.stances), "magenta")])
            body.justify = "right"
        table.add_row(
            who,
            _lines(
                Text(cut(cue, 30)), Text(said.force, "cyan"), Text("" if said.kind == "indirect" else said.kind, "dim")
            ),
            *to,
            body,
        )
    return table


def events(found: Sequence[tuple[Reading, Event]], width: int, *, title: str = "") -> Table:
    """A table of events: what, who, to whom, in which words, when, where and whether it happened."""
    table = _table(title or _count(len(found), "event"))
    for heading in ("what", "who", "to whom", "words"):
        table.add_column(heading, overflow="fold", min_width=6, ratio=2 if heading in ("who", "to whom") else None)
    for heading in ("when", "where", "status") if width >= WIDE else ("when, where",):
        table.add_column(heading, overflow="fold", min_width=6)
    for reading, event in found:
        kind = _lines(Text(event.type, "cyan"), Text(event.mode or "", "dim"))
        place = who_is(reading, [event.place] if event.place else [])
        status = Text(event.status, "" if event.status == "happened" else "yellow")
        when = Text(event.date or "")
        rest = [when, place, status] if width >= WIDE else [_lines(when, place, status)]
        words = cell(cut(event.trigger.of(reading.text), 60))
        table.add_row(kind, who_is(reading, event.actors), who_is(reading, event.recipients), words, *rest)
    return table


def who_is(reading: Reading, ids: Sequence[str], *, missing: str = "") -> Text:
    """The names of actors, one a line, or in grey why there is none."""
    if not ids:
        return Text(f"({missing})" if missing else "", "dim")
    actors = (reading.actors.get(i) for i in ids)
    return _lines(*(cell(cut(a.name if a else i, 80)) for a, i in zip(actors, ids, strict=True)))


def cell(text: str, style: str = "") -> Text:
    """Text that stands on the right where it starts in Arabic."""
    first = next((c for c in text if c.isalpha()), "")
    return Text(text, style, justify="right" if ARABIC.match(first) else "left")


def _lines(*texts: Text) -> Text:
    some = [t for t in texts if t]
    return Text("\n", justify=some[0].justify if some else None).join(some)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _table(title: str) -> Table:
    return Table(
        title=Text(title, "bold"),
        title_justify="left",
        box=box.MINIMAL,
        show_lines=True,
        expand=True,
        header_style="dim",
    )
