"""One article as it was read: its text, all that was found in it, who its actors are in the ledger, and what it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import select

from marsad.errors import InputError
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored, readings, stored
from marsad.ledger.woven import decoded, linked, live
from marsad.model import Reading
from marsad.model.woven import Copy, Disagreement, Story
from marsad.views.answers import Name
from marsad.views.names import names_of

_ABOVE = ("story", "copy", "disagreement")


class ReadArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article and what it says: every span of `reading` counts in its `text`.

    `actors` leads from the reading's ids to the ledger's, whose names are in `names`. Statements and
    events are the ledger's `ID.s0`, `ID.s1`, ... and `ID.e0`, `ID.e1`, ... in the order of the reading. `titles` has those of the articles in `copies`.
    """

    article: Stored
    reading: Reading
    actors: Mapping[str, str]
    names: Mapping[str, Name]
    stories: tuple[Story, ...] = ()
    copies: tuple[Copy, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    titles: Mapping[str, str] = {}


def read_article(ledger: Ledger, id_: str, *, known_on: str | None = None) -> ReadArticle:
    """An article by its id, of any version. Raises InputError for an unknown one, LedgerError for a day that is none."""
    n, at = tables.naming.c, codec.known_by(known_on)
    with ledger.reading() as connection:
        if not stored(connection, [id_]):
            raise InputError(f"{id_}: is no article of this ledger; see: marsad articles")
        ((_, reading),) = readings(connection, [id_])
        named = select(n.local, n.actor).where(n.article == id_, live(tables.naming, at)).order_by(n.seq)
        actors = {row.local: row.actor for row in connection.execute(named)}
        above = linked(connection, "article", [id_], _ABOVE, known_on=at)
        copies = tuple(decoded(above, "copy", Copy).values())
        others = stored(connection, {id_, *(i for c in copies for i in (c.copy, c.original))})
        return ReadArticle(
            article=others[id_],
            reading=reading,
            actors=actors,
            names=names_of(connection, {*actors.values()}),
            stories=tuple(decoded(above, "story", Story).values()),
            copies=copies,
            disagreements=tuple(decoded(above, "disagreement", Disagreement).values()),
            titles={i: a.title for i, a in others.items()},
        )
