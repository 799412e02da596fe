"""Whether an answer is still what it was: weak entity tags made of the ledger's state, the address and the format.

What a ledger answers changes only with a batch of facts or a weaving, both numbered. A tag so made costs one query by
primary keys, so that a request that was answered before is told "304 Not Modified" without the answer being computed.
"""

from __future__ import annotations

import hashlib

from fastapi import Request
from sqlalchemy import func, select

from marsad.ledger import Ledger, tables
from marsad.ledger.remembered import behind

HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Accept"}
"""What every answer says to caches: keep it for this visitor alone, and ask each time whether it still holds."""
_NUMBERED = (tables.audit, tables.decision)


def tag(ledger: Ledger, request: Request, shape: str, version: str) -> str | None:
    """The entity tag of what a request asks for in a shape, by its name; `version` is the program's. Raises LedgerError.

    None while a weaving is under way, which writes by the slice, and while answers are still those of before it.
    """
    w = tables.weaving.c
    with ledger.reading() as connection:
        highest = [select(func.max(table.c.seq)).scalar_subquery() for table in _NUMBERED]
        state = tuple(connection.execute(select(*highest)).one())
        woven = connection.execute(select(w.seq, w.from_day).order_by(w.seq.desc()).limit(1)).first()
        if behind(connection):
            return None
    if woven and not woven.from_day:  # as `marsad.ledger.plan.begin` leaves it
        return None
    state += (woven.seq if woven else 0,)
    said = (version, ledger.meta["id"], *state, request.url.path, request.url.query, shape)
    return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:24]}"'


def unchanged(request: Request, tag_: str | None) -> bool:
    """Whether the client has the answer already, by `If-None-Match`; weak and strong tags compare alike (RFC 9110, 8.8.3.2)."""
    if tag_ is None:
        return False
    known = ",".join(request.headers.getlist("if-none-match"))
    return known.strip() == "*" or tag_.removeprefix("W/") in (k.strip().removeprefix("W/") for k in known.split(","))
