"""A capture as WARC/1.1 records, one gzip member each (ISO 28500:2017, annex D): members in a row are a `.warc.gz`.

For each exchange a response and a request record, and one metadata record for the end. The body stands as it was sent,
its content coding on; transfer coding is gone by then, so that header is renamed as Common Crawl does.
"""

from __future__ import annotations

import gzip
import hashlib
import uuid
from collections.abc import Iterable

from marsad.sources.exchange import Exchange

_LEVEL = 6
_RENAMED = (b"transfer-encoding", b"content-length")
_Lines = list[tuple[str, str]]


def members(exchanges: Iterable[Exchange], *, software: str, via: str = "") -> bytes:
    """The gzip members of an address's exchanges; `software` wrote them, `via` is the feed that named the address."""
    found, response, last = [], "", None
    for number, last in enumerate(exchanges):
        response = _id(last, f"response {number}")
        found += [_response(last, response), _request(last, response, number)]
    if last is not None:
        fields = [("software", software), *([("via", via)] if via else [])]
        found.append(_metadata(last, response, fields))
    return b"".join(found)


def _response(exchange: Exchange, identity: str) -> bytes:
    lines = [(b"X-Crawler-" + k if k.lower() in _RENAMED else k, v) for k, v in exchange.headers]
    lines.append((b"Content-Length", str(len(exchange.body)).encode()))
    first = f"{exchange.protocol} {exchange.status} {exchange.reason}".encode("latin-1", "replace")
    more = [("WARC-Payload-Digest", _digest(exchange.body))]
    if exchange.address:
        more.append(("WARC-IP-Address", exchange.address))
    if exchange.cut:
        more.append(("WARC-Truncated", "length"))
    block = _message(first, lines) + exchange.body
    return _member(exchange, ("response", identity, "application/http;msgtype=response"), more, block)


def _request(exchange: Exchange, response: str, number: int) -> bytes:
    block = _message(f"GET {exchange.target} HTTP/1.1".encode("ascii"), exchange.sent)
    what = ("request", _id(exchange, f"request {number}"), "application/http;msgtype=request")
    return _member(exchange, what, [("WARC-Concurrent-To", response)], block)


def _metadata(exchange: Exchange, response: str, fields: _Lines) -> bytes:
    block = "".join(f"{name}: {value}\r\n" for name, value in fields).encode()
    what = ("metadata", _id(exchange, "metadata"), "application/warc-fields")
    return _member(exchange, what, [("WARC-Concurrent-To", response)], block)


def _message(first: bytes, lines: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"\r\n".join([first, *(k + b": " + v for k, v in lines), b"", b""])


def _member(exchange: Exchange, what: tuple[str, str, str], more: _Lines, block: bytes) -> bytes:
    kind, identity, media = what
    head: _Lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", identity),
        ("WARC-Date", f"{exchange.at:%Y-%m-%dT%H:%M:%SZ}"),
        ("WARC-Target-URI", str(exchange.url)),
        *more,
        ("WARC-Block-Digest", _digest(block)),
        ("Content-Type", media),
        ("Content-Length", str(len(block))),
    ]
    named = "".join(f"{name}: {value}\r\n" for name, value in head)
    return gzip.compress(f"WARC/1.1\r\n{named}\r\n".encode() + block + b"\r\n\r\n", _LEVEL, mtime=0)


def _id(exchange: Exchange, what: str) -> str:
    """A name made of what the record holds, so that the same capture is written with the same bytes each time."""
    told = f"{what} {exchange.url} {exchange.at.isoformat()} {_digest(exchange.body)}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}>"


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
