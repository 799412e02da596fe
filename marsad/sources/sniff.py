"""What kind of thing a stream holds, told by its name and its first bytes."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath
from typing import Literal

Kind = Literal["text", "html", "jsonl", "json", "warc", "binary", "empty"]

GZIP = b"\x1f\x8b"
_SUFFIXES: dict[str, Kind] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".html": "html", ".htm": "html", ".xhtml": "html", ".warc": "warc",
}  # fmt: skip
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"BZh",
    b"\xfd7zXZ",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
    b"OggS",
    b"ID3",
    b"RIFF",
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096


def kind(name: str, head: bytes) -> Kind:
    """The kind of a stream whose name is `name` (`-` for none) and whose first bytes, unpacked, are `head`."""
    if not head:
        return "empty"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(_BINARY):
        return "binary"
    path = PurePath(name)
    suffix = (PurePath(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix).lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _HTML.match(head):
        return "html"
    if suffix != ".txt" and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return "json" if _looks_like_json(head) else "text"
    return "text"


def unpacked(head: bytes) -> bytes | None:
    """The first bytes of what a gzip stream holds, as far as they can be had; None where it is broken before any."""
    unpack, found = zlib.decompressobj(31), bytearray()
    try:
        for at in range(len(head)):  # byte by byte, so that what stands before a fault is not lost
            found += unpack.decompress(head[at : at + 1])
    except zlib.error:
        if not found:
            return None
    return bytes(found[:_HEAD])


def _looks_like_json(head: bytes) -> bool:
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:[\[{\"\d\]]|$))", head))
