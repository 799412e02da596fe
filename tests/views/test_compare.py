from __future__ import annotations

import io

import pytest
from msgspec import structs

from marsad.errors import MarsadError
from marsad.ledger.articles import readings
from marsad.views import compare
from tests.views.ledger_fixture import ESCAPE, TURNED, sample

STORIES = 12


def stories() -> list[str]:
    return [row.id for row in sample().stories() if len(row.articles) > 1]


def test_the_sample_has_stories_to_compare() -> None:
    assert len(stories()) >= 3


@pytest.mark.parametrize("number", range(STORIES))
def test_who_tells_what_is_what_the_records_say(number: int) -> None:
    rows = sample().stories().rows
    if number >= len(rows):
        pytest.skip("the sample has fewer stories")
    story = rows[number]
    found = sample().compare(story.id)
    events = {e.id: {r.article for r in sample().reports(event=e.id)} for e in sample().events(story=story.id)}
    article_of = {s.id: s.article for s in sample().statements()}
    quotations = {q.id: {article_of[s] for s in q.statements} for q in sample().quotations()}
    quotations = {q: by for q, by in quotations.items() if by & set(story.articles)}
    told = events | quotations
    assert [v.article.id for v in found.voices] == list(story.articles)
    assert {e.id for e in found.events} == set(events)
    assert {q.id for q in found.quotations} == set(quotations)
    for voice in found.voices:
        own = {id_ for id_, by in told.items() if voice.article.id in by}
        by_then = {v.article.id for v in found.voices if v.article.day <= voice.article.day} - {voice.article.id}
        others = {id_ for id_, by in told.items() if by & by_then & set(story.origins)}
        assert {*voice.events, *voice.quotations} == own
        assert set(voice.left_out) == others - own
        assert set(voice.alone) == {id_ for id_ in own if len(told[id_]) == 1}
        assert (voice.copies is not None) or voice.article.id in story.origins


def test_changes_show_the_words_of_both_articles() -> None:
    kinds = set()
    for story in stories():
        found = sample().compare(story)
        with sample().ledger.reading() as connection:
            texts = {id_: reading.text for id_, reading in readings(connection, found.story.articles)}
        for voice in found.voices:
            for change in voice.differing:
                assert voice.copies is not None
                kinds.add(change.kind)
                assert change.ours in texts[voice.article.id]
                assert change.theirs in texts[voice.copies.original]
                assert bool(change.ours) == (change.kind != "cut")
                assert bool(change.theirs) == (change.kind != "added")
    assert kinds == {"cut", "added", "changed"}


def test_every_label_and_every_disagreement_is_written() -> None:
    for story in stories():
        out = io.BytesIO()
        found = sample().compare(story)
        compare.write(found, out)
        shown = out.getvalue().decode()
        assert all(d.id in shown for d in found.disagreements)
        assert all(v.article.id in shown for v in found.voices)
        assert set(found.words) == {q.id for q in found.quotations}
        assert all(found.words.values())


@pytest.mark.parametrize("of", ["events", "articles"])
def test_what_is_no_story_is_refused(of: str) -> None:
    with pytest.raises(MarsadError, match=r"no story|no such record"):
        sample().compare(getattr(sample(), of)().rows[0].id)


def test_disagreements_do_not_drive_the_terminal() -> None:
    found = next(c for c in map(sample().compare, stories()) if c.disagreements)
    dispute = found.disagreements[0]
    side = structs.replace(dispute.left, publishers=(f"صحيفة{ESCAPE}{TURNED}",))
    hostile = structs.replace(dispute, unit=f"قتيل{ESCAPE}", left=side)
    out = io.BytesIO()
    compare.write(structs.replace(found, disagreements=(hostile,)), out)
    assert "صحيفة" in out.getvalue().decode()
    assert "\x1b" not in out.getvalue().decode()
    assert TURNED not in out.getvalue().decode()
