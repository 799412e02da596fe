"""Two articles side by side."""

from __future__ import annotations

import pytest

from marsad.errors import InputError
from marsad.views.pairs import Piece, differing
from tests.views.ledger_fixture import sample
from tests.views.retold_fixture import retold

ORIGIN, COPY, OTHER = "1052bc0d071c46ce", "8b8ea6a3ee6bf379", "fecbf5e0e133a463"


def marked(pieces: tuple[Piece, ...]) -> list[str]:
    """The words that differ."""
    return [piece.text for piece in pieces if piece.differs]


def test_only_words_that_differ_are_marked_and_every_character_stays() -> None:
    left, right = "وصلت السفينة إلى الميناء، فجر الأحد.", "وصلت الباخره الى الميناء فجر يوم الأحد"
    ours, theirs = differing(left, right)
    assert "".join(p.text for p in ours) == left
    assert "".join(p.text for p in theirs) == right
    assert marked(ours) == ["السفينة"]
    assert marked(theirs) == ["الباخره", "يوم"]


@pytest.mark.parametrize(("left", "right"), [("", ""), ("", "كلمة"), ("…", "!")])
def test_nothing_and_mere_punctuation_are_compared_too(left: str, right: str) -> None:
    ours, theirs = differing(left, right)
    assert ("".join(p.text for p in ours), "".join(p.text for p in theirs)) == (left, right)


def test_a_copy_is_aligned_with_its_original_and_its_changes_are_marked() -> None:
    found = sample().pair(ORIGIN, COPY)
    assert found.copy
    assert found.aligned
    assert found.copy.original == ORIGIN
    cut = [text for line in found.left_text for text in marked(line)]
    added = [text for line in found.right_text for text in marked(line)]
    assert "فاليتا - 11 أغسطس 2020 - سنابل" in cut
    assert any(text.startswith("أمس الثلاثاء") for text in added)
    assert found.left_text[0][0].text == found.left.title
    turned = sample().pair(COPY, ORIGIN)
    assert (turned.left_text, turned.right_text) == (found.right_text, found.left_text)


def test_two_articles_that_tell_nothing_in_common_have_their_texts_unmarked() -> None:
    found = sample().pair(ORIGIN, OTHER)
    assert (found.copy, found.aligned, found.shared) == (None, False, ())
    assert not any(marked(line) for line in (*found.left_text, *found.right_text))


def test_what_two_articles_both_tell_stands_in_the_words_of_each() -> None:
    desk = retold()
    (quotation,) = desk.quotations().rows
    one, other = (statement.partition(".")[0] for statement in quotation.statements)
    found = desk.pair(one, other)
    assert (found.aligned, found.left_text, found.right_text) == (False, (), ())
    shared = next(s for s in found.shared if s.id == quotation.id)
    assert (shared.kind, found.names[shared.speaker or ""].ar) == ("quotation", "سامي الدرة")
    assert (shared.left.record, shared.right.record) == quotation.statements
    assert (marked(shared.left.pieces), marked(shared.right.pieces)) == (["أرضنا،"], ["أراضينا،"])
    assert "REQUEST" in {s.type for s in found.shared if s.kind == "event"}


def test_an_unknown_article_and_one_and_the_same_are_refused() -> None:
    with pytest.raises(InputError, match="0000: is no article of this ledger"):
        sample().pair(ORIGIN, "0000")
    with pytest.raises(InputError, match="stands on both sides"):
        sample().pair(ORIGIN, ORIGIN)
