"""The answer of `marsad why` for a terminal: step by step down to the characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from rich.console import Console
from rich.text import Text

from marsad.ledger.docs import KINDS
from marsad.views.lists import COLUMNS
from marsad.views.shown import cut, joined, shown
from marsad.views.table import console
from marsad.views.why import Step, Why

_LONG = 300  # characters of a fact


def write(found: Why, out: BinaryIO) -> None:
    """Writes each step: the record, the rule and what it says, the passage with its evidence underlined."""
    screen, text = console(out)
    try:
        screen.print(Text(f"{found.kind} {found.id}", "bold"))
        for head, value in _facts(found):
            screen.print(Text(f"  {head}: ", "dim").append(cut(shown(value), _LONG)), soft_wrap=True)
        for step in found.steps:
            _step(step, screen)
        for line in found.decisions:
            screen.print(Text(f"decided: {shown(line)}", "yellow"), soft_wrap=True)
    finally:
        text.detach()


def _facts(found: Why) -> Iterator[tuple[str, str]]:
    """What the record says, in the words of its list: who, to whom, type, day, side."""
    record = KINDS.get(found.kind)
    if record in COLUMNS:
        heads, cells = COLUMNS[record]
        values = cells(msgspec.json.decode(found.record, type=record), found.names, {})
        yield from ((head, value) for head, value in zip(heads, values, strict=True) if value and head != "id")


def _step(step: Step, screen: Console) -> None:
    sure = f"  {step.confidence:.2f}" if step.confidence is not None else ""
    rule = f"  rule {step.rule}" if step.rule else ""
    screen.print(Text("• ").append(f"{step.kind} {step.record}").append(f"{rule}{sure}", "dim"), soft_wrap=True)
    if step.says and step.says != step.rule:
        screen.print(Text(f"  {step.says}"), soft_wrap=True)
    if step.article:
        a = step.article
        where = " · ".join(filter(None, (shown(a.publisher or ""), a.day, a.url or a.source)))
        screen.print(Text("  ").append(shown(a.title), "bold").append(f"\n  {where}", "dim"), soft_wrap=True)
    if step.passage:
        p = step.passage
        screen.print(Text(f"  article {p.article}, characters {p.span.start} to {p.span.end}", "dim"), soft_wrap=True)
        passage = (
            Text(joined(p.before), "dim", justify="right")
            .append(joined(p.words), "underline")
            .append(joined(p.after), "dim")
        )
        screen.print(passage)
    if step.digest:
        screen.print(Text(f"  bytes sha256 {step.digest}", "dim"), soft_wrap=True)
