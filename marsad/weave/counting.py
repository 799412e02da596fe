"""The words of counting, from `lexicon/numbers.toml` and the cardinals of `lexicon/times.toml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any, Literal, NamedTuple

import msgspec

from marsad.lang.ar.conjugate import verb_forms
from marsad.lang.ar.fold import fold
from marsad.lang.lexicon import rows, tables

Group = Literal["person", "casualty", "thing", "amount", "money", "time"]
Bound = Literal["about", "least", "less", "more", "most"]

PEOPLE = frozenset(("people",))
"""Units that mean people in general."""


class UnitRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A noun that is counted; `same` and `times` lead to the unit it is reckoned in (a week is seven days)."""

    id: str
    group: Group
    singular: list[str]
    plural: list[str]
    same: str = ""
    times: int = 1


class ActRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb, or fixed words, that say what befell the people counted."""

    past: str
    unit: str
    present: str = ""
    masdar: list[str] = []
    words: list[str] = []


class FormsRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Forms with one meaning: the value of a number word, the bound of a hedge, the period of a rate."""

    forms: list[str]
    value: float = 0
    bound: Bound = "about"
    per: str = ""


class Unit(NamedTuple):
    """What is counted, and by how much a count is multiplied."""

    id: str
    group: str
    times: int = 1


class Counting:
    """The lexicon laid out for look-up by folded word; phrases are joined by a space, hedges are tuples of words."""

    def __init__(self, folder: Traversable) -> None:
        file = folder / "numbers.toml"
        self.units: dict[str, Unit] = {}
        self.duals: dict[str, Unit] = {}
        for row in rows(file, "unit", UnitRow):
            self._add_unit(row)
        self.acts: dict[str, str] = {}
        self.finite: dict[str, str] = {}
        for act in rows(file, "act", ActRow):
            self._add_act(act)
        self.cardinals = _cardinals(tables(folder / "times.toml")["cardinal"])
        for scale in rows(file, "scale", FormsRow):
            self.cardinals.update((fold(form), scale.value) for form in scale.forms)
        hedges = [(tuple(fold(f).split()), row.bound) for row in rows(file, "hedge", FormsRow) for f in row.forms]
        self.hedges: dict[tuple[str, ...], str] = dict(sorted(hedges, key=lambda h: (-len(h[0]), h[0])))
        self.hedge_words = frozenset(chain.from_iterable(self.hedges))
        self.after = [h for h in self.hedges if h in _BEHIND]
        self.rates = [(tuple(fold(f).split()), row.per) for row in rows(file, "rate", FormsRow) for f in row.forms]
        self.starts = self._starts()
        self.lists = {
            name: frozenset(fold(f) for row in rows(file, name, FormsRow) for f in row.forms) for name in _LISTS
        }

    def _starts(self) -> frozenset[str]:
        """Every form with which a number in words or a dual can begin, so that other words are passed over fast."""
        first = {form.split()[0] for form in self.cardinals} | set(self.duals)
        return frozenset(before + form for form in first for before in _BEFORE)

    def _add_unit(self, row: UnitRow) -> None:
        unit = Unit(row.same or row.id, row.group, row.times)
        plurals = {fold(p) for p in row.plural}
        for word in row.singular:
            for form in (fold(word), fold(word) + "ا"):
                self.units.setdefault(form, unit)
        for form in plurals:
            self.units.setdefault(form, unit)
        for word in row.singular if row.group not in ("amount", "money") else ():
            for dual in _duals(word):
                if dual not in plurals:  # مدنيين is more often three than two
                    self.duals.setdefault(dual, unit)

    def _add_act(self, row: ActRow) -> None:
        finite = [form for form, _, _ in verb_forms(row.past, row.present)] if row.present else []
        for form in (*finite, *map(fold, (*row.masdar, *row.words))):
            self.acts.setdefault(form, row.unit)
        for form in finite:
            self.finite.setdefault(form, row.unit)


_BEFORE = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "كال", "فال")
_LISTS = ("part", "rise", "total", "link", "behind")
_BEHIND = frozenset((("علي", "الاقل"), ("تقريبا",), ("كحد", "ادني"), ("كحد", "اقصي"), ("علي", "الاكثر")))


def _cardinals(table: list[dict[str, Any]]) -> dict[str, float]:
    return {fold(form): float(row["value"]) for row in table if row.get("value") for form in row["forms"]}


def _duals(word: str) -> tuple[str, str]:
    stem = word[:-1] + "ت" if word.endswith("ة") else word
    return fold(stem + "ين"), fold(stem + "ان")


def bare(word: str) -> str:
    """A folded word without one-letter particles and the article before it: والقتلى -> قتلي."""
    if len(word) > 3 and word[0] in "وف":
        word = word[1:]
    if len(word) > 4 and word.startswith(("بال", "كال")):
        return word[3:]
    return word[2:] if len(word) > 4 and word.startswith(("ال", "لل")) else word


@cache
def counting() -> Counting:
    """The lexicon of counting, read once a process."""
    return Counting(files("marsad.lang.ar") / "lexicon")
