"""The client: what it may ask, how politely, and what a server can do to it. A real server on loopback answers."""

from __future__ import annotations

import pytest

from marsad.model.capture import Visit
from marsad.sources.web import host
from tests.sources.conftest import PAGE, Clock, MakeFetcher, Site, fault, got, reply


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/x", "file:///etc/passwd", "http://", "http:///x", "http://a.example:99999/", "http://[::1/", "http://a b/",
     "http://u:p@a.example/", "http://a.example:x/", "javascript:alert(1)", "", "http://a.example/\n", "http://\u202e/", "http://" + "a" * 70_000],
)  # fmt: skip
def test_addresses_that_are_none(fetcher: MakeFetcher, url: str) -> None:
    found = fault(fetcher(allow_private=False, resolve=lambda host, port: ["127.0.0.1"]).get(url))
    assert found.code == "address"
    assert "; " in found.why
    assert host(url) == ""


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "gopher://x/", "http://u:p@127.0.0.1/", "http://[", "http://a%00/"]
)
def test_redirects_that_are_none(site: Site, fetcher: MakeFetcher, where: str) -> None:
    site.pages["/a"] = reply(b"", "301 Moved", location=where)
    assert fault(fetcher().get(site.url + "/a")).code in ("address", "network")


def test_a_page_and_its_request(site: Site, fetcher: MakeFetcher) -> None:
    site.pages["/خبر?a=ب"] = site.pages["/%D8%AE%D8%A8%D8%B1?a=%D8%A8"] = reply(PAGE, etag='"1"')
    answer = got(fetcher(contact="desk@example.org").get(f"{site.url}/خبر?a=ب#x"))
    assert answer.body == PAGE
    assert (answer.last.status, answer.last.header("ETag"), answer.last.address) == (200, '"1"', "127.0.0.1")
    sent = site.asked[-1][1]
    assert sent["user-agent"].startswith("marsad/")
    assert sent["user-agent"].endswith(" (+desk@example.org)")
    assert sent["accept-encoding"] == "gzip, deflate, br"
    assert "cookie" not in sent


def test_redirects_are_followed_and_kept(site: Site, fetcher: MakeFetcher) -> None:
    site.pages |= {"/a": reply(b"moved", "301 Moved", location="/b?x=1", set_cookie="k=v"), "/b?x=1": reply(PAGE)}
    asking = fetcher()
    answer = got(asking.get(site.url + "/a"))
    assert [(str(e.url), e.status, e.body) for e in answer.exchanges] == [
        (site.url + "/a", 301, b"moved"),
        (site.url + "/b?x=1", 200, PAGE),
    ]
    assert site.asked[-1][1]["cookie"] == "k=v"
    got(asking.get(site.url + "/b?x=1"))
    assert "cookie" not in site.asked[-1][1]  # cookies last for one page


def test_a_redirect_in_raw_arabic(site: Site, fetcher: MakeFetcher) -> None:
    site.pages |= {"/a": reply(b"", "302 Found", location="/خبر"), "/%D8%AE%D8%A8%D8%B1": reply(PAGE)}
    assert got(fetcher().get(site.url + "/a")).body == PAGE


def test_redirect_loops_end(site: Site, fetcher: MakeFetcher) -> None:
    site.pages |= {"/a": reply(b"", "302 Found", location="/b"), "/b": reply(b"", "302 Found", location="/a")}
    found = fault(fetcher(redirects=4).get(site.url + "/a"))
    assert (found.code, len(site.paths)) == ("http", 5)
    assert "redirects more than 4 times" in found.why


def test_conditional_requests(site: Site, fetcher: MakeFetcher) -> None:
    site.pages["/a"] = lambda site, headers, _: (
        reply(b"", "304 Not Modified", content_length=None, etag='"1"')
        if headers.get("if-none-match") == '"1"' and headers.get("if-modified-since") == "mon"
        else reply(PAGE)
    )
    asking = fetcher()
    visit = Visit(url=site.url + "/a", checked="", etag='"1"', modified="Mon")
    assert got(asking.get(site.url + "/a", visit=visit)).last.status == 304
    assert got(asking.get(site.url + "/a", visit=Visit(url="", checked=""))).body == PAGE


def test_one_host_is_asked_with_pauses(site: Site, fetcher: MakeFetcher, clock: Clock) -> None:
    site.pages["/a"] = reply(PAGE)
    asking = fetcher(delay=2.0)
    for _ in range(3):
        got(asking.get(site.url + "/a"))
    assert clock.slept == [2.0, 2.0]
    assert asking.ready(site.url) == clock.at + 2.0
    got(asking.get(f"http://localhost:{site.port}/a"))  # another host by name
    assert clock.slept == [2.0, 2.0]


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("7", 7.0), ("Mon, 02 Mar 2020 10:00:09 GMT", 9.0), ("soon", 30.0), (None, 30.0), ("-5", 30.0), ("0", 1.0), ("9" * 400, 86400.0),
     ("Mon, 02 Mar 2099 10:00:09 GMT", 86400.0), ("Mon, 99 Xyz", 30.0), ("Mon, 02 Mar 1999 10:00:09 GMT", 1.0)],
)  # fmt: skip
def test_retry_after(site: Site, fetcher: MakeFetcher, told: str | None, seconds: float) -> None:
    site.pages["/a"] = reply(b"", "503 Busy", retry_after=told)
    asking = fetcher(patience=10.0)
    assert got(asking.get(site.url + "/a")).last.status == 503
    assert asking.ready(site.url) == seconds
    if seconds > 10:
        assert "may be asked in" in fault(asking.get(site.url + "/a")).why
        assert len(site.paths) == 1
