"""Articles as WARC/1.1 records in gzip members, and the index lines that find them (CDXJ)."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import uuid
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

_LEVEL = 6
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]")
_WWW = re.compile(r"^www\d*\.")
_PORTS = {"http": 80, "https": 443}


class Indexed(NamedTuple):
    """A record that can be looked up: its address and moment (`YYYYMMDDHHMMSS`), and where its gzip member stands."""

    url: str
    moment: str
    mime: str
    status: str
    digest: str
    offset: int
    length: int

    def line(self, filename: str) -> str:
        """The CDXJ line: sort key, moment, JSON; numbers are text, as pywb writes them."""
        told = {"url": self.url, "mime": self.mime, "status": self.status, "digest": self.digest}
        told |= {"length": str(self.length), "offset": str(self.offset), "filename": filename}
        kept = {key: value for key, value in told.items() if value}
        return f"{sort_key(self.url)} {self.moment} {msgspec.json.encode(kept).decode()}"


def plain(url: str) -> str:
    """An address on one line and without blanks, which would end it in a header or an index."""
    return _BLANK.sub(lambda blank: quote(blank[0]), url)


def sort_key(url: str) -> str:
    """An address with its host turned round (SURT), so that a site's pages stand together: `org,example)/a?b=1`."""
    try:
        parts = urlsplit(url)
        host, port = _WWW.sub("", parts.hostname or ""), parts.port
    except ValueError:  # an address that is none
        return plain(url).lower()
    if parts.scheme not in _PORTS or not host:
        return plain(url).lower()
    turned = ",".join(reversed(host.split(".")))
    other = f":{port}" if port and port != _PORTS[parts.scheme] else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return plain(f"{turned}{other}){parts.path or '/'}{f'?{query}' if query else ''}").lower()


def info(software: str, at: str) -> bytes:
    """The record that a WARC file starts with; `at` is a moment, `YYYY-MM-DDTHH:MM:SSZ`."""
    block = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    return _member(("warcinfo", "", at, "application/warc-fields"), block)


def resource(url: str, at: str, media: str, data: bytes) -> bytes:
    """Bytes that did not come from the web, as a `resource` record under an address."""
    return _member(("resource", url, at, media), data)


def indexed(members: bytes, base: int) -> Iterator[Indexed]:
    """The response and resource records of some gzip members that stand at `base` in their file."""
    kinds = WarcRecordType.response | WarcRecordType.resource
    found = []
    starts = []
    for record in ArchiveIterator(io.BytesIO(members), record_types=WarcRecordType.any_type):
        starts.append(record.stream_pos)
        if record.record_type & kinds:
            found.append((len(starts) - 1, _facts(record)))
    starts.append(len(members))
    for number, (url, moment, mime, status, digest) in found:
        start = starts[number]
        yield Indexed(url, moment, mime, status, digest, base + start, starts[number + 1] - start)


def _facts(record: WarcRecord) -> tuple[str, str, str, str, str]:
    headers, http = record.headers, record.http_headers
    given = {
        k: headers.get(k) or "" for k in ("WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest", "WARC-Block-Digest")
    }
    moment = "".join(c for c in given["WARC-Date"] if c.isdigit())[:14]
    digest = given["WARC-Payload-Digest"] or given["WARC-Block-Digest"]
    media = record.http_content_type if http else (headers.get("Content-Type") or "").partition(";")[0]
    status = str(http.status_code or "") if http else ""
    return given["WARC-Target-URI"], moment, media or "unk", status, digest


def _member(what: tuple[str, str, str, str], block: bytes) -> bytes:
    kind, url, at, media = what
    digest = hashlib.sha256(block).hexdigest()
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {url} {at} {digest}')}>"),
        ("WARC-Date", at),
        *([("WARC-Target-URI", url)] if url else []),
        ("WARC-Block-Digest", f"sha256:{digest}"),
        ("Content-Type", media),
        ("Content-Length", str(len(block))),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n", _LEVEL, mtime=0)
