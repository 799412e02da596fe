"""The one filter that all questions share, and its conditions on articles; `standing` answers it for derived records."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, exists, select

from marsad.ledger import codec, tables
from marsad.ledger.woven import live
from marsad.model.woven import Quad

_ACTING = ("actor", "speaker")
_RECEIVING = ("recipient", "addressee")
ROLES: dict[str, tuple[str, ...]] = {
    "actor": _ACTING,
    "recipient": _RECEIVING,
    "party": (*_ACTING, *_RECEIVING),
    "issue": ("issue",),
    "place": ("place",),
    "story": ("story",),
    "event": ("event",),
    "article": ("article",),
    "about": ("about",),
}
"""By which links a record answers to a field of the filter."""
TOLD = ("statement", "report")
"""The kinds of records whose types, issues and places an article bears."""
QUADS: dict[Quad, tuple[str, ...]] = {
    "verbal_cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material_cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal_conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material_conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""PLOVER's types of events by quad class."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; None asks for nothing in particular.

    `actor` does or says, `recipient` is whom it is done or said to, `party` either; ids of the ledger. `type` is the
    event's PLOVER type, the statement's force, the copy's kind or the disagreement's matter. `source` is a publisher.
    Days are ISO dates, both included; `known_on` asks for what the ledger said at the end of that day.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    issue: str | None = None
    type: str | None = None
    quad: Quad | None = None
    place: str | None = None
    source: str | None = None
    story: str | None = None
    event: str | None = None
    article: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    known_on: str | None = None


class Bearers(NamedTuple):
    """The articles that bear one thing asked for: their ids as a query, and the question whether the one at hand is one.

    Both say the same; which is quicker depends on how many rows the ids are gathered from, which are `rows`.
    """

    ids: Select[str]
    borne: ColumnElement[bool]
    rows: Select[Any]


def article_conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions on rows of `article`: what it bears itself, and for each of `bearers` that it is one. Raises LedgerError."""
    return [*own_conditions(wanted), *(which.borne for which in bearers(wanted))]


def own_conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """Those that an article's own row decides: publisher, days, and that its page said this last. Raises LedgerError."""
    a, c = tables.article.c, tables.capture.c
    at = codec.known_by(wanted.known_on)
    last = (
        select(c.article)
        .where(c.thread == a.thread)
        .order_by(c.captured.desc(), c.seq.desc())
        .limit(1)
        .correlate(tables.article)
    )
    found: list[ColumnElement[bool]] = []
    if wanted.article:
        found.append(a.id == wanted.article)
    if wanted.source:
        found.append(a.publisher == wanted.source)
    if wanted.since:
        found.append(a.day >= codec.day(wanted.since))
    if wanted.until:
        found.append(a.day <= codec.day(wanted.until))
    found.append(a.id == (last.where(c.recorded <= at) if at else last).scalar_subquery())
    return found


def bearers(wanted: Filter) -> list[Bearers]:
    """For each thing asked for that is derived, the articles that bear it.

    An actor is borne by the articles that name him, a story and an event by theirs, issue, place and type by those with
    a statement or report of it.
    """
    n, w, li = tables.naming.c, tables.woven.c, tables.link.c
    at = codec.known_by(wanted.known_on)
    holds = live(tables.woven, at)
    found = [
        _bearers(select(n.article).where(n.actor == actor, live(tables.naming, at)))
        for actor in (wanted.actor, wanted.recipient, wanted.party)
        if actor
    ]
    of_record = select(li.target).join(tables.woven, w.seq == li.woven).where(li.role == "article", holds)
    for kind, id_ in (("story", wanted.story), ("event", wanted.event)):
        if id_:
            found.append(_bearers(of_record.where(w.kind == kind, w.id == id_)))
    told = w.kind.in_(TOLD), w.confidence >= wanted.min_confidence
    for types in ((wanted.type,) if wanted.type else (), QUADS[wanted.quad] if wanted.quad else ()):
        if types:
            of_type = (*told, w.type.in_(types))
            found.append(_bearers(of_record.where(*of_type), select(w.seq).where(*of_type, holds)))
    for role, target in (("issue", wanted.issue), ("place", wanted.place)):
        if target:
            found.append(_marked(of_record.where(*told), role, target))
    return found


def _bearers(ids: Select[str], rows: Select[Any] | None = None) -> Bearers:
    (id_,) = ids.selected_columns
    return Bearers(ids, _one_of(ids.where(id_ == tables.article.c.id)), ids if rows is None else rows)


def _one_of(its: Select[str]) -> ColumnElement[bool]:
    """That the article at hand has any; not EXISTS, which PostgreSQL turns into a join over all articles."""
    return its.correlate(tables.article).limit(1).scalar_subquery().is_not(None)


def _marked(told: Select[str], role: str, target: str) -> Bearers:
    """The articles with a record that is linked so; from an article, the link is looked for before the record is fetched."""
    (id_,) = told.selected_columns
    marks = tables.link.alias("mark")
    is_mark = marks.c.target == target, marks.c.role == role
    ids = told.join(marks, marks.c.woven == tables.woven.c.seq).where(*is_mark)
    has_mark = exists().where(marks.c.woven == tables.link.c.woven, *is_mark)
    return Bearers(
        ids, _one_of(told.where(id_ == tables.article.c.id, has_mark)), select(marks.c.woven).where(*is_mark)
    )
