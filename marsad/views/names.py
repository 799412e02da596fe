"""What actors and places are called, in Arabic and in Latin letters."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.ledger import tables
from marsad.ledger.woven import parts
from marsad.model.woven import Naming
from marsad.views.answers import Name


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, Name]:
    """A name for each id: the knowledge base's, else the one that its first article uses, else the description itself."""
    known = flow.knowledge().actors
    found: dict[str, Name] = {}
    others = []
    for id_ in sorted(set(ids)):
        if actor := known.get(id_):
            found[id_] = Name(actor.name_ar, actor.name)
        elif id_.startswith("unnamed/"):
            found[id_] = Name(id_.rpartition("/")[2].replace("-", " "))
        else:
            others.append(id_)
    n = tables.naming.c
    for part in parts(others):
        first = select(func.min(n.seq)).where(n.actor.in_(part)).group_by(n.actor)
        for row in connection.execute(select(n.actor, n.data).where(n.seq.in_(first))):
            found[row.actor] = Name(msgspec.json.decode(row.data, type=Naming).name)
    for id_ in others:
        found.setdefault(id_, Name(id_.removeprefix("found/").replace("-", " ")))
    return found
