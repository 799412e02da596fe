from __future__ import annotations

import io
from typing import Literal

from marsad.model.woven import Position
from marsad.views import matrix
from marsad.views.answers import Answer, Name
from tests.views.ledger_fixture import sample


def position(
    actor: str, issue: str, side: Literal["+", "-", "mixed", "neutral"], strength: float, pieces: int = 1
) -> Position:
    return Position(actor=actor, issue=issue, since="2020-01-01", until="2020-02-01", side=side, strength=strength, confidence=0.5,
                    latest="2020-02-01", statements=pieces, acts=0, evidence=tuple(f"x.s{i}" for i in range(pieces)))  # fmt: skip


def written(rows: tuple[Position, ...]) -> str:
    out = io.BytesIO()
    matrix.write(Answer(rows=rows, total=len(rows), names={"a": Name("حفتر")}), out)
    return out.getvalue().decode().replace("\u200e", "")


def test_a_blank_is_no_evidence_and_a_nought_is_evidence_that_cancels_out() -> None:
    shown = written(
        (position("a", "truce", "+", 0.9, 3), position("a", "oil", "neutral", 0.0), position("b", "oil", "-", -0.5))
    )
    header, _, first, second = shown.splitlines()[:4]
    assert header.split("┃")[0].strip() == "actor"
    assert [cell.strip() for cell in first.split("│")] == ["حفتر", "++ 3", "0 1"]
    assert [cell.strip() for cell in second.split("│")] == ["b", "", "− 1"]
    assert "1 truce  2 oil" in shown


def test_no_evidence_says_so() -> None:
    assert "no evidence" in written(())


def test_every_position_of_the_sample_has_a_sign() -> None:
    out = io.BytesIO()
    answer = sample().positions()
    matrix.write(answer, out)
    shown = out.getvalue().decode()
    pieces = {
        issue: sum(len(row.evidence) for row in answer if row.issue == issue) for issue in {row.issue for row in answer}
    }
    across = sorted(pieces, key=lambda issue: (-pieces[issue], issue))
    legend = " ".join(shown.replace("\u200e", "").split())
    assert all(f"{n} {issue}" in legend for n, issue in enumerate(across, 1))
    assert all(row.evidence for row in answer)
    assert not any(row.actor.startswith("unnamed/") for row in answer)


def test_too_many_actors_are_left_to_the_rows() -> None:
    assert "40 actors of 60; the rest with: --rows" in written(
        tuple(position(f"n{i:02}", "oil", "+", 1.0) for i in range(60))
    )
