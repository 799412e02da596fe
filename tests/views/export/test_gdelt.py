from __future__ import annotations

import pytest

from marsad.views.desk import Desk
from marsad.views.export.gdelt import COLUMNS, number
from tests.views.export.conftest import WEB, Made

# positions in the GDELT 2.0 event codebook, counted from 0
PLACES = {"GLOBALEVENTID": 0, "SQLDATE": 1, "Actor1Code": 5, "Actor1Name": 6, "Actor2Code": 15, "Actor2Name": 16, "IsRootEvent": 25,
          "EventCode": 26, "EventRootCode": 28, "QuadClass": 29, "GoldsteinScale": 30, "NumArticles": 33, "Actor1Geo_Type": 35,
          "Actor2Geo_Type": 43, "ActionGeo_Type": 51, "ActionGeo_Lat": 56, "DATEADDED": 59, "SOURCEURL": 60}  # fmt: skip


def rows(data: bytes) -> list[dict[str, str]]:
    found = [line.split("\t") for line in data.decode().splitlines()]
    assert {len(row) for row in found} <= {61}
    return [{name: row[place] for name, place in PLACES.items()} for row in found]


def test_columns_stand_where_the_codebook_has_them() -> None:
    assert len(COLUMNS) == 61
    assert {name: COLUMNS.index(name) for name in PLACES} == PLACES


def test_a_row_reads_back_as_the_screen_shows_it(kept: Desk, made: Made) -> None:
    answer = kept.events()
    for row, event in zip(rows(made("gdelt")[0]), answer, strict=True):
        assert f"event-{int(row['GLOBALEVENTID']):012x}" == event.id
        assert row["QuadClass"] == str(
            ["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"].index(event.quad) + 1
        )
        assert float(row["GoldsteinScale"]) == event.score
        assert row["EventCode"][:2] == row["EventRootCode"]
        first = answer.names[event.actors[0]] if event.actors else None
        assert row["Actor1Name"] == ((first.en or first.ar) if first else "")
        assert row["NumArticles"] == str(len({r.partition(".")[0] for r in event.reports}))
        if event.day and len(event.day) == 10:
            assert row["SQLDATE"] == event.day.replace("-", "")


def test_talks_without_a_recipient_are_a_dyad(made: Made) -> None:
    (row,) = (r for r in rows(made("gdelt")[0]) if r["ActionGeo_Type"] == "4" and r["EventRootCode"] == "04")
    assert (row["Actor1Name"], row["Actor2Name"]) == ("Abdel Fattah el-Sisi", "Khalifa Haftar")
    assert (row["Actor1Code"], row["Actor2Code"]) == ("EGY", "LBY")
    assert row["ActionGeo_Lat"] == "30.063"
    assert len(row["DATEADDED"]) == 14


def test_the_source_is_the_address_or_where_it_was_read_from(made: Made) -> None:
    sources = {r["SOURCEURL"] for r in rows(made("gdelt")[0])}
    assert {WEB, "rows.jsonl:2"} <= sources


@pytest.mark.parametrize(("id_", "value"), [("event-00000000000f", 15), ("event-19fa72adce44", 0x19FA72ADCE44)])
def test_ids_are_numbers_and_back(id_: str, value: int) -> None:
    assert number(id_) == value
    assert f"event-{value:012x}" == id_


def test_an_id_of_another_shape_is_still_a_number() -> None:
    assert 0 < number("event-أ") < 2**48
    assert number("event-أ") != number("event-ب")
