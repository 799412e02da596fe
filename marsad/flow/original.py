"""What an article was read from: the archived bytes, and the page or text in them."""

from __future__ import annotations

import io

import msgspec
from sqlalchemy import select

from marsad.errors import InputError, LedgerError
from marsad.ingest.decode import decode
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.arrivals import WARC
from marsad.model import Record
from marsad.sources import warc

_LONGEST = 64 * 1024 * 1024  # bytes of a page in a WARC record


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of an article's latest capture as they are archived; `text` is the page's source or the text, None where it cannot be decoded.

    `media` is that of the archived bytes, `html` says whether `text` is HTML.
    """

    article: str
    digest: str
    media: str
    data: bytes
    text: str | None
    html: bool
    url: str | None


def original(ledger: Ledger, article: str) -> Original:
    """The archived bytes of an article. Raises InputError for an unknown one, LedgerError where its bytes are not there or damaged."""
    c, b = tables.capture.c, tables.blob.c
    wanted = (
        select(c.digest, c.place, b.media, b.data)
        .join(tables.blob, b.digest == c.digest, isouter=True)
        .where(c.article == article)
        .order_by(c.captured.desc(), c.seq.desc())
        .limit(1)
    )
    with ledger.reading() as connection:
        row = connection.execute(wanted).first()
    if row is None:
        raise InputError(f"{article}: is no article of this ledger; see: marsad articles")
    if row.data is None:
        raise LedgerError(f"{article}: its bytes ({row.digest}) are not in the archive; see: marsad verify")
    data = bytes(row.data) if row.media == WARC else codec.inflate(row.data)
    record = _page(row.media, data, article)
    text = decode(record) if record else None
    return Original(
        article=article,
        digest=row.digest,
        media=row.media,
        data=data,
        text=text if isinstance(text, str) else None,
        html=bool(record and record.media == "text/html"),
        url=row.place or None,
    )


def _page(media: str, data: bytes, source: str) -> Record | None:
    """The page in the bytes: of a WARC record its response, of a row of JSON its text."""
    if media == WARC:
        found = (r for r in warc.records(io.BufferedReader(io.BytesIO(data)), source, _LONGEST))
        return next((r for r in found if isinstance(r, Record)), None)
    if media == "application/json":
        return Record(source=source, text=msgspec.json.decode(data).get("text") or "")
    return Record(source=source, media=media, data=data)
