"""What a source hands over, before anything is made of it."""

from __future__ import annotations

from typing import Any

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes or text from a source, with what is known of it.

    Exactly one of `data` (bytes still to be decoded) and `text` (already decoded) is set.
    `media` is `text/plain` or `text/html`; `more` keeps keys of the input that Marsad does not know.
    """

    source: str
    data: bytes | None = None
    text: str | None = None
    media: str = "text/plain"
    charset: str | None = None
    given_id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    captured: str | None = None
    more: dict[str, Any] = {}


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A record that could not be read: where it stood, why, and what to do about it.

    `code` is a short stable word for scripts: `missing`, `unreadable`, `not_text`, `empty`, `language`, `encoding`,
    `gzip`, `warc`, `json`, `too_long`, `html`; of what comes from the web `address`, `network`, `http`, `robots`, `feed`.
    """

    source: str
    code: str
    reason: str
    given_id: str | None = None
    line: int | None = None
