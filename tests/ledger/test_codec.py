"""How values are kept: moments that sort, packed values, and digests that no change passes unseen."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import LedgerError
from marsad.ledger import codec

ROW = {"seq": 3, "title": "عنوان", "data": b"\x00\x01", "url": None, "score": 0.5}


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_moments_sort_as_text_as_they_do_in_time(one: datetime, other: datetime) -> None:
    assert (codec.moment(one) < codec.moment(other)) == (one < other)
    assert len(codec.moment(one)) == 27


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_read_as_it_was_written(at: datetime) -> None:
    assert codec.parsed_moment(codec.moment(at)) == codec.moment(at)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-06-26", "2020-06-26T00:00:00.000000Z"),
        (" 2020-06-26T10:00:00 ", "2020-06-26T10:00:00.000000Z"),
        ("2020-06-26T10:00:00+02:00", "2020-06-26T08:00:00.000000Z"),
        ("0001-01-01T00:00:00+14:00", None),
        ("أمس", None),
        ("", None),
        (None, None),
    ],
)
def test_moments_of_captures(text: str | None, moment: str | None) -> None:
    assert codec.parsed_moment(text) == moment


def test_a_moment_of_another_zone_is_told_in_utc() -> None:
    at = datetime(2020, 6, 26, 1, tzinfo=timezone(timedelta(hours=2)))
    assert codec.moment(at) == "2020-06-25T23:00:00.000000Z"


def test_what_was_known_on_a_day_includes_that_day() -> None:
    assert codec.known_by("2020-06-26") == "2020-06-26T23:59:59.999999Z"
    assert codec.known_by(None) is None
    with pytest.raises(LedgerError) as caught:
        codec.known_by("26/6/2020")
    assert str(caught.value) == "'26/6/2020' is no date; write it as YYYY-MM-DD."


@given(st.recursive(st.none() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)))
def test_values_come_back(value: object) -> None:
    try:
        packed = codec.pack(value)
    except OverflowError:  # integers over 64 bits, of which readings hold none
        return
    assert codec.unpack(packed, object) == value


@pytest.mark.parametrize("data", [b"", b"no zlib", zlib.compress(b'"text'), zlib.compress(b'"text"')[:-3]])
def test_damaged_values_are_said_to_be(data: bytes) -> None:
    with pytest.raises(LedgerError, match=r"a stored str is damaged \(.*\); find which with: marsad verify"):
        codec.unpack(data, str)


@pytest.mark.parametrize(
    "other",
    [
        ROW | {"seq": 4},
        ROW | {"title": "عنوان "},
        ROW | {"data": b"\x00\x02"},
        ROW | {"url": ""},
        ROW | {"score": 0.5000001},
        {k if k != "title" else "publisher": v for k, v in ROW.items()},
    ],
)
def test_any_change_of_a_row_changes_its_digest(other: dict[str, object]) -> None:
    assert codec.row_digest("article", other) != codec.row_digest("article", ROW)


def test_a_digest_depends_on_the_table_but_not_on_the_order_of_columns() -> None:
    assert codec.row_digest("capture", ROW) != codec.row_digest("article", ROW)
    assert codec.row_digest("article", dict(reversed(ROW.items()))) == codec.row_digest("article", ROW)


@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from("\0\ud800\udcff")))
def test_what_is_storable_stays_so(text: str) -> None:
    kept = codec.storable(text)
    assert "\0" not in kept
    assert kept.encode().decode() == codec.storable(kept)
    if text.isprintable():
        assert kept == text
