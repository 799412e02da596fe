"""What a briefing calls things, in Arabic and English, and how it writes and reads days (`labels.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from marsad.lang.ar.fold import fold

Lang = Literal["ar", "en"]
LANGUAGES: tuple[Lang, ...] = ("ar", "en")

MONTHS: Mapping[Lang, tuple[str, ...]] = {
    "ar": tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()),
    "en": tuple("January February March April May June July August September October November December".split()),
}
"""The months as a briefing writes them."""


class Labels:
    """The labels of one language. Raises KeyError for a table or code that it does not have, save where `of` says."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._at = LANGUAGES.index(lang)

    def of(self, table: str, code: str) -> str:
        """What a code is called; the code in plain words where the table does not know it (a unit such as a rate)."""
        row = tables()[table].get(code.partition("/")[0])
        return row[self._at] if row else code.replace("_", " ").replace("-", " ")

    def has(self, table: str, code: str) -> bool:
        """Whether the table knows the code."""
        return code in tables()[table]

    def words(self, name: str) -> str:
        """Fixed words of a template."""
        return tables()["words"][name][self._at]

    def fixed(self) -> frozenset[str]:
        """All fixed words of templates."""
        return frozenset(row[self._at] for row in tables()["words"].values())

    def wordings(self, table: str, code: str) -> tuple[str, ...]:
        """How a reworded sentence may call what the label calls: the label, and single words with the same sense."""
        row = tables().get(f"reworded_{table}", {}).get(code)
        return (self.of(table, code), *(row[self._at].split() if row else ()))

    def connectives(self) -> frozenset[str]:
        """Words that a reworded sentence may add, folded."""
        return frozenset(fold(tables()["connective"]["free"][self._at]).split())

    def day(self, value: str) -> str:
        """A day, month, year or span (ISO) in words: `3 مارس 2020`, `3 March 2020`; digits are European in both."""
        if "/" in value:
            return self.words("to").join(map(self.day, value.split("/")))
        parts = value.split("-")
        named = [MONTHS[self.lang][int(parts[1]) - 1]] if len(parts) > 1 else []
        return " ".join((*(str(int(d)) for d in parts[2:]), *named, parts[0]))


@cache
def tables() -> dict[str, dict[str, tuple[str, ...]]]:
    """The tables of `labels.toml`: for each code its Arabic and its English words."""
    raw = (files(__package__) / "labels.toml").read_text(encoding="utf-8")
    return {name: {code: tuple(row) for code, row in rows.items()} for name, rows in tomllib.loads(raw).items()}


def read_day(text: str) -> str | None:
    """The ISO value of a day, month or year in words, by the month names of every tradition and any digits; None for none."""
    words = fold(text).split()
    if not words or not words[-1].isdigit() or len(words[-1]) != 4:
        return None
    day = words[0] if len(words) > 2 and words[0].isdigit() else ""
    name = " ".join(words[1 if day else 0 : -1])
    month = _months().get(name)
    if (name and month is None) or (day and not month):
        return None
    if day:
        try:
            return date(int(words[-1]), month or 0, int(day)).isoformat()
        except ValueError:
            return None
    return f"{words[-1]}-{month:02d}" if month else words[-1]


@cache
def _months() -> dict[str, int]:
    """Solar months by folded name; a name that means two months in two traditions is left out."""
    raw = tomllib.loads((files("marsad.lang.ar") / "lexicon" / "times.toml").read_text(encoding="utf-8"))
    found = {fold(name): at for names in MONTHS.values() for at, name in enumerate(names, 1)}
    own = set(found)
    for row in raw["month"]:
        for name in map(fold, row["forms"]):
            if name not in own and found.setdefault(name, row["value"]) != row["value"]:
                found[name] = 0
    return {name: at for name, at in found.items() if at}
