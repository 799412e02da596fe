"""One way in: the records of any files, folders, patterns or of standard input."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from marsad.model.record import Record, Refusal
from marsad.sources import jsonl, paths, sniff, url, warc
from marsad.sources.coding import LIMIT
from marsad.sources.exchange import Manners
from marsad.sources.web import Fetcher

_HEAD = 4096


def records(
    names: Sequence[str], *, stdin: BinaryIO | None = None, limit: int = LIMIT, fetcher: Fetcher | None = None
) -> Iterator[Record | Refusal]:
    """The records of files, folders, globs, web addresses and `-` (standard input), in the order given.

    Text, HTML, JSON lines, JSON and WARC, each of them gzipped or not; files inside folders sorted. An address
    (`http://`, `https://`) is one page, fetched by `fetcher` or, where there is none, by one with the usual manners.
    Nothing in them raises: what cannot be read is a `Refusal` that says why and what to do, and the rest goes on. One
    file (of JSON lines and WARC: one line or member) is held at a time.
    """
    web = fetcher
    try:
        for name in paths.files(names):
            if isinstance(name, Refusal):
                yield name
            elif name == paths.STANDARD_INPUT:
                yield from _stream(stdin or sys.stdin.buffer, name, limit)
            elif paths.is_web(name):
                web = web or Fetcher(Manners(limit=limit))
                yield url.record(name, web)
            else:
                yield from _file(name, limit)
    finally:
        if web is not None and web is not fetcher:
            web.close()


def _file(path: str, limit: int) -> Iterator[Record | Refusal]:
    try:
        with Path(path).open("rb") as stream:
            yield from _stream(stream, path, limit)
    except OSError as fault:
        yield paths.unreadable(path, fault)


def _stream(raw: BinaryIO, source: str, limit: int) -> Iterator[Record | Refusal]:
    stream = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))
    head = stream.peek(_HEAD)[:_HEAD]
    packed = head.startswith(sniff.GZIP)
    first = sniff.unpacked(head) if packed else head
    kind = sniff.kind(source, b"?" if first is None else first)  # nothing to be seen: told by its name
    if kind == "warc":
        yield from warc.records(stream, source, limit)
        return
    if not packed:
        yield from _known(stream, source, kind, limit)
        return
    try:
        with gzip.GzipFile(fileobj=stream) as opened:
            yield from _known(opened, source, kind, limit)
    except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
        why = "is cut short" if isinstance(fault, EOFError) else f"is broken ({fault})"
        yield Refusal(
            source=source, code="gzip", reason=f"{source}: its gzip compression {why}; fetch or pack it again."
        )


def _known(stream: BinaryIO | gzip.GzipFile, source: str, kind: sniff.Kind, limit: int) -> Iterator[Record | Refusal]:
    binary = cast(BinaryIO, stream)
    if kind == "jsonl":
        yield from jsonl.lines(binary, source, limit)
    elif kind == "json":
        yield from jsonl.whole(binary, source, limit)
    elif kind == "binary":
        yield _refuse(source, "not_text", "holds no text (it is a binary file); give text, HTML, JSON lines or WARC")
    else:
        yield _page(binary, source, kind, limit)


def _page(stream: BinaryIO, source: str, kind: sniff.Kind, limit: int) -> Record | Refusal:
    data = stream.read(limit + 1)
    if len(data) > limit:
        return _refuse(source, "too_long", f"is longer than {limit:,} bytes; split it into articles")
    if not data.strip():
        return _refuse(source, "empty", "holds nothing; give a file that has text")
    return Record(source=source, data=data, media="text/html" if kind == "html" else "text/plain")


def _refuse(source: str, code: str, why: str) -> Refusal:
    return Refusal(source=source, code=code, reason=f"{source}: {why}.")
