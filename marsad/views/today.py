"""Today: what the ledger's latest days brought, in one answer."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from marsad.ledger import Ledger, codec, tables
from marsad.ledger.filters import Filter, own_conditions
from marsad.ledger.remembered import as_of, remembered
from marsad.model.woven import Disagreement, Shift, Story
from marsad.views import measures, queries
from marsad.views.answers import Answer, Gap

DAYS = 7
"""Days with articles that are looked at unless others are asked for."""
MOST = 20
"""Rows of each list unless another number is asked for."""


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """What happened from `since` to `until`; both are empty where the ledger has no article.

    `stories` have the most independent origins first (`origins` of each names them), `shifts` and `disagreements`, open
    ones alone, the newest first; `gaps` are days of the span without articles. Each total counts what is not shown too.
    """

    since: str
    until: str
    stories: Answer[Story]
    shifts: Answer[Shift]
    disagreements: Answer[Disagreement]
    gaps: Answer[Gap]


def today(ledger: Ledger, filter_: Filter, *, limit: int = MOST) -> Today:
    """The stories, changes of position, open disagreements and gaps of a filter's days, without these of the last seven that have articles.

    Raises LedgerError for a day that is none.
    """
    with ledger.reading() as connection:
        since, until = _span(connection, filter_)
        wanted = msgspec.structs.replace(filter_, since=since or None, until=until or None)
        key = (wanted, limit, as_of(connection, filter_.known_on))
        woven = remembered(connection, "today", key, lambda: _woven(connection, wanted, limit), keep=32)
    stories, shifts, disagreements = woven
    gaps = measures.gaps(ledger, wanted)
    gaps = msgspec.structs.replace(
        gaps, rows=tuple(sorted(gaps.rows, key=lambda g: (g.source is not None, -g.days)))[:limit]
    )
    return Today(since=since, until=until, stories=stories, shifts=shifts, disagreements=disagreements, gaps=gaps)


def _span(connection: Connection, filter_: Filter) -> tuple[str, str]:
    day = tables.article.c.day
    own = own_conditions(
        Filter(source=filter_.source, since=filter_.since, until=filter_.until, known_on=filter_.known_on)
    )
    latest = select(day).where(*own).distinct().order_by(day.desc())
    found = connection.scalars(latest.limit(1 if filter_.since else DAYS)).all()
    if not found:
        return filter_.since or "", filter_.until or ""
    return codec.day(filter_.since) if filter_.since else found[-1], codec.day(
        filter_.until
    ) if filter_.until else found[0]


def _woven(
    connection: Connection, wanted: Filter, limit: int
) -> tuple[Answer[Story], Answer[Shift], Answer[Disagreement]]:
    stories = queries.listed(connection, "story", Story, queries.of_stories(wanted))
    shifts = queries.listed(connection, "shift", Shift, wanted, limit=limit)
    disputes = queries.listed(connection, "disagreement", Disagreement, wanted)
    told = sorted(stories.rows, key=lambda s: (-len(s.origins), -len(s.articles)))
    still = [d for d in disputes.rows if d.status == "open"]
    return (
        _shown(stories, told, limit),
        shifts,
        _shown(disputes, still, limit),
    )


def _shown(answer: Answer[queries.T], rows: list[queries.T], limit: int) -> Answer[queries.T]:
    """The first of some rows of an answer, with the names in them."""
    shown = tuple(rows[:limit])
    names = {id_: answer.names[id_] for id_ in sorted(queries.mentioned(shown)) if id_ in answer.names}
    return Answer(rows=shown, total=len(rows), names=names)
