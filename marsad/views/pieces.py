"""The words that positions rest on: statements, and of each event the first report."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from marsad.ledger import Ledger, codec
from marsad.ledger.articles import Stored, read_of, stored
from marsad.model.span import Span
from marsad.model.telling import Report, Said
from marsad.model.woven import WovenEvent
from marsad.views.answers import Passage
from marsad.views.passages import passage
from marsad.views.queries import of_ids


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of evidence (`id`, a statement or event): the statement or report that tells it, its article, its words there."""

    id: str
    record: str
    article: Stored
    passage: Passage


class _Text(msgspec.Struct, gc=False):
    text: str


def pieces(ledger: Ledger, ids: Iterable[str], *, known_on: str | None = None) -> list[Piece]:
    """Pieces of evidence in the order of their ids; what no longer holds is left out. Raises LedgerError for a day that is none."""
    at = codec.known_by(known_on)
    with ledger.reading() as connection:
        wanted = list(ids)
        found = of_ids(connection, wanted, at)
        events = {id_: one.reports for id_, one in found.items() if isinstance(one, WovenEvent)}
        found |= of_ids(connection, (report for reports in events.values() for report in reports), at)
        told = []
        for id_ in wanted:
            first = next((i for i in events.get(id_, (id_,)) if isinstance(found.get(i), Report | Said)), None)
            if first and isinstance(one := found[first], Report | Said):
                told.append((id_, one))
        articles = stored(connection, {one.article for _, one in told})
        texts = dict(read_of(connection, articles, _Text))
    return [
        Piece(id=id_, record=one.id, article=articles[one.article],
              passage=passage(one.article, texts[one.article].text, _span(one)))
        for id_, one in told
    ]  # fmt: skip


def _span(one: Report | Said) -> Span:
    return one.event.evidence if isinstance(one, Report) else Span(one.statement.start, one.statement.end)
