"""The page of positions: who stands where on what, over a span of days, with the words that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from fastapi import Request, Response

from marsad.ledger.remembered import remembered
from marsad.model.woven import Position, Shift
from marsad.views.answers import Answer
from marsad.views.desk import Desk
from marsad.views.tally import Tally
from marsad.views.web.choices import choices
from marsad.views.web.page import Router, asked, attempt, desk_of, lang_of, render
from marsad.views.web.words import Lang

_T = TypeVar("_T")
router = Router()
ACTORS, PIECES, TURNS = 40, 12, 50
"""Rows of the matrix and changes of position unless all are asked for, and pieces of evidence that an open cell shows, latest first."""
_KEPT = 32  # addresses whose matrix is remembered
_STEPS = (1 / 3, 2 / 3)  # strengths at which a shade gets deeper
_SIGNS = {"+": "+", "-": "−", "mixed": "±", "neutral": "0"}


class Cell(NamedTuple):
    """A cell of the matrix: its position, shade (a class of the style sheet), sign, and the changes of position in it."""

    position: Position
    shade: str
    sign: str
    shifts: tuple[Shift, ...]


class Matrix(NamedTuple):
    """Actors down, issues across, both by the amount of evidence; a missing cell is no evidence."""

    actors: Sequence[str]
    issues: Sequence[str]
    cells: Mapping[tuple[str, str], Cell]
    hidden: int


@router.get("/{lang}/positions")
def positions(request: Request, lang: Lang) -> Response:
    """A heat matrix of actors and issues; `cell=ACTOR ISSUE` opens the evidence of one."""
    found = attempt(lambda: _ask(desk_of(request), request))
    return render(
        request,
        "positions.html.j2",
        status=found.status,
        found=found,
        choices=choices(request, "positions"),
        **(found.answer or {}),
    )


def _ask(desk: Desk, request: Request) -> dict[str, Any]:
    filters = asked(request)
    answer = desk.positions(on=request.query_params.get("on") or None, **filters)
    shifts = desk.shifts(**{k: v for k, v in filters.items() if k in ("actor", "issue", "since", "until", "known_on")})
    tally = desk.tally(**{k: v for k, v in filters.items() if k in ("since", "until", "source", "known_on")})
    whole = desk.tally(known_on=filters.get("known_on")) if {"since", "until"} & set(filters) else tally
    everybody = "all" in request.query_params
    return {
        "answer": answer,
        "matrix": _kept(desk, request, "matrix", lambda: matrix(answer, shifts.rows, everybody=everybody)),
        "drawn": lambda caller: _kept(desk, request, f"matrix in {lang_of(request)}", caller),
        "shifts": shifts,
        "turns": shifts.total if request.query_params.get("changes") == "all" else TURNS,
        "tally": tally,
        "days": ends(whole) if whole else (),
        "opened": _opened(desk, answer, request.query_params.get("cell"), filters.get("known_on")),
    }


def _kept(desk: Desk, request: Request, name: str, make: Callable[[], _T]) -> _T:
    """What is made of an address, whichever of its cells is open: remembered until the positions change."""
    asked_for = tuple((key, value) for key, value in request.query_params.multi_items() if key != "cell")
    with desk.ledger.reading() as connection:
        return remembered(connection, name, asked_for, make, keep=_KEPT)


def matrix(answer: Answer[Position], shifts: Sequence[Shift], *, everybody: bool = False) -> Matrix:
    """The positions as a matrix; unless `everybody` is asked for, only the actors with most evidence."""
    actors: Counter[str] = Counter()
    issues: Counter[str] = Counter()
    for row in answer.rows:
        actors[row.actor] += len(row.evidence)
        issues[row.issue] += len(row.evidence)
    turned: dict[tuple[str, str], list[Shift]] = {}
    for shift in shifts:
        turned.setdefault((shift.actor, shift.issue), []).append(shift)
    down = sorted(actors, key=lambda a: (-actors[a], a))
    shown = down if everybody else down[:ACTORS]
    drawn = frozenset(shown)
    cells = {
        (row.actor, row.issue): Cell(row, _shade(row), _SIGNS[row.side], tuple(turned.get((row.actor, row.issue), ())))
        for row in answer.rows
        if row.actor in drawn
    }
    return Matrix(shown, sorted(issues, key=lambda i: (-issues[i], i)), cells, len(down) - len(shown))


def _shade(row: Position) -> str:
    if row.side not in "+-":
        return row.side
    return f"{'for' if row.side == '+' else 'against'}-{1 + sum(abs(row.strength) >= step for step in _STEPS)}"


def ends(tally: Tally) -> tuple[str, ...]:
    """The days that the slider stops at: the last of each month of the ledger's articles, and its last day."""
    return _ends(tally.since, tally.until)


@lru_cache(maxsize=32)
def _ends(since: str, until: str) -> tuple[str, ...]:
    day, last, found = date.fromisoformat(since), date.fromisoformat(until), []
    while day < last:
        end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        found.append(min(end, last).isoformat())
        day = end + timedelta(days=1)
    return tuple(found) or (until,)


def _opened(desk: Desk, answer: Answer[Position], cell: str | None, known_on: str | None) -> dict[str, Any] | None:
    """The evidence of one cell, latest first; None where none is asked for or it has none."""
    actor, _, issue = (cell or "").rpartition(" ")
    row = next((r for r in answer.rows if (r.actor, r.issue) == (actor, issue)), None)
    if row is None:
        return None
    latest = row.evidence[::-1][:PIECES]
    return {"position": row, "pieces": desk.pieces(latest, known_on=known_on), "more": len(row.evidence) - len(latest)}
