"""What is known of a thing that came from the web: how it was got, and what to ask next time."""

from __future__ import annotations

import msgspec

from marsad.model.record import Record


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of the web, whole: who was asked, what came back, when, and the WARC records of it.

    `requested` is the address that was asked for and `url` the one that answered in the end. `fetched` is the moment of
    the request, UTC, ISO 8601. `digest` is `sha256:` and the hex digest of the page's bytes, content coding taken off.
    `warc` holds gzip members of one WARC/1.1 record each, so that captures set one after the other are a `.warc.gz`.
    """

    requested: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    fetched: str
    digest: str
    warc: bytes


class Captured(Record, frozen=True, kw_only=True):
    """A record that came from the web, with its capture."""

    capture: Capture


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an address between two runs, so that the next request can be conditional.

    `etag` and `modified` are the validators of the last whole answer and `digest` is its digest (see `Capture`); empty
    where there are none. `checked` is the last time that it was asked, UTC, ISO 8601, and `status` what it answered (0:
    nothing). `mark` is what the feed told of an entry when it was last dealt with. `failures` counts requests in a row
    that failed for reasons that may pass; `code` is the code of the refusal that came of the last request, if any.
    """

    url: str
    checked: str
    status: int = 0
    etag: str = ""
    modified: str = ""
    digest: str = ""
    mark: str = ""
    failures: int = 0
    code: str = ""
