"""Adding: nothing twice, versions of a page, copies elsewhere, refusals once, a batch whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from marsad.errors import LedgerError
from marsad.flow import add
from marsad.ledger import Ledger, tables
from marsad.ledger.arrivals import arrival, known
from marsad.ledger.audit import verify
from marsad.model import Record, Refusal
from marsad.model.kept import Kept
from marsad.sources import records
from tests.ledger.conftest import counted, page

Put = Callable[..., list[Kept | Refusal]]
A = "قال خليفة حفتر في بنغازي إن وقف إطلاق النار باق."
B = "قال خليفة حفتر في بنغازي إن وقف إطلاق النار انتهى."


def as_(told: list[Kept | Refusal]) -> list[str]:
    return [one.as_ if isinstance(one, Kept) else one.code for one in told]


def said(ledger: Ledger, thread: str) -> list[str]:
    """The articles that a page said, in order."""
    c = tables.capture.c
    with ledger.reading() as connection:
        return list(connection.scalars(select(c.article).where(c.thread == thread).order_by(c.seq)))


def test_adding_again_changes_nothing(ledger: Ledger, put: Put) -> None:
    pages = [page(n) for n in range(20)]
    assert as_(put(*pages)) == ["new"] * 20
    before = counted(ledger)
    assert before["article"] == before["capture"] == before["reading"] == before["blob"] == 20
    assert before["reader"] == before["audit"] == 1
    assert as_(put(*pages)) == ["known"] * 20
    assert as_(put(*reversed(pages))) == ["known"] * 20
    assert counted(ledger) == before
    assert verify(ledger) == []


def test_a_changed_page_is_a_new_version_and_may_change_back(ledger: Ledger, put: Put) -> None:
    a, b = page(1, text=A), page(1, text=B)
    assert as_(put(a) + put(b) + put(a)) == ["new", "version", "version"]
    first, second, third = said(ledger, "https://example.org/1")
    assert first == third != second
    assert counted(ledger) | {"article": 2, "capture": 3, "blob": 2, "reading": 2} == counted(ledger)
    assert as_(put(a)) == ["known"]


def test_versions_in_one_batch_come_in_their_order(ledger: Ledger, put: Put) -> None:
    a, b = page(1, text=A, source="x:1"), page(1, text=B, source="x:2")
    put(a)
    assert as_(put(b, page(1, text=A, source="x:3"))) == ["version", "version"]
    first, _, last = said(ledger, "https://example.org/1")
    assert first == last


def test_two_versions_in_two_files_do_not_replace_each_other_again_and_again(ledger: Ledger, put: Put) -> None:
    pages = page(1, text=A, source="x:1"), page(1, text=B, source="x:2")
    assert as_(put(*pages)) == ["new", "version"]
    before = counted(ledger)
    assert as_(put(*pages)) == ["known", "known"]
    assert counted(ledger) == before


def test_a_capture_of_earlier_that_is_kept_is_known(ledger: Ledger, put: Put) -> None:
    a = page(1, text=A, source="web", captured="2020-06-01T10:00:00Z")
    b = page(1, text=B, source="web", captured="2020-06-02T10:00:00Z")
    put(a, b)
    before = counted(ledger)
    assert as_(put(a)) == ["known"]
    assert counted(ledger) == before
    again = page(1, text=A, source="web", captured="2020-06-03T10:00:00+02:00")
    assert as_(put(again)) == ["version"]


def test_an_older_capture_that_comes_later_is_not_what_the_page_says_now(ledger: Ledger, put: Put) -> None:
    at = {n: f"2020-06-0{n}T10:00:00Z" for n in (1, 2, 3)}
    put(page(1, text=B, source="web", captured=at[2]))
    old, new = (page(1, text=A, source=f"archive#{n}", captured=at[n]) for n in (1, 3))
    assert as_(put(old, new)) == ["version", "version"]
    assert as_(put(page(1, text=B, source="again", captured=at[2]))) == ["known"]
    assert counted(ledger)["capture"] == 3


def test_a_copy_at_another_address_is_another_article(ledger: Ledger, put: Put) -> None:
    told = put(page(1, text=A), page(2, text=A, title=page(1).title, url="https://example.com/copy"))
    assert as_(told) == ["new", "new"]
    assert len({one.article for one in told if isinstance(one, Kept)}) == 2


def test_a_file_without_an_address_is_its_path(ledger: Ledger, tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(A, "utf-8")
    other.write_text(A, "utf-8")

    def put(path: Path) -> list[str]:
        return as_(list(add(ledger, records([str(path)]))))

    assert put(one) == ["new"]
    assert put(other) == ["known"]  # the same file in another place is no second article
    one.write_text(B, "utf-8")
    assert put(one) == ["version"]
    assert counted(ledger)["article"] == 2
    assert verify(ledger) == []


def test_one_record_twice_in_a_batch_is_kept_once(ledger: Ledger, put: Put) -> None:
    assert as_(put(page(1), page(1))) == ["new", "known"]
    assert counted(ledger)["capture"] == 1


def test_refusals_are_kept_once_with_their_reason(ledger: Ledger, put: Put) -> None:
    refused = Refusal(source="a.jsonl:7", code="json", reason="a.jsonl:7: is not JSON.", line=7)
    english = page(2, text="The talks in Geneva were broken off after two days, said the mission.", title=None)
    assert as_(put(refused, page(1), english)) == ["json", "new", "language"]
    before = counted(ledger)
    assert before["refusal"] == 2
    assert as_(put(refused, page(1), english)) == ["json", "known", "language"]
    assert counted(ledger) == before
    with ledger.reading() as connection:
        first = connection.execute(select(tables.refusal).order_by(tables.refusal.c.seq)).first()
    assert first is not None
    assert (first.source, first.line, first.code, first.reason) == ("a.jsonl:7", 7, "json", "a.jsonl:7: is not JSON.")


def test_known_is_told_without_reading(ledger: Ledger, put: Put) -> None:
    put(page(1))
    with ledger.reading() as connection:
        kept, new = known(connection, [arrival(page(1, source="elsewhere.jsonl:3")), arrival(page(2))])
    assert kept is not None
    assert (kept.as_, kept.source) == ("known", "elsewhere.jsonl:3")
    assert new is None


def test_nothing_of_a_batch_stays_where_something_in_it_fails(ledger: Ledger, put: Put) -> None:
    put(page(1))
    before = counted(ledger)

    def fails() -> None:
        with ledger.batch("add") as batch:
            batch.add(tables.refusal, source="a", code="json", reason="x")
            batch.seal()
            batch.add(tables.refusal, source="b", code="json", reason="x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert counted(ledger) == before
    assert verify(ledger) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"title": "عنوان\0 مقطوع", "publisher": "من\0بر", "given_id": "a\0b", "url": "https://example.org/\0"},
        {"source": "\udcff.jsonl:1", "publisher": "من\ud800بر"},
        {"captured": "0001-01-01T00:00:00+14:00"},
        {"captured": "بالأمس"},
        {"publisher": "م" * 5_000, "url": "https://example.org/" + "x" * 5_000},
        {"more": {"عدد": [1, {"ب": None}]}},
    ],
    ids=["nul", "half", "before the first year", "no moment", "long", "more"],
)
def test_odd_values_are_kept_whole(ledger: Ledger, put: Put, odd: dict[str, Any]) -> None:
    record = page(1, **odd)
    assert as_(put(record, page(2))) == ["new", "new"]
    before = counted(ledger)
    assert as_(put(record)) == ["known"]
    assert counted(ledger) == before
    assert verify(ledger) == []


def test_moments_come_from_the_clock_and_the_capture(place: Path) -> None:
    at = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
    ledger = Ledger.create(place, dossier="libya", clock=lambda: at)
    list(add(ledger, [page(1, captured="2020-06-05T12:00:00+02:00", published=None), page(2)], by="lina"))
    with ledger.reading() as connection:
        one, two = connection.execute(select(tables.article).order_by(tables.article.c.seq))
        sealed = connection.execute(select(tables.audit)).one()
    ledger.close()
    assert one.recorded == two.captured == sealed.recorded == "2021-03-04T05:06:07.000000Z"
    assert (one.captured, one.day) == ("2020-06-05T10:00:00.000000Z", "2020-06-05")
    assert (two.published, two.basis, two.day) == ("2020-06-03", "metadata", "2020-06-03")
    assert (sealed.command, sealed.by, sealed.rows) == ("add", "lina", 9)


def test_several_processes_keep_what_one_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_DB", raising=False)
    pages: list[Record | Refusal] = [page(n) for n in range(30)]
    together = Ledger.create(tmp_path / "together", dossier="libya")
    alone = Ledger.create(tmp_path / "alone", dossier="libya")
    assert list(add(together, pages, jobs=2)) == list(add(alone, pages, jobs=1))
    assert counted(together) == counted(alone)
    assert verify(together) == []
    together.close()
    alone.close()


def test_a_batch_is_signed_by_who_runs_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_USER", "ل" * 300)
    list(add(ledger, [page(1)]))
    with ledger.reading() as connection:
        assert connection.scalar(select(tables.audit.c.by)) == "ل" * 200


def test_an_article_that_fails_to_be_stored_takes_its_batch_with_it(ledger: Ledger, put: Put) -> None:
    put(page(1))
    before = counted(ledger)

    def fails() -> None:
        with ledger.batch("add") as batch:
            batch.add(tables.refusal, source="a", code="json", reason="x")
            batch.add(tables.reader, digest="again", data=b"")
            batch.add(tables.reader, digest="again", data=b"")

    with pytest.raises(LedgerError, match=r"the database refused .* what was committed is kept"):
        fails()
    assert counted(ledger) == before


def test_an_endless_address_is_kept_on_each_database(ledger: Ledger, put: Put) -> None:
    """PostgreSQL refuses index entries of more than 2,704 bytes."""
    tail = "".join(sha256(str(n).encode()).hexdigest() for n in range(100))
    long = [page(n, url=f"https://example.org/{tail}{n}", publisher=tail, given_id=f"{tail}{n}") for n in (1, 2)]
    assert as_(put(*long)) == ["new", "new"]
    assert as_(put(*long)) == ["known", "known"]
    assert as_(put(page(3, url=long[0].url))) == ["version"]
    assert verify(ledger) == []
