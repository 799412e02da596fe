from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from marsad.errors import MarsadError
from marsad.ledger.search import Hits
from marsad.views.answers import Answer
from tests.views.ledger_fixture import LISTS, OTHERS, sample

FILTERS: dict[str, Any] = {
    "actor": "حفتر",
    "recipient": "tripoli-libya",
    "party": "LY",
    "issue": "ceasefire",
    "type": "ASSAULT",
    "quad": "material_conflict",
    "place": "tripoli-libya",
    "source": "مدار الساحل",
    "story": "",
    "since": "2020-03-01",
    "until": "2020-06-30",
    "min_confidence": 0.5,
    "known_on": "2999-12-31",
}
TYPES = {"statements": "say", "copies": "near", "disagreements": "number", "shifts": "+-"}


def ask(of: str, **wanted: Any) -> Answer[Any]:
    answer: Answer[Any] = getattr(sample(), of)(**wanted)
    return answer


def of(name: str) -> dict[str, Any]:
    """The filters with words that a list knows."""
    words = FILTERS | {"story": sample().stories().rows[3].id, "type": TYPES.get(name, "ASSAULT")}
    return {k: v for k, v in words.items() if k != "type" or name not in ("quotations", "stories")}


def key(row: Any) -> str:
    return getattr(row, "id", None) or f"{row.copy} {row.original}"


@pytest.mark.parametrize("name", LISTS)
def test_pages_hold_each_row_once_in_order(name: str) -> None:
    whole = ask(name)
    assert whole.total == len(whole.rows)
    assert whole.more is None
    for size in (1, 7, 50, 10_000):
        paged: list[Any] = []
        after = None
        while True:
            page = ask(name, limit=size, after=after)
            assert page.total == whole.total
            assert len(page.rows) <= size
            paged += page.rows
            after = page.more
            if after is None:
                break
        assert tuple(paged) == whole.rows
        if whole.total > 60 and size == 1:
            break  # a page a row is slow, and one long list says it
    assert len({key(row) for row in whole.rows}) == whole.total


@pytest.mark.parametrize("name", [*LISTS, *OTHERS, "search"])
def test_filters_alone_and_in_pairs_narrow(name: str) -> None:
    words = of(name)
    limit = {"limit": 3} if name in LISTS or name == "actors" else {}

    def total(**wanted: Any) -> int:
        if name == "search":
            found: Hits = sample().search("ليبيا", **wanted)
            return found.total
        answer = ask(name, **limit, **wanted)
        assert answer.total >= len(answer.rows)
        return answer.total

    alone = {k: total(**{k: v}) for k, v in words.items()}
    everything = total()
    if name != "gaps":  # fewer articles have more gaps
        assert all(n <= everything for n in alone.values())
    for one, other in combinations(words, 2):
        both = total(**{one: words[one], other: words[other]})
        if name not in ("gaps", "positions"):
            assert both <= min(alone[one], alone[other]), (one, other)


@pytest.mark.parametrize("name", ["events", "reports"])
def test_filters_keep_what_bears_them(name: str) -> None:
    for row in ask(name, quad="material_conflict").rows:
        kind = row.type if name == "events" else row.event.type
        assert kind in ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
    assert all("LY" in (*row.actors, *row.recipients) for row in ask(name, party="LY").rows)
    assert all("ceasefire" in row.issues for row in ask(name, issue="ceasefire").rows)
    assert {row.id for row in ask(name, actor="LY")} <= {row.id for row in ask(name, party="LY")}


def test_statements_of_an_actor_are_his() -> None:
    found = ask("statements", actor="مارتا هيلستروم", issue="ceasefire")
    assert found.total
    assert {row.speaker for row in found} == {"found/مارتا-هيلستروم"}
    assert all("ceasefire" in {s.issue for s in row.statement.stances} for row in found)


def test_stories_are_found_by_the_place_that_they_name() -> None:
    tripoli = ask("stories", place="tripoli-libya")
    assert 0 < tripoli.total < ask("stories").total
    assert all("Tripoli" in row.places for row in tripoli)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("after", ["foo", "2020-06-01", "2020-06-01 a b", "01-06-2020 x", " "])
def test_a_cursor_that_is_none_is_refused(name: str, after: str) -> None:
    with pytest.raises(MarsadError, match="cursor"):
        ask(name, after=after)


@pytest.mark.parametrize("name", LISTS)
def test_everyone_in_a_row_has_a_name(name: str) -> None:
    answer = ask(name)
    for row in answer.rows:
        for field in ("actor", "actors", "recipients", "speaker", "addressees", "parties"):
            value = getattr(row, field, None)
            for id_ in (value,) if isinstance(value, str) else value or ():
                assert answer.names[id_].ar.strip()
                assert not answer.names[id_].ar.startswith(("found", "unnamed"))
        place = row.event.place if name == "reports" else getattr(row, "place", None)
        assert place is None or answer.names[place].ar


def test_who_is_only_described_keeps_his_spelling() -> None:
    names = ask("statements").names
    described = {id_: name.ar for id_, name in names.items() if id_.startswith("unnamed/")}
    assert any("ة" in name for name in described.values())  # ids are folded, names are not


def test_places_of_events_are_ids_of_the_ledger() -> None:
    known = {row.id for row in ask("actors").rows}
    places = {row.event.place for row in ask("reports").rows if row.event.place}
    assert places
    assert places <= known | {id_ for id_ in places if "/" not in id_}


def test_quotations_have_words_and_copies_titles() -> None:
    quotations, said = ask("quotations"), {row.id: row.text for row in ask("statements").rows}
    assert all(quotations.words[row.id] == said[row.statements[0]] for row in quotations)
    titles = {row.id: row.title for row in ask("articles").rows}
    assert all(ask("copies").words[c.copy] == titles[c.copy] for c in ask("copies"))


def test_positions_count_only_the_evidence_that_was_asked_for() -> None:
    reported = {row.id for row in ask("statements", source="مدار الساحل").rows} | {
        row.id for row in ask("events", source="مدار الساحل").rows
    }
    found = ask("positions", source="مدار الساحل")
    assert found.total
    assert all(set(row.evidence) <= reported for row in found)


def test_series_sum_up_to_their_events() -> None:
    whole, part = ask("series"), ask("series", limit=5)
    assert part.total == whole.total > 5
    assert part.rows == whole.rows[:5]
    quads = [r.verbal_cooperation + r.material_cooperation + r.verbal_conflict + r.material_conflict for r in whole]
    assert quads == [row.events for row in whole]
    with pytest.raises(MarsadError, match="rows; ask for fewer days"):
        ask("series", complete=True, every="day", since="0002-01-01")


def test_a_position_is_the_same_whoever_else_is_asked_for() -> None:
    everyone = {(row.actor, row.issue): row for row in ask("positions")}
    assert len({row.latest for row in everyone.values()}) > 1
    for actor in {actor for actor, _ in everyone}:
        assert all(everyone[row.actor, row.issue] == row for row in ask("positions", actor=actor))


def test_a_side_of_a_dyad_that_nobody_knows_has_no_name() -> None:
    series = ask("series")
    assert "" in {row.source for row in series}
    assert "" not in series.names
