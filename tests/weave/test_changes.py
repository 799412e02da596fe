"""What a copy cut, added and changed, told by spans of both texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Span
from marsad.weave.changes import changes
from marsad.weave.shingles import Words
from tests.weave.copied import SENTENCES

WORDS = st.lists(st.sampled_from("واحد اثنان ثلاثة أربعة خمسة".split()), max_size=25)


def told(copy: str, original: str) -> list[tuple[str | None, str | None]]:
    ours, theirs = (Words(text, [Span(0, len(text))]) for text in (copy, original))
    return [
        (c.ours.of(copy) if c.ours else None, c.theirs.of(original) if c.theirs else None)
        for c in changes(ours, theirs)
    ]


def test_the_same_words_have_no_changes() -> None:
    assert told("أعلنت اللجنة، أمس، فتح الممر", "اعلنت اللجنه أمس فتح الممرّ") == []


def test_a_sentence_cut_is_theirs_alone() -> None:
    cut = SENTENCES[1].rstrip(".")
    assert told(f"{SENTENCES[0]} {SENTENCES[2]}", f"{SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]}") == [(None, cut)]


def test_a_sentence_added_is_ours_alone() -> None:
    assert told(f"{SENTENCES[0]} {SENTENCES[3]}", SENTENCES[0]) == [(SENTENCES[3].rstrip("."), None)]


def test_a_changed_number_is_shown_on_both_sides() -> None:
    assert told(SENTENCES[0].replace("تسع شاحنات", "سبع شاحنات"), SENTENCES[0]) == [("سبع", "تسع")]


def test_a_lone_word_between_changes_belongs_to_them() -> None:
    copy = "قتل خمسة في غارة على المخزن الكبير قرب البلدة"
    original = "أصيب عشرة في قصف على المخزن الكبير قرب البلدة"
    assert told(copy, original) == [("قتل خمسة في غارة", "أصيب عشرة في قصف")]


def test_an_empty_text_is_all_change() -> None:
    assert told("", "كلمة واحدة") == [(None, "كلمة واحدة")]
    assert told("", "") == []


@given(WORDS, WORDS)
def test_taking_the_changes_back_gives_the_original(ours: list[str], theirs: list[str]) -> None:
    copy, original = " ".join(ours), " ".join(theirs)
    left, right = (Words(text, [Span(0, len(text))]) for text in (copy, original))
    found = changes(left, right)
    kept_ours = _without(copy, [c.ours for c in found])
    assert kept_ours == _without(original, [c.theirs for c in found])


def _without(text: str, spans: list[Span | None]) -> list[str]:
    for span in sorted((s for s in spans if s), reverse=True):
        text = text[: span.start] + " " + text[span.end :]
    return text.split()
