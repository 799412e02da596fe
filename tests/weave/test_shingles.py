"""Words of a body with their places, and shingles as numbers."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marsad.lang.ar.fold import fold
from marsad.model import Span
from marsad.weave.shingles import SIZE, Words, overlap, shingle_hashes, winnow, word_hashes

TEXTS = st.text(alphabet="ابتثأإآىةؤئ١٢3 #_«»،.ًّـﷺﻻ\u200f\nXy", max_size=60)
NUMBERS = st.lists(st.integers(0, 2**64 - 1), max_size=60)


def whole(text: str) -> Words:
    return Words(text, [Span(0, len(text))])


@given(TEXTS)
def test_every_word_is_read_back_from_its_place(text: str) -> None:
    words = whole(text)
    for k, word in enumerate(words.words):
        assert word in fold(words.span(k, k + 1).of(text))


@given(TEXTS, TEXTS)
def test_stretches_are_read_apart(left: str, right: str) -> None:
    both = Words(left + right, [Span(0, len(left)), Span(len(left), len(left) + len(right))])
    assert both.words == whole(left).words + whole(right).words


def test_spelling_and_punctuation_make_no_difference() -> None:
    plain = whole("اعلن رييس اللجنه فتح الممر في 2021")
    dressed = whole("«أعلنَ» رئيسُ #اللجنة، فتحَ الممرّ في ٢٠٢١.")
    assert np.array_equal(plain.shingles, dressed.shingles)
    assert dressed.span(1, 3).of("«أعلنَ» رئيسُ #اللجنة، فتحَ الممرّ في ٢٠٢١.") == "رئيسُ #اللجنة"


def test_the_hash_is_the_same_in_every_run() -> None:
    words = "قالت اللجنة إن الطريق مفتوح".split()
    code = f"from marsad.weave.shingles import shingle_hashes; print(shingle_hashes({words!r})[0])"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(other.stdout) == int(shingle_hashes(words)[0])


def test_the_order_of_words_matters() -> None:
    words = "واحد اثنان ثلاثة أربعة خمسة".split()
    assert shingle_hashes(words)[0] != shingle_hashes(words[::-1])[0]
    assert len(set(word_hashes([*words, "واحدة", "ا", "اا", "x" * 600, "x" * 601]).tolist())) == 10


def test_too_few_words_have_no_shingle() -> None:
    assert len(shingle_hashes(["كلمة"] * (SIZE - 1))) == 0
    assert len(whole("").words) == len(whole("").distinct) == 0
    assert overlap(whole("").distinct, whole("").distinct) == (0, 0.0, 0.0, 0.0)


@given(st.lists(st.sampled_from("ابتث"), max_size=40), st.lists(st.sampled_from("ابتث"), max_size=40))
def test_overlap_is_that_of_sets_of_words(left: list[str], right: list[str]) -> None:
    ours, theirs = ({tuple(w[i : i + SIZE]) for i in range(len(w) - SIZE + 1)} for w in (left, right))
    found = overlap(np.unique(shingle_hashes(left)), np.unique(shingle_hashes(right)))
    assert found.shared == len(ours & theirs)
    assert found.jaccard == (len(ours & theirs) / len(ours | theirs) if ours | theirs else 0)
    assert found.of_left == (len(ours & theirs) / len(ours) if ours else 0)


@given(NUMBERS, NUMBERS, st.lists(st.integers(0, 2**64 - 1), min_size=8, max_size=8), NUMBERS)
def test_a_run_as_long_as_the_window_shares_a_choice(a: list[int], b: list[int], run: list[int], c: list[int]) -> None:
    left = winnow(np.array(a + run + b, dtype=np.uint64), window=8)
    right = winnow(np.array(c + run, dtype=np.uint64), window=8)
    assert len(np.intersect1d(left, right)) > 0


def test_a_text_shorter_than_the_window_gives_its_smallest() -> None:
    assert winnow(np.array([5, 3, 9], dtype=np.uint64), window=8).tolist() == [3]
    assert len(winnow(np.zeros(0, dtype=np.uint64), window=8)) == 0
