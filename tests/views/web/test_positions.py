from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from marsad.model.woven import Shift
from marsad.views.answers import Answer, Name
from marsad.views.desk import Desk
from marsad.views.web import positions
from tests.views.ledger_fixture import sample
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


def test_a_matrix_is_that_of_its_address_and_its_language(site: TestClient) -> None:
    every = select(page(site, "/ar/positions?all=1"), ".matrix tbody tr")
    for _ in range(2):  # the second time from memory
        for lang in ("ar", "en"):
            of_one = page(site, f"/{lang}/positions?issue=ceasefire&cell=LY%20ceasefire")
            links = [a.get("href") for a in select(of_one, ".matrix tbody a")]
            assert all(
                link.startswith((f"/{lang}/positions?issue=ceasefire&cell=", f"/{lang}/actors/")) for link in links
            )
            assert 0 < len(select(of_one, ".matrix tbody tr")) < len(every)


def test_pieces_of_evidence_are_what_why_shows_of_them_first() -> None:
    desk = sample()
    evidence = [id_ for row in desk.positions().rows for id_ in row.evidence]
    told = [next(step for step in desk.why(id_).steps if step.passage) for id_ in evidence]
    found = desk.pieces([*evidence, "nobody.s1"])
    assert [piece.id for piece in found] == evidence
    assert [(p.record, p.article, p.passage) for p in found] == [(s.record, s.article, s.passage) for s in told]
    assert any(piece.id != piece.record for piece in found)
