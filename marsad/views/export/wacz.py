"""WACZ 1.1.1: the archived bytes of articles as a web archive in one file, which ReplayWeb.page opens."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
from sqlalchemy import Connection, func, select

from marsad.ledger import Ledger, codec, tables
from marsad.ledger.filters import Filter
from marsad.ledger.woven import parts
from marsad.views import queries
from marsad.views.answers import ArticleRow
from marsad.views.export import warc
from marsad.views.export.material import Written, paged

KINDS = ("articles",)
LOSES = (
    "what Marsad read in the articles: a WACZ holds their bytes alone, each article as it first came",
    "articles that did not come from the web are `resource` records, under their address where they have one, else under their id",
    "pages are without their pictures and scripts, for Marsad does not fetch those",
    "articles that their page has replaced by a new version are written where the filter asks for the day they were known on",
)
_WARC_MEDIA = "application/warc"
_WEB = re.compile("https?://")
_BLOCK = 3_000  # lines of the index in one gzip member, as other writers of WACZ have it
_EPOCH = (1980, 1, 1, 0, 0, 0)  # so that the same ledger gives the same bytes; the moments stand in datapackage.json
_DATA, _INDEX, _IDX, _PAGES = "archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl"


class _Blob(NamedTuple):
    media: str
    data: bytes
    url: str | None


class _Answered(msgspec.Struct):
    """Of a capture the address that answered."""

    url: str


class _Package:
    """A zip file in the making; `resources` is the list of what was put in."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w", allowZip64=True)
        self.resources: list[dict[str, Any]] = []

    def put(self, path: str, chunks: Iterable[bytes], *, listed: bool = True) -> str:
        """Writes a file and gives its digest; what is compressed already is stored, as the specification wants."""
        entry = ZipInfo(path, _EPOCH)
        entry.compress_type = ZIP_STORED if path.endswith(".gz") else ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        hashed = f"sha256:{digest.hexdigest()}"
        if listed:
            self.resources.append({"name": path.rpartition("/")[2], "path": path, "hash": hashed, "bytes": size})
        return hashed

    def __enter__(self) -> _Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            self._zip.fp = None  # what is thrown away needs no directory, least of all on a full disk
        self._zip.close()


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes the articles of an answer. Raises LedgerError."""
    archive = _Archive(ledger, wanted)
    with _Package(out) as package:
        package.put(_DATA, archive.members())
        blocks, idx = _index(sorted(record.line("data.warc.gz") for record in archive.records))
        package.put(_INDEX, blocks)
        package.put(_IDX, [idx])
        package.put(_PAGES, _lines([{"format": "json-pages-1.0", "id": "pages", "title": "Articles"}, *archive.pages]))
        told = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": f"Marsad: {ledger.folder.resolve().name}",
            "description": f"{len(archive.pages)} articles of a ledger of Marsad",
            "created": archive.recorded,
            "software": archive.software,
            "resources": package.resources,
        }
        digest = package.put("datapackage.json", [msgspec.json.encode(told)], listed=False)
        sealed = {"path": "datapackage.json", "hash": digest}
        package.put("datapackage-digest.json", [msgspec.json.encode(sealed)], listed=False)
    return Written(len(archive.pages))


class _Archive:
    """The records of the articles, written one after the other; `records` and `pages` grow meanwhile."""

    def __init__(self, ledger: Ledger, wanted: Filter) -> None:
        self._ledger, self._wanted = ledger, wanted
        self.software = f"marsad {version('marsad')}"
        self.recorded = _second(ledger.meta["created"])
        self.records: list[warc.Indexed] = []
        self.pages: list[dict[str, Any]] = []
        self._seen: set[bytes] = set()

    def members(self) -> Iterator[bytes]:
        """The gzip members of the WARC file, by the article."""
        yield (head := warc.info(self.software, self.recorded))
        offset = len(head)
        for answer in paged(queries.articles, self._ledger, self._wanted):
            for part in parts(answer.rows, 100):
                with self._ledger.reading() as connection:
                    blobs = _blobs(connection, [row.id for row in part])
                for row in part:
                    data = self._article(row, blobs[row.id], offset)
                    offset += len(data)
                    yield data

    def _article(self, row: ArticleRow, blob: _Blob, offset: int) -> bytes:
        """The records of an article; none where they stand in the file already (a feed's page that is two articles)."""
        self.recorded = max(self.recorded, _second(row.recorded))
        own = row.url if row.url and _WEB.match(row.url) else f"urn:marsad:article:{row.id}"
        url = warc.plain(blob.url or own)
        at = _second(row.captured)
        from_web = blob.media == _WARC_MEDIA
        data = blob.data if from_web else warc.resource(url, at, blob.media, blob.data)
        page = {"id": row.id, "url": url, "ts": at, "title": row.title, "day": row.day, "publisher": row.publisher}
        self.pages.append({key: value for key, value in page.items() if value})
        digest = hashlib.sha256(data).digest()
        if digest in self._seen:
            return b""
        self._seen.add(digest)
        self.records += warc.indexed(data, offset)
        return data


def _second(moment: str) -> str:
    return f"{moment[:19]}Z"


def _blobs(connection: Connection, articles: list[str]) -> dict[str, _Blob]:
    """What each article was read from the first time."""
    c, b = tables.capture.c, tables.blob.c
    first = select(func.min(c.seq)).where(c.article.in_(articles)).group_by(c.article)
    wanted = select(c.article, c.data, b.media, b.data).join(tables.blob, b.digest == c.digest).where(c.seq.in_(first))
    found = {}
    for article, facts, media, data in connection.execute(wanted):
        url = msgspec.json.decode(codec.inflate(facts), type=_Answered).url if facts else None
        found[article] = _Blob(media, data if media == _WARC_MEDIA else codec.inflate(data), url)
    return found


def _index(lines: list[str]) -> tuple[list[bytes], bytes]:
    """The index in gzip members of `_BLOCK` lines, and the index of those by their first lines."""
    blocks = [
        gzip.compress("".join(f"{line}\n" for line in lines[i : i + _BLOCK]).encode(), mtime=0)
        for i in range(0, len(lines), _BLOCK)
    ] or [gzip.compress(b"", mtime=0)]
    head = {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    told = [f"!meta 0 {msgspec.json.encode(head).decode()}"]
    offset = 0
    for number, block in enumerate(blocks if lines else []):
        key = " ".join(lines[number * _BLOCK].split(" ")[:2])
        digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
        told.append(f"{key} {msgspec.json.encode({'offset': offset, 'length': len(block), 'digest': digest}).decode()}")
        offset += len(block)
    return blocks, ("\n".join(told) + "\n").encode()


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield msgspec.json.encode(row) + b"\n"
