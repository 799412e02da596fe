from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest

from marsad.model import Reading
from marsad.views import spreadsheet
from marsad.views.formats import FORMATS
from tests.views.conftest import REFUSED, TEXT, make


def written(name: str, *results: object) -> bytes:
    out = io.BytesIO()
    FORMATS[name](results, out)  # type: ignore[arg-type]
    return out.getvalue()


def test_json_is_one_object() -> None:
    found = json.loads(written("json", make(), REFUSED, make()))
    assert [r["id"] for r in found["readings"]] == ["0123abcd", "0123abcd"]
    assert found["refused"][0]["code"] == "empty"
    assert json.loads(written("json")) == {"readings": [], "refused": []}


def test_jsonl_is_the_reading_and_nothing_else() -> None:
    line = written("jsonl", make())
    assert msgspec.json.decode(line, type=Reading) == make()
    assert line.count(b"\n") == 1


def rows(*results: object) -> list[dict[str, str]]:
    data = written("csv", *results)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_for_each_record() -> None:
    found = rows(make(), REFUSED)
    assert [row["kind"] for row in found] == ["statement", "event", "mention", "time", "refused"]
    assert list(found[0]) == list(spreadsheet.COLUMNS)
    said, done = found[:2]
    assert (said["actors"], said["mode"], said["text"]) == ("Sami al-Durra", "say", "بلاده توقع الهدنة")
    assert TEXT[int(said["start"]) : int(said["end"])] == said["text"]
    assert (done["type"], done["actors"], done["value"]) == ("REJECT", "كتيبة السهل", "2021-03-03")
    assert (found[4]["source"], found[4]["text"]) == ("news/empty.txt", "the file holds no text")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "\r=1", "＝1", "\n=1"])
def test_csv_cells_are_never_formulas(start: str) -> None:
    (row, *_) = rows(make(source=start))
    assert row["source"] == "'" + start


def test_csv_leaves_ordinary_cells_alone() -> None:
    found = rows(make())
    assert found[1]["evidence"].startswith("'=1+1")
    assert not any(cell.startswith("'") for row in found for key, cell in row.items() if key != "evidence")
