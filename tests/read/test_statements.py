"""Statements: cases by rows; every statement of a text, in order."""

from __future__ import annotations

import pytest

from marsad.model import Reading, Statement
from tests.conftest import Case, Read, is_actor, rows, same_actors


@pytest.mark.parametrize("case", rows("statements"))
def test_case(case: Case, read: Read) -> None:
    reading = read(case["text"], case.get("published"))
    contents = [reading.text[s.start : s.end] for s in reading.statements]
    assert len(contents) == len(case["expected"]), contents
    for said, wanted in zip(reading.statements, case["expected"], strict=True):
        check(reading, said, wanted)


def check(reading: Reading, said: Statement, wanted: Case) -> None:
    content = reading.text[said.start : said.end]
    assert content.startswith(wanted["from"]), content
    assert content.endswith(wanted["to"]), content
    if speaker := wanted["speaker"]:
        assert is_actor(reading, said.speaker, speaker), said.speaker
        assert said.because == ""
    else:
        assert said.speaker is None, said.speaker
        assert said.because
    assert said.force == wanted["force"]
    assert said.kind == wanted.get("kind", "indirect")
    assert same_actors(reading, said.addressees, wanted.get("addressees", [])), said.addressees
    assert said.venue is None if "venue" not in wanted else is_actor(reading, said.venue, wanted["venue"])


def test_the_headline_says_nothing(read: Read) -> None:
    reading = read("غادر الوفد المدينة مساء.", title="شكري: لا حل عسكريا للأزمة")
    assert reading.statements == []


def test_a_dropped_speaker_is_told_where_he_was_first_described(read: Read) -> None:
    reading = read("قال مصدر أمني إن الطريق مغلق. وأضاف أن الدوريات عادت.")
    first, second = reading.statements
    assert first.speaker == second.speaker
    assert second.speaker_mention == first.speaker_mention
    assert second.confidence < first.confidence
