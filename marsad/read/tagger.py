"""Names that no list holds: a conditional random field over the words of a sentence.

The features are few and made once for each word form, because building them is what tagging costs. The model and the
table of words are made by `training.names.train`; its README says from what and how well it does.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import NamedTuple

import pycrfsuite

from marsad.lang.ar.pack import models_folder
from marsad.lang.ar.words import heads
from marsad.model.reading import ActorType
from marsad.read.cast import Named
from marsad.read.names import Tag
from marsad.read.tokens import Document

MODEL, WORDS = "names.crfsuite", "names-words.tsv.gz"
LEAST = 0.5
"""The least probability of a name that is proposed; 0.4 to 0.6 do equally well."""
_PAUSES = frozenset("،,؛;:.!?؟")


class Form(NamedTuple):
    """The features of one word form where it stands, and those it lends to its neighbours."""

    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    farther: tuple[str, str]
    group: str


class Words:
    """What is counted of word forms: `table` maps a folded form to its classes; features are kept for each form seen."""

    def __init__(self, table: Mapping[str, tuple[str, ...]]) -> None:
        self.table = table
        self._forms: dict[str, Form] = {}

    def form(self, word: str) -> Form:
        """The features of a folded word."""
        form = self._forms.get(word)
        if form is None:
            if len(self._forms) > 100_000:
                self._forms.clear()
            form = self._forms[word] = self._make(word)
        return form

    def classes(self, word: str) -> tuple[str, ...]:
        """The classes of a word, of what is left without its proclitics where the whole is not known, or none."""
        for head in heads(word):
            found = self.table.get(head.form)
            if found:
                return (*(c if not head.cut else f"{word[: head.cut]}+{c}" for c in found),)
        return ()

    def rank(self, form: str) -> float:
        """How much a bare form looks like a word of names: 1 to 3 by its count in lists of names, 0.5 where only news knows it."""
        found = self.table.get(form)
        if not found:
            return 0.0
        return max((float(c[1:]) for c in found if c.startswith("N")), default=0.5)

    def _make(self, word: str) -> Form:
        classes = self.classes(word)
        fine, coarse = (classes[0], classes[1]) if classes else ("?", "?")
        shape = _shape(word)
        here = [
            f"w={word}",
            f"p={word[:2]}",
            f"P={word[:3]}",
            f"s={word[-2:]}",
            f"S={word[-3:]}",
            f"c={fine}",
            f"C={coarse}",
            f"x={shape}",
        ]
        here += [f"n={c}" for c in classes[2:]]
        before = (f"-w={word}", f"-c={fine}", f"-C={coarse}", f"-x={shape}")
        after = (f"+w={word}", f"+c={fine}", f"+C={coarse}", f"+s={word[-2:]}")
        return Form(tuple(here), before, after, (f"-2c={fine}", f"+2c={fine}"), coarse)


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "0"
    if word[0] < "\u0250":
        return "a"
    if len(word) < 3:
        return str(len(word))
    return ("ال" if word.startswith("ال") else "") + str(min(len(word), 7))


@cache
def gap_class(gap: str) -> str:
    """What kind of thing stands before a word: nothing but space, a mark of quotation, a bracket, a pause, a hyphen."""
    if gap in ("", " "):
        return ""
    if '"' in gap or "'" in gap:
        return '"<' if gap[-1] in "\"'" else '"'
    if "(" in gap:
        return "("
    if ")" in gap:
        return ")"
    if "-" in gap:
        return "-"
    return "." if any(c in _PAUSES for c in gap) else ""


def features(words: Words, sentence: Sequence[str], known: Sequence[str], gaps: Sequence[str]) -> list[list[str]]:
    """One list of features for each word of a sentence; `gaps` holds what stands before each word and one after the last.

    `known` is what the knowledge base found at each word: "" for nothing, else a type.
    """
    forms = [words.form(word) for word in sentence]
    last = len(forms) - 1
    pairs = ["/".join(pair) for pair in pairwise(("^", *(form.group for form in forms), "$"))]
    rows = []
    for i, form in enumerate(forms):
        row = [*form.here, "-CC=" + pairs[i], "CC+=" + pairs[i + 1]]
        row += forms[i - 1].before if i else ("^",)
        row += forms[i + 1].after if i < last else ("$",)
        if i > 1:
            row.append(forms[i - 2].farther[0])
        if i < last - 1:
            row.append(forms[i + 2].farther[1])
        _add_marks(row, known, gaps, i)
        rows.append(row)
    return rows


def _add_marks(row: list[str], known: Sequence[str], gaps: Sequence[str], i: int) -> None:
    if known[i]:
        row.append("k=" + known[i])
    if i and known[i - 1]:
        row.append("-k=" + known[i - 1])
    if i + 1 < len(known) and known[i + 1]:
        row.append("+k=" + known[i + 1])
    mark = gap_class(gaps[i])
    if mark:
        row.append("g=" + mark)
    mark = gap_class(gaps[i + 1])
    if mark:
        row.append("+g=" + mark)


class Tagger:
    """A trained model over folded words."""

    def __init__(self, model: Traversable, words: Words) -> None:
        self.words = words
        self._crf = pycrfsuite.Tagger()
        self._held = model.read_bytes()  # crfsuite reads from these bytes for as long as it lives
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


def read_words(file: Traversable) -> Words:
    """The table of word classes: a form, then its classes, separated by tabs."""
    rows = (line.split("\t") for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines())
    return Words({row[0]: tuple(row[1:]) for row in rows})


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
    return NameTagger(Tagger(folder / MODEL, read_words(folder / WORDS)))
