"""What CSV and Parquet can hold: each kind of record with the question that lists it, as the flat rows of `marsad.views.columns`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.model.telling import Report, Said
from marsad.model.woven import Copy, Disagreement, Position, Quotation, SeriesRow, Shift, Story, WovenEvent
from marsad.views import measures, people, queries
from marsad.views.answers import ActorRow, Answer, ArticleRow, Gap, Refused
from marsad.views.columns import Value, columns, value
from marsad.views.export.material import Ask, paged


class Sheet(NamedTuple):
    """A kind of record, and the question that lists it: by the page (`ask`) where it may be long, else at once (`whole`)."""

    record: type[msgspec.Struct]
    ask: Ask[Any] | None
    whole: Callable[[Ledger, Filter], Answer[Any]] = measures.series


SHEETS: Mapping[str, Sheet] = {
    "events": Sheet(WovenEvent, queries.events),
    "reports": Sheet(Report, queries.reports),
    "statements": Sheet(Said, queries.statements),
    "quotations": Sheet(Quotation, queries.quotations),
    "stories": Sheet(Story, queries.stories),
    "copies": Sheet(Copy, queries.copies),
    "disagreements": Sheet(Disagreement, queries.disagreements),
    "shifts": Sheet(Shift, queries.shifts),
    "articles": Sheet(ArticleRow, queries.articles),
    "positions": Sheet(Position, None, measures.positions),
    "series": Sheet(SeriesRow, None, measures.series),
    "gaps": Sheet(Gap, None, measures.gaps),
    "actors": Sheet(ActorRow, None, people.actors),
    "refused": Sheet(Refused, None, lambda ledger, _: queries.refused(ledger)),
}
"""What CSV and Parquet can hold, by the name of the list that shows it on the screen."""


def sheets(ledger: Ledger, wanted: Filter, kind: str) -> Iterator[list[list[Value]]]:
    """The rows of a kind by the page, at least one page. Raises LedgerError."""
    sheet = SHEETS[kind]
    shown = columns(sheet.record)
    answers = paged(sheet.ask, ledger, wanted) if sheet.ask else iter((sheet.whole(ledger, wanted),))
    for answer in answers:
        yield [[value(row, column, answer.names) for column in shown] for row in answer.rows]
