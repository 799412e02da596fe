"""HTML to text: trafilatura in precision mode for the body; headline, date and byline from the page's own words."""

from __future__ import annotations

import html
import logging
import re
from typing import Any, NamedTuple

import msgspec
import trafilatura
from lxml import etree
from lxml import html as lxml_html

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # the refusal says it, and names the file
_TAGS = re.compile(  # what is opened and never closed reaches to the end, as in a browser
    r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|td|section|article|header|footer|nav|title)\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_TITLES = (
    "//meta[@property='og:title']/@content",
    "//meta[@name='twitter:title']/@content",
    "//h1//text()",
    "//title//text()",
)
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date' or @name='DC.date.issued']/@content",
    "//time[@pubdate]/@datetime",
    "//article//time/@datetime",
    "//time/@datetime",
)
_PUBLISHERS = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")
_ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_BYLINES = "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ') or contains(concat(' ', @class, ' '), ' author ')]"
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")
_LEAST = 40
_MOST_ATTRIBUTES = 10_000
_HEAD_LINES = 5
_LONGEST_BYLINE = 80


class Extracted(NamedTuple):
    """The text of a page (headline, byline, paragraphs, one a line), and what its metadata say of it."""

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def extract(page: str) -> Extracted | None:
    """What a page's HTML holds; None where it holds no text. Nested too deeply to parse, it is read without its tree."""
    if _crowded(page):
        return _without_tree(page)
    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
        body = trafilatura.extract(page, favor_precision=True, include_comments=False, include_tables=False) or ""
    except (etree.LxmlError, ValueError, RecursionError):
        return _without_tree(page)
    facts = _linked(tree)
    title = _first(tree, _TITLES[:2]) or facts.get("headline") or _heading(tree) or _first(tree, _TITLES[3:])
    title = _SITE.sub("", title).strip() if title else None
    when = _first(tree, _DATES[:3]) or facts.get("datePublished") or _first(tree, _DATES[3:])
    found = _without_tree(page) if len(body) < _LEAST else Extracted(_composed(title, _byline(tree), body))
    publisher = _first(tree, _PUBLISHERS) or facts.get("publisher")
    return found and found._replace(title=title, published=when, publisher=publisher, url=_address(tree))


def _crowded(page: str) -> bool:
    """Whether a tag has so many attributes that libxml2, which compares each with all before it, would take minutes."""
    tags = (part.partition(">")[0] for part in page.split("<") if len(part) > 2 * _MOST_ATTRIBUTES)
    return any(len(tag.split()) > _MOST_ATTRIBUTES for tag in tags)


def _composed(title: str | None, byline: str | None, body: str) -> str:
    """Headline and byline in front of the paragraphs, each once."""
    head = [line for line in (title, byline) if line]
    lines = body.split("\n")
    rest = [line for i, line in enumerate(lines) if i > _HEAD_LINES or line.strip() not in head]
    return "\n".join([*head, *rest])


def _without_tree(page: str) -> Extracted | None:
    text = html.unescape(_TAG.sub(" ", _BLOCK.sub("\n", _TAGS.sub(" ", page))))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept = "\n".join(line for line in lines if line)
    return Extracted(kept) if kept else None


def _first(tree: Any, paths: tuple[str, ...]) -> str | None:
    for path in paths:
        for value in tree.xpath(path):
            if words := " ".join(str(value).split()):
                return words
    return None


def _address(tree: Any) -> str | None:
    """The page's own address, where it gives a whole one of the web."""
    found = (_first(tree, (path,)) for path in _ADDRESSES)
    return next((url for url in found if url and url.lower().startswith(("http://", "https://"))), None)


def _heading(tree: Any) -> str | None:
    for heading in tree.xpath("//h1"):
        if words := " ".join("".join(heading.itertext()).split()):
            return words
    return None


def _byline(tree: Any) -> str | None:
    for node in tree.xpath(_BYLINES):
        words = " ".join("".join(node.itertext()).split()) if isinstance(node.tag, str) else ""
        if 2 < len(words) <= _LONGEST_BYLINE:
            return words
    return None


def _linked(tree: Any) -> dict[str, str]:
    """Headline, date of publication and publisher from JSON-LD, wherever in it they stand."""
    facts: dict[str, str] = {}
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            todo: list[Any] = [msgspec.json.decode(str(script))]
        except (msgspec.DecodeError, RecursionError):
            continue
        while todo:
            thing = todo.pop(0)
            if isinstance(thing, list):
                todo += thing
            elif isinstance(thing, dict):
                for key in ("headline", "datePublished"):
                    if isinstance(thing.get(key), str):
                        facts.setdefault(key, " ".join(thing[key].split()))
                publisher = thing.get("publisher")
                if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                    facts.setdefault("publisher", " ".join(publisher["name"].split()))
                todo += [v for v in thing.values() if isinstance(v, list | dict)]
    return facts
