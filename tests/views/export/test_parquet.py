from __future__ import annotations

import io

import pyarrow.parquet as pq
import pytest

from marsad.views.columns import columns
from marsad.views.desk import Desk
from marsad.views.export.flat import SHEETS
from tests.views.export.conftest import Made


def test_events_read_back_as_the_screen_shows_them(kept: Desk, made: Made) -> None:
    table = pq.read_table(io.BytesIO(made("parquet")[0]))
    answer = kept.events()
    for row, event in zip(table.to_pylist(), answer, strict=True):
        assert (row["id"], row["type"], row["mode"], row["day"], row["place"]) == (
            event.id,
            event.type,
            event.mode,
            event.day,
            event.place,
        )
        assert row["score"] == event.score
        assert (row["actors"], row["recipients"]) == (list(event.actors), list(event.recipients))
        assert row["actors_en"] == [answer.names[a].en or "" for a in event.actors]
        assert row["origins"] == event.origins


def test_columns_are_typed(made: Made) -> None:
    schema = pq.read_schema(io.BytesIO(made("parquet")[0]))
    assert {str(schema.field(name).type) for name in ("id", "day", "place_en")} == {"string"}
    assert str(schema.field("score").type) == "double"
    assert str(schema.field("origins").type) == "int64"
    assert str(schema.field("actors").type).startswith("list<")


@pytest.mark.parametrize("kind", SHEETS)
def test_every_kind_has_its_columns_even_empty(kept: Desk, bare: Desk, made: Made, kind: str) -> None:
    for desk in (kept, bare):
        schema = pq.read_schema(io.BytesIO(made("parquet", desk=desk, kind=kind)[0]))
        assert schema.names == [column.name for column in columns(SHEETS[kind].record)]
