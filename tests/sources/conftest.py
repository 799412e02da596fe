"""A web site on loopback that answers as each test tells it to, and a fetcher with a clock of its own."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from marsad.sources import Fetcher, Manners
from marsad.sources.exchange import Fault
from marsad.sources.web import Answer

Reply = bytes | list[bytes] | Callable[["Site", dict[str, str], socket.socket], bytes]
START = datetime(2020, 3, 2, 10, 0, tzinfo=UTC)
PAGE = "<!doctype html><html><body><p>قال الوزير إن الهدنة قائمة.</p></body></html>".encode()


def reply(body: bytes = b"", status: str = "200 OK", **headers: Any) -> bytes:
    """An HTTP answer, whole; headers are given with underscores, and one that is None is left out."""
    given = {"content_type": "text/html; charset=utf-8", "content_length": len(body)} | headers
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in given.items() if value is not None]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode() + body


class Site:
    """Answers each request with what `pages` has for its path: bytes, several in turn (the last for good), or a function."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._turns: dict[str, int] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (more := connection.recv(65536)):
                        return
                    head += more
                first, *lines = head.decode("latin-1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines if line)
                path = first.split()[1]
                self.asked.append((path, headers))
                connection.sendall(self._reply(path, headers, connection))
            except OSError:
                pass

    def _reply(self, path: str, headers: dict[str, str], connection: socket.socket) -> bytes:
        found = self.pages.get(path, reply(b"gone", "404 Not Found"))
        if callable(found):
            return found(self, headers, connection)
        if isinstance(found, list):
            turn = self._turns.get(path, 0)
            self._turns[path] = turn + 1
            return found[min(turn, len(found) - 1)]
        return found


class Clock:
    """Time that passes only when somebody sleeps; `slept` keeps how long."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def seconds(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.at += seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.at)


MakeFetcher = Callable[..., Fetcher]
BARE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody; the system's certificates take long to load and plain HTTP needs none."""


def got(came: Answer | Fault) -> Answer:
    assert isinstance(came, Answer), came
    return came


def fault(came: Answer | Fault) -> Fault:
    assert isinstance(came, Fault), came
    return came


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[MakeFetcher]:
    """Makes fetchers that may ask loopback, with the clock of the test (`real=True`: the machine's)."""
    made: list[Fetcher] = []

    def make(*, real: bool = False, allow_private: bool = True, resolve: Any = None, **manners: Any) -> Fetcher:
        times: dict[str, Any] = {
            "clock": time.monotonic if real else clock.seconds,
            "sleep": clock.sleep,
            "now": clock.now,
            "verify": BARE,
        }
        if resolve is not None:
            times["resolve"] = resolve
        made.append(Fetcher(Manners(allow_private=allow_private, **manners), **times))
        return made[-1]

    yield make
    for each in made:
        each.close()
