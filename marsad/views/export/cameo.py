"""From PLOVER's types and modes to CAMEO codes, which GDELT counts in.

The published correspondence (openeventdata/PLOVER: the manual's chapter "CAMEO vs. PLOVER" and CAMEO2PLOVER-2021.txt) leads
from CAMEO to PLOVER, many to one; here it is turned round, and each type and mode gets the most general CAMEO code that it
stands for. Modes that are younger than that file get the code of their type, or of what they describe.
"""

from __future__ import annotations

from collections.abc import Mapping

_TYPES: Mapping[str, str] = {
    "AGREE": "030",
    "CONSULT": "040",
    "SUPPORT": "050",
    "COOPERATE": "060",
    "AID": "070",
    "CONCEDE": "080",
    "RETREAT": "084",
    "REQUEST": "100",
    "ACCUSE": "110",
    "REJECT": "120",
    "THREATEN": "130",
    "PROTEST": "140",
    "MOBILIZE": "150",
    "SANCTION": "160",
    "COERCE": "170",
    "ASSAULT": "180",
}
_MODES: Mapping[str, Mapping[str, str]] = {
    "CONSULT": {"phone": "041", "visit": "042", "third-party": "044"},
    "RETREAT": {
        "withdraw": "0872",
        "release": "0841",
        "disarm": "087",
        "ceasefire": "0871",
        "access": "086",
        "resign": "0831",
    },
    "REQUEST": {"assist": "101", "change": "104", "yield": "105", "meet": "106"},
    "ACCUSE": {"disapprove": "111", "investigate": "090", "allege": "112"},
    "REJECT": {"assist": "121", "change": "123", "yield": "124", "meet": "125"},
    "THREATEN": {"restrict": "132", "relations": "1313", "expel": "136", "territory": "1382", "violence": "138"},
    "PROTEST": {"demo": "141", "hunger": "142", "strike": "143", "boycott": "143", "obstruct": "144", "riot": "145"},
    "MOBILIZE": {"police": "153", "troops": "154", "weapons": "154"},
    "SANCTION": {"withdraw": "161", "discontinue": "162", "expel": "166"},
    "COERCE": {
        "seize": "171",
        "restrict": "172",
        "censor": "1721",
        "curfew": "1723",
        "martial-law": "1724",
        "arrest": "173",
        "deport": "174",
        "cyber": "176",
    },
    "ASSAULT": {
        "abduct": "181",
        "beat": "182",
        "sexual": "1821",
        "torture": "1822",
        "explosives": "183",
        "suicide-attack": "1831",
        "targeted": "186",
        "destroy": "1712",
        "crowd-control": "175",
        "firearms": "193",
        "heavy-weapons": "194",
        "aerial": "195",
        "drone": "1952",
        "unconventional": "200",
    },
}


def cameo(type_: str, mode: str | None) -> str:
    """The CAMEO code, three or four digits; its first two are the root code."""
    return _MODES.get(type_, {}).get(mode or "", _TYPES[type_])
