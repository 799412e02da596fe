"""One of several options, chosen by a conditional log-linear model: what speaks for each is added up.

An option is told by its features, plain strings. Every feature weighs by itself and once more in each context of the
question (the type of the event, the form of its trigger), so that few templates say much. Trained by
`training.events.train`, whose README says from what and how well it does.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from marsad.lang.ar.pack import models_folder

MODEL = "events.tsv.gz"
Weights = Mapping[str, Mapping[str, float]]
"""For each feature its weight in each context; the context of every question is the empty string."""


class Chooser:
    """Says how likely each of several options is the right one."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def probabilities(self, options: Sequence[Iterable[str]], contexts: tuple[str, ...]) -> list[float]:
        """One probability an option, 1 in all; `contexts` are those of the question."""
        asked = ("", *contexts)
        scores = []
        for option in options:
            known = [w for feature in option if (w := self.weights.get(feature))]
            scores.append(sum(w.get(context, 0.0) for w in known for context in asked))
        highest = max(scores)
        odds = [math.exp(score - highest) for score in scores]
        whole = sum(odds)
        return [one / whole for one in odds]


def read_choosers(data: bytes) -> dict[str, Chooser]:
    """Choosers by the name of their question, from gzipped rows of question, feature, context and weight in thousandths."""
    tables: dict[str, dict[str, dict[str, float]]] = {}
    for line in gzip.decompress(data).decode("utf-8").splitlines():
        question, feature, context, weight = line.split("\t")
        tables.setdefault(question, {}).setdefault(feature, {})[context] = int(weight) / 1000
    return {question: Chooser(weights) for question, weights in tables.items()}


@cache
def choosers() -> dict[str, Chooser]:
    """The bundled choosers, read once a process."""
    return read_choosers((models_folder() / MODEL).read_bytes())
