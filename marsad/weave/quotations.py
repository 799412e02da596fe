"""Quotations out of statements: the same utterance in several articles, word for word, cut, or translated twice.

Two statements are one utterance where their words are the same, whoever is named as speaker (`verbatim`); or, said by the same
speaker within a day, where they share enough of their consonant skeletons (`translation`): نرفض أي وجود and رفضنا لكل وجود.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from marsad.model.telling import Said, Telling
from marsad.model.woven import Quotation
from marsad.weave.traces import Sides, near
from marsad.weave.wordings import containment, jaccard, skeleton, stem, words

WINDOW = 4
"""Days between two articles that report one utterance at most."""

_DIRECT, _INDIRECT = 3, 6  # content words that make a quotation
_VERBATIM, _CUT, _SHARED_CUT = 0.6, 0.85, 6
_IDENTICAL = 0.9
_OTHER_MOUTH = 8  # shared content words where the speakers differ or are not known: prayers and formulas are anyone's
_TRANSLATED, _PART, _SHARED = 0.3, 0.55, 5
_RUN = 4  # words that a verbatim twin repeats in a row
_SPEECH = ("direct", "mixed")
_Key = TypeVar("_Key")


class _Wording(NamedTuple):
    """An utterance's stems, skeletons, and every `_RUN` stems in a row, all of them where they are fewer."""

    stems: frozenset[str]
    skeletons: frozenset[str]
    runs: frozenset[tuple[str, ...]]


class _Trace(NamedTuple):
    """A statement as the next ones are compared with it; the last three are those of its wording."""

    said: str
    quotation: str
    article: str
    speaker: frozenset[str]
    day: int
    uttered: int
    stems: frozenset[str]
    skeletons: frozenset[str]
    runs: frozenset[tuple[str, ...]]


class Quotations:
    """Gives every statement with enough words its quotation; keeps the statements of the last `WINDOW` days.

    `sides` leads from an actor's id to the ids that he acts for: a spokesman and his ministry speak with one mouth.
    """

    def __init__(self, sides: Sides | None = None) -> None:
        self._sides: Sides = sides or {}
        self._by_run: defaultdict[tuple[str, ...], list[_Trace]] = defaultdict(list)
        self._by_speaker: defaultdict[str, list[_Trace]] = defaultdict(list)
        self._by_day: dict[int, list[_Trace]] = {}

    def add(self, telling: Telling) -> list[tuple[str, str]]:
        """The quotation of each statement of an article, as (statement id, quotation id); statements too short have none."""
        self._forget(date.fromisoformat(telling.day).toordinal() - WINDOW)
        found = []
        for said in telling.said:
            new = _trace(said, "")
            if new is None:
                continue
            twin = self._twin(new)
            quotation = twin.quotation if twin else "quotation-" + hashlib.sha256(said.id.encode()).hexdigest()[:12]
            self._keep(new._replace(quotation=quotation))
            found.append((said.id, quotation))
        return found

    def remember(self, said: Said, quotation: str) -> None:
        """Take in a statement that was woven before, with its quotation."""
        new = _trace(said, quotation)
        if new is not None:
            self._forget(new.day - WINDOW)
            self._keep(new)

    def _keep(self, new: _Trace) -> None:
        for run in new.runs:
            self._by_run[run].append(new)
        for speaker in self._mouths(new):
            self._by_speaker[speaker].append(new)
        self._by_day.setdefault(new.day, []).append(new)

    def _mouths(self, new: _Trace) -> list[str]:
        return sorted(new.speaker.union(*(self._sides.get(s, frozenset()) for s in new.speaker)))

    def _forget(self, before: int) -> None:
        for day in sorted(d for d in self._by_day if d < before):
            for old in self._by_day.pop(day):
                for run in old.runs:
                    _drop(self._by_run, run, old)
                for speaker in self._mouths(old):
                    _drop(self._by_speaker, speaker, old)

    def _twin(self, new: _Trace) -> _Trace | None:
        """The statement most like this one, if it is like enough; among equals the first."""
        best, most = None, 0.0
        for old in self._candidates(new):
            rule, score = likeness(new, old, self._sides)
            if rule and score > most:
                best, most = old, score
        return best

    def _candidates(self, new: _Trace) -> Iterator[_Trace]:
        seen: dict[str, _Trace] = {}
        for run in new.runs:
            for old in self._by_run.get(run, ()):
                seen.setdefault(old.said, old)
        for speaker in self._mouths(new):
            for old in self._by_speaker.get(speaker, ()):
                seen.setdefault(old.said, old)
        near_days = (old for old in seen.values() if abs(new.day - old.day) <= WINDOW)
        return iter(sorted(near_days, key=lambda t: (t.day, t.said)))


def _drop(index: dict[_Key, list[_Trace]], key: _Key, old: _Trace) -> None:
    kept = index[key]
    kept.remove(old)
    if not kept:
        del index[key]


def _trace(said: Said, quotation: str) -> _Trace | None:
    wording = _wording(said.text)
    if len(wording.stems) < (_DIRECT if said.statement.kind in _SPEECH else _INDIRECT):
        return None
    speaker = frozenset(() if said.speaker is None or said.speaker.startswith("unnamed/") else (said.speaker,))
    return _Trace(
        said.id, quotation, said.article, speaker, date.fromisoformat(said.day).toordinal(), _day(said.said), *wording
    )


@lru_cache(maxsize=4_000)
def _wording(text: str) -> _Wording:
    """The words of an utterance; copies repeat them, and a quotation's are compared again when it is put together."""
    folded = words(text)
    content = [*filter(None, map(stem, folded))]
    runs = zip(*(content[i:] for i in range(_RUN)), strict=False) if len(content) >= _RUN else (tuple(content),)
    return _Wording(frozenset(content), frozenset(filter(None, map(skeleton, folded))), frozenset(runs))


def _day(said: str) -> int:
    """The ordinal of a day; a month or year counts from its first day."""
    return date.fromisoformat((said + "-01-01")[:10]).toordinal()


def likeness(one: _Trace, other: _Trace, sides: Sides) -> tuple[str, float]:
    """By which rule two statements are one utterance, and how alike they are, 0 to 1; no rule where they are not."""
    overlap = jaccard(one.stems, other.stems)
    shared = len(one.stems & other.stems)
    same = bool(one.speaker) and (one.speaker == other.speaker or near(one.speaker, other.speaker, sides))
    if one.article == other.article and one.speaker and other.speaker and not same:
        return "", 0.0  # a man reports another's words: two utterances, one inside the other
    if not one.runs.isdisjoint(other.runs) and (same or shared >= _OTHER_MOUTH or overlap > _IDENTICAL):
        if overlap >= _VERBATIM:
            return "verbatim", overlap
        if shared >= _SHARED_CUT and containment(one.stems, other.stems) >= _CUT:
            return "verbatim", 0.5 + overlap / 2
    if not same or one.article == other.article or abs(one.uttered - other.uttered) > 1:
        return "", 0.0
    common = len(one.skeletons & other.skeletons)
    loose = jaccard(one.skeletons, other.skeletons)
    part = containment(one.skeletons, other.skeletons)
    if common >= _SHARED and (loose >= _TRANSLATED or (part >= _PART and common >= _SHARED + 1)):
        return "translation", max(loose, part / 2)
    return "", 0.0


def _surest(likeness: tuple[str, float]) -> tuple[bool, float]:
    return likeness[0] == "verbatim", likeness[1]


def quotation(key: str, said: Sequence[Said], origin_of: Mapping[str, str], *, sides: Sides | None = None) -> Quotation:
    """The record of one utterance: its statements oldest first, the speaker most of its independent tellings name.

    `key` is the quotation's id, `said` is not empty; `origin_of` leads from an article to the root of its copies.
    """
    said = sorted(said, key=lambda s: (s.day, s.id))
    speakers: dict[str, set[str]] = {}
    for one in said:
        if one.speaker:
            speakers.setdefault(one.speaker, set()).add(origin_of.get(one.article, one.article))
    ranked = sorted(speakers, key=lambda s: (s.startswith("unnamed/"), -len(speakers[s])))
    traces = [t for t in (_trace(s, key) for s in said) if t] if len(said) > 1 else []
    rules = [
        max((likeness(t, earlier, sides or {}) for earlier in traces[:i]), key=_surest)
        for i, t in enumerate(traces)
        if i
    ]
    translated = any(rule != "verbatim" for rule, _ in rules)
    rule = "single" if len(said) == 1 else "translation" if translated else "verbatim"
    scores = [0.5 + score / 2 if rule == "verbatim" else 0.4 + score / 2 for rule, score in rules]
    return Quotation(
        id=key,
        speaker=ranked[0] if ranked else None,
        said=min(s.said for s in said),
        statements=tuple(s.id for s in said),
        origins=len({origin_of.get(s.article, s.article) for s in said}),
        rule=rule,
        confidence=round(min(1.0, sum(scores) / len(scores)), 3) if scores else round(said[0].statement.confidence, 3),
    )
