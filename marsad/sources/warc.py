"""WARC files: the HTML and text that a crawl was answered with, each member read by itself.

A member that is cut short, by its own Content-Length or by broken compression, is refused and the rest goes on; that
is why members are found here, by the line that begins each, and only then given to fastwarc one by one.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from fastwarc.warc import ArchiveIterator

from marsad.model.record import Record, Refusal
from marsad.sources.sniff import GZIP

_BEGIN = re.compile(rb"(?<=\r\n\r\n)WARC/1\.[01]\r\n")
_LENGTH = re.compile(rb"\r\nContent-Length:\s*(\d+)", re.IGNORECASE)
_CHUNK = 1 << 16
_MEDIA = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
_BROKEN = None


class _Member(NamedTuple):
    data: bytes
    fault: str


def records(stream: BinaryIO, source: str, limit: int) -> Iterator[Record | Refusal]:
    """The pages of a WARC file, gzipped or not; `stream` must be buffered. What is neither HTML nor text is passed over."""
    for number, member in enumerate(_members(_chunks(stream), limit), 1):
        where = f"{source}#{number}"
        fault = member.fault or _short(member.data)
        if fault:
            yield Refusal(
                source=where, code="too_long" if fault.startswith("is longer") else "warc", reason=f"{where}: {fault}."
            )
            continue
        try:
            yield from _pages(member.data, where, limit)
        except (OSError, ValueError, RuntimeError, UnicodeError) as broken:
            yield Refusal(
                source=where, code="warc", reason=f"{where}: the member cannot be read ({broken}); fetch it again."
            )


def _pages(data: bytes, where: str, limit: int) -> Iterator[Record | Refusal]:
    for record in ArchiveIterator(io.BytesIO(data), parse_http=True, auto_decode="all"):
        answer = record.http_headers
        kind = (
            record.http_content_type
            if answer is not None
            else (record.headers.get("Content-Type") or "").split(";")[0].strip()
        )
        typed = (record.headers.get("WARC-Type") or "").lower()
        if (
            typed not in ("response", "resource")
            or kind not in _MEDIA
            or (answer is not None and answer.status_code != 200)
        ):
            continue
        body = record.reader.read(limit + 1)  # packed inside the member it may be a thousand times as long
        if len(body) > limit:
            yield Refusal(
                source=where, code="too_long", reason=f"{where}: its page is longer than {limit:,} bytes; leave it out."
            )
            continue
        yield Record(
            source=where,
            data=body,
            media=_MEDIA[kind],
            charset=record.http_charset if answer is not None else None,
            url=(record.headers.get("WARC-Target-URI") or "").strip("<>") or None,
            captured=record.headers.get("WARC-Date"),
        )


def _short(data: bytes) -> str:
    """What is wrong with a member's length; nothing where it is whole."""
    head, _, body = data.partition(b"\r\n\r\n")
    declared = _LENGTH.search(head)
    if not head.startswith(b"WARC/") or declared is None:
        return "the member has no WARC header with a Content-Length; fetch it again"
    if len(body) < int(declared[1]):
        return f"the member is cut short: {len(body):,} of {int(declared[1]):,} bytes are there; fetch it again"
    return ""


def _members(chunks: Iterator[bytes | None], limit: int) -> Iterator[_Member]:
    buffer, seen, long = bytearray(), 1, False
    for chunk in chunks:
        if chunk is _BROKEN:
            if not long and not _short(bytes(buffer)):  # whole already: what is broken came after it
                yield _Member(bytes(buffer), "")
            yield _Member(b"", "the compressed bytes are broken here, a member is lost; fetch it again")
            buffer, seen, long = bytearray(), 1, False
            continue
        buffer += chunk
        while found := _BEGIN.search(buffer, seen):
            yield _Member(bytes(buffer[: found.start()]), _too_long(limit) if long or found.start() > limit else "")
            del buffer[: found.start()]
            seen, long = 1, False
        if len(buffer) > limit:
            long = True
            del buffer[:-32]
        seen = max(1, len(buffer) - 32)
    if long or buffer.strip():
        yield _Member(bytes(buffer), _too_long(limit) if long else "")


def _too_long(limit: int) -> str:
    return f"is longer than {limit:,} bytes; such a member is not read"


def _chunks(stream: BinaryIO) -> Iterator[bytes | None]:
    """The file's bytes, unpacked; None where compressed ones are broken and reading goes on at the next gzip member."""
    head = stream.read(_CHUNK)
    if not head.startswith(GZIP):
        while head:
            yield head
            head = stream.read(_CHUNK)
        return
    unpack = zlib.decompressobj(31)
    while head:
        try:
            yield unpack.decompress(head)
        except zlib.error:
            yield _BROKEN
            head = _next_gzip(head[1:], stream)
            unpack = zlib.decompressobj(31)
            continue
        head = unpack.unused_data if unpack.eof else b""
        if unpack.eof:
            unpack = zlib.decompressobj(31)
            head = head.lstrip(b"\0")
        head = head or stream.read(_CHUNK)
        if not head and not unpack.eof and unpack.unconsumed_tail == b"" and _begun(unpack):
            yield _BROKEN


def _begun(unpack: zlib._Decompress) -> bool:
    """Whether a gzip member was begun and not ended."""
    try:
        unpack.copy().flush()
    except zlib.error:
        return True
    return False


def _next_gzip(rest: bytes, stream: BinaryIO) -> bytes:
    """What follows from the next gzip member that begins a WARC member; nothing where there is none."""
    while True:
        at = rest.find(GZIP + b"\x08")
        while at >= 0:
            if len(rest) - at < 512:
                rest += stream.read(_CHUNK)
            try:
                if zlib.decompressobj(31).decompress(rest[at:], 5).startswith(b"WARC/"):
                    return rest[at:]
            except zlib.error:
                pass
            at = rest.find(GZIP + b"\x08", at + 1)
        more = stream.read(_CHUNK)
        if not more:
            return b""
        rest = rest[-2:] + more
