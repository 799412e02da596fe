"""Stories: the list, and the page of one: its reports in time, who copied whom, who tells what, and where they disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple
from urllib.parse import quote

from fastapi import Request, Response

from marsad import flow
from marsad.errors import InputError
from marsad.views.brief.claims import figure
from marsad.views.compare import Comparison, Voice
from marsad.views.web.choices import choices
from marsad.views.web.lineage import lineage, shares
from marsad.views.web.page import Router, asked, attempt, desk_of, render
from marsad.views.web.words import Lang

router = Router()
PAGE, ROWS, ALL_ROWS, FEW, VOICES = 50, 40, 250, 5, 12
"""Rows of the list, of the grid at first and at most, of what one source tells alone at first; articles up to which all are told so."""
_ENDS = 4  # words of either end of a long stretch that name it


class Row(NamedTuple):
    """A line of the grid: what is told, and for each article whether it tells it."""

    id: str
    told: tuple[bool, ...]


class Grid(NamedTuple):
    """Who tells what: lines in the order of how many articles tell them; `total` counts those that are left out too."""

    rows: tuple[Row, ...]
    total: int
    shared: int


@router.get("/{lang}/stories")
def stories(request: Request, lang: Lang) -> Response:
    """What was reported, one line a happening."""
    desk, after = desk_of(request), request.query_params.get("after") or None
    found = attempt(lambda: desk.stories(limit=PAGE, after=after, **asked(request)))
    rows = found.answer.rows if found.answer else ()
    disputed = desk.disputed([s.id for s in rows], known_on=_known_on(request)) if rows else {}
    return render(
        request,
        "stories.html.j2",
        status=found.status,
        found=found,
        choices=choices(request, "stories"),
        disputed=disputed,
        places=_places(lang),
    )


@router.get("/{lang}/stories/{story}")
def story(request: Request, lang: Lang, story: str) -> Response:
    """One story."""
    desk, known_on = desk_of(request), _known_on(request)
    told = desk.compare(story, known_on=known_on)
    sides = attempt(lambda: chosen(told, request.query_params.get("left"), request.query_params.get("right")))
    pair = attempt(lambda: desk.pair(*sides.answer, known_on=known_on)) if sides.answer else sides
    return render(
        request,
        "story.html.j2",
        status=pair.status,
        answer=told,
        told={e.id: e for e in told.events} | {q.id: q for q in told.quotations},
        number_of={v.article.id: at for at, v in enumerate(told.voices, 1)},
        shares={v.article.id: shares(v) for v in told.voices},
        picture=lineage(told.voices, rtl=lang == "ar"),
        grid=grid(told, whole="all" in request.query_params),
        sides=sides.answer,
        pair=pair,
        disputes=desk.disputes(story=story, known_on=known_on),
        fragment=fragment,
        voice=request.query_params.get("voice"),
        few=FEW,
        open_voices=VOICES,
        figure=figure,
        places=_places(lang),
    )


def chosen(told: Comparison, left: str | None, right: str | None) -> tuple[str, str] | None:
    """The two articles to stand side by side; None where there is one alone.

    Those that are asked for come first, then a copy with its original, then the two that tell most in common, then the
    first two. Raises InputError for an article of another story.
    """
    ids = told.story.articles
    for id_ in filter(None, (left, right)):
        if id_ not in ids:
            raise InputError(f"{id_}: is no article of {told.story.id}; choose two of its own")
    if len(ids) < 2:
        return None
    copy = next((v.copies for v in told.voices if v.copies and v.copies.original in ids), None)
    usual = (*((copy.original, copy.copy) if copy else _nearest(told.voices)), *ids)
    one = left or next(i for i in usual if i != right)
    return one, right or next(i for i in usual if i != one)


def _nearest(voices: Sequence[Voice]) -> tuple[str, str]:
    """The two articles with the most events and quotations in common, the first two where nobody shares any."""
    told = [(v.article.id, {*v.events, *v.quotations}) for v in voices]
    (one, _), (other, _) = max(combinations(told, 2), key=lambda two: len(two[0][1] & two[1][1]))
    return one, other


def fragment(words: str) -> str:
    """Words as the text fragment of an address (WICG, "URL Fragment Text Directives"): a browser shows them marked; long ones by their ends."""
    parts = " ".join(words.split()).split(" ")
    ends = [parts] if len(parts) <= 2 * _ENDS else [parts[:_ENDS], parts[-_ENDS:]]
    return ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)


def grid(told: Comparison, *, whole: bool) -> Grid:
    """Who tells what: at first the lines that two articles or more tell, with `whole` the others too."""
    tellers: dict[str, set[int]] = {}
    for at, voice in enumerate(told.voices):
        for id_ in (*voice.events, *voice.quotations):
            tellers.setdefault(id_, set()).add(at)
    order = sorted(tellers, key=lambda i: -len(tellers[i]))
    shared = [i for i in order if len(tellers[i]) > 1]
    shown = order[:ALL_ROWS] if whole else shared[:ROWS]
    rows = tuple(Row(i, tuple(at in tellers[i] for at in range(len(told.voices)))) for i in shown)
    return Grid(rows, len(order), len(shared))


def _known_on(request: Request) -> str | None:
    return request.query_params.get("as_known_on") or None


@cache
def _places(lang: Lang) -> Mapping[str, str]:
    """What places are called in a language, by the names that stories keep, those of the knowledge base."""
    known = flow.knowledge().actors.values()
    return {a.name: a.name_ar if lang == "ar" else a.name for a in known if a.type in ("LOC", "GPE")}
