"""What stands behind the question mark of an address, read by a table; anything else there is an error.

Forms send what was left empty as `actor=&issue=`: a value without characters counts as not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta

from marsad.model.woven import Quad
from marsad.views.filters import OPTIONS, FilterOption
from marsad.views.http.faults import RequestError

LONGEST = 1_000
"""Characters of a value."""
Text = Annotated[str, Meta(max_length=LONGEST)]
Share = Annotated[float, Meta(ge=0, le=1)]
_TYPES: dict[str, Any] = {"since": date, "until": date, "known_on": date, "min_confidence": Share, "quad": Quad}


class Parameter(NamedTuple):
    """A parameter: its name in the address, the keyword it is for, the type of its value (see msgspec) and its help."""

    name: str
    field: str
    type: Any
    help: str
    default: Any = None
    required: bool = False
    place: Literal["query", "path"] = "query"


def _of(option: FilterOption) -> Parameter:
    return Parameter(option.name, option.field, _TYPES.get(option.field, Text), option.help)


FILTERS = tuple(map(_of, OPTIONS))
"""The filters of all lists."""
KNOWN_ON = next(p for p in FILTERS if p.field == "known_on")
"""What the ledger said at the end of a day."""


def read(given: Iterable[tuple[str, str]], known: Sequence[Parameter] = FILTERS) -> dict[str, Any]:
    """The values by keyword, those not given left out unless they have a default; days as ISO dates.

    `given` are names and values as they stand in the address, such as `request.query_params.multi_items()`. Raises RequestError
    for a name that is unknown or stands twice, a value that cannot be, and one that is missing.
    """
    by_name = {p.name: p for p in known}
    found: dict[str, str] = {}
    for name, text in given:
        if name not in by_name:
            raise RequestError(
                "invalid", f"parameter {name[:60]!r} is unknown", next_=_there_are(by_name), field=name[:60]
            )
        if name in found:
            raise RequestError("invalid", f"{name}: stands twice", next_="give it once", field=name)
        found[name] = text
    values = {p.field: p.default for p in known if p.default is not None}
    values |= {by_name[name].field: value(by_name[name], text) for name, text in found.items() if text}
    for p in known:
        if p.required and p.field not in values:
            raise RequestError("invalid", f"{p.name}: is missing", next_=f"give it: {p.help}", field=p.name)
    return values


def value(parameter: Parameter, text: str) -> Any:
    """The value that `text` means. Raises RequestError where it cannot be one."""
    name = parameter.name
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise RequestError("invalid", f"{name}: holds a character that no text has", next_="take it out", field=name)
    try:
        found = msgspec.convert(text, parameter.type, strict=False)
    except msgspec.ValidationError as fault:
        raise RequestError("invalid", f"{name}={text[:60]!r}: {fault}", next_=parameter.help, field=name) from fault
    return found.isoformat() if isinstance(found, date) else found


def _there_are(names: Iterable[str]) -> str:
    return f"there are: {', '.join(names) or 'none'}"
