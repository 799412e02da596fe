"""What the selects of a form offer: issues of the dossier, types of a list, quad classes."""

from __future__ import annotations

from typing import get_args

from fastapi import Request

from marsad.model.woven import Quad
from marsad.views import asked
from marsad.views.web.page import desk_of, issue_names, lang_of
from marsad.views.web.words import words_of

Choices = dict[str, list[tuple[str, str]]]
_TABLES = {
    "events": "event",
    "reports": "event",
    "series": "event",
    "statements": "force",
    "copies": "kind",
    "disagreements": "matter",
}


def choices(request: Request, of: str) -> Choices:
    """For each field that is chosen from a list, its codes and what they are called, in the order of the words."""
    lang = lang_of(request)
    words, table = words_of(lang), _TABLES.get(of)
    found = {
        "issue": issue_names(desk_of(request).ledger.dossier, lang),
        "quad": [(q, words.label("quad", q)) for q in get_args(Quad)],
    }
    if table:
        found["type"] = sorted(((code, words.label(table, code)) for code in asked.types(of)), key=lambda pair: pair[1])
    return found
