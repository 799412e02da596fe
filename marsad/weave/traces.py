"""What is kept of a report while events are woven, and how strongly two reports look like tellings of one event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from marsad.lang.ar.fold import fold
from marsad.model.reading import Reading
from marsad.model.span import Span
from marsad.model.telling import Report
from marsad.weave.folded import folded
from marsad.weave.wordings import jaccard, stems_of

Sides = Mapping[str, frozenset[str]]

MATERIAL = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "AID", "COOPERATE"))
"""Types that are deeds: two of a kind on one day in one story are more often one deed than two."""
MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
"""Types whose parties stand in one list, whoever is named first."""
_TOLD = frozenset(("happened", "ongoing", "alleged", "denied"))
_ARMS = frozenset(
    ("aerial", "drone", "heavy-weapons", "explosives", "firearms", "destroy", "targeted", "suicide-attack", "primitive")
)
_CASUALTIES = frozenset(fold("قتل مقتل مصرع أصاب أصيب إصابة جرح استشهد توفي قتيل جريح ضحية سقط أوقع").split())
_AROUND = 90  # characters on either side of the trigger
_SAME, _NEAR, _FEW, _CLASH = 2.0, 1.5, 0.0, -4.0


class Trace(NamedTuple):
    """A report as the next ones are compared with it.

    `day` is when it was told, `happened` the event's own date, `spots` are the places (no states) that its sentence names.
    """

    report: str
    event: str
    story: str
    article: str
    type: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    place: str | None
    day: int
    happened: str | None
    status: str
    rule: str
    sentence: tuple[int, int]
    spots: frozenset[str]
    words: frozenset[str]


def named(ids: Sequence[str]) -> frozenset[str]:
    """The parties that other articles can know: ids of unnamed ones start with `unnamed/`."""
    return frozenset(i for i in ids if not i.startswith("unnamed/"))


def trace(report: Report, event: str, story: str, reading: Reading) -> Trace:
    """A report in the form in which it is compared; `reading` is that of its article."""
    told = report.event
    start = max(told.evidence.start, told.trigger.start - _AROUND)
    end = min(told.evidence.end, told.trigger.end + _AROUND)
    lies = bisect_left(reading.mentions, told.evidence.start, key=lambda m: m.start)
    spots = set()
    for mention in islice(reading.mentions, lies, None):
        if mention.start >= told.evidence.end:
            break
        if mention.type in ("GPE", "LOC") and mention.actor and len(mention.actor) > 2 and not mention.nominal:
            spots.add(mention.actor)
    return Trace(report.id, event, story, report.article, told.type, told.mode, named(report.actors), named(report.recipients),
                 told.place, date.fromisoformat(report.day).toordinal(), told.date, told.status, told.rule,
                 (told.evidence.start, told.evidence.end), frozenset(spots), stems_of(folded(reading.text, Span(start, end))))  # fmt: skip


def likeness(new: Trace, old: Trace, sides: Sides) -> float | None:
    """How strongly two reports of one type look like one event; None where they cannot be one."""
    if not (modes_agree(new.mode, old.mode) and _status_agrees(new, old)) or _two_in_one_breath(new, old):
        return None
    days = _days(new, old)
    if days is None:
        return None
    overlap = jaccard(new.words, old.words)
    parties = _parties(new, old, sides)
    if parties is None:
        return None
    alike = overlap >= 0.7 and new.rule == old.rule
    if alike and new.article != old.article and days >= -1.0:
        return 10.0 + overlap
    deed = 0.5 if days == 1.0 and new.type in MATERIAL and new.story == old.story else 0.0
    return parties + days + deed + _places(new, old) + 6.0 * overlap + 0.5 * (new.rule == old.rule)


def modes_agree(one: str | None, other: str | None) -> bool:
    """Whether one event can be told in both modes: equal, one untold, or two ways to strike."""
    return one == other or one is None or other is None or (one in _ARMS and other in _ARMS)


def one_breath(one: Trace, other: Trace) -> bool:
    """Whether one sentence of one article tells both."""
    return one.article == other.article and one.sentence == other.sentence


def _two_in_one_breath(one: Trace, other: Trace) -> bool:
    """دعا إلى الحوار وحث الأطراف: two words of one sentence tell two acts, save a blow and its dead."""
    if not one_breath(one, other):
        return False
    return one.status != other.status or not blow_and_dead(one, other)


def blow_and_dead(one: Trace, other: Trace) -> bool:
    """قصف أسفر عن مقتل: one sentence tells the blow and what it did to people."""
    hurt = [_lexeme(t.rule) in _CASUALTIES for t in (one, other)]
    return one.type == "ASSAULT" and one_breath(one, other) and one.rule != other.rule and any(hurt)


@lru_cache(maxsize=4096)
def _lexeme(rule: str) -> str:
    return fold(rule.partition("/")[2])


def _status_agrees(one: Trace, other: Trace) -> bool:
    """Whether one event can have both; what one article both tells and denies are two things."""
    if one.status == other.status:
        return True
    denied = "denied" in (one.status, other.status)
    return one.status in _TOLD and other.status in _TOLD and not (denied and one.article == other.article)


def _places(new: Trace, old: Trace) -> float:
    if new.place and old.place and new.place != old.place:
        return -1.5
    if (new.place and new.place == old.place) or new.spots & old.spots:
        return 1.0
    return -0.5 if new.spots and old.spots else 0.0


def _days(new: Trace, old: Trace) -> float | None:
    """Evidence of the dates: 1 where both tell the same day, None where they are too far apart."""
    one, other = new.happened, old.happened
    if one and other:
        if one == other:
            return 1.0 if len(one) == 10 else 0.5
        if len(one) == 10 and len(other) == 10:
            apart = abs(date.fromisoformat(one).toordinal() - date.fromisoformat(other).toordinal())
            return -3.0 if apart == 1 and new.article != old.article else None
        return 0.0 if one.startswith(other) or other.startswith(one) else None
    if one or other:
        known, told = (one, old.day) if one else (other, new.day)
        if known is None or len(known) < 10:
            return -1.0
        ago = told - date.fromisoformat(known).toordinal()
        return 0.0 if 0 <= ago <= 1 else -0.5 if ago == 2 else None
    return -0.5 * abs(new.day - old.day)


def _parties(new: Trace, old: Trace, sides: Sides) -> float | None:
    if new.type in MUTUAL:
        return _mutual(new.actors | new.recipients, old.actors | old.recipients, sides)
    actors = _met(new.actors, old.actors, sides)
    recipients = _met(new.recipients, old.recipients, sides)
    if actors == _CLASH and (new.type not in MATERIAL or new.story != old.story):
        return None
    return actors + (recipients if recipients != _CLASH else -1.5)


def _met(one: frozenset[str], other: frozenset[str], sides: Sides) -> float:
    if not one or not other:
        return _FEW
    if one & other:
        return _SAME
    return _NEAR if near(one, other, sides) else _CLASH


def near(one: frozenset[str], other: frozenset[str], sides: Sides) -> bool:
    """Whether an actor of one telling acts for one of the other: a minister and his state."""
    stand = one.union(*(sides.get(a, frozenset()) for a in one))
    return any(b in stand or not sides.get(b, frozenset()).isdisjoint(one) for b in other)


def _mutual(one: frozenset[str], other: frozenset[str], sides: Sides) -> float | None:
    if not one or not other:
        return _FEW
    shared = one & other
    if not shared:
        return _NEAR if near(one, other, sides) else None
    if len(shared) > 1:
        return _SAME * 2
    ours, theirs = one - shared, other - shared
    return _SAME if not ours or not theirs or near(ours, theirs, sides) else None
