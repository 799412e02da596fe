"""Dates as pages write them."""

import pytest

from marsad.ingest.dates import days
from marsad.lang.ar.fold import fold


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("الخميس 28 نوفمبر 2019 - 9:22 م", "2019-11-28"),
        ("آخر تحديث: السبت, 12 ديسمبر/ كانون الأول, 2009, 03:42 GMT", "2009-12-12"),
        ("الأحد، 24 كانون الثاني/يناير 2010، آخر تحديث 10:00 (GMT+0400)", "2010-01-24"),
        ("1300 (GMT+04:00) - 23/08/09", "2009-08-23"),
        ("26.05.2026 | 19:52 GMT", "2026-05-26"),
        ("2020-06-10", "2020-06-10"),
        ("٢٠٢٠/٦/١٠", "2020-06-10"),
        ("May 26, 2026", "2026-05-26"),
        ("25 شوال 1436هـ", "2015-08-10"),
        ("3 غشت 2018", "2018-08-03"),
        ("5 جانفي 2018", "2018-01-05"),
        ("12/28/2019", "2019-12-28"),
    ],
)
def test_full_date(words: str, day: str) -> None:
    assert days(fold(words))[0].day.isoformat() == day


@pytest.mark.parametrize("words", ["31 فبراير 2019", "في مارس 2019", "10.5 مليون", "99/99/2019", "1.2.3.4", "2019"])
def test_no_date(words: str) -> None:
    assert days(fold(words)) == []
