from __future__ import annotations

import pytest

from marsad.errors import InputError
from tests.views.ledger_fixture import sample


def test_each_doubt_stands_with_the_words_to_decide_by() -> None:
    found = sample().queue()
    assert [row.doubt for row in found.rows] == list(found.answer.rows)
    for row in found.rows:
        assert len(row.passages) == {"actor": 1, "disagreement": 2, "event": 1}[row.doubt.kind]
        for passage in row.passages:
            text = sample().article(passage.article).reading.text
            assert passage.words == passage.span.of(text)
            assert passage.before + passage.words + passage.after in text
            assert found.articles[passage.article].id == passage.article


def test_a_name_in_doubt_is_shown_where_its_article_first_has_it() -> None:
    row = next(r for r in sample().queue(kind="actor").rows if r.doubt.id == "ba78b53d347b17c3/found/كايالي")
    assert row.passages[0].words == "كايالي"
    assert (row.event, row.disagreement) == (None, None)


def test_a_disagreement_is_shown_with_both_tellings() -> None:
    row = next(r for r in sample().queue(kind="disagreement").rows if r.doubt.id == "dispute-752f8541ad6f")
    assert [p.words for p in row.passages] == ["أربع حاويات", "ست حاويات"]
    assert row.disagreement
    assert row.disagreement.matter == "number"


def test_the_queue_is_cut_and_counted_and_an_unknown_kind_refused() -> None:
    assert len(sample().queue(limit=2).rows) == 2
    assert sample().queue(limit=2).answer.total == sample().doubts().total
    with pytest.raises(InputError, match="'nix'"):
        sample().queue(kind="nix")
