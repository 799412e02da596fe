from __future__ import annotations

import numpy as np
import pytest

from marsad import flow
from marsad.errors import InputError
from marsad.ledger.standing import Kind, matching
from marsad.views import tally
from marsad.views.desk import Desk
from tests.views.ledger_fixture import sample

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def test_all_events_and_articles_are_counted_once() -> None:
    found = sample().tally()
    assert found
    assert (found.every, found.since, found.until) == ("week", "2019-11-12", "2020-08-17")
    assert (found.events, found.outside, found.articles) == (187, 1, 29)
    assert found.events + found.outside == sample().events().total
    assert found.articles == sample().articles().total
    assert found.empty == 259


@pytest.mark.parametrize("every", ["day", "week", "month", "year"])
def test_the_periods_follow_each_other_and_add_up(every: flow.Every) -> None:
    found = sample().tally(every=every)
    assert found
    assert sum(p.events for p in found.periods) == 187
    assert sum(p.articles for p in found.periods) == 29
    assert all(sum(getattr(p, quad) for quad in QUADS) == p.events for p in found.periods)
    assert [p.since for p in found.periods] == sorted({p.since for p in found.periods})
    assert len(found.periods) == {"day": 280, "week": 41, "month": 10, "year": 2}[every]


def test_the_periods_are_chosen_by_the_length_of_the_span() -> None:
    spans = {
        "2020-08-01": "day",
        "2020-05-01": "day",
        "2020-04-01": "week",
        "2018-06-01": "week",
        "2018-01-01": "month",
        "2010-11-01": "month",
        "2010-08-01": "year",
    }
    for since, every in spans.items():
        found = sample().tally(since=since, until="2020-08-17")
        assert found
        assert found.every == every


def test_filters_narrow_the_events_and_only_source_and_days_the_articles() -> None:
    found = sample().tally(type="ASSAULT")
    assert found
    assert found.events + found.outside == sample().events(type="ASSAULT").total == 9
    assert found.articles == 29
    source = sample().tally(source="وكالة بحر الوسط")
    assert source
    assert source.articles == sample().articles(source="وكالة بحر الوسط").total


def test_a_span_without_articles_has_its_empty_periods() -> None:
    found = sample().tally(since="1999-01-01", until="1999-01-31")
    assert found
    assert (found.articles, found.empty, len(found.periods)) == (0, 31, 31)
    assert sample().tally(since="2199-01-01") is None
    assert sample().tally(known_on="2001-01-01") is None


@pytest.mark.parametrize("every", ["day", "week"])
def test_more_periods_than_anybody_reads_are_refused(every: flow.Every) -> None:
    with pytest.raises(InputError, match=f"1800-01-01 to 2199-12-31 by {every}: too many periods"):
        sample().tally(since="1800-01-01", until="2199-12-31", every=every)
    found = sample().tally(since="1800-01-01", until="2199-12-31")
    assert found
    assert (found.every, len(found.periods)) == ("year", 400)


@pytest.mark.parametrize(("since", "until"), [("0001-01-01", None), (None, "9999-12-31")])
def test_days_at_the_ends_of_the_calendar_are_refused(since: str | None, until: str | None) -> None:
    desk: Desk = sample()
    for ask in (desk.tally, desk.today, desk.gaps, desk.events, desk.series, desk.positions):
        with pytest.raises(InputError, match="too far away; give one from"):
            ask(since=since, until=until)


def test_an_event_that_is_not_worked_in_yet_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sample().tally(place="tripoli-libya")
    assert whole

    def newer(*given: object) -> Kind:
        found = matching(*given)  # type: ignore[arg-type]
        return Kind(np.append(found.numbers, 10**6), np.append(found.days, np.array("2020-05-05", dtype="S10")))

    monkeypatch.setattr(tally, "matching", newer)
    again = sample().tally(place="tripoli-libya", since=whole.since)
    assert again
    assert again.events == whole.events
