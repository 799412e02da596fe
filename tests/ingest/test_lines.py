"""Whole pages, from `tests/cases/ar/lines.toml`, and what holds of every page."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.ingest import article
from marsad.ingest.lines import read
from marsad.model import Article, Record

PAGES = tomllib.loads((Path(__file__).parents[1] / "cases/ar/lines.toml").read_text(encoding="utf-8"))["page"]
PIECES = ["الرئيسية", "إقرأ المزيد", "المصدر: ", "تاريخ النشر: 14.03.2021", "قال الوزير إن الهدنة قائمة.", "\n", "    ", " ", "\u202d", "ﻻ", "\u0640", "A A", "وسوم:", "«", "وأضاف", "content=\"x\" />", "\xa0", "\r\n"]  # fmt: skip


def read_page(page: dict[str, Any]) -> Article:
    found = article(Record(source=page["name"], text=page["text"]))
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("page", PAGES, ids=[p["name"] for p in PAGES])
def test_lines_have_their_roles(page: dict[str, Any]) -> None:
    found = read_page(page)
    said = [
        [line.role, found.text[line.start : line.end].strip()]
        for line in found.lines
        if line.role not in ("body", "empty")
    ]
    assert said == page["lines"]
    assert all(line.reason for line in found.lines)


@pytest.mark.parametrize("page", PAGES, ids=[p["name"] for p in PAGES])
def test_what_a_page_says_of_itself(page: dict[str, Any]) -> None:
    found = read_page(page)
    assert (found.title.of(found.text) if found.title else None) == page.get("title")
    assert (found.published.date if found.published else None) == page.get("published")
    assert [credit.name for credit in found.credits] == page["credits"]
    assert all(found.text[c.start : c.end] == c.name for c in found.credits)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_character_is_lost_or_told_twice(text: str) -> None:
    page = read(text)
    at = 0
    for line in page.lines:
        assert line.start >= at
        assert not text[at : line.start].strip(" \n\r\t\xa0\u202d\u0640")
        at = line.end
    assert not text[at:].strip(" \n\r\t\xa0\u202d\u0640")
    assert all(span.start < span.end for span in page.body)
    assert list(page.body) == sorted(page.body)


def test_body_joins_what_only_spaces_divide() -> None:
    text = "عنوان الخبر الأول هنا\nقال الوزير إن الهدنة     ما زالت قائمة في كل الأحياء القديمة من المدينة."
    page = read(text)
    assert [span.of(text) for span in page.body] == [text.split("\n")[1]]


def test_a_mark_of_a_menu_may_have_two_spaces() -> None:
    page = read("A  A\nقال الوزير إن الهدنة ما زالت قائمة في كل الأحياء القديمة من المدينة.")
    assert [line.role for line in page.lines] == ["navigation", "body"]
