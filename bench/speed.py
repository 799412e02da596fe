"""How fast one core reads: Marsad's whole reader and each of its stages, its tokeniser alone, and a BERT-sized model.

    python -m bench.speed [--articles 300] [--seed 0] [--rounds 5]

The same articles go through all three, a slice of them in each round, so that a busy moment of the machine touches
all alike. Times are of the processor (user and system), one thread; what is printed is the median over the rounds.
`make bench-speed` measures the package with its reader compiled (`make compiled`), the command above the sources as they are.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.articles import ARTICLES, sample
from bench.bert import Bert
from bench.rules import ROOT
from marsad import ingest
from marsad.flow import STAGES, ArticleReader
from marsad.model import Article, Record, Refusal
from marsad.read import tokens
from marsad.read.tokens import Document

WARM_UP = 10
STARTS = 5
START = "from marsad.views.cli import main; main()"


@dataclass
class Clock:
    """Processor seconds spent in each stage."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Counts the time inside the block for `stage`."""
        began = time.process_time()
        yield
        self.seconds[stage] += time.process_time() - began


@dataclass(frozen=True)
class Piece:
    """One article of the sample: as a source hands it over, and cleaned, as tokeniser and model get it."""

    record: Record
    article: Article
    words: int


def pieces(records: list[Record], desk: ArticleReader) -> list[Piece]:
    """The records that hold an article; the model gets as many words as Marsad reads of it."""
    found = []
    for record in records:
        article = ingest.article(record)
        if not isinstance(article, Refusal):
            found.append(Piece(record, article, len(Document(article, desk.pack).words)))
    return found


def rounds(ways: dict[str, Callable[[Piece], object]], slices: list[list[Piece]]) -> dict[str, list[float]]:
    """Articles a second for each way in each round; who goes first changes from round to round."""
    rates: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways)
    for part in slices:
        for name in order:
            began = time.process_time()
            for piece in part:
                ways[name](piece)
            rates[name].append(len(part) / (time.process_time() - began))
        order = [*order[1:], order[0]]
    return rates


def start(code: str, *arguments: str) -> float:
    """Wall-clock seconds that a fresh Python takes to run `code`: the median of a few starts after one that is not counted."""
    taken = []
    for _ in range(STARTS + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, cwd=ROOT)
        taken.append(time.perf_counter() - began)
    return median(taken[1:])


def report(rates: dict[str, list[float]], clock: Clock) -> None:
    """Prints rates, their ratio to Marsad's in the same round, and the share of each stage."""
    print(f"{'':<28}{'articles/s':>12}{'lowest':>10}{'highest':>10}{'Marsad is':>16}")
    for name, found in rates.items():
        ratio = median(ours / theirs for ours, theirs in zip(rates["Marsad"], found, strict=True))
        print(f"{name:<28}{median(found):>12.1f}{min(found):>10.1f}{max(found):>10.1f}{ratio:>9.2f} times")
    whole = sum(clock.seconds.values()) or 1.0
    print("\nshare of each stage of Marsad")
    for stage in STAGES:
        print(f"  {stage:<12}{clock.seconds[stage] / whole:>7.1%}")


def measure(count: int, seed: int, turns: int) -> None:
    """Draws the sample, warms up, measures and prints."""
    clock = Clock()
    began = time.process_time()
    desk = ArticleReader(clock=clock)
    loaded = time.process_time() - began
    drawn = pieces(sample(ARTICLES, count + WARM_UP, seed), desk)
    warm, counted = drawn[:WARM_UP], drawn[WARM_UP:]
    with tempfile.TemporaryDirectory() as folder:
        bert = Bert(Path(folder))
    ways: dict[str, Callable[[Piece], object]] = {
        "Marsad": lambda piece: desk.read_record(piece.record),
        "Marsad's tokeniser alone": lambda piece: Document(piece.article, desk.pack),
        "BERT-base size, int8": lambda piece: bert.label(piece.words),
    }
    rounds(ways, [warm])
    clock.seconds.clear()
    rates = rounds(ways, [counted[n::turns] for n in range(turns)])
    words = sum(piece.words for piece in counted)
    how = "interpreted" if str(tokens.__file__).endswith(".py") else "compiled"
    print(
        f"{len(counted)} articles, {words / len(counted):.0f} words each, seed {seed}, {turns} rounds, one thread, {how}\n"
    )
    report(rates, clock)
    print(f"\nlexicons and knowledge base load in {loaded:.2f} s")


def main() -> int:
    """The command line; exit code 1 where the articles are not there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    if not ARTICLES.exists():
        print("../shared/data/articles.jsonl.gz is not here: speed is measured on its articles", file=sys.stderr)
        return 1
    logging.disable(logging.WARNING)  # the quantiser recommends a step that changes nothing for this graph
    measure(given.articles, given.seed, given.rounds)
    print(f"marsad --help starts in {start(START, '--help'):.2f} s, an empty Python in {start('pass'):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
