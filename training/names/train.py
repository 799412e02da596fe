"""Trains the name tagger that ships: `python -m training.names.train --help`.

Two steps, each one command: `words` counts the table of word classes, `model` trains on it and reports on the held-out part.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pycrfsuite

from marsad.read.name_features import Words, features, read_words
from marsad.read.tagger import MODEL, WORDS, Tagger, stretches
from marsad.resolve.knowledge import knowledge
from training.names.labelled import Row, rows
from training.names.words import table, write

HELD_OUT = 0.15
BLIND = 3
"""Every third sentence is learnt without what the knowledge base found, so that company alone can give a name away too."""
SETTINGS = {"c1": 0.2, "c2": 0.1, "max_iterations": 150, "feature.possible_transitions": True}
TYPES = ("PER", "ORG", "GPE", "LOC")


def train(sentences: list[Row], words: Words, file: Path) -> None:
    """Train a model on sentences; lbfgs in one thread gives the same bytes each time."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for i, row in enumerate(sentences):
        known = row.known if i % BLIND else [""] * len(row.words)
        trainer.append(features(words, row.words, known, row.gaps), row.labels)
    trainer.train(str(file))


def report(sentences: list[Row], tagger: Tagger) -> str:
    """Precision, recall and F1 of whole names, over all and by type, and over those that the knowledge base does not know."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for row in sentences:
        gold = set(stretches(row.labels))
        found = set(stretches(tagger.tag(row.words, row.known, row.gaps)))
        for names, tally in ((gold, wanted), (found, said), (gold & found, right)):
            for start, end, kind in names:
                tally.update((kind, "all") if any(row.known[start:end]) else (kind, "all", "unknown"))
    lines = []
    for group in ("all", "unknown", *TYPES):
        p, r = right[group] / max(said[group], 1), right[group] / max(wanted[group], 1)
        lines.append(f"{group:<8}{p:8.3f}{r:8.3f}{2 * p * r / max(p + r, 1e-9):8.3f}{wanted[group]:7d}")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = command.add_subparsers(dest="step", required=True)
    counting = steps.add_parser("words", help="count the table of word classes")
    counting.add_argument("articles", type=Path, help="news articles, JSON lines with title and text, gzipped")
    counting.add_argument("names", type=Path, help="folder with the lists of names")
    training = steps.add_parser("model", help="train, report on the held-out part, then train on everything")
    training.add_argument("corpus", type=Path, help="newsfane_gold.conll")
    for step in (counting, training):
        step.add_argument("--into", type=Path, default=Path("marsad/lang/ar/models"))
    given = command.parse_args(argv)
    if given.step == "words":
        write(table(given.articles, given.names), given.into / WORDS)
    else:
        _model(given.corpus, given.into)
    return 0


def _model(corpus: Path, into: Path) -> None:
    words = read_words(into / WORDS)
    every = rows(corpus, knowledge())
    cut = round(len(every) * (1 - HELD_OUT))
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / MODEL
        train(every[:cut], words, trial)
        print(f"trained on {cut} sentences, held out {len(every) - cut}: precision, recall, F1, wanted")
        print(report(every[cut:], Tagger(trial.read_bytes(), words)))
    begun = time.perf_counter()
    train(every, words, into / MODEL)
    print(f"{into / MODEL}: {(into / MODEL).stat().st_size} bytes in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
