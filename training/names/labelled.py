"""The corpus as the tagger will see it: documents of a few sentences, with what the knowledge base and the rules of institutions find in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from marsad.lang.ar.pack import arabic
from marsad.model import Article, Span
from marsad.read.cast import Cast, Who
from marsad.read.institutions import Institutions
from marsad.read.names import find_names
from marsad.read.tagger import known_kind
from marsad.read.tokens import Document
from training.names.corpus import Sentence, sentences

TOGETHER = 12
"""Sentences read as one article: NewsFANE does not say where one ends, and short names need company."""


class Row(NamedTuple):
    """One sentence: folded words, types found by the knowledge base, gaps, gold labels."""

    words: list[str]
    known: list[str]
    gaps: list[str]
    labels: list[str]


def rows(corpus: Path, who: Who) -> list[Row]:
    """Every sentence of the corpus, in its order."""
    every = list(sentences(corpus))
    found: list[Row] = []
    for at in range(0, len(every), TOGETHER):
        found += _read(every[at : at + TOGETHER], who)
    return found


def _read(group: list[Sentence], who: Who) -> Iterator[Row]:
    text = "\n".join(sentence.text for sentence in group)
    doc = Document(Article(id="", source="", text=text, language="ar", body=(Span(0, len(text)),)), arabic())
    labels = [label for sentence in group for label in sentence.labels]
    assert len(labels) == len(doc.words)
    known = [""] * len(labels)
    cast = Cast(who)
    found = find_names(doc, cast)
    taken = {i for name in found for i in range(name.start, name.end)}
    for name in (*found, *Institutions(arabic()).find(doc, cast, taken)):
        for i in range(name.start, name.end):
            known[i] = known_kind(name)
    for start, end in doc.sentences:
        own = labels[start:end]
        if own[0].startswith("I-"):
            own[0] = "B-" + own[0][2:]
        yield Row(doc.words[start:end], known[start:end], doc.gaps[start : end + 1], own)
