"""Numbers with what they count: in digits, in words, in the dual; with the hedge that makes a bound of them.

A number without a unit that the lexicon knows (`lexicon/numbers.toml`) is none: years, ages of laws and telephone numbers
disagree about nothing. People are counted under what befell them: `قتل ثلاثة جنود` counts `dead`, of them `soldiers`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.lang.ar.function_words import ADVERBS, CLAUSE_BREAKS, FILLERS, PREPOSITIONS
from marsad.model.span import Span
from marsad.weave.counting import PEOPLE, Unit, bare
from marsad.weave.quantities import Quantity, Words

_AMBIGUOUS = re.compile(r"\d{1,3}[.]\d{3}$")  # 584.376 tonnes: half a million, or half a thousand
_ABOUT = 0.2  # نحو 20 is anything from 16 to 24
_ROUND = 0.1  # a rounded number is off by no more than a tenth
_ACT_BEFORE, _ACT_AFTER, _HEDGE_AFTER = 7, 5, 4
_SMALL = frozenset(PREPOSITIONS | ADVERBS | FILLERS | CLAUSE_BREAKS)


class Number(NamedTuple):
    """A counted quantity: where it stands (number and unit), its value, and the least and most that it may mean.

    `unit` is what is counted; for people to whom something happened it is that (`dead`), and `of` says which people
    (`soldiers`), None for people in general. `part` marks a number that is told as a part of another (بينهم ثلاثة أطفال).
    """

    span: Span
    value: float
    unit: str
    group: str
    low: float
    high: float
    of: str | None = None
    part: bool = False
    rise: bool = False


def compatible(one: Number, other: Number) -> bool:
    """Whether two numbers of one unit can both hold, given their hedges and rounding."""
    return one.low <= other.high and other.low <= one.high


def find_numbers(text: str, span: Span) -> tuple[Number, ...]:
    """The counted quantities of one stretch of a stored text, in order; spans count in `text`."""
    return _Finder(text, span).find()


class _Finder(Words):
    """One stretch of text on its way to numbers."""

    def __init__(self, text: str, stretch: Span) -> None:
        super().__init__(text, stretch)
        self.found: list[Number] = []

    def find(self) -> tuple[Number, ...]:
        """All numbers with a unit."""
        i = 0
        starts = self.lexicon.starts
        while i < len(self.words):
            form = self.words[i].form
            if form not in starts and not form[0].isdigit():
                i += 1
                continue
            quantity = self.quantity(i)
            if quantity:
                self._counted(quantity)
                i = quantity.end
            else:
                self._dual(i)
                i += 1
        return tuple(self.found)

    def _counted(self, quantity: Quantity) -> None:
        unit, end = self._unit_after(quantity.end)
        if unit is None:
            unit, start = self._unit_before(quantity.start)
            act = None if unit else self._bare_act(quantity)
            if act:
                self._add(quantity, Unit("people", "person"), quantity.start, quantity.end, act=act)
            elif unit:
                self._add(quantity, unit, start, quantity.end)
            return
        self._add(quantity, unit, quantity.start, end)

    def _unit_after(self, at: int) -> tuple[Unit | None, int]:
        """The unit that stands behind a number: noun, `من` and a definite plural, or a per cent sign."""
        if at >= len(self.words) or self.words[at].stop or self.words[at].comma:
            return None, at
        form = self.words[at].form
        if form == "%":
            return Unit("percent", "amount"), at + 1
        unit = self.lexicon.units.get(form)
        if unit and unit.group in ("amount", "money") and _AMBIGUOUS.match(self.words[at - 1].form):
            return None, at
        if unit:
            return unit, at + 1
        nxt = self.words[at + 1].form if at + 1 < len(self.words) else ""
        if form == "من" and nxt:
            unit = self.lexicon.units.get(nxt.removeprefix("ال"))
            return (unit, at + 2) if unit and unit.group != "time" else (None, at)  # 12 من الشهر is a day
        if f"{form} {nxt}" in self.lexicon.units:
            return self.lexicon.units[f"{form} {nxt}"], at + 2
        return None, at

    def _unit_before(self, at: int) -> tuple[Unit | None, int]:
        """عدد القتلى إلى 9: the unit before its number, where a word for a total stands before the unit."""
        if at < len(self.words) and self._noun_follows(at):
            return None, at
        for i in range(at - 1, max(at - 6, 0), -1):
            form = self.words[i].form
            unit = self.lexicon.units.get(form.removeprefix("ال")) if form.startswith("ال") else None
            if unit and bare(self.words[i - 1].form) in self.lexicon.lists["total"]:
                return unit, i
            if self.words[i].stop or bare(form) not in self.lexicon.lists["link"]:
                break
        return None, at

    def _noun_follows(self, at: int) -> bool:
        quantity_end = at + 1
        while quantity_end < len(self.words) and self.value_at(quantity_end, first=False):
            quantity_end += 1
        if quantity_end >= len(self.words):
            return False
        word = self.words[quantity_end]
        ends = (
            word.form in _SMALL
            or word.form in self.lexicon.lists["behind"]
            or bare(word.form) in self.lexicon.lists["part"]
        )
        return not (word.stop or word.comma or ends or word.form[0] in "وف" or self._hedged(quantity_end))

    def _hedged(self, at: int) -> bool:
        return any(self.phrase_at(at, phrase) for phrase in self.lexicon.hedges)

    def _bare_act(self, quantity: Quantity) -> str | None:
        """مقتل 21 في القصف: people who are not named as such."""
        if quantity.start == 0 or self._noun_follows(quantity.end - 1):
            return None
        i = quantity.start - 1
        while i >= 0 and not self.words[i + 1].stop and quantity.start - i <= 4:
            act = self._act_at(i)
            if act:
                return act
            if self.words[i].form not in _SMALL and bare(self.words[i].form) not in self.lexicon.hedge_words:
                return None
            i -= 1
        return None

    def _dual(self, at: int) -> None:
        form = self.words[at].form
        unit = self.lexicon.duals.get(form) or self.lexicon.duals.get(bare(form))
        if unit:
            self._add(Quantity(at, at, 2.0, 0.0), unit, at, at + 1)

    def _add(self, quantity: Quantity, unit: Unit, start: int, end: int, *, act: str | None = None) -> None:
        name, of = unit.id, None
        if unit.group == "person":
            act = act or self._act(min(start, quantity.start), end)
            name, of = (act, None if unit.id in PEOPLE else unit.id) if act else (unit.id, None)
        rate = self._rate(end)
        if rate:
            name += f"/{rate[0]}"
            end += rate[1]
        low, high = self._bounds(quantity, end)
        start = min(start, quantity.start)
        times = unit.times
        group = "casualty" if act else unit.group
        same = any(n.unit == name and n.of is not None and of is None for n in self.found[-1:])
        others = same and self.words[end - 1].form.startswith("اخر")
        self.found.append(
            Number(self.span(start, end), (quantity.upto or quantity.value) * times, name, group,
                   low * times, high * times, of, part=others or self._is_part(quantity.start) or self._share(unit, quantity), rise=self._rises(quantity.start))
        )  # fmt: skip

    def _act(self, start: int, end: int) -> str | None:
        """What befell the people counted: the nearest verb or noun before them, else right after them."""
        for i in range(start - 1, max(start - _ACT_BEFORE, 0) - 1, -1):
            if self.words[i + 1].stop:
                break
            act = self._act_at(i)
            if act:
                return act
        for i in range(end, min(end + _ACT_AFTER, len(self.words))):
            if self.words[i].stop or self.words[i].comma:
                break
            act = self._act_at(i, finite=True)
            if act:
                return act
        return None

    def _act_at(self, at: int, *, finite: bool = False) -> str | None:
        form = self.words[at].form
        table = self.lexicon.finite if finite else self.lexicon.acts
        for candidate in (form, bare(form)):
            if candidate in table:
                return table[candidate]
            if not finite and at + 1 < len(self.words):
                two = table.get(f"{candidate} {self.words[at + 1].form}")
                if two:
                    return two
        return None

    def _rate(self, at: int) -> tuple[str, int] | None:
        for phrase, per in self.lexicon.rates:
            if self.phrase_at(at, phrase):
                return per, len(phrase)
        return None

    def _is_part(self, start: int) -> bool:
        return any(
            bare(self.words[i].form) in self.lexicon.lists["part"] or self.words[i].form in self.lexicon.lists["part"]
            for i in range(max(0, start - 3), start)
        )

    def _share(self, unit: Unit, quantity: Quantity) -> bool:
        """ثلاثة من القتلى, وفاة جريحين: some of those who are counted elsewhere."""
        if unit.group != "casualty":
            return False
        if quantity.end < len(self.words) and self.words[quantity.end].form == "من":
            return True
        act = self._act_at(quantity.start - 1) if quantity.start else None
        return act is not None and act != unit.id

    def _rises(self, start: int) -> bool:
        return any(self.words[i].form in self.lexicon.lists["rise"] for i in range(max(0, start - 14), start))

    def _bounds(self, quantity: Quantity, end: int) -> tuple[float, float]:
        value = quantity.value
        if quantity.upto is not None:
            return value, quantity.upto
        bound = self._hedge_before(quantity.start) or self._hedge_after(end)
        if bound in ("least", "more"):
            return value, float("inf")
        if bound in ("most", "less"):
            return 0.0, value
        slack = (
            value * _ABOUT
            if bound == "about"
            else min(quantity.step / 2, value * _ROUND)
            if quantity.step >= 10
            else 0.0
        )
        return value - slack, value + slack

    def _hedge_before(self, at: int) -> str | None:
        for phrase, bound in self.lexicon.hedges.items():
            if at >= len(phrase) and self.phrase_at(at - len(phrase), phrase) and not self.words[at].stop:
                return bound
        return None

    def _hedge_after(self, at: int) -> str | None:
        for i in range(at - 1, min(at + _HEDGE_AFTER, len(self.words))):
            for phrase in self.lexicon.after:
                if self.phrase_at(i, phrase):
                    return self.lexicon.hedges[phrase]
        return None
