"""Changes of position: persistent ones, dated by their first piece of evidence."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.weave.positions import Piece
from marsad.weave.shifts import shifts

START = date(2020, 1, 1)


def told(sides: str, weight: float = 0.8, gap: int = 1) -> list[Piece]:
    """One piece every `gap` days: `+`, `-`, or `0` for a balanced one."""
    side = {"+": 1.0, "-": -1.0, "0": 0.0}
    return [
        Piece("a", "truce", START + timedelta(days=gap * n), f"s{n:03}", "statement", side[mark], weight)
        for n, mark in enumerate(sides)
    ]


def turns(sides: str, weight: float = 0.8, gap: int = 1) -> list[tuple[str, str, str]]:
    return [
        (row.before + row.after, row.evidence_before, row.evidence_after) for row in shifts(told(sides, weight, gap))
    ]


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        ("", []),
        ("++++", []),
        ("--++++", [("-+", "s001", "s002")]),
        ("++---", [("+-", "s001", "s002")]),
        ("++---+++", [("+-", "s001", "s002"), ("-+", "s004", "s005")]),
        ("++++-++++", []),  # one misread piece
        ("++-+-+-+-+", []),  # wavering is no change
        ("-+++", []),  # one piece is no position yet
        ("++-", []),
        ("+0+0-0-0-", [("+-", "s002", "s004")]),
        ("++-+--", []),  # the plus between brought the old side back
        ("++--+--", [("+-", "s001", "s002")]),  # the one plus did not bring the old side back
        ("+++-+++---", [("+-", "s006", "s007")]),  # but three did: the first minus is forgotten
    ],
)
def test_a_side_held_and_then_the_other(sides: str, found: list[tuple[str, str, str]]) -> None:
    assert turns(sides) == found


def test_a_shift_is_dated_by_the_first_piece_of_the_new_side() -> None:
    (row,) = shifts(told("--+++"))
    assert (row.actor, row.issue, row.day, row.before, row.after) == ("a", "truce", "2020-01-03", "-", "+")
    assert row.id == shifts(told("--++++"))[0].id
    assert 0.9 < row.confidence < 1
    assert row.confidence > shifts(told("---+++++", weight=0.4))[0].confidence


def test_one_article_of_one_day_does_not_turn_a_position() -> None:
    before = told("+++")
    wrong = [Piece("a", "truce", date(2020, 2, 1), f"w{n}", "statement", -1.0, 0.9) for n in range(5)]
    assert shifts([*before, *wrong]) == []
    later = Piece("a", "truce", date(2020, 3, 1), "x", "statement", -1.0, 0.9)
    assert [(row.day, row.evidence_after) for row in shifts([*before, *wrong, later])] == [("2020-02-01", "w0")]


def test_weak_evidence_needs_more_of_it_and_old_evidence_gives_way_sooner() -> None:
    assert turns("++++---", weight=0.4) == []
    assert turns("++++-----", weight=0.4) == [("+-", "s003", "s004")]
    assert turns("++--", weight=0.8) == []
    assert turns("++--", weight=0.8, gap=120) == [("+-", "s001", "s002")]


def test_actors_and_issues_are_kept_apart() -> None:
    rows = [
        *told("++"),
        *(piece._replace(issue="oil") for piece in told("---")),
        *(piece._replace(actor="b") for piece in told("---")),
    ]
    assert shifts(rows) == []


SIDES = st.text("+-0", max_size=30)


@given(SIDES, st.floats(0.1, 1), st.integers(1, 90), st.randoms())
def test_order_does_not_matter_and_sides_take_turns(sides: str, weight: float, gap: int, chance: Random) -> None:
    pieces = told(sides, weight, gap)
    rows = shifts(pieces)
    chance.shuffle(pieces)
    assert shifts(pieces) == rows
    assert all(one.after == two.before and one.day < two.day for one, two in pairwise(rows))
    sign = {"+": 1, "-": -1}
    by_id = {piece.id: piece for piece in pieces}
    for row in rows:
        assert by_id[row.evidence_before].side == sign[row.before] == -by_id[row.evidence_after].side
        assert by_id[row.evidence_before].day < by_id[row.evidence_after].day


@given(SIDES, st.integers(0, 30), st.floats(0.1, 1))
def test_what_comes_later_never_takes_a_shift_back(sides: str, cut: int, weight: float) -> None:
    pieces = told(sides, weight)
    known = [(row.id, row.day) for row in shifts(pieces[:cut])]
    assert [(row.id, row.day) for row in shifts(pieces)][: len(known)] == known


@given(SIDES.filter(lambda sides: "-" not in sides), st.integers(0, 30), st.floats(0.1, 1))
def test_one_outlier_anywhere_changes_nothing(sides: str, at: int, weight: float) -> None:
    pieces = told(sides, weight)
    outlier = Piece("a", "truce", START + timedelta(days=at), "outlier", "statement", -1.0, 1.0)
    assert shifts([*pieces, outlier]) == []
