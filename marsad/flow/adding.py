"""Into the ledger: records are read, several at a time, and kept in batches; what is known already is not read again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import BinaryIO

from marsad import sources
from marsad.errors import LedgerError
from marsad.flow.article import ArticleReader
from marsad.ledger import Ledger
from marsad.ledger.arrivals import Arrival, Intake, arrival, known, refuse
from marsad.model import Reading, Record, Refusal
from marsad.model.kept import Kept

BATCH = 256
"""Records that are kept in one transaction."""
_CHUNK = 8  # records that a reading process is handed at once

_Reads = Callable[[Sequence[Record]], Iterable[Reading | Refusal]]


def add(
    ledger: Ledger, records: Iterable[Record | Refusal], *, jobs: int = 1, by: str | None = None, command: str = "add"
) -> Iterator[Kept | Refusal]:
    """Keeps records in the ledger and says what became of each, once it is committed.

    `jobs` processes read; `command` is what the audit says was run, `by` whom. A batch is committed whole or
    not at all; a run that was ended is taken up by running it again, for what is known is passed over. Raises LedgerError.
    """
    stream = iter(records)
    with _reading(jobs, ledger.dossier) as reads:
        while found := list(islice(stream, BATCH)):
            yield from _keep(ledger, found, reads, by=by, command=command)


def add_paths(
    ledger: Ledger, paths: Sequence[str], *, jobs: int = 1, stdin: BinaryIO | None = None, by: str | None = None
) -> Iterator[Kept | Refusal]:
    """Keeps everything under `paths` (files, folders, globs, addresses, `-`). Raises LedgerError."""
    return add(ledger, sources.records(paths, stdin=stdin), jobs=jobs, by=by)


def _keep(
    ledger: Ledger, found: Sequence[Record | Refusal], reads: _Reads, *, by: str | None, command: str
) -> Iterator[Kept | Refusal]:
    arrivals = [arrival(r) if isinstance(r, Record) else r for r in found]
    arrived = [a for a in arrivals if isinstance(a, Arrival)]
    with ledger.reading() as connection:
        seen = {id(a): kept for a, kept in zip(arrived, known(connection, arrived), strict=True) if kept}
    changing = {a.place for a in arrived if id(a) not in seen and a.place}  # these pages say something else here
    fresh = [a for a in arrived if id(a) not in seen or a.place in changing]
    readings = dict(zip(map(id, fresh), reads([a.record for a in fresh]), strict=True))
    outcomes = [readings.get(id(a)) if isinstance(a, Arrival) else a for a in arrivals]
    told: list[Kept | Refusal] = []
    with ledger.batch(command, by=by) as batch:
        pairs = [
            (a, r) for a, r in zip(arrivals, outcomes, strict=True) if isinstance(a, Arrival) and isinstance(r, Reading)
        ]
        kept = Intake(batch, pairs).keep()
        refuse(batch, [r for r in outcomes if isinstance(r, Refusal)])
        for a, outcome in zip(arrivals, outcomes, strict=True):
            if isinstance(outcome, Refusal):
                told.append(outcome)
            elif isinstance(outcome, Reading):
                told.append(next(kept))
            elif isinstance(a, Arrival):
                told.append(seen[id(a)])
    yield from told


@contextmanager
def _reading(jobs: int, dossier: str) -> Iterator[_Reads]:
    """A way to read many records: in this process, or spread over `jobs` others."""
    if jobs <= 1:
        yield lambda records: map(partial(_read, dossier), records)
        return
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_with_parent) as pool:
            yield lambda records: pool.map(partial(_read, dossier), records, chunksize=_CHUNK)
    except BrokenProcessPool as fault:
        raise LedgerError(
            "a reading process was ended from outside (is memory short?); run this again with fewer --jobs, "
            "what was committed is kept."
        ) from fault


def _read(dossier: str, record: Record) -> Reading | Refusal:
    return _reader(dossier).read_record(record)


@cache
def _reader(dossier: str) -> ArticleReader:
    return ArticleReader(dossier)


def _leave_with_parent() -> None:
    """Ends a reading process when the one that started it is gone, even if it was killed."""
    threading.Thread(target=_leave, daemon=True).start()


def _leave() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
