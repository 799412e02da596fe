from __future__ import annotations

import pytest

from marsad.model import Span
from marsad.views.passages import passage


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        ("عنوان\nأوقفت فرقاطة سفينة أمس\nذيل", "سفينة", "أوقفت فرقاطة ", " أمس"),
        ("سفينة", "سفينة", "", ""),
        (f"{'كلمة ' * 60}سفينة{' أخرى' * 60}", "سفينة", "كلمة " * 21, " أخرى" * 21),
    ],
)
def test_a_passage_stays_within_its_line_and_is_cut_between_words(
    text: str, words: str, before: str, after: str
) -> None:
    start = text.index(words)
    found = passage("a", text, Span(start, start + len(words)))
    assert (found.before, found.words, found.after) == (before, words, after)
