"""Content codings of HTTP taken off (gzip, deflate, br), never more than a limit held in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import brotli

LIMIT = 50_000_000
"""Bytes that one file, JSON line, WARC member or web page may have: more is refused without being held in memory."""
CODINGS = ("gzip", "deflate", "br")
"""The codings that are asked for and understood."""
_STEP = 1 << 16
_NONE = ("", "identity")


class TooLongError(ValueError):
    """The bytes, coding taken off, are more than the limit."""


class BrokenError(ValueError):
    """The bytes are not what their coding says; the message says how."""


def decoded(body: bytes, coding: str, limit: int) -> bytes:
    """The bytes of `body` without its content coding (RFC 9110, 8.4).

    Raises:
        TooLongError: they are more than `limit`; at most 64 KiB more than that were held.
        BrokenError: the coding is unknown, or the bytes are cut short or not of that coding.
    """
    name = coding.strip().lower()
    if name in _NONE:
        return body
    found, size = [], 0
    for piece in _pieces(body, name.removeprefix("x-")):
        size += len(piece)
        if size > limit:
            raise TooLongError
        found.append(piece)
    return b"".join(found)


def _pieces(body: bytes, name: str) -> Iterator[bytes]:
    if not body:
        return
    try:
        if name == "gzip":
            yield from _gzip(body)
        elif name == "deflate":
            yield from _inflated(zlib.decompressobj(15 if _zlib_wrapped(body) else -15), body)
        elif name == "br":
            yield from _brotli(body)
        else:
            raise BrokenError(f"is in a coding that was not asked for ({name[:40]})")
    except (zlib.error, brotli.error) as fault:
        raise BrokenError(f"says that it is {name} and is not ({fault})") from None


def _gzip(body: bytes) -> Iterator[bytes]:
    while body.startswith(b"\x1f\x8b"):  # members may follow each other; what is no member after the last is padding
        unpack = zlib.decompressobj(31)
        yield from _inflated(unpack, body)
        body = unpack.unused_data
        if not body.startswith(b"\x1f\x8b"):
            return
    raise BrokenError("says that it is gzip and is not")


def _inflated(unpack: zlib._Decompress, body: bytes) -> Iterator[bytes]:
    view = memoryview(body)
    for at in range(0, len(view), _STEP):  # piece by piece: what is left over after a step is copied each time
        rest: bytes | memoryview = view[at : at + _STEP]
        while rest and not unpack.eof:
            yield unpack.decompress(rest, _STEP)
            rest = unpack.unconsumed_tail
        if unpack.eof:
            break
    while not unpack.eof:
        more = unpack.decompress(b"", _STEP)
        if not more:
            raise BrokenError("is cut short: its compression has no end")
        yield more


def _brotli(body: bytes) -> Iterator[bytes]:
    unpack = brotli.Decompressor()
    yield unpack.process(body, output_buffer_limit=_STEP)
    while not unpack.is_finished():
        more = unpack.process(b"", output_buffer_limit=_STEP)
        if not more and not unpack.is_finished():
            raise BrokenError("is cut short: its compression has no end")
        yield more


def _zlib_wrapped(body: bytes) -> bool:
    """Whether the two bytes of a zlib header are there; servers send `deflate` with and without."""
    return len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
