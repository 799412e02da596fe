"""The page of reviews: what is unsure, decisions by single keys, and who decided what when."""

from __future__ import annotations

import re
from typing import Annotated, Any, get_args
from urllib.parse import quote, urlencode

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask

from marsad import flow
from marsad.errors import InputError
from marsad.model.reading import EventStatus
from marsad.views.access.pages import Fields
from marsad.views.access.visitor import Visitor, require
from marsad.views.doubts import KINDS
from marsad.views.labels import EVENTS
from marsad.views.web.page import Attempt, Router, attempt, desk_of, render
from marsad.views.web.words import Lang, words_of

router = Router()
PAGE, LOG = 20, 100
"""Doubts of a page, and decisions of the log."""
_FIELDS = ("type", "status", "date", "place", "actors", "recipients", "speaker", "force", "mode")


@router.get("/{lang}/review")
def review(request: Request, lang: Lang) -> Response:
    """What waits, likeliest first; `view=log` shows the decisions."""
    return _page(request, lang, None)


@router.post("/{lang}/review")
def decide(
    request: Request, lang: Lang, fields: Fields, visitor: Annotated[Visitor, Depends(require("reviewer"))]
) -> Response:
    """Takes a decision in the visitor's name, leads back to the queue, and weaves afterwards."""
    desk, value = desk_of(request), fields.get("value") or None
    if fields.get("field"):
        value = f"{fields['field']}={fields.get('value', '').strip()}"
    try:
        numbers = desk.review(
            fields.get("action", ""),
            fields.get("record", "").strip(),
            value,
            because=fields.get("because", ""),
            by=visitor.name,
        )
    except InputError as fault:
        return _page(request, lang, str(fault))
    back = {k: v for k, v in request.query_params.items() if k in ("kind", "view")}
    back |= {"done": str(numbers[-1]), "action": fields["action"]}
    return RedirectResponse(
        f"{quote(request.url.path)}?{urlencode(back)}",
        status_code=303,
        background=BackgroundTask(request.app.state.weaver.weave),
    )


def _page(request: Request, lang: Lang, fault: str | None) -> Response:
    desk, query, words = desk_of(request), request.query_params, words_of(lang)
    logged = query.get("view") == "log"
    found: Attempt = attempt(
        lambda: desk.decisions(limit=LOG) if logged else desk.queue(kind=query.get("kind") or None, limit=PAGE)
    )
    done = query.get("done", "")
    return render(
        request,
        "review.html.j2",
        status=400 if fault else found.status,
        found=found,
        fault=fault,
        logged=logged,
        kinds=KINDS,
        kind=query.get("kind", ""),
        done=int(done) if re.fullmatch(r"\d{1,18}", done, re.ASCII) else None,
        record=query.get("record", ""),
        actor=query.get("actor", ""),
        fields=_FIELDS,
        values=_values(words),
    )


def _values(words: Any) -> dict[str, list[tuple[str, str]]]:
    """The values that a field of an event or statement may be set to, where there is a list of them."""
    return {
        "type": [(code, words.label("event", code)) for code in EVENTS],
        "status": [(code, words.label("status", code)) for code in get_args(EventStatus)],
        "force": [(code, words.label("force", code)) for code in flow.forces()],
    }
