"""Number phrases in Arabic: digits, number words, scales, halves and ranges, in the words of one stretch of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from marsad.model.span import Span
from marsad.weave.counting import Counting, bare, counting
from marsad.weave.folded import reach, twin

_TOKEN = re.compile(r"\d+ر\d+|\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
_STOPS = re.compile(r"[.!?؟;؛:\n]")


class Word(NamedTuple):
    """A folded word, where it stands, and whether a sentence, clause or line ends before it."""

    form: str
    start: int
    end: int
    stop: bool
    comma: bool


class Quantity(NamedTuple):
    """A parsed number phrase: words `start` to `end`, the value, the step it is rounded to, and the end of a range."""

    start: int
    end: int
    value: float
    step: float
    upto: float | None = None


class Words:
    """One stretch of a stored text as words, in which number phrases can be read; without any where it tells no number."""

    def __init__(self, text: str, stretch: Span) -> None:
        self.text, self.stretch = twin(text), stretch
        self.lexicon: Counting = counting()
        self.words: list[Word] = []
        folded, (start, end) = self.text.folded, reach(self.text, stretch)
        if not self._numbered(_TOKEN.findall(folded, start, end)):
            return
        at = start
        for m in _TOKEN.finditer(folded, start, end):
            gap = folded[at : m.start()]
            comma = "،" in gap or "," in gap
            self.words.append(Word(m[0], m.start(), m.end(), bool(at > start and _STOPS.search(gap)), comma))
            at = m.end()

    def span(self, start: int, end: int) -> Span:
        """The stored characters of the words `start` to `end` (half-open, at least one)."""
        found = self.text.span(self.words[start].start, self.words[end - 1].end)
        return Span(found.start, min(found.end, self.stretch.end))

    def _numbered(self, forms: Sequence[str]) -> bool:
        """Whether a number, or a dual, can begin with any of these words."""
        return not self.lexicon.starts.isdisjoint(forms) or any(form[0].isdigit() for form in forms)

    def quantity(self, at: int) -> Quantity | None:
        """The number phrase that begins at a word, if one does."""
        unread = at > 0 and self.words[at - 1].form[0].isdigit() and "ر" in self.words[at - 1].form
        if unread or self.value_at(at, first=True) is None:
            return None
        i, total, current, step, scale = at, 0.0, 0.0, 1.0, 1.0
        last = float("inf")
        while i < len(self.words):
            known = self.value_at(i, first=i == at)
            if known is None or (i > at and (self.words[i].stop or self.words[i].comma)):
                break
            value, size, joined, digits, used = known
            if i > at and not _continues(last, value, joined=joined, digits=digits):
                break
            if value >= 1000 and not digits:
                scale = value
                total += (current or 1) * value
                current, step = 0.0, step * value
            elif value == 100 and 0 < current < 10 and not joined:
                current, step = current * 100, 100.0
            else:
                current += value
                step = size
            last, i = value, i + used
        number = total + current
        if number == 0 or number == 0.5:
            return None
        quantity = Quantity(at, i, number, step if scale > 1 or step < 1 else trailing(number))
        return self._range(quantity)

    def _range(self, quantity: Quantity) -> Quantity:
        """بين 800 و1200: the second end of a range belongs to the first."""
        if quantity.start and bare(self.words[quantity.start - 1].form) == "بين" and quantity.end < len(self.words):
            nxt = self.words[quantity.end]
            if nxt.form == "و" or nxt.form.startswith("و"):
                other = self.quantity(quantity.end + (nxt.form == "و"))
                if other and other.value > quantity.value:
                    return quantity._replace(end=other.end, upto=other.value)
        return quantity

    def value_at(self, at: int, *, first: bool) -> tuple[float, float, bool, bool, int] | None:
        """A number word: value, the size of its last digit, whether و joins it, whether it is in digits, words used."""
        if at >= len(self.words):
            return None
        form = self.words[at].form
        joined = False
        if form == "و" and not first and at + 1 < len(self.words) and self.words[at + 1].start == self.words[at].end:
            follow = self.value_at(at + 1, first=True)
            return None if follow is None else (follow[0], follow[1], True, follow[3], follow[4] + 1)
        if form[0].isdigit():
            if "ر" in form:
                return None  # 3ر42 is 42.3 in one paper and 3.42 in the next
            value, size = _digits(form)
            return value, size, False, True, 1
        for candidate, plain in ((form, True), (form[1:], False)):
            if not plain and (form[0] not in "وبلف" or len(form) < 4):
                continue
            joined = not plain and form[0] == "و"
            after = self.words[at + 1].form if at + 1 < len(self.words) else ""
            two = self.lexicon.cardinals.get(f"{candidate} {after}")
            if two is not None:
                return two, 1.0, joined, False, 2
            one = self.lexicon.cardinals.get(candidate)
            if one is not None:
                return one, 1.0, joined, False, 1
        return None

    def phrase_at(self, at: int, phrase: Sequence[str]) -> bool:
        """Whether a phrase of folded words begins at a word; its first word may carry a particle."""
        first = self.words[at].form if at < len(self.words) else ""
        if first != phrase[0] and (first[1:] != phrase[0] or first[0] not in "بلو"):
            return False
        words = self.words[at : at + len(phrase)]
        if len(words) < len(phrase) or any(w.stop for w in words):
            return False
        return all(w.form == p for w, p in zip(words[1:], phrase[1:], strict=True))


def _continues(last: float, value: float, *, joined: bool, digits: bool) -> bool:
    """Whether a number word goes on with the one before it: خمسة وعشرون, 120 ألف, ألف و500, but not 5 و3."""
    if not joined:
        return not digits and value >= 100 and value > last
    if value == 0.5:
        return last >= 1000
    if last < 10:
        return 20 <= value < 100 and not digits
    if value >= 1000:
        return False
    return last >= 100 and value < last


def _digits(form: str) -> tuple[float, float]:
    """The value of a word in digits, and the size of its last digit."""
    if _THOUSANDS.match(form):
        return float(re.sub("[.,]", "", form)), 1.0
    whole, _, rest = form.replace(",", ".").partition(".")
    rest = rest.replace(".", "")
    return float(f"{whole}.{rest or 0}"), 10.0 ** -len(rest) if rest else trailing(float(whole))


def trailing(value: float) -> float:
    """The largest power of ten that divides a whole number: 120 is told to the ten."""
    step = 1.0
    while value >= 100 and value % (step * 10) == 0:
        step *= 10
    return step
