from __future__ import annotations

import csv
import io

from marsad.views.desk import Desk
from marsad.views.export.polecat import COLUMNS
from tests.views.export.conftest import Made


def rows(data: bytes) -> list[dict[str, str]]:
    """As R's readr reads the Dataverse files: tabs, no quotation marks."""
    return list(csv.DictReader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_columns_are_those_of_the_dataverse_files() -> None:
    assert len(COLUMNS) == 43 == len(set(COLUMNS))
    assert COLUMNS[:8] == (
        "Event ID",
        "Event Date",
        "Event Type",
        "Event Mode",
        "Intensity",
        "Quad Code",
        "Contexts",
        "Actor Name",
    )
    assert COLUMNS[39] == "Version"


def test_a_row_reads_back_as_the_screen_shows_it(kept: Desk, made: Made) -> None:
    answer = kept.events()
    for row, event in zip(rows(made("polecat")[0]), answer, strict=True):
        assert None not in row
        assert None not in row.values()
        assert row["Event ID"] == event.id
        assert row["Event Type"] == event.type
        assert row["Event Mode"] == (event.mode or "None")
        assert float(row["Intensity"]) == event.score
        assert row["Quad Code"] == event.quad.replace("_", " ").upper()
        for column, ids in (("Actor Name", event.actors), ("Recipient Name", event.recipients)):
            names = [answer.names[i] for i in ids]
            assert row[column] == ("; ".join(n.en or n.ar for n in names) or "None")
            assert row[f"{column} Raw"] == ("; ".join(n.ar for n in names) or "None")


def test_an_event_with_everything(made: Made) -> None:
    (row,) = (r for r in rows(made("polecat")[0]) if r["Placename"] == "Cairo")
    assert row["Actor Country"] == "EGY; LBY"
    assert (row["Country"], row["Raw Placename"], row["Latitude"]) == ("EGY", "القاهرة", "30.063")
    assert row["Story People"] == "Abdel Fattah el-Sisi; Khalifa Haftar"
    assert (row["Source"], row["Publication Date"]) == ("نافذة النهر", "2020-06-06")
    assert row["Actor COW"] == "None"


def test_white_space_and_formulas_do_no_harm(made: Made) -> None:
    found = rows(made("polecat", type="ACCUSE")[0])
    (row,) = (r for r in found if "HYPERLINK" in r["Headline"])
    assert row["Headline"].startswith("'=HYPERLINK")
    assert row["Source"] == "'+صحيفة الميناء"
