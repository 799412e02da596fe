"""Snippets: marks where a word is written in another way than it is asked for."""

from __future__ import annotations

import pytest

from marsad.ledger.query import parse
from marsad.ledger.snippets import Shown, snippet
from marsad.model import Span


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("زيارته", "زيارة"),  # the last letter changes before a pronoun
        ("زِيـــارَة", "زياره"),
        ("ﺯﻳﺎﺭﺓ", "زيارة"),  # presentation forms, which are read whole
        ("گفتگو", "كفتكو"),
        ("٢٠٢٠", "2020"),
        ("２０２０", "2020"),
        ("Erdoğan", "erdogan"),
        ("ERDOGAN", "Erdogan"),
        ("وبشكل", "بشكل"),
        ("الأمن", "امن"),
        ("لقائه", "لقاء"),
        ("مستشفياتهم", "مستشف*"),
    ],
)
def test_what_is_written_otherwise_is_marked_behind_paragraphs_without_it(written: str, asked: str) -> None:
    first, second = "صدر البيان صباحا عن المكتب، ولم يعلق أحد.", f"وقبل ذلك كتب {written} في الصحف"
    text = f"{first}\n{second}"
    shown = Shown(
        text=text, title=None, body=[Span(0, len(first)), Span(len(first) + 1, len(text))], mentions=[], actors={}
    )
    found = snippet(shown, parse(asked))
    assert [mark.of(text) for mark in found.marks] == [written]
    assert found.span.of(text) == second
