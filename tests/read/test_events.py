"""Events: cases by rows; every event of a text, in order."""

from __future__ import annotations

import pytest

from marsad.model import Event, Reading
from tests.conftest import Case, Read, is_actor, rows, same_actors

ROLES = ("actors", "recipients")


@pytest.mark.parametrize("case", rows("events"))
def test_case(case: Case, read: Read) -> None:
    reading = read(case["text"], case.get("published"))
    told = [(e.type, e.trigger.of(reading.text), e.actors, e.recipients, e.status, e.date) for e in reading.events]
    assert [e.type for e in reading.events] == [w["type"] for w in case["expected"]], told
    for event, wanted in zip(reading.events, case["expected"], strict=True):
        check(reading, event, wanted)


def check(reading: Reading, event: Event, wanted: Case) -> None:
    assert same_actors(reading, event.actors, wanted.get("actors", [])), event
    assert same_actors(reading, event.recipients, wanted.get("recipients", [])), event
    assert event.status == wanted.get("status", "happened"), event
    for key in ("mode", "date"):
        if key in wanted:
            assert (getattr(event, key) or "") == wanted[key], event
    if "place" in wanted:
        assert is_actor(reading, event.place, wanted["place"]), event
    if "trigger" in wanted:
        assert event.trigger.of(reading.text) == wanted["trigger"]
    assert all(event.because.get(role) for role in ROLES if not getattr(event, role)), event


def test_the_headline_tells_no_event(read: Read) -> None:
    reading = read("ساد الهدوء المدينة مساء.", title="قصفت طائرات مجهولة مطار مصراتة")
    assert reading.events == []


def test_the_rule_names_the_row_of_the_lexicon(read: Read) -> None:
    (event,) = read("التقى سامح شكري عقيلة صالح في القاهرة.").events
    assert event.rule.startswith("consult/")
    assert 0.5 <= event.confidence <= 1
