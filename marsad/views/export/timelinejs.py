"""TimelineJS (Knight Lab): one JSON object with a slide for each story or event, which TimelineJS shows as it stands.

TimelineJS puts headlines and texts into the page as HTML, so everything that comes from articles is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, BinaryIO

import msgspec

from marsad.ledger import Ledger
from marsad.ledger.articles import Stored, stored
from marsad.ledger.filters import Filter
from marsad.model.woven import Story
from marsad.views import queries
from marsad.views.export.dates import days
from marsad.views.export.material import Happening, Written, happenings, paged

KINDS = ("stories", "events")
LOSES = (
    "a slide has words only: no media, so that the page asks nothing of the sources' servers until a link is followed",
    "of a story the first ten articles are linked; scores, contexts, confidence and offsets stay in the ledger",
    "an event without a day of its own stands at the day of its first report, which its date says",
    "the unique id of a slide is that of the ledger",
)
_LINKS = 10


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes one timeline. Raises LedgerError."""
    out.write(b'{"scale":"human","events":[')
    rows = 0
    for rows, slide in enumerate(_slides(ledger, wanted, kind), 1):
        out.write((b",\n" if rows > 1 else b"\n") + msgspec.json.encode(slide))
    out.write(b"\n]}\n")
    return Written(rows)


def _slides(ledger: Ledger, wanted: Filter, kind: str) -> Iterator[dict[str, Any]]:
    if kind == "events":
        for happening in happenings(ledger, wanted, words=True):
            yield _event(happening)
        return
    for answer in paged(queries.stories, ledger, wanted):
        with ledger.reading() as connection:
            articles = stored(connection, {a for s in answer.rows for a in s.articles[:_LINKS]})
        names = {i: n.ar for i, n in answer.names.items()}
        for story in answer.rows:
            yield _story(story, [articles[a] for a in story.articles[:_LINKS] if a in articles], names)


def _event(happening: Happening) -> dict[str, Any]:
    event, on = happening.event, days(happening.event)
    parties = " ← ".join(
        "، ".join(p.name.ar for p in side) for side in (happening.actors, happening.recipients) if side
    )
    kind = " ".join(filter(None, (event.type, event.mode, "" if event.status == "happened" else f"({event.status})")))
    words = "".join(f"<p dir='rtl'>{escape(w)}</p>" for w in dict.fromkeys(t.words for t in happening.told) if w)
    slide = {
        "start_date": _date(on.first),
        "end_date": _date(on.last) if on.last != on.first else None,
        "display_date": f"≤ {on.first}" if on.precision == "told" else event.day,
        "text": {"headline": escape(f"{kind}: {parties}"), "text": words + _links(list(happening.articles.values()))},
        "group": event.type,
        "autolink": False,
        "unique_id": event.id,
    }
    return {key: value for key, value in slide.items() if value is not None}


def _story(story: Story, articles: list[Stored], names: dict[str, str]) -> dict[str, Any]:
    parties = "، ".join(names.get(p, p) for p in story.parties)
    count = f"المقالات: {len(story.articles)} · المصادر المستقلة: {len(story.origins)}"
    slide = {
        "start_date": _date(story.since),
        "end_date": _date(story.until) if story.until != story.since else None,
        "text": {
            "headline": escape(story.headline),
            "text": f"<p dir='rtl'>{escape(count)}</p><p dir='rtl'>{escape(parties)}</p>{_links(articles)}",
        },
        "autolink": False,
        "unique_id": story.id,
    }
    return {key: value for key, value in slide.items() if value is not None}


def _date(day: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=False))


def _links(articles: list[Stored]) -> str:
    """The articles by title; linked where they have an address of the web (an address may hold script)."""
    items = []
    for article in articles:
        title = escape(f"{article.title} ({article.publisher or article.source}, {article.day})")
        web = article.url and article.url.startswith(("http://", "https://"))
        items.append(
            f'<li><a href="{escape(article.url or "")}" rel="noopener">{title}</a></li>' if web else f"<li>{title}</li>"
        )
    return f"<ul dir='rtl'>{''.join(items)}</ul>" if items else ""
