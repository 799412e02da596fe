"""What can be set by hand in a record, and whether a value fits: what weaving could not take must not be written down."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import get_args

from marsad.errors import InputError
from marsad.lang.ar.pack import arabic
from marsad.model.reading import EventStatus
from marsad.model.telling import Report, Said
from marsad.plover import TYPES
from marsad.resolve.knowledge import knowledge

FIELDS = {
    "report": ("type", "mode", "status", "date", "place", "actors", "recipients"),
    "statement": ("speaker", "force"),
}
"""What can be corrected of each kind of record; actors and recipients are ids, several by commas."""
_PARTIES, _NEEDED = ("actors", "recipients", "speaker"), ("type", "status", "force")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Actor = Callable[[str], str]


def corrected(told: Sequence[Report | Said], typed: str, actor: Actor) -> tuple[str, str | None]:
    """The field and value of `FIELD=VALUE`, checked against the records; `actor` leads from what was typed to an id.

    No value takes the field away where a record can be without it. Raises InputError for what does not fit.
    """
    fields = FIELDS["report" if isinstance(told[0], Report) else "statement"]
    field, sign, value = (part.strip() for part in typed.partition("="))
    if not sign or field not in fields:
        raise InputError(f"correct {told[0].id} {typed}: give FIELD=VALUE with one of: {', '.join(fields)}")
    if field in _PARTIES:
        ids = [actor(one.strip()) for one in value.split(",") if one.strip()]
        if field == "speaker" and len(ids) > 1:
            raise InputError(f"correct {told[0].id} {typed}: a statement has one speaker; give one id")
        return field, ",".join(dict.fromkeys(ids)) or None
    if field == "date" and value and not _is_date(value):
        raise InputError(f"correct {told[0].id} {typed}: write the date as YYYY-MM-DD, YYYY-MM or YYYY")
    if field == "place" and value and value not in knowledge().actors:
        raise InputError(
            f"correct {told[0].id} {typed}: is no place of the knowledge base; give an id (see: marsad actors)"
        )
    choices = _choices(field, told)
    if choices is not None and (value or field in _NEEDED) and value not in choices:
        raise InputError(f"correct {told[0].id} {typed}: {field} is one of: {', '.join(choices) or 'none'}")
    return field, value or None


def _choices(field: str, told: Sequence[Report | Said]) -> list[str] | None:
    """The values that a field may take in all these records; None where there is no list of them."""
    if field == "type":
        return list(TYPES)
    if field == "status":
        return list(get_args(EventStatus))
    if field == "force":
        return list(forces())
    if field == "mode":
        modes = [TYPES[one.event.type].modes for one in told if isinstance(one, Report)]
        return [mode for mode in modes[0] if all(mode in others for others in modes)]
    return None


def forces() -> tuple[str, ...]:
    """The forces that reporting words have in the lexicon, by their names."""
    return tuple(sorted({cue.force for cue in arabic().cues} | {phrase.force for phrase in arabic().attributions}))


def _is_date(value: str) -> bool:
    try:
        return bool(_DATE.fullmatch(value) and date.fromisoformat(f"{value}-01-01"[:10]))
    except ValueError:
        return False
