"""`add` killed (SIGKILL) at any moment, then run again: every article is there once, every record whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from marsad.ledger import Ledger, tables
from marsad.ledger.audit import verify
from tests.ledger.adder import Errand
from tests.ledger.conftest import counted

ROOT = Path(__file__).parents[2]
Send = Callable[[Errand], int]
NEW = 6
"""Pages that each run has to add, besides those that the runs before it were killed over."""
KILLS = {"sqlite": 50, "postgresql": 50}


@pytest.fixture
def send(place: Path) -> Iterator[Send]:
    """Runs an errand on the ledger in `place`; returns its exit status."""
    Ledger.create(place, dossier="libya").close()
    command = [sys.executable, "-m", "tests.ledger.adder", str(place)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        orders, answers = process.stdin, process.stdout

        def of(errand: Errand) -> int:
            orders.write(msgspec.json.encode(errand).decode() + "\n")
            orders.flush()
            status, gone = answers.readline().strip().split(" ", 1)
            assert gone == "gone"
            return int(status)

        yield of
        orders.close()


def check(place: Path) -> int:
    """The ledger as it is after a kill: nothing half, nothing double. Returns the number of its articles."""
    ledger = Ledger.open(place)
    assert verify(ledger) == []
    with ledger.reading() as connection:
        articles = connection.scalar(select(func.count()).select_from(tables.article)) or 0
        pages = connection.scalar(select(func.count(tables.article.c.url.distinct()))) or 0
        assert articles == pages
    rows = counted(ledger)
    assert rows["capture"] == rows["reading"] == rows["blob"] == articles
    ledger.close()
    return articles


def test_add_killed_at_any_moment_and_run_again(place: Path, send: Send) -> None:
    kills = KILLS["postgresql" if "MARSAD_DB" in os.environ else "sqlite"]
    draw = random.Random(4)  # noqa: S311 - a draw, not a secret
    pages = killed = inside = kept = 0
    while killed < kills:
        pages += NEW
        if killed % 2:
            status = send(Errand(pages=pages, seconds=draw.uniform(0.0, 0.15)))
        else:
            status = send(Errand(pages=pages, statement=draw.randrange(40)))
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        now = check(place)
        assert kept <= now <= pages
        inside += kept < now < pages
        kept = now
        assert pages < NEW * kills * 4, "too few of the runs were killed"
    assert inside  # some died between two batches of theirs
    assert send(Errand(pages=pages)) == 0
    assert check(place) == pages
    ledger = Ledger.open(place)
    before = counted(ledger)
    assert send(Errand(pages=pages)) == 0
    assert counted(ledger) == before
    ledger.close()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_reading_processes_go_with_the_one_that_is_killed(place: Path, send: Send) -> None:
    for errand in (Errand(pages=40, jobs=2, batch=16, statement=12), Errand(pages=40, jobs=2, seconds=1.0)):
        assert os.WTERMSIG(send(errand)) == signal.SIGKILL
        check(place)
    assert send(Errand(pages=40)) == 0
    assert check(place) == 40
