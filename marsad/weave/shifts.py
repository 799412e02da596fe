"""Shifts: changes of position as dated rows, each with one piece of evidence for the side before and one for the side after.

A running balance, piece by piece in order of days (a two-sided cumulative sum with a ceiling, after Page 1954):
the balance fades with `HALF_LIFE`, then takes the piece's side times its weight, and never leaves -1 to 1. A side is held
once the balance reaches `HOLDS` towards it and at least `PIECES` utterances or acts of at least `DAYS` days say so; it
stays held, however old it grows, until the other side is held in the same way (hysteresis). So

- a misread piece, or a whole article that gives somebody another's words, changes nothing, however sure it looks;
- an actor who wavers changes nothing: the old side once more, at `HOLDS`, and all that spoke for the new one is forgotten;
- what comes later never takes a shift back, so rows can be appended as evidence arrives in order of days.

The shift is dated by the first piece of the new side after the old side last was at `HOLDS`, and known only with the
piece that confirms it. `confidence` is the product of the chances that each side was read rightly at least once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby

from marsad.model.reading import Polarity
from marsad.model.woven import Shift
from marsad.weave.positions import HALF_LIFE, Piece, chance

HOLDS = 0.75
"""The balance at which a side is taken to be held, of at most 1."""
PIECES = 2
"""How many pieces a side needs before it counts as held."""
DAYS = 2
"""On how many different days."""
RULE = "held-on-two-days"


def shifts(found: Iterable[Piece]) -> list[Shift]:
    """The changes of position in pieces of evidence (`positions.pieces`), by actor, issue and day.

    The order of the pieces does not matter; those of one day are taken in the order of their ids.
    """
    rows: list[Shift] = []
    for _, group in groupby(sorted(found), key=lambda piece: (piece.actor, piece.issue)):
        rows += _turns(group)
    return rows


def _turns(pieces: Iterable[Piece]) -> Iterator[Shift]:
    """The shifts of one actor on one issue, from its pieces in order of days."""
    balance, last = 0.0, date.max
    held: Polarity | None = None
    sides: dict[Polarity, list[Piece]] = {"+": [], "-": []}  # what speaks for a side since the other was last held
    for piece in pieces:
        if not piece.side:
            continue
        here: Polarity = "+" if piece.side > 0 else "-"
        there: Polarity = "-" if here == "+" else "+"
        balance *= 2 ** (-max((piece.day - last).days, 0) / HALF_LIFE)
        balance = max(-1.0, min(1.0, balance + piece.side * piece.weight))
        last = piece.day
        sides[here].append(piece)
        if balance * _sign(here) < HOLDS or not _enough(sides[here]):
            continue
        if held == there:
            yield _shift(there, sides[there], here, sides[here])
        held = here
        sides[there] = []


def _enough(pieces: Sequence[Piece]) -> bool:
    return len(pieces) >= PIECES and len({piece.day for piece in pieces}) >= DAYS


def _shift(before: Polarity, old: Sequence[Piece], after: Polarity, new: Sequence[Piece]) -> Shift:
    turn = new[0]
    last = [piece for piece in old if (piece.day, piece.id) < (turn.day, turn.id)][-1]
    sure = chance((_sign(before) * piece.side, piece.weight) for piece in old)
    sure *= chance((_sign(after) * piece.side, piece.weight) for piece in new)
    key = "\n".join((turn.actor, turn.issue, last.id, turn.id))
    return Shift(
        id=f"shift-{sha256(key.encode()).hexdigest()[:16]}",
        actor=turn.actor,
        issue=turn.issue,
        day=turn.day.isoformat(),
        before=before,
        after=after,
        evidence_before=last.id,
        evidence_after=turn.id,
        rule=RULE,
        confidence=round(sure, 4),
    )


def _sign(side: Polarity) -> int:
    return 1 if side == "+" else -1
