"""The prose of papers: reports, letters, resolutions and records of the Security Council and bodies like it.

News tells in a clause what happened, who did it and to whom. A paper treats a subject: its acts are nouns and plans, in lists and
numbered paragraphs, often without a doer. So in a paper every row of the event lexicon may speak, whatever conditions it has in
news, and a trained model says which quad class a sentence tells, if any (`training/papers`, `docs/decisions/0032-papers.md`).
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from marsad.lang.ar.pack import models_folder
from marsad.lang.ar.words import heads
from marsad.plover import QUADS, quad_of
from marsad.read.tokens import Document, Stretch
from marsad.read.triggers import Found

MODEL = "papers.tsv.gz"
NONE = "none"
"""The class of a sentence that tells no event."""
CLASSES = (NONE, *QUADS)
_ON_THE_GROUND = frozenset(("ASSAULT", "PROTEST"))
_PAPER = 0.1
"""How much likelier in papers than in news (log-odds) the words of a text must be, taken together."""
_UNKNOWN = 3
"""So many words that tell nothing are counted with those of a text: a short one must say it more clearly."""


class PaperModel(NamedTuple):
    """`register`: log-odds of each word, in papers against news; `subjects`: weights of features by quad class or `NONE`."""

    register: Mapping[str, float]
    subjects: Mapping[str, Mapping[str, float]]


class _Told(NamedTuple):
    """How likely the class of a trigger is in its sentence, whether likelier than none, whether the trigger tells the likeliest one."""

    share: float
    likely: bool
    subject: bool


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word without proclitics and article; all numbers are one."""
    form = heads(word)[-1].form
    return "0" if form.isdigit() else form.removeprefix("ال") if len(form) > 4 else form


def is_paper(words: Sequence[str], model: PaperModel) -> bool:
    """Whether an article with these words is written in the prose of papers."""
    told = [model.register.get(stem(word), 0.0) for word in words]
    return sum(told) > _PAPER * (len(told) + _UNKNOWN)


def features(words: Iterable[str], triggers: Sequence[Found]) -> dict[str, float]:
    """What tells the class of a sentence: its words, which share one unit of length, the rows that may speak, the classes of those that do."""
    stems = sorted({stem(word) for word in words})
    share = 1 / math.sqrt(max(len(stems), 8))
    told = {"": 1.0} | dict.fromkeys(stems, share)
    told |= dict.fromkeys((f"row {t.row.id}" for t in triggers), 1.0)
    return told | dict.fromkeys((f"class {quad_of(t.row.type)}" for t in triggers if t.fits), 1.0)


class PaperGate:
    """Which triggers of a paper tell an event, sentence by sentence."""

    def __init__(self, doc: Document, triggers: Sequence[Found], model: PaperModel) -> None:
        self._model = model
        self._told: dict[tuple[int, str], _Told] = {}
        sentences: dict[Stretch, list[Found]] = defaultdict(list)
        for trigger in triggers:
            sentences[doc.sentence_of(trigger.at)].append(trigger)
        for sentence, inside in sentences.items():
            self._weigh(doc.words[sentence.start : sentence.end], inside)

    def confidence(self, trigger: Found, *, in_news: bool) -> float:
        """How likely the class of a trigger's event is in its sentence, from 0 to 1; 0 where it tells none.

        Violence and protest count where they would in news (`in_news`), others that are not what the sentence is about
        where both would let them pass.
        """
        told = self._told[trigger.at, trigger.row.id]
        if trigger.row.type in _ON_THE_GROUND:
            return told.share if in_news else 0.0
        return told.share if told.likely and (told.subject or in_news) else 0.0

    def _weigh(self, words: Sequence[str], triggers: Sequence[Found]) -> None:
        shares = self._shares(features(words, triggers))
        best = max((quad_of(t.row.type) for t in triggers), key=lambda quad: shares[quad])
        inside = [t for t in triggers if quad_of(t.row.type) == best and t.row.type not in _ON_THE_GROUND]
        inside.sort(key=lambda t: -self._loud(t, best))
        speaking = [t for t in inside if t.fits] or inside[:1]
        for trigger in triggers:
            share = shares[quad_of(trigger.row.type)]
            self._told[trigger.at, trigger.row.id] = _Told(share, share > shares[NONE], trigger in speaking)

    def _shares(self, told: Mapping[str, float]) -> dict[str, float]:
        known = [(of, size) for feature, size in told.items() if (of := self._model.subjects.get(feature))]
        odds = {c: math.exp(sum([of.get(c, 0.0) * size for of, size in known])) for c in CLASSES}
        whole = sum(odds.values())
        return {c: one / whole for c, one in odds.items()}

    def _loud(self, trigger: Found, quad: str) -> float:
        return self._model.subjects.get(f"row {trigger.row.id}", {}).get(quad, 0.0)


def read_papers(data: bytes) -> PaperModel:
    """The model from gzipped rows of word and log-odds, or feature, class and weight, in thousandths."""
    register: dict[str, float] = {}
    subjects: dict[str, dict[str, float]] = {}
    for line in gzip.decompress(data).decode("utf-8").splitlines():
        feature, *of, weight = line.split("\t")
        if of:
            subjects.setdefault(feature, {})[of[0]] = int(weight) / 1000
        else:
            register[feature] = int(weight) / 1000
    return PaperModel(register, subjects)


@cache
def papers() -> PaperModel:
    """The bundled model, read once a process."""
    return read_papers((models_folder() / MODEL).read_bytes())
