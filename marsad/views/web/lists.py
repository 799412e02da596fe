"""Pages that are one list: statements and articles."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from marsad.views.web.choices import choices
from marsad.views.web.page import Router, asked, attempt, desk_of, render
from marsad.views.web.words import Lang

router = Router()
PAGE = 50
"""Rows of a page."""


@router.get("/{lang}/statements")
def statements(request: Request, lang: Lang) -> Response:
    """Who said what: each statement as one article tells it."""
    desk, after = desk_of(request), request.query_params.get("after") or None
    found = attempt(lambda: desk.statements(limit=PAGE, after=after, **asked(request)))
    return _list(request, "statements.html.j2", found, "statements")


@router.get("/{lang}/articles")
def articles(request: Request, lang: Lang) -> Response:
    """The articles of the ledger, newest first."""
    desk, after = desk_of(request), request.query_params.get("after") or None
    found = attempt(lambda: desk.articles(limit=PAGE, after=after, **asked(request)))
    return _list(request, "articles.html.j2", found, "articles")


def _list(request: Request, template: str, found: Any, of: str) -> Response:
    return render(request, template, status=found.status, found=found, choices=choices(request, of))
