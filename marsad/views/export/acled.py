"""ACLED-shaped CSV: own records in the columns of ACLED's data, for programs that read those. Nothing of ACLED's is in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO, NamedTuple

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.views.export.cells import BOM, Cell, joined, write_csv
from marsad.views.export.countries import codes
from marsad.views.export.dates import days
from marsad.views.export.material import Happening, Written, happenings
from marsad.views.export.who import Who

KINDS = ("events",)
LOSES = (
    "only events that ACLED has a type for, and that happened or are going on, are written; the command says how many are left out",
    "types are approximate: they follow from PLOVER's type and mode alone, without ACLED's rules for who is a civilian or what is organised",
    "an assault in an unknown manner is a battle where both sides bear arms, and is left out where that is not known",
    "fatalities, admin1 to admin3, inter codes, civilian targeting and source scale are empty: 0 would be a claim",
    "one actor and one associate on each side; the others stand in assoc_actor, parted by `; `",
    "issues, confidence, stories and offsets have no column; event_id_cnty is the id of the event in the ledger",
)
COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)


class Kind(NamedTuple):
    """An ACLED event type and sub-event type."""

    event: str
    sub: str


_BLAST, _CIVILIANS, _STRATEGIC = "Explosions/Remote violence", "Violence against civilians", "Strategic developments"
_CLASH, _PROTEST = Kind("Battles", "Armed clash"), Kind("Protests", "Peaceful protest")
_RIOT = Kind("Riots", "Violent demonstration")
KIND: Mapping[tuple[str, str | None], Kind] = {
    ("ASSAULT", "firearms"): Kind(_CIVILIANS, "Attack"),
    ("ASSAULT", "beat"): Kind(_CIVILIANS, "Attack"),
    ("ASSAULT", "targeted"): Kind(_CIVILIANS, "Attack"),
    ("ASSAULT", "torture"): Kind(_CIVILIANS, "Attack"),
    ("ASSAULT", "primitive"): Kind(_CIVILIANS, "Attack"),
    ("ASSAULT", "sexual"): Kind(_CIVILIANS, "Sexual violence"),
    ("ASSAULT", "abduct"): Kind(_CIVILIANS, "Abduction/forced disappearance"),
    ("ASSAULT", "aerial"): Kind(_BLAST, "Air/drone strike"),
    ("ASSAULT", "drone"): Kind(_BLAST, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): Kind(_BLAST, "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): Kind(_BLAST, "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): Kind(_BLAST, "Suicide bomb"),
    ("ASSAULT", "crowd-control"): Kind("Protests", "Protest with intervention"),
    ("ASSAULT", "destroy"): Kind(_STRATEGIC, "Looting/property destruction"),
    ("PROTEST", None): _PROTEST,
    ("PROTEST", "demo"): _PROTEST,
    ("PROTEST", "obstruct"): _PROTEST,
    ("PROTEST", "riot"): _RIOT,
    ("PROTEST", "vandalize"): _RIOT,
    ("COERCE", "arrest"): Kind(_STRATEGIC, "Arrests"),
    ("RETREAT", "ceasefire"): Kind(_STRATEGIC, "Agreement"),
    ("MOBILIZE", "troops"): Kind(_STRATEGIC, "Change to group/activity"),
    ("MOBILIZE", "militia"): Kind(_STRATEGIC, "Change to group/activity"),
}
"""ACLED's types by PLOVER's type and mode; what is not here has none (strikes, boycotts and words are not ACLED's)."""

_ARMED = ("army", "armed_group", "police")
_CLASHES = (None, "firearms")
_REAL = ("happened", "ongoing")
_DEMONSTRATIONS = ("Protests", "Riots")
_PRECISION = {"day": 1, "span": 2, "told": 2, "month": 3, "year": 3}


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes those events of an answer that ACLED has a type for, headings first. Raises LedgerError."""
    out.write(BOM)
    write_csv([COLUMNS], out)
    rows = left_out = 0
    for happening in happenings(ledger, wanted, words=True):
        of = kind_of(happening)
        if of is None:
            left_out += 1
            continue
        row = _row(happening, of)
        write_csv([[row.get(c) for c in COLUMNS]], out)
        rows += 1
    return Written(rows, left_out, "ACLED has no type for them, or they are not reported as having happened")


def kind_of(happening: Happening) -> Kind | None:
    """ACLED's type of an event; None where it has none."""
    event = happening.event
    if event.status not in _REAL:
        return None
    if event.type == "ASSAULT" and event.mode in _CLASHES and _both_armed(happening):
        return _CLASH
    return KIND.get((event.type, event.mode))


def _both_armed(happening: Happening) -> bool:
    """Whether two sides fight: several actors and no recipient, as PLOVER codes a battle, or armed parties on both sides."""
    actors, recipients = happening.actors, happening.recipients
    if not recipients:
        return len(actors) > 1
    return all(any(p.kind in _ARMED for p in side) for side in (actors, recipients))


def _row(happening: Happening, of: Kind) -> dict[str, Cell]:
    event, on = happening.event, days(happening.event)
    actors, others = happening.actors, happening.recipients
    if not others:
        actors, others = actors[:1], actors[1:]
    recorded = min((a.recorded for a in happening.articles.values()), default="")
    row: dict[str, Cell] = {
        "event_id_cnty": event.id,
        "event_date": on.first,
        "year": on.first[:4],
        "time_precision": _PRECISION[on.precision],
        "disorder_type": _disorder(of.event),
        "event_type": of.event,
        "sub_event_type": of.sub,
        "actor1": actors[0].latin if actors else None,
        "assoc_actor_1": joined(a.latin for a in actors[1:]),
        "actor2": others[0].latin if others else None,
        "assoc_actor_2": joined(o.latin for o in others[1:]),
        "source": joined(happening.publishers),
        "notes": f"{_arabic(happening)}: {happening.told[0].words}" if happening.told else None,
        "tags": joined((f"plover={event.type}", event.mode and f"mode={event.mode}", f"status={event.status}")),
        "timestamp": int(datetime.fromisoformat(recorded).timestamp()) if recorded else None,
    }
    return row | _place(happening.place)


def _disorder(event: str) -> str:
    if event in _DEMONSTRATIONS:
        return "Demonstrations"
    return event if event == _STRATEGIC else "Political violence"


def _arabic(happening: Happening) -> str:
    """The parties in Arabic, for the columns of names hold Latin letters."""
    return " ← ".join("، ".join(p.name.ar for p in side) for side in (happening.actors, happening.recipients) if side)


def _place(place: Who | None) -> dict[str, Cell]:
    if place is None:
        return {}
    known = place.known
    found: dict[str, Cell] = {
        "iso": codes(place.country).numeric,
        "country": place.state,
        "location": place.latin,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
    }
    return found | {"geo_precision": 1 if known and known.latitude is not None else None}
