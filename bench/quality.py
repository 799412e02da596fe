"""How well Marsad reads: every figure of the gold articles and of the gold that others made, beside its floor.

    python -m bench.quality [--quick]               figures, floors, targets; exit code 1 below a floor
    python -m bench.quality --raise                 floors go up to the figures, rounded down to 0.005
    python -m bench.quality --lower TASK "reason"   one floor goes down, if CHANGELOG.md says so
    python -m bench.quality --gold "reason"         the gold set is another one from now on, if CHANGELOG.md says so

A second table counts the project's own annotated text (`bench/own.py`), which has no floors. The sentences of `un_quad` train
the model of papers: their figure here says only that nothing broke, their floor is the figure of five folds (`training/papers`).

Floors stand in tests/floors.json with the digest of the gold set; the gold itself in ../shared/bench.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench import own
from bench.own import GOLD
from bench.rules import ROOT
from marsad import flow
from marsad.model import Refusal

FLOORS = ROOT / "tests" / "floors.json"
CHANGELOG = ROOT / "CHANGELOG.md"
EXTERNAL = ("gsr_assault", "gsr_assault_spans", "gsr_protest", "gsr_protest_spans", "un_quad")
LEARNT = "un_quad"
STEP = 200  # floors are multiples of 1/200


class Figures(NamedTuple):
    """Precision, recall and F1 of one task, from 0 to 1; a macro-F1 stands alone."""

    precision: float | None
    recall: float | None
    f1: float


class Task(msgspec.Struct):
    """The lowest F1 a task may have, and the one it is meant to reach."""

    floor: float = 0.0
    target: float | None = None


class Floors(msgspec.Struct):
    """What tests/floors.json holds."""

    gold_sha256: str
    tasks: dict[str, Task]


def floors(path: Path = FLOORS) -> Floors:
    """The floors as they stand."""
    return msgspec.json.decode(path.read_bytes(), type=Floors)


def write_floors(kept: Floors, path: Path = FLOORS) -> None:
    """Writes the floors, a line a task."""
    rows = ",\n".join(
        f"    {json.dumps(task)}: {msgspec.json.encode(row).decode()}" for task, row in kept.tasks.items()
    )
    text = f'{{\n  "gold_sha256": {json.dumps(kept.gold_sha256)},\n  "tasks": {{\n{rows}\n  }}\n}}\n'
    path.write_text(text, encoding="utf-8")


def gold_digest(gold: Path = GOLD) -> str:
    """SHA-256 over the names and bytes of every gold file, text and row that others made."""
    sha = hashlib.sha256()
    found = [*gold.glob("gold/*"), *gold.glob("texts/*"), *gold.glob("external/*.jsonl")]
    for path in sorted(found, key=lambda p: p.relative_to(gold).as_posix()):
        data = path.read_bytes()
        sha.update(f"{path.relative_to(gold).as_posix()} {len(data)}\n".encode() + data)
    return sha.hexdigest()


def read_inputs(inputs: str, folder: Path) -> Path:
    """Reads JSON lines of records; the readings, one a line, in a file of `folder`."""
    records, readings = folder / "in.jsonl", folder / "out.jsonl"
    records.write_text(inputs, encoding="utf-8")
    with readings.open("wb") as out:
        for found in flow.read([str(records)]):
            if not isinstance(found, Refusal):
                out.write(msgspec.json.encode(found) + b"\n")
    return readings


def gold_inputs(gold: Path = GOLD) -> str:
    """The gold articles as JSON lines of records."""
    return _python(gold / "articles.py", gold / "texts")


def gold_figures(gold: Path = GOLD) -> dict[str, Figures]:
    """The figures of the gold articles, task by task, as the scorer beside them counts."""
    with tempfile.TemporaryDirectory() as folder:
        readings = read_inputs(gold_inputs(gold), Path(folder))
        scored = _python(gold / "score.py", gold / "texts", gold / "gold", readings, "--json")
    return {task: Figures(row["p"], row["r"], row["f1"]) for task, row in json.loads(scored).items()}


def external_figures(gold: Path = GOLD, names: tuple[str, ...] = EXTERNAL) -> dict[str, Figures]:
    """The figures of the sentences that others judged: `gsr_assault`, `gsr_assault_spans_actor`, ..., `un_quad`."""
    figures: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            rows = gold / "external" / f"{name}.jsonl"
            readings = read_inputs(_python(gold / "external.py", "inputs", rows), Path(folder))
            figures |= dict(parse_external(name, _python(gold / "external.py", "score", rows, readings)))
    return figures


def parse_external(name: str, printed: str) -> Iterator[tuple[str, Figures]]:
    """The figures in what external.py prints for one file."""
    for role, p, r, f1 in re.findall(
        r"^(\w+) +precision ([\d.]+) +recall ([\d.]+) +F1 ([\d.]+)", printed, re.MULTILINE
    ):
        yield name if role == "detection" else f"{name}_{role}", Figures(float(p), float(r), float(f1))
    if macro := re.search(r"macro-F1 ([\d.]+)", printed):
        yield name, Figures(None, None, float(macro[1]))


def _python(script: Path, *arguments: Path | str) -> str:
    same = os.environ | {"PYTHONHASHSEED": "0"}  # the scorer pairs stances in the order of a set
    done = subprocess.run(
        [sys.executable, script, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8", env=same
    )
    return done.stdout


def rounded_down(f1: float) -> float:
    """The highest multiple of 0.005 that is not above `f1`."""
    return math.floor(round(f1 * STEP, 6)) / STEP


def below(figures: dict[str, Figures], kept: Floors) -> list[str]:
    """One line for each task whose figure lies below its floor."""
    return [
        f"{task}: F1 {found.f1:.3f} is below its floor of {kept.tasks[task].floor:.3f}"
        for task, found in figures.items()
        if task in kept.tasks and found.f1 < kept.tasks[task].floor
    ]


def announced(word: str, reason: str, changelog: str) -> bool:
    """Whether a line of the changelog names the task (or `gold`) and the reason."""
    return any(f"`{word}`" in line and reason in line for line in changelog.splitlines())


def table(figures: dict[str, Figures], kept: Floors) -> Iterator[str]:
    """The figures as lines, beside floor and target."""
    yield f"{'task':<30}{'precision':>10}{'recall':>10}{'F1':>10}{'floor':>10}{'target':>10}"
    for task, found in figures.items():
        known = kept.tasks.get(task, Task())
        numbers = (*found, known.floor, known.target)
        yield f"{task:<30}" + "".join(f"{'-' if n is None else f'{n:.3f}':>10}" for n in numbers)
    if LEARNT in figures:
        yield f"{LEARNT} was learnt: training/papers/README.md has the figure of sentences that were not"


def changed(kept: Floors, figures: dict[str, Figures], lower: str | None, *, up: bool) -> Floors:
    """The floors after `--raise` or `--lower`; targets stay, and so does the floor of what was learnt."""
    tasks = dict(kept.tasks)
    for task, found in figures.items():
        known, now = tasks.get(task, Task()), rounded_down(found.f1)
        if task == lower or (up and now > known.floor and task != LEARNT):
            tasks[task] = Task(now, known.target)
    return Floors(kept.gold_sha256, tasks)


def _refused(given: argparse.Namespace) -> str:
    asked = [("gold", given.gold)] if given.gold else [given.lower] if given.lower else []
    changelog = CHANGELOG.read_text(encoding="utf-8")
    for word, reason in asked:
        if not announced(word, reason, changelog):
            return f"CHANGELOG.md has no line with `{word}` and {reason!r}; write one first"
    if not given.gold and gold_digest() != floors().gold_sha256:
        return "the gold set is not the one the floors were measured on; say why with --gold REASON"
    return ""


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="the gold articles alone")
    options.add_argument("--raise", dest="up", action="store_true", help="raise the floors to the figures")
    options.add_argument("--lower", nargs=2, metavar=("TASK", "REASON"), help="lower the floor of a task to its figure")
    options.add_argument("--gold", metavar="REASON", help="take the gold set as it is now")
    return options


def main() -> int:
    """The command line; exit code 1 below a floor, on another gold set, or where the gold is not there."""
    given = _options().parse_args()
    if not GOLD.is_dir():
        print("../shared/bench is not here: quality is measured on its gold", file=sys.stderr)
        return 1
    if refused := _refused(given):
        print(refused, file=sys.stderr)
        return 1
    figures = gold_figures() | ({} if given.quick else external_figures())
    if given.lower and given.lower[0] not in figures:
        print(f"{given.lower[0]!r} is no task; there are {', '.join(figures)}", file=sys.stderr)
        return 1
    kept = floors()
    if given.gold:
        kept.gold_sha256 = gold_digest()
    if given.up or given.lower or given.gold:
        kept = changed(kept, figures, given.lower[0] if given.lower else None, up=given.up)
        write_floors(kept)
    print("\n".join([*table(figures, kept), "", *own.table(own.own_figures())]))
    faults = below(figures, kept)
    print("\n".join(["", *faults]) if faults else "\nno task is below its floor")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
