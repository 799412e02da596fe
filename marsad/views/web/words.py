"""The words of the pages in Arabic and English (`words/*.toml`), and what codes of the ledger are called."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from marsad.views.brief.labels import LANGUAGES, Labels

Lang = Literal["ar", "en"]


class Words:
    """The words of one language: `words("events.title")` is a fixed phrase, `label("event", "ASSAULT")` what a code is called."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.labels = Labels(lang)
        self._at = LANGUAGES.index(lang)

    def __call__(self, key: str, **values: object) -> str:
        """A phrase with its `{blanks}` filled. Raises KeyError for one that there is not."""
        phrase = phrases()[key][self._at]
        return phrase.format(**values) if values else phrase

    def label(self, table: str, code: str | None) -> str:
        """What a code is called (tables of `marsad/views/brief/labels.toml`); nothing for none."""
        return self.labels.of(table, code) if code else ""

    def day(self, value: str | None) -> str:
        """A day, month or span (ISO) in words; the moment's day of a timestamp; nothing for none."""
        return self.labels.day(value[:10] if value and "T" in value else value) if value else ""

    def number(self, value: float) -> str:
        """A number with its thousands parted; digits are European in both languages, as in Arabic wire news."""
        return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


@cache
def phrases() -> Mapping[str, tuple[str, str]]:
    """All phrases by `table.key`: Arabic, English."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted((files("marsad.views.web") / "words").iterdir(), key=lambda f: f.name):
        for table, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found |= {f"{table}.{key}": (pair[0], pair[1]) for key, pair in rows.items()}
    return found


@cache
def words_of(lang: Lang) -> Words:
    """The words of a language, made once."""
    return Words(lang)
