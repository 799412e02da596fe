"""A briefing of sample articles: what it holds, that everything printed is borne out, and that filters and moments hold."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from marsad import flow
from marsad.errors import InputError, LedgerError
from marsad.ledger import Ledger, codec
from marsad.ledger.decisions import decide
from marsad.ledger.docs import shift
from marsad.ledger.woven import replace
from marsad.model.woven import Shift
from marsad.views.brief.content import compose
from marsad.views.brief.formats import FORMATS
from marsad.views.brief.told import Briefing
from marsad.views.cli import app
from marsad.views.desk import Desk
from tests.views.brief.conftest import noon

SPAN: dict[str, Any] = {"since": "2019-11-01", "until": "2020-12-31"}


@pytest.fixture(scope="module")
def told(desk: Desk) -> Briefing:
    return compose(desk, **SPAN)


def test_all_sections_in_order(told: Briefing) -> None:
    assert [s.id for s in told.sections] == ["happened", "said", "changed", "disputed", "unconfirmed", "missing"]
    assert all(s.items for s in told.sections if s.id in ("happened", "said", "disputed", "unconfirmed"))


def test_every_sentence_leads_to_its_characters(desk: Desk, told: Briefing) -> None:
    by_number = {cited.number: cited for cited in told.references}
    assert list(by_number) == list(range(1, len(by_number) + 1))
    used: set[int] = set()
    for section in told.sections:
        for item in section.items:
            for sentence in item.sentences:
                assert sentence.cites
                used.update(sentence.cites)
                assert sentence.quote in sentence.text
    assert used == set(by_number)
    titles = {a.id: a.title for a in desk.articles().rows}
    for cited in told.references:
        assert cited.title == titles[cited.article]
        assert len(cited.words) == cited.end - cited.start > 0


def test_the_header_counts_the_span(desk: Desk, told: Briefing) -> None:
    head = told.header
    assert (head.articles, head.made, head.ledger, head.dossier) == (
        desk.articles().total,
        "2021-01-01T12:00:00Z",
        "libya",
        "libya",
    )
    copies = {c.copy for c in desk.copies().rows}
    assert head.origins == head.articles - len(copies)
    assert head.reader == ("marsad 0.1.0",) or head.reader[0].startswith("marsad ")
    assert head.known_on is None


def test_deeds_with_one_origin_stand_under_what_nobody_confirms(desk: Desk, told: Briefing) -> None:
    events = {e.id: e for e in desk.events().rows}
    sections = {s.id: [i.record for i in s.items] for s in told.sections}
    for id_ in sections["happened"]:
        assert events[id_].status in ("happened", "ongoing")
        assert not events[id_].quad.startswith("material") or events[id_].origins > 1
    for id_ in sections["unconfirmed"]:
        assert id_ not in events or events[id_].origins == 1 or events[id_].status in ("alleged", "denied")
    assert not set(sections["happened"]) & set(sections["unconfirmed"])
    assert not set(sections["said"]) & set(sections["unconfirmed"])


def test_a_disagreement_has_both_sides(desk: Desk, told: Briefing) -> None:
    disputed = next(s for s in told.sections if s.id == "disputed")
    assert {i.record for i in disputed.items} <= {d.id for d in desk.disagreements().rows}
    assert all([s.tells for s in i.sentences] == [f"{i.record}/left", f"{i.record}/right"] for i in disputed.items)


def test_what_is_missing(desk: Desk, told: Briefing) -> None:
    rows = next(s for s in told.sections if s.id == "missing").missing
    gaps = [g for g in desk.gaps(**SPAN).rows if g.source is None]
    assert {(g.since, g.until) for g in gaps} <= {(m.since, m.until) for m in rows if m.kind == "days"}
    heard = {p for e in desk.events(**SPAN).rows for p in (*e.actors, *e.recipients)}
    parties = {m.what for m in rows if m.kind == "party"}
    assert ("تركيا" in parties) is ("TR" not in heard)
    assert "تونس" in parties
    assert all(m.days >= 1 for m in rows)


def test_the_last_days_that_have_articles(desk: Desk) -> None:
    days = sorted({a.day for a in desk.articles().rows})
    head = compose(desk).header
    assert (head.since, head.until) == (days[-7:][0], days[-1])
    assert compose(desk, since="2020-05-29").header.until == days[-1]
    assert compose(desk, until="2020-05-29").header.until == "2020-05-29"


def test_filters(desk: Desk) -> None:
    about = compose(desk, **SPAN, actor="تركيا", issue="arms_embargo")
    assert about.header.actor == "تركيا"
    assert 0 < about.header.articles < desk.articles().total
    allowed = {e.id for e in desk.events(**SPAN, party="TR", issue="arms_embargo").rows}
    allowed |= {q.id for q in desk.quotations(**SPAN, actor="TR", issue="arms_embargo").rows}
    allowed |= {d.id for d in desk.disagreements(**SPAN, actor="TR").rows}
    records = {i.record for s in about.sections for i in s.items}
    assert records
    assert records <= allowed


@pytest.mark.parametrize(("wrong", "error"), [({"issue": "rain"}, InputError), ({"actor": "لا أحد البتة"}, InputError),
                                              ({"since": "2020-13-01"}, LedgerError), ({"since": "2020-06-01", "until": "2020-05-01"}, InputError),
                                              ({"known_on": "yesterday"}, LedgerError)])  # fmt: skip
def test_what_cannot_be_asked(desk: Desk, wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        compose(desk, **wrong)


def test_before_the_ledger_knew_anything(desk: Desk) -> None:
    then = compose(desk, **SPAN, known_on="2020-12-31")
    assert (then.header.articles, then.header.known_on) == (0, "2020-12-31")
    assert not any(s.items for s in then.sections)
    assert compose(desk, **SPAN, known_on="2021-01-01").sections == compose(desk, **SPAN).sections


def test_an_empty_ledger(tmp_path: Path) -> None:
    ledger = flow.init(tmp_path / "empty", dossier="libya")
    told = compose(Desk(ledger))
    assert told.header.articles == 0
    assert all(FORMATS[name](told) for name in ("md", "html", "json"))
    ledger.close()


def test_in_english_the_same_records_with_evidence_in_the_original(desk: Desk, told: Briefing) -> None:
    english = compose(desk, **SPAN, lang="en")
    for one, other in zip(told.sections, english.sections, strict=True):
        assert {i.record for i in one.items} == {i.record for i in other.items}, [w.reason for w in english.withheld]
    assert {(c.article, c.words) for c in english.references} == {(c.article, c.words) for c in told.references}


def test_a_hostile_rewording_changes_nothing(desk: Desk, told: Briefing) -> None:
    for hostile in (
        lambda s: "",
        lambda s: s.replace("تركيا", "مصر"),
        lambda s: s + " خليفة حفتر",
        lambda s: "٥٠ قتيلا",
        lambda s: f"لم {s}",
    ):
        again = compose(desk, **SPAN, reword=hostile)
        assert [s.items for s in again.sections] == [s.items for s in told.sections]


def test_a_true_rewording_is_printed_and_marked(desk: Desk, told: Briefing) -> None:
    again = compose(desk, **SPAN, reword=lambda s: f"كما {s}")
    sentences = [x for s in again.sections for i in s.items for x in i.sentences]
    assert any(x.reworded and x.text.startswith("كما ") for x in sentences)


def test_withheld_sentences_are_counted_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    """A ledger in which a speaker is given to another by hand: what he said is no longer borne out."""
    folder = tmp_path / "libya"
    shutil.copytree(desk.ledger.folder, folder)
    ledger = Ledger.open(folder, clock=noon)
    before = compose(Desk(ledger), **SPAN)
    victim = next(s.items for s in before.sections if s.id == "said")[0]
    with ledger.batch("correct", by="tester") as batch:
        decide(batch, "correct", victim.sentences[0].tells, field="speaker", value="TN", by="tester")
    flow.weave(ledger)
    after = compose(Desk(ledger), **SPAN)
    assert all(victim.sentences[0].tells != x.tells for s in after.sections for i in s.items for x in i.sentences)
    assert any("not named" in w.reason for w in after.withheld)
    ledger.close()


def test_changes_rest_on_words_and_acts(desk: Desk, tmp_path: Path) -> None:
    """Changes of position laid into a copy of the ledger by hand: one on a statement, one on an event, one that does not hold."""
    said = next(
        s for s in desk.statements().rows if s.statement.stances and s.speaker and s.speaker.startswith("found/")
    )
    acted = next(e for e in desk.events().rows if e.issues and e.actors and not e.actors[0].startswith("unnamed/"))
    stance = said.statement.stances[0]
    made = [
        Shift(id="shift-said", actor=said.speaker or "", issue=stance.issue, day=said.said, before=stance.polarity, after=stance.polarity,
              evidence_before=said.id, evidence_after=said.id, rule="balance", confidence=0.7),
        Shift(id="shift-acted", actor=acted.actors[0], issue=acted.issues[0], day=acted.told, before="+", after="-",
              evidence_before=acted.id, evidence_after=acted.id, rule="balance", confidence=0.7),
        Shift(id="shift-wrong", actor=said.speaker or "", issue=stance.issue, day=said.said, before="-" if stance.polarity == "+" else "+",
              after=stance.polarity, evidence_before=said.id, evidence_after=said.id, rule="balance", confidence=0.7),
    ]  # fmt: skip
    folder = tmp_path / "libya"
    shutil.copytree(desk.ledger.folder, folder)
    ledger = Ledger.open(folder, clock=noon)
    with ledger.writing() as connection:
        replace(connection, {}, map(shift, made), codec.moment(noon()))
    told = compose(Desk(ledger), **SPAN)
    changed = next(s for s in told.sections if s.id == "changed")
    assert {i.record for i in changed.items} == {"shift-said", "shift-acted"}
    assert all([x.tells for x in i.sentences] == [f"{i.record}/before", f"{i.record}/after"] for i in changed.items)
    assert [w.record for w in told.withheld if w.section == "changed"] == ["shift-wrong"]
    ledger.close()


def test_the_command(desk: Desk, tmp_path: Path) -> None:
    run = CliRunner().invoke
    folder, file = str(desk.ledger.folder), tmp_path / "week.html"
    done = run(
        app,
        [
            "brief",
            "--ledger",
            folder,
            "--lang",
            "en",
            "--most",
            "2",
            "--from",
            "2019-11-01",
            "--to",
            "2020-12-31",
            "--format",
            "html",
            "--output",
            str(file),
        ],
    )
    assert (done.exit_code, done.output) == (0, "")
    assert '<html lang="en" dir="ltr">' in file.read_text(encoding="utf-8")
    told = msgspec.json.decode(
        run(app, ["brief", "-l", folder, "-f", "json", "--issue", "arms_embargo"]).stdout_bytes, type=Briefing
    )
    assert (told.language, told.header.issue) == ("ar", "arms_embargo")
    refused = run(app, ["brief", "-l", folder, "--issue", "rain"])
    assert refused.exit_code == 1
    assert "'rain' is no issue of this dossier" in refused.output
