from __future__ import annotations

import csv
import io

import pytest

from marsad.model.woven import WovenEvent
from marsad.plover import TYPES
from marsad.views.answers import Name
from marsad.views.desk import Desk
from marsad.views.export.acled import COLUMNS, KIND, kind_of
from marsad.views.export.material import Happening
from marsad.views.export.who import Who
from tests.views.export.conftest import Made

EVENT = WovenEvent(
    id="event-1", type="ASSAULT", mode=None, quad="material_conflict", score=-9.0, contexts=(), actors=("a",), recipients=("b",),
    day=None, told="2020-01-01", place=None, status="happened", reports=(), origins=1,
)  # fmt: skip


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_reads_back_as_the_screen_shows_it(kept: Desk, made: Made) -> None:
    answer = kept.events()
    events = {e.id: e for e in answer}
    found = rows(made("acled")[0])
    assert {r["event_type"] for r in found} == {"Protests", "Strategic developments"}
    for row in found:
        event = events[row["event_id_cnty"]]
        assert list(row) == list(COLUMNS)
        name = answer.names[event.actors[0]]
        assert row["actor1"] == (name.en or name.ar)
        assert name.ar in row["notes"]
        assert (row["time_precision"], row["event_date"]) == {
            "2020-06": ("3", "2020-06-01"),
            "2020-05-03": ("1", "2020-05-03"),
        }[event.day or ""]
        assert row["fatalities"] == ""
        assert f"plover={event.type}" in row["tags"]


def happening(mode: str | None = None, *, kinds: tuple[str, str] = ("army", ""), status: str = "happened") -> Happening:
    changed = {"mode": mode, "status": status}
    event = WovenEvent(**({f: getattr(EVENT, f) for f in EVENT.__struct_fields__} | changed))
    return Happening(event, (), {i: Who(i, Name(i), kind=k) for i, k in zip("ab", kinds, strict=True)})


@pytest.mark.parametrize(
    ("told", "sub"),
    [
        (happening("aerial"), "Air/drone strike"),
        (happening("firearms"), "Attack"),
        (happening("firearms", kinds=("army", "armed_group")), "Armed clash"),
        (happening(kinds=("armed_group", "armed_group")), "Armed clash"),
    ],
)
def test_assaults_have_the_type_of_their_mode(told: Happening, sub: str) -> None:
    found = kind_of(told)
    assert found is not None
    assert found.sub == sub


@pytest.mark.parametrize(
    "told", [happening(), happening("aerial", status="denied"), happening("aerial", status="planned")]
)
def test_what_acled_does_not_count_is_left_out(told: Happening) -> None:
    assert kind_of(told) is None


def test_two_sides_without_a_recipient_are_a_battle() -> None:
    event = WovenEvent(
        **({f: getattr(EVENT, f) for f in EVENT.__struct_fields__} | {"actors": ("a", "b"), "recipients": ()})
    )
    found = kind_of(Happening(event, (), {i: Who(i, Name(i)) for i in "ab"}))
    assert found is not None
    assert found.event == "Battles"


def test_only_types_and_modes_of_plover_are_mapped() -> None:
    assert all(mode is None or mode in TYPES[type_].modes for type_, mode in KIND)
