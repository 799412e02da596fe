"""What people decide: its effect on every record, undone exactly, kept through later weavings, refused where it does not fit."""

from __future__ import annotations

import re

import pytest

from marsad import flow
from marsad.errors import InputError
from marsad.ledger import Ledger
from marsad.ledger.decisions import Action
from marsad.model import Record
from marsad.views import doubts
from marsad.views.desk import Desk
from tests.flow.conftest import Clock, Init, differing, put, rows


@pytest.fixture
def full(ledger: Ledger, wire: list[Record], clock: Clock) -> Desk:
    """A desk with twenty generated articles, on each database."""
    put(ledger, *wire[:20])
    clock.turn(hours=1)
    return Desk(ledger)


@pytest.fixture
def small(new: Init, wire: list[Record], clock: Clock) -> Desk:
    """The same in SQLite alone."""
    desk = Desk(new())
    put(desk.ledger, *wire[:20])
    clock.turn(hours=1)
    return desk


def decide(desk: Desk, action: str, record: str, value: str | None = None) -> list[str]:
    """Decides and weaves; the numbers of the decisions."""
    numbers = desk.review(action, record, value, because="test", by="tester")
    desk.weave()
    assert isinstance(desk.ledger.clock, Clock)
    desk.ledger.clock.turn(minutes=1)
    return list(map(str, numbers))


def undo(desk: Desk, numbers: list[str]) -> list[str]:
    return [n for number in numbers for n in decide(desk, "undo", number)]


def test_reject_takes_an_event_out_of_everything_and_undo_brings_it_back(full: Desk) -> None:
    before = rows(full.ledger)
    event = next(e for e in full.events() if len(e.reports) > 1 and e.issues)
    rejected = decide(full, "reject", event.id)
    assert len(rejected) == len(event.reports)
    assert event.id not in {e.id for e in full.events()}
    assert not set(event.reports) & {r.id for r in full.reports()}
    assert not [p for p in full.positions() if event.id in p.evidence]
    assert not [d for d in full.disagreements() if d.about == event.id]
    undone = undo(full, rejected)
    assert differing(rows(full.ledger), before) == []
    for number in reversed(undone):  # an undo of an undo rejects again
        decide(full, "undo", number)
    assert event.id not in {e.id for e in full.events()}


def test_a_rejected_event_can_be_accepted_again(small: Desk) -> None:
    event = small.events().rows[0]
    decide(small, "reject", event.id)
    decide(small, "accept", event.id)
    (again,) = [e for e in small.events() if e.id == event.id]
    assert again.reports == event.reports
    assert again.confidence == 1.0


def test_reject_a_statement(small: Desk) -> None:
    before = rows(small.ledger)
    said = next(s for s in small.statements() if s.speaker and s.statement.stances)
    numbers = decide(small, "reject", said.id)
    assert said.id not in {s.id for s in small.statements()}
    assert not [p for p in small.positions() if said.id in p.evidence]
    undo(small, numbers)
    assert differing(rows(small.ledger), before) == []


@pytest.mark.parametrize(
    ("value", "field", "expected"),
    [("status=denied", "status", "denied"), ("date=2020-02-11", "day", "2020-02-11"), ("date=", "day", None),
     ("actors=", "actors", ()), ("recipients=haftar, sarraj", "recipients", None), ("type=AGREE", "type", "AGREE")],
)  # fmt: skip
def test_correct_an_event(small: Desk, value: str, field: str, expected: object) -> None:
    before = rows(small.ledger)
    report = next(r for r in small.reports() if r.event.mode and r.event.date)
    known = dict(zip(("haftar", "sarraj"), map(small.find, ("خليفة حفتر", "فايز السراج")), strict=True))
    for name, id_ in known.items():
        value = value.replace(name, id_)
    numbers = decide(small, "correct", report.id, value)
    (now,) = [r for r in small.reports() if r.id == report.id]
    told = {
        "status": now.event.status,
        "day": now.event.date,
        "actors": now.actors,
        "recipients": now.recipients,
        "type": now.event.type,
    }
    assert told[field] == (tuple(known.values()) if field == "recipients" else expected)
    assert [e for e in small.events() if report.id in e.reports]
    undo(small, numbers)
    assert differing(rows(small.ledger), before) == []


def test_correct_a_speaker_moves_the_position(small: Desk) -> None:
    before = rows(small.ledger)
    said = next(
        s for s in small.statements() if s.speaker and s.statement.stances and not s.speaker.startswith("unnamed/")
    )
    issue = said.statement.stances[0].issue
    other = small.find("خالد المشري" if said.speaker != small.find("خالد المشري") else "فايز السراج")
    evidence = {said.id, *(q.id for q in small.quotations() if said.id in q.statements)}
    numbers = decide(small, "correct", said.id, f"speaker={other}")
    assert [p for p in small.positions(actor=other, issue=issue) if evidence & set(p.evidence)]
    decide(small, "correct", said.id, "speaker=")
    assert [s.speaker for s in small.statements() if s.id == said.id] == [None]
    later = [str(d.seq) for d in doubts.log(small.ledger).rows if d.seq > int(numbers[0])]
    undo(small, [*later, *numbers])
    assert differing(rows(small.ledger), before) == []


def test_settle_a_disagreement(full: Desk) -> None:
    before = rows(full.ledger)
    dispute = full.disagreements().rows[0]
    first = decide(full, "settle", dispute.id, "left")
    assert {d.id: d.status for d in full.disagreements()}[dispute.id] == "left"
    decide(full, "settle", dispute.id, "neither")
    assert {d.id: d.status for d in full.disagreements()}[dispute.id] == "neither"
    undo(full, [str(int(first[0]) + 1)])
    assert {d.id: d.status for d in full.disagreements()}[dispute.id] == "left"
    undo(full, first)
    assert differing(rows(full.ledger), before) == []


def test_merge_and_undo(full: Desk) -> None:
    before = rows(full.ledger)
    one, other = [a for a in full.actors() if a.id.startswith("found/")][:2]
    numbers = decide(full, "same", one.id, other.id)
    left = {a.id for a in full.actors()} & {one.id, other.id}
    assert len(left) == 1
    (kept,) = left
    assert full.actor(kept).articles >= max(one.articles, other.articles)
    again = undo(full, numbers)
    assert differing(rows(full.ledger), before) == []
    undo(full, again)
    assert {a.id for a in full.actors()} & {one.id, other.id} == left


def test_merging_twice_and_undoing_the_first(small: Desk) -> None:
    """The namings bear the name of the third actor then; those of the first must come free all the same."""
    found = [a.id for a in small.actors() if a.id.startswith("found/")]
    known = small.find("خليفة حفتر")
    second = decide(small, "same", found[1], known)
    only_second = rows(small.ledger)
    undo(small, second)
    first = decide(small, "same", found[0], found[1])
    decide(small, "same", found[1], known)
    assert not {found[0], found[1]} & {a.id for a in small.actors()}
    undo(small, first)
    assert differing(rows(small.ledger), only_second) == []


def test_a_naming_is_split_from_a_merged_actor(small: Desk) -> None:
    one, other = [a.id for a in small.actors() if a.id.startswith("found/")][:2]
    decide(small, "same", one, other)
    kept = one if one in {a.id for a in small.actors()} else other
    named = [key for key, value in rows(small.ledger).items() if key[0] == "naming" and value[0] == kept]
    _, article, local = named[-1]
    numbers = decide(small, "different", f"{article}/{local}", kept)
    now = rows(small.ledger)
    assert now["naming", article, local][0] not in (kept,)
    assert [now[key][0] for key in named[:-1]] == [kept] * (len(named) - 1)
    undo(small, numbers)
    assert rows(small.ledger)["naming", article, local][0] == kept


def test_two_merged_actors_are_parted_by_their_ids(small: Desk) -> None:
    before = {key: value[0] for key, value in rows(small.ledger).items() if key[0] == "naming"}
    one, other = [a.id for a in small.actors() if a.id.startswith("found/")][:2]
    decide(small, "same", one, other)
    decide(small, "different", one, other)
    assert {key: value[0] for key, value in rows(small.ledger).items() if key[0] == "naming"} == before


def test_a_found_actor_is_merged_into_one_that_no_article_names(small: Desk) -> None:
    found = next(a.id for a in small.actors() if a.id.startswith("found/"))
    unseen = next(
        id_
        for id_, a in flow.knowledge().actors.items()
        if a.type == "PER" and id_ not in {r.id for r in small.actors()}
    )
    decide(small, "same", found, unseen)
    assert small.actor(unseen).articles
    assert found not in {a.id for a in small.actors()}


def test_decisions_hold_for_what_comes_later(new: Init, wire: list[Record]) -> None:
    """Decided early or late, the same decisions on the same articles give the same ledger."""
    desks = [Desk(new()), Desk(new())]
    put(desks[0].ledger, *wire[:16])
    put(desks[1].ledger, *wire[:24])
    one, other = [a.id for a in desks[0].actors() if a.id.startswith("found/")][:2]
    chosen: list[tuple[Action, str, str | None]] = [
        ("reject", desks[0].events().rows[0].reports[0], None),
        ("correct", desks[0].reports().rows[3].id, "status=denied"),
        ("same", one, other),
    ]
    for desk in desks:
        for action, record, value in chosen:
            decide(desk, action, record, value)
    put(desks[0].ledger, *wire[16:24])
    assert differing(rows(desks[0].ledger), rows(desks[1].ledger)) == []


def test_the_log_says_who_and_when(small: Desk, clock: Clock) -> None:
    clock.turn(days=2)
    event = small.events().rows[0]
    (number, *_) = desk_numbers = decide(small, "reject", event.id)
    clock.turn(days=1)
    small.review("undo", number, because="too quick", by="سلمى")
    newest, *older = doubts.log(small.ledger).rows
    assert (newest.by, newest.action, newest.because, str(newest.undoes)) == ("سلمى", "undo", "too quick", number)
    assert newest.recorded.startswith("2021-01-07")
    assert older[0].recorded.startswith("2021-01-06")
    assert len(older) == len(desk_numbers)
    assert flow.verify(small.ledger) == []


def test_an_overlong_name_and_a_null_byte_are_kept_as_they_can_be(full: Desk) -> None:
    full.review("reject", full.events().rows[0].id, because="a\0b", by="x" * 500)
    assert {(len(d.by), d.because) for d in doubts.log(full.ledger)} == {(200, "a\ufffdb")}


REFUSED = [
    ("reject", "event-nothing", None, "event-nothing: there is no such record; ids stand in the first column"),
    ("reject", "{story}", None, "is a story; events, reports and statements can be"),
    ("settle", "{event}", "left", "give a disagreement and one of: open, left, right, both, neither"),
    ("settle", "{dispute}", "middle", "settle {dispute} middle: give a disagreement and one of"),
    ("correct", "{report}", "colour=red", "give FIELD=VALUE with one of: type, mode, status"),
    ("correct", "{report}", "status", "give FIELD=VALUE"),
    ("correct", "{report}", "status=maybe", "status is one of: happened, ongoing"),
    ("correct", "{report}", "type=PARTY", "type=PARTY: type is one of: AGREE, CONSULT"),
    ("correct", "{report}", "type=", "type is one of"),
    ("correct", "{report}", "mode=tickle", "mode=tickle: mode is one of"),
    ("correct", "{report}", "date=2020-02-31", "write the date as YYYY-MM-DD"),
    ("correct", "{report}", "date=gestern", "write the date as YYYY-MM-DD"),
    ("correct", "{report}", "place=Atlantis", "is no place of the knowledge base; give an id"),
    ("correct", "{report}", "actors=nobody at all", "'nobody at all': is no actor and no naming; give an id"),
    ("correct", "{said}", "force=", "force is one of"),
    ("correct", "{said}", "type=AGREE", "with one of: speaker, force"),
    ("same", "nobody at all", "{known}", "'nobody at all': is no actor and no naming; give an id"),
    ("same", "{known}", "{known}", "{known}: is one actor already"),
    ("undo", "77", None, "undo 77: there is no such decision; see: marsad review log"),
    ("undo", "one", None, "undo one: there is no such decision"),
    ("bless", "{event}", None, "'bless' is no decision; there are: "),
]


def test_what_does_not_fit_is_refused_and_nothing_is_written(small: Desk) -> None:
    before = rows(small.ledger)
    ids = {"story": small.stories().rows[0].id, "event": small.events().rows[0].id, "report": small.reports().rows[0].id,
           "said": small.statements().rows[0].id, "dispute": small.disagreements().rows[0].id, "known": small.find("خليفة حفتر")}  # fmt: skip
    for action, record, value, words in REFUSED:
        with pytest.raises(InputError, match=re.escape(words.format(**ids))):
            small.review(action, record.format(**ids), value and value.format(**ids))
    assert doubts.log(small.ledger).total == 0
    assert small.weave() is None
    assert differing(rows(small.ledger), before) == []


def test_a_decision_is_undone_once(small: Desk) -> None:
    (number, *_) = decide(small, "reject", small.events().rows[0].id)
    (undone,) = decide(small, "undo", number)
    with pytest.raises(InputError, match=f"undo {number}: was undone already by decision {undone}"):
        small.review("undo", number)


def test_a_closed_record_is_not_corrected(small: Desk, wire: list[Record]) -> None:
    """What stood in an older version of a page stands nowhere now."""
    report = small.reports().rows[-1]
    page = next(a for a in small.articles() if a.id == report.article)
    changed = next(r for r in wire if r.url == page.url)
    put(small.ledger, Record(source="new.html", text="لا أحداث اليوم في البلاد، والطقس معتدل على الساحل كله.", title=changed.title,
                             url=changed.url, published=changed.published, publisher=changed.publisher))  # fmt: skip
    with pytest.raises(InputError, match=f"{report.id}: does not hold any more"):
        small.review("correct", report.id, "status=denied")
