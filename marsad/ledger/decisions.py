"""What people decided: rows that are only added. An undo is a row as well, and can itself be undone."""

from __future__ import annotations

from typing import Literal

import msgspec
from sqlalchemy import Connection, select

from marsad.ledger import tables
from marsad.ledger.batch import Batch
from marsad.model.woven import Judgement

Action = Literal["same", "different", "correct", "reject", "accept", "settle", "undo"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: on which record, what, why, by whom and when.

    `other` is the second actor of `same` and `different`; `field` and `value` are what `correct` sets; `settle` has its
    settlement in `value`; `undo` names the decision in `undoes`.
    """

    seq: int
    action: Action
    record: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
    because: str = ""
    by: str
    recorded: str
    undoes: int | None = None


def decide(
    batch: Batch,
    action: Action,
    record: str,
    *,
    other: str | None = None,
    field: str | None = None,
    value: str | None = None,
    because: str = "",
    by: str,
    undoes: int | None = None,
) -> int:
    """Adds a decision; returns its number."""
    return batch.add(
        tables.decision,
        action=action,
        record=record,
        other=other,
        field=field,
        value=value,
        because=because,
        by=by,
        undoes=undoes,
    )


def all_decisions(connection: Connection, known_on: str | None = None) -> list[Decision]:
    """Every decision, oldest first, undone ones and undos included."""
    c = tables.decision.c
    wanted = select(*(c[name] for name in Decision.__struct_fields__)).order_by(c.seq)
    rows = connection.execute(wanted.where(c.recorded <= known_on) if known_on else wanted)
    return [Decision(**dict(zip(Decision.__struct_fields__, row, strict=True))) for row in rows]


class Decisions:
    """The decisions that hold: those that were not undone; of two on the same matter the later one."""

    def __init__(self, decisions: list[Decision]) -> None:
        self.undone: dict[int, int] = {}  # which decision was undone by which
        for d in reversed(decisions):  # an undo that was undone undoes nothing
            if d.action == "undo" and d.seq not in self.undone and d.undoes is not None:
                self.undone[d.undoes] = d.seq
        self.holding = [d for d in decisions if d.action != "undo" and d.seq not in self.undone]
        self._last = {(d.record, d.action, d.field): d for d in self.holding if d.action not in ("same", "different")}

    def rejected(self, record: str) -> bool:
        """Whether a record was rejected, and not accepted after that."""
        no, yes = self._last.get((record, "reject", None)), self._last.get((record, "accept", None))
        return no is not None and (yes is None or yes.seq < no.seq)

    def accepted(self, record: str) -> bool:
        """Whether a record was accepted, and not rejected after that."""
        return (record, "accept", None) in self._last and not self.rejected(record)

    def corrections(self, record: str) -> dict[str, str | None]:
        """The fields of a record that were set by hand."""
        return {
            d.field: d.value
            for (of, action, _), d in self._last.items()
            if of == record and action == "correct" and d.field
        }

    def corrected(self) -> set[str]:
        """The records that have corrections, rejections or acceptances."""
        return {d.record for d in self._last.values()}

    def settlement(self, record: str) -> str | None:
        """How a disagreement was settled."""
        found = self._last.get((record, "settle", None))
        return found.value if found else None

    def judgements(self) -> list[Judgement]:
        """Merges and splits of actors; the latest for each pair."""
        pairs = {
            tuple(sorted((d.record, d.other))): d for d in self.holding if d.other and d.action in ("same", "different")
        }
        return [
            Judgement(left=d.record, right=d.other or "", verdict="same" if d.action == "same" else "different",
                      rule="decision", score=1.0, because=d.because, by=d.by)
            for d in pairs.values()
        ]  # fmt: skip
