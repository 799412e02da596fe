"""Numbers that cannot both hold: in the reports of one event, and in sentences of one story that tell the same.

A toll that grows is no disagreement: where the higher figure was published on a later day, or by the same publisher, or says
itself that it has risen, it is an update. Two figures of one day by two publishers disagree; so does a later, lower one.
An article that tells both figures, or one that is compatible with the other's (bounds and rounding counted), disputes neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from marsad.model.span import Span
from marsad.model.telling import Report, Telling
from marsad.model.woven import Disagreement
from marsad.weave.disputes import Matters, Texts, Told, dispute
from marsad.weave.kept import kept
from marsad.weave.numbers import Number, compatible, find_numbers
from marsad.weave.wordings import stem, stems, words

_SENTENCE = re.compile(r"[^.!?؟\n]+(?:[.](?=\d)[^.!?؟\n]+)*")
_LOOSE, _STRICT = (4, 0.4), (5, 0.6)  # shared stems, and their share of the shorter sentence
_STRICT_GROUPS = frozenset(("amount", "time", "money"))
_MARKET = frozenset(("percent", "points", "degrees"))
_SUM = 100_000  # money below this is a price, which moves by the hour
_FACTOR = 5  # figures further apart than this count different things
_NEXT_DAY = 4  # shared stems that two sole tolls need when they are of two days
_CLOSE = 45  # characters on either side of a number that say what it is about
_EVENT, _STORY, _SOLE, _SAME_DAY = 0.8, 0.7, 0.5, 0.1
_MANY = 60  # articles of one story that are compared with each other


class Figure(NamedTuple):
    """A number in its article: the sentence it stands in, the record that tells it (a report or the article)."""

    number: Number
    telling: Telling
    sentence: Span
    record: str

    @property
    def told(self) -> Told:
        """The figure as one telling of a value."""
        return Told(value(self.number), self.record, self.telling, self.number.span)


def value(number: Number) -> str:
    """A number as a side tells it: 7, 5+ (at least), -10 (at most), 800-1200, ~20."""
    shown = f"{number.value:g}" if number.value < 1e6 else f"{number.value:.0f}"
    if number.high == float("inf"):
        return shown + "+"
    if number.low == 0:
        return "-" + shown
    if number.high == number.value and number.low < number.value:
        return f"{number.low:.10g}-{shown}"
    return shown


class Article:
    """The numbers of one article, sentence by sentence, found when they are first asked for."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All numbers of title and body."""
        telling = self.telling
        stretches = ([telling.reading.title] if telling.reading.title else []) + list(telling.body)
        found: list[Figure] = []
        for stretch in stretches:
            for m in _SENTENCE.finditer(telling.reading.text, stretch.start, stretch.end):
                sentence = Span(m.start(), m.end())
                numbers = find_numbers(telling.reading.text, sentence)
                found += (Figure(n, telling, sentence, telling.article) for n in numbers)
        return tuple(found)

    def admits(self, number: Number) -> bool:
        """Whether the article tells anywhere a number that is compatible with this one, or two that make it together."""
        own = [f for f in self.figures if f.number.unit == number.unit]
        if any(compatible(f.number, number) for f in own):
            return True
        return any(
            a.sentence == b.sentence and number.low <= a.number.value + b.number.value <= number.high
            for a, b in combinations(own, 2)
        )

    def tells_one(self, unit: str) -> bool:
        """Whether the article has at most two figures of a unit: roundups of many clashes have more."""
        return len({f.number.value for f in self.figures if f.number.unit == unit and not f.number.part}) <= 2


_article = kept(Article)


class Figures:
    """Compares the numbers of articles."""

    def article(self, telling: Telling) -> Article:
        """The numbers of one article."""
        return _article(telling)

    def of_event(self, about: str, reports: Sequence[Report], texts: Texts) -> list[Disagreement]:
        """Tolls that the reports of one event give in the sentences that tell it."""
        by_unit: defaultdict[tuple[str, str | None], list[Figure]] = defaultdict(list)
        for report in reports:
            article = self.article(texts(report.article))
            for figure in article.figures:
                if figure.number.group == "casualty" and report.event.evidence.overlaps(figure.number.span):
                    by_unit[figure.number.unit, figure.number.of].append(figure._replace(record=report.id))
        found = []
        for unit, figures in sorted(by_unit.items(), key=lambda item: str(item[0])):
            clashes = [(a, b) for a, b in combinations(_single(figures), 2) if self._clash(a, b)]
            found += _disputes(Matters(about, "number", "toll", _EVENT, unit[0]), clashes)
        return found

    def of_story(self, about: str, tellings: Sequence[Telling]) -> list[Disagreement]:
        """Numbers of one unit in sentences that share their words, in different articles of one story."""
        by_unit: defaultdict[tuple[str, str | None], list[Figure]] = defaultdict(list)
        for telling in sorted(tellings, key=lambda t: t.order)[:_MANY]:
            for figure in self.article(telling).figures:
                by_unit[figure.number.unit, figure.number.of].append(figure)
        found = []
        for unit, figures in sorted(by_unit.items(), key=lambda item: str(item[0])):
            clashes = [(a, b) for a, b in _pairs(figures) if self._clash(a, b)]
            found += _disputes(Matters(about, "number", "figure", _STORY, unit[0]), [c for c in clashes if alike(*c)])
            lone = {f.telling.article for f in _single(figures)}
            weak = [
                c for c in clashes if not alike(*c) and {f.telling.article for f in c} <= lone and self._about_one(*c)
            ]
            found += _disputes(Matters(about, "number", "sole-figure", _SOLE, unit[0]), weak)
        return found

    def _clash(self, one: Figure, other: Figure) -> bool:
        a, b = one.number, other.number
        if one.telling.article == other.telling.article or a.part or b.part or compatible(a, b):
            return False
        if (
            a.unit in _MARKET
            or "elements" in (a.unit, a.of)
            or _other_days(one, other)
            or max(a.value, b.value) > _FACTOR * min(a.value, b.value)
        ):
            return False
        if a.group in ("amount", "money") and one.telling.day != other.telling.day:
            return False  # output is another on the next day
        if a.group == "money" and max(a.value, b.value) < _SUM:
            return False
        if _updates(one, other) or _updates(other, one):
            return False
        return not (self.article(one.telling).admits(b) or self.article(other.telling).admits(a))

    def _about_one(self, one: Figure, other: Figure) -> bool:
        """Whether two figures, each the only one of its unit in its article, count the same thing."""
        unit = one.number.unit
        if one.number.group == "casualty":
            near = one.telling.day == other.telling.day or len(_context(one) & _context(other)) >= _NEXT_DAY
            return near and self.article(one.telling).tells_one(unit) and self.article(other.telling).tells_one(unit)
        return (one.number.group == "thing" or "/" in unit) and bool(_around(one) & _around(other))


def _other_days(one: Figure, other: Figure) -> bool:
    """Whether the two sentences tell of different days."""
    ours, theirs = _days(one), _days(other)
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _days(figure: Figure) -> frozenset[str]:
    times, sentence = figure.telling.reading.times, figure.sentence
    return frozenset(
        t.value for t in times if t.value and t.precision == "day" and sentence.start <= t.start < sentence.end
    )


def _updates(earlier: Figure, later: Figure) -> bool:
    """Whether the later figure brings the earlier one up to date."""
    same = earlier.telling.publisher is not None and earlier.telling.publisher == later.telling.publisher
    if same and earlier.telling.order < later.telling.order:
        return True
    if later.number.low < earlier.number.high or later.number.group != "casualty":
        return False
    return later.telling.day > earlier.telling.day or (later.number.rise and later.telling.day >= earlier.telling.day)


def _single(figures: Iterable[Figure]) -> list[Figure]:
    """The figures of articles that give one figure for the unit; who gives two of them may speak of two things."""
    by_article: defaultdict[str, dict[float, Figure]] = defaultdict(dict)
    for figure in figures:
        if not figure.number.part:
            by_article[figure.telling.article].setdefault(figure.number.value, figure)
    return [next(iter(values.values())) for values in by_article.values() if len(values) == 1]


def _pairs(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of different value out of different articles, each value of an article and sentence once."""
    crowded = {(f.telling.article, f.sentence) for f, g in combinations(figures, 2) if _beside(f, g)}
    lone = [f for f in figures if (f.telling.article, f.sentence) not in crowded]
    return ((a, b) for a, b in combinations(lone, 2) if a.number.value != b.number.value)


def _beside(one: Figure, other: Figure) -> bool:
    return one.telling.article == other.telling.article and one.sentence == other.sentence and not other.number.part


def alike(one: Figure, other: Figure) -> bool:
    """Whether two sentences tell the same but for the number, and the words right around it too."""
    a, b = _context(one), _context(other)
    shared = len(a & b)
    least, share = _STRICT if one.number.group in _STRICT_GROUPS else _LOOSE
    if shared < least or shared < share * min(len(a), len(b)):
        return False
    return bool(_around(one) & _around(other))


def _context(figure: Figure) -> frozenset[str]:
    text, sentence, at = figure.telling.reading.text, figure.sentence, figure.number.span
    found = stems(text[sentence.start : at.start]) | stems(text[at.end : sentence.end])
    return frozenset(s for s in found if not s[0].isdigit())


def _around(figure: Figure) -> frozenset[str]:
    text, sentence, at = figure.telling.reading.text, figure.sentence, figure.number.span
    before = words(text[max(sentence.start, at.start - _CLOSE) : at.start])
    after = words(text[at.end : min(sentence.end, at.end + _CLOSE)])
    return frozenset(s for s in map(stem, (*before, *after)) if s and not s[0].isdigit())


def _disputes(what: Matters, clashes: Sequence[tuple[Figure, Figure]]) -> list[Disagreement]:
    """One disagreement for each pair of values, with all who tell them."""
    sides: dict[tuple[str, str], tuple[list[Told], list[Told]]] = {}
    for a, b in clashes:
        one, other = (a, b) if a.number.value < b.number.value else (b, a)
        left, right = sides.setdefault((value(one.number), value(other.number)), ([], []))
        left.append(one.told)
        right.append(other.told)
    found = []
    for left, right in sides.values():
        days = {t.telling.day for t in (*left, *right)}
        sure = what.confidence - (_SAME_DAY if len(days) == 1 and what.rule == "toll" else 0.0)
        found.append(dispute(what._replace(confidence=round(sure, 2)), left, right))
    return found
