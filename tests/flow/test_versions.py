"""A page that changes: its old version's records are closed, the new one's hold, and what was known before stays to be asked."""

from __future__ import annotations

import msgspec
import pytest

from marsad import flow
from marsad.flow import weaving
from marsad.ledger import Ledger
from marsad.model import Record
from marsad.views.desk import Desk
from tests.flow.conftest import Clock, Rows, differing, put, rows

PAGE = "https://example.org/page"
FIRST = "قتل 7 مدنيين في قصف مدفعي شنته قوات خليفة حفتر على حي سكني في سرت. وقال فايز السراج إن «حكومته ترفض وقف إطلاق النار»."
SECOND = "التقى عقيلة صالح في طبرق وفدا أمميا. وقال غسان سلامة إن «الانتخابات ستجري قبل نهاية العام»."
OTHER = "قتل 9 مدنيين في قصف مدفعي شنته قوات خليفة حفتر على حي سكني في سرت، وفق ما أعلن مصدر طبي في المدينة."


def said(text: str, *, captured: str | None = None, source: str = "page.html") -> Record:
    return Record(
        source=source,
        text=text,
        title="الأحداث في سرت",
        url=PAGE,
        published="2020-06-10",
        publisher="منبر الساحل",
        captured=captured,
    )


NEIGHBOUR = Record(source="other.html", text=OTHER, title="قصف في سرت", url="https://example.org/other", published="2020-06-09",
                   publisher="صحيفة الميناء", captured="2020-06-09T08:00:00Z")  # fmt: skip


def without_moments(found: Rows) -> Rows:
    return found


def test_an_updated_page_is_a_version(ledger: Ledger, clock: Clock) -> None:
    desk = Desk(ledger)
    put(ledger, NEIGHBOUR, said(FIRST))
    (old,) = {a.id for a in desk.articles() if a.url == PAGE}
    before = (
        {k: desk.events(known_on=None).rows for k in ("events",)}["events"],
        desk.statements().rows,
        desk.positions().rows,
    )
    first = clock.turn(days=1)
    assert put(ledger, said(SECOND)) == ["version"]
    (now,) = [a for a in desk.articles() if a.url == PAGE]
    assert (now.version, now.of) == (2, 2)
    assert now.id != old
    held = [" ".join(key) + str(value) for key, value in rows(ledger).items()]
    assert not [line for line in held if old in line], "the old version still stands in live records"
    assert [s for s in desk.statements() if s.article == now.id]
    assert (
        desk.events(known_on=first).rows,
        desk.statements(known_on=first).rows,
        desk.positions(known_on=first).rows,
    ) == before
    assert flow.verify(ledger) == []


def test_what_the_old_version_shared_stays_with_the_others(ledger: Ledger, clock: Clock) -> None:
    """A story, event or quotation that loses a member is put together anew from those that it keeps."""
    put(ledger, NEIGHBOUR)
    alone = rows(ledger)
    put(ledger, said(FIRST))
    assert differing(alone, rows(ledger))
    put(ledger, said("التقى عقيلة صالح في طبرق وفدا من الأمم المتحدة."))
    both = rows(ledger)
    assert {key: both.get(key) for key in alone} == alone


def test_a_b_a(ledger: Ledger, clock: Clock) -> None:
    desk = Desk(ledger)
    put(ledger, NEIGHBOUR, said(FIRST))
    first = rows(ledger)
    days = [clock.turn(days=1)]
    assert put(ledger, said(SECOND, source="page2.html")) == ["version"]
    second = rows(ledger)
    days.append(clock.turn(days=1))
    assert put(ledger, said(FIRST, source="page3.html")) == ["version"]
    assert differing(rows(ledger), first) == []
    days.append(clock.turn(days=1))
    assert put(ledger, said(SECOND, source="page4.html")) == ["version"]
    assert differing(rows(ledger), second) == []
    shown = [{a.id for a in desk.articles(known_on=day)} for day in days]
    assert shown[0] == shown[2] != shown[1]
    assert [{e.id for e in desk.events(known_on=day)} for day in days][::2] == [
        {k[1] for k in first if k[0] == "event"}
    ] * 2


def test_an_older_capture_that_comes_late_changes_nothing(ledger: Ledger) -> None:
    put(ledger, NEIGHBOUR, said(SECOND, captured="2020-06-12T09:00:00Z"))
    before = rows(ledger)
    put(ledger, said(FIRST, captured="2020-06-11T09:00:00Z", source="archive.html"))
    assert differing(rows(ledger), before) == []
    put(ledger, said(FIRST, captured="2020-06-13T09:00:00Z", source="newer.html"))
    assert differing(rows(ledger), before)


def test_a_page_that_went_back_before_it_was_woven(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A weaving that was killed took the second version in; then the page says the first again."""
    monkeypatch.setattr(weaving, "SLICE", 1)
    put(ledger, NEIGHBOUR, said(FIRST))
    first = rows(ledger)
    list(flow.add(ledger, [said(SECOND, source="page2.html")]))

    def told(done: int, of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        flow.weave(ledger, told=told)
    assert differing(rows(ledger), first)
    put(ledger, said(FIRST, source="page3.html"))
    assert differing(rows(ledger), first) == []


def test_the_same_article_with_other_bytes_is_no_version(ledger: Ledger) -> None:
    put(ledger, said(FIRST))
    before = rows(ledger)
    assert put(ledger, msgspec.structs.replace(said(FIRST), title="الأحداث  في سرت ")) in (["known"], ["version"])
    assert len(rows(ledger)) == len(before)
