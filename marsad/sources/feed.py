"""Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, however broken. Each gives its entries: address, title, day, mark.

A feed is hostile input: no entity is resolved, nothing is loaded from elsewhere, and what the parser cannot save is a
refusal. What stands in a feed is a hint where to look; the text of an article comes from its own page.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin

import msgspec
from lxml import etree

from marsad.model.record import Refusal
from marsad.sources import sniff

LONGEST = 10_000_000
"""Bytes that a feed may have: some 15,000 entries with summaries."""
_HEAD = 4096
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,32});")
_READ = ("title", "pubdate", "date", "published", "updated", "issued", "modified")
_LONGEST_TITLE = 500
_LONGEST_DATE = 100
_FIRST_YEAR = 1990
_AHEAD = timedelta(days=1)
_JSON_KEYS = (
    ("id", "guid"),
    ("url", "link"),
    ("title", "title"),
    ("date_published", "pubdate"),
    ("date_modified", "updated"),
)


class Entry(NamedTuple):
    """One entry: its page, its title, when it was published (ISO 8601 with its own offset, or as written where it cannot be read).

    `mark` is a digest of what tells a new version of the entry: its id, title and dates.
    """

    url: str
    title: str
    published: str | None
    mark: str


def entries(data: bytes, url: str, *, now: datetime | None = None) -> list[Entry] | Refusal:
    """The entries of a feed that stands at `url`, in its order, each page once; a refusal where it is no feed.

    A date before 1990 or more than a day after `now` is taken for none: it is the mark of a clock or template gone wrong.
    """
    if len(data) > LONGEST:
        reason = f"{url}: is longer than {LONGEST:,} bytes; give a feed of the latest entries."
        return Refusal(source=url, code="too_long", reason=reason)
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    rows = _from_json(data) if is_json else _from_xml(data, url)
    if isinstance(rows, str):
        return Refusal(source=url, code="feed", reason=f"{url}: {rows}.")
    found: dict[str, Entry] = {}
    ids: set[str] = set()
    for row in rows:
        page = _page(row, url)
        guid = row.get("guid", "")
        if page and page not in found and (not guid or guid not in ids):
            ids.add(guid)
            found[page] = _entry(page, row, now)
    return list(found.values())


def _entry(page: str, row: dict[str, str], now: datetime | None) -> Entry:
    told = "\x1f".join(row.get(key, "") for key in ("guid", "title", "pubdate", "published", "date", "updated"))
    dates = (row.get(key, "") for key in ("published", "pubdate", "date", "updated", "issued", "modified"))
    title = " ".join(_TAG.sub(" ", html.unescape(row.get("title", "")[: _LONGEST_TITLE * 10])).split())[:_LONGEST_TITLE]
    published = next((day for text in dates if text and (day := _day(text, now))), None)
    return Entry(page, title, published, hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32])


def _page(row: dict[str, str], url: str) -> str:
    guid = row.get("guid", "").strip()
    if row.get("permalink", "").strip().lower() == "false" or not guid.lower().startswith(("http://", "https://")):
        guid = ""
    for told in (row.get("link", ""), row.get("about", ""), guid):
        page = _joined(row.get("base") or url, told.strip()) if told.strip() else ""
        if page.lower().startswith(("http://", "https://")):
            return page
    return ""


def _joined(where: str, link: str) -> str:
    """A link made whole, without its fragment; empty where that cannot be."""
    try:
        return urldefrag(urljoin(where, link))[0]
    except ValueError:  # a broken IPv6 address
        return ""


def _day(text: str, now: datetime | None) -> str | None:
    """A moment of RFC 822 or ISO 8601 as ISO 8601; what is neither as it is, for a reader of dates to try."""
    told = " ".join(text.split())[:_LONGEST_DATE]
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        try:
            moment = parsedate_to_datetime(told)
        except (ValueError, TypeError, IndexError, OverflowError):
            return told or None
    try:
        late = now is not None and moment.replace(tzinfo=moment.tzinfo or UTC) > now + _AHEAD
    except OverflowError:
        return None
    return None if late or moment.year < _FIRST_YEAR else moment.isoformat()


def _from_json(data: bytes) -> Iterable[dict[str, str]] | str:
    try:
        told = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError) as fault:
        return f"is no feed (broken JSON: {fault}); give the address of an RSS, Atom or JSON feed"
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        return "is no feed (JSON without items); give the address of an RSS, Atom or JSON feed"
    return [
        {name: str(item[key]) for key, name in _JSON_KEYS if isinstance(item.get(key), str | int)}
        for item in items
        if isinstance(item, dict)
    ]


def _from_xml(data: bytes, url: str) -> Iterable[dict[str, str]] | str:
    if sniff.kind("-", data[:_HEAD]) == "html":
        return _web_page(data, url)
    root = _root(data, url)
    if root is None:
        return "is no feed (it is not XML); give the address of an RSS, Atom or JSON feed"
    name = _name(root)
    if name not in ("rss", "rdf", "feed", "channel"):
        return f"is no feed (it is XML of the kind {name[:40]}); give the address of an RSS, Atom or JSON feed"
    return [_row(item) for item in root.iter("{*}item", "{*}entry")]


def _web_page(data: bytes, url: str) -> str:
    """What to do with a web page: many name their feed."""
    root = etree.fromstring(data, etree.HTMLParser(no_network=True, huge_tree=False))
    links = () if root is None else root.iter("link")
    named = next((_joined(url, link.get("href") or "") for link in links if _leads_to_feed(link)), "")
    return f"is a web page, not a feed; give the address of its feed{f' (it names {named[:300]})' if named else ''}"


def _leads_to_feed(link: Any) -> bool:
    return (link.get("type") or "").lower() in ("application/rss+xml", "application/atom+xml", "application/feed+json")


def _root(data: bytes, url: str) -> Any:
    # names of HTML that XML does not know would be dropped with what they stand for
    known = _ENTITY.sub(lambda m: _character(m[1]) or m[0], data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        return etree.fromstring(known.lstrip(), parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _character(name: bytes) -> bytes:
    found = html.unescape(f"&{name.decode('ascii', 'replace')};")
    return b"".join(b"&#%d;" % ord(c) for c in found) if not found.startswith("&") else b""


def _name(element: Any) -> str:
    """The local name in lower case (an undeclared prefix is part of it)."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _space(element: Any) -> str:
    return str(element.tag).rpartition("}")[0]


def _row(item: Any) -> dict[str, str]:
    """What is read of an item or entry, by local names in lower case; the first of each name counts."""
    row: dict[str, str] = {"about": item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""}
    for child in item:
        name = _name(child)
        if name == "link":
            _link(child, row)
        elif name in ("guid", "id") and "guid" not in row:
            row["guid"] = _text(child)
            row["permalink"] = child.get("isPermaLink") or "true"
        elif name in _READ and name not in row and (name != "title" or _space(child) == _space(item)):
            row[name] = _text(child)
    return row


def _link(child: Any, row: dict[str, str]) -> None:
    """Takes an RSS link (its text) or an Atom link (its href, the alternate one), whichever comes first."""
    told = child.get("href") or _text(child)
    if "link" not in row and told and (child.get("rel") or "alternate") == "alternate":
        row["link"] = told
        row["base"] = child.base or ""


def _text(element: Any) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: Any) -> Iterator[str]:
    """The text of an element; an entity that stands in it unresolved is left out."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
