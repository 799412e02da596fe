"""Every format together: counts as on the screen, filters, emptiness, bad input, and the command."""

from __future__ import annotations

import csv as csv_
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from marsad.errors import InputError, LedgerError, OutputError
from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.model.woven import Story
from marsad.views import queries
from marsad.views.answers import Answer
from marsad.views.cli import app
from marsad.views.cli.export import Form
from marsad.views.desk import Desk
from marsad.views.export import flat, material
from marsad.views.export.formats import FORMATS, export, lists
from tests.views.export.conftest import PAGES, WEB, Made, folder

RUN = CliRunner()
FILTERS: tuple[Mapping[str, Any], ...] = (
    {},
    {"actor": "خليفة حفتر"},
    {"since": "2020-05-04", "until": "2020-06-06"},
    {"type": "ASSAULT"},
    {"quad": "verbal_conflict", "min_confidence": 0.3},
    {"source": "منبر الساحل"},
    {"until": "1999-01-01"},
    {"known_on": "2020-07-01"},
    {"known_on": "2020-06-30"},
)


def _lines(data: bytes) -> int:
    return len(data.decode().splitlines())


def _csv(data: bytes) -> int:
    return len(list(csv_.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))))


def _pages(data: bytes) -> int:
    return len(zipfile.ZipFile(io.BytesIO(data)).read("pages/pages.jsonl").splitlines()) - 1


def _ftm(data: bytes) -> int:
    return sum(json.loads(line)["schema"] == "Event" for line in data.decode().splitlines())


# how many rows a file has, as a reader of that format would count them, besides marsad's own word for it
COUNT: dict[str, Callable[[bytes], int]] = {
    "plover": _lines,
    "polecat": lambda data: _lines(data) - 1,
    "gdelt": _lines,
    "acled": _csv,
    "ftm": _ftm,
    "geojson": lambda data: len(json.loads(data)["features"]),
    "timelinejs": lambda data: len(json.loads(data)["events"]),
    "csv": _csv,
    "parquet": lambda data: pq.read_table(io.BytesIO(data)).num_rows,
    "annotation": lambda data: len(json.loads(data)["items"]),
    "wacz": _pages,
}


def shown(desk: Desk, format_: str, kind: str, filters: Mapping[str, Any]) -> int:
    """How many rows the screen shows for a filter."""
    return sum(getattr(desk, k)(**filters).total for k in lists(FORMATS[format_], kind))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_counts_are_those_of_the_screen(kept: Desk, made: Made, format_: str, filters: Mapping[str, Any]) -> None:
    for kind in FORMATS[format_].kinds:
        try:
            count = shown(kept, format_, kind, {} if kind == "refused" else filters)
        except InputError as fault:  # a list that has no such filter, or knows no such word, says the same in an export
            with pytest.raises(InputError, match=re.escape(str(fault))):
                made(format_, kind=kind, **filters)
            continue
        data, written = made(format_, kind=kind, **({} if kind == "refused" else filters))
        assert COUNT[format_](data) == written.rows
        assert written.rows + written.left_out == count, kind
        assert written.left_out == 0 or (format_ == "acled" and written.why)


def test_the_filters_above_tell_rows_apart(kept: Desk) -> None:
    counts = [kept.events(**filters).total for filters in FILTERS]
    assert counts[0] == counts[7] > max(counts[1:6]) >= min(counts[1:6]) > counts[6] == counts[8] == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_ledger_gives_a_valid_empty_file(bare: Desk, made: Made, format_: str) -> None:
    for kind in FORMATS[format_].kinds:
        data, written = made(format_, desk=bare, kind=kind)
        assert COUNT[format_](data) == 0 == written.rows


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(made: Made, format_: str) -> None:
    assert made(format_)[0] == made(format_)[0]


def test_pages_make_one_answer(kept: Desk, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {f: made(f)[0] for f in FORMATS if f != "parquet"}
    monkeypatch.setattr(material, "PAGE", 3)
    assert {f: made(f)[0] for f in whole} == whole
    tables = [pq.read_table(io.BytesIO(made("parquet")[0])).to_pylist() for _ in range(1)]
    assert [row["id"] for row in tables[0]] == [e.id for e in kept.events()]


def test_a_ledger_that_changes_meanwhile_is_told(kept: Desk) -> None:
    def ask(ledger: Ledger, filter_: Filter, *, limit: int | None, after: str | None) -> Answer[Story]:
        answer = queries.stories(ledger, filter_, limit=limit, after=after)
        return Answer(rows=answer.rows[1:], total=answer.total)

    with pytest.raises(LedgerError, match="changed while it was read"):
        list(material.paged(ask, kept.ledger, Filter()))


def test_formats_and_kinds_that_there_are_none_of(kept: Desk) -> None:
    with pytest.raises(InputError, match="'xml' is no format; there are: plover, "):
        export(kept, "xml", io.BytesIO())
    with pytest.raises(InputError, match="wacz does not hold 'events'; it holds: articles"):
        export(kept, "wacz", io.BytesIO(), kind="events")
    with pytest.raises(InputError, match="'colour' is no filter"):
        export(kept, "csv", io.BytesIO(), colour="red")
    with pytest.raises(InputError, match="type: refused records are not filtered"):
        export(kept, "csv", io.BytesIO(), kind="refused", type="AID")
    with pytest.raises(InputError, match="stories have no type"):
        export(kept, "geojson", io.BytesIO(), kind="all", type="AID")
    with pytest.raises(LedgerError, match="'yesterday' is no date"):
        export(kept, "csv", io.BytesIO(), since="yesterday")


def test_every_format_says_what_it_loses() -> None:
    for format_ in FORMATS.values():
        assert format_.about
        assert format_.loses
        assert all(line.strip() == line and not line.endswith(".") for line in format_.loses)


def test_the_command_names_every_format() -> None:
    assert [str(f) for f in Form] == list(FORMATS)


def test_the_command_writes_a_file_and_says_how_much(kept: Desk, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    asked = ["export", "--ledger", folder(kept), "--format", "plover", "--output", str(file), "--actor", "حفتر"]
    result = RUN.invoke(app, asked)
    assert result.exit_code == 0, result.output
    count = kept.events(actor="حفتر").total
    assert _lines(file.read_bytes()) == count > 0
    assert result.stderr == f"{count} rows written\n"
    assert result.stdout == ""


def test_the_command_writes_to_standard_output_and_tells_what_is_left_out(kept: Desk) -> None:
    result = RUN.invoke(app, ["export", "-l", folder(kept), "-f", "acled"])
    assert result.exit_code == 0
    assert _csv(result.stdout_bytes) == 2
    assert f"{kept.events().total - 2} left out: ACLED has no type for them" in result.stderr


def test_a_filter_that_no_row_can_answer_to_is_told(kept: Desk) -> None:
    result = RUN.invoke(app, ["export", "-l", folder(kept), "-f", "timelinejs", "--issue", "ceasefire"])
    assert result.exit_code == 0
    assert result.stderr == "stories have no issue, so that none answers to it\n0 rows written\n"


def test_losses_are_shown() -> None:
    every = RUN.invoke(app, ["export", "--losses"]).stdout
    one = RUN.invoke(app, ["export", "--losses", "--format", "gdelt"]).stdout
    assert all(line in every for f in FORMATS.values() for line in f.loses)
    assert one in every
    assert one.count("\n") == 1 + len(FORMATS["gdelt"].loses)


@pytest.mark.parametrize(
    ("arguments", "ends"),
    [
        (["--format", "xml"], (2, "xml")),
        ([], (2, "name a format: plover, polecat")),
        (["--format", "csv", "--kind", "verses"], (1, "csv does not hold 'verses'; it holds: events")),
        (["--format", "csv", "--actor", "قطقوط"], (1, "names nobody in this ledger")),
        (["--format", "csv", "--from", "2020-13-01"], (1, "is no date")),
        (["--format", "csv", "--output", "no/such/place.csv"], (1, "there is no folder")),
        (["--format", "csv", "--output", "."], (1, "it is a folder")),
    ],
)
def test_bad_calls_end_in_one_line(
    kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], ends: tuple[int, str]
) -> None:
    code, words = ends
    monkeypatch.chdir(tmp_path)
    result = RUN.invoke(app, ["export", "--ledger", folder(kept), *arguments])
    assert result.exit_code == code
    assert words in result.stderr.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_no_ledger_is_told(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["export", "--ledger", str(tmp_path / "none"), "--format", "csv"])
    assert result.exit_code == 1
    assert "holds no ledger" in result.stderr


def test_a_failing_export_leaves_the_old_file(kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "events.csv"
    file.write_text("old")
    monkeypatch.setattr(flat, "value", lambda *_: (_ for _ in ()).throw(LedgerError("the database is gone")))
    result = RUN.invoke(app, ["export", "-l", folder(kept), "-f", "csv", "-o", str(file)])
    assert result.exit_code == 1
    assert "the database is gone" in result.stderr
    assert [p.read_text() for p in tmp_path.iterdir()] == ["old"]


def test_without_pyarrow_the_command_says_what_to_install(
    kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install 'marsad\[parquet\]'"):
        export(kept, "parquet", io.BytesIO())
    file = tmp_path / "events.parquet"
    result = RUN.invoke(app, ["export", "-l", folder(kept), "-f", "parquet", "-o", str(file)])
    assert result.exit_code == 1
    assert "pip install 'marsad[parquet]'" in result.stderr
    assert not file.exists()


def test_the_small_ledger_holds_what_the_tests_need(kept: Desk) -> None:
    titles = {a.title for a in kept.articles()}
    assert {page["title"] for page in PAGES} < titles
    assert any(a.url == WEB for a in kept.articles())
    assert any(len(e.reports) > 1 for e in kept.events())
    assert any(len(s.articles) > 1 for s in kept.stories())
    assert any(e.place for e in kept.events())
