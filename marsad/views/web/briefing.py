"""The page of briefings: choose a span, an issue, a party; read; download."""

from __future__ import annotations

from fastapi import Request, Response

from marsad.views.brief import words as briefs
from marsad.views.brief.content import compose
from marsad.views.brief.formats import FORMATS
from marsad.views.web.choices import choices
from marsad.views.web.page import Router, asked, attempt, desk_of, render
from marsad.views.web.words import Lang, words_of

router = Router()
_TAKEN = ("since", "until", "issue", "actor", "known_on")


@router.get("/{lang}/briefing")
def briefing(request: Request, lang: Lang) -> Response:
    """A briefing in the language of the page, of the last days that have articles unless others are chosen."""
    desk = desk_of(request)
    found = attempt(lambda: compose(desk, lang=lang, **{k: v for k, v in asked(request).items() if k in _TAKEN}))
    return render(
        request,
        "briefing.html.j2",
        status=found.status,
        found=found,
        heading=list(briefs.heading(found.answer)) if found.answer else (),
        labels=words_of(lang).labels,
        formats=tuple(FORMATS),
        choices=choices(request, "briefing"),
    )
