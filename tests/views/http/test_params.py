from __future__ import annotations

import pytest

from marsad.views import filters
from marsad.views.http.faults import RequestError
from marsad.views.http.lists import LIMIT
from marsad.views.http.params import FILTERS, LONGEST, read

GIVEN = [("actor", "حفتر"), ("from", "2020-05-01"), ("min_confidence", "0.5"), ("as_known_on", "2021-01-01"), ("quad", "verbal_conflict")]  # fmt: skip


def test_values_by_the_desks_keywords() -> None:
    expected = {"actor": "حفتر", "since": "2020-05-01", "min_confidence": 0.5, "known_on": "2021-01-01", "quad": "verbal_conflict"}  # fmt: skip
    assert read(GIVEN) == expected
    assert read([]) == {}
    assert read([("actor", ""), ("min_confidence", "")]) == {}
    assert read([("limit", "")], (*FILTERS, LIMIT)) == {"limit": 50}
    assert read([("limit", "0")], (*FILTERS, LIMIT)) == {"limit": 0}


def test_the_filters_are_those_of_the_command_line() -> None:
    assert [(p.name, p.field, p.help) for p in FILTERS] == [(o.name, o.field, o.help) for o in filters.OPTIONS]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("actors", "حفتر"),
        ("since", "2020-05-01"),
        ("ACTOR", "حفتر"),
        ("", "x"),
        ("from", "yesterday"),
        ("from", "2020-13-01"),
        ("from", "2020-02-30"),
        ("from", "٢٠٢٠-٠٥-٠١"),
        ("from", "2020-05-01T00:00:00"),
        ("from", "99999-01-01"),
        ("min_confidence", "2"),
        ("min_confidence", "-0.1"),
        ("min_confidence", "nan"),
        ("min_confidence", "1e999"),
        ("min_confidence", "much"),
        ("quad", "verbal"),
        ("limit", "-1"),
        ("limit", "1001"),
        ("limit", "9" * 400),
        ("limit", " 5"),
        ("limit", "0x10"),
        ("limit", "٥"),
        ("actor", "a\0b"),
        ("actor", "\ud800"),
        ("actor", "ا" * (LONGEST + 1)),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(RequestError) as caught:
        read([(name, text)], (*FILTERS, LIMIT))
    assert (caught.value.code, caught.value.field) == ("invalid", name)
    assert caught.value.next


def test_a_parameter_stands_once() -> None:
    with pytest.raises(RequestError, match="twice"):
        read([("actor", "حفتر"), ("actor", "السراج")])
