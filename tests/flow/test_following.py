"""Feeds into the ledger, from a real server on loopback: new, changed and unchanged pages, and runs that are cut off."""

# ruff: noqa: F811 - fixtures are imported and then asked for by name
from __future__ import annotations

from collections.abc import Generator, Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from fastwarc.warc import ArchiveIterator
from sqlalchemy import func, select

from marsad import flow
from marsad.flow import following
from marsad.flow.weaving import OvertakenError
from marsad.ledger import Ledger, tables
from marsad.model import Refusal
from marsad.model.kept import Kept
from marsad.views.desk import Desk
from tests.flow.conftest import differing, rows
from tests.ledger.conftest import cluster, place  # noqa: F401 - fixtures
from tests.sources.conftest import MakeFetcher, Site, clock, fetcher, reply, site  # noqa: F401 - fixtures


@pytest.fixture
def ledger(place: Path) -> Iterator[Ledger]:
    """An empty ledger, on each database; its clock is the machine's, for `clock` is here that of the web."""
    made = flow.init(place, dossier="libya")
    yield made
    made.close()


def page(title: str, text: str) -> bytes:
    words = f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    return reply(words.encode())


def feed(site: Site, *entries: str) -> bytes:
    """A feed; what stands behind a path is its entry's mark."""
    items = "".join(f"<item><link>{site.url}{e.split()[0]}</link><title>{e}</title></item>" for e in entries)
    return reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), content_type="application/rss+xml")


FIRST = "قتل 7 مدنيين في قصف مدفعي شنته قوات خليفة حفتر على حي سكني في سرت. وقال فايز السراج إن «حكومته ترفض وقف إطلاق النار»."
SECOND = "قتل 9 مدنيين في قصف مدفعي شنته قوات خليفة حفتر على حي سكني في سرت. وقال فايز السراج إن «حكومته تقبل وقف إطلاق النار»."
OTHER = "التقى عقيلة صالح في طبرق وفدا أمميا. وقال غسان سلامة إن «الانتخابات ستجري قبل نهاية العام»."


@pytest.fixture
def news(site: Site) -> Site:
    """A site with a feed of two pages."""
    site.pages |= {"/feed": feed(site, "/a", "/b"), "/a": page("قصف سرت", FIRST), "/b": page("لقاء طبرق", OTHER)}
    return site


def follow(ledger: Ledger, news: Site, make: MakeFetcher) -> list[str]:
    """One round: what became of each page."""
    return [
        k.code if isinstance(k, Refusal) else k.as_
        for k in flow.follow(ledger, [f"{news.url}/feed"], every=600, once=True, fetcher=make())
    ]


def counted(ledger: Ledger, *names: str) -> dict[str, int]:
    with ledger.reading() as connection:
        tabled = tables.metadata.tables
        return {name: connection.scalar(select(func.count()).select_from(tabled[name])) or 0 for name in names}


def test_new_changed_and_unchanged_pages(ledger: Ledger, news: Site, fetcher: MakeFetcher) -> None:
    desk = Desk(ledger)
    assert follow(ledger, news, fetcher) == ["new", "new"]
    assert desk.events().total
    assert flow.weave(ledger) is None, "kept, but not woven in"
    before, facts = rows(ledger), counted(ledger, "article", "capture", "blob")
    assert follow(ledger, news, fetcher) == []
    assert counted(ledger, "article", "capture", "blob") == facts
    assert differing(rows(ledger), before) == []
    news.pages |= {"/feed": feed(news, "/a changed", "/b"), "/a": page("قصف سرت", SECOND)}
    assert follow(ledger, news, fetcher) == ["version"]
    (changed,) = [a for a in desk.articles() if a.url and a.url.endswith("/a")]
    assert (changed.version, changed.of) == (2, 2)
    assert "تقبل" in " ".join(s.text for s in desk.statements())
    assert "ترفض" not in " ".join(s.text for s in desk.statements())
    assert flow.verify(ledger) == []


def test_an_entry_that_says_it_changed_and_did_not(ledger: Ledger, news: Site, fetcher: MakeFetcher) -> None:
    follow(ledger, news, fetcher)
    before = rows(ledger)
    news.pages["/feed"] = feed(news, "/a again", "/b")
    assert set(follow(ledger, news, fetcher)) <= {"known"}
    assert differing(rows(ledger), before) == []
    assert counted(ledger, "article")["article"] == 2


def test_cut_off_between_a_page_and_its_visit(ledger: Ledger, news: Site, fetcher: MakeFetcher) -> None:
    """The page is asked for again, kept once, and woven in although it is no news any more."""
    run = flow.follow(ledger, [f"{news.url}/feed"], every=600, once=True, fetcher=fetcher())
    assert isinstance(next(run), Kept)
    cast(Generator[Kept | Refusal], run).close()
    assert counted(ledger, "article", "visit") == {"article": 1, "visit": 0}
    assert follow(ledger, news, fetcher) == ["known", "new"]
    assert counted(ledger, "article", "capture") == {"article": 2, "capture": 2}
    assert flow.weave(ledger) is None
    assert len({a for e in Desk(ledger).stories() for a in e.articles}) == 2
    assert flow.verify(ledger) == []


def test_cut_off_before_the_round_was_woven(
    ledger: Ledger, news: Site, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(ledger: Ledger) -> None:
        raise InterruptedError

    with monkeypatch.context() as patch:
        patch.setattr(following, "weave", killed)
        with pytest.raises(InterruptedError):
            follow(ledger, news, fetcher)
    assert not rows(ledger)
    assert follow(ledger, news, fetcher) == []
    assert rows(ledger)
    assert flow.weave(ledger) is None


def test_the_pages_bytes_can_be_read_from_the_archive(ledger: Ledger, news: Site, fetcher: MakeFetcher) -> None:
    follow(ledger, news, fetcher)
    with ledger.reading() as connection:
        found = connection.execute(select(tables.blob.c.data, tables.blob.c.media)).all()
    assert {row.media for row in found} == {"application/warc"}
    bodies = [
        r.reader.read()
        for row in found
        for r in ArchiveIterator(BytesIO(row.data))
        if r.headers["WARC-Type"] == "response"
    ]
    assert sorted("قصف" in body.decode() for body in bodies) == [False, True]


def test_a_page_that_is_gone_is_a_refusal(ledger: Ledger, news: Site, fetcher: MakeFetcher) -> None:
    news.pages["/feed"] = feed(news, "/a", "/lost")
    assert sorted(follow(ledger, news, fetcher))[-1] == "new"
    assert counted(ledger, "article", "refusal") == {"article": 1, "refusal": 1}


def test_another_process_that_weaves_does_not_end_the_run(
    ledger: Ledger,
    news: Site,
    fetcher: MakeFetcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def overtaken(ledger: Ledger) -> None:
        raise OvertakenError("another process")

    monkeypatch.setattr(following, "weave", overtaken)
    assert follow(ledger, news, fetcher) == ["new", "new"]


def test_the_audit_says_that_watch_was_run_and_by_whom(
    ledger: Ledger, news: Site, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSAD_USER", "desk")
    follow(ledger, news, fetcher)
    with ledger.reading() as connection:
        audit = connection.execute(select(tables.audit.c.command, tables.audit.c.by).distinct()).all()
    assert list(map(tuple, audit)) == [("watch", "desk")]
