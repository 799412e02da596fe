"""A process that adds pages to a ledger and dies on the way: `python -m tests.ledger.adder FOLDER`.

Each line of standard input is an `Errand`. For each a process is forked that does what `marsad add` does; it is killed
(SIGKILL) after some seconds, or kills itself when it is about to run its nth SQL statement. What became of it is
printed: its exit status as `os.waitpid` gives it. Forking saves loading the reader a hundred times.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import event

from marsad.flow import add, adding
from marsad.ledger import Ledger
from tests.ledger.conftest import page


class Errand(msgspec.Struct, kw_only=True):
    """What to add (pages 0 to `pages`), and when to die: after `seconds` or at the SQL statement number `statement`."""

    pages: int
    seconds: float | None = None
    statement: int | None = None
    jobs: int = 1
    batch: int = 8


def run(folder: Path, errand: Errand) -> None:
    """Adds the pages, unless it is killed before."""
    adding.BATCH = errand.batch
    ledger = Ledger.open(folder)
    left = errand.statement

    def count(*_: Any) -> None:
        nonlocal left
        if left is not None:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    event.listen(ledger.engine, "before_cursor_execute", count)
    event.listen(ledger.engine, "commit", count)
    for _ in add(ledger, (page(n) for n in range(errand.pages)), jobs=errand.jobs):
        pass
    ledger.close()


def main() -> None:
    """Does errands until standard input ends."""
    folder = Path(sys.argv[1])
    adding._reader("libya").read_record(page(0))  # everything that is loaded on first use
    for line in sys.stdin:
        errand = msgspec.json.decode(line, type=Errand)
        child = os.fork()
        if child == 0:
            os.setsid()
            run(folder, errand)
            os._exit(0)
        if errand.seconds is not None:
            time.sleep(errand.seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        deadline = time.monotonic() + 20
        while _lives(child) and time.monotonic() < deadline:  # reading processes end when they notice
            time.sleep(0.05)
        sys.stdout.write(f"{status} {'left behind' if _lives(child) else 'gone'}\n")
        sys.stdout.flush()


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
