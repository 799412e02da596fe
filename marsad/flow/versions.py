"""The versions of a page, and what each of them changed."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select

from marsad.errors import InputError
from marsad.ledger import Ledger, tables
from marsad.ledger.articles import Stored, readings, stored
from marsad.model import Reading
from marsad.model.woven import Change, Difference
from marsad.weave.changes import changes
from marsad.weave.shingles import Words


def versions(ledger: Ledger, article: str) -> list[tuple[Stored, tuple[Difference, ...]]]:
    """All versions of an article's page, oldest first, each with what it changed in the one before. Raises InputError."""
    c = tables.capture.c
    with ledger.reading() as connection:
        known = stored(connection, [article])
        if article not in known:
            raise InputError(f"{article}: is no article of this ledger; see: marsad articles")
        told = connection.scalars(
            select(c.article).where(c.thread == known[article].thread).order_by(c.captured, c.seq)
        ).all()
        ids = [id_ for at, id_ in enumerate(told) if at == 0 or told[at - 1] != id_]
        known = stored(connection, ids)
        texts = dict(readings(connection, sorted(set(ids))))
    found = [(known[ids[0]], ())]
    return [*found, *((known[new], _differences(texts[old], texts[new])) for old, new in pairwise(ids))]


def _differences(old: Reading, new: Reading) -> tuple[Difference, ...]:
    """What a text cut, added or changed in an older one, title and body."""
    ours, theirs = (
        Words(r.text, [*((r.title,) if r.title else ()), *(s for s in r.body if s != r.title)]) for r in (new, old)
    )
    return tuple(difference(change, new.text, old.text) for change in changes(ours, theirs))


def difference(change: Change, ours: str, theirs: str) -> Difference:
    """A change in the words of both texts."""
    return Difference(
        kind="cut" if change.ours is None else "added" if change.theirs is None else "changed",
        ours=change.ours.of(ours) if change.ours else "",
        theirs=change.theirs.of(theirs) if change.theirs else "",
    )
