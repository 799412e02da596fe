"""How fast every page of `marsad serve` answers twenty users at once, also while articles are being added.

    python -m bench.web [--ledger DIR] [--articles 50000] [--readings FILE] [--users 20] [--seconds 60] [--limit 150] [--adding]

Without `--ledger` one is made first, which takes a while: real articles are read (or their readings taken from FILE, JSON
lines as `marsad read --format jsonl` writes them) and repeated with changed words and days as `bench.ledger --grow` does,
all of them woven. A ledger that is given is copied and left as it is. The server is a process of its own on loopback. First
each page is asked in this process, a few addresses one after the other: the processor time that it takes. Then readers
(threads, for locust patches the sockets of its whole process) open pages of `marsad serve`, each of which was asked for
once before, with a pause of one to three seconds after each, as somebody who looks through a list. `--adding` has another
process add articles that are read already, in bulk and without a pause, meanwhile.
Exit code 1 where the 95th percentile of a page with at least twenty requests is above the limit (milliseconds), or where
the server fails (a connection, or a status of 500 and above).
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from statistics import quantiles
from threading import Thread
from urllib.parse import urlsplit

import msgspec
from starlette.testclient import TestClient

from bench.browser import serving
from bench.ledger import Read, add, altered, batches, kept, read
from bench.rules import ROOT
from bench.web_visits import API, PAGES, Matter, chosen, matter, visit
from marsad import flow
from marsad.ledger import Ledger
from marsad.views.access.access import Access
from marsad.views.access.settings import Settings
from marsad.views.cli import give_way
from marsad.views.desk import open_desk
from marsad.views.web.app import create_app
from marsad.views.web.keeping import ask

REAL = 11_495
"""Real articles that a ledger is made of at most."""
_SEED = 7
_PAUSE = 1.0, 3.0  # seconds between two pages of a reader
_EACH = 10  # addresses of a page that are asked alone
_FEW = 20  # requests of a page below which a 95th percentile says nothing
_FRESH = 400  # articles that `--adding` alters over and over
Times = dict[str, list[float]]


def make(folder: Path, articles: int, readings: Path | None) -> None:
    """A woven ledger of so many articles."""
    found = kept(readings, min(articles, REAL)) if readings else read(min(articles, REAL), 0)
    ledger = Ledger.create(folder, dossier="libya")
    for turn in count():
        part = found[: articles - turn * len(found)]
        if not part:
            break
        add(ledger, [altered(one, turn) for one in part] if turn else part)
        flow.weave(ledger)
        print(f"{min(articles, (turn + 1) * len(found)):,} articles are woven", flush=True)
    ledger.close()


def copied(given: Path, folder: Path) -> None:
    """A ledger's copy, whoever writes to it meanwhile."""
    ignored = shutil.ignore_patterns("ledger.sqlite*", "accounts.sqlite*")
    shutil.copytree(given, folder, ignore=ignored)
    with (
        contextlib.closing(sqlite3.connect(given / "ledger.sqlite")) as old,
        contextlib.closing(sqlite3.connect(folder / "ledger.sqlite")) as new,
    ):
        old.backup(new)


def feed(folder: Path, readings: Path | None) -> None:
    """Adds articles as fast as it goes until it is ended: real ones with changed words, of the days of the real ones."""
    give_way()  # as `marsad add` does
    ledger = Ledger.open(folder)
    found = kept(readings, _FRESH) if readings else read(_FRESH, 1)
    for turn in count(1_000):
        for part in batches([_fresh(one, turn) for one in found]):
            add(ledger, part)
            print(len(part), flush=True)


def _fresh(one: Read, turn: int) -> Read:
    changed = altered(one, turn % 11)
    id_ = f"{int(changed.reading.id, 16) ^ turn:016x}"
    given = f"{one.reading.given_id}~{turn}"
    same = msgspec.structs.replace(changed.reading, id=id_, given_id=given, published=one.reading.published)
    return Read(msgspec.structs.replace(changed.record, given_id=given, published=one.record.published), same)


@contextlib.contextmanager
def adding(folder: Path, readings: Path | None) -> Iterator[list[int]]:
    """A process that adds meanwhile; gives the sizes of the batches that it has kept, which are there at the end."""
    command = [sys.executable, "-m", "bench.web", "--ledger", str(folder), "--feed"]
    command += ["--readings", str(readings)] if readings else []
    with tempfile.TemporaryFile("w+") as said, subprocess.Popen(command, stdout=said, cwd=ROOT) as process:
        done: list[int] = []
        try:
            while not said.tell():  # what it wrote moves the place that both share
                time.sleep(0.1)
                if process.poll() is not None:
                    raise RuntimeError("nothing is added: see above")
            yield done
        finally:
            process.kill()
            process.wait()
            said.seek(0)
            done += [int(line) for line in said if line.endswith("\n")]


def alone(folder: Path, held: Matter) -> Mapping[str, float]:
    """Milliseconds of processor time that a request of each page takes in this process, on average over a few addresses."""
    access = Access.open(folder, host="127.0.0.1", demanded=False, settings=Settings())
    desk, taken = open_desk(folder), {}
    ask(desk)  # what is worked out once and remembered is not a request's
    with TestClient(create_app(desk, access), base_url="http://127.0.0.1") as client:
        for name in (*PAGES, *API):
            draw = random.Random(_SEED)  # noqa: S311 - a draw, not a secret
            paths = [visit(held, draw, name) for _ in range(_EACH)]
            client.get(paths[0])  # templates are compiled once
            began = time.process_time()
            for path in paths:
                client.get(path, follow_redirects=False)
            taken[name] = (time.process_time() - began) * 1000 / _EACH
    return taken


class Reader(Thread):
    """Somebody who reads: a page, a pause, the next page. `times` are milliseconds by page, `faults` what failed."""

    def __init__(self, address: str, held: Matter, number: int, until: float) -> None:
        super().__init__(daemon=True)
        self.times: Times = {}
        self.faults: list[str] = []
        self._where, self._held, self._until = urlsplit(address).netloc, held, until
        self._draw = random.Random(_SEED + number)  # noqa: S311 - a draw, not a secret

    def run(self) -> None:
        """Reads until the time is over."""
        time.sleep(self._draw.uniform(0, _PAUSE[1]))
        while time.perf_counter() < self._until:
            name = chosen(self._draw)
            path = visit(self._held, self._draw, name)
            began = time.perf_counter()
            try:
                self.ask(path)
            except (OSError, HTTPException) as fault:
                self.faults.append(f"{path}: {fault!r}")
            self.times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
            time.sleep(self._draw.uniform(*_PAUSE))

    def ask(self, path: str) -> None:
        """A request on a connection of its own, as after a pause, to the last byte of the answer."""
        with contextlib.closing(HTTPConnection(self._where, timeout=60)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 500:  # a name that may mean several is the reader's fault, and told on its page
                self.faults.append(f"{path}: {answer.status}")


def warmed(address: str, held: Matter) -> None:
    """Asks for each page once: what a server works out after its start is no reader's."""
    for name in (*PAGES, *API):
        Reader(address, held, 0, 0).ask(visit(held, random.Random(_SEED), name))  # noqa: S311 - a draw, not a secret


def visited(address: str, held: Matter, users: int, seconds: float) -> tuple[Times, list[str]]:
    """Milliseconds of each request by page, and the requests that failed, as users open pages."""
    until = time.perf_counter() + seconds
    readers = [Reader(address, held, number, until) for number in range(users)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    times: Times = {}
    for reader in readers:
        for name, found in reader.times.items():
            times.setdefault(name, []).extend(found)
    return times, [fault for reader in readers for fault in reader.faults]


def report(times: Times, processor: Mapping[str, float], most: float) -> list[str]:
    """Prints a line a page and returns the pages that are too slow."""
    print(f"\n{'':<20}{'requests':>9}{'p50':>8}{'p95':>8}{'p99':>8}{'longest':>9}   ms, processor alone")
    slow = []
    every = [t for found in times.values() for t in found]
    rows = [(name, times[name]) for name in (*PAGES, *API) if name in times]
    for name, found in [*rows, *([("all", every)] if every else [])]:
        cuts = quantiles(found, n=100, method="inclusive") if len(found) > 1 else found * 99
        own = f"{processor[name]:>8.0f}" if name in processor else ""
        print(f"{name:<20}{len(found):>9}{cuts[49]:>8.0f}{cuts[94]:>8.0f}{cuts[98]:>8.0f}{max(found):>9.0f}{own}")
        if len(found) >= _FEW and cuts[94] > most:
            slow.append(f"{name}: 95 of 100 requests take up to {cuts[94]:.0f} ms; at most {most:.0f} are allowed")
    return slow


def run(folder: Path, given: argparse.Namespace) -> list[str]:
    """Serves a ledger, measures, prints, and returns what is wrong."""
    held = matter(folder)
    processor = alone(folder, held)
    with contextlib.ExitStack() as opened:
        address = opened.enter_context(serving(folder))
        warmed(address, held)
        fed = opened.enter_context(adding(folder, given.readings)) if given.adding else []
        began = time.perf_counter()
        times, faults = visited(address, held, given.users, given.seconds)
        took = time.perf_counter() - began
    slow = report(times, processor, given.limit)
    if given.adding:
        print(f"meanwhile {sum(fed) / took:,.0f} articles a second were added")
    return [*slow, *faults]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; exit code 1 where a page is too slow or fails."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ledger", type=Path)
    options.add_argument("--articles", type=int, default=50_000)
    options.add_argument("--readings", type=Path)
    options.add_argument("--users", type=int, default=20)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--limit", type=float, default=150)
    options.add_argument("--adding", action="store_true")
    options.add_argument("--feed", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args(arguments)
    if given.feed:
        feed(given.ledger, given.readings)
    with tempfile.TemporaryDirectory() as own:
        folder = Path(own) / "desk"
        if given.ledger:
            copied(given.ledger, folder)
        else:
            make(folder, given.articles, given.readings)
        wrong = run(folder, given)
    print(*wrong[:20], sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
