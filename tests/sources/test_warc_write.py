"""What is written as WARC, read back by two readers."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Any

import brotli
import pytest
from fastwarc.warc import ArchiveIterator

from marsad.model import Record
from marsad.model.capture import Captured
from marsad.sources import LIMIT, records, url, warc
from marsad.sources.warc_write import members
from tests.sources.conftest import PAGE, MakeFetcher, Site, reply


def taken(site: Site, fetcher: MakeFetcher, path: str = "/a", via: str = "") -> Captured:
    found, _ = url.get(site.url + path, fetcher(contact="desk@example.org"), via=via)
    assert isinstance(found, Captured), found
    return found


def read_back(data: bytes) -> list[dict[str, Any]]:
    """The WARC records as fastwarc gives them: headers, id and block."""
    return [
        {"headers": record.headers.to_dict(), "id": record.record_id, "block": record.reader.read()}
        for record in ArchiveIterator(io.BytesIO(data), parse_http=False)
    ]


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        reply(PAGE),
        reply(gzip.compress(PAGE), content_encoding="gzip"),
        reply(brotli.compress(PAGE), content_encoding="br"),
        CHUNKED + b"\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE),
        CHUNKED + b"Content-Encoding: gzip\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(PAGE, mtime=0)), gzip.compress(PAGE, mtime=0)),
        reply(PAGE, "200 "),
        reply(PAGE, x_odd="caf\u00e9 WARC/1.1", server=""),
    ],
    ids=["plain", "gzip", "br", "chunked", "chunked gzip", "no reason", "odd headers"],
)  # fmt: skip
def test_captures_in_a_row_are_a_warc_file(site: Site, fetcher: MakeFetcher, answer: bytes) -> None:
    site.pages |= {"/a": answer, "/b": reply(b"moved", "302 Found", location="/a")}
    first, second = taken(site, fetcher), taken(site, fetcher, "/b")
    whole = first.capture.warc + second.capture.warc
    found = list(warc.records(io.BufferedReader(io.BytesIO(whole)), "f", LIMIT))  # type: ignore[type-var,arg-type,unused-ignore]
    assert [(r.data, r.url, r.captured, r.media, r.charset) for r in found if isinstance(r, Record)] == [
        (PAGE, site.url + "/a", at, "text/html", "utf-8") for at in ("2020-03-02T10:00:00Z", "2020-03-02T10:00:01Z")
    ]
    assert len(found) == 2
    kinds = [row["headers"]["WARC-Type"] for row in read_back(whole)]
    assert kinds == ["response", "request", "metadata", "response", "request", "response", "request", "metadata"]


def test_what_stands_in_the_records(site: Site, fetcher: MakeFetcher) -> None:
    packed = gzip.compress(PAGE)
    site.pages["/a"] = reply(packed, content_encoding="gzip")
    response, request, metadata = read_back(taken(site, fetcher, via="https://feeds.example/a").capture.warc)
    head, _, body = response["block"].partition(b"\r\n\r\n")
    assert body == packed  # as it was sent
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert response["headers"]["WARC-IP-Address"] == "127.0.0.1"
    assert response["headers"]["WARC-Target-URI"] == site.url + "/a"
    assert response["headers"]["WARC-Date"] == "2020-03-02T10:00:00Z"
    assert response["headers"]["WARC-Payload-Digest"] == url.digest(packed)
    assert response["headers"]["WARC-Block-Digest"] == url.digest(response["block"])
    assert request["block"].startswith(b"GET /a HTTP/1.1\r\n")
    assert b"(+desk@example.org)" in request["block"]
    assert {request["headers"]["WARC-Concurrent-To"], metadata["headers"]["WARC-Concurrent-To"]} == {response["id"]}
    assert b"via: https://feeds.example/a\r\n" in metadata["block"]
    assert b"software: Marsad/" in metadata["block"]
    assert len({row["id"] for row in (response, request, metadata)}) == 3


def test_digests_hold_for_another_reader(site: Site, fetcher: MakeFetcher) -> None:
    site.pages["/a"] = reply(PAGE)
    data = taken(site, fetcher).capture.warc
    assert [r.verify_block_digest() for r in ArchiveIterator(io.BytesIO(data), parse_http=False)] == [True] * 3
    assert next(iter(ArchiveIterator(io.BytesIO(data), parse_http=True))).verify_payload_digest()
    spoilt = gzip.decompress(data).replace("الهدنة".encode(), "الحربة".encode())
    assert not next(iter(ArchiveIterator(io.BytesIO(spoilt), parse_http=False))).verify_block_digest()


def test_each_record_is_a_gzip_member_of_its_own(site: Site, fetcher: MakeFetcher) -> None:
    site.pages["/a"] = reply(PAGE)
    rest, starts = taken(site, fetcher).capture.warc, []
    while rest:
        unpack = zlib.decompressobj(31)
        starts.append(unpack.decompress(rest)[:10])
        assert unpack.eof
        rest = unpack.unused_data
    assert starts == [b"WARC/1.1\r\n"] * 3


def test_the_same_capture_is_the_same_bytes(site: Site, fetcher: MakeFetcher) -> None:
    site.pages["/a"] = reply(PAGE)
    assert taken(site, fetcher).capture.warc == taken(site, fetcher).capture.warc
    assert members([], software="x") == b""


def test_a_warc_of_captures_reads_like_any_other(site: Site, fetcher: MakeFetcher, tmp_path: Any) -> None:
    site.pages["/a"] = reply(PAGE)
    (tmp_path / "w.warc.gz").write_bytes(taken(site, fetcher).capture.warc)
    (found,) = records([str(tmp_path / "w.warc.gz")])
    assert isinstance(found, Record)
    assert (found.data, found.url) == (PAGE, site.url + "/a")
