"""Disagreements with their tellings."""

from __future__ import annotations

from tests.views.ledger_fixture import sample

SHIP = "story-98d6ca1e60d9c938"


def test_both_tellings_are_quoted_from_their_articles_with_the_cards_of_their_sources() -> None:
    found = sample().disputes(story=SHIP)
    assert found.total == len(found.rows) == 2
    one = next(d for d in found.rows if d.disagreement.id == "dispute-752f8541ad6f")
    assert (one.left.passage.words, one.right.passage.words) == ("أربع حاويات", "ست حاويات")
    assert one.left.passage.span == one.disagreement.left.evidence
    assert one.right.article.publisher == "ورقة النيل"
    assert [(o.name, o.card.id if o.card else None) for o in one.left.outlets] == [("وكالة بحر الوسط", "bahr-wasat")]


def test_a_side_without_a_publisher_has_no_outlet() -> None:
    nameless = [d for d in sample().disputes().rows if not d.disagreement.right.publishers]
    assert nameless
    assert nameless[0].right.outlets == ()


def test_disagreements_are_counted_by_story_and_as_was_known() -> None:
    desk = sample()
    stories = [s.id for s in desk.stories().rows]
    counted = desk.disputed(stories)
    assert counted[SHIP] == 2
    assert sum(counted.values()) == desk.disagreements().total
    assert desk.disputed(stories, known_on="2020-01-01") == {}
    assert desk.disputed([]) == {}
