"""What people ask of the pages of a ledger: addresses of every page in both languages, with filters that its records answer to."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, get_args
from urllib.parse import quote, urlencode

from sqlalchemy import func, select

from marsad import dossiers
from marsad.ledger import Ledger, tables
from marsad.ledger.stems import WORD, spaced
from marsad.model.woven import Quad
from marsad.views.desk import open_desk

_MOST = 400  # ids and names of a kind to draw from
_LANGUAGES = ("ar", "ar", "ar", "en")  # three of four read Arabic


class Matter(NamedTuple):
    """What addresses are made of: ids, names and days of one ledger."""

    stories: Sequence[str]
    articles: Sequence[str]
    records: Sequence[str]
    actors: Sequence[str]
    names: Sequence[str]
    cells: Sequence[tuple[str, str]]
    issues: Sequence[str]
    sources: Sequence[str]
    places: Sequence[str]
    types: Sequence[str]
    words: Sequence[str]
    days: Sequence[str]


class Page(NamedTuple):
    """A page as it is reported: its share of the visits, and how one of its addresses (without the language) is drawn."""

    share: int
    draw: Callable[[Matter, random.Random], str]


def matter(folder: Path) -> Matter:
    """What a ledger's pages can be asked for: of large kinds the latest and an even sample."""
    desk = open_desk(folder)
    n, a, w = tables.naming.c, tables.article.c, tables.woven.c
    with desk.ledger.reading() as connection:
        sources = connection.scalars(select(a.publisher).distinct().order_by(a.publisher)).all()
        days = connection.scalars(select(a.day).distinct().order_by(a.day)).all()
        places = connection.scalars(
            select(tables.link.c.target).where(tables.link.c.role == "place").group_by(tables.link.c.target)
            .order_by(func.count().desc()).limit(40)
        ).all()  # fmt: skip
        types = connection.scalars(select(w.type).where(w.kind == "event").distinct().order_by(w.type)).all()
        titles = connection.scalars(select(a.title).order_by(a.seq)).all()
        spellings = connection.scalars(select(n.actor).where(n.seq % 19 == 0).order_by(n.seq)).all()
    actors = [row.id for row in desk.actors(limit=_MOST).rows]
    named = desk.named([*actors, *_even(spellings)])
    found = Matter(
        stories=[*(s.id for s in desk.stories(limit=_MOST).rows if len(s.articles) > 1), *_ids(desk.ledger, "story")],
        articles=_articles(desk.ledger),
        records=[id_ for kind in ("event", "quotation", "statement", "copy", "shift") for id_ in _ids(desk.ledger, kind)],
        actors=actors,
        names=[name for known in named.values() for name in (known.ar, known.en) if name],
        cells=[(row.actor, row.issue) for row in desk.positions().rows[: _MOST * 5]],
        issues=[issue.id for issue in dossiers.issues(desk.ledger.dossier)],
        sources=[source for source in sources if source],
        places=places,
        types=types,
        words=[word for title in _even(titles) for word in WORD.findall(spaced(title)) if len(word) > 2],
        days=days,
    )  # fmt: skip
    desk.ledger.close()
    return found


def _ids(ledger: Ledger, kind: str) -> list[str]:
    w = tables.woven.c
    with ledger.reading() as connection:
        return _even(connection.scalars(select(w.id).where(w.kind == kind, w.ended.is_(None)).order_by(w.seq)).all())


def _articles(ledger: Ledger) -> list[str]:
    a = tables.article.c
    with ledger.reading() as connection:
        return _even(connection.scalars(select(a.id).order_by(a.seq)).all())


def _even(found: Sequence[str]) -> list[str]:
    """Some of a list, from all of its length."""
    return list(found[:: max(1, len(found) // _MOST)])


def _asked(m: Matter, draw: random.Random, fields: Sequence[str]) -> str:
    """A query: nothing in two of five visits, else one or two of the filters that a page has."""
    given = draw.sample(fields, min(len(fields), draw.choice((0, 0, 1, 1, 2))))
    query: dict[str, str] = {}
    for field in given:
        if field == "span":
            query |= _span(m, draw)
        elif field == "quad":
            query["quad"] = draw.choice(get_args(Quad))
        elif values := _values(m, field):
            query[field] = draw.choice(values)
    return f"?{urlencode(query)}" if query else ""


def _values(m: Matter, field: str) -> Sequence[str]:
    known: Mapping[str, Sequence[str]] = {
        "party": m.actors, "actor": m.actors, "issue": m.issues, "source": m.sources, "place": m.places, "type": m.types,
    }  # fmt: skip
    return known[field]


def _span(m: Matter, draw: random.Random) -> dict[str, str]:
    """A week to a year that holds articles."""
    first = date.fromisoformat(draw.choice(m.days))
    last = first + timedelta(days=draw.choice((7, 7, 30, 30, 90, 365)))
    return {"from": first.isoformat(), "to": last.isoformat()}


def _filtered(path: str, *fields: str) -> Callable[[Matter, random.Random], str]:
    return lambda m, draw: path + _asked(m, draw, fields)


def _of(path: str, field: str) -> Callable[[Matter, random.Random], str]:
    return lambda m, draw: path + quote(draw.choice(getattr(m, field)), safe="")


def _view(view: str) -> Callable[[Matter, random.Random], str]:
    def address(m: Matter, draw: random.Random) -> str:
        query = _asked(m, draw, ("party", "source", "place", "type", "quad", "span"))
        return f"/events{query}{'&' if query else '?'}view={view}"

    return address


def _cell(m: Matter, draw: random.Random) -> str:
    if not m.cells:
        return "/positions"
    actor, issue = draw.choice(m.cells)
    return f"/positions?{urlencode({'cell': f'{actor} {issue}'} | (_span(m, draw) if draw.random() < 0.3 else {}))}"


def _searched(path: str) -> Callable[[Matter, random.Random], str]:
    def address(m: Matter, draw: random.Random) -> str:
        words = draw.sample(m.words, draw.choice((1, 1, 2, 2, 3)))
        typed = draw.choice((" ".join(words), " ".join(words), draw.choice(m.names), f"{words[0][:4]}*"))
        narrowed = draw.choice(
            ({}, {}, {"source": draw.choice(m.sources)}, {"party": draw.choice(m.actors)}, _span(m, draw))
        )
        return f"{path}?{urlencode({'q': typed} | narrowed)}"

    return address


def _meant(m: Matter, draw: random.Random) -> str:
    return f"/actors?{urlencode({'name': draw.choice(m.names)})}"


_LIST = ("party", "issue", "source", "span")
PAGES: Mapping[str, Page] = {
    "today": Page(4, lambda m, draw: ""),
    "stories": Page(4, _filtered("/stories", *_LIST, "place")),
    "story": Page(6, _of("/stories/", "stories")),
    "positions": Page(2, _filtered("/positions", "actor", "issue", "span")),
    "positions, a cell": Page(3, _cell),
    "events": Page(3, _view("table")),
    "events, timeline": Page(2, _view("timeline")),
    "events, dyads": Page(2, _view("series")),
    "events, map": Page(2, _view("map")),
    "statements": Page(2, _filtered("/statements", *_LIST)),
    "articles": Page(1, _filtered("/articles", "source", "span")),
    "article": Page(5, _of("/articles/", "articles")),
    "actors": Page(2, _filtered("/actors", "span")),
    "actors, network": Page(2, lambda m, d: "/actors" + (_asked(m, d, ("issue", "span", "source")) or "?") + "&view=network"),
    "actor": Page(4, _of("/actors/", "actors")),
    "actor, by name": Page(1, _meant),
    "search": Page(6, _searched("/search")),
    "search, facets": Page(6, lambda m, d: _searched("/search")(m, d) + "&narrow=1"),
    "review": Page(2, lambda m, draw: f"/review?kind={draw.choice(('', 'actor', 'event', 'disagreement'))}"),
    "review, log": Page(1, lambda m, draw: "/review?view=log"),
    "briefing": Page(2, _filtered("/briefing", "span", "actor", "issue")),
    "why": Page(3, _of("/why/", "records")),
}  # fmt: skip
"""The pages of the site, each with its share."""

API: Mapping[str, Page] = {
    "API, events": Page(1, _filtered("/events", "party", "place", "type", "span")),
    "API, statements": Page(1, _filtered("/statements", *_LIST)),
    "API, stories": Page(1, _filtered("/stories", *_LIST)),
    "API, search": Page(1, _searched("/search")),
    "API, article": Page(1, _of("/articles/", "articles")),
    "API, series": Page(1, _filtered("/series", "party", "span")),
}
"""What programs ask of the HTTP API."""


def visit(m: Matter, draw: random.Random, name: str) -> str:
    """An address of a page."""
    if name in API:
        return "/api/v1" + API[name].draw(m, draw)
    return f"/{draw.choice(_LANGUAGES)}{PAGES[name].draw(m, draw)}"


def chosen(draw: random.Random) -> str:
    """The page that a visitor opens next."""
    pages = {**PAGES, **API}
    return draw.choices(list(pages), [page.share for page in pages.values()])[0]
