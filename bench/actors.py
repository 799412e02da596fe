"""How well names of people and bodies are brought together: keys across scripts, joins on real readings, speed, a sample to judge.

    python -m bench.actors [READINGS] [--show 20] [--seed 1]

The keys are measured on the name lists of ../shared/data/names: how often a Latin spelling shares a key with its Arabic
one, and how many other spellings do. READINGS is a JSON lines file of readings, as `marsad read --format jsonl` writes it:
its namings are resolved in the order of days, whole and by halves. `--show` prints joined pairs and near misses of
different articles for judging by hand: the figures of precision in docs/decisions come from such a sample.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.rules import ROOT
from marsad.model import Reading
from marsad.model.woven import Judgement, Naming
from marsad.resolve.actors import Actors
from marsad.resolve.keys import name_words, word_keys
from marsad.resolve.knowledge import knowledge
from marsad.resolve.namings import namings

NAMES = ROOT.parent / "shared" / "data" / "names"
UNDATED = "1970-01-01"


class KeyFigures(NamedTuple):
    """Of so many pairs: the share that have a key in common, and how many spellings share one key on the average."""

    pairs: int
    recall: float
    block: float


class Resolved(NamedTuple):
    """A naming with the actor it was given and the judgements."""

    naming: Naming
    actor: str
    judgements: list[Judgement]


def pairs(file: Path) -> list[tuple[str, str]]:
    """Arabic words with their Latin spellings, one word each; lines that hold more are left out."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        first, second = line.split("\t")[:2]
        arabic, latin = (first, second) if "google" in file.name else (second.replace(" ", ""), first)
        ours, theirs = name_words(arabic), name_words(latin)
        if len(ours) == len(theirs) == 1:
            found.append((ours[0], theirs[0]))
    return found


def key_figures(found: list[tuple[str, str]]) -> KeyFigures:
    """Recall of the keys on pairs of spellings, and the size of what has to be looked through."""
    blocks = defaultdict(set)
    for _, latin in found:
        for key in word_keys(latin):
            blocks[key].add(latin)
    hits = sum(not set(word_keys(arabic)).isdisjoint(word_keys(latin)) for arabic, latin in found)
    looked = sum(len(blocks[key]) for arabic, _ in found for key in word_keys(arabic))
    return KeyFigures(len(found), hits / len(found), looked / len(found))


def all_namings(readings: Path) -> list[Naming]:
    """The namings of a file of readings in the order of days."""
    decoder = msgspec.json.Decoder(Reading)
    articles = []
    with readings.open("rb") as lines:
        for line in lines:
            reading = decoder.decode(line)
            day = reading.published.date if reading.published else UNDATED
            articles.append((day, reading.id, list(namings(reading, reading.id, day))))
    articles.sort(key=lambda a: a[:2])
    return [naming for _, _, names in articles for naming in names]


def resolve(found: list[Naming]) -> tuple[list[Resolved], float]:
    """All namings resolved, and the seconds of processor time that it took."""
    actors = Actors(knowledge())
    start = time.process_time()
    resolved = [Resolved(naming, *actors.add(naming)) for naming in found]
    return resolved, time.process_time() - start


def sample(resolved: list[Resolved], show: int, seed: int) -> Iterator[str]:
    """Joined pairs and near misses of different articles, drawn at random: each with what both articles tell."""
    latest: dict[str, Naming] = {}
    drawn: dict[str, list[str]] = {"joined": [], "near miss": []}
    for naming, actor, judgements in resolved:
        for judgement in judgements[:1]:
            if judgement.rule == "resolve/not-his-name":
                continue
            other = latest.get(judgement.right)
            if other and other.article != naming.article:
                kind = "joined" if judgement.verdict == "same" else "near miss"
                drawn[kind].append(f"{_shown(naming)}\n    {_shown(other)}\n    {judgement.score} {judgement.because}")
        latest[actor] = naming
    chance = random.Random(seed)  # noqa: S311 - draws a sample to look at
    for kind, rows in drawn.items():
        yield f"== {kind}: {len(rows)}"
        yield from chance.sample(rows, min(show, len(rows)))


def _shown(naming: Naming) -> str:
    told = " | ".join(("; ".join(naming.roles[:2]), " ".join(naming.company[:8])))
    return f"{naming.day} {naming.local} | {told} | {naming.article}"


def report(resolved: list[Resolved], seconds: float) -> Iterator[str]:
    """Counts of namings, actors and judgements, and the speed."""
    found = [r for r in resolved if r.naming.local.startswith("found/")]
    yield f"{len(resolved)} namings in {seconds:.1f} s: {len(resolved) / seconds:.0f} a second"
    known = sum(not r.actor.startswith("found/") for r in found)
    yield f"{len(found)} of names found by the reader: {len({r.actor for r in found})} actors; {known} were known ones"
    counts = Counter((j.verdict, j.rule) for r in resolved for j in r.judgements)
    for (verdict, rule), n in sorted(counts.items(), key=lambda c: -c[1]):
        yield f"  {n:6} {verdict:9} {rule}"


def main() -> int:
    """Runs what there is data for; 1 when there is none."""
    parser = argparse.ArgumentParser(prog="bench.actors", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("readings", type=Path, nargs="?")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not NAMES.is_dir() and not given.readings:
        print(
            "../shared/data/names is not here, and no file of readings was given: nothing to measure", file=sys.stderr
        )
        return 1
    for file in sorted(NAMES.glob("*.tsv")):
        figures = key_figures(pairs(file))
        print(f"{file.name}: {figures.pairs} pairs, recall {figures.recall:.4f}, {figures.block:.1f} spellings a key")
    if given.readings:
        found = all_namings(given.readings)
        _, half = resolve(found[: len(found) // 2])
        resolved, whole = resolve(found)
        print("\n".join(report(resolved, whole)))
        print(f"twice the namings take {whole / half:.2f} times as long")
        print("\n".join(sample(resolved, given.show, given.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
