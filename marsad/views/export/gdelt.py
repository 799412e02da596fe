"""GDELT-like events: the 61 tab-separated columns of the GDELT 2.0 event table, without headings."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.views.export.cameo import cameo
from marsad.views.export.cells import Cell, write_tabs
from marsad.views.export.countries import codes
from marsad.views.export.dates import days
from marsad.views.export.material import QUADS, Happening, Written, happenings
from marsad.views.export.who import Who

KINDS = ("events",)
LOSES = (
    "CAMEO codes are approximate: PLOVER's types and modes lead to the most general code of the published correspondence",
    "`GoldsteinScale` is PLOVER's score and `QuadClass` PLOVER's class: CONCEDE is verbal and SANCTION material, unlike in GDELT",
    "one actor and one recipient: the first of each; of talks and battles without a recipient the first two actors",
    "a day that is a month, a year or a span is its first day; without a day of its own an event has that of its first report",
    "status has no column: what was planned, called for, denied or only alleged stands beside what happened",
    "tone, ethnic, religious and known-group codes, the places of actors, ADM1 and ADM2 codes and feature ids are empty",
    "names are in Latin letters where they are known, else in Arabic",
)
_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{c}" for c in _ACTOR),
    *(f"Actor2{c}" for c in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{geo}Geo_{c}" for geo in ("Actor1", "Actor2", "Action") for c in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
_CAMEO = {"JRN": "MED"}  # where CAMEO's code of a sector is not PLOVER's
_COUNTRY, _CITY = 1, 4


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes the events of an answer. Raises LedgerError."""
    rows = 0
    for happening in happenings(ledger, wanted):
        rows += 1
        row = _row(happening)
        write_tabs([[row.get(c) for c in COLUMNS]], out)
    return Written(rows)


def number(event: str) -> int:
    """GLOBALEVENTID: the hexadecimal digits of an event's id as a number, so that `event-%012x` leads back to it."""
    digits = event.removeprefix("event-")
    try:
        return int(digits, 16)
    except ValueError:
        return int(hashlib.sha256(event.encode()).hexdigest()[:12], 16)


def _row(happening: Happening) -> dict[str, Cell]:
    event, code = happening.event, cameo(happening.event.type, happening.event.mode)
    first = days(event).first
    year, month, day = (int(part) for part in first.split("-"))
    one, other = _dyad(happening)
    added = min((a.recorded for a in happening.articles.values()), default=first)
    row: dict[str, Cell] = {
        "GLOBALEVENTID": number(event.id),
        "SQLDATE": first.replace("-", ""),
        "MonthYear": first[:7].replace("-", ""),
        "Year": first[:4],
        "FractionDate": f"{year + (month * 30 + day) / 365:.4f}",
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": QUADS[event.quad],
        "GoldsteinScale": event.score,
        "NumMentions": len(happening.told),
        "NumSources": len(happening.publishers),
        "NumArticles": len(happening.articles),
        "DATEADDED": "".join(filter(str.isdigit, added))[:14].ljust(14, "0"),
        "SOURCEURL": happening.link,
    }
    return row | _actor("Actor1", one) | _actor("Actor2", other) | _place(happening.place)


def _dyad(happening: Happening) -> tuple[Who | None, Who | None]:
    actors, recipients = happening.actors, happening.recipients
    others = recipients or actors[1:]
    return (actors[0] if actors else None), (others[0] if others else None)


def _actor(side: str, actor: Who | None) -> dict[str, Cell]:
    if actor is None:
        return {}
    type_ = "" if actor.kind == "state" else _CAMEO.get(actor.sector, actor.sector)
    country = codes(actor.country).iso3
    return {
        f"{side}Code": f"{actor.code}{type_}",
        f"{side}Name": actor.latin,
        f"{side}CountryCode": country,
        f"{side}Type1Code": type_ or (actor.code if actor.code != country else ""),
    }


def _place(place: Who | None) -> dict[str, Cell]:
    if place is None:
        return {}
    known = place.known
    return {
        "ActionGeo_Type": _COUNTRY if place.kind == "state" else _CITY,
        "ActionGeo_FullName": place.latin,
        "ActionGeo_CountryCode": codes(place.country).fips,
        "ActionGeo_Lat": known.latitude if known else None,
        "ActionGeo_Long": known.longitude if known else None,
    }
