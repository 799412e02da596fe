"""Codes of countries in the standards that the formats use: ISO 3166-1 alpha-3 and numeric, FIPS 10-4."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Codes(NamedTuple):
    """A country's codes besides ISO 3166-1 alpha-2; empty where a standard has none."""

    iso3: str = ""
    numeric: str = ""
    fips: str = ""


@cache
def _codes() -> dict[str, Codes]:
    lines = (files("marsad.views.export") / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {row[0]: Codes(*row[1:]) for row in rows}


def codes(iso2: str | None) -> Codes:
    """The codes of a country by ISO 3166-1 alpha-2; all empty where it is none (states that are no more)."""
    return _codes().get(iso2 or "", Codes())
