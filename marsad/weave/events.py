"""Events out of reports: which reports, in one article and in several, tell one event, and what they agree on.

Reports are taken in time order. Each is compared with those of the last `WINDOW` days that have its type and its story or
one of its parties; the best one that is good enough gives it its event, else it founds one. The weights and thresholds of
`traces.likeness` were set by reading merged events of real articles (docs/decisions).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from marsad.model.telling import Report, Telling
from marsad.model.woven import WovenEvent
from marsad.plover import quad_of, score_of
from marsad.weave.traces import Sides, Trace, blow_and_dead, likeness, trace

WINDOW = 4
"""Days between two tellings of one event at most."""

_SAME_ARTICLE, _SAME_STORY, _ACROSS = 5.0, 3.5, 6.5
_BLOW_AND_DEAD = 1.0
_STATUS = ("happened", "ongoing", "alleged", "denied", "planned", "called_for")
_Key = TypeVar("_Key")
_Value = TypeVar("_Value", bound=str | None)


class Events:
    """Gives every report its event; keeps the reports of the last `WINDOW` days and nothing else.

    `sides` leads from an actor's id to the ids that he acts for (his state, his ministry), as far as they are known.
    """

    def __init__(self, sides: Sides | None = None) -> None:
        self._sides: Sides = sides or {}
        self._by_story: defaultdict[tuple[str, str], list[Trace]] = defaultdict(list)
        self._by_party: defaultdict[tuple[str, str], list[Trace]] = defaultdict(list)
        self._by_day: dict[int, list[Trace]] = {}
        self._by_event: defaultdict[str, list[Trace]] = defaultdict(list)

    def add(self, telling: Telling, story: str) -> list[tuple[str, str]]:
        """The event of each report of an article, as (report id, event id); `story` is the article's story."""
        self._forget(date.fromisoformat(telling.day).toordinal() - WINDOW)
        found = []
        for report in telling.reports:
            new = trace(report, "", story, telling.reading)
            event = self._event_of(new)
            self._keep(new._replace(event=event))
            found.append((report.id, event))
        return found

    def remember(self, telling: Telling, events: Mapping[str, str], story: str) -> None:
        """Take in an article that was woven before: `events` leads from its reports' ids to their events."""
        self._forget(date.fromisoformat(telling.day).toordinal() - WINDOW)
        for report in telling.reports:
            self._keep(trace(report, events[report.id], story, telling.reading))

    def _keep(self, new: Trace) -> None:
        self._by_story[new.type, new.story].append(new)
        for party in sorted(new.actors | new.recipients):
            self._by_party[new.type, party].append(new)
        self._by_day.setdefault(new.day, []).append(new)
        self._by_event[new.event].append(new)

    def _forget(self, before: int) -> None:
        for day in sorted(d for d in self._by_day if d < before):
            for old in self._by_day.pop(day):
                _drop(self._by_story, (old.type, old.story), old)
                _drop(self._by_event, old.event, old)
                for party in old.actors | old.recipients:
                    _drop(self._by_party, (old.type, party), old)

    def _event_of(self, new: Trace) -> str:
        scores: dict[str, float] = {}
        for old in self._candidates(new):
            score = likeness(new, old, self._sides)
            if score is not None and score >= _needed(new, old):
                scores[old.event] = max(scores.get(old.event, 0.0), score - _needed(new, old))
        for event in sorted(scores, key=lambda e: -scores[e]):
            if self._fits(new, event):
                return event
        return "event-" + hashlib.sha256(new.report.encode()).hexdigest()[:12]

    def _fits(self, new: Trace, event: str) -> bool:
        """Whether no report of an event contradicts the new one: else one event would grow into the next by small steps."""
        members = (old for old in self._by_event[event] if abs(new.day - old.day) <= WINDOW)
        return all(likeness(new, old, self._sides) is not None for old in members)

    def _candidates(self, new: Trace) -> Iterator[Trace]:
        """Reports to compare with, each once, oldest first within story and party."""
        seen = set()
        for old in self._by_story.get((new.type, new.story), ()):
            seen.add(old.report)
            if abs(new.day - old.day) <= WINDOW:
                yield old
        for party in sorted(new.actors | new.recipients):
            for old in self._by_party.get((new.type, party), ()):
                if old.report not in seen and abs(new.day - old.day) <= WINDOW:
                    seen.add(old.report)
                    yield old


def _drop(index: dict[_Key, list[Trace]], key: _Key, old: Trace) -> None:
    kept = [t for t in index[key] if t is not old]
    if kept:
        index[key] = kept
    else:
        del index[key]


def _needed(new: Trace, old: Trace) -> float:
    """How much evidence makes one event of two reports."""
    if new.article == old.article:
        return _BLOW_AND_DEAD if blow_and_dead(new, old) else _SAME_ARTICLE
    return _SAME_STORY if new.story == old.story else _ACROSS


def merged(
    key: str,
    reports: Sequence[Report],
    origin_of: Mapping[str, str],
    *,
    stories: Sequence[str] = (),
    sides: Sides | None = None,
) -> WovenEvent:
    """The record of one event: what most of its independent tellings say of type, mode, parties, day, place and status.

    `key` is its id, `reports` is not empty; `origin_of` leads from an article to the root of its copies, an article that is
    missing there is a root itself. Raises DataError for a type or mode that PLOVER does not have.
    """
    told = [(origin_of.get(r.article, r.article), r) for r in sorted(reports, key=lambda r: (r.day, r.id))]
    first = told[0][1]
    kind = _most([(root, r.event.type) for root, r in told]) or first.event.type
    mode = _most([(root, r.event.mode) for root, r in told if r.event.mode])
    actors = _parties([(root, r.actors) for root, r in told], sides or {})
    recipients = _parties([(root, r.recipients) for root, r in told], sides or {})
    contexts = Counter(c for _, r in told for c in dict.fromkeys(r.event.contexts))
    return WovenEvent(
        id=key,
        type=kind,
        mode=mode,
        quad=quad_of(kind),
        score=score_of(kind, mode),
        contexts=tuple(sorted(c for c, n in contexts.items() if 2 * n >= len(told))),
        actors=actors,
        recipients=tuple(r for r in recipients if r not in actors),
        day=_day([(root, r.event.date) for root, r in told if r.event.date]),
        told=first.day,
        place=_most([(root, r.event.place) for root, r in told if r.event.place]),
        status=_most([(root, r.event.status) for root, r in told], order=_STATUS) or first.event.status,
        reports=tuple(r.id for _, r in told),
        origins=len({root for root, _ in told}),
        stories=tuple(dict.fromkeys(stories)),
        issues=tuple(sorted({i for _, r in told for i in r.issues})),
        rule="report" if len(told) == 1 else "merged",
        confidence=_confidence(told),
    )


def _most(told: Sequence[tuple[str, _Value]], *, order: Sequence[str] = ()) -> _Value | None:
    """The value that most roots tell; among equals the first in `order`, then the one told first."""
    roots: dict[_Value, set[str]] = {}
    for root, value in told:
        roots.setdefault(value, set()).add(root)
    ranked = sorted(roots, key=lambda v: (-len(roots[v]), order.index(v) if v in order else len(order)))
    return ranked[0] if ranked else None


def _day(told: Sequence[tuple[str, str]]) -> str | None:
    """The day that most roots tell; a month only where none tells the day."""
    finest = max((len(day) for _, day in told), default=0)
    return _most([(root, day) for root, day in told if len(day) == finest])


def _parties(told: Sequence[tuple[str, tuple[str, ...]]], sides: Sides) -> tuple[str, ...]:
    """Those whom at least half as many roots name as name the one most often named, without those for whom another of them acts."""
    roots: dict[str, set[str]] = {}
    for root, parties in told:
        for party in parties:
            roots.setdefault(party, set()).add(root)
    most = max(map(len, roots.values()), default=0)
    kept = [p for p in roots if 2 * len(roots[p]) >= most]
    return tuple(p for p in kept if not any(p in sides.get(other, ()) for other in kept if other != p))


def _confidence(reports: Sequence[tuple[str, Report]]) -> float:
    """The mean over the roots of each one's surest report."""
    best: dict[str, float] = {}
    for root, report in reports:
        best[root] = max(best.get(root, 0.0), report.event.confidence)
    return round(sum(best.values()) / len(best), 3)
