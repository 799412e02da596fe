"""Series of dyads: events, not reports, by period."""

from collections import Counter
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.woven import SeriesRow, WovenEvent
from marsad.plover import TYPES, quad_of, score_of
from marsad.weave.periods import Every
from marsad.weave.series import dyads, filled, series


def event(type_: str, actors: str, recipients: str = "", day: str | None = "2020-03-04", **more: object) -> WovenEvent:
    row = WovenEvent(
        id="e", type=type_, mode=None, quad=quad_of(type_), score=score_of(type_), contexts=(), actors=tuple(actors),
        recipients=tuple(recipients), day=day, told=day or "2020-03-09", place=None, status="happened", reports=("r",), origins=1,
    )  # fmt: skip
    return msgspec.structs.replace(row, **more)


EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from(sorted(TYPES)),
        st.lists(st.sampled_from("abc"), max_size=3).map("".join),
        st.lists(st.sampled_from("abcd"), max_size=2).map("".join),
        st.dates(date(2019, 1, 1), date(2021, 12, 31)).map(str) | st.none(),
    ),
    max_size=12,
)


def test_one_row_a_dyad_and_period_with_classes_and_scores() -> None:
    rows = series([event("ACCUSE", "a", "b"), event("ASSAULT", "a", "b"), event("AID", "b", "a")], every="month")
    assert rows == [
        SeriesRow(
            period="2020-03", source="a", target="b", events=2, score=-12.0,
            verbal_cooperation=0, material_cooperation=0, verbal_conflict=1, material_conflict=1,
        ),
        SeriesRow(
            period="2020-03", source="b", target="a", events=1, score=10.0,
            verbal_cooperation=0, material_cooperation=1, verbal_conflict=0, material_conflict=0,
        ),
    ]  # fmt: skip


def test_reports_and_origins_do_not_multiply_an_event() -> None:
    (row,) = series([event("ACCUSE", "a", "b", reports=("r1", "r2", "r3"), origins=3)])
    assert (row.events, row.score) == (1, -3)


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (event("CONSULT", "ab"), [("a", "b"), ("b", "a")]),
        (event("ASSAULT", "aba", "c"), [("a", "c"), ("b", "c")]),
        (event("REQUEST", "ab"), [("a", ""), ("b", "")]),  # a joint appeal is nothing between those who make it
        (event("PROTEST", "a"), [("a", "")]),
        (event("COERCE", "", "b"), [("", "b")]),
        (event("ASSAULT", "ab", "b"), [("a", "b")]),
        (event("ACCUSE", "", ""), []),
    ],
)
def test_directed_dyads(one: WovenEvent, wanted: list[tuple[str, str]]) -> None:
    assert dyads(one, {}) == wanted


def test_between_keeps_whole_dyads_and_under_counts_ministers_as_their_states() -> None:
    events = [event("ACCUSE", "mn", "b"), event("CONSULT", "mn"), event("PROTEST", "b")]
    assert [(r.source, r.target, r.events) for r in series(events, under={"m": "x", "n": "x"})] == [
        ("b", "", 1),
        ("x", "b", 1),
    ]
    assert [(r.source, r.target) for r in series(events, between={"m", "b"})] == [("m", "b")]


def test_what_is_only_planned_or_alleged_counts_when_asked_for() -> None:
    planned = event("CONSULT", "a", "b", status="planned")
    assert series([planned]) == []
    assert len(series([planned], statuses={"planned"})) == 1


def test_filled_has_every_period_of_every_dyad() -> None:
    rows = series([event("ACCUSE", "a", "b"), event("AID", "b", "c", day="2019-01-01")], every="week")
    full = filled(rows, "week", "2020-02-24", "2020-03-15")
    assert [(r.source, r.period, r.events, r.score) for r in full] == [
        ("a", "2020-W09", 0, 0), ("a", "2020-W10", 1, -3), ("a", "2020-W11", 0, 0),
        ("b", "2020-W09", 0, 0), ("b", "2020-W10", 0, 0), ("b", "2020-W11", 0, 0),
    ]  # fmt: skip
    assert filled([], "day", "2020-01-01", "2020-01-02") == []


@given(EVENTS, st.randoms(), st.sampled_from(["day", "week", "month"]))
def test_order_does_not_matter_and_cut_in_two_equals_whole(
    events: list[WovenEvent], chance: object, every: Every
) -> None:
    whole = series(events, every=every)
    mixed = list(events)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert series(mixed, every=every) == whole
    added: Counter[tuple[str, str, str]] = Counter()
    for row in (*series(events[:5], every=every), *series(events[5:], every=every)):
        added[row.source, row.target, row.period] += row.events
    assert added == {(r.source, r.target, r.period): r.events for r in whole}


@given(EVENTS)
def test_periods_of_all_lengths_hold_the_same_events(events: list[WovenEvent]) -> None:
    def total(every: Every) -> tuple[int, float]:
        rows = series(events, every=every)
        return sum(r.events for r in rows), sum(r.score for r in rows)

    assert total("day") == total("week") == total("month")
    assert all(
        r.events == r.verbal_cooperation + r.material_cooperation + r.verbal_conflict + r.material_conflict > 0
        for r in series(events)
    )


@given(EVENTS)
def test_filling_changes_no_count(events: list[WovenEvent]) -> None:
    rows = series(events, every="month")
    full = filled(rows, "month", "2019", "2021")
    assert [r for r in full if r.events] == rows
    assert len(full) == 36 * len({(r.source, r.target) for r in rows})
