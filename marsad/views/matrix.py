"""Positions as a matrix: actors down, issues across. A blank is no evidence, 0 is evidence that cancels out."""

from __future__ import annotations

from typing import BinaryIO

from rich.table import Table
from rich.text import Text

from marsad.model.woven import Position
from marsad.views.answers import Answer
from marsad.views.shown import cut, shown
from marsad.views.table import Ruled, cell, console

SIGNS = {"+": "+", "-": "−", "mixed": "±", "neutral": "0"}
"""What stands for a side; two of a kind from a strength of two thirds on."""
_COLOURS = {"+": "green", "-": "red", "mixed": "yellow", "neutral": "dim"}
_STRONG = 2 / 3
_ACTORS = 40  # rows that a terminal can still be read with


def write(answer: Answer[Position], out: BinaryIO) -> None:
    """Writes the matrix: the actors with most evidence first, the issues in order of their evidence."""
    screen, text = console(out)
    try:
        if not answer.rows:
            screen.print(Text("no evidence answers to this; see: marsad statements", "dim"))
            return
        evidence: dict[str, int] = {}
        issues: dict[str, int] = {}
        for row in answer.rows:
            evidence[row.actor] = evidence.get(row.actor, 0) + len(row.evidence)
            issues[row.issue] = issues.get(row.issue, 0) + len(row.evidence)
        actors = sorted(evidence, key=lambda a: (-evidence[a], a))
        table = Table(show_edge=False, pad_edge=False)
        table.add_column("actor")
        across = sorted(issues, key=lambda i: (-issues[i], i))
        for number, _ in enumerate(across, 1):
            table.add_column(str(number), justify="center", no_wrap=True)
        cells = {(row.actor, row.issue): _cell(row) for row in answer.rows}
        for actor in actors[:_ACTORS]:
            name = answer.names[actor].ar if actor in answer.names else actor
            table.add_row(cell(cut(shown(name), 40)), *(cells.get((actor, issue), Text("")) for issue in across))
        screen.print(Ruled(table))
        screen.print(Text("  ".join(f"{number} {issue}" for number, issue in enumerate(across, 1))))
        rest = f" of {len(actors)}; the rest with: --rows" if len(actors) > _ACTORS else ""
        screen.print(
            Text(f"{min(len(actors), _ACTORS)} actors{rest}. + for, − against, ± mixed, 0 neutral, blank: no evidence; "
                 "the number is of statements and acts.", "dim"),
            soft_wrap=True,
        )  # fmt: skip
    finally:
        text.detach()


def _cell(row: Position) -> Text:
    sign = SIGNS[row.side] * (2 if row.side in "+-" and abs(row.strength) >= _STRONG else 1)
    return Text(f"{sign} {len(row.evidence)}", _COLOURS[row.side])
