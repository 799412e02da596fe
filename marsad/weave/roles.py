"""Doer, recipient, place and day of one event, told otherwise by two articles.

Readings misplace parties more often than reporters contradict each other, so a difference counts only where the telling is
clear: one named party on each side, read with confidence, neither article naming the other side's party anywhere, and words
in common enough that the two sentences are certainly about one deed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from marsad.lang.ar.fold import fold
from marsad.model.span import Span
from marsad.model.telling import Report, Telling
from marsad.model.woven import Disagreement, Matter
from marsad.weave.disputes import Matters, Texts, Told, dispute, one_name
from marsad.weave.traces import MATERIAL, Sides, named, near
from marsad.weave.wordings import jaccard, stems, words

_CLEAR = 0.65  # confidence of both reports
_ONE_DEED = 0.3  # overlap of the two sentences
_CONFIDENCE = {"actor": 0.6, "recipient": 0.6, "place": 0.6, "date": 0.6, "status": 0.6}
_KILOMETRES = 30.0
_PER_DEGREE = 111.0


class _View(NamedTuple):
    """A report with its article and the words of its sentence."""

    report: Report
    telling: Telling
    words: frozenset[str]

    @property
    def sentence(self) -> Span:
        """Where the event is told."""
        return self.report.event.evidence

    def told(self, value: str) -> Told:
        """One value as this report tells it."""
        return Told(value, self.report.id, self.telling, self.sentence)

    def names(self, actor: str) -> bool:
        """Whether the article mentions an actor or place anywhere."""
        known = self.telling.actors
        return any(actor in (m.actor, known.get(m.actor or "")) for m in self.telling.reading.mentions)


def roles(about: str, reports: Sequence[Report], texts: Texts, sides: Sides) -> list[Disagreement]:
    """Disagreements between the reports of one event on who, whom, where, when, and whether at all."""
    views = [_view(r, texts(r.article)) for r in reports if r.event.confidence >= _CLEAR]
    values: dict[tuple[Matter, str, str], tuple[list[Told], list[Told]]] = {}
    for one, other in combinations(views, 2):
        if one.report.article == other.report.article or jaccard(one.words, other.words) < _ONE_DEED:
            continue
        for matter, a, b in _differences(one, other, sides):
            left, right, first, second = (a, b, one, other) if a < b else (b, a, other, one)
            pair = values.setdefault((matter, left, right), ([], []))
            pair[0].append(first.told(left))
            pair[1].append(second.told(right))
    return [
        dispute(Matters(about, matter, "roles", _CONFIDENCE[matter]), left, right)
        for (matter, _, _), (left, right) in values.items()
    ]


def _view(report: Report, telling: Telling) -> _View:
    return _View(report, telling, stems(report.event.evidence.of(telling.reading.text)))


def _differences(one: _View, other: _View, sides: Sides) -> Iterator[tuple[Matter, str, str]]:
    a, b = one.report, other.report
    if a.event.type in MATERIAL:
        actors = _parties(one, other, (a.actors, b.actors), sides)
        if actors:
            yield "actor", *actors
        recipients = _parties(one, other, (a.recipients, b.recipients), sides)
        if recipients:
            yield "recipient", *recipients
        if (
            a.event.status != b.event.status
            and "denied" in (a.event.status, b.event.status)
            and a.event.rule == b.event.rule
        ):
            yield "status", a.event.status, b.event.status
    if a.event.place and b.event.place and _apart(one, other, (a.event.place, b.event.place)):
        yield "place", a.event.place, b.event.place
    days = _days(one, other)
    if days:
        yield "date", *days


def _parties(
    one: _View, other: _View, told: tuple[Sequence[str], Sequence[str]], sides: Sides
) -> tuple[str, str] | None:
    """One named party on each side, of whom neither acts for the other and neither is named by the other's article."""
    a, b = named(told[0]), named(told[1])
    if len(told[0]) != 1 or len(told[1]) != 1 or not a or not b or a == b or near(a, b, sides):
        return None
    left, right = told[0][0], told[1][0]
    if one_name(one.telling, other.telling, (left, right)):
        return None
    return None if one.names(right) or other.names(left) else (left, right)


def _apart(one: _View, other: _View, places: tuple[str, str]) -> bool:
    if places[0] == places[1] or one.names(places[1]) or other.names(places[0]):
        return False
    here, there = _where(one, places[0]), _where(other, places[1])
    if here is None or there is None:
        return False
    return max(abs(here[0] - there[0]), abs(here[1] - there[1])) * _PER_DEGREE > _KILOMETRES


def _where(view: _View, place: str) -> tuple[float, float] | None:
    """Latitude and longitude of a place that the sentence names; none for a state, which holds many places."""
    reading = view.telling.reading
    spots = {
        m.start for m in reading.mentions if m.actor == place and view.sentence.start <= m.start < view.sentence.end
    }
    found = [p for p in reading.places if p.start in spots and p.country != place]
    return (found[0].latitude, found[0].longitude) if found else None


def _days(one: _View, other: _View) -> tuple[str, str] | None:
    """Two days, each written in its sentence and told by no time of the other article.

    أمس is as good as the day of publication, which may be that of a crawl: it counts only where both articles have one.
    """
    a, b = one.report.event.date, other.report.event.date
    if not a or not b or a == b or len(a) < 10 or len(b) < 10:
        return None
    here, there = _written(one, a), _written(other, b)
    if not here or not there or b in _times(one) or a in _times(other):
        return None
    if not _TODAY.isdisjoint(words(f"{here} {there}")):
        return None  # the web's "today" is the paper's "yesterday"
    relative = {_RELATIVE.isdisjoint(words(t)) for t in (here, there)}
    if relative == {True} or (relative == {False} and one.telling.day == other.telling.day):
        return a, b
    return None


_TODAY = frozenset(fold("اليوم الليلة").split())
_RELATIVE = frozenset(fold("اليوم أمس غدا البارحة الليلة").split())


def _written(view: _View, day: str) -> str:
    """The words of the sentence that tell a day."""
    text, sentence = view.telling.reading.text, view.sentence
    return next(
        (
            text[t.start : t.end]
            for t in view.telling.reading.times
            if t.value == day and sentence.start <= t.start < sentence.end
        ),
        "",
    )


def _times(view: _View) -> set[str]:
    return {t.value for t in view.telling.reading.times if t.value}
