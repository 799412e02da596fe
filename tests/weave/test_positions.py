"""Positions from statements and acts."""

from collections.abc import Sequence
from datetime import date
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.dossiers import Issue, IssueAct
from marsad.errors import DataError
from marsad.model.actor import Office
from marsad.model.reading import EventStatus, Polarity, Stance, Statement, StatementKind
from marsad.model.span import Span
from marsad.model.telling import Said
from marsad.model.woven import Position, WovenEvent
from marsad.plover import quad_of, score_of
from marsad.weave.positions import HALF_LIFE, Piece, Roles, act_on, pieces, positions, weigh

ON = "2020-06-30"
ACTS = (
    IssueAct(type="AGREE", sense="+"),
    IssueAct(type="AGREE", sense="-", denied=True),
    IssueAct(type="CONSULT", sense="+"),
    IssueAct(type="CONSULT", mode="phone", sense="-"),
    IssueAct(type="RETREAT", mode="ceasefire", sense="+", named=False),
    IssueAct(type="ASSAULT", sense="-"),
)
TRUCE = Issue(id="truce", name="", name_ar="", definition="", words=(), acts=ACTS)


def said(
    id_: str,
    speaker: str | None,
    *stances: str,
    day: str = "2020-06-01",
    kind: StatementKind = "direct",
    sure: float = 1.0,
) -> Said:
    found = [Stance(issue=s[:-1], polarity="+" if s[-1] == "+" else "-", cue=Span(0, 1)) for s in stances]
    statement = Statement(
        start=0,
        end=9,
        kind=kind,
        cue=None,
        force="say",
        speaker=speaker,
        speaker_mention=None,
        stances=found,
        confidence=sure,
    )
    return Said(id=id_, article=id_, day=day, said=day, publisher=None, statement=statement, text="", speaker=speaker)


def event(
    id_: str,
    type_: str,
    *actors: str,
    day: str | None = "2020-06-01",
    mode: str | None = None,
    status: EventStatus = "happened",
) -> WovenEvent:
    return WovenEvent(
        id=id_, type=type_, mode=mode, quad=quad_of(type_), score=score_of(type_, mode), contexts=(), actors=actors, recipients=("z",),
        day=day, told=day or "2020-06-01", place=None, status=status, reports=(id_,), origins=1, issues=("truce",),
    )  # fmt: skip


def one(tellings: Sequence[Said] = (), events: Sequence[WovenEvent] = (), on: str = ON, **more: object) -> Position:
    (row,) = positions(tellings, {}, events, on=on, issues=[TRUCE], **more)  # type: ignore[arg-type]
    return row


def test_a_statement_and_an_act_make_a_position() -> None:
    row = one([said("s1", "a", "truce+")], [event("e1", "AGREE", "a", day="2020-06-20")])
    assert (row.actor, row.issue, row.side, row.strength) == ("a", "truce", "+", 1.0)
    assert (row.statements, row.acts, row.evidence) == (1, 1, ("s1", "e1"))
    assert (row.since, row.until, row.latest) == ("2020-06-01", "2020-06-20", "2020-06-20")
    assert 0.5 < row.confidence < 1


def test_no_evidence_is_no_row_and_not_neutral() -> None:
    tellings = [said("s1", "a"), said("s2", None, "truce+"), said("s3", "b", "oil+")]
    rows = positions(tellings, {}, [event("e1", "AID", "a")], on=ON, issues=[TRUCE])
    assert [(row.actor, row.issue) for row in rows] == [("b", "oil")]
    assert positions([], {}, [], on=ON) == []


def test_mixed_is_both_sides_and_neutral_both_in_one_breath() -> None:
    assert one([said("s1", "a", "truce+"), said("s2", "a", "truce-")]).side == "mixed"
    assert one([said("s1", "a", "truce+", "truce-")]).side == "neutral"
    assert one([said("s1", "a", "truce+", "truce-"), said("s2", "a", "truce-")]).side == "-"
    assert one([said("s1", "a", "truce+"), said("s2", "a", "truce+"), said("s3", "a", "truce-")]).side == "+"


def test_later_words_outweigh_earlier_ones_with_the_half_life() -> None:
    row = one([said("s1", "a", "truce-", day="2019-01-01"), said("s2", "a", "truce+")])
    assert (row.side, row.evidence) == ("+", ("s1", "s2"))
    old = one([said("s1", "a", "truce-", day="2020-01-02"), said("s2", "a", "truce+", day="2020-06-30")])
    assert (date(2020, 6, 30) - date(2020, 1, 2)).days == HALF_LIFE
    assert old.strength == pytest.approx((1 - 0.5) / 1.5, abs=1e-4)


def test_the_span_is_closed_and_the_future_unknown() -> None:
    tellings = [
        said(f"s{day}", "a", "truce+", day=day) for day in ("2020-01-31", "2020-02-01", "2020-02-29", "2020-03-01")
    ]
    row = one(tellings, since="2020-02", until="2020-02")
    assert row.evidence == ("s2020-02-01", "s2020-02-29")
    assert (row.since, row.until, row.latest) == ("2020-02", "2020-02", "2020-02-29")
    assert one(tellings, on="2020-02-01").statements == 2


def test_direct_words_sure_readings_and_more_origins_weigh_more() -> None:
    direct = one([said("s", "a", "truce+", kind="direct")]).confidence
    indirect = one([said("s", "a", "truce+", kind="indirect")]).confidence
    doubted = one([said("s", "a", "truce+", sure=0.4)]).confidence
    (twice,) = positions([said("s", "a", "truce+")], {"s": "q"}, [], on=ON, origins={"q": 2})
    assert doubted < indirect < direct < twice.confidence < 1


@pytest.mark.parametrize(
    ("type_", "mode", "status", "named", "sense"),
    [
        ("AGREE", None, "happened", True, "+"),
        ("AGREE", None, "ongoing", True, "+"),
        ("AGREE", None, "denied", True, "-"),
        ("AGREE", None, "planned", True, None),
        ("AGREE", None, "alleged", True, None),
        ("AGREE", None, "happened", False, None),
        ("CONSULT", "phone", "happened", True, "-"),
        ("CONSULT", "visit", "happened", True, "+"),
        ("CONSULT", None, "denied", True, None),
        ("RETREAT", "ceasefire", "happened", False, "+"),
        ("RETREAT", "withdraw", "happened", True, None),
    ],
)
def test_which_act_takes_which_side(
    type_: str, mode: str | None, status: EventStatus, named: bool, sense: Polarity | None
) -> None:
    act = event("e", type_, "a", mode=mode, status=status)
    row = act_on(TRUCE, act if named else msgspec.structs.replace(act, issues=()))
    assert (row and row.sense) == sense


def test_words_and_the_act_that_they_perform_are_one_piece() -> None:
    spoken = said("s1", "a", "truce+")
    assert one([spoken], [event("e1", "AGREE", "a", day="2020-06-02")]).acts == 0
    assert one([spoken], [event("e1", "AGREE", "a", day="2020-06-03")]).acts == 1
    assert one([spoken], [event("e1", "RETREAT", "a", mode="ceasefire")]).acts == 1  # deeds are more than words
    assert one([spoken], [event("e1", "AGREE", "a", status="denied")]).acts == 1  # the other side is no repetition


def test_who_speaks_for_a_body_counts_for_it_while_he_holds_his_office() -> None:
    offices = {
        "minister": (Office(office="foreign_minister", of="state", since="2012", until="2020-05"),),
        "deputy": (Office(office="member", of="council"),),
    }
    roles = Roles({"council": ("state",), "office": ("council", "state"), "state": ("council",)}, offices)
    assert roles.parties("minister", date(2020, 5, 31)) == ("minister", "state", "council")
    assert roles.parties("minister", date(2020, 6, 1)) == ("minister",)
    assert roles.parties("minister", date(2011, 12, 31)) == ("minister",)
    assert roles.parties("deputy", date(2020, 5, 1)) == ("deputy",)
    assert roles.parties("office", date(2020, 5, 1)) == ("office", "council", "state")
    tellings = [said("s1", "minister", "truce+", day="2020-05-02"), said("s2", "state", "truce+", day="2020-05-02")]
    rows = positions(tellings, {"s1": "q", "s2": "q"}, [], on=ON, roles=roles)
    assert {row.actor: (row.statements, row.evidence) for row in rows} == {
        "minister": (1, ("s1",)), "state": (1, ("s1",)), "council": (1, ("s1",)),
    }  # fmt: skip


def test_a_joint_act_of_two_who_stand_for_one_party_is_one_piece_of_it() -> None:
    roles = Roles({"a": ("p",), "b": ("p",)})
    rows = positions([], {}, [event("e1", "AGREE", "a", "b")], on=ON, issues=[TRUCE], roles=roles)
    assert {row.actor: row.acts for row in rows} == {"a": 1, "b": 1, "p": 1}


def test_bad_rows_and_days_are_named() -> None:
    wrong = Issue(
        id="x", name="", name_ar="", definition="", words=(), acts=(IssueAct(type="AGREE", mode="loud", sense="+"),)
    )
    with pytest.raises(DataError, match="AGREE has no mode 'loud'"):
        pieces([], {}, [], issues=[wrong])
    with pytest.raises(DataError, match=r"^'soon' is no ISO day"):
        positions([], {}, [], on="soon")
    with pytest.raises(DataError, match=r"^'June' is no ISO day"):
        positions([said("s", "a", "truce+", day="June")], {}, [], on=ON)


KINDS: tuple[StatementKind, ...] = ("direct", "mixed", "indirect")
DAYS = st.dates(date(2020, 1, 1), date(2020, 6, 30)).map(str)
TOLD = st.lists(
    st.tuples(
        st.sampled_from("ab"), st.sampled_from([("truce+",), ("truce-",), ("truce+", "truce-"), ("oil-",)]), DAYS,
        st.sampled_from(KINDS), st.floats(0, 1),
    ),
    max_size=8,
).map(lambda rows: [said(f"s{n}", a, *s, day=d, kind=k, sure=c) for n, (a, s, d, k, c) in enumerate(rows)])  # fmt: skip
DONE = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["AGREE", "ASSAULT", "CONSULT"]), DAYS), max_size=6
).map(lambda rows: [event(f"e{n}", t, a, day=d) for n, (a, t, d) in enumerate(rows)])


@given(TOLD, DONE, st.randoms())
def test_order_does_not_matter(tellings: list[Said], events: list[WovenEvent], chance: Random) -> None:
    whole = positions(tellings, {}, events, on=ON, issues=[TRUCE])
    mixed, done = list(tellings), list(events)
    chance.shuffle(mixed)
    chance.shuffle(done)
    assert positions(mixed, {}, done, on=ON, issues=[TRUCE]) == whole
    assert all(-1 <= row.strength <= 1 and 0 <= row.confidence <= 1 for row in whole)


@given(TOLD, DONE)
def test_copies_do_not_count_twice(tellings: list[Said], events: list[WovenEvent]) -> None:
    copies = [msgspec.structs.replace(one, id=f"{one.id}~copy") for one in tellings]
    quotation_of = {one.id: f"q-{one.id.split('~')[0]}" for one in (*tellings, *copies)}
    alone = positions(tellings, quotation_of, events, on=ON, issues=[TRUCE])
    assert positions([*tellings, *copies], quotation_of, events, on=ON, issues=[TRUCE]) == alone


def piece(day: date, side: float, weight: float = 0.5, id_: str = "s") -> Piece:
    return Piece("a", "truce", day, id_, "statement", side, weight)


@given(st.dates(date(2015, 1, 1), date(2020, 6, 1)), st.integers(0, 900), st.floats(0.05, 1))
def test_evidence_never_gains_by_growing_old(day: date, days: int, weight: float) -> None:
    earlier = date.fromordinal(day.toordinal() - days)
    fresh, stale = (weigh([piece(d, 1, weight)], on=ON)[0] for d in (day, earlier))
    assert fresh.confidence >= stale.confidence
    against = piece(date(2020, 6, 1), -1, id_="t")
    assert (
        weigh([piece(day, 1, weight), against], on=ON)[0].strength
        >= weigh([piece(earlier, 1, weight), against], on=ON)[0].strength
    )


@given(TOLD, DONE, st.integers(0, 8))
def test_pieces_of_two_halves_weigh_like_those_of_the_whole(
    tellings: list[Said], events: list[WovenEvent], cut: int
) -> None:
    first, rest = pieces(tellings[:cut], {}, []), pieces(tellings[cut:], {}, [])
    acts = pieces([], {}, events, issues=[TRUCE])
    assert weigh([*acts, *rest, *first], on=ON) == weigh([*pieces(tellings, {}, []), *acts], on=ON)
