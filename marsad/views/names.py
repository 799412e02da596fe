"""What actors and places are called, in Arabic and in Latin letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.ledger import tables
from marsad.ledger.articles import read_of
from marsad.ledger.woven import parts
from marsad.model.reading import ReadActor
from marsad.model.woven import Naming
from marsad.views.answers import Name

NOT = "not "
"""What the side of a disagreement starts with that says of somebody that it was not he."""
UNNAMED = "unnamed/"
"""What ids of actors without a name start with; the article and the reading's own id follow."""


def who(ids: Iterable[str | None], names: Mapping[str, Name]) -> str:
    """The names of actors or places, the id where there is none."""
    return "، ".join(dict.fromkeys(names[i].ar if i in names else i for i in ids if i))


def called(value: str, names: Mapping[str, Name]) -> str:
    """What a side of a disagreement says: a name for an id, or `not` and a name, anything else as it is."""
    bare = value.removeprefix(NOT)
    return f"{value[: len(value) - len(bare)]}{names[bare].ar}" if bare in names else value


class _Cast(msgspec.Struct):
    actors: dict[str, ReadActor]


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, Name]:
    """A name for each id: the knowledge base's, else the one that its first article uses, also for who is only described."""
    known = flow.knowledge().actors
    found: dict[str, Name] = {}
    others: list[str] = []
    described: dict[str, list[str]] = {}
    for id_ in sorted(set(ids)):
        if actor := known.get(id_):
            found[id_] = Name(actor.name_ar, actor.name)
        elif id_.startswith(UNNAMED):
            described.setdefault(id_.split("/")[1], []).append(id_)
        else:
            others.append(id_)
    n = tables.naming.c
    for part in parts(others):
        first = select(func.min(n.seq)).where(n.actor.in_(part)).group_by(n.actor)
        for row in connection.execute(select(n.actor, n.data).where(n.seq.in_(first))):
            found[row.actor] = Name(msgspec.json.decode(row.data, type=Naming).name)
    found |= _described(connection, described)
    for id_ in (*others, *(id_ for ids_ in described.values() for id_ in ids_)):
        found.setdefault(id_, Name(id_.removeprefix("found/").split("/", 2)[-1].replace("-", " ")))
    return found


def _described(connection: Connection, wanted: Mapping[str, Sequence[str]]) -> dict[str, Name]:
    """The words for actors without a name, from the readings of their articles."""
    found: dict[str, Name] = {}
    for article, cast in read_of(connection, wanted, _Cast):
        for id_ in wanted[article]:
            if read := cast.actors.get(UNNAMED + id_.split("/", 2)[-1]):
                found[id_] = Name(read.name_ar or read.name)
    return found
