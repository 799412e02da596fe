"""The first page: what the latest days brought."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from marsad.views.answers import Answer
from marsad.views.desk import Desk
from marsad.views.disputes import Dispute
from marsad.views.tally import Tally
from marsad.views.today import Today
from marsad.views.web.page import Router, asked, attempt, desk_of, render
from marsad.views.web.words import Lang

router = Router()
SHOWN = 12
"""Rows of each list."""


@router.get("/{lang}")
def today(request: Request, lang: Lang) -> Response:
    """Stories by their independent origins, changes of position, disagreements, gaps in coverage."""
    found = attempt(lambda: _ask(desk_of(request), asked(request)))
    now, tally, disputes = found.answer or (None, None, None)
    return render(
        request,
        "today.html.j2",
        status=found.status,
        found=found,
        now=now,
        tally=tally,
        disputes=disputes,
        only={k: request.query_params.get(k) for k in ("source", "party", "as_known_on")},
        choices={},
    )


def _ask(desk: Desk, filters: dict[str, Any]) -> tuple[Today, Tally | None, Answer[Dispute] | None]:
    now = desk.today(limit=SHOWN, **filters)
    if not (now.since and now.until):
        return now, None, None
    span = filters | {"since": now.since, "until": now.until}
    return now, desk.tally(**span), desk.disputes(limit=SHOWN, **span)
