"""The formats by name: what writes each, which records it can hold, what it loses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple, Protocol

from marsad.errors import InputError
from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.views.desk import Desk
from marsad.views.export import (
    acled,
    annotation,
    csv,
    ftm,
    gdelt,
    geojson,
    parquet,
    plover,
    polecat,
    timelinejs,
    wacz,
)
from marsad.views.export.material import Written


class Writer(Protocol):
    """Writes what answers to a filter to a stream."""

    def __call__(self, ledger: Ledger, wanted: Filter, out: BinaryIO, *, kind: str) -> Written:
        """Says how many rows were written, and how many not."""


class Format(NamedTuple):
    """A format: in one line what it is, the kinds of records it can hold (the first is written where none is named)."""

    about: str
    write: Writer
    kinds: tuple[str, ...]
    loses: tuple[str, ...]


FORMATS: Mapping[str, Format] = {
    "plover": Format("PLOVER JSON lines, one event a line", plover.write, plover.KINDS, plover.LOSES),
    "polecat": Format("POLECAT's tab-separated columns", polecat.write, polecat.KINDS, polecat.LOSES),
    "gdelt": Format("GDELT 2.0 event table, tab-separated, no headings", gdelt.write, gdelt.KINDS, gdelt.LOSES),
    "acled": Format("CSV in the columns of ACLED, own records only", acled.write, acled.KINDS, acled.LOSES),
    "ftm": Format("FollowTheMoney entities, one a line", ftm.write, ftm.KINDS, ftm.LOSES),
    "geojson": Format("GeoJSON (RFC 7946)", geojson.write, geojson.KINDS, geojson.LOSES),
    "timelinejs": Format("TimelineJS (Knight Lab)", timelinejs.write, timelinejs.KINDS, timelinejs.LOSES),
    "csv": Format("CSV for spreadsheets", csv.write, csv.KINDS, csv.LOSES),
    "parquet": Format("Parquet for data frames", parquet.write, parquet.KINDS, parquet.LOSES),
    "annotation": Format("Web Annotation (W3C), JSON-LD", annotation.write, annotation.KINDS, annotation.LOSES),
    "wacz": Format("WACZ 1.1.1 web archive", wacz.write, wacz.KINDS, wacz.LOSES),
}
"""All formats, by the name that `marsad export --format` takes."""


def export(desk: Desk, format_: str, out: BinaryIO, *, kind: str | None = None, **filters: Any) -> Written:
    """Writes what answers to filters (as those of the desk's lists) in a format.

    Raises InputError for a format, kind or actor that there is none of, LedgerError, and OutputError for a missing extra.
    """
    chosen = FORMATS.get(format_)
    if chosen is None:
        raise InputError(f"{format_!r} is no format; there are: {', '.join(FORMATS)}")
    if kind is not None and kind not in chosen.kinds:
        raise InputError(f"{format_} does not hold {kind!r}; it holds: {', '.join(chosen.kinds)}")
    kind = kind or chosen.kinds[0]
    if kind == "refused" and any(filters.values()):
        raise InputError(f"{', '.join(sorted(filters))}: refused records are not filtered; leave it out")
    for of in lists(chosen, kind):
        wanted = desk.filter(of, **filters)
    return chosen.write(desk.ledger, wanted, out, kind=kind)


def lists(format_: Format, kind: str | None) -> tuple[str, ...]:
    """The lists of the screen that a kind is made of, the format's first where none is named; `all` is every one it holds."""
    kind = kind or format_.kinds[0]
    return tuple(k for k in format_.kinds if k != "all") if kind == "all" else (kind,)
