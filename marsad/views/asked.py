"""What can be asked for: the words that each filter knows, and an error that names them for any other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, get_args

from sqlalchemy import select

from marsad import dossiers, flow
from marsad.errors import InputError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.woven import live
from marsad.model.woven import CopyKind, Matter, Quad
from marsad.views.labels import EVENTS

_NEAR = 12  # names that an error offers
FIRST, LAST = "0002-01-01", "9998-12-31"
"""The days that can be asked for: a day before and after each of them is a date too."""
_LINKED = {
    "events": (),
    "reports": (),
    "statements": ("place", "quad"),
    "quotations": ("recipient", "place", "quad", "story"),
    "stories": ("recipient", "issue", "quad", "story"),
    "copies": ("actor", "recipient", "party", "issue", "place", "quad", "story"),
    "disagreements": ("recipient", "issue", "place", "quad"),
    "shifts": ("recipient", "place", "quad", "story", "source"),
}


def deaf(of: str, filters: Collection[str]) -> list[str]:
    """The filters among those given that no record of a list can answer to."""
    return [name for name in _LINKED.get(of, ()) if name in filters]


def types(of: str) -> tuple[str, ...]:
    """What `type` may be in a list; none where its records have no type."""
    match of:
        case "events" | "reports" | "series":
            return tuple(EVENTS)
        case "statements":
            return flow.forces()
        case "copies":
            return get_args(CopyKind)
        case "disagreements":
            return get_args(Matter)
        case "shifts":
            return ("+-", "-+")
        case "quotations" | "stories":
            return ()
        case _:
            return (*EVENTS, *flow.forces())


def check(ledger: Ledger, of: str, filters: Mapping[str, Any]) -> dict[str, str]:
    """The filter's days as ISO dates. Raises InputError for a word that is none, LedgerError for a day that is none."""
    given = {name: value for name, value in filters.items() if value}
    if "type" in given and given["type"] not in types(of):
        if not types(of):
            raise InputError(f"type {given['type']!r}: {of} have no type; leave it out")
        raise InputError(f"type {given['type']!r}: is none; there are: {', '.join(types(of))}")
    if "quad" in given and given["quad"] not in get_args(Quad):
        raise InputError(f"quad class {given['quad']!r}: is none; there are: {', '.join(get_args(Quad))}")
    if "issue" in given:
        known = [issue.id for issue in dossiers.issues(ledger.dossier)]
        if given["issue"] not in known:
            raise InputError(
                f"issue {given['issue']!r}: is none of this ledger's dossier; there are: {', '.join(known)}"
            )
    if "source" in given:
        _published(ledger, given["source"])
    if "story" in given:
        _told(ledger, given["story"], given.get("known_on"))
    days: dict[str, str] = {name: codec.day(given[name]) for name in ("since", "until") if name in given}
    for value in days.values():
        if not FIRST <= value <= LAST:
            raise InputError(f"day {value}: is too far away; give one from {FIRST} to {LAST}")
    if days.get("since", "") > days.get("until", "9999-99-99"):
        raise InputError(f"from {days['since']} to {days['until']}: the first day is after the last; turn them round")
    return days


def _published(ledger: Ledger, source: str) -> None:
    a = tables.article.c
    with ledger.reading() as connection:
        if connection.scalar(select(a.seq).where(a.publisher == source).limit(1)) is not None:
            return
        names = list(
            connection.scalars(select(a.publisher).where(a.publisher.is_not(None)).distinct().order_by(a.publisher))
        )
    near = [name for name in names if source.casefold() in name.casefold()] or names
    more = f" and {len(near) - _NEAR} more" if len(near) > _NEAR else ""
    there = f"there are: {'، '.join(near[:_NEAR])}{more}" if near else "no article here names its publisher"
    raise InputError(f"source {source!r}: published nothing in this ledger; {there}")


def _told(ledger: Ledger, story: str, known_on: str | None) -> None:
    w = tables.woven.c
    with ledger.reading() as connection:
        wanted = select(w.seq).where(w.id == story, w.kind == "story", live(tables.woven, codec.known_by(known_on)))
        if connection.scalar(wanted.limit(1)) is None:
            raise InputError(f"story {story!r}: there is none of this id; see: marsad stories")
