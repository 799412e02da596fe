"""The page that says why a record says what it says, down to rule, article, characters and archived bytes."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import Request, Response

from marsad.errors import InputError
from marsad.ledger.docs import KINDS
from marsad.model.woven import Naming
from marsad.views.web.page import Router, asked, desk_of, render
from marsad.views.web.words import Lang
from marsad.views.why import Step

router = Router()
STEPS = 60
"""Steps that are shown unless all are asked for."""
_JUDGED = "judged "


@router.get("/{lang}/why/{id:path}")
def why(request: Request, lang: Lang, id: str) -> Response:  # noqa: A002 - the name in the address
    """What a record says in words, and the steps from it down to the bytes."""
    known_on = asked(request).get("known_on")
    try:
        found = desk_of(request).why(id, known_on=known_on)
    except InputError:
        return render(request, "why.html.j2", status=404, found=None, id=id)
    record: Any = msgspec.json.decode(found.record, type={**KINDS, "naming": Naming}.get(found.kind, dict[str, Any]))
    steps = found.steps if "all" in request.query_params else found.steps[:STEPS]
    return render(
        request,
        "why.html.j2",
        found=found,
        record=record,
        steps=[(step, judged(step)) for step in steps],
        known_on=known_on,
    )


def judged(step: Step) -> tuple[str, str] | None:
    """Of a judgement its verdict and the actor that it was compared with; None for any other step."""
    if not step.kind.startswith(_JUDGED):
        return None
    verdict, _, other = step.kind.removeprefix(_JUDGED).partition(" as ")
    return verdict, other
