"""Feeds followed over hours of a clock that the test turns; the site is real, on loopback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, pairwise
from typing import Any

import pytest

from marsad.errors import InputError
from marsad.model import Record, Refusal
from marsad.model.capture import Captured, Visit
from marsad.sources import watch
from tests.sources.conftest import PAGE, START, Clock, MakeFetcher, Site, reply

Told = Record | Refusal | Visit
EVERY = 600.0


def feed(*entries: str, **headers: Any) -> bytes:
    """A feed; an entry is `path` or `path title`."""
    items = "".join(f"<item><link>{e.split()[0]}</link><title>{e}</title></item>" for e in entries)
    body = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    return reply(body, content_type="application/rss+xml", **headers)


def page(text: str) -> bytes:
    return reply(PAGE + text.encode())


class Desk:
    """Keeps visits as a ledger does and counts what comes."""

    def __init__(self, site: Site, make: MakeFetcher, clock: Clock) -> None:
        self.site, self.make, self.clock = site, make, clock
        self.visits: dict[str, Visit] = {}
        self.got: list[str] = []

    def watch(self, *feeds: str, **options: Any) -> Iterator[Told]:
        manners = {k: options.pop(k) for k in ("delay", "patience") if k in options}
        asking = self.make(**manners)
        urls = [f if f.startswith("http") else self.site.url + f for f in feeds]
        for told in watch(urls, every=options.pop("every", EVERY), fetcher=asking, seen=self.visits.get, **options):
            if isinstance(told, Visit):
                self.visits[told.url] = told
            else:
                self.got.append(
                    f"{told.code} {told.source}".removesuffix(self.site.url)
                    if isinstance(told, Refusal)
                    else told.source.removeprefix(self.site.url)
                )
            yield told

    def round(self, *feeds: str, **options: Any) -> list[str]:
        """What one round brings: paths of records, codes and paths of refusals."""
        self.got = []
        list(self.watch(*feeds, once=True, **options))
        return [line.replace(self.site.url, "") for line in self.got]

    def visit(self, path: str) -> Visit:
        return self.visits[self.site.url + path]


@pytest.fixture
def desk(site: Site, fetcher: MakeFetcher, clock: Clock) -> Desk:
    return Desk(site, fetcher, clock)


def test_new_and_changed_entries(desk: Desk, site: Site) -> None:
    site.pages |= {"/f": feed("/1", "/2"), "/1": page("a"), "/2": page("b"), "/3": page("c")}
    assert desk.round("/f") == ["/1", "/2"]
    assert desk.round("/f") == []
    site.pages["/f"] = feed("/3", "/1", "/2")
    assert desk.round("/f") == ["/3"]
    site.pages |= {"/f": feed("/3", "/1 updated", "/2 same"), "/1": page("aa")}
    assert desk.round("/f") == ["/1"]  # /2 has another title and the same page
    assert site.paths.count("/2") == 2
    assert desk.round("/f") == []


def test_records_tell_where_they_come_from(desk: Desk, site: Site) -> None:
    site.pages |= {
        "/f": reply(b"<rss><item><link>/1</link><pubDate>Sun, 01 Mar 2020 09:00:00 +0200</pubDate></item></rss>"),
        "/1": page("a"),
    }
    record, visit, last = desk.watch("/f", once=True)
    assert isinstance(record, Captured)
    assert (record.published, record.url) == ("2020-03-01T09:00:00+02:00", site.url + "/1")
    assert isinstance(visit, Visit)
    assert visit.digest == record.capture.digest
    assert isinstance(last, Visit)
    assert last.url == site.url + "/f"  # the feed's own visit comes after those of all its entries


def test_a_feed_is_asked_conditionally(desk: Desk, site: Site) -> None:
    site.pages |= {"/f": feed("/1", etag='"1"', last_modified="Mon"), "/1": page("a")}
    desk.round("/f")
    site.pages["/f"] = reply(b"", "304 Not Modified", content_length=None)
    assert desk.round("/f") == []
    sent = site.asked[-1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"1"', "mon")
    assert desk.visit("/f").etag == '"1"'


def test_a_run_cut_off_loses_nothing(desk: Desk, site: Site) -> None:
    entries = [f"/{i}" for i in range(6)]
    site.pages |= {"/f": feed(*entries, etag='"1"')} | {path: page(path) for path in entries}
    cut = desk.watch("/f", once=True)
    while len(desk.got) < 3:  # cut after a record, before its visit
        next(cut)
    cut.close()  # type: ignore[attr-defined]
    assert site.url + "/f" not in desk.visits
    assert desk.round("/f") == ["/2", "/3", "/4", "/5"]  # the one whose visit was not stored comes again
    assert desk.visit("/f").etag == '"1"'


def test_a_feed_is_known_only_when_its_entries_are(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages |= {"/f": feed("/1", "/2", etag='"1"'), "/1": page("a"), "/2": [reply(b"", "500 Oops"), page("b")]}
    assert desk.round("/f") == ["/1", "http /2"]
    assert desk.visit("/f").etag == ""
    assert desk.visit("/2").failures == 1
    assert desk.round("/f") == []  # too early to try again
    clock.at += EVERY
    assert desk.round("/f") == ["/2"]
    assert desk.visit("/f").etag == '"1"'
    assert site.paths.count("/1") == 1


def test_what_stays_away_is_given_up(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages |= {"/f": feed("/1", "/2", "/3", etag='"1"'), "/1": reply(b"", "500 Oops"), "/2": reply(b"", "404 No")}
    site.pages["/robots.txt"] = reply(b"User-agent: *\nDisallow: /3")
    assert desk.round("/f") == ["http /1", "http /2", "robots /3"]
    for _ in range(9):
        clock.at += 100_000
        desk.round("/f")
    assert (site.paths.count("/1"), site.paths.count("/2"), site.paths.count("/3")) == (5, 1, 0)
    assert desk.visit("/f").etag == '"1"'
    site.pages |= {"/f": feed("/1 again", "/2 again"), "/1": page("a"), "/2": page("b")}
    clock.at += EVERY
    assert desk.round("/f") == ["/1", "/2"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(PAGE), "feed"),
        (reply(b""), "feed"),
        (reply(b"", "404 Not Found"), "http"),
        (reply(b"", "500 Oops"), "http"),
        (b"broken\r\n\r\n", "network"),
        (reply(b"x" * 10_000_001), "too_long"),
    ],
)
def test_feeds_that_fail_wait_longer_and_longer(desk: Desk, site: Site, clock: Clock, answer: bytes, code: str) -> None:
    site.pages |= {"/f": answer, "/1": page("a")}
    times = []
    for told in islice(desk.watch("/f"), 18):
        if isinstance(told, Refusal):
            times.append(clock.at)
            assert told.code == code
            assert told.source == site.url + "/f"
            assert told.reason.startswith(site.url + "/f: ")
    assert [round(b - a) for a, b in pairwise(times)] == [
        1200,
        2400,
        4800,
        9600,
        19200,
        21600,
        21600,
        21600,
    ]
    assert desk.visit("/f").failures == 9
    site.pages["/f"] = feed("/1")
    assert desk.round("/f") == ["/1"]
    assert desk.visit("/f").failures == 0


def test_a_feed_is_polled_every_so_often(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages |= {"/f": [feed("/1"), feed("/1"), feed("/2", "/1")], "/1": page("a"), "/2": page("b")}
    running = desk.watch("/f")
    while desk.got != ["/1", "/2"]:
        next(running)
    assert 2 * EVERY <= clock.at < 2 * EVERY + 10
    assert all(seconds > 0 for seconds in clock.slept)


def test_a_slow_host_does_not_hold_up_the_others(desk: Desk, site: Site) -> None:
    here, there = site.url, site.url.replace("127.0.0.1", "localhost")
    site.pages |= {"/f": feed(f"{here}/1", f"{here}/2", f"{here}/3", f"{there}/4", f"{there}/5")}
    site.pages |= {f"/{i}": page(str(i)) for i in range(1, 6)}
    assert [line[-2:] for line in desk.round("/f", delay=30.0)] == ["/4", "/1", "/5", "/2", "/3"]


def test_entries_of_two_feeds_come_once(desk: Desk, site: Site) -> None:
    site.pages |= {"/f": feed("/1", "/2"), "/g": feed("/2", "/3")} | {f"/{i}": page(str(i)) for i in (1, 2, 3)}
    assert sorted(desk.round("/f", "/g", "/f")) == ["/1", "/2", "/3"]
    assert site.paths.count("/f") == 1
    assert site.paths.count("/2") == 1


def test_long_feeds_come_in_parts(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[watch.__module__], "MOST_ENTRIES", 40)
    entries = [f"/{i}" for i in range(10_000)]
    site.pages["/f"] = feed(*entries, etag='"1"')
    assert len(desk.round("/f", delay=0.0)) == 40  # each a 404
    assert desk.visit("/f").etag == ""
    site.pages["/f"] = feed(*entries[:45], etag='"1"')
    assert len(desk.round("/f", delay=0.0)) == 5
    assert desk.visit("/f").etag == '"1"'


def test_a_host_that_asks_for_a_pause_gets_it(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages |= {"/f": [reply(b"", "503 Busy", retry_after="5000"), feed("/1")], "/1": page("a")}
    running = desk.watch("/f")
    while desk.got[-1:] != ["/1"]:
        next(running)
    assert clock.at >= 5000
    assert site.paths == ["/f", "/f", "/1"]


def test_one_round_does_not_wait_for_tomorrow(desk: Desk, site: Site, clock: Clock) -> None:
    site.pages |= {"/f": feed("/1", "/2"), "/1": reply(b"", "429 Slow", retry_after="50000"), "/2": page("b")}
    assert desk.round("/f") == ["http /1", "http /2"]
    assert clock.at < 100
    assert desk.visit("/f").etag == ""
    clock.at += 60_000
    site.pages["/1"] = page("a")
    assert desk.round("/f") == ["/1", "/2"]


def test_a_feed_that_is_gone_ends(desk: Desk, site: Site) -> None:
    site.pages |= {"/f": reply(b"", "410 Gone"), "/g": reply(b"", "410 Gone")}
    assert len(list(desk.watch("/f", "/g"))) == 4
    assert len(desk.got) == 2


def test_ctrl_c_ends_it(desk: Desk, site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages |= {"/f": feed("/1"), "/1": page("a")}

    def interrupted(seconds: float) -> None:
        if seconds > 60:
            raise KeyboardInterrupt
        clock.at += seconds

    monkeypatch.setattr(clock, "sleep", interrupted)
    assert [type(told) for told in desk.watch("/f")] == [Captured, Visit, Visit]


def test_hostile_entries(desk: Desk, site: Site) -> None:
    odd = ("http://u:p@x.example/", "http://a%00b/", "file:///etc/passwd", "http://x:0/", "http://" + "x" * 70_000)
    site.pages |= {"/f": feed(*odd, "/1"), "/1": page("a")}
    found = desk.round("/f")
    assert [line.split()[0] for line in found] == ["address", "address", "address", "address", "/1"]
    assert desk.round("/f") == []


@pytest.mark.parametrize("every", [0.0, -1.0, 59.0, float("nan")])
def test_too_often_is_refused(desk: Desk, every: float) -> None:
    with pytest.raises(InputError, match="too often for a feed; give 60 or more"):
        next(desk.watch("/f", every=every))


def test_no_feed_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="no feed to watch; give"):
        next(desk.watch())


def test_times_of_visits(desk: Desk, site: Site, clock: Clock) -> None:
    clock.at = 3600.0
    site.pages["/f"] = feed()
    desk.round("/f")
    assert desk.visit("/f").checked == f"{START + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
