"""Which parameter was it? The desk refuses a question as a whole; the API names the parameter at fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.errors import MarsadError
from marsad.views.desk import Desk
from marsad.views.http.params import FILTERS

BY_FIELD = {p.field: p.name for p in FILTERS}
"""The names of the filters in addresses, by the desk's keyword."""


def at_fault(desk: Desk, of: str, asked: Mapping[str, Any], after: str | None = None) -> str | None:
    """The parameter that the list `of` refuses by itself, else the one left over; None where it is none of these."""
    known = {"known_on": asked["known_on"]} if "known_on" in asked else {}
    for field in (f for f in BY_FIELD if f in asked):
        try:
            desk.filter(of, **{field: asked[field]} | known)
        except MarsadError:
            return BY_FIELD[field]
    if asked.get("since", "") > asked.get("until", "9999-99-99"):
        return BY_FIELD["since"]
    return "after" if after else None
