"""Labels stand in both languages for everything that a record can hold; days are read back as they are written."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.reading import EventStatus, StatementKind
from marsad.model.woven import Matter, Quad
from marsad.views.brief.labels import LANGUAGES, Labels, Lang, read_day, tables
from marsad.views.brief.told import Missing
from marsad.views.shown import ARABIC


def _lexicon(name: str) -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((files("marsad.lang.ar") / "lexicon" / name).read_text(encoding="utf-8"))


def test_each_row_is_arabic_then_english() -> None:
    for table, rows in tables().items():
        for code, row in rows.items():
            assert len(row) == 2, (table, code)
            assert not ARABIC.search(row[1]), (table, code)
            assert table == "words" or ARABIC.search(row[0]), (table, code)


def test_every_code_of_a_record_has_a_label() -> None:
    labels = Labels("ar")
    for table, codes in (("status", get_args(EventStatus)), ("kind", get_args(StatementKind)), ("matter", get_args(Matter)), ("quad", get_args(Quad)),
                         ("missing", get_args(get_type_hints(Missing)["kind"]))):  # fmt: skip
        assert [c for c in codes if not labels.has(table, c)] == []


def test_every_type_mode_force_and_unit_of_the_lexicons_has_a_label() -> None:
    labels = Labels("en")
    folder = files("marsad.lang.ar") / "lexicon"
    events = [row for file in (folder / "events").iterdir() if file.name.endswith(".toml")
              for rows in tomllib.loads(file.read_text(encoding="utf-8")).values() for row in rows if isinstance(row, dict)]  # fmt: skip
    assert {r["type"] for r in events if "type" in r and not labels.has("event", r["type"])} == set()
    assert {r["mode"] for r in events if r.get("mode") and not labels.has("mode", r["mode"])} == set()
    forces = {row["force"] for rows in _lexicon("reporting.toml").values() for row in rows if "force" in row}
    assert {f for f in forces if not labels.has("force", f)} == set()
    numbers = _lexicon("numbers.toml")
    units = {row["id"] for row in numbers["unit"]} | {row["unit"] for row in numbers["act"]}
    assert {u for u in units if not labels.has("unit", u)} == set()


def test_an_unknown_code_is_written_plainly() -> None:
    assert Labels("en").of("mode", "deep-sea") == "deep sea"


@pytest.mark.parametrize("lang", LANGUAGES)
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_days_are_read_back(lang: Lang, day: date) -> None:
    labels = Labels(lang)
    iso = day.isoformat()
    assert read_day(labels.day(iso)) == iso
    assert read_day(labels.day(iso[:7])) == iso[:7]
    assert read_day(labels.day(iso[:4])) == iso[:4]


@pytest.mark.parametrize(("text", "value"), [("٣ آذار ٢٠٢٠", "2020-03-03"), ("5 جوان 2020", "2020-06-05"), ("5 كانون الثاني 2020", "2020-01-05"),
                                             ("5 غشت 2020", "2020-08-05"), ("30 فبراير 2020", None), ("5 2020", None), ("مارس", None), ("", None),
                                             ("5 رمضان 1441", None), ("5 Marsch 2020", None)])  # fmt: skip
def test_month_names_of_every_tradition(text: str, value: str | None) -> None:
    assert read_day(text) == value


def test_a_span_is_both_ends() -> None:
    assert Labels("en").day("2020-05-27/2020-06-10") == "27 May 2020–10 June 2020"
