"""What robots.txt allows, asks for, and can be broken by."""

from __future__ import annotations

import gzip

import pytest

from tests.sources.conftest import PAGE, Clock, MakeFetcher, Site, fault, got, reply


@pytest.mark.parametrize(
    ("robots", "path", "code"),
    [
        (reply(b"User-agent: *\nDisallow: /a"), "/a", "robots"),
        (reply(b"User-agent: *\nDisallow: /b"), "/a", ""),
        (reply(b"User-agent: *\nAllow: /\n\nUser-agent: Marsad\nDisallow: /"), "/a", "robots"),
        (reply(b"User-agent: *\nDisallow: /\n\nUser-agent: marsad\nAllow: /"), "/a", ""),
        (reply("User-agent: *\nDisallow: /خبر".encode()), "/%D8%AE%D8%A8%D8%B1", "robots"),
        (reply(b"", "404 Not Found"), "/a", ""),
        (reply(b"", "403 Forbidden"), "/a", ""),
        (reply(b"", "500 Oops"), "/a", "robots"),
        (reply(b"", "429 Slow"), "/a", "robots"),
        (reply(b"", "302 Found", location="/rules"), "/a", "robots"),
        (reply(b"", "302 Found", location="/robots.txt"), "/a", ""),
        (reply(b"", "302 Found", location="file:///x"), "/a", "address"),
        (reply(PAGE), "/a", ""),
        (reply(b"\xff\xfe\x00" * 50), "/a", ""),
        (reply(gzip.compress(b"User-agent: *\nDisallow: /"), content_encoding="gzip"), "/a", "robots"),
        (reply(b"User-agent: *\n" + b"Disallow: /x\n" * 60_000 + b"Disallow: /a\n"), "/a", ""),
        (reply(b"User-agent: *\nDisallow: /" + b"*a" * 3000 + b"$"), "/" + "a" * 3000 + "b", ""),
        (reply(PAGE, content_length=9999), "/a", "network"),
    ],
)
def test_robots(site: Site, fetcher: MakeFetcher, robots: bytes, path: str, code: str) -> None:
    site.pages |= {"/robots.txt": robots, path: reply(PAGE), "/rules": reply(b"User-agent: *\nDisallow: /")}
    came = fetcher().get(site.url + path)
    assert (fault(came).code if code else got(came).body) == (code or PAGE)
    assert (path in site.paths) == (not code)


def test_robots_is_asked_once_a_day_and_host(site: Site, fetcher: MakeFetcher, clock: Clock) -> None:
    site.pages |= {"/robots.txt": [reply(b"", "404"), reply(b"", "500"), reply(b"")], "/a": reply(PAGE)}
    asking = fetcher()
    for _ in range(3):
        got(asking.get(site.url + "/a"))
    asked = [path for path, _ in site.asked].count("/robots.txt")
    clock.at += 90_000
    assert (asked, fault(asking.get(site.url + "/a")).passing) == (1, True)
    clock.at += 100
    assert fault(asking.get(site.url + "/a")).code == "robots"  # not asked again at once
    clock.at += 300
    assert got(asking.get(site.url + "/a")).body == PAGE
    assert [path for path, _ in site.asked].count("/robots.txt") == 3


@pytest.mark.parametrize(
    ("rule", "seconds"),
    [("Crawl-delay: 5", 5.0), ("Crawl-delay: 0.1", 1.0), ("Crawl-delay: 1e9", 300.0), ("Crawl-delay: nan", 1.0), ("Crawl-delay: -3", 1.0),
     ("Request-rate: 1/20", 20.0), ("Request-rate: 0/0", 1.0), ("Request-rate: 1/" + "9" * 400, 300.0), ("Crawl-delay:", 1.0)],
)  # fmt: skip
def test_crawl_delay(site: Site, fetcher: MakeFetcher, rule: str, seconds: float) -> None:
    site.pages |= {"/robots.txt": reply(f"User-agent: *\n{rule}\n".encode()), "/a": reply(PAGE)}
    asking = fetcher(delay=1.0)
    got(asking.get(site.url + "/a"))
    assert asking.ready(site.url) == seconds


def test_robots_may_be_left_out_and_holds_for_redirects(site: Site, fetcher: MakeFetcher) -> None:
    site.pages |= {
        "/robots.txt": reply(b"User-agent: *\nDisallow: /b"),
        "/a": reply(b"", "302 Found", location="/b"),
        "/b": reply(PAGE),
    }
    assert fault(fetcher().get(site.url + "/a")).code == "robots"
    assert "/b" not in site.paths
    assert got(fetcher(robots=False).get(site.url + "/a")).body == PAGE
