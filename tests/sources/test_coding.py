"""Content codings, honest and hostile, by way of a real answer."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest

from tests.sources.conftest import PAGE, MakeFetcher, Site, fault, got, reply

BOMB = 30_000_000


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]) + b"\0\0"),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("identity", bytes),
    ],
)
def test_codings(site: Site, fetcher: MakeFetcher, coding: str, pack: Callable[[bytes], bytes]) -> None:
    for data in (PAGE, PAGE * 5000):
        site.pages["/a"] = reply(pack(data), content_encoding=coding)
        assert got(fetcher().get(site.url + "/a")).body == data


@pytest.mark.parametrize(
    ("coding", "body", "code"),
    [
        ("gzip", gzip.compress(bytes(BOMB)), "too_long"),
        ("gzip", gzip.compress(bytes(900)) * 1200, "too_long"),
        ("br", brotli.compress(bytes(BOMB)), "too_long"),
        ("deflate", zlib.compress(bytes(BOMB)), "too_long"),
        ("gzip", gzip.compress(PAGE)[:-12], "gzip"),
        ("gzip", PAGE, "gzip"),
        ("gzip", gzip.compress(PAGE)[:15] + b"zzzz" + gzip.compress(PAGE)[19:], "gzip"),
        ("br", brotli.compress(PAGE)[:-5], "gzip"),
        ("br", PAGE, "gzip"),
        ("deflate", b"\xff" * 50, "gzip"),
        ("zstd", b"x", "gzip"),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE)), "gzip"),
    ],
)
def test_bombs_and_broken_codings(site: Site, fetcher: MakeFetcher, coding: str, body: bytes, code: str) -> None:
    site.pages["/a"] = reply(body, content_encoding=coding)
    assert fault(fetcher(limit=1_000_000).get(site.url + "/a")).code == code
