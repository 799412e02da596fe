"""The page of the search: articles by their words as one types, and by what they can be narrowed."""

from __future__ import annotations

from calendar import monthrange
from typing import Any, NamedTuple

from fastapi import Request, Response
from markupsafe import Markup

from marsad.ledger.facets import Facets
from marsad.ledger.search import Hit, Hits
from marsad.model.span import Span
from marsad.views.desk import Desk
from marsad.views.marks import plain
from marsad.views.web.page import Router, asked, attempt, desk_of, issue_names, lang_of, render
from marsad.views.web.words import Lang, words_of

router = Router()
PAGE = 20
"""Finds of a page."""
_FACETS = (
    ("source", "source"),
    ("month", "from"),
    ("type", "type"),
    ("issue", "issue"),
    ("actor", "party"),
    ("place", "place"),
)


class Choice(NamedTuple):
    """A value that a search can be narrowed by: what it is called, how many articles bear it, and the address that does or undoes it."""

    name: str
    articles: int
    change: dict[str, str]
    chosen: bool

    @property
    def undo(self) -> dict[str, None]:
        """What takes it back."""
        return dict.fromkeys(self.change)


@router.get("/{lang}/search")
def search(request: Request, lang: Lang) -> Response:
    """What the words find, newest or best first, with facets."""
    query = request.query_params.get("q", "").strip()
    desk = desk_of(request)
    found = attempt(lambda: _ask(desk, query, request)) if query else attempt(lambda: None)
    return render(
        request, "search.html.j2", status=found.status, found=found, query=query, highlighted=highlighted, title=title
    )


def _ask(desk: Desk, query: str, request: Request) -> dict[str, Any]:
    """The finds, and with `narrow` the facets, which cost more and come after: the finds shall not wait for them."""
    filters = asked(request)
    hits: Hits = desk.search(query, limit=PAGE, after=request.query_params.get("after") or None, **filters)
    facets = desk.facets(query, **filters) if "narrow" in request.query_params else None
    return {"hits": hits, "facets": facets, "choices": _choices(desk, facets, request) if facets else {}}


def _choices(desk: Desk, facets: Facets, request: Request) -> dict[str, list[Choice]]:
    """The values of each facet with what they are called; one that is chosen already leads back."""
    lang = lang_of(request)
    words = words_of(lang)
    names = desk.named({v.value for v in (*facets.actor, *facets.place)})
    issues = dict(issue_names(desk.ledger.dossier, lang))

    def called(facet: str, value: str) -> str:
        if facet in ("actor", "place"):
            known = names.get(value)
            return (known.en or known.ar if lang == "en" else known.ar) if known else value
        if facet == "type":
            return words.label("event", value)
        return issues.get(value, value) if facet == "issue" else words.day(value) if facet == "month" else value

    return {
        facet: [
            Choice(
                called(facet, v.value),
                v.articles,
                _month(v.value) if facet == "month" else {field: v.value},
                bool(request.query_params.get(field)),
            )
            for v in getattr(facets, facet)
        ]
        for facet, field in _FACETS
    }


def _month(value: str) -> dict[str, str]:
    year, month = int(value[:4]), int(value[5:7])
    return {"from": f"{value}-01", "to": f"{value}-{monthrange(year, month)[1]:02}"}


def highlighted(text: str, span: Span, marks: tuple[Span, ...]) -> Markup:
    """A stretch of an article with the words that were found in it marked."""
    out, at = Markup(""), span.start
    for mark in marks:
        out += plain(text[at - span.start : mark.start - span.start])
        out += Markup("<mark>{}</mark>").format(plain(text[mark.start - span.start : mark.end - span.start]))
        at = mark.end
    return out + plain(text[at - span.start :])


def title(hit: Hit) -> Markup:
    """The title of a find with its marks."""
    return highlighted(hit.title, hit.title_span, hit.title_marks) if hit.title_span else plain(hit.title)
