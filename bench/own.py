"""How well Marsad reads the project's own annotated text, apart for the half that trains and the half that tests.

    python -m bench.own

The articles and their annotations stand in tests/annotated; how they are resolved and counted, in ../shared/bench.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from bench.rules import ROOT
from marsad.flow import ArticleReader
from marsad.model import Record, Refusal

OWN = ROOT / "tests" / "annotated"
GOLD = ROOT.parent / "shared" / "bench"
SPLITS = ("train", "test")
Counts = dict[str, tuple[float, float, float, int]]


def scorer(gold: Path = GOLD) -> tuple[ModuleType, ModuleType]:
    """The modules `gold` and `score` that stand beside the gold; the second imports the first by its name."""
    return _load("gold", gold), _load("score", gold)


def _load(name: str, folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{folder} has no {name}.py; quality is measured with the scorer there")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def annotated(folder: Path = OWN) -> Iterator[tuple[dict[str, Any], str]]:
    """Each annotation as written, in quotes, with its text."""
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")


def own_figures(folder: Path = OWN, *, gold: Path = GOLD) -> dict[str, Counts]:
    """For each split and task: precision, recall, F1, from 0 to 1, and how many were wanted.

    Raises the gold module's GoldError where an annotation quotes what its text does not hold.
    """
    golds, score = scorer(gold)
    desk = ArticleReader()
    tallies = {split: {task: score.Tally() for task in score.TASKS} for split in SPLITS}
    for raw, text in annotated(folder):
        wanted = golds.resolve(raw, text)
        record = Record(source=wanted.doc, text=text, given_id=wanted.doc, published=wanted.published)
        found = desk.read_record(record)
        reading = {} if isinstance(found, Refusal) else json.loads(msgspec.json.encode(found))
        score.score_one(wanted, reading, tallies[raw["split"]])
    return {
        split: {task: (*tally.prf, tally.wanted) for task, tally in of_split.items()}
        for split, of_split in tallies.items()
    }


def events_told(
    score: Any, gold: Any, told: Sequence[tuple[str, int]], right: Callable[[int, int], bool] = lambda _i, _j: False
) -> list[tuple[int, int]]:
    """Pairs of annotated events and of triggers (type, first character) of one type in one sentence: those that are `right` first, then the nearest."""
    sentences = score.sentences(gold.text)
    near = [
        (right(i, j) + 1 / (1 + abs(event["start"] - start)), i, j)
        for i, event in enumerate(gold.events)
        for j, (type_, start) in enumerate(told)
        if event["type"] == type_ and any(s <= event["start"] <= e and s <= start <= e for s, e in sentences)
    ]
    return list(score._greedy(near))


def table(figures: dict[str, Counts]) -> Iterator[str]:
    """The figures as lines, both halves beside each other."""
    yield f"{'own text':<20}" + "".join(f"{f'{s} {h}':>14}" for s in figures for h in ("P", "R", "F1", "wanted"))
    for task in next(iter(figures.values())):
        cells = (f"{n:>14.3f}" if isinstance(n, float) else f"{n:>14}" for half in figures.values() for n in half[task])
        yield f"{task:<20}" + "".join(cells)


def main() -> int:
    """The command line; exit code 1 where the scorer is not there."""
    if not GOLD.is_dir():
        print("../shared/bench is not here: the own text is counted with its scorer", file=sys.stderr)
        return 1
    print("\n".join(table(own_figures())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
