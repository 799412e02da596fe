from __future__ import annotations

import io
import json
import re
from typing import Any

import msgspec
import pytest

from marsad.views import lists
from marsad.views.answers import Answer
from marsad.views.columns import columns
from tests.views.ledger_fixture import ESCAPE, LISTS, TURNED, hostile, sample, table

RECORDS = dict(zip(LISTS, ("WovenEvent", "Report", "Said", "Quotation", "Story", "Copy", "Disagreement", "Shift", "ArticleRow"), strict=True)) | {
    "positions": "Position", "series": "SeriesRow", "actors": "ActorRow", "gaps": "Gap", "doubts": "Doubt",
}  # fmt: skip
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def written(answer: Answer[Any], shape: str, record: str) -> str:
    out = io.BytesIO()
    lists.write(answer, shape, out, record=lists.RECORDS[record])
    return out.getvalue().decode("utf-8")


@pytest.mark.parametrize("name", RECORDS)
def test_all_shapes_hold_the_same_rows(name: str) -> None:
    answer = getattr(sample(), name)()
    record = RECORDS[name]
    rows = msgspec.to_builtins(answer.rows)
    assert json.loads(written(answer, "json", record))["rows"] == json.loads(json.dumps(rows))
    assert [json.loads(line) for line in written(answer, "jsonl", record).splitlines()] == json.loads(json.dumps(rows))
    cells = table(written(answer, "csv", record))
    assert len(cells) == answer.total
    for row, line in zip(answer.rows, cells, strict=True):
        assert list(line) == [c.name for c in columns(lists.RECORDS[record])]
        if hasattr(row, "id"):
            assert line["id"] == row.id
    shown = written(answer, "table", record)
    assert shown.rstrip("\u200e\n").endswith(f"{answer.total} of {answer.total}") or "too narrow for" in shown


def test_numbers_stay_numbers_in_csv() -> None:
    rows = table(written(sample().series(), "csv", "SeriesRow"))
    assert {float(row["score"]) for row in rows} >= {0.0}
    assert any(float(row["score"]) < 0 for row in rows)
    events = table(written(sample().events(), "csv", "WovenEvent"))
    assert all(row["origins"].isdigit() for row in events)  # 2/1 would be a day of January
    assert any(row["actors_ar"] and row["actors"] for row in events)


@pytest.mark.parametrize("width", ["40", "80", "110", "200"])
@pytest.mark.parametrize("name", RECORDS)
def test_ids_are_whole_at_any_width(name: str, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    answer = getattr(sample(), name)()
    shown = written(answer, "table", RECORDS[name])
    assert "\x1b" not in shown
    for row in answer.rows:
        if name in (*LISTS, "actors", "doubts"):
            id_ = f"copy-{row.copy}-{row.original}" if name == "copies" else row.id
            assert re.search(rf"^\u200e?{re.escape(id_)} *(\u200e│|$)", shown, re.MULTILINE), id_


def test_there_is_room_at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("events", "statements", "stories", "copies", "disagreements", "articles"):
        shown = written(getattr(sample(), name)(limit=20), "table", RECORDS[name])
        assert max(len(line.replace("\u200e", "")) for line in shown.splitlines()[:-1]) <= 80, name


def test_arabic_cells_stand_on_the_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    lines = written(sample().stories(), "table", "Story").splitlines()
    cells = [line.split("│")[4].replace("\u200e", "") for line in lines[2:-1]]
    arabic = [cell for cell in cells if re.search("[\u0600-\u06ff]", cell)]
    assert arabic
    assert any(cell.startswith("  ") for cell in arabic)
    assert all(cell[-2:-1].strip() for cell in arabic)  # nothing but the margin behind the words


@pytest.mark.parametrize("name", LISTS)
def test_what_is_hostile_is_defused(name: str) -> None:
    answer = getattr(hostile(), name)()
    shown = written(answer, "table", RECORDS[name])
    assert not UNSEEN.search(shown)
    for line in table(written(answer, "csv", RECORDS[name])):
        for cell in line.values():
            assert "\x1b" not in cell
            assert "\x07" not in cell
            assert cell == "" or cell[0] not in "=+@" or cell in ("+", "-"), cell


def test_the_hostile_ledger_is_hostile() -> None:
    titles = " ".join(row.title for row in hostile().articles())
    assert ESCAPE[0] in titles or TURNED in titles or "=HYPERLINK" in titles
    assert hostile().statements().total >= 2
    assert hostile().events().total >= 2


def test_an_empty_answer_has_its_columns() -> None:
    nothing: Answer[Any] = Answer(rows=(), total=0)
    for record in lists.RECORDS:
        assert written(nothing, "csv", record).count("\n") == 1
        assert written(nothing, "table", record).strip("\u200e\n") == "0 of 0"
        assert written(nothing, "jsonl", record) == ""
