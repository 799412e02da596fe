"""How long a search takes on a large ledger, and what its index costs to write and to keep.

    python -m bench.search [--articles 50000] [--readings FILE] [--real 2500] [--database URL] [--seed 0]

The articles are real ones from ../shared/data, repeated under changed names, publishers and days until there are enough of
them. They are read first, unless `--readings` names their readings (JSON lines, as `marsad read --format jsonl` writes
them). Some 300 queries of all kinds are asked twice; the second time counts, each answer with its 20 snippets. `--database`
is an empty PostgreSQL database; without it SQLite in a temporary folder is measured.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import quantiles

from sqlalchemy import text

from bench.articles import ARTICLES
from bench.search_material import Copied, Material, copies, material, write
from bench.search_queries import Asked, queries
from marsad.ledger import Ledger
from marsad.ledger.search import Hits, search
from marsad.ledger.store import ADDRESS
from marsad.ledger.words import words_of

BATCH = 256
Times = dict[str, list[float]]


def build(ledger: Ledger, made: Iterator[Copied]) -> None:
    """Writes the articles, in batches as `marsad add` does, and prints what their index cost."""
    spent: dict[str, float] = {"words": 0.0, "all": 0.0}
    count = 0
    while part := list(islice(made, BATCH)):
        began = time.process_time()
        with ledger.batch("bench") as batch:
            for copied in part:
                number = write(batch, copied)
                at = time.process_time()
                batch.index(words_of(number, [copied.title, *copied.body], copied.names))
                spent["words"] += time.process_time() - at
        spent["all"] += time.process_time() - began
        count += len(part)
        with ledger.writing() as connection:
            copied.weave(connection, part)
    print(f"{count:,} articles; processor of this process, ms an article:", end=" ")
    print(f"words {spent['words'] / count * 1000:.3f}, the whole transaction {spent['all'] / count * 1000:.3f}")


def size(ledger: Ledger) -> float:
    """Bytes of the index an article."""
    asked = {
        "sqlite": "SELECT (SELECT sum(length(block)) FROM fulltext_data) * 1.0 / (SELECT count(*) FROM article)",
        "postgresql": "SELECT pg_total_relation_size('fulltext') * 1.0 / (SELECT count(*) FROM article)",
    }
    with ledger.reading() as connection:
        return float(connection.scalar(text(asked[ledger.engine.dialect.name])) or 0)


def measure(ledger: Ledger, asked: list[Asked], clock: Callable[[], float]) -> Times:
    """Milliseconds of each query, by kind."""
    taken: Times = {}
    for turn in range(2):
        taken = {}
        for one in asked:
            began = clock()
            with ledger.reading() as connection:
                hits = search(connection, one.typed, filters=one.filters)
            taken.setdefault(one.kind, []).append((clock() - began) * 1000)
            if turn and not _sound(hits):
                raise AssertionError(f"{one}: an answer that does not hold together")
    return taken


def _sound(hits: Hits) -> bool:
    return len(hits.hits) <= hits.total and bool(hits.hits or hits.because)


def report(taken: Times) -> None:
    """Prints the percentiles of each kind and of all."""
    print(f"{'':<22}{'queries':>8}{'p50':>9}{'p95':>9}{'p99':>9}{'longest':>9}   ms")
    for kind, found in [*taken.items(), ("all", [t for times in taken.values() for t in times])]:
        cuts = quantiles(found, n=100, method="inclusive")
        print(f"{kind:<22}{len(found):>8}{cuts[49]:>9.1f}{cuts[94]:>9.1f}{cuts[98]:>9.1f}{max(found):>9.1f}")


def main() -> int:
    """The command line; exit code 1 where the articles are not there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=50_000)
    options.add_argument("--readings", type=Path)
    options.add_argument("--real", type=int, default=2_500)
    options.add_argument("--database")
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    if not (given.readings or ARTICLES).exists():
        print(f"{given.readings or '../shared/data/articles.jsonl.gz'} is not here: search is measured on its articles")
        return 1
    if given.database:
        os.environ[ADDRESS] = given.database
    real: Material = material(given.readings, given.real, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder), dossier="libya")
        build(ledger, copies(real, given.articles, given.seed))
        with ledger.writing() as connection:
            connection.execute(text("ANALYZE"))
        print(f"{size(ledger):,.0f} bytes of index an article")
        asked = queries(real, given.seed)
        gc.freeze()  # the articles that are held here are none of a search's garbage
        for name, clock in (("by the clock", time.perf_counter), ("processor of this process", time.process_time)):
            print(f"\n{name}")
            report(measure(ledger, asked, clock))
        ledger.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
