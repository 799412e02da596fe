"""The words of the pages: each in both languages, none missing, none that no page shows."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from marsad.views.web.words import phrases, words_of

ROOT = Path(str(files("marsad.views")))
_KEY = re.compile(r"""["']([a-z_]+\.[a-zA-Z_]+)["']""")
_JOINED = re.compile(r"""["']([a-z_]+\.)["']\s*~|f["']([a-z_]+\.)\{""")
_WORD = re.compile(r"""["']([a-zA-Z_]+)["']""")
_ASKED = re.compile(r"""\bt\(\s*["']([a-z_]+\.[a-zA-Z_]+)["']""")
_ARABIC = re.compile("[\u0621-\u064a]")
_SAME = {"briefing.json"}  # names that are the same in both


@cache
def sources() -> str:
    """All templates, and all code that could name a phrase or a code that one is made of."""
    found = [
        *ROOT.rglob("*.j2"),
        *ROOT.rglob("*.py"),
        *ROOT.parent.joinpath("model").rglob("*.py"),
        *ROOT.parent.joinpath("ledger").glob("*.py"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def test_every_phrase_that_a_template_asks_for_is_there() -> None:
    asked = {key for path in ROOT.rglob("*.j2") for key in _ASKED.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 150
    assert sorted(asked - set(phrases())) == []


def test_no_phrase_is_there_that_no_page_shows() -> None:
    named, joined = set(_KEY.findall(sources())), {a or b for a, b in _JOINED.findall(sources())}
    words = set(_WORD.findall(sources())) | {word.replace(" ", "_") for word in re.findall(r'"([a-z ]+)"', sources())}
    unused = [
        key
        for key in phrases()
        if key not in named and not (key.partition(".")[0] + "." in joined and key.partition(".")[2] in words)
    ]
    assert " ".join(unused) == ""


@pytest.mark.parametrize("key", sorted(phrases()))
def test_a_phrase_says_the_same_in_both_languages(key: str) -> None:
    arabic, english = phrases()[key]
    assert arabic.strip()
    assert english.strip()
    assert _ARABIC.search(arabic) or key in _SAME
    assert not _ARABIC.search(english) or key == "search.lead"
    blanks = [
        sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None) for text in (arabic, english)
    ]
    assert blanks[0] == blanks[1]
    assert "  " not in arabic + english


def test_words_fill_their_blanks_and_refuse_what_is_none() -> None:
    assert words_of("en")("list.count", shown="1", total="2") == "1 of 2 shown"
    assert words_of("ar")("list.count", shown="1", total="2") == "المعروض 1 من 2"
    with pytest.raises(KeyError):
        words_of("ar")("list.nothing")


@pytest.mark.parametrize(
    ("lang", "day", "month"), [("ar", "11 أغسطس 2020", "أغسطس 2020"), ("en", "11 August 2020", "August 2020")]
)
def test_days_and_numbers_are_written_for_people(lang: str, day: str, month: str) -> None:
    words = words_of(lang)
    assert words.day("2020-08-11") == words.day("2020-08-11T10:00:00Z") == day
    assert words.day("2020-08") == month
    assert words.day(None) == words.day("") == ""
    assert (words.number(1234567), words.number(0.5)) == ("1,234,567", "0.50")


def test_codes_are_called_by_their_words_and_none_by_nothing() -> None:
    assert words_of("en").label("event", None) == ""
    assert words_of("ar").label("event", "ASSAULT") != words_of("en").label("event", "ASSAULT")
