"""Names that no list holds: a conditional random field over the words of a sentence.

The model and the table of words are made by `training.names.train`; its README says from what and how well it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pycrfsuite

from marsad.lang.ar.pack import models_folder
from marsad.lang.ar.words import heads
from marsad.model.reading import ActorType
from marsad.read.cast import Named
from marsad.read.name_features import Words, features, read_words, weighed
from marsad.read.names import Tag
from marsad.read.tokens import Document

MODEL, WORDS = "names.crfsuite", "names-words.tsv.gz"
LEAST = 0.5
"""The least probability of a name that is proposed; 0.4 to 0.6 do equally well."""


class Tagger:
    """A trained model over folded words."""

    def __init__(self, model: bytes, words: Words) -> None:
        self.words = words
        self._crf = pycrfsuite.Tagger()
        self._held = model  # crfsuite reads from these bytes for as long as it lives
        self._crf.open_inmemory(self._held)

    def tag(
        self, words: Sequence[str], known: Sequence[str] | None = None, gaps: Sequence[str] | None = None
    ) -> list[str]:
        """A label for each folded word of one sentence: `B-PER`, `I-PER`, ..., `O`."""
        if not words:
            return []
        known = known or [""] * len(words)
        gaps = gaps or [" "] * (len(words) + 1)
        labels: list[str] = self._crf.tag(features(self.words, words, known, gaps))
        return labels

    def scores(self, labels: Sequence[str], start: int, end: int) -> float:
        """How sure the model is of `labels` from `start` to `end` of the sentence that it tagged last: the least of their probabilities."""
        return min(float(self._crf.marginal(labels[i], i)) for i in range(start, end))


class NameTagger:
    """Proposes names for the words of a document; `Namer` takes those that the knowledge base does not know."""

    def __init__(self, tagger: Tagger, *, least: float = LEAST) -> None:
        self.tagger, self.least = tagger, least

    def find(self, doc: Document, known: Mapping[int, Named]) -> list[Tag]:
        """The names of all sentences in order; `known` is what the knowledge base found at each word."""
        types = [known_kind(known.get(i)) for i in range(len(doc.words))]
        found = []
        for start, end in doc.sentences:
            labels = self.tagger.tag(doc.words[start:end], types[start:end], doc.gaps[start : end + 1])
            for first, last, kind in stretches(labels):
                sure = self.tagger.scores(labels, first, last)
                if sure >= self.least:
                    found.append(Tag(start + first, start + last, self.cut(doc.words[start + first], kind), kind, sure))
        return found

    def cut(self, word: str, kind: ActorType) -> int:
        """How many letters of proclitics stand before the name that a word begins.

        A whole word that lists of names hold stays whole, and so does a place that the news knows.
        """
        rank = self.tagger.words.rank
        whole = rank(word)
        best = max(heads(word), key=lambda head: (rank(head.form), -head.cut))
        if best.form.startswith("ال") and best.cut:
            return best.cut
        if whole >= 1 or (kind != "PER" and whole):
            return 0
        return best.cut


def known_kind(name: Named | None) -> str:
    """What the knowledge base found at a word, as the model sees it: the gazetteer is trusted less, short names too."""
    if name is None:
        return ""
    if name.actor.startswith("geo-"):
        return "city"
    return name.type if name.confidence > 0.95 else name.type + "?"


def stretches(labels: Sequence[str]) -> list[tuple[int, int, ActorType]]:
    """The names that a run of labels marks, as first word, word after the last, and type."""
    found: list[tuple[int, int, ActorType]] = []
    for i, label in enumerate(labels):
        if label == "O":
            continue
        kind = _TYPES[label[2:]]
        if label[0] == "I" and found and found[-1][1] == i and found[-1][2] == kind:
            found[-1] = (found[-1][0], i + 1, kind)
        else:
            found.append((i, i + 1, kind))
    return found


_TYPES: dict[str, ActorType] = {"PER": "PER", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC"}


@cache
def name_tagger() -> NameTagger:
    """The bundled tagger, read once a process."""
    folder = models_folder()
    model = (folder / MODEL).read_bytes()
    return NameTagger(Tagger(model, read_words(folder / WORDS, weighed(model).get)))
