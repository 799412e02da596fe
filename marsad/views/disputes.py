"""Disagreements with both tellings in their words, and what is known of the sources on either side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import func, select

from marsad import dossiers
from marsad.dossiers import Source
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored, read_of, stored
from marsad.ledger.filters import Filter
from marsad.ledger.woven import live, parts
from marsad.model.woven import Disagreement
from marsad.model.woven import Side as Told
from marsad.views import queries
from marsad.views.answers import Answer, Passage
from marsad.views.passages import passage


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher on one side of a disagreement; `card` is None where the dossier has none."""

    name: str
    card: Source | None


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One side: its words in their article, and the publishers that tell it so."""

    article: Stored
    passage: Passage
    outlets: tuple[Outlet, ...]


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A disagreement with both of its tellings."""

    disagreement: Disagreement
    left: Telling
    right: Telling


class _Read(msgspec.Struct):
    """As much of a reading as its passages are cut from."""

    text: str


def disputes(ledger: Ledger, filter_: Filter, *, limit: int | None = None, after: str | None = None) -> Answer[Dispute]:
    """Disagreements with their tellings, newest first. Raises DataError for a dossier whose source cards do not hold."""
    found = queries.disagreements(ledger, filter_, limit=limit, after=after)
    cards = _cards(ledger.dossier)
    wanted = sorted({side.article for d in found.rows for side in (d.left, d.right)})
    with ledger.reading() as connection:
        articles = stored(connection, wanted)
        texts = {id_: read.text for id_, read in read_of(connection, wanted, _Read)}

    def telling(side: Told) -> Telling:
        article = articles[side.article]
        told_by = side.publishers or ((article.publisher,) if article.publisher else ())
        return Telling(
            article=article,
            passage=passage(article.id, texts[article.id], side.evidence),
            outlets=tuple(Outlet(name=name, card=cards.get(name)) for name in told_by),
        )

    rows = tuple(Dispute(disagreement=d, left=telling(d.left), right=telling(d.right)) for d in found.rows)
    return Answer(rows=rows, total=found.total, names=found.names, more=found.more)


def disputed(ledger: Ledger, stories: Iterable[str], *, known_on: str | None = None) -> Mapping[str, int]:
    """How many disagreements each of some stories holds; those without any are left out."""
    w, li = tables.woven.c, tables.link.c
    found: dict[str, int] = {}
    with ledger.reading() as connection:
        for part in parts(stories):
            wanted = (
                select(li.target, func.count().label("held"))
                .join(tables.woven, w.seq == li.woven)
                .where(li.role == "story", li.target.in_(part), w.kind == "disagreement")
                .where(live(tables.woven, codec.known_by(known_on)))
                .group_by(li.target)
            )
            found.update((row.target, row.held) for row in connection.execute(wanted))
    return found


def _cards(dossier: str) -> dict[str, Source]:
    """The source cards by every name and domain of the publisher."""
    return {
        name: card
        for card in dossiers.sources(dossier)
        for name in filter(None, (card.name_ar, card.name, *card.names, card.domain))
    }
