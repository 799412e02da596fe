"""The figures of copies: the exact truth, and how relations are counted against it."""

from __future__ import annotations

import pytest

from bench.copies import altered, exact_pairs, figures, growth, told, weave
from marsad.model.telling import Telling
from tests.weave import copied
from tests.weave.copied import SENTENCES, fresh

WORDS = {"a": "١ ٢ ٣ ٤ ٥ ٦".split(), "b": "١ ٢ ٣ ٤ ٥ ٧".split(), "c": "١ ٢ ٣ ٤".split(), "d": "٩ ٨ ٧ ٦ ٥".split()}


def pages() -> dict[str, Telling]:
    body = " ".join(SENTENCES)
    found = (copied.told("a", body), copied.told("b", body + " " + fresh(1, 9)), copied.told("c", fresh(2, 80)))
    return {t.article: t for t in found}


def test_the_truth_is_the_share_of_common_shingles() -> None:
    assert exact_pairs(WORDS, least=0.3) == {("a", "b"): pytest.approx(1 / 3)}
    assert exact_pairs(WORDS) == {}


def test_what_is_missed_and_what_is_too_much_both_count() -> None:
    by_id = pages()
    found, _ = weave(by_id.values(), by_id.__getitem__)
    right = {("a", "b"): 0.9}
    assert figures(right, found) == (1, 1.0, 1.0, 1.0)
    assert figures(right | {("a", "c"): 0.7}, found) == (2, 0.5, 0.5, 1.0)
    assert figures({("a", "c"): 0.7}, found)[1:] == (0.0, 0.0, 0.0)
    assert figures({("a", "b"): 0.49}, found).wanted == 0


def test_altered_articles_copy_only_their_own_turn() -> None:
    one = pages()["a"]
    turned = altered(one, 1)
    assert len(turned.reading.text) == len(one.reading.text)
    assert (turned.article, turned.day) == ("a~1", "2022-03-14")
    by_id = {t.article: t for t in (one, turned, altered(pages()["b"], 1))}
    found, _ = weave(by_id.values(), by_id.__getitem__)
    assert {(c.original, c.copy) for c in found} <= {("b~1", "a~1"), ("a~1", "b~1")}


def test_growth_is_told_turn_by_turn() -> None:
    lines = list(growth(list(pages().values()), 2))
    assert [line.split(" articles")[0].strip() for line in lines] == ["3", "6"]


def test_a_reading_without_a_date_is_a_telling_all_the_same() -> None:
    assert told(pages()["a"].reading).day == "1970-01-01"
