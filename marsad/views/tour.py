"""The short tour of `marsad demo`: what was found, some of it in tables, three findings with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from rich.console import Group
from rich.text import Text

from marsad.model import Reading, Refusal, Span, Statement
from marsad.views.shown import shown
from marsad.views.table import Ruled, console, events, statements, who_is

DOSSIER = "libya"
_ROWS, _EVIDENCE = 8, 3  # rows of a table; findings shown with their evidence
_MEATY, _AROUND, _LONG = 40, 60, 300  # characters: the least of a statement; shown before a finding; shown of it


class _Found(Protocol):
    @property
    def confidence(self) -> float: ...


_F = TypeVar("_F", bound=_Found)


def show(results: Iterable[Reading | Refusal], out: BinaryIO) -> None:
    """Writes the tour of `results` to `out`."""
    readings = [r for r in results if isinstance(r, Reading)]
    said = _best(
        ((r, s) for r in readings for s in r.statements if _known(s.speaker) and s.cue and s.end - s.start > _MEATY),
        key=lambda s: s.speaker,
    )
    done = _best(
        ((r, e) for r in readings for e in r.events if any(map(_known, e.actors)) and any(map(_known, e.recipients))),
        key=lambda e: (e.type, *e.actors),
    )
    screen, text = console(out)
    try:
        screen.print(Text(_summary(readings), "bold"))
        screen.print()
        if said:
            screen.print(Ruled(statements(said, screen.width, title="Who said what")))
        if done:
            screen.print(Ruled(events(done, screen.width, title="Who did what to whom")))
        screen.print(Text("Where it stands: every finding leads to its characters", "bold"))
        for reading, statement in said[:_EVIDENCE]:
            screen.print(_evidence(reading, statement))
    finally:
        text.detach()


def _known(actor: str | None) -> bool:
    return actor is not None and not actor.startswith("unnamed/")


def _best(found: Iterable[tuple[Reading, _F]], key: Callable[[_F], Hashable]) -> list[tuple[Reading, _F]]:
    """The surest findings: one for each `key`, for copies of an article say the same, then spread over the articles."""
    unlike: dict[Hashable, tuple[Reading, _F]] = {}
    for reading, one in sorted(found, key=lambda row: -row[1].confidence):
        unlike.setdefault(key(one), (reading, one))
    turn = Counter[str]()
    ranked = []
    for reading, one in unlike.values():
        turn[reading.id] += 1
        ranked.append((turn[reading.id], reading, one))
    return [(reading, one) for _, reading, one in sorted(ranked, key=lambda row: row[0])[:_ROWS]]


def _summary(readings: Sequence[Reading]) -> str:
    named = sum(not m.nominal for r in readings for m in r.mentions)
    actors = {a for r in readings for a in r.actors if _known(a)}
    told = [f"{sum(len(getattr(r, kind)) for r in readings)} {kind}" for kind in ("statements", "events", "times")]
    counts = f"{len(readings)} made-up articles about {DOSSIER.title()}: {', '.join(told)}"
    return f"{counts}, {named} names of {len(actors)} actors."


def _evidence(reading: Reading, said: Statement) -> Group:
    """Speaker, place in the file, and the passage with the cue in colour and the statement underlined."""
    cue, content = said.cue or Span(said.start, said.start), Span(said.start, said.end)
    first, last = min(cue.start, content.start), max(cue.end, content.end)
    start = reading.text.rfind(" ", 0, max(0, first - _AROUND)) + 1
    end = last if last < first + _LONG else reading.text.find(" ", first + _LONG, last) % (last + 1)
    edges = sorted({start, end, *(e for e in (cue.start, cue.end, content.start, content.end) if start < e < end)})
    passage = Text(justify="right")
    for a, b in pairwise(edges):
        style = "bold cyan" if cue.start <= a < cue.end else "underline" if content.start <= a < content.end else ""
        passage.append(_part(reading.text[a:b]), style)
    head = Text("  ").append(who_is(reading, [said.speaker] if said.speaker else [])).append(f" ({said.force})")
    where = (
        f"  {Path(reading.source).name}, characters {said.start} to {said.end}; rule {said.rule}; {said.confidence:.2f}"
    )
    return Group(head, Text(where, "dim"), passage, Text())


def _part(text: str) -> str:
    """`shown`, with the spaces at both ends kept as one."""
    return f"{' ' if text[:1].isspace() else ''}{shown(text)}{' ' if text[-1:].isspace() else ''}"
