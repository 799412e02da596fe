"""What a stream holds, by name and first bytes."""

import gzip

import pytest

from marsad.sources.sniff import kind, unpacked


@pytest.mark.parametrize(
    ("name", "head", "is_"),
    [
        ("-", b"", "empty"),
        ("x.txt", b"WARC/1.0\r\n", "warc"),
        ("x.jsonl.gz", b"{}", "jsonl"),
        ("x.JSON", b"{}", "json"),
        ("x.htm", b"x", "html"),
        ("-", b"<!-- c --><!doctype HTML>", "html"),
        ("-", b'<?xml version="1.0"?><html>', "html"),
        ("-", b' {"a": 1}', "json"),
        ("-", b"{a}", "text"),
        ("x.txt", b'{"a": 1}', "text"),
        ("-", b"PK\x03\x04", "binary"),
    ],
)
def test_kind(name: str, head: bytes, is_: str) -> None:
    assert kind(name, head) == is_


def test_unpacked() -> None:
    assert unpacked(gzip.compress(b"abc")) == b"abc"
    assert (unpacked(gzip.compress(b"abc" * 1000)[:30]) or b"").startswith(b"abc")
    assert unpacked(b"\x1f\x8bno") is None
