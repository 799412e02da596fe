"""Readings out of a ledger."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from marsad.ledger import Ledger, tables
from marsad.ledger.articles import current, readings
from marsad.model import Reading


def stored_readings(ledger: Ledger) -> Iterator[Reading]:
    """The readings of all current articles, in order of their days. Raises LedgerError."""
    a = tables.article.c
    with ledger.reading() as connection:
        ids = connection.scalars(select(a.id).where(a.id.in_(current())).order_by(a.day, a.id)).all()
        for _, reading in readings(connection, ids):
            yield reading
