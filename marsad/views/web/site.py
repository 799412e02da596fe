"""All pages of the site as one router, its files, and what it says of faults."""

from __future__ import annotations

import os
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from marsad.views.web import actors, articles, briefing, events, lists, positions, review, search, stories, today, why
from marsad.views.web.page import render

_DAY = 86_400


def pages() -> APIRouter:
    """The router of all pages."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/", _root, methods=["GET"])
    for part in (actors, articles, briefing, events, lists, positions, review, search, stories, today, why):
        router.include_router(part.router)
    return router


def _root(request: Request) -> Response:
    """The language that the browser asks for first."""
    wanted = request.headers.get("accept-language", "ar").strip().lower()
    return RedirectResponse("/en" if wanted.startswith("en") else "/ar", status_code=307)


class Static(StaticFiles):
    """The files of the pages, below `vendor` those of others. Addresses carry the version, so that browsers may keep them a day."""

    def __init__(self) -> None:
        super().__init__(directory=Path(__file__).parent)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where a file lies: below `static`, or below `vendor` beside it; an address that leads out of both has none."""
        if path.split(os.sep, 1)[0] == os.pardir:
            return "", None
        within = path if path.startswith(f"vendor{os.sep}") else os.path.join("static", path)
        return super().lookup_path(within)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = f"public, max-age={_DAY}"
        return response


def fault(request: Request, message: str, status: int) -> Response:
    """A page that says what went wrong."""
    return render(request, "error.html.j2", status=status, message=message)
