"""How fast a ledger takes in articles that are read already, weaves and verifies them, and how that grows.

    python -m bench.ledger [--articles 2000] [--seed 0] [--readings FILE] [--grow 100000]

Real articles are read first, which is not counted (or their readings are taken from FILE, JSON lines as `marsad read
--format jsonl` writes them). Then each way is timed: `add` keeps them in batches as `marsad add` does, index, digests,
audit chain and synced commits included; `add again` passes over what is known; `weave` compares all of them; `verify` checks
everything. `--grow N` goes on with the same articles many years later, every fourth word changed, up to N in all. Articles a
second are given by the clock and by processor time, for on a busy machine only the latter says something. The ledger
lies in SQLite in a temporary folder, or in the empty database that MARSAD_DB names.
"""

from __future__ import annotations

import argparse
import gc
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.articles import ARTICLES, sample
from marsad.flow.adding import BATCH
from marsad.flow.article import ArticleReader
from marsad.flow.weaving import weave
from marsad.ledger import Ledger, engine
from marsad.ledger.arrivals import Intake, arrival, known
from marsad.ledger.audit import verify
from marsad.model import Published, Reading, Record

_LETTERS = "بتثجحخدذرزسش"
_LATER = 7_300  # days: more than the articles span, so that turns follow each other as years of news do
_STEP = 8  # every fourth word: words and what stands between them take turns
STEPS = 4
"""Parts that `add` is timed in: a rate that falls from one to the next would show growth."""


class Read(NamedTuple):
    """An article with its reading."""

    record: Record
    reading: Reading


class Taken(NamedTuple):
    """Seconds that something took, by the clock and of the processor."""

    clock: float
    processor: float


def taken(way: Callable[[], object]) -> Taken:
    """How long a call takes."""
    clock, processor = time.perf_counter(), time.process_time()
    way()
    return Taken(time.perf_counter() - clock, time.process_time() - processor)


def read(count: int, seed: int) -> list[Read]:
    """So many real articles, read."""
    desk = ArticleReader()
    found = ((record, desk.read_record(record)) for record in sample(ARTICLES, count, seed))
    return [Read(record, reading) for record, reading in found if isinstance(reading, Reading)]


def kept(file: Path, count: int) -> list[Read]:
    """The first readings of a file, each with the record that it could have come from."""
    decode = msgspec.json.Decoder(Reading).decode
    with file.open("rb") as lines:
        return [Read(_record(reading), reading) for reading in map(decode, islice(lines, count))]


def _record(reading: Reading) -> Record:
    return Record(
        source=reading.source,
        text=reading.text,
        given_id=reading.given_id,
        title=reading.title.of(reading.text) if reading.title else None,
        published=reading.published.date if reading.published else None,
        publisher=reading.publisher,
        url=reading.url,
    )


def batches(found: Sequence[Read]) -> Iterator[Sequence[Read]]:
    """As many as are kept in one transaction."""
    return (found[at : at + BATCH] for at in range(0, len(found), BATCH))


def add(ledger: Ledger, found: Sequence[Read]) -> int:
    """What `marsad.flow.add` does, reading apart; returns how many articles changed something."""
    changed = 0
    for part in batches(found):
        arrived = [arrival(one.record) for one in part]
        with ledger.reading() as connection:
            seen = known(connection, arrived)
        pairs = [(a, one.reading) for a, one, kept in zip(arrived, part, seen, strict=True) if kept is None]
        if pairs:
            with ledger.batch("add") as batch:
                changed += sum(kept.as_ != "known" for kept in Intake(batch, pairs).keep())
    return changed


def report(name: str, articles: int, took: Taken) -> None:
    """Prints a line of the table."""
    print(f"{name:<24}{articles:>9,}{articles / took.clock:>16,.0f}{articles / took.processor:>16,.0f}")


def measure(ledger: Ledger, found: Sequence[Read]) -> None:
    """Times each way on one ledger and prints the table."""
    where = engine.shown(str(ledger.engine.url)) if engine.file(ledger.engine) is None else "SQLite"
    characters = sum(len(one.reading.text) for one in found) // len(found)
    print(f"{where}, {len(found):,} articles of {characters:,} characters each, {BATCH} in a batch\n")
    print(f"{'':<24}{'articles':>9}{'a second':>16}{'a CPU second':>16}")
    size, steps = -(-len(found) // STEPS), []
    for at in range(0, len(found), size):
        part = found[at : at + size]
        steps.append(taken(lambda part=part: add(ledger, part)))  # type: ignore[misc]
        report(f"add, part {len(steps)}", len(part), steps[-1])
    report("add", len(found), Taken(*map(sum, zip(*steps, strict=True))))
    wrong: list[object] = []
    report("add again", len(found), taken(lambda: wrong.append(add(ledger, found))))
    report("weave", len(found), taken(lambda: weave(ledger)))
    report("verify", len(found), taken(lambda: wrong.extend(verify(ledger))))
    assert wrong == [0], wrong
    print(
        f"\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB of memory at most, readings included"
    )


def altered(one: Read, turn: int) -> Read:
    """The article with one letter changed in every fourth word, `_LATER` days later a turn: a copy of nothing in another turn."""
    words = re.split(r"(\s+)", one.reading.text)
    words[::_STEP] = [word[:-1] + _LETTERS[turn % len(_LETTERS)] if word else word for word in words[::_STEP]]
    published = one.reading.published
    day = date.fromisoformat(published.date) if published else date(2018, 1, 1)
    later = day + timedelta(days=_LATER * turn)
    changed = msgspec.structs.replace(
        one.reading,
        text="".join(words),
        id=sha256(f"{one.reading.id} {turn}".encode()).hexdigest()[:16],
        given_id=f"{one.reading.given_id}~{turn}",
        url=None,
        published=Published(later.isoformat(), "metadata"),
    )
    return Read(_record(changed), changed)


def grow(ledger: Ledger, found: Sequence[Read], most: int) -> None:
    """Adds and weaves turn after turn of altered articles, a line of the table each."""
    there, turn = len(found), 0
    print(f"\n{'in all':>9}{'add, CPU s':>12}{'weave, CPU s':>14}{'weave, s':>10}{'memory, MiB':>13}{'disk, MiB':>11}")
    while there < most:
        turn += 1
        part = [altered(one, turn) for one in found[: most - there]]
        added, woven = taken(lambda part=part: add(ledger, part)), taken(lambda: weave(ledger))  # type: ignore[misc]
        there += len(part)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        disk = file.stat().st_size / 1024**2 if (file := engine.file(ledger.engine)) else 0.0
        row = f"{there:>9,}{added.processor:>12.1f}{woven.processor:>14.1f}{woven.clock:>10.1f}{memory:>13,.0f}{disk:>11,.0f}"
        print(row, flush=True)


def main() -> int:
    """The command line; exit code 1 where the articles are not there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--readings", type=Path)
    options.add_argument("--grow", type=int, default=0)
    given = options.parse_args()
    if given.readings is None and not ARTICLES.exists():
        print(
            "../shared/data/articles.jsonl.gz is not here: give readings of your own with --readings", file=sys.stderr
        )
        return 1
    found = kept(given.readings, given.articles) if given.readings else read(given.articles, given.seed)
    gc.freeze()  # a desk does not hold thousands of readings at once, which the collector would walk over
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder) / "desk", dossier="libya")
        measure(ledger, found)
        if given.grow > len(found):
            grow(ledger, found, given.grow)
        ledger.close()
        if file := engine.file(ledger.engine):
            print(
                f"{file.stat().st_size / max(len(found), given.grow) / 1024:.1f} KiB on disk an article, woven records included"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
