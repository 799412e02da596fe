"""docs/export.md tells every format, kind, field and loss, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.views.columns import columns
from marsad.views.export import acled, cameo, gdelt, polecat
from marsad.views.export.acled import KIND
from marsad.views.export.flat import SHEETS
from marsad.views.export.formats import FORMATS
from tests.views.export.conftest import Made, lines

PAGE = (Path(__file__).parents[3] / "docs" / "export.md").read_text("utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")[1:]}


def named(text: str) -> set[str]:
    """What stands in backticks."""
    return set(re.findall(r"`([^`]+)`", text))


def losses(text: str) -> list[str]:
    return re.findall(r"^- (.*)$", text.partition("**Loses**")[2], re.MULTILINE)


def rows(text: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ][2:]


def test_every_format_has_its_section_and_its_row() -> None:
    assert list(SECTIONS) == [*FORMATS, "Speed"]
    told = {row[0].strip("`"): row for row in rows(PAGE.partition("\n## ")[0])}
    assert list(told) == list(FORMATS)
    for name, format_ in FORMATS.items():
        assert told[name][1] == format_.about
        assert told[name][2].startswith("every list") == (format_.kinds == tuple(SHEETS))
        assert told[name][2].startswith("every list") or re.findall("`(.*?)`", told[name][2]) == list(format_.kinds)


@pytest.mark.parametrize("name", FORMATS)
def test_losses_are_told_word_for_word(name: str) -> None:
    assert losses(SECTIONS[name]) == list(FORMATS[name].loses)


@pytest.mark.parametrize(
    ("name", "shown"), [("polecat", polecat.COLUMNS), ("gdelt", gdelt.COLUMNS), ("acled", acled.COLUMNS)]
)
def test_columns_are_told_in_order(name: str, shown: tuple[str, ...]) -> None:
    assert ", ".join(f"`{column}`" for column in shown) in " ".join(SECTIONS[name].split())


def test_the_columns_of_every_kind_are_told() -> None:
    told = {row[0].strip("`"): re.findall("`(.*?)`", row[1]) for row in rows(SECTIONS["csv"])}
    assert told == {kind: [column.name for column in columns(sheet.record)] for kind, sheet in SHEETS.items()}


def test_codes_of_cameo_and_types_of_acled_are_told() -> None:
    told = [(row[0], row[1], row[2]) for row in rows(SECTIONS["gdelt"])]
    assert told == [
        (type_, code, ", ".join(f"{mode} {own}" for mode, own in cameo._MODES.get(type_, {}).items()))
        for type_, code in cameo._TYPES.items()
    ]
    kinds = [tuple(row) for row in rows(SECTIONS["acled"])]
    assert kinds == [
        (f"{type_} {mode or 'without a mode'}", kind.event, kind.sub) for (type_, mode), kind in KIND.items()
    ]


def test_fields_of_json_are_told(made: Made) -> None:
    plover = lines(made("plover")[0])
    assert {key for event in plover for key in event} <= named(SECTIONS["plover"])
    assert {key for event in plover for side in ("source", "recipient") for who in event[side] for key in who} <= named(
        SECTIONS["plover"]
    )
    assert {key for event in plover for key in (*event["record"], *event.get("event_loc", ()))} <= named(
        SECTIONS["plover"]
    )
    entities = lines(made("ftm")[0])
    assert {entity["schema"] for entity in entities} <= named(SECTIONS["ftm"])
    assert {key for e in entities if e["schema"] == "Event" for key in e["properties"]} <= named(SECTIONS["ftm"])
