"""Names: cases by rows; every name of a text, with its type and whom it means."""

from __future__ import annotations

import pytest

from tests.conftest import Case, Read, rows


@pytest.mark.parametrize("case", rows("names"))
def test_case(case: Case, read: Read) -> None:
    reading = read(case["text"], case.get("published"))
    found = [m for m in reading.mentions if not m.nominal]
    told = [[reading.text[m.start : m.end], m.type, m.actor] for m in found]
    assert [row[:2] for row in told] == [row[:2] for row in case["expected"]], told
    for (_, _, actor), wanted in zip(told, case["expected"], strict=True):
        assert len(wanted) < 3 or actor == wanted[2], told


def test_a_name_keeps_its_vowel_marks_and_leaves_its_clitics(read: Read) -> None:
    reading = read("غادر الوفد وَلِلِيبِيَا مكان في القائمة، ثم عاد إلى تونس.")
    assert "تونس" in {reading.text[m.start : m.end] for m in reading.mentions}
    reading = read("عاد الوفد إلى تُونِس، وبتُونِس مكث شهرا.")
    assert [reading.text[m.start : m.end] for m in reading.mentions if m.actor == "TN"] == ["تُونِس", "تُونِس"]


def test_one_person_under_two_names_is_one_actor(read: Read) -> None:
    reading = read("زار العميد نوفل البرقاوي البلدة. ثم غادر البرقاوي مع مرافقيه.")
    people = [m.actor for m in reading.mentions if m.type == "PER" and not m.nominal]
    assert people == [people[0]] * 2
    assert reading.actors[people[0] or ""].names == ["نوفل البرقاوي", "البرقاوي"]
