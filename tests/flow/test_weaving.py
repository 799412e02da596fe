"""Weaving little by little gives what weaving all at once gives, in whatever order articles come and wherever it is cut off."""

from __future__ import annotations

import gc
import random
from collections.abc import Sequence

import pytest

from marsad import flow
from marsad.errors import LedgerError
from marsad.flow import tellings, weaving
from marsad.ledger import Ledger
from marsad.model import Record
from marsad.read.event_dates import EventDates
from marsad.views.desk import Desk
from marsad.weave import kept
from tests.flow.conftest import Init, Rows, differing, grown, put, rows


def lumps(records: Sequence[Record], size: int) -> list[Sequence[Record]]:
    return [records[i : i + size] for i in range(0, len(records), size)]


def shuffled(records: Sequence[Record], seed: int) -> list[Record]:
    return random.Random(seed).sample(records, len(records))  # noqa: S311


def test_the_generated_articles_have_what_weaving_joins(wire: list[Record], whole: Rows) -> None:
    kinds = [kind for kind, *_ in whole]
    assert {"copy", "story", "event", "quotation", "disagreement", "judgement"} <= set(kinds)
    assert kinds.count("story") < len(wire) / 2
    assert kinds.count("event") < kinds.count("report")


@pytest.mark.parametrize("order", ["forward", "backward", "random"])
def test_one_by_one_is_all_at_once(new: Init, wire: list[Record], order: str) -> None:
    some = wire[:14]
    coming = {"forward": some, "backward": some[::-1], "random": shuffled(some, 1)}[order]
    assert differing(grown(new(), lumps(coming, 1)), grown(new(), [some])) == []


@pytest.mark.parametrize("size", [9, 20])
def test_lumps_are_all_at_once(new: Init, wire: list[Record], whole: Rows, size: int) -> None:
    assert differing(grown(new(), lumps(shuffled(wire, size), size)), whole) == []


def test_samples_in_lumps_are_samples_all_at_once(new: Init, samples: list[Record]) -> None:
    whole = grown(new(), [samples])
    assert differing(grown(new(), lumps(samples[::-1], 10)), whole) == []


def test_each_database_gives_the_same(ledger: Ledger, wire: list[Record], whole: Rows) -> None:
    """PostgreSQL sorts by its own rules."""
    assert differing(grown(ledger, lumps(shuffled(wire, 3), 20)), whole) == []


@pytest.mark.parametrize("size", [5])
def test_slices_are_one_slice(
    new: Init, wire: list[Record], whole: Rows, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(weaving, "SLICE", size)
    assert differing(grown(new(), lumps(shuffled(wire, size), 40)), whole) == []


def test_garbage_is_looked_for_again_and_nothing_is_kept(new: Init, wire: list[Record]) -> None:
    collecting: list[bool] = []
    ledger = new()
    list(flow.add(ledger, wire[:3], by="tester"))
    flow.weave(ledger, told=lambda done, of: collecting.append(gc.isenabled()))
    assert collecting == [False]
    assert gc.isenabled()
    assert not any(kept._held)


class KilledError(Exception):
    """Stands for the end of the process."""


def killing(after: int) -> weaving.Told:
    def told(done: int, of: int) -> None:
        if done >= after:
            raise KilledError

    return told


@pytest.mark.parametrize("after", [25])
def test_weaving_that_was_killed_is_taken_up(
    ledger: Ledger, wire: list[Record], whole: Rows, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(weaving, "SLICE", 5)
    put(ledger, *wire[::2])
    list(flow.add(ledger, wire[1::2]))
    with pytest.raises(KilledError):
        flow.weave(ledger, told=killing(after))
    flow.weave(ledger)
    assert differing(rows(ledger), whole) == []
    assert flow.weave(ledger) is None


def test_a_killed_weaving_and_articles_before_it(
    new: Init, wire: list[Record], whole: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weaving, "SLICE", 5)
    ledger = new()
    list(flow.add(ledger, wire[20:]))
    with pytest.raises(KilledError):
        flow.weave(ledger, told=killing(10))
    assert differing(grown(ledger, [wire[:20]]), whole) == []


def test_what_comes_out_the_same_is_left_as_it_stands(new: Init, wire: list[Record]) -> None:
    ledger = new()
    list(flow.add(ledger, wire[:-1]))
    first, one_more = flow.weave(ledger), wire[-1]
    list(flow.add(ledger, [one_more]))
    second = flow.weave(ledger)
    assert first
    assert second
    assert second.from_day == one_more.published
    assert 0 < second.records < first.records / 5


def test_an_empty_ledger_has_nothing_to_weave(ledger: Ledger) -> None:
    assert flow.weave(ledger) is None
    assert rows(ledger) == {}


def test_a_later_weaving_overtakes_an_earlier_one(
    ledger: Ledger, wire: list[Record], whole: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier one must write nothing any more: it does not know what came since."""
    monkeypatch.setattr(weaving, "SLICE", 5)
    list(flow.add(ledger, wire[::2]))

    def meanwhile(done: int, of: int) -> None:
        if done == 10:
            other = Ledger.open(ledger.folder, clock=ledger.clock)
            put(other, *wire[1::2])
            other.close()

    with pytest.raises(LedgerError, match="another process began to weave it"):
        flow.weave(ledger, told=meanwhile)
    assert differing(rows(ledger), whole) == []
    assert flow.weave(ledger) is None


def test_a_year_of_three_digits_stops_neither_weaving_nor_counting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading says 680; dates are compared and counted as ISO 8601 writes them."""
    text = "قال خليفة حفتر إن وقف إطلاق النار باق. وهاجمت قوات خليفة حفتر مدينة سرت عام 680. وقتل 4 جنود في هجوم على بنغازي عام 642."
    monkeypatch.setattr(EventDates, "of", lambda dates, trigger: next(o.value for o in dates.options(trigger)[2:]))
    put(desk.ledger, Record(source="old.txt", title="خبر", text=text, published="2020-06-01"))
    assert {e.day for e in desk.events()} == {"0680", "0642"}
    assert {e.day for e in desk.events(until="0650-01-01")} == {"0642"}
    assert desk.series(every="month").total == 0
    assert desk.positions().total


@pytest.mark.parametrize(
    ("read", "kept"),
    [("680", "0680"), ("680-05", "0680-05"), ("95/680", "0095/0680"), ("2020-05-28/2020-06", "2020-05-28/2020-06"), ("0", None), (None, None)],
)  # fmt: skip
def test_dates_of_readings_as_iso_has_them(read: str | None, kept: str | None) -> None:
    assert tellings._dated(read) == kept
