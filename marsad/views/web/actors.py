"""Actors: the list, the network of who acts on whom, and the page of one with all that the ledger has of him."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, get_args
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import InputError
from marsad.model.woven import Quad
from marsad.views.answers import OfficeRow
from marsad.views.desk import Desk
from marsad.views.names import UNNAMED
from marsad.views.web.choices import choices
from marsad.views.web.page import Router, asked, attempt, desk_of, render
from marsad.views.web.words import Lang

router = Router()
View = Literal["list", "network"]
ROWS, EDGES = (100, 500, 2_000), (60, 120, 250)
"""Rows of the list and edges of the network at first, and on asking for more."""
_SPAN = ("since", "until", "source", "known_on")


class Held(NamedTuple):
    """An office with its bar along the years of all of them: where it begins and how long it is, in hundredths of the whole."""

    row: OfficeRow
    start: float
    length: float


class Career(NamedTuple):
    """Offices in the order in which they were taken up, between two years; those without any day have no bar."""

    held: Sequence[Held]
    since: int
    until: int


@router.get("/{lang}/actors")
def actors(request: Request, lang: Lang) -> Response:
    """Who is named, and who acts on whom; `name` leads to the actor that it means, `near` to all that it may mean."""
    if name := request.query_params.get("name", "").strip():
        return _called(request, lang, name)
    if name := request.query_params.get("near", "").strip():
        return _unsure(request, name, known_on=asked(request).get("known_on"), status=200)
    desk, query = desk_of(request), request.query_params
    view: View = "network" if query.get("view") == "network" else "list"
    steps = EDGES if view == "network" else ROWS
    shown = next((n for n in steps if query.get("rows") == str(n)), steps[0])
    found = attempt(lambda: _ask(desk, view, shown, request))
    return render(
        request,
        "actors.html.j2",
        status=found.status,
        found=found,
        view=view,
        views=get_args(View),
        quads=get_args(Quad),
        more=next((n for n in steps if n > shown), None),
        meant=None,
        choices=choices(request, "actors"),
    )


def _ask(desk: Desk, view: View, shown: int, request: Request) -> dict[str, Any]:
    filters = asked(request)
    if view == "list":
        return {"actors": desk.actors(limit=shown, **filters)}
    tally = desk.tally(**{field: value for field, value in filters.items() if field in _SPAN})
    return {"network": desk.network(limit=shown, **filters), "tally": tally}


def _called(request: Request, lang: Lang, name: str) -> Response:
    """Leads to the one whom a name means; else a page of those that it may mean."""
    known_on = attempt(lambda: asked(request).get("known_on"))
    found = known_on if known_on.fault else attempt(lambda: desk_of(request).find(name, known_on=known_on.answer))
    if found.fault:
        return _unsure(request, name, known_on=known_on.answer, status=found.status)
    return _lead(lang, found.answer, name, known_on.answer)


def _lead(lang: Lang, id_: str, name: str, known_on: str | None) -> Response:
    """To the page of an actor, which says by what name he was found."""
    query = urlencode({k: v for k, v in (("for", name), ("as_known_on", known_on)) if v})
    return RedirectResponse(f"/{lang}/actors/{quote(id_, safe='')}?{query}", 303)


def _unsure(request: Request, name: str, *, known_on: str | None, status: int) -> Response:
    return render(
        request,
        "actors.html.j2",
        status=status,
        found=None,
        view="list",
        views=get_args(View),
        meant=desk_of(request).candidates(name, known_on=known_on),
        name=name,
    )


@router.get("/{lang}/actors/{id:path}")
def actor(request: Request, lang: Lang, id: str) -> Response:  # noqa: A002 - the name in the address
    """Who an actor is, what he said and did, where he stands, and with whom he deals."""
    known_on = asked(request).get("known_on")
    if id.startswith(UNNAMED):  # one article's words for somebody: the reasons show them in their place
        return RedirectResponse(f"/{lang}/why/{quote(id, safe='')}", 303)
    try:
        found = desk_of(request).profile(id, known_on=known_on)
    except InputError:
        return _unsure(request, id, known_on=known_on, status=404)
    if found.card.id != id:
        return _lead(lang, found.card.id, id, known_on)
    return render(
        request,
        "actor.html.j2",
        found=found,
        named={of.period: of for of in found.named},
        career=career(found.card.offices, found.card.last),
        quads=get_args(Quad),
    )


def career(offices: Sequence[OfficeRow], last: str) -> Career | None:
    """Offices along time; one without an end reaches to `last`, the last day on which the ledger has him. None without any dated one."""
    dated = [office for office in offices if office.since or office.until]
    if not dated:
        return None
    days = [*filter(None, (day for office in dated for day in (office.since, office.until))), *([last] if last else [])]
    since, until = int(min(days)[:4]), int(max(days)[:4]) + 1
    whole = until - since
    held = []
    for office in sorted(offices, key=lambda o: (o.since or "", o.until or "9")):
        begin = _year(office.since) if office.since else float(since)
        end = _year(office.until, last=True) if office.until else float(until)
        length = max(end - begin, 0.1) if office in dated else 0.0
        held.append(Held(office, round(100 * (begin - since) / whole, 2), round(100 * length / whole, 2)))
    return Career(held, since, until)


def _year(day: str, *, last: bool = False) -> float:
    """A day, month or year (ISO) as a year with its fraction: its first moment, or its `last`."""
    given = [int(part) for part in day.split("-")]
    if last and len(given) < 3:
        given[-1] += 1  # a year or month ends where the next one begins
    year, month, of_month = (*given, 1, 1)[:3]
    return year + (month - 1) / 12 + (of_month - 1) / 365
