"""PLOVER 2.0 in numbers: the quad class of each of the 16 types, and the score of each type and mode.

Facts of the manual "Political Language Ontology for Verifiable Event Records", draft 2.0 of 4 February 2024
(openeventdata/PLOVER, CC BY-SA 4.0). Scores run from -10 (conflict) to 10 (cooperation), after Goldstein (1992). Where the
manual contradicts itself, ACCUSE scores -3 and SANCTION is material conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, get_args

from marsad.errors import DataError
from marsad.model.woven import Quad

QUADS: tuple[Quad, ...] = get_args(Quad)


class Kind(NamedTuple):
    """One type: its quad class, its score, and its modes with theirs."""

    quad: Quad
    score: float
    modes: Mapping[str, float]


_VERBAL_COOPERATION, _MATERIAL_COOPERATION, _VERBAL_CONFLICT, _MATERIAL_CONFLICT = QUADS

TYPES: Mapping[str, Kind] = {
    "AGREE": Kind(_VERBAL_COOPERATION, 2.5, {}),
    "CONSULT": Kind(_VERBAL_COOPERATION, 2.5, {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}),
    "SUPPORT": Kind(_VERBAL_COOPERATION, 5, {}),
    "CONCEDE": Kind(_VERBAL_COOPERATION, 4.5, {}),
    "COOPERATE": Kind(_MATERIAL_COOPERATION, 9.5, {}),
    "AID": Kind(_MATERIAL_COOPERATION, 10, {}),
    "RETREAT": Kind(
        _MATERIAL_COOPERATION,
        6.5,
        {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    ),
    "REQUEST": Kind(_VERBAL_CONFLICT, 0, {"assist": 0.5, "change": -1, "yield": -1, "meet": 0}),
    "ACCUSE": Kind(_VERBAL_CONFLICT, -3, {"disapprove": -2, "investigate": -3.5, "allege": -3.5}),
    "REJECT": Kind(_VERBAL_CONFLICT, -2, {"assist": -1.5, "change": -2, "yield": -2, "meet": -2}),
    "THREATEN": Kind(
        _VERBAL_CONFLICT,
        -3.5,
        {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    ),
    "PROTEST": Kind(
        _MATERIAL_CONFLICT,
        -5,
        {"demo": -5, "riot": -7, "strike": -5, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -5},
    ),
    "SANCTION": Kind(_MATERIAL_CONFLICT, -6, {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}),
    "MOBILIZE": Kind(_MATERIAL_CONFLICT, -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6}),
    "COERCE": Kind(
        _MATERIAL_CONFLICT,
        -7,
        {
            "seize": -7,
            "restrict": -7,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7,
            "deport": -7,
            "withhold": -7,
            "misinformation": -6.5,
            "cyber": -7,
        },
    ),
    "ASSAULT": Kind(
        _MATERIAL_CONFLICT,
        -9,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8,
            "firearms": -9,
            "explosives": -9,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10,
        },
    ),
}

RECIPROCAL = frozenset(("AGREE", "CONSULT", "COOPERATE", "ASSAULT"))
"""Types whose sides may all be actors, with no recipient: talks, agreements, exchange, a battle of two sides."""


def quad_of(type_: str) -> Quad:
    """The quad class of a type. Raises DataError for a type that PLOVER does not have."""
    return _kind(type_).quad


def score_of(type_: str, mode: str | None = None) -> float:
    """The score of a type in a mode, of the type alone without one. Raises DataError for a type or mode that PLOVER does not have."""
    kind = _kind(type_)
    if mode is None:
        return float(kind.score)
    if mode not in kind.modes:
        modes = ", ".join(kind.modes) or "none"
        raise DataError(
            f"PLOVER's {type_} has no mode {mode!r} (it has: {modes}); correct the event's mode or leave it out"
        )
    return float(kind.modes[mode])


def _kind(type_: str) -> Kind:
    if type_ not in TYPES:
        raise DataError(f"PLOVER has no type {type_!r}; it is one of {', '.join(TYPES)}")
    return TYPES[type_]
