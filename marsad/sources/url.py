"""From an address of the web to a record: fetched, told apart from what is no article, captured whole."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from marsad.model.capture import Capture, Captured, Visit
from marsad.model.record import Refusal
from marsad.sources import sniff, warc_write
from marsad.sources.exchange import Fault
from marsad.sources.web import BUSY, PASSING, Answer, Fetcher

_HTML = ("text/html", "application/xhtml+xml")
_UNTOLD = ("", "application/octet-stream", "text/plain", "binary/octet-stream")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_HEAD = 4096
_REASONS = {
    401: "asks for a password",
    403: "is forbidden",
    404: "is not there",
    410: "is gone",
    451: "is kept back by law",
}


class Outcome(NamedTuple):
    """What came of an address: a record, a refusal, or nothing new (None); and the visit to keep for the next time."""

    found: Captured | Refusal | None
    visit: Visit


def record(url: str, fetcher: Fetcher) -> Captured | Refusal:
    """The page of an address, or why there is none. A host that asks for a pause (429, 503) is asked once more after it."""
    found, visit = get(url, fetcher)
    if visit.status in BUSY:
        found, visit = get(url, fetcher)
    return found or _refuse(url, "http", "answers that nothing has changed, though nothing was known; try again later")


def get(
    url: str, fetcher: Fetcher, *, visit: Visit | None = None, published: str | None = None, via: str = ""
) -> Outcome:
    """The page of an address if it is new since `visit`; `via` is the feed that named it, with its day of publication."""
    came = fetcher.get(url, visit=visit)
    after = visited(url, came, visit, fetcher.now())
    if isinstance(came, Fault) or came.last.status not in (200, 304):
        return Outcome(refusal(url, came), after)
    if came.last.status == 304:
        return Outcome(None, after)
    if visit and visit.digest == after.digest:
        return Outcome(None, after)
    media, why = _media(came)
    if why:
        return Outcome(_refuse(url, media, why), msgspec.structs.replace(after, code=media))
    return Outcome(_captured(came, media, published=published, via=via, agent=fetcher.manners.agent), after)


def visited(url: str, came: Answer | Fault, before: Visit | None, now: datetime) -> Visit:
    """The visit to keep after an address was asked: new validators after a whole answer, the old ones after any other."""
    old = before or Visit(url=url, checked="")
    if isinstance(came, Fault):
        return _kept(old, _stamp(now), 0, code=came.code, passing=came.passing)
    last, at = came.last, _stamp(came.last.at)
    if last.status == 304:
        return _kept(old, at, 304)
    if last.status != 200:
        return _kept(old, at, last.status, code="http", passing=last.status in PASSING)
    return Visit(
        url=url,
        checked=at,
        status=200,
        etag=last.header("etag"),
        modified=last.header("last-modified"),
        digest=digest(came.body),
        mark=old.mark,
    )


def refusal(url: str, came: Answer | Fault) -> Refusal:
    """Why a fault or a status other than 200 and 304 gives nothing to read."""
    if isinstance(came, Fault):
        return _refuse(url, came.code, came.why)
    return _refuse(url, "http", _unwanted(came.last.status))


def digest(data: bytes) -> str:
    """`sha256:` and the hex digest of a page's bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _kept(old: Visit, checked: str, status: int, *, code: str = "", passing: bool = False) -> Visit:
    failures = old.failures + 1 if passing else 0
    return msgspec.structs.replace(old, checked=checked, status=status, failures=failures, code=code)


def _unwanted(status: int) -> str:
    if status in PASSING:
        return f"cannot be had now (status {status}); try again later"
    return f"{_REASONS.get(status, 'holds no page')} (status {status}); check the address"


def _media(came: Answer) -> tuple[str, str]:
    """The media type of a record; or a code and why the answer is no article."""
    head = came.body[:_HEAD]
    declared = came.last.header("content-type").split(";")[0].strip().lower()
    kind = sniff.kind("-", head)
    if not came.body.strip():
        return "empty", "holds nothing; give a page that has text"
    if declared in _FEED_TYPES or _FEED.match(head):
        return "feed", "is a feed, not an article; follow it with `marsad watch`"
    if kind in ("binary", "warc"):
        return "not_text", "holds no text (it is a binary file); give the address of a page"
    if kind == "html" or declared in _HTML:
        return "text/html", ""
    if kind == "text" and declared in _UNTOLD:
        return "text/plain", ""
    return "not_text", f"is no page of text (it is {declared[:80] or kind}); give the address of a page"


def _captured(came: Answer, media: str, *, published: str | None, via: str, agent: str) -> Captured:
    last = came.last
    charset = _CHARSET.search(last.header("content-type"))
    at = _stamp(last.at)
    return Captured(
        source=came.requested,
        data=came.body,
        media=media,
        charset=charset[1] if charset else None,
        published=published,
        url=str(last.url),
        captured=at,
        capture=Capture(
            requested=came.requested,
            url=str(last.url),
            status=last.status,
            headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in last.headers),
            fetched=at,
            digest=digest(came.body),
            warc=warc_write.members(came.exchanges, software=agent, via=via),
        ),
    )


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _refuse(url: str, code: str, why: str) -> Refusal:
    return Refusal(source=url, code=code, reason=f"{url}: {why}.")
