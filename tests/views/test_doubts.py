from __future__ import annotations

from pathlib import Path

import pytest

from marsad import dossiers, flow
from marsad.errors import InputError
from marsad.views import doubts
from marsad.views.desk import Desk
from tests.views.ledger_fixture import sample


def test_the_queue_has_actors_then_disagreements_then_events() -> None:
    queue = sample().doubts()
    kinds = [row.kind for row in queue]
    assert kinds == sorted(kinds, key=doubts.KINDS.index)
    assert {"actor", "disagreement"} <= set(kinds)
    assert queue.total == len(queue.rows) == sum(sample().doubts(kind=kind).total for kind in doubts.KINDS)
    assert sample().doubts(limit=2).rows == queue.rows[:2]
    assert sample().doubts(limit=2).total == queue.total


def test_a_question_has_the_names_as_articles_write_them() -> None:
    asked = [row for row in sample().doubts(kind="actor") if row.judgement]
    assert any("أورهان" in row.question for row in asked)
    assert not any("اورهان " in row.question.split("(")[0] for row in asked)
    assert all(row.judgement and row.judgement.right in row.question for row in asked)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="'event_'"):
        sample().doubts(kind="event_")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A small ledger that may be changed."""
    ledger = flow.init(tmp_path / "ledger", dossier="libya")
    list(flow.add_paths(ledger, dossiers.articles("libya")[:10]))
    flow.weave(ledger)
    return Desk(ledger)


def test_what_is_settled_leaves_the_queue_and_comes_back_undone(desk: Desk) -> None:
    waiting = desk.doubts(kind="disagreement")
    assert waiting.total
    dispute = waiting.rows[0].id
    (number,) = desk.review("settle", dispute, "left", because="seen the report", by="nadia")
    desk.weave()
    assert dispute not in {row.id for row in desk.doubts()}
    assert {d.id: d.status for d in desk.disagreements()}[dispute] == "left"
    (told,) = desk.why(dispute).decisions
    assert "nadia: settle left seen the report" in told
    desk.review("undo", str(number), by="nadia")
    desk.weave()
    assert dispute in {row.id for row in desk.doubts()}
    log = doubts.log(desk.ledger)
    assert [d.action for d in log] == ["undo", "settle"]
    assert log.total == 2
    assert doubts.log(desk.ledger, limit=1).rows == log.rows[:1]


def test_a_judged_pair_is_not_asked_again(desk: Desk) -> None:
    asked = [row.judgement for row in desk.doubts(kind="actor") if row.judgement]
    if not asked:
        pytest.skip("nobody is in doubt in these ten articles")
    pair = asked[0]
    desk.review("different", pair.left, pair.right, by="nadia")
    assert (pair.left, pair.right) not in {(j.judgement.left, j.judgement.right) for j in desk.doubts() if j.judgement}
