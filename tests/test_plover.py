"""PLOVER's types, quad classes and scores."""

import re
from pathlib import Path

import pytest

from marsad.errors import DataError
from marsad.plover import QUADS, RECIPROCAL, TYPES, quad_of, score_of

MANUAL = Path(__file__).parents[1].parent / "shared" / "bench" / "PLOVER.md"


def test_sixteen_types_in_four_classes_and_67_modes() -> None:
    assert len(TYPES) == 16
    assert sum(len(kind.modes) for kind in TYPES.values()) == 67
    assert {kind.quad for kind in TYPES.values()} == set(QUADS)
    assert set(TYPES) >= RECIPROCAL


@pytest.mark.parametrize(
    ("type_", "mode", "quad", "score"),
    [
        ("AGREE", None, "verbal_cooperation", 2.5),
        ("CONSULT", "third-party", "verbal_cooperation", 1),
        ("AID", None, "material_cooperation", 10),
        ("RETREAT", "disarm", "material_cooperation", 10),
        ("REQUEST", None, "verbal_conflict", 0),
        ("ACCUSE", None, "verbal_conflict", -3),
        ("REJECT", "change", "verbal_conflict", -2),
        ("SANCTION", None, "material_conflict", -6),
        ("ASSAULT", "unconventional", "material_conflict", -10),
    ],
)
def test_class_and_score(type_: str, mode: str | None, quad: str, score: float) -> None:
    assert (quad_of(type_), score_of(type_, mode)) == (quad, score)


def test_conflict_never_scores_above_a_request() -> None:
    for type_, kind in TYPES.items():
        for score in (kind.score, *kind.modes.values()):
            assert -10 <= score <= 10
            assert (score > 0) == kind.quad.endswith("cooperation") or type_ == "REQUEST"


def test_what_plover_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"^PLOVER has no type 'SHOUT'; it is one of AGREE, "):
        quad_of("SHOUT")
    with pytest.raises(DataError, match=r"^PLOVER's CONSULT has no mode 'letter' \(it has: visit, third-party, "):
        score_of("CONSULT", "letter")
    with pytest.raises(DataError, match=r"^PLOVER's AGREE has no mode 'visit' \(it has: none\)"):
        score_of("AGREE", "visit")


def test_the_table_is_that_of_the_manual() -> None:
    if not MANUAL.is_file():
        pytest.skip("PLOVER.md is not beside this checkout")
    rows = re.findall(
        r"^\| ([1-4]).*? \| ([A-Z]+) \| (-?[\d.]+) \|.*\| (.*?) \|$", MANUAL.read_text(encoding="utf-8"), re.M
    )
    assert len(rows) == 16
    for number, type_, score, modes in rows:
        assert quad_of(type_) == QUADS[int(number) - 1]
        assert score_of(type_) == float(score)
        told = dict(re.findall(r"([a-z][a-z-]*)(?: (-?[\d.]+))?", modes))
        assert TYPES[type_].modes == {mode: float(given or score) for mode, given in told.items()}
