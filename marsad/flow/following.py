"""Feeds into the ledger: each page is kept as soon as it is fetched, and woven in when a round is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from sqlalchemy import select

from marsad import sources
from marsad.flow.adding import add
from marsad.flow.weaving import OvertakenError, weave
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.arrivals import indexed
from marsad.model import Record, Refusal
from marsad.model.capture import Visit
from marsad.model.kept import Kept


def follow(
    ledger: Ledger,
    feeds: Sequence[str],
    *,
    every: float,
    once: bool = False,
    contact: str = "",
    fetcher: sources.Fetcher | None = None,
) -> Iterator[Kept | Refusal]:
    """Follows feeds every `every` seconds, or `once`; says what became of each page. Raises InputError, LedgerError.

    A page is committed before what is remembered of its address, so that one that was cut off is fetched again.
    """
    with fetcher or sources.Fetcher(sources.Manners(contact=contact)) as opened:
        for found in sources.watch(feeds, every=every, fetcher=opened, seen=lambda url: visit(ledger, url), once=once):
            if isinstance(found, Record | Refusal):
                yield from add(ledger, [found], command="watch")
                continue
            with ledger.batch("watch") as batch:
                batch.add(tables.visit, url=indexed(found.url), data=codec.pack(found))
            if found.url in feeds:  # a feed's own visit ends its round; what a run that was ended left is woven in too
                with suppress(OvertakenError):
                    weave(ledger)


def visit(ledger: Ledger, url: str) -> Visit | None:
    """What is remembered of an address, None where it was never asked."""
    c = tables.visit.c
    with ledger.reading() as connection:
        data = connection.scalar(select(c.data).where(c.url == indexed(url)).order_by(c.seq.desc()).limit(1))
    return codec.unpack(data, Visit) if data else None
