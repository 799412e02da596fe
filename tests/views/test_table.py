from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len

from marsad.views import table
from tests.views.conftest import make


def drawn(width: int, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.BytesIO()
    table.write([make(**changes)], out)
    return out.getvalue().decode().splitlines()


@pytest.mark.parametrize("width", [30, 50, 80, 99, 100, 200])
def test_no_line_is_wider_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(width, monkeypatch)
    assert max(map(cell_len, lines)) <= width
    assert "\x1b" not in "".join(lines)


def test_arabic_stands_on_the_right_and_latin_on_the_left(monkeypatch: pytest.MonkeyPatch) -> None:
    line = next(line for line in drawn(80, monkeypatch) if "بلاده" in line)
    assert line.replace("\u200e", "").rstrip().endswith("بلاده توقع الهدنة")
    assert "│     " in line.replace("\u200e", "")
    assert line.replace("\u200e", "").startswith("  Sami")


def test_rules_between_arabic_cells_are_held_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    ruled = [line for line in drawn(120, monkeypatch) if "│" in line]
    assert ruled
    assert all(line.count("│") == line.count("\u200e│\u200e") for line in ruled)


def test_controls_of_direction_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("\u202e" in line for line in drawn(80, monkeypatch, publisher="a\u202eb"))


def test_nothing_found_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no statements and no events found" in drawn(80, monkeypatch, statements=[], events=[])


def test_a_missing_speaker_has_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = {"start": 20, "end": 30, "kind": "direct", "cue": None, "force": "say", "speaker": None}
    nobody |= {"speaker_mention": None, "because": "passive"}
    assert any("(passive)" in line for line in drawn(80, monkeypatch, statements=[nobody]))
