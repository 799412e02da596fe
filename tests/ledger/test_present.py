"""Articles counted by day and publisher, added bit by bit: on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import Counter
from typing import Any

from marsad.flow import add
from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.ledger.present import by_day, by_publisher
from marsad.model import Record


def put(ledger: Ledger, url: str, text: str, day: str, publisher: str) -> None:
    record = Record(source="feed.jsonl", url=url, title="خبر", text=text, published=day, publisher=publisher)
    assert list(add(ledger, [record]))


def counted(ledger: Ledger, **filters: Any) -> dict[str, int]:
    with ledger.reading() as connection:
        found = by_day(connection, Filter(**filters))
    return dict(zip(found.days.astype(str).tolist(), found.counts[:, 0].tolist(), strict=True))


def test_what_is_added_is_counted_and_what_a_page_no_longer_says_is_not(ledger: Ledger) -> None:
    assert counted(ledger) == {}
    put(ledger, "https://a.example/1", "وصل الوفد إلى العاصمة صباح اليوم.", "2020-05-01", "الميناء")
    put(ledger, "https://b.example/1", "أعلنت اللجنة موعد الجلسة.", "2020-05-01", "المرفأ")
    assert counted(ledger) == {"2020-05-01": 2}
    put(ledger, "https://a.example/2", "غادر الوفد العاصمة مساء.", "2020-05-03", "الميناء")
    assert counted(ledger) == {"2020-05-01": 2, "2020-05-03": 1}
    put(ledger, "https://a.example/1", "وصل الوفد إلى العاصمة، بحسب مصدر آخر.", "2020-05-04", "الميناء")
    assert counted(ledger) == {"2020-05-01": 1, "2020-05-03": 1, "2020-05-04": 1}
    assert counted(ledger, source="الميناء") == {"2020-05-03": 1, "2020-05-04": 1}
    assert counted(ledger, since="2020-05-02", until="2020-05-03") == {"2020-05-03": 1}
    with ledger.reading() as connection:
        assert by_publisher(connection, None) == Counter({"الميناء": 2, "المرفأ": 1})


def test_a_page_that_says_again_what_it_said_before_counts_on_that_day(ledger: Ledger) -> None:
    first, second = "عقدت اللجنة جلستها الأولى.", "ألغت اللجنة جلستها الأولى."
    for text, day in ((first, "2020-05-01"), (second, "2020-05-02")):
        put(ledger, "https://a.example/1", text, day, "الميناء")
        counted(ledger)
    assert counted(ledger) == {"2020-05-02": 1}
    put(ledger, "https://a.example/1", first, "2020-05-01", "الميناء")
    assert counted(ledger) == {"2020-05-01": 1}
