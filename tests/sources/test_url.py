"""Addresses to records: what is an article, what is none, what is new since the last time."""

from __future__ import annotations

import msgspec
import pytest

from marsad.ingest import article
from marsad.model import Article, Record, Refusal
from marsad.model.capture import Captured, Visit
from marsad.sources import records, url
from tests.sources.conftest import PAGE, Clock, MakeFetcher, Site, reply

TEXT = "قال الوزير إن الهدنة قائمة"
RSS = b"<?xml version='1.0'?>\n<!-- made by hand --><rss version='2.0'><channel/></rss>"


@pytest.mark.parametrize(
    ("answer", "media", "charset"),
    [
        (reply(PAGE), "text/html", "utf-8"),
        (reply(PAGE, content_type=None), "text/html", None),
        (reply(PAGE, content_type='text/html;charset="windows-1256"'), "text/html", "windows-1256"),
        (reply(PAGE, content_type="application/octet-stream"), "text/html", None),
        (reply(PAGE, content_type="application/xhtml+xml"), "text/html", None),
        (reply(TEXT.encode(), content_type="text/plain; charset=UTF-8"), "text/plain", "UTF-8"),
        (reply(TEXT.encode(), content_type="TEXT/HTML"), "text/html", None),
        (reply(TEXT.encode(), content_type=None), "text/plain", None),
    ],
)
def test_pages(site: Site, fetcher: MakeFetcher, answer: bytes, media: str, charset: str | None) -> None:
    site.pages["/a"] = answer
    found = url.record(site.url + "/a", fetcher())
    assert isinstance(found, Captured)
    assert (found.media, found.charset) == (media, charset)
    assert (found.source, found.url, found.captured) == (site.url + "/a", site.url + "/a", "2020-03-02T10:00:00Z")
    assert found.capture.digest == url.digest(found.data or b"")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(b""), "empty"),
        (reply(b" \r\n "), "empty"),
        (reply(b"", "204 No Content", content_length=None), "http"),
        (reply(b"%PDF-1.7 ..."), "not_text"),
        (reply(b"\x89PNG\r\n\x1a\n", content_type="text/html"), "not_text"),
        (reply(b"PK\x03\x04", content_type="text/plain"), "not_text"),
        (reply(b"WARC/1.1\r\n"), "not_text"),
        (reply(b"body { color: red }", content_type="text/css"), "not_text"),
        (reply(b'{"a": 1}', content_type="application/json"), "not_text"),
        (reply(b'{"a": 1}', content_type="text/plain"), "not_text"),
        (reply(RSS, content_type="text/html"), "feed"),
        (reply(b"<a/>", content_type="application/rss+xml; charset=utf-8"), "feed"),
        (reply(PAGE, "206 Partial Content"), "http"),
        (reply(PAGE, "304 Not Modified", content_length=None), "http"),
        (reply(PAGE, "301 Moved"), "http"),
        (reply(PAGE, "401 Unauthorized"), "http"),
        (reply(PAGE, "403 Forbidden"), "http"),
        (reply(PAGE, "404 Not Found"), "http"),
        (reply(PAGE, "410 Gone"), "http"),
        (reply(PAGE, "451 Law"), "http"),
        (reply(PAGE, "500 Oops"), "http"),
        (reply(PAGE, "999 No"), "http"),
        (reply(b"x" * 500), "too_long"),
    ],
)
def test_what_is_no_article(site: Site, fetcher: MakeFetcher, answer: bytes, code: str) -> None:
    site.pages["/a"] = answer
    found = url.record(site.url + "/a", fetcher(limit=400))
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.source == site.url + "/a"
    assert found.reason.startswith(f"{site.url}/a: ")
    assert "; " in found.reason


def test_the_capture_keeps_what_came(site: Site, fetcher: MakeFetcher) -> None:
    site.pages |= {"/a": reply(PAGE, etag='"7"', x_note="caf\u00e9"), "/b": reply(b"", "301 Moved", location="/a")}
    found = url.record(site.url + "/b", fetcher())
    assert isinstance(found, Captured)
    capture = found.capture
    assert (capture.requested, capture.url, capture.status) == (site.url + "/b", site.url + "/a", 200)
    assert ("Etag", '"7"') in capture.headers
    assert capture.fetched == "2020-03-02T10:00:01Z"  # after the pause before the redirect was followed
    assert msgspec.json.decode(msgspec.json.encode(found), type=Captured) == found


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "no-such-charset", "ascii", "x" * 300])
@pytest.mark.parametrize("written", ["utf-8", "windows-1256", "utf-16"])
def test_charsets_that_lie(site: Site, fetcher: MakeFetcher, charset: str, written: str) -> None:
    text = (
        f"<!doctype html><html><head><title>{TEXT}</title></head><body><article><p>" + f"{TEXT} في طرابلس اليوم. " * 20
    )
    site.pages["/a"] = reply(text.encode(written), content_type=f"text/html; charset={charset}")
    found = url.record(site.url + "/a", fetcher())
    assert isinstance(found, Record)
    read = article(found)
    assert isinstance(read, Article)
    assert TEXT in read.text


def test_only_what_is_new(site: Site, fetcher: MakeFetcher) -> None:
    page = site.url + "/a"
    site.pages["/a"] = lambda site, headers, _: (
        reply(b"", "304 Not Modified", content_length=None)
        if headers.get("if-none-match") == '"1"'
        else reply(PAGE, etag='"1"')
    )
    asking = fetcher()
    first = url.get(page, asking)
    assert isinstance(first.found, Captured)
    assert (first.visit.etag, first.visit.status, first.visit.digest) == ('"1"', 200, url.digest(PAGE))
    second = url.get(page, asking, visit=first.visit)
    assert second.found is None
    assert second.visit == msgspec.structs.replace(first.visit, status=304, checked="2020-03-02T10:00:01Z")
    site.pages["/a"] = reply(PAGE)  # a host that knows no conditions
    third = url.get(page, asking, visit=second.visit)
    assert third.found is None
    assert third.visit.etag == ""
    site.pages["/a"] = reply(PAGE + b" ")
    assert isinstance(url.get(page, asking, visit=third.visit).found, Captured)


def test_failures_are_counted_and_validators_kept(site: Site, fetcher: MakeFetcher) -> None:
    page = site.url + "/a"
    known = Visit(url=page, checked="", etag='"1"', modified="x", digest="sha256:0", mark="m")
    asking = fetcher(delay=0.0)
    for answer, failures, code in (
        (reply(b"", "500 Oops"), 1, "http"),
        (b"broken\r\n\r\n", 2, "network"),
        (reply(b"", "404 Not Found"), 0, "http"),
        (reply(b"", "502 Bad"), 1, "http"),
        (reply(b"", "304 Same", content_length=None), 0, ""),
    ):
        site.pages["/a"] = answer
        known = url.get(page, asking, visit=known).visit
        assert (known.failures, known.code) == (failures, code)
        assert (known.etag, known.modified, known.digest, known.mark) == ('"1"', "x", "sha256:0", "m")
    site.pages["/a"] = reply(PAGE)
    assert url.get(page, asking, visit=known).visit == Visit(
        url=page, checked="2020-03-02T10:00:00Z", status=200, digest=url.digest(PAGE), mark="m"
    )


def test_a_busy_host_is_asked_once_more(site: Site, fetcher: MakeFetcher, clock: Clock) -> None:
    busy = reply(b"", "429 Slow", retry_after="5")
    site.pages["/a"] = [busy, reply(PAGE)]
    assert isinstance(url.record(site.url + "/a", fetcher()), Captured)
    assert clock.slept == [5.0]
    site.pages["/b"] = reply(b"", "503 Busy", retry_after="500")
    found = url.record(site.url + "/b", fetcher())
    assert isinstance(found, Refusal)
    assert "may be asked in 500 seconds" in found.reason
    assert site.paths == ["/a", "/a", "/b"]


def test_addresses_stand_among_paths(site: Site, fetcher: MakeFetcher, tmp_path: object) -> None:
    site.pages["/a"] = reply(PAGE)
    given = [site.url + "/a?q=[x]*", f"{tmp_path}/no.txt", site.url.upper() + "/a"]
    odd, missing, page = records(given, fetcher=fetcher())
    assert isinstance(odd, Refusal)
    assert odd.code == "http"
    assert isinstance(missing, Refusal)
    assert missing.code == "missing"
    assert isinstance(page, Captured)


def test_without_a_fetcher_loopback_is_refused(site: Site) -> None:
    site.pages["/a"] = reply(PAGE)
    (found,) = records([site.url + "/a"])
    assert isinstance(found, Refusal)
    assert found.code == "address"
    assert "127.0.0.1 is at 127.0.0.1, which is no public address; give" in found.reason
    assert site.asked == []
