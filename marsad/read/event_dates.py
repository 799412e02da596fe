"""When an event was: of the times told around its trigger, the day of publication and no time at all, the likeliest."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from marsad.read.between import Between
from marsad.read.choice import Chooser
from marsad.read.dates import FoundTime
from marsad.read.tokens import Document
from marsad.read.triggers import Found

_DISTANCES = (1, 2, 3, 5, 8, 12, 18, 30)
_WITHIN = frozenset(("في", "خلال", "اثر", "جراء"))
_ACTS = frozenset(("ASSAULT", "PROTEST"))
_FARTHEST_RANK, _FARTHEST_SENTENCE = 3, 4


class Dated(NamedTuple):
    """A date that an event may have, and what speaks for it; `value` is None where no date is told."""

    value: str | None
    features: list[str]


class EventDates:
    """Chooses the dates of the events of one article; `triggers` are all its triggers, in order."""

    def __init__(
        self, doc: Document, times: list[FoundTime], triggers: list[Found], chooser: Chooser, between: Between
    ) -> None:
        self.doc, self._chooser, self._between = doc, chooser, between
        times = [_in_one_month(t) for t in times]
        self._fixed = [t for t in times if t.value and "/" not in t.value]
        self._starts = [t.start for t in self._fixed]
        self._vague = [t.start for t in times if not t.value or "/" in t.value]
        self._triggers = [t.at for t in triggers]
        self._acts = {t.at for t in triggers if t.row.type in _ACTS and not t.analysis.is_verb}
        self._published = doc.article.published.date if doc.article.published else None
        self._first = next((s for s in doc.sentences if not doc.in_title(s.start)), None)

    def of(self, trigger: Found) -> str | None:
        """The ISO date of the event that a trigger tells, or None."""
        options = self.options(trigger)
        likely = self._chooser.probabilities([o.features for o in options], contexts(trigger))
        return options[likely.index(max(likely))].value

    def is_to_come(self, day: str | None) -> bool:
        """Whether a date lies wholly behind the day of publication."""
        return bool(day and self._published and day[:4].isdigit() and day > self._published[: len(day)])

    def is_today(self, day: str | None) -> bool:
        """Whether a date is the day of publication."""
        return day is not None and day == self._published

    def options(self, trigger: Found) -> list[Dated]:
        """No date, the day of publication, the fixed times of the sentence, and the last one told before it."""
        sentence = self.doc.sentence_of(trigger.at)
        first, beyond = (bisect_left(self._starts, at) for at in sentence)
        inside = self._fixed[first:beyond]
        setting = self._setting(trigger, len(inside))
        options = [Dated(None, ["none", *(f"none {s}" for s in setting)])]
        if self._published:
            options.append(Dated(self._published, ["published", *(f"published {s}" for s in setting)]))
        near = sorted(inside, key=lambda t: abs(t.start - trigger.at))
        options += [Dated(t.value, self._features(t, rank, trigger)) for rank, t in enumerate(near)]
        if first:
            last = self._fixed[first - 1]
            away = min(self.doc.sentence_number(trigger.at) - self.doc.sentence_number(last.start), _FARTHEST_SENTENCE)
            options.append(
                Dated(
                    last.value,
                    ["earlier", f"earlier by {away}", *(f"earlier {s}" for s in setting), *self._relation(last)],
                )
            )
        return options

    def _setting(self, trigger: Found, inside: int) -> list[str]:
        """What holds for every option: how many times the sentence tells, where it stands, quoted or not, clitics of the trigger."""
        sentence = self.doc.sentence_of(trigger.at)
        vague = _within(self._vague, *sentence)
        return [
            f"{min(inside, _FARTHEST_RANK)} times", "vague time" if vague else "no vague time",
            "first sentence" if sentence == self._first else "later sentence",
            "quoted" if self.doc.quote_at(trigger.at) else "not quoted",
            f"with {trigger.analysis.split.before}", f"to {trigger.analysis.person}",
        ]  # fmt: skip

    def _features(self, time: FoundTime, rank: int, trigger: Found) -> list[str]:
        """Side, distance, and what stands between the time and the trigger."""
        side, start, end = (
            ("before", time.end, trigger.at)
            if time.end <= trigger.at
            else ("after", self._told_in(trigger, time.start), time.start)
        )
        apart = f"{self._between.parted(start, end)}{min(self._between.verbs(start, end), 2)} verbs"
        others = _within(self._triggers, start, end)
        distance = next((d for d in _DISTANCES if end - start <= d), _DISTANCES[-1])
        behind = self.doc.words[time.start - 1] if time.start else ""
        return [
            "time", f"time {min(rank, _FARTHEST_RANK)}", f"{side} {min(rank, _FARTHEST_RANK)}", f"{side} at {distance}",
            f"{side} over {apart}", f"{side} over {min(others, 3)} triggers",
            f"behind {behind}", f"{side} behind {behind}", f"{side} {time.precision}", *self._relation(time),
        ]  # fmt: skip

    def _told_in(self, trigger: Found, before: int) -> int:
        """The word from which a time behind a verb is sought: behind the act that it happened in, قتل خمسة جنود في هجوم شنه مسلحون يوم 3 مايو."""
        if not trigger.analysis.is_verb:
            return trigger.end
        for j in range(trigger.end, before - 1):
            if self.doc.words[j] in _WITHIN and j + 1 in self._acts:
                return j + 2
        return trigger.end

    def _relation(self, time: FoundTime) -> list[str]:
        """How fine a time is and how it lies to the day of publication."""
        past = "future" if (time.value or "") > (self._published or "") else "past"
        same = time.value == self._published
        return [f"by {time.precision}", "of publication" if same else past, f"rule {time.rule}"]


def _in_one_month(time: FoundTime) -> FoundTime:
    """A stretch of days inside one month as that month, the finest date that holds it: الأسبوع الماضي."""
    first, _, last = (time.value or "").partition("/")
    inside = len(first) == len(last) == len("2020-01-01") and first[:7] == last[:7]
    return time._replace(value=first[:7], precision="month") if inside else time


def _within(places: list[int], start: int, end: int) -> int:
    """How many of places in order lie from `start` on and before `end`."""
    return max(0, bisect_left(places, end) - bisect_left(places, start))


def contexts(trigger: Found) -> tuple[str, ...]:
    """In which contexts the features of dates weigh: the kind of the trigger's form."""
    return (str(trigger.analysis.kind),)
