from __future__ import annotations

import pytest

from marsad.errors import InputError, LedgerError
from tests.views.ledger_fixture import sample


def test_the_last_seven_days_with_articles() -> None:
    days = sorted({a.day for a in sample().articles()}, reverse=True)[:7]
    found = sample().today()
    assert (found.since, found.until) == (days[-1], days[0])
    told = list(sample().stories(since=days[-1], until=days[0]))
    assert found.stories.total == len(told) > 0
    assert {s.id for s in found.stories} == {s.id for s in told}
    assert all(g.since >= found.since and g.until <= found.until for g in found.gaps)


def test_all_days_of_the_sample() -> None:
    first = min(a.day for a in sample().articles())
    found = sample().today(since=first, limit=3)
    origins = sorted((len(s.origins) for s in sample().stories()), reverse=True)
    assert [len(s.origins) for s in found.stories] == origins[:3]
    assert found.stories.total == sample().stories().total
    still = [d.id for d in sample().disagreements(since=first) if d.status == "open"]
    assert [d.id for d in found.disagreements] == still[:3]
    assert found.disagreements.total == len(still)
    assert found.shifts.total == sample().shifts(since=first).total
    assert found.gaps.total == sample().gaps(since=first).total >= len(found.gaps) > 0


def test_gaps_of_the_whole_ledger_come_first() -> None:
    found = sample().today(since="2020-01-01", until="2020-12-31", limit=1_000)
    sources = [g.source is not None for g in found.gaps]
    assert sources == sorted(sources)
    assert found.gaps.rows[0].source is None


def test_names_are_of_what_is_shown() -> None:
    found = sample().today(since="2020-01-01", limit=1)
    (story,) = found.stories
    assert set(found.stories.names) <= {*story.parties, *story.places}
    assert found.stories.names


def test_days_without_articles() -> None:
    found = sample().today(since="1999-01-01", until="1999-01-31")
    assert (found.since, found.until) == ("1999-01-01", "1999-01-31")
    assert (found.stories.total, found.shifts.total, found.disagreements.total, found.gaps.total) == (0, 0, 0, 0)


def test_what_is_no_day_or_filter() -> None:
    with pytest.raises(LedgerError, match="no date"):
        sample().today(since="soon")
    with pytest.raises(InputError, match="no filter"):
        sample().today(colour="red")
