from __future__ import annotations

import re

import pytest

from marsad.plover import TYPES
from marsad.views.export import cameo as module
from marsad.views.export.cameo import cameo


@pytest.mark.parametrize(
    ("type_", "mode", "code"),
    [("AGREE", None, "030"), ("CONSULT", "phone", "041"), ("ACCUSE", "investigate", "090"), ("ASSAULT", "drone", "1952"),
     ("RETREAT", "ceasefire", "0871"), ("COERCE", "misinformation", "170"), ("PROTEST", "vandalize", "140")],
)  # fmt: skip
def test_types_and_modes_lead_to_codes(type_: str, mode: str | None, code: str) -> None:
    assert cameo(type_, mode) == code


def test_every_type_and_no_other_mode_than_plovers_has_a_code() -> None:
    assert set(module._TYPES) == set(TYPES)
    assert all(set(modes) <= set(TYPES[type_].modes) for type_, modes in module._MODES.items())
    codes = {cameo(t, m) for t, kind in TYPES.items() for m in (None, *kind.modes)}
    assert all(re.fullmatch(r"(0[3-9]|1\d|20)\d\d?", code) for code in codes)
    assert {code[:2] for code in codes} == {f"{root:02}" for root in range(3, 21)}
