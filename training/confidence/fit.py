"""Lays the lines that turn confidence into a share, and says how true they are: `python -m training.confidence.fit`.

Laid on the gold articles of ../shared/bench and the half of the own annotated text that trains; the other half tests. `--show` leaves
the file as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec
import numpy as np
from scipy.optimize import minimize

from bench import own
from bench.errors import Case, speaker_is, statement_pairs
from marsad.flow import ArticleReader
from marsad.model import Reading, Record
from marsad.read.calibration import MODEL, Line, lines, log_odds

AS_TOLD = Line(0.0, 1.0)
KINDS = ("names", "statements", "events")
LEAST = (0.0, 0.5, 0.6, 0.7, 0.8)
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Judged(NamedTuple):
    """One finding: how sure it is told, and whether it is right."""

    confidence: float
    right: bool


Told = dict[str, list[Judged]]


class Findings(NamedTuple):
    """The findings of a set by kind, and how many its annotation wants."""

    told: Told
    wanted: Counter[str]


def judged() -> dict[str, Findings]:
    """The findings of each set (gold, train, test) by kind, right or not as the scorer of ../shared/bench has it."""
    golds, score = own.scorer()
    sets: dict[str, Findings] = defaultdict(lambda: Findings({kind: [] for kind in KINDS}, Counter()))
    reader = ArticleReader()
    annotated = [("gold", golds.load(p, own.GOLD / "texts")) for p in sorted((own.GOLD / "gold").glob("*.json"))]
    annotated += [(raw["split"], golds.resolve(raw, text)) for raw, text in own.annotated()]
    for split, gold in annotated:
        found = reader.read_record(Record(source=gold.doc, text=gold.text, given_id=gold.doc, published=gold.published))
        if isinstance(found, Reading):
            for kind, rows in _judge(score, gold, msgspec.to_builtins(found)).items():
                sets[split].told[kind] += rows
        sets[split].wanted.update(names=len(gold.mentions), statements=len(gold.statements), events=len(gold.events))
    return sets


def _judge(score: Any, gold: Any, reading: dict[str, Any]) -> Told:
    words = score.tokens(gold.text)
    case = Case(gold, reading, words, score.align_actors(gold, reading, words))
    named = [m for m in reading["mentions"] if not m["nominal"]]
    kind = {"FAC": "LOC", "GPE": "LOC"}
    wanted = {(*case.run(s, e), kind.get(t, t)) for s, e, t, _ in gold.mentions}
    right = [(*case.run(m["start"], m["end"]), kind.get(m["type"], m["type"])) in wanted for m in named]
    pairs, annotated, said = statement_pairs(case)
    spoken = {j for i, j in pairs if speaker_is(case, annotated[i], said[j])}
    told = {j for _, j in own.events_told(score, gold, [(e["type"], e["trigger"]["start"]) for e in reading["events"]])}
    return {
        "names": [Judged(m["confidence"], r) for m, r in zip(named, right, strict=True)],
        "statements": [Judged(s["confidence"], j in spoken) for j, s in enumerate(said)],
        "events": [Judged(e["confidence"], j in told) for j, e in enumerate(reading["events"])],
    }


def line(rows: Sequence[Judged]) -> Line:
    """The likeliest line for findings as the rules and models told them."""
    told = np.array([log_odds(r.confidence) for r in rows])
    right = np.array([r.right for r in rows])

    def loss(of: np.ndarray) -> float:
        return float(np.logaddexp(0, np.where(right, -1, 1) * (of[0] + of[1] * told)).sum())

    intercept, slope = minimize(loss, np.array([0.0, 1.0]), method="Nelder-Mead").x
    return Line(round(float(intercept), 3), round(float(slope), 3))


def _by(calibrated: Line, found: Judged) -> Judged:
    return Judged(calibrated.share(found.confidence), found.right)


def table(sets: Mapping[str, Findings]) -> Iterator[str]:
    """Reliability: of each kind and stretch of confidence, its mean and the share that is right, in each set."""
    for kind in KINDS:
        for low, high in pairwise(EDGES):
            cells = []
            for told in sets.values():
                rows = [r for r in told.told[kind] if low <= r.confidence < high]
                mean = sum(r.confidence for r in rows) / len(rows) if rows else 0
                cells.append(
                    f"{mean:.2f} | {sum(r.right for r in rows) / len(rows):.2f} | {len(rows)}" if rows else "- | - | 0"
                )
            yield f"| {kind} | {low:.1f} to {min(high, 1):.1f} | " + " | ".join(cells) + " |"


def harvest(sets: Mapping[str, Findings]) -> Iterator[str]:
    """F1 of each kind in each set where findings below some confidence are left out."""
    for kind in KINDS:
        for least in LEAST:
            cells = []
            for told, wanted in sets.values():
                kept = [r.right for r in told[kind] if r.confidence >= least]
                cells.append(f"{2 * sum(kept) / (len(kept) + wanted[kind]):.3f}")
            yield f"| {kind} | {least:.2f} | " + " | ".join(cells) + " |"


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--into", type=Path, default=Path("marsad/lang/ar/models"))
    command.add_argument("--show", action="store_true", help="print the reliability of the lines there are")
    given = command.parse_args(argv)
    with patch("marsad.read.calibration.lines", return_value=dict.fromkeys(KINDS, AS_TOLD)):
        sets = judged()
    after = lines()
    if not given.show:
        after = {k: line(sets["gold"].told[k] + sets["train"].told[k]) for k in KINDS}
        (given.into / MODEL).write_bytes(msgspec.json.encode(after) + b"\n")
    shown = {
        name: Findings({k: [_by(after[k], r) for r in found.told[k]] for k in KINDS}, found.wanted)
        for name, found in sets.items()
    }
    print("| kind | confidence | " + " | ".join(f"{name}: mean | right | n" for name in shown) + " |")
    print("\n".join([*table(shown), *harvest(shown), *(f"{k}: {after[k]}" for k in KINDS)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
