from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from marsad.model.woven import Shift
from marsad.views.answers import Answer, Name
from marsad.views.desk import Desk
from marsad.views.web import positions
from tests.views.web.trees import page, select, words


def test_changes_of_position_are_shown_in_part_until_all_are_asked_for(
    site: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turned(day: int) -> Shift:
        return Shift(id=f"shift-{day}", actor="LY", issue="militias", day=f"2020-05-0{day}", before="-", after="+",
                     evidence_before="a", evidence_after="b", rule="r", confidence=0.5)  # fmt: skip

    found = Answer(rows=tuple(map(turned, (3, 2, 1))), total=3, names={"LY": Name("ليبيا", "Libya")})
    monkeypatch.setattr(Desk, "shifts", lambda *_, **__: found)
    monkeypatch.setattr(positions, "TURNS", 2)
    tree = page(site, "/en/positions?issue=militias")
    assert len(select(tree, "section[aria-labelledby=turns] li")) == 2
    (every,) = select(tree, "section[aria-labelledby=turns] .pager a")
    assert every.get("href") == "/en/positions?issue=militias&changes=all"
    assert words(tree, "section[aria-labelledby=turns] .pager")[0].startswith("2 of 3")
    assert len(select(page(site, every.get("href")), "section[aria-labelledby=turns] li")) == 3
