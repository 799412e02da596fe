"""What actors and places are called, in Arabic and in Latin letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.ledger import tables
from marsad.ledger.articles import read_of
from marsad.ledger.remembered import remembered
from marsad.ledger.woven import parts
from marsad.model.reading import ReadActor
from marsad.model.woven import Naming
from marsad.views.answers import Name

NOT = "not "
"""What the side of a disagreement starts with that says of somebody that it was not he."""
UNNAMED = "unnamed/"
"""What ids of actors without a name start with; the article and the reading's own id follow."""
_MOST = 100_000
"""Names that are remembered."""


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
    held: dict[str, Name] = remembered(connection, "names", None, dict)
    wanted = sorted(set(ids))
    found = {id_: Name(known[id_].name_ar, known[id_].name) for id_ in wanted if id_ in known}
    found |= {id_: name for id_ in wanted if id_ not in found and (name := held.get(id_))}
    if others := [id_ for id_ in wanted if id_ not in found]:
        if len(held) > _MOST:
            held.clear()
        read = _read(connection, others)
        held.update(read)
        found |= read
    return {id_: found[id_] for id_ in wanted}


def _read(connection: Connection, ids: Sequence[str]) -> dict[str, Name]:
    """The names of actors that the knowledge base does not have, as articles give them, else made of the ids."""
    found = {id_: Name(id_.removeprefix("found/").split("/", 2)[-1].replace("-", " ")) for id_ in ids}
    described: dict[str, list[str]] = {}
    for id_ in ids:
        if id_.startswith(UNNAMED):
            described.setdefault(id_.split("/")[1], []).append(id_)
    n = tables.naming.c
    for part in parts(id_ for id_ in ids if not id_.startswith(UNNAMED)):
        first = select(func.min(n.seq)).where(n.actor.in_(part)).group_by(n.actor)
        for row in connection.execute(select(n.actor, n.data).where(n.seq.in_(first))):
            found[row.actor] = Name(msgspec.json.decode(row.data, type=Naming).name)
    return found | _described(connection, described)


def _described(connection: Connection, wanted: Mapping[str, Sequence[str]]) -> dict[str, Name]:
    """The words for actors without a name, from the readings of their articles."""
    found: dict[str, Name] = {}
    for article, cast in read_of(connection, wanted, _Cast):
        for id_ in wanted[article]:
            if read := cast.actors.get(UNNAMED + id_.split("/", 2)[-1]):
                found[id_] = Name(read.name_ar or read.name)
    return found
