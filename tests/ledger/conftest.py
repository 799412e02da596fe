"""A ledger on SQLite and on PostgreSQL: each test that asks for `ledger` runs on both.

PostgreSQL is a cluster of the session's own, made with initdb in a temporary folder, on loopback, without fsync; each
test gets a database of its own in it. As PostgreSQL refuses to run as root, root's tests run it as `postgres` or `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from marsad.errors import LedgerError
from marsad.flow import add
from marsad.ledger import Ledger, tables
from marsad.model import Record, Refusal
from marsad.model.kept import Kept

MISSING = "PostgreSQL is missing: apt-get install postgresql; pip install 'marsad[postgresql]'"
MEMORY = "/dev/shm"  # noqa: S108 - where there is one; the folder in it is made by tempfile
_numbers = count(1)


class Cluster:
    """A PostgreSQL server of the tests' own."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries, self.folder = binaries, folder
        self.user = _unprivileged()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.run("initdb", "-D", str(folder / "data"), "-U", "marsad", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's programs and waits for it."""
        # pg_ctl's server inherits what the output goes to, so it must not be a pipe that one waits for
        with (self.folder / "said").open("w+b") as said:
            done = subprocess.run(
                [str(self._binaries / program), *arguments],
                stdout=said,
                stderr=said,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                check=False,
                user=self.user,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            )
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read().decode()}"

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        settings = (
            f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories='' -c fsync=off"
            " -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB -c max_connections=30"
        )
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.run("pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", settings, "start")

    def stop(self, how: str) -> None:
        """Stops the server: `fast`, or `immediate` as when the machine loses power."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", how, "-w", "stop")

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://marsad:secret@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"ledger{next(_numbers)}"
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "marsad", name)
        return self.url(name)


def _unprivileged() -> int | None:
    if os.geteuid():
        return None
    known = {user.pw_name: user.pw_uid for user in pwd.getpwall()}
    return known.get("postgres", known.get("nobody"))


def _binaries() -> Path | None:
    """Where PostgreSQL's server programs lie: Debian keeps them by version, out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    path = str(found[-1]) if found else shutil.which("initdb")
    return Path(path).parent if path else None


@contextmanager
def _cluster() -> Iterator[Cluster]:
    binaries = _binaries()
    if binaries is None or find_spec("psycopg") is None:
        pytest.skip(MISSING)
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None  # a database a test is a thousand files each
    with tempfile.TemporaryDirectory(prefix="marsad-pg-", dir=memory, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = _unprivileged()
        if user is not None:
            os.chown(folder, user, -1)
        cluster = Cluster(binaries, folder)
        yield cluster
        cluster.stop("immediate")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with _cluster() as cluster:
        yield cluster


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """A server that a test may stop and start."""
    with _cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a ledger, on each database; MARSAD_DB is set where it is PostgreSQL."""
    if request.param == "sqlite":
        monkeypatch.delenv("MARSAD_DB", raising=False)
    else:
        monkeypatch.setenv("MARSAD_DB", request.getfixturevalue("cluster").database())
    return tmp_path / "desk"


@pytest.fixture
def ledger(place: Path) -> Iterator[Ledger]:
    """An empty ledger, on each database."""
    made = Ledger.create(place, dossier="libya")
    yield made
    made.close()


PLACES = ("طرابلس", "بنغازي", "سرت", "مصراتة", "طبرق", "درنة", "سبها", "غدامس", "زوارة", "الزاوية")
MATTERS = ("وقف إطلاق النار", "توزيع عائدات النفط", "فتح الطريق الساحلي", "تبادل المحتجزين", "موعد الانتخابات")


def page(number: int, *, url: str | None = None, text: str | None = None, **more: Any) -> Record:
    """A short article of the tests' own; no two numbers tell the same."""
    town, matter = PLACES[number % len(PLACES)], MATTERS[number // len(PLACES) % len(MATTERS)]
    told = text or f"قال خليفة حفتر في {town} إن {matter} سيناقش في الجلسة رقم {number} بحضور {number + 3} مندوبا."
    known: dict[str, Any] = {
        "source": f"pages.jsonl:{number}",
        "title": f"جلسة {town} رقم {number}",
        "published": f"2020-06-{number % 28 + 1:02}",
        "publisher": "منبر الساحل",
        "url": url or f"https://example.org/{number}",
    }
    return Record(text=told, **(known | more))


@pytest.fixture
def put(ledger: Ledger) -> Callable[..., list[Kept | Refusal]]:
    """Adds records to the ledger."""

    def of(*records: Record | Refusal) -> list[Kept | Refusal]:
        return list(add(ledger, records, by="tester"))

    return of


def counted(ledger: Ledger) -> dict[str, int]:
    """How many rows each table has."""
    with ledger.reading() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in tables.metadata.tables.items()
        }


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The block raises a LedgerError in exactly these words."""
    with pytest.raises(LedgerError) as caught:
        yield
    assert str(caught.value) == words


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A ledger in SQLite with one article in it."""
    monkeypatch.delenv("MARSAD_DB", raising=False)
    made = Ledger.create(tmp_path / "desk", dossier="libya")
    list(add(made, [page(0)]))
    yield made
    made.close()
