"""The page of events: a table, a timeline, dyads with their scores, and a map, all of the same filtered events."""

from __future__ import annotations

from typing import Any, Literal, get_args

from fastapi import Request, Response

from marsad import flow
from marsad.model.woven import Quad
from marsad.views.desk import Desk
from marsad.views.web.choices import choices
from marsad.views.web.page import Router, asked, attempt, desk_of, render
from marsad.views.web.words import Lang, words_of

router = Router()
PAGE, DYADS, DRAWN = 50, 200, 6
"""Rows of the table, rows of the series, and dyads that its chart shows."""
View = Literal["table", "timeline", "series", "map"]
_EVERY = get_args(flow.Every)


@router.get("/{lang}/events")
def events(request: Request, lang: Lang) -> Response:
    """What happened: who did what to whom."""
    wanted = request.query_params.get("view", "table")
    view: View = wanted if wanted in get_args(View) else "table"  # type: ignore[assignment]
    every = request.query_params.get("every")
    desk, words = desk_of(request), words_of(lang)
    found = attempt(lambda: _ask(desk, view, every if every in _EVERY else None, request))
    charted = view != "table" and not found.fault
    return render(
        request,
        "events.html.j2",
        status=found.status,
        found=found,
        view=view,
        views=get_args(View),
        quads=get_args(Quad),
        drawn=DRAWN,
        tally=attempt(lambda: desk.tally(**asked(request))).answer if charted else None,
        choices=choices(request, "events") | {"every": [(e, words(f"events.{e}")) for e in _EVERY]},
    )


def _ask(desk: Desk, view: View, every: Any, request: Request) -> object:
    filters = asked(request)
    match view:
        case "timeline":
            return desk.tally(every=every, **filters)
        case "series":
            return desk.series(every=every or "month", limit=DYADS, **filters)
        case "map":
            return desk.places(**filters)
        case _:
            return desk.events(limit=PAGE, after=request.query_params.get("after") or None, **filters)
