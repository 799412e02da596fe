"""From record to article: decode, extract, lines, identify. `article` is the only way in."""

from __future__ import annotations

import hashlib
import html
import re

from marsad.ingest.credits import credited
from marsad.ingest.decode import decode
from marsad.ingest.extract import extract
from marsad.ingest.language import language
from marsad.ingest.lines import Page, read
from marsad.ingest.published import published
from marsad.lang.ar.fold import fold
from marsad.model.article import Article
from marsad.model.record import Record, Refusal

__all__ = ["LONGEST", "article"]

_WORDS = re.compile(r"\w+")
LONGEST = 2_000_000
"""Characters of a text that is read as one article: a book is no article, and would take gigabytes."""


def article(record: Record) -> Article | Refusal:
    """The article a record holds, or why it holds none; never raises on what a record contains."""
    text = decode(record)
    if isinstance(text, Refusal):
        return text
    when, publisher, url = record.published, record.publisher, record.url
    title = html.unescape(record.title) if record.title else None  # rows made of pages keep their &quot;
    if record.media == "text/html":
        page = extract(text)
        if page is None:
            return _refuse(
                record, "html", "holds no article that could be told from its menus; give the page of one article"
            )
        text, title, when = page.text, title or page.title, when or page.published
        publisher, url = publisher or page.publisher, url or page.url
    elif (
        title and title.strip() and title.strip() not in text
    ):  # a row that keeps its headline apart: it is part of the article
        text = f"{title.strip()}\n{text}"
    if len(text) > LONGEST:
        return _refuse(record, "too_long", f"is longer than {LONGEST:,} characters; split it into articles")
    found = language(text)
    if found != "ar":
        return _refuse(record, "language", f"is not Arabic ({found}); Marsad reads Arabic")
    page_lines = read(text, title=title, url=url)
    return Article(
        id=_id(text, page_lines),
        source=record.source,
        text=text,
        language=found,
        given_id=record.given_id,
        title=page_lines.title,
        body=page_lines.body,
        lines=page_lines.lines,
        published=published(text, page_lines.lines, when),
        credits=credited(text, page_lines.lines),
        publisher=publisher,
        url=url,
        more=record.more,
    )


def _id(text: str, page: Page) -> str:
    """The first 16 hex digits of the SHA-256 of the folded title and body: equal articles have equal ids."""
    spans = (page.title, *page.body) if page.title else page.body
    words = " ".join(_WORDS.findall(fold(" ".join([span.of(text) for span in spans]))))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _refuse(record: Record, code: str, why: str) -> Refusal:
    return Refusal(source=record.source, code=code, reason=f"{record.source}: {why}.", given_id=record.given_id)
