"""The query language: what is refused, and that nothing that is typed breaks a query; on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.errors import InputError, LedgerError
from marsad.ledger import Ledger
from marsad.ledger.query import fts5, parse, tsquery
from tests.ledger.searching import ask, opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The ledger of all pages, on each database."""
    yield from opened(request, tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "holds no word"),
        ("   ", "holds no word"),
        ('"', "holds no word"),
        ("؟ ! ... «»", "holds no word"),
        ("\x00", "holds no word"),
        ("OR", "holds no word"),
        ("-حفتر", "only says what must not occur"),
        ("سر*", "write at least 3 letters"),
        ("حفتر " * 33, "at most 32"),
        ("ح" * 1_001, "at most 1,000"),
    ],
)
def test_a_query_that_means_nothing_is_refused(desk: Ledger, typed: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        ask(desk, typed)


@pytest.mark.parametrize("after", ["x1", "", "r", "n-5", "r1; DROP", "n" + "9" * 30, "r٣"])
def test_a_cursor_that_means_nothing_is_refused(desk: Ledger, after: str) -> None:
    with pytest.raises(InputError, match="no place to go on from"):
        ask(desk, "حفتر", after=after)


def test_wrong_limits_and_days_are_refused(desk: Ledger) -> None:
    for limit in (0, -1, 201):
        with pytest.raises(InputError, match=f"limit {limit}"):
            ask(desk, "حفتر", limit=limit)
    for field in ("since", "until", "known_on"):
        with pytest.raises(LedgerError, match="no date"):
            ask(desk, "حفتر", **{field: "yesterday"})  # type: ignore[arg-type]


_typed = st.text(
    alphabet=st.sampled_from("ابوالقت حفر\"*-()|&!:<>'\\^{}+~%_;٢2aORNEAT\x00\u200f«”\n\ud800"), max_size=40
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.one_of(_typed, st.text(max_size=40)))
def test_nothing_that_is_typed_breaks_a_query(desk: Ledger, typed: str) -> None:
    try:
        hits = ask(desk, typed)
    except InputError:
        return
    assert hits.hits or hits.because


def test_every_word_of_a_query_stands_in_quotation_marks() -> None:
    query = parse('القوات "مجلس الأمن" haf* زير OR ماء -غائب')
    assert fts5(query) == (
        '(("قوات") AND ({title body names} : "مجلس امن") AND (("haf" *)) AND ("زير" OR "ماء")) NOT ("غايب")'
    )
    assert tsquery(query) == "(('قوات')) & (('مجلس' <-> 'امن')) & (('haf':*)) & (('زير') | ('ماء')) & !(('غايب'))"
