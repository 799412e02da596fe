"""The second half of `marsad demo`: what the sample articles say together, one disagreement explained, a briefing."""

from __future__ import annotations

from typing import BinaryIO

from rich.console import Console
from rich.text import Text

from marsad.model.woven import Story
from marsad.views import lists, reasons
from marsad.views.answers import Answer
from marsad.views.brief.content import compose
from marsad.views.brief.markdown import markdown
from marsad.views.desk import Desk
from marsad.views.table import cell, console

_STORIES, _ITEMS = 5, 2  # rows of the table; items of a section of the briefing
_SECTIONS = 5  # what happened, who said what, what changed, what is disputed, what nobody confirms
_WEEK = ("2020-06-16", "2020-06-22")


def show(desk: Desk, out: BinaryIO) -> None:
    """Writes the tour of a ledger to `out`."""
    _heading(out, _summary(desk))
    stories = sorted(desk.stories().rows, key=lambda s: (-len(s.articles), s.id))[:_STORIES]
    lists.write(Answer(rows=tuple(stories), total=len(stories), names=desk.stories().names), "table", out, record=Story)
    disputes = desk.disagreements(type="number").rows
    if disputes:
        _heading(out, "Where sources contradict each other: one disagreement, explained")
        reasons.write(desk.why(max(disputes, key=lambda d: (d.confidence, d.id)).id), out)
    since, until = _WEEK
    _heading(out, f"A briefing of {since} to {until}, each sentence with its evidence (shortened)")
    screen, text = console(out)
    try:
        _brief(desk, screen)
        screen.print(Text("What to try next", "bold"))
        for command in _next(desk):
            screen.print(Text(f"  {command}", "green"), soft_wrap=True)
    finally:
        text.detach()


def _summary(desk: Desk) -> str:
    counts = (
        f"{desk.stories().total} stories, {desk.events().total} events of {desk.reports().total} reports, {desk.quotations().total} quotations, "
        f"{desk.copies().total} copies, {desk.disagreements().total} disagreements"
    )
    return f"The ledger: {counts}"


def _heading(out: BinaryIO, words: str) -> None:
    screen, text = console(out)
    try:
        screen.print()
        screen.print(Text(words, "bold"))
    finally:
        text.detach()


def _brief(desk: Desk, screen: Console) -> None:
    since, until = _WEEK
    lines = markdown(compose(desk, lang="ar", since=since, until=until, most=_ITEMS)).splitlines()
    sections = [at for at, line in enumerate(lines) if line.startswith("## ")]
    for line in lines[: sections[_SECTIONS]]:
        if line.strip():
            screen.print(cell(line.removesuffix("\\"), "bold" if line.startswith("#") else ""))


def _next(desk: Desk) -> list[str]:
    folder = desk.ledger.folder
    return [
        f"marsad stories --ledger {folder}",
        f"marsad brief --ledger {folder} --lang en --format html --output brief.html",
        f"marsad positions --ledger {folder} --issue ceasefire",
        f"marsad review --ledger {folder}",
        f"marsad serve {folder} --open",
        "marsad init my-conflict && marsad add --ledger my-conflict your-articles/",
    ]
