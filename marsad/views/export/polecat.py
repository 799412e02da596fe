"""POLECAT's tab-separated columns, as in its files on the Harvard Dataverse (doi:10.7910/DVN/AJGVIT)."""

from __future__ import annotations

from typing import BinaryIO

from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.views.export.cells import Cell, joined, write_tabs
from marsad.views.export.countries import codes
from marsad.views.export.dates import days
from marsad.views.export.material import Happening, Written, happenings
from marsad.views.export.who import Who

KINDS = ("events",)
LOSES = (
    "an event stands once, with all its parties in one cell (parted by `; `); POLECAT has a row for each report",
    "a day that is a month, a year or a span is its first day; without a day of its own an event has that of its first report",
    "the columns of the Correlates of War, of Wikipedia, of cities, districts and provinces are `None`, and so is whatever is not known",
    "status has no column: what was planned, called for, denied or only alleged stands beside what happened",
    "issues, confidence, rules and offsets have no column",
    "the headline, publisher and date of publication are those of the first report",
)
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(
        "Actor Name",
        "Actor Country",
        "Actor COW",
        "Primary Actor Sector",
        "Actor Sectors",
        "Actor Title",
        "Actor Name Raw",
    ),
    "Wikipedia Actor ID",
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *(
        "Feature Type",
        "Source",
        "Publication Date",
        "Story People",
        "Story Organizations",
        "Story Locations",
        "Language",
    ),
    *("Version", "Headline", "Event Text", "Story ID"),
)
"""The 40 columns that all files have, then three that some have: headline, sentence, and here the ids of stories."""
_LISTED = {"PER": "Story People", "ORG": "Story Organizations", "GPE": "Story Locations", "LOC": "Story Locations"}


def write(ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
    """Writes the events of an answer, headings first. Raises LedgerError."""
    write_tabs([COLUMNS], out)
    rows = 0
    for happening in happenings(ledger, wanted, words=True):
        rows += 1
        row = _row(happening)
        write_tabs([["None" if (cell := row.get(c)) in (None, "") else cell for c in COLUMNS]], out)
    return Written(rows)


def _row(happening: Happening) -> dict[str, Cell]:
    event, told = happening.event, happening.told
    on = days(event)
    found: dict[str, Cell] = {
        "Event ID": event.id,
        "Event Date": on.first,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.score,
        "Quad Code": event.quad.replace("_", " ").upper(),
        "Contexts": joined(event.contexts),
        "Language": "Arabic",
        "Version": "marsad",
        "Story ID": joined(event.stories),
        "Event Text": told[0].words if told else None,
        "Headline": told[0].article.title if told else None,
        "Source": told[0].report.publisher or happening.link if told else None,
        "Publication Date": told[0].report.day if told else None,
    }
    found |= _side("Actor", happening.actors, on.first) | _side("Recipient", happening.recipients, on.first)
    for type_, column in _LISTED.items():
        named = [p.latin for p in (*happening.actors, *happening.recipients) if p.type == type_]
        found[column] = joined((str(found.get(column) or ""), *named))
    return found | _place(happening.place)


def _side(side: str, people: list[Who], day: str) -> dict[str, Cell]:
    sectors = [p.sector for p in people]
    return {
        f"{side} Name": joined(p.latin for p in people),
        f"{side} Country": joined(dict.fromkeys(p.code for p in people)),
        f"Primary {side} Sector": next((s for s in sectors if s), None),
        f"{side} Sectors": joined(dict.fromkeys(sectors)),
        f"{side} Title": joined(p.office(day) for p in people),
        f"{side} Name Raw": joined(p.name.ar for p in people),
    }


def _place(place: Who | None) -> dict[str, Cell]:
    if place is None:
        return {}
    known = place.known
    return {
        "Placename": place.latin,
        "Country": codes(place.country).iso3,
        "Latitude": known.latitude if known else None,
        "Longitude": known.longitude if known else None,
        "GeoNames ID": known.geonames if known else None,
        "Raw Placename": place.name.ar,
        "Feature Type": place.kind,
    }
