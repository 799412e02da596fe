from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest

from marsad.errors import InputError, MarsadError, OutputError
from marsad.flow import forces
from tests.views.ledger_fixture import LISTS, OTHERS, sample

pandas = pytest.importorskip("pandas")


@pytest.mark.parametrize("name", [*LISTS, *OTHERS, "refused"])
def test_a_data_frame_has_one_row_a_record(name: str) -> None:
    answer = getattr(sample(), name)()
    frame = answer.to_pandas()
    assert len(frame) == answer.total
    if answer.total:
        assert all(column in frame for column in ("id",) if hasattr(answer.rows[0], "id"))
        assert not any(isinstance(v, dict) for c in frame for v in frame[c].head(20))  # fields in fields are columns


def test_names_stand_beside_ids_in_a_data_frame() -> None:
    frame = sample().statements(actor="LY").to_pandas()
    assert set(frame["speaker_ar"]) == {"ليبيا"}
    assert list(frame.columns).index("speaker_ar") == list(frame.columns).index("speaker") + 1
    assert all(isinstance(v, list) for v in sample().events().to_pandas()["actors_ar"])


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "pandas")
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(OutputError, match=r"pip install 'marsad\[pandas\]'"):
        sample().events().to_pandas()


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        ({"issue": "foo"}, "ceasefire"),
        ({"type": "assault"}, "ASSAULT"),
        ({"quad": "foo"}, "material_conflict"),
        ({"source": "مدار"}, "مدار الساحل"),
        ({"story": "foo"}, "marsad stories"),
        ({"actor": "زززز"}, "near it"),
        ({"actor": ""}, None),
        ({"place": "قققق"}, "names nobody"),
        ({"since": "2020-13-01"}, "YYYY-MM-DD"),
        ({"known_on": "yesterday"}, "YYYY-MM-DD"),
        ({"since": "2020-08-01", "until": "2020-01-01"}, "after the last"),
        ({"foo": "1"}, "there are: actor"),
    ],
)
def test_a_word_that_no_filter_knows_is_named(filters: dict[str, Any], says: str | None) -> None:
    if says is None:
        assert sample().events(**filters).total == sample().events().total
        return
    with pytest.raises(MarsadError) as raised:
        sample().events(**filters)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_types_are_those_of_the_list() -> None:
    assert {row.statement.force for row in sample().statements()} <= set(forces())
    assert sample().statements(type="deny").total
    for name in ("quotations", "stories"):
        with pytest.raises(InputError, match="have no type"):
            getattr(sample(), name)(type="ASSAULT")
    with pytest.raises(InputError, match="excerpt"):
        sample().copies(type="ASSAULT")
    with pytest.raises(InputError, match="actor, disagreement, event"):
        sample().doubts(kind="foo")


def test_a_limit_of_nothing_shows_all() -> None:
    for name in ("events", "actors", "doubts", "refused"):
        assert len(getattr(sample(), name)(limit=0).rows) == getattr(sample(), name)().total


def test_actors_that_only_the_ledger_knows_have_a_type() -> None:
    found = {row.id: row.type for row in sample().actors()}
    assert found["found/مارتا-هيلستروم"] == "PER"
    assert found["libyan-national-army"] == "ORG"
    assert all(found.values())


def test_a_days_other_spelling_is_the_same_day() -> None:
    assert sample().events(since="20200601").rows == sample().events(since="2020-06-01").rows
    assert sample().gaps(since="20200601").rows == sample().gaps(since="2020-06-01").rows
