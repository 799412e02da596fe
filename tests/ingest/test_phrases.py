"""Every row of the lexicon of lines speaks in its `yes` examples and is silent in its `no` examples."""

import pytest

from marsad.ingest.phrases import Phrase, phrases
from marsad.ingest.roles import role_of
from marsad.ingest.stretches import cut
from marsad.lang.ar.fold import fold

ROWS = phrases().rows


def reasons(example: str) -> set[str]:
    found = set()
    for stretch in cut(fold(example)):
        verdict = (stretch.role, stretch.reason) if stretch.role else role_of(stretch)
        if verdict:
            found.add(verdict[1])
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row.form for row in ROWS])
def test_row_proves_itself(row: Phrase) -> None:
    assert row.yes
    assert all(row.reason in reasons(example) for example in row.yes)
    assert not any(row.reason in reasons(example) for example in row.no)


def test_rows_are_sorted_and_single() -> None:
    keys = [(fold(row.form), row.where) for row in ROWS]
    assert len(keys) == len(set(keys))
    assert [row.form for row in ROWS] == sorted(row.form for row in ROWS)


def test_months_and_days_are_whole() -> None:
    assert set(phrases().months.values()) == set(range(1, 13))
    assert set(phrases().hijri.values()) == set(range(1, 13))
    assert set(phrases().weekdays.values()) == set(range(7))
