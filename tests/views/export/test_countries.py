from __future__ import annotations

import re

from marsad import flow
from marsad.views.export.countries import codes


def test_codes_of_countries() -> None:
    assert tuple(codes("LY")) == ("LBY", "434", "LY")
    assert tuple(codes("DZ")) == ("DZA", "012", "AG")
    assert tuple(codes("PS")) == ("PSE", "275", "WE")
    assert tuple(codes("CSHH")) == tuple(codes(None)) == ("", "", "")


def test_every_state_of_the_knowledge_base_has_its_codes() -> None:
    states = [a.id for a in flow.knowledge().actors.values() if a.kind == "state" and len(a.id) == 2]
    assert len(states) > 230
    assert [s for s in states if not re.fullmatch("[A-Z]{3}", codes(s).iso3)] == []
    assert len({codes(s).iso3 for s in states}) == len(states)
