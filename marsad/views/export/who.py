"""Actors and places as the formats need them: names in both scripts, country, what they are, the office of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from marsad import flow
from marsad.ledger import tables
from marsad.ledger.woven import parts
from marsad.model import Actor
from marsad.model.woven import Naming
from marsad.views.answers import Name
from marsad.views.export.countries import codes
from marsad.views.names import names_of

SECTORS: Mapping[str, str] = {
    **dict.fromkeys(("state", "government", "presidency", "ministry", "council", "mission"), "GOV"),
    **dict.fromkeys(("army",), "MIL"),
    **dict.fromkeys(("police",), "COP"),
    **dict.fromkeys(("intelligence",), "SPY"),
    **dict.fromkeys(("parliament",), "LEG"),
    **dict.fromkeys(("court",), "JUD"),
    **dict.fromkeys(("party",), "PTY"),
    **dict.fromkeys(("armed_group",), "REB"),
    **dict.fromkeys(("newspaper", "broadcaster", "agency", "website"), "JRN"),
    **dict.fromkeys(("company", "bank"), "BUS"),
    **dict.fromkeys(("religious",), "REL"),
    **dict.fromkeys(("union",), "LAB"),
    **dict.fromkeys(("movement",), "SOC"),
}
"""PLOVER's primary sector by the knowledge base's kind of actor; an armed group counts as rebel, whomever it fights for."""

NONSTATE: Mapping[str, str] = {"igo": "IGO", "un_body": "IGO", "coalition": "IGO", "ngo": "NGO"}
"""PLOVER's actor codes of those that belong to no state."""


class Who(NamedTuple):
    """An actor or place; `kind` is the knowledge base's, empty for one that only articles know."""

    id: str
    name: Name
    type: str | None = None
    kind: str = ""
    country: str | None = None
    wikidata: str | None = None
    roles: tuple[str, ...] = ()
    known: Actor | None = None

    @property
    def latin(self) -> str:
        """The name in Latin letters, in Arabic where there is no other."""
        return self.name.en or self.name.ar

    @property
    def code(self) -> str:
        """PLOVER's actor code: that of a body of many states, else ISO 3166-1 alpha-3 of the country; may be empty."""
        return NONSTATE.get(self.kind) or codes(self.country).iso3

    @property
    def state(self) -> str:
        """The Latin name of the country, empty where it has none."""
        known = flow.knowledge().actors.get(self.country or "")
        return known.name if known else ""

    @property
    def sector(self) -> str:
        """PLOVER's primary sector code, empty where the kind of actor does not tell it."""
        return SECTORS.get(self.kind, "")

    def office(self, day: str) -> str:
        """The offices held on a day, else the titles that articles give; parted by `; `."""
        held = [o for o in self.known.offices if _held(o.since, o.until, day)] if self.known else []
        return "; ".join(o.title_ar or f"{o.office}, {o.of}" for o in held) or "; ".join(self.roles)


def _held(since: str | None, until: str | None, day: str) -> bool:
    return (since is None or since <= day) and (until is None or day[: len(until)] <= until)


def who(connection: Connection, ids: Iterable[str]) -> dict[str, Who]:
    """Everybody in `ids`, named as the lists name them."""
    wanted = sorted(set(ids))
    names = names_of(connection, wanted)
    known = flow.knowledge().actors
    found = {}
    first = _namings(connection, [i for i in wanted if i not in known and not i.startswith("unnamed/")])
    for id_ in wanted:
        if actor := known.get(id_):
            found[id_] = Who(id_, names[id_], actor.type, actor.kind, actor.country, actor.wikidata, known=actor)
        elif naming := first.get(id_):
            found[id_] = Who(id_, names[id_], naming.type, "", naming.country, roles=naming.roles)
        else:
            found[id_] = Who(id_, names[id_])
    return found


def _namings(connection: Connection, ids: list[str]) -> dict[str, Naming]:
    n = tables.naming.c
    found = {}
    for part in parts(ids):
        first = select(func.min(n.seq)).where(n.actor.in_(part)).group_by(n.actor)
        for row in connection.execute(select(n.actor, n.data).where(n.seq.in_(first))):
            found[row.actor] = msgspec.json.decode(row.data, type=Naming)
    return found
