"""WARC files, whole and broken: what is cut short is refused, the rest goes on."""

import gzip
import io

import pytest

from marsad.model import Record, Refusal
from marsad.sources import warc

LIMIT = 100_000


def member(
    name: str,
    *,
    extra: int = 0,
    typed: str = "response",
    kind: str = "text/html; charset=windows-1256",
    size: int = 40,
) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n<p>{name * size}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {typed}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
        f"WARC-Target-URI: https://example.org/{name}\r\nContent-Type: application/http; msgtype={typed}\r\n"
    )
    return f"{head}Content-Length: {len(http) + extra}\r\n\r\n".encode() + http + b"\r\n\r\n"


A, B, C = (member(name) for name in "abc")
PACKED = [gzip.compress(m) for m in (A, B, C)]


def told(data: bytes, limit: int = LIMIT) -> list[str]:
    stream = io.BufferedReader(io.BytesIO(data))  # type: ignore[type-var,arg-type,unused-ignore]
    found = list(warc.records(stream, "f", limit))
    for refusal in (r for r in found if isinstance(r, Refusal)):
        assert refusal.reason.startswith("f#")
    return [(r.url or "")[-1] if isinstance(r, Record) else r.code for r in found]


def test_what_a_record_keeps() -> None:
    (found,) = warc.records(io.BufferedReader(io.BytesIO(A)), "f", LIMIT)  # type: ignore[type-var,arg-type,unused-ignore]
    assert found == Record(
        source="f#1",
        data=b"<p>" + b"a" * 40,
        media="text/html",
        charset="windows-1256",
        url="https://example.org/a",
        captured="2020-01-02T03:04:05Z",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (A + B + C, ["a", "b", "c"]),
        (b"".join(PACKED), ["a", "b", "c"]),
        (gzip.compress(A + B + C), ["a", "b", "c"]),
        ((A + B + C)[:-60], ["a", "b", "warc"]),
        (A + B[:50], ["a", "warc"]),
        (A + member("b", extra=50) + C, ["a", "warc", "c"]),
        (PACKED[0] + gzip.compress(member("b", extra=50)) + PACKED[2], ["a", "warc", "c"]),
        (b"".join(PACKED)[:-40], ["a", "b", "warc"]),
        (PACKED[0] + PACKED[1][:-40] + PACKED[2], ["a", "warc", "c"]),
        (PACKED[0] + PACKED[1][:60] + bytes(10) + PACKED[1][70:] + PACKED[2], ["a", "warc", "c"]),
        (PACKED[0] + b"\0" * 20 + PACKED[2], ["a", "c"]),
        (b"WARC/1.0\r\nnothing\r\n\r\n", ["warc"]),
        (b"WARC/1.0\r\n", ["warc"]),
    ],
)
def test_cut_short_and_broken(data: bytes, said: list[str]) -> None:
    assert told(data) == said


def test_what_is_no_page_is_passed_over() -> None:
    others = member("r", typed="request") + A.replace(b"200 OK", b"404 NO") + member("i", kind="image/png")
    assert told(others + A + member("t", kind="text/plain")) == ["a", "t"]


def test_member_too_long() -> None:
    long = member("l", size=8000)
    assert told(A + long + C, limit=1000) == ["a", "too_long", "c"]


def test_long_member_over_many_chunks() -> None:
    assert told(A + member("l", size=800_000) + C, limit=2_000_000) == ["a", "l", "c"]
    assert told(A + member("l", size=800_000) + C, limit=200_000) == ["a", "too_long", "c"]


def test_chunked_answer_is_put_together() -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    data = head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
    (found,) = warc.records(io.BufferedReader(io.BytesIO(data)), "f", LIMIT)  # type: ignore[type-var,arg-type,unused-ignore]
    assert isinstance(found, Record)
    assert found.data == b"hello"


def test_a_packed_page_is_not_unpacked_beyond_the_limit() -> None:
    body = gzip.compress(b"x" * 1_000_000)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    data = head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
    assert told(data + C, limit=100_000) == ["too_long", "c"]
