from __future__ import annotations

import csv
import io

import pytest

from marsad.views.columns import columns
from marsad.views.desk import Desk
from marsad.views.export.flat import SHEETS
from tests.views.export.conftest import Made


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_events_read_back_as_the_screen_shows_them(kept: Desk, made: Made) -> None:
    answer = kept.events()
    for row, event in zip(rows(made("csv")[0]), answer, strict=True):
        assert (row["id"], row["type"], row["mode"], row["day"]) == (
            event.id,
            event.type,
            event.mode or "",
            event.day or "",
        )
        assert float(row["score"]) == event.score
        assert row["actors"] == "; ".join(event.actors)
        assert row["actors_ar"] == "; ".join(answer.names[a].ar for a in event.actors)
        assert row["reports"].split("; ") == list(event.reports)
        place = answer.names[event.place] if event.place else None
        assert row["place_en"] == ((place.en or "") if place else "")


def test_statements_read_back_as_the_screen_shows_them(kept: Desk, made: Made) -> None:
    answer = kept.statements()
    for row, said in zip(rows(made("csv", kind="statements")[0]), answer, strict=True):
        assert row["text"] == said.text
        assert (row["statement_start"], row["statement_force"]) == (str(said.statement.start), said.statement.force)
        assert row["speaker_ar"] == (answer.names[said.speaker].ar if said.speaker else "")


def test_articles_keep_their_titles_but_no_formula(kept: Desk, made: Made) -> None:
    found = {row["id"]: row for row in rows(made("csv", kind="articles")[0])}
    (bad,) = (a for a in kept.articles() if a.title.startswith("="))
    assert found[bad.id]["title"] == f"'{bad.title}"
    assert found[bad.id]["publisher"] == "'+صحيفة الميناء"
    assert all(
        row["title"] == a.title for a in kept.articles() if (row := found[a.id]) and a is not bad and a.id != bad.id
    )


def test_series_and_actors_have_names(kept: Desk, made: Made) -> None:
    series = rows(made("csv", kind="series")[0])
    assert {"source_ar", "source_en", "target_ar"} <= set(series[0])
    assert any(row["source_en"] == "Khalifa Haftar" for row in series)
    actors = rows(made("csv", kind="actors")[0])
    assert {row["name_ar"] for row in actors} == {a.name.ar for a in kept.actors()}


@pytest.mark.parametrize("kind", SHEETS)
def test_headings_are_there_without_rows(bare: Desk, made: Made, kind: str) -> None:
    data, _ = made("csv", desk=bare, kind=kind)
    (heads,) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert heads == [column.name for column in columns(SHEETS[kind].record)]
    assert len(set(heads)) == len(heads)
