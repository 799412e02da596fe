"""Feeds of every kind, well made and hostile."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Refusal
from marsad.sources.feed import LONGEST, Entry, entries

AT = "https://news.example/feeds/all.xml"
RSS = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>أخبار</title><link>https://news.example/</link>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار</title>{}</feed>'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/>{}</rdf:RDF>'


def told(data: str | bytes, *, now: datetime | None = None) -> list[Entry]:
    found = entries(data.encode() if isinstance(data, str) else data, AT, now=now)
    assert not isinstance(found, Refusal), found
    return found


def item(inner: str) -> list[Entry]:
    return told(RSS.format(f"<item>{inner}</item>"))


@pytest.mark.parametrize(
    "feed",
    [
        RSS.format("<item><title>هدنة</title><link>https://news.example/1</link><pubDate>Mon, 02 Mar 2020 10:00:00 +0200</pubDate></item>"),
        '<rss version="0.91"><channel><item><title>هدنة</title><link>/1</link><pubDate>Mon, 02 Mar 2020 10:00:00 +0200</pubDate></item></channel></rss>',
        RDF.format('<item rdf:about="https://news.example/1"><title>هدنة</title><dc:date>2020-03-02T10:00:00+02:00</dc:date></item>'),
        ATOM.format('<entry><title type="html">&lt;b&gt;هدنة&lt;/b&gt;</title><link rel="self" href="/self"/><link href="/1"/><published>2020-03-02T10:00:00+02:00</published></entry>'),
        ATOM.replace("<feed", '<feed xml:base="https://news.example/x/"').format('<entry xml:base="../"><title>هدنة</title><link rel="alternate" href="1"/><updated>2020-03-02T10:00:00+02:00</updated></entry>'),
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "/1", "title": "هدنة", "date_published": "2020-03-02T10:00:00+02:00"}]}),
    ],
    ids=["RSS 2.0", "RSS 0.91", "RSS 1.0", "Atom", "Atom with bases", "JSON"],
)  # fmt: skip
def test_kinds(feed: str) -> None:
    (entry,) = told(feed)
    assert entry[:3] == ("https://news.example/1", "هدنة", "2020-03-02T10:00:00+02:00")


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<link>\n https://news.example/1?a=1&amp;b=2#top \n</link>", "https://news.example/1?a=1&b=2"),
        ("<link><![CDATA[https://news.example/1]]></link>", "https://news.example/1"),
        ("<link>//other.example/1</link>", "https://other.example/1"),
        ("<link>../1</link>", "https://news.example/1"),
        ("<link>/خبر/١</link>", "https://news.example/خبر/١"),
        ("<guid>https://news.example/1</guid>", "https://news.example/1"),
        ('<guid isPermaLink="true">HTTPS://news.example/1</guid>', "HTTPS://news.example/1".lower()),
        (
            '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="/no"/><link>/1</link>',
            "https://news.example/1",
        ),
        ("<link></link><guid>http://news.example/1</guid>", "http://news.example/1"),
        ("<link>javascript:alert(1)</link><guid>http://news.example/1</guid>", "http://news.example/1"),
        ('<guid isPermaLink="false">https://news.example/1</guid>', ""),
        ("<guid>1234</guid>", ""),
        ("<link>http://[::1</link>", ""),
        ("<link>file:///etc/passwd</link>", ""),
        ("<title>x</title>", ""),
    ],
)
def test_links(inner: str, url: str) -> None:
    assert [entry.url for entry in item(inner)] == ([url] if url else [])


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Mon, 02 Mar 2020 23:30:00 GMT", "2020-03-02T23:30:00+00:00"),
        ("02 Mar 2020 23:30 EST", "2020-03-02T23:30:00-05:00"),
        ("2020-03-02T23:30:00Z", "2020-03-02T23:30:00+00:00"),
        ("2020-03-02", "2020-03-02T00:00:00"),
        ("Mon, 2 Mar 2020 23:30:00 +0200", "2020-03-02T23:30:00+02:00"),
        ("الاثنين، 2 مارس 2020", "الاثنين، 2 مارس 2020"),
        ("Mon, 99 Foo 20200 99:99", "Mon, 99 Foo 20200 99:99"),
        ("Mon, 02 Mar 2020 23:30:00 +9999999999", "Mon, 02 Mar 2020 23:30:00 +9999999999"),
        ("x" * 9999, "x" * 100),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2031-01-01", None),
        ("", None),
    ],
)
def test_dates(date: str, published: str | None) -> None:
    feed = RSS.format(f"<item><link>/1</link><pubDate>{date}</pubDate></item>")
    (entry,) = told(feed, now=datetime(2020, 3, 3, tzinfo=UTC))
    assert entry.published == published


def test_the_first_date_that_can_be_read_counts() -> None:
    (entry,) = item("<link>/1</link><pubDate>1970-01-01</pubDate><updated>2020-03-02</updated>")
    assert entry.published == "2020-03-02T00:00:00"


def test_each_page_once() -> None:
    found = told(
        RSS.format(
            "<item><link>/1</link><guid>a</guid></item><item><link>/1#x</link></item>"
            "<item><link>/2</link><guid>a</guid></item><item><link>/3</link><guid></guid></item><item><link>/4</link><guid/></item>"
        )
    )
    assert [entry.url[-2:] for entry in found] == ["/1", "/3", "/4"]


def test_the_mark_tells_versions_apart() -> None:
    one = item("<link>/1</link><title>هدنة</title><description>نص</description>")[0].mark
    assert item("<link>/1</link><title>هدنة</title><description>نص آخر</description>")[0].mark == one
    assert item("<link>/1</link><title>هدنة جديدة</title>")[0].mark != one
    assert item("<link>/1</link><title>هدنة</title><pubDate>2020-03-02</pubDate>")[0].mark != one


def test_titles_are_plain_and_short() -> None:
    assert (
        item("<link>/1</link><title>&amp;lt;i&amp;gt;x&lt;b&gt; y &amp;amp;\n z&lt;/b&gt; &amp;nbsp;ن</title>")[0].title
        == "x y & z ن"
    )
    assert len(item(f"<link>/1</link><title>{'نص ' * 5000}</title>")[0].title) == 500


@pytest.mark.parametrize(
    "feed",
    [
        RSS.format("<item><link>/1</link><title>قطع&nbsp;الماء &raquo; &nosuch; x</title></item>"),
        RSS.format("<item><link>/1</link><title>قطع & <b>الماء</title></item><item><link>/"),
        "\n\n  " + RSS.format("<item><link>/1</link><title>قطع</title></item>"),
        "\ufeff" + RSS.format("<item><link>/1</link><title>قطع</title></item>"),
        RSS.format("<item><link>/1</link><title>قطع\x01\x08</title></item>"),
        RSS.format("<item><link>/1</link><nope:title>x</nope:title><title>قطع</title></item>"),
        RSS.format("<item><link>/1</link><m:title xmlns:m='http://search.yahoo.com/mrss/'>x</m:title><title>قطع</title></item>"),
        RSS.format("<item><link>/1</link><title>قطع</title></item>") + "<!-- made by hand --> trailing",
        "<!DOCTYPE rss PUBLIC 'x' 'http://127.0.0.1:1/rss.dtd'>" + RSS.format("<item><link>/1</link><title>قطع</title></item>").partition("?>")[2],
    ],
)  # fmt: skip
def test_broken_feeds_are_read_as_far_as_they_go(feed: str) -> None:
    found = told(feed)
    assert found[0].url == "https://news.example/1"
    assert found[0].title.startswith("قطع")


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-16"])
def test_declared_charsets(charset: str) -> None:
    feed = RSS.replace("UTF-8", charset).format("<item><link>/1</link><title>هدنة</title></item>")
    assert told(feed.encode(charset))[0].title == "هدنة"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is not XML"),
        (b"\xff\xfe\x00\x00", "is not XML"),
        (b"%PDF-1.7", "is not XML"),
        ("نص لا غير".encode(), "is not XML"),
        (b"<!doctype html><html><body>x</body></html>", "is a web page"),
        (b'<html><head><link rel="alternate" type="application/rss+xml" href="/r.xml?a=1&amp;b"></head>', "it names https://news.example/r.xml?a=1&b"),
        (b"<html><head><link rel='alternate' type='application/rss+xml' href='http://[::1'>", "is a web page"),
        (b"<html>", "is a web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "XML of the kind svg"),
        (b"{", "broken JSON"),
        (b'{"items": 3}', "JSON without items"),
        (b'{"a":' * 5000, "broken JSON"),
        (b"<rss>" + b" " * LONGEST, "is longer than"),
    ],
)  # fmt: skip
def test_what_is_no_feed(data: bytes, why: str) -> None:
    found = entries(data, AT)
    assert isinstance(found, Refusal)
    assert why in found.reason
    assert "; give" in found.reason


def test_odd_json() -> None:
    items = [1, None, {}, {"url": 5}, {"url": "/1", "title": None, "date_published": 7}, {"url": ["x"]}]
    assert [entry.url for entry in told(json.dumps({"items": items}))] == [
        AT.replace("all.xml", "5"),
        "https://news.example/1",
    ]


def test_entities_do_not_grow_and_nothing_is_loaded() -> None:
    laughs = "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 12))
    bomb = f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{laughs}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    inner = "<item><link>/1</link><title a='&l11;'>&l11;&f;x</title></item>"
    for feed in (
        bomb + RSS.partition("?>")[2].format(inner),
        bomb + ATOM.format("<entry><link href='/1?&l11;'/></entry>"),
    ):
        found = entries(feed.encode(), AT)
        assert isinstance(found, Refusal) or sum(len(entry.title) + len(entry.url) for entry in found) < 1000
        assert "root:" not in repr(found)


def test_ten_thousand_entries() -> None:
    found = told(RSS.format("".join(f"<item><link>/{i}</link><title>خبر {i}</title></item>" for i in range(10_000))))
    assert len(found) == 10_000
    assert found[9].url == "https://news.example/9"


def test_deep_nesting() -> None:
    found = entries(RSS.format("<item><link>/1</link><title>" + "<a>" * 100_000).encode(), AT)
    assert isinstance(found, list | Refusal)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    for whole in (data, b"<rss><channel><item><link>" + data, b"<feed><entry><title>" + data, b'{"items":[' + data):
        assert isinstance(entries(whole, AT), list | Refusal)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_link_and_date(link: str, date: str) -> None:
    row = {"items": [{"url": link, "date_published": date, "title": date}]}
    for entry in told(json.dumps(row, ensure_ascii=True)):
        assert entry.url.lower().startswith(("http://", "https://"))
