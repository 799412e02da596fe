"""The ledger as a picture: the latest days, events over time, who acts on whom, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from marsad import flow
from marsad.errors import InputError
from marsad.views.desk import Desk
from marsad.views.http.blame import at_fault
from marsad.views.http.faults import refused
from marsad.views.http.params import FILTERS, Parameter
from marsad.views.http.questions import Ask, Asked, Body, Question
from marsad.views.http.shapes import GEOJSON, JSON, Shape
from marsad.views.network import MOST as MOST_EDGES
from marsad.views.network import Network
from marsad.views.places import Mapped
from marsad.views.tally import Tally
from marsad.views.today import MOST as MOST_TODAY
from marsad.views.today import Today

_ROWS = Parameter("limit", "limit", Annotated[int, Meta(ge=1, le=200)], "Rows of each list at most.", MOST_TODAY)
_EDGES = Parameter("limit", "limit", Annotated[int, Meta(ge=0, le=10_000)], "Edges at most; 0 sends all.", MOST_EDGES)
_EVERY = Parameter("every", "every", flow.Every, "Period; one that suits the span, where it is not given.")


def _asked(of: str, ask: Callable[[Desk, Asked], Any]) -> Ask:
    """Answers with what the desk gives; `of` is the list whose filters it takes."""

    def answer(desk: Desk, asked: Asked, shape: Shape) -> Body:
        try:
            found = ask(desk, asked)
        except InputError as fault:
            raise refused(fault, field=at_fault(desk, of, asked)) from fault
        return Body(msgspec.json.encode(_features(found) if shape is GEOJSON else found) + b"\n")

    return answer


def _network(desk: Desk, asked: Asked) -> Network:
    return desk.network(**asked | {"limit": asked["limit"] or None})


def _features(found: Mapped) -> dict[str, Any]:
    """Places as GeoJSON (RFC 7946): longitude first; what has no coordinates is counted beside the features."""
    features = [
        {
            "type": "Feature",
            "id": place.id,
            "geometry": {"type": "Point", "coordinates": (place.longitude, place.latitude)},
            "properties": {"kind": "place", "name": place.name, "events": place.events, "types": place.types},
        }
        for place in found.places
    ]
    counts = {"events": found.events, "nowhere": found.nowhere, "unlocated": found.unlocated}
    return {"type": "FeatureCollection", "features": features, **counts}


QUESTIONS = (
    Question("today", "/today", "The latest days", "Stories with most independent origins, changes of position, open disagreements and gaps of the days asked for, else of the last seven that have articles.",
             Today, _asked("today", lambda desk, asked: desk.today(**asked)), (*FILTERS, _ROWS), tag="looks", example="/today"),
    Question("tally", "/tally", "Events over time", "Events and articles by period; null for a ledger without articles.",
             Tally | None, _asked("events", lambda desk, asked: desk.tally(**asked)), (*FILTERS, _EVERY), tag="looks", example="/tally?every=week"),
    Question("network", "/network", "Who acts on whom", "The directed pairs of actors with most events and statements between them, and the actors at their ends.",
             Network, _asked("network", _network), (*FILTERS, _EDGES), tag="looks", example="/network?from=2020-05-01&limit=100"),
    Question("places", "/places", "Where events happened", "Places with coordinates and their events by type. As GeoJSON each place is a point.",
             Mapped, _asked("events", lambda desk, asked: desk.places(**asked)), FILTERS, (JSON, GEOJSON), tag="looks", example="/places?type=ASSAULT&format=geojson"),
)  # fmt: skip
"""What is asked for a picture of the whole."""
