"""Stances: cases by rows; who stands where on which issue, the evidence inside the statement."""

from __future__ import annotations

import pytest

from marsad import dossiers
from tests.conftest import Case, Read, is_actor, rows

ISSUES = {issue.id for issue in dossiers.issues("libya")}


@pytest.mark.parametrize("case", rows("stances"))
def test_case(case: Case, read: Read) -> None:
    reading = read(case["text"], case.get("published"))
    found = [(s.speaker, x.issue, x.polarity) for s in reading.statements for x in s.stances]
    assert sorted({f[1:] for f in found}) == sorted({tuple(w[1:]) for w in case["expected"]}), found
    for who, issue, sign in case["expected"]:
        assert any(is_actor(reading, f[0], who) for f in found if f[1:] == (issue, sign)), found


def test_cases_name_issues_of_the_dossier() -> None:
    named = {issue for row in rows("stances") for _, issue, _ in row.values[0]["expected"]}
    assert named == ISSUES


def test_the_cue_stands_inside_the_statement(read: Read) -> None:
    reading = read("رفضت الجزائر التدخل الأجنبي في ليبيا، ودعت إلى استئناف الحوار السياسي.")
    cues = [
        (x.cue.of(reading.text), s.start <= x.cue.start and x.cue.end <= s.end)
        for s in reading.statements
        for x in s.stances
    ]
    assert cues
    assert all(inside for _, inside in cues), cues
