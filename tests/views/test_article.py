from __future__ import annotations

import pytest

from marsad.errors import InputError, LedgerError
from marsad.views.article import read_article
from tests.views.ledger_fixture import sample

ORIGIN, COPY = "1052bc0d071c46ce", "8b8ea6a3ee6bf379"


def test_an_article_has_its_reading_and_what_it_belongs_to() -> None:
    found = sample().article(ORIGIN)
    assert found.article.id == ORIGIN
    assert found.article.publisher == "وكالة سنابل للأنباء"
    assert (len(found.reading.statements), len(found.reading.events)) == (10, 13)
    assert [s.id for s in found.stories] == [f"story-{ORIGIN}"]
    assert [(c.copy, c.original) for c in found.copies] == [(COPY, ORIGIN)]
    assert found.titles == {i: sample().article(i).article.title for i in (ORIGIN, COPY)}


def test_its_statements_are_those_of_the_ledger_in_their_order() -> None:
    found = sample().article(ORIGIN)
    told = {said.id: said for said in sample().statements() if said.id.startswith(f"{ORIGIN}.")}
    assert set(told) == {f"{ORIGIN}.s{i}" for i in range(len(found.reading.statements))}
    for i, said in enumerate(found.reading.statements):
        assert told[f"{ORIGIN}.s{i}"].text == found.reading.text[said.start : said.end]


def test_its_actors_lead_to_the_ledgers_and_have_names() -> None:
    found = sample().article(ORIGIN)
    assert set(found.actors.values()) <= set(found.names)
    named = {m.actor for m in found.reading.mentions if m.actor}
    assert named & set(found.actors)
    assert {found.names[found.actors[a]].ar for a in named & set(found.actors)}


@pytest.mark.parametrize("id_", ["", "0000000000000000", "story-1052bc0d071c46ce", f"{ORIGIN}.s0", "' or 1=1 --"])
def test_an_unknown_article_is_named(id_: str) -> None:
    with pytest.raises(InputError, match="is no article of this ledger; see: marsad articles"):
        read_article(sample().ledger, id_)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(LedgerError, match="2020-02-31"):
        read_article(sample().ledger, ORIGIN, known_on="2020-02-31")
