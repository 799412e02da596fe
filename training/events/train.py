"""Trains the choosers of an event's parties that ship: `python -m training.events.train`.

The half of the own annotated text that trains is learnt; the other half, and five folds of the first, tell how well it does.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from marsad.read.choice import MODEL, Chooser
from training.events.labelled import QUESTIONS, Labelled, Question, labelled

PENALTY = 8.0
"""L2; 2 to 10 do equally well in five folds."""
SEEN = 2
"""A feature in its context weighs from this many options on."""
FOLDS = 5
Table = dict[str, dict[str, float]]


def train(questions: Sequence[Question]) -> Table:
    """Weights that make the right options likeliest: maximum likelihood with an L2 penalty, by L-BFGS in one thread."""
    options = [_in_contexts(o, q.contexts) for q in questions for o in q.options]
    counts = Counter(f for option in options for f in set(option))
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= SEEN))}
    rows = [[index[f] for f in option if f in index] for option in options]
    ends = np.cumsum([0, *map(len, rows)])
    told = csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=(len(rows), len(index)))
    right = np.array([r for q in questions for r in q.right])
    sizes = np.array([len(q.options) for q in questions])
    starts = np.cumsum(sizes) - sizes

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = told @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        every, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = odds / np.repeat(every, sizes) - odds * right / np.repeat(good, sizes)
        value = (np.log(every) - np.log(good)).sum() + PENALTY / 2 * weights @ weights
        return value, told.T @ slope + PENALTY * weights

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    table: Table = {}
    for (feature, context), i in index.items():
        table.setdefault(feature, {})[context] = float(found.x[i])
    return table


def _in_contexts(option: list[str], contexts: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(feature, context) for feature in option for context in ("", *contexts)]


def right(table: Table, questions: Sequence[Question]) -> tuple[int, int]:
    """How many questions are answered rightly, and how many there are."""
    chooser, good = Chooser(table), 0
    for question in questions:
        likely = chooser.probabilities(question.options, question.contexts)
        good += question.right[likely.index(max(likely))]
    return good, len(questions)


def folds(articles: Sequence[Labelled], part: str) -> tuple[int, int]:
    """`right` over five folds of whole articles."""
    good = asked = 0
    for k in range(FOLDS):
        learnt = [q for i, a in enumerate(articles) if i % FOLDS != k for q in a.questions[part]]
        g, n = right(train(learnt), [q for a in articles[k::FOLDS] for q in a.questions[part]])
        good, asked = good + g, asked + n
    return good, asked


def write(tables: dict[str, Table], file: Path) -> None:
    """Rows of question, feature, context and weight in thousandths, in order, gzipped without a date."""
    rows = [
        f"{question}\t{feature}\t{context}\t{round(weight * 1000)}"
        for question, table in sorted(tables.items())
        for feature, weights in sorted(table.items())
        for context, weight in sorted(weights.items())
        if round(weight * 1000)
    ]
    file.write_bytes(gzip.compress("\n".join(rows).encode(), mtime=0))


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--into", type=Path, default=Path("marsad/lang/ar/models"))
    given = command.parse_args(argv)
    articles = list(labelled())
    learnt, kept = ([a for a in articles if a.split == split] for split in ("train", "test"))
    tables = {part: train([q for a in learnt for q in a.questions[part]]) for part in QUESTIONS}
    for part, table in tables.items():
        for name, (good, asked) in {
            "five folds": folds(learnt, part),
            "test half": right(table, [q for a in kept for q in a.questions[part]]),
        }.items():
            print(f"{part:<10}{name:<11}{good:>5} of {asked:>4}{good / asked:>7.3f}")
    write(tables, given.into / MODEL)
    print(f"{given.into / MODEL}: {(given.into / MODEL).stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
