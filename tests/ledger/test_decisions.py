"""Which decisions hold: later ones over earlier ones, undos, undos of undos."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from marsad.errors import LedgerError
from marsad.ledger import Ledger
from marsad.ledger.decisions import Action, Decision, Decisions, all_decisions, decide
from tests.ledger.conftest import counted

MOMENT = "2021-01-01T09:00:00.000000Z"


def decisions(*told: dict[str, Any]) -> Decisions:
    numbers = count(1)
    return Decisions([Decision(seq=next(numbers), by="x", recorded=MOMENT, **d) for d in told])


def on(action: Action, record: str = "r", **more: Any) -> dict[str, Any]:
    return {"action": action, "record": record} | more


def undo(number: int) -> dict[str, Any]:
    return on("undo", undoes=number)


@pytest.mark.parametrize(
    ("told", "rejected", "accepted"),
    [
        ([], False, False),
        ([on("reject")], True, False),
        ([on("reject"), on("accept")], False, True),
        ([on("accept"), on("reject")], True, False),
        ([on("reject"), undo(1)], False, False),
        ([on("reject"), undo(1), undo(2)], True, False),
        ([on("reject"), undo(1), undo(2), undo(3)], False, False),
        ([on("accept"), on("reject"), undo(2)], False, True),
        ([on("reject"), on("accept"), undo(2)], True, False),
        ([on("reject"), on("reject"), undo(2)], True, False),
        ([on("reject", "other")], False, False),
        ([undo(5), on("reject")], True, False),
    ],
)
def test_rejected_and_accepted(told: list[dict[str, Any]], rejected: bool, accepted: bool) -> None:
    found = decisions(*told)
    assert (found.rejected("r"), found.accepted("r")) == (rejected, accepted)


def test_corrections_of_several_fields_and_the_later_of_one() -> None:
    told = [
        on("correct", field="status", value="denied"),
        on("correct", field="date", value=None),
        on("correct", field="status", value="alleged"),
    ]
    assert decisions(*told).corrections("r") == {"status": "alleged", "date": None}
    assert decisions(*told, undo(3)).corrections("r") == {"status": "denied", "date": None}
    assert decisions(*told).corrections("other") == {}
    assert decisions(*told).corrected() == {"r"}


def test_settlements() -> None:
    told = [on("settle", value="left"), on("settle", value="open")]
    assert decisions(*told).settlement("r") == "open"
    assert decisions(*told, undo(2)).settlement("r") == "left"
    assert decisions(*told, undo(2), undo(1)).settlement("r") is None


def test_of_two_judgements_on_a_pair_the_later_holds() -> None:
    same, apart = on("same", "a", other="b"), on("different", "b", other="a")
    assert [j.verdict for j in decisions(same, apart).judgements()] == ["different"]
    assert [j.verdict for j in decisions(same, apart, undo(2)).judgements()] == ["same"]
    assert decisions(same, undo(1)).judgements() == []
    assert {(j.left, j.right, j.by) for j in decisions(same, on("same", "b", other="c")).judgements()} == {
        ("a", "b", "x"),
        ("b", "c", "x"),
    }


def test_which_undo_undid_what() -> None:
    assert decisions(on("reject"), undo(1)).undone == {1: 2}
    assert decisions(on("reject"), undo(1), undo(2)).undone == {2: 3}


def test_decisions_are_facts_of_a_batch(ledger: Ledger) -> None:
    with ledger.batch("review", by="سلمى") as batch:
        first = decide(batch, "reject", "a1.e0", because="خطأ", by="سلمى")
        second = decide(batch, "undo", "a1.e0", by="سلمى", undoes=first)
    with ledger.reading() as connection:
        one, two = all_decisions(connection)
        assert all_decisions(connection, "2000-01-01") == []
    assert (one.seq, one.because, one.by, two.seq, two.undoes, two.recorded) == (
        first,
        "خطأ",
        "سلمى",
        second,
        first,
        one.recorded,
    )
    assert counted(ledger)["audit"] == 1


def test_nothing_of_a_batch_that_fails_is_kept(ledger: Ledger) -> None:
    def second_fails() -> None:
        with ledger.batch("review", by="x") as batch:
            decide(batch, "reject", "r", by="x")
            raise LedgerError("the second of two could not be written")

    with pytest.raises(LedgerError):
        second_fails()
    assert counted(ledger)["decision"] == 0
