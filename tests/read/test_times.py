"""Times: cases by rows, the lexicon's own examples, and what holds of every reading."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from marsad.lang.ar.fold import fold
from marsad.lang.ar.pack import arabic
from marsad.model import Article, Span
from marsad.read.dates import FoundTime
from marsad.read.time_rules import RULES
from marsad.read.time_words import time_words
from marsad.read.times import find_times
from marsad.read.tokens import Document

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "ar" / "times.toml").read_text(encoding="utf-8"))["case"]
LEXICON = tomllib.loads((files("marsad.lang.ar") / "lexicon" / "times.toml").read_text(encoding="utf-8"))
EXAMPLES = [(table, row) for table, of_table in LEXICON.items() for row in of_table if row.get("yes") or row.get("no")]


def read(text: str, published: str | None) -> tuple[Document, list[FoundTime]]:
    article = Article(id="a", source="test", text=text, language="ar", body=(Span(0, len(text)),))
    doc = Document(article, arabic())
    return doc, find_times(doc, date.fromisoformat(published) if published else None)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_case(case: dict[str, Any]) -> None:
    doc, found = read(case["text"], case.get("published"))
    told = [(fold(doc.show(t.start, t.end)), t.value or "") for t in found]
    assert [value for _, value in told] == [value for _, value in case["expected"]], told
    for (said, _), (wanted, _) in zip(told, case["expected"], strict=True):
        assert fold(wanted).removeprefix("يوم ") in said or said in fold(wanted)


@pytest.mark.parametrize(("table", "row"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x["forms"][0])
def test_examples_of_the_lexicon(table: str, row: dict[str, Any]) -> None:
    for text in row.get("yes", []):
        assert read(text, "2018-09-12")[1], text
    for text in row.get("no", []):
        found = read(text, "2018-09-12")
        assert not found[1], (text, found[1])


def test_every_spelling_is_in_the_index() -> None:
    index = time_words().index
    for word in ("الاثنين", "والاثنين", "بالاربعاء", "للاحد", "كانون", "غشت", "جانفي", "الاسبوعين", "لشهر"):
        assert word in index, word


def test_rules_start_only_with_tags_they_name() -> None:
    alphabet = "AWMXHdnyhDfocvuebkazqUBKYZQtpCTPRLJjiEGSsOg@<>=FIwV~xlr%&"
    for rule in RULES:
        assert set(rule.starts) <= set(alphabet), rule.name
        alone = {tag for tag in alphabet if rule.pattern.match(tag)}
        assert alone <= set(rule.starts), rule.name


def test_spans_are_in_order_and_apart() -> None:
    text = "قال الوزير الأحد إن 10 أغسطس 2015 كان بعد عام من القمة، وفي مطلع العام الماضي زار سرت يومي 3 و4 مايو."
    doc, found = read(text, "2018-09-12")
    assert len(found) == 5
    for before, after in pairwise(found):
        assert before.end <= after.start
    assert doc.show(found[1].start, found[1].end) == "10 أغسطس 2015"


def test_roughness_and_precision_are_kept() -> None:
    (found,) = read("قبل نحو عامين", "2018-09-12")[1]
    assert found.about
    assert found.precision == "span"
    (found,) = read("في أغسطس 2015", None)[1]
    assert (found.precision, found.rule, found.about) == ("month", "month", False)
