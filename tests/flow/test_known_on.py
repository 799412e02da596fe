"""As known on a day: what was shown at the end of that day is shown for ever, whatever comes and is decided later."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.model import Record
from marsad.views import people, queries
from marsad.views.desk import Desk
from tests.flow.conftest import Clock, put

LISTS = ("events", "reports", "statements", "quotations", "stories", "copies", "disagreements", "shifts", "articles",
         "actors", "positions", "series", "gaps")  # fmt: skip


def shown(desk: Desk, day: str) -> dict[str, Any]:
    """Every list, as was known on a day, and what stands behind its first rows."""
    found: dict[str, Any] = {name: msgspec.to_builtins(getattr(desk, name)(known_on=day)) for name in LISTS}
    for row in found["articles"]["rows"]:
        del row["of"]  # how many versions there are in all is known today
    names = [row["id"] for row in found["actors"]["rows"][:12]]
    found["cards"] = [msgspec.to_builtins(people.actor(desk.ledger, name, known_on=day)) for name in names]
    ids = [
        row["id"]
        for name in ("events", "stories", "quotations", "disagreements", "statements")
        for row in found[name]["rows"][:3]
    ]
    found["why"] = [msgspec.json.encode(desk.why(id_, known_on=day)) for id_ in ids]
    found["hits"] = sorted(hit.article for hit in desk.search("قوات", known_on=day).hits)
    found["by"] = [queries.statements(desk.ledger, Filter(actor=name, known_on=day)).total for name in names]
    found["on"] = [queries.articles(desk.ledger, Filter(party=name, known_on=day)).total for name in names]
    return found


def changes(desk: Desk, before: dict[str, Any], day: str) -> list[str]:
    now = shown(desk, day)
    return [name for name in before if before[name] != now[name]]


@pytest.fixture
def three_days(ledger: Ledger, wire: list[Record], clock: Clock) -> tuple[Desk, list[tuple[str, dict[str, Any]]]]:
    """A desk to which articles came on three days, later ones of earlier news among them, with what each evening showed."""
    desk = Desk(ledger)
    evenings: list[tuple[str, dict[str, Any]]] = []
    for share in (wire[:24:2], wire[1:24:2], wire[24:32]):
        put(ledger, *share)
        today = clock.at.date().isoformat()
        evenings.append((today, shown(desk, today)))
        clock.turn(days=1)
    return desk, evenings


def test_a_day_shows_what_it_showed(three_days: tuple[Desk, list[tuple[str, dict[str, Any]]]]) -> None:
    desk, evenings = three_days
    assert {day: changes(desk, before, day) for day, before in evenings} == {day: [] for day, _ in evenings}
    assert evenings[0][1]["events"]["total"] < evenings[1][1]["events"]["total"] < evenings[2][1]["events"]["total"]


def test_decisions_change_no_day_before_them(
    three_days: tuple[Desk, list[tuple[str, dict[str, Any]]]], clock: Clock
) -> None:
    desk, evenings = three_days
    found = [a.id for a in desk.actors() if a.id.startswith("found/")]
    desk.review("same", found[0], desk.find("خليفة حفتر"), by="tester")
    event = next(e for e in desk.events() if len(e.reports) > 1)
    desk.review("reject", event.id, by="tester")
    desk.review("correct", desk.events().rows[0].id, "status=denied", by="tester")
    if dispute := next(iter(desk.disagreements()), None):
        desk.review("settle", dispute.id, "left", by="tester")
    desk.weave()
    assert event.id not in {e.id for e in desk.events()}
    assert {day: changes(desk, before, day) for day, before in evenings} == {day: [] for day, _ in evenings}
    clock.turn(days=1)
    desk.review("undo", "1", by="tester")
    desk.weave()
    assert {day: changes(desk, before, day) for day, before in evenings} == {day: [] for day, _ in evenings}


def test_a_page_that_changed_shows_on_each_day_what_it_said(ledger: Ledger, wire: list[Record], clock: Clock) -> None:
    desk = Desk(ledger)
    put(ledger, *wire[:6])
    day, before = clock.at.date().isoformat(), shown(desk, clock.at.date().isoformat())
    clock.turn(days=1)
    put(ledger, msgspec.structs.replace(wire[2], text=wire[40].text, captured="2021-01-05T00:00:00Z"))
    assert changes(desk, before, day) == []
