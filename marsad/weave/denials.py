"""Happened or denied: one party's statement denies what another article of the story tells.

A denial meets the one sentence of the story's other articles that shares most of its words. That sentence must not be negated,
denied or doubted itself, and nobody of the denier's side may be the one who says it. Who denies only his part in a deed
(نفى أي صلة بالقصف) disputes the doer, and meets a sentence that accuses him.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from marsad.lang.ar.fold import fold
from marsad.model.span import Span
from marsad.model.telling import Report, Said, Telling
from marsad.model.woven import Disagreement
from marsad.weave.disputes import Matters, Told, dispute
from marsad.weave.traces import Sides, near
from marsad.weave.wordings import stem, stems, words

_SENTENCE = re.compile(r"[^.!?؟\n]+(?:[.](?=\d)[^.!?؟\n]+)*")
_CLAUSE = re.compile("[،,؛]")
_LEAST, _SHARE = 4, 0.5  # stems shared, and their share of the denial's
_LEAST_DOER, _SHARE_DOER = 2, 0.4
_SURE = 0.6
_DENYING = frozenset(("deny", "reject"))


def _folded(forms: str) -> frozenset[str]:
    return frozenset(fold(forms).split())


_DOUBTFUL = _folded(
    "نفى نفت ينفي تنفي نفي نفيا نفيه نافيا نافية كذب كذبت تكذيب إذا لو هل احتمال شائعات مزاعم يزعم زعم أنكر أنكرت ينكر"
)
_PARTS = _folded(
    "صلة علاقة مسؤولية المسؤولية ضلوع تورط دور مسؤول مسؤولا صلته علاقته علاقتها مسؤوليته مسؤوليتها ضلوعه تورطه تورطها"
)
_PART_STEMS = frozenset(map(stem, _PARTS))
_NEGATED = _folded("لم لا لن ليس ليست ولم ولا ولن فلم فلا وليس")
_POINTING = _folded("ذلك هذا هذه ما تلك الأمر الاتهامات الاتهام التهم")
_NEXT = _folded("فيما بينما لكن ولكن لكنه وقال وقالت قائلا مؤكدا وأكد مشيرا وأضاف موضحا وأوضح ما")


class _Sentence(NamedTuple):
    telling: Telling
    span: Span
    stems: frozenset[str]


class Denials:
    """The articles of one story, held against the denials in them.

    `story` is its id, `events` leads from a report's id to its event's, `sides` from an actor's id to those he acts for.
    """

    def __init__(
        self, story: str, tellings: Sequence[Telling], events: Mapping[str, str], sides: Sides | None = None
    ) -> None:
        self._story, self._events, self._sides = story, events, sides or {}
        self._tellings = sorted(tellings, key=lambda t: t.order)

    def find(self) -> list[Disagreement]:
        """One disagreement for each denial by a named party that meets what it denies."""
        found: dict[str, Disagreement] = {}
        for telling in self._tellings:
            for said in telling.said:
                if said.statement.force == "deny" and said.speaker and not said.speaker.startswith("unnamed/"):
                    record = self._met(telling, said, said.speaker)
                    if record:
                        found.setdefault(record.id, record)
        return list(found.values())

    @cached_property
    def _sentences(self) -> list[_Sentence]:
        return [sentence for telling in self._tellings for sentence in _sentences(telling)]

    def _met(self, telling: Telling, said: Said, denier: str) -> Disagreement | None:
        denied = _denied(said.text)
        doer = not _PARTS.isdisjoint(denied[:4])
        content = frozenset(s for s in map(stem, denied) if s and not s[0].isdigit() and s not in _PART_STEMS)
        least, share = (_LEAST_DOER, _SHARE_DOER) if doer else (_LEAST, _SHARE)
        best: _Sentence | None = None
        most = max(least, math.ceil(share * len(content))) - 0.5
        for sentence in self._sentences:
            shared = len(content & sentence.stems)
            if (
                shared == least - 1 >= share * len(content)
                and not doer
                and self._stands(frozenset(_mentioned(sentence)), denier)
            ):
                shared += 1  # it tells of the denier himself
            if shared > most and sentence.telling.article != telling.article and self._may(sentence, denier, doer=doer):
                best, most = sentence, shared
        return self._record(said, denier, best, telling=telling, doer=doer) if best else None

    def _may(self, sentence: _Sentence, denier: str, *, doer: bool) -> bool:
        """Whether a sentence tells something as so, by somebody else than the denier; of a doer: accuses the denier."""
        spoken = [s for s in sentence.telling.said if _within(s, sentence.span)]
        if any(s.statement.force in _DENYING for s in spoken):
            return False
        if self._stands(frozenset(s.speaker for s in spoken if s.speaker), denier):
            return False
        if not doer:
            return True
        accusations = [r for r in _told(sentence) if r.event.type == "ACCUSE"]
        accusers = {a for r in accusations for a in r.actors}
        others = frozenset(_mentioned(sentence)) - accusers
        return bool(accusations) and self._stands(others, denier)

    def _stands(self, actors: frozenset[str], denier: str) -> bool:
        who = frozenset((denier,))
        return bool(actors & who) or (bool(actors) and near(actors, who, self._sides))

    def _record(self, said: Said, denier: str, met: _Sentence, *, telling: Telling, doer: bool) -> Disagreement:
        """About the event that the sentence tells, about the story where no event was read in it."""
        span = Span(said.statement.start, said.statement.end)
        reports = [r for r in _told(met) if r.event.status != "denied"]
        about = next((self._events[r.id] for r in reports if r.id in self._events), self._story)
        record = reports[0].id if reports else met.telling.article
        told = Told(denier if doer else "happened", record, met.telling, met.span)
        denied = Told(f"not {denier}" if doer else "denied", said.id, telling, span)
        return dispute(Matters(about, "actor" if doer else "status", "denial", _SURE), [told], [denied])


def _denied(text: str) -> list[str]:
    """The folded words of what is denied: up to the next clause; none where it is only pointed at (نفى ذلك)."""
    found = words(_CLAUSE.split(text)[0])
    cut = next((i for i, w in enumerate(found) if i > 1 and w in _NEXT), len(found))
    return [] if not found or found[0] in _POINTING else found[:cut]


def _told(sentence: _Sentence) -> list[Report]:
    return [r for r in sentence.telling.reports if r.event.evidence.overlaps(sentence.span)]


def _mentioned(sentence: _Sentence) -> Iterator[str]:
    """The ids of all whom a sentence names."""
    actors = sentence.telling.actors
    for m in sentence.telling.reading.mentions:
        if m.actor and sentence.span.start <= m.start < sentence.span.end:
            yield actors.get(m.actor, m.actor)


def _sentences(telling: Telling) -> Iterator[_Sentence]:
    text = telling.reading.text
    for stretch in telling.body:
        for m in _SENTENCE.finditer(text, stretch.start, stretch.end):
            forms = set(words(m[0]))
            if len(forms) > 4 and forms.isdisjoint(_DOUBTFUL) and forms.isdisjoint(_NEGATED):
                yield _Sentence(telling, Span(m.start(), m.end()), stems(m[0]))


def _within(said: Said, span: Span) -> bool:
    return said.statement.start < span.end and span.start < said.statement.end
