from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from marsad.views.names import UNNAMED
from marsad.weave.series import COUNTED, dyads
from tests.views.ledger_fixture import sample

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def named(row: Any) -> bool:
    return bool(row.source and row.target) and not any(i.startswith(UNNAMED) for i in (row.source, row.target))


@pytest.mark.parametrize(
    "wanted", [{}, {"since": "2020-06-01"}, {"party": "حفتر"}, {"type": "ASSAULT"}, {"known_on": "1999-01-01"}]
)
def test_events_are_those_of_the_series(wanted: Mapping[str, Any]) -> None:
    counted: Counter[tuple[str, str, str]] = Counter()
    scores: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in filter(named, sample().series(every="day", **wanted)):
        counted.update({(row.source, row.target, quad): getattr(row, quad) for quad in QUADS})
        scores[row.source, row.target] += row.score
    edges = sample().network(limit=None, **wanted).edges
    assert +Counter({(e.source, e.target, q): getattr(e, q) for e in edges for q in QUADS}) == +counted
    assert {(e.source, e.target): e.score for e in edges if e.events} == scores
    assert all(e.events == sum(getattr(e, q) for q in QUADS) for e in edges)


def test_statements_lead_from_speaker_to_addressee() -> None:
    told = Counter(
        (s.speaker, a)
        for s in sample().statements()
        for a in set(s.addressees)
        if s.speaker and s.speaker != a and not any(i.startswith(UNNAMED) for i in (s.speaker, a))
    )
    edges = sample().network(limit=None).edges
    assert {(e.source, e.target): e.statements for e in edges if e.statements} == told
    assert told


def test_the_most_come_first() -> None:
    whole = sample().network(limit=None)
    assert whole.total == len(whole.edges) > 5
    for limit in (1, 3, len(whole.edges) + 1):
        found = sample().network(limit=limit)
        assert found.edges == whole.edges[:limit]
        assert found.total == whole.total
        assert {n.id for n in found.nodes} == {i for e in found.edges for i in (e.source, e.target)} == set(found.names)


def test_an_actor_counts_each_event_once() -> None:
    sides: dict[str, set[str]] = {}
    for event in sample().events():
        if event.status in COUNTED:
            for pair in dyads(event, {}):
                if all(pair) and not any(i.startswith(UNNAMED) for i in pair):
                    for id_ in pair:
                        sides.setdefault(id_, set()).add(event.id)
    nodes = sample().network(limit=None).nodes
    assert {n.id: n.events for n in nodes if n.events} == {id_: len(events) for id_, events in sides.items()}
    assert any(n.events > 1 for n in nodes)


def test_nobody_acts_in_an_empty_span() -> None:
    found = sample().network(since="1999-01-01", until="1999-12-31")
    assert (found.nodes, found.edges, found.total, found.names) == ((), (), 0, {})
