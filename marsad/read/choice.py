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
        self._sums: dict[tuple[str, ...], _Sums] = {}

    def probabilities(self, options: Sequence[Iterable[str]], contexts: tuple[str, ...]) -> list[float]:
        """One probability an option, 1 in all; `contexts` are those of the question."""
        sums = self._sums.get(contexts)
        if sums is None:
            sums = self._sums[contexts] = _Sums(self.weights, contexts)
        scores = [sum([sums[feature] for feature in option]) for option in options]
        highest = max(scores)
        odds = [math.exp(score - highest) for score in scores]
        whole = sum(odds)
        return [one / whole for one in odds]


class _Sums(dict[str, float]):
    """What each known feature weighs in some contexts together, added up when it is first met."""

    def __init__(self, weights: Weights, contexts: tuple[str, ...]) -> None:
        super().__init__()
        self._weights, self._contexts = weights, ("", *contexts)

    def __missing__(self, feature: str) -> float:
        known = self._weights.get(feature)
        if known is None:
            return 0.0
        self[feature] = whole = sum(known.get(context, 0.0) for context in self._contexts)
        return whole


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
