"""Parties: descriptions, nouns that point back, titles with and without a name, and which party is a verb's subject."""

from __future__ import annotations

import pytest

from marsad.lang.ar.fold import fold
from marsad.read.clauses import subject
from marsad.read.verbs import negated
from tests.conftest import Case, PartiesOf, rows


@pytest.mark.parametrize("case", rows("parties"))
def test_case(case: Case, parties_of: PartiesOf) -> None:
    doc, parties = parties_of(case["text"], case.get("published"))
    told = [(doc.show(*p.head)[p.cut if p.head[0] == p.start else 0 :], [p.actor, *p.others]) for p in parties.all]
    for head, *actors in case["expected"]:
        found = [ids for shown, ids in told if fold(shown) == fold(head)]
        assert found, told
        assert sorted(found[-1]) == sorted(actors or found[-1]), told
    same = [ids for shown, ids in told if fold(shown) in map(fold, case.get("same", []))]
    assert all(ids == same[0] for ids in same), told
    for head in case.get("none", []):
        assert fold(head) not in [fold(shown) for shown, _ in told], told


@pytest.mark.parametrize("case", rows("titles"))
def test_title(case: Case, parties_of: PartiesOf) -> None:
    doc, parties = parties_of(case["text"], case.get("published"))
    told = [(doc.show(p.start, p.end), p.office, p.actor) for p in parties.all if p.office and p.sort != "described"]
    assert [t[:2] for t in told] == [tuple(w[:2]) for w in case["expected"]], told
    for (_, _, actor), wanted in zip(told, case["expected"], strict=True):
        assert len(wanted) < 3 or actor == wanted[2], told


@pytest.mark.parametrize("case", rows("clauses"))
def test_subject(case: Case, parties_of: PartiesOf) -> None:
    doc, parties = parties_of(case["text"])
    at = doc.words.index(fold(case["verb"]))
    found = [subject(doc, parties, at, a) for a in doc.analyses(at) if a.is_verb]
    assert found, doc.analyses(at)
    told = {fold(doc.show(f.party.start, f.party.end)) if f.party else "" for f in found}
    assert fold(case["subject"]) in told, found
    assert negated(doc, at) == case.get("negated", False)


def test_a_group_is_what_stands_joined(parties_of: PartiesOf) -> None:
    doc, parties = parties_of("بحثت روسيا وتركيا والإمارات الملف، ثم غادرت قطر.")
    first = parties.all[0]
    assert [p.actor for p in parties.group(first, doc)] == ["RU", "TR", "AE"]
    assert parties.first_of_group(parties.all[2], doc) is first
    assert [p.actor for p in parties.group(parties.all[-1], doc)] == ["QA"]


def test_parties_do_not_overlap_and_are_found_by_any_word(parties_of: PartiesOf) -> None:
    _, parties = parties_of("قال وزير الخارجية المصري سامح شكري إن القوات الحكومية ومصادر مطلعة نفت ذلك.")
    for before, after in zip(parties.all, parties.all[1:], strict=False):
        assert before.end <= after.start
    for party in parties.all:
        assert all(parties.covering(word) is party for word in range(party.start, party.end))
        assert parties.between(party.start, party.end) == [party]
