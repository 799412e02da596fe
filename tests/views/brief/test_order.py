"""What a briefing fetches, and in which order records come to it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import event

from marsad import dossiers, flow
from marsad.ledger import Ledger, codec
from marsad.ledger.docs import shift
from marsad.ledger.filters import Filter
from marsad.ledger.standing import fetched
from marsad.ledger.woven import replace
from marsad.model.woven import Disagreement, Quotation, Shift, WovenEvent
from marsad.views.brief import coverage, weight
from marsad.views.brief.content import compose
from marsad.views.brief.evidence import Evidence
from marsad.views.brief.order import weightiest
from marsad.views.desk import Desk
from tests.views.brief.conftest import noon

SPAN: dict[str, Any] = {"since": "2019-11-01", "until": "2020-12-31"}


def test_what_all_sections_begin_with_is_asked_for_at_once(desk: Desk) -> None:
    asked: list[str] = []
    listen = (desk.ledger.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    told = compose(desk, **SPAN)
    event.listen(*listen)
    with desk.ledger.snapshot():
        assert msgspec.structs.replace(compose(desk, **SPAN), header=told.header) == told
    event.remove(*listen)
    assert sum(len(section.items) for section in told.sections) > 10
    for table in ("naming.data", "reading.data"):
        assert sum(table in statement for statement in asked) == 1


def test_an_article_that_is_expected_is_held_against_sentences_once_it_is_opened(desk: Desk) -> None:
    article = desk.articles(limit=1).rows[0].id
    evidence = Evidence(desk.ledger)
    evidence.expect([article])
    assert (evidence.text(article), evidence.articles) == ("", {})
    evidence.open([article])
    assert evidence.text(article) == desk.article(article).reading.text


def test_memory_puts_records_in_the_order_of_their_weight(desk: Desk) -> None:
    parties, issues = coverage.parties(desk.ledger), [i.id for i in dossiers.issues(desk.ledger.dossier)]
    with desk.ledger.reading() as connection:
        found = weightiest(connection, Filter(), parties, issues)
        events = {
            number: msgspec.json.decode(data, type=WovenEvent)
            for number, data in fetched(connection, [*found.happened, *found.doubtful]).items()
        }
        words = {number: msgspec.json.decode(data, type=Quotation) for number, data in fetched(connection, [*found.said, *found.claims]).items()}  # fmt: skip
    for rows in (found.happened, found.doubtful):
        order = [([-w for w in weight.event_weight(events[n], parties)], events[n].id) for n in rows]
        assert order == sorted(order)
        assert len(order) > 2
    assert all(weight.confirmed(events[n]) for n in found.happened)
    assert all(weight.unconfirmed(events[n]) for n in found.doubtful)
    assert all(words[n].origins < 2 for n in found.claims)
    assert len(found.said) + len(found.claims) == desk.quotations().total


def test_memory_puts_changes_by_their_days_and_disagreements_by_what_is_open(desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(desk.ledger.folder, tmp_path / "desk")
    ledger = Ledger.open(tmp_path / "desk", clock=noon)
    open_ones = [row.id for row in Desk(ledger).disagreements().rows]
    flow.review(ledger, "settle", open_ones[0], "left")
    flow.weave(ledger)
    one = Shift(id="b", actor="TR", issue="ceasefire", day="2020-03-01", before="+", after="-", evidence_before="x",
                evidence_after="y", rule="balance", confidence=0.7)  # fmt: skip
    made = [one, msgspec.structs.replace(one, id="a"), msgspec.structs.replace(one, id="c", day="2020-05-01"),
            msgspec.structs.replace(one, id="d", actor="EG")]  # fmt: skip
    with ledger.writing() as connection:
        replace(connection, {}, map(shift, made), codec.moment(noon()))
    with ledger.reading() as connection:
        found = weightiest(connection, Filter(party="TR"), (), ())
        data = fetched(connection, found.changed)
        every = weightiest(connection, Filter(), (), ())
        settled = fetched(connection, every.disputed)
    assert [msgspec.json.decode(data[n], type=Shift).id for n in found.changed] == ["c", "a", "b"]
    order = [msgspec.json.decode(settled[n], type=Disagreement) for n in every.disputed]
    assert [d.id for d in order] == [
        d.id for d in sorted(order, key=lambda d: (d.status != "open", -d.confidence, d.id))
    ]
    assert len(order) == len(open_ones) > 1
    assert order[-1].id == open_ones[0]
    ledger.close()
