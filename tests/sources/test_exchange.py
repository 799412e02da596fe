"""What a server can do to one request: too much, too slowly, not as it said."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest

from marsad.errors import InputError
from marsad.sources import Manners
from tests.sources.conftest import PAGE, MakeFetcher, Site, fault, got, reply


def endless(_site: Site, _headers: dict[str, str], to: socket.socket) -> bytes:
    to.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(10_000):
        to.sendall(b"x" * 65536)
    return b""


@pytest.mark.parametrize(
    "body",
    [endless, reply(b"x" * 200_001), reply(b"x", content_length=10**30), reply(b"x", content_length=50_000_000)],
    ids=["endless", "long", "declared beyond number", "declared"],
)
def test_long_bodies_are_not_held(site: Site, fetcher: MakeFetcher, body: bytes) -> None:
    site.pages["/a"] = body
    assert fault(fetcher(limit=200_000).get(site.url + "/a")).code in ("too_long", "network")


@pytest.mark.parametrize(
    "body",
    [
        reply(PAGE, content_length=len(PAGE) + 50),
        reply(PAGE, content_length="x"),
        reply(PAGE, content_length="-1"),
        b"",
        b"\x00\x01\x02 nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
    ],
    ids=["short", "no number", "negative", "nothing", "no http", "no chunk", "long head", "no status"],
)
def test_answers_that_are_broken(site: Site, fetcher: MakeFetcher, body: bytes) -> None:
    site.pages["/a"] = body
    found = fault(fetcher().get(site.url + "/a"))
    assert (found.code, found.passing) == ("network", True)


def test_what_follows_the_declared_length_is_left(site: Site, fetcher: MakeFetcher) -> None:
    site.pages["/a"] = reply(PAGE + b"more", content_length=len(PAGE))
    assert got(fetcher().get(site.url + "/a")).body == PAGE


def test_chunks_are_joined(site: Site, fetcher: MakeFetcher) -> None:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (PAGE[:7], PAGE[7:])) + b"0\r\n\r\n"
    site.pages["/a"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    assert got(fetcher().get(site.url + "/a")).body == PAGE


def drip(whole: bytes) -> Callable[[Site, dict[str, str], socket.socket], bytes]:
    def send(_site: Site, _headers: dict[str, str], to: socket.socket) -> bytes:
        for at in range(len(whole)):
            to.sendall(whole[at : at + 1])
            threading.Event().wait(0.02)
        return b""

    return send


@pytest.mark.parametrize("whole", [reply(PAGE * 100), reply(PAGE)[:-2] + b"x" * 5000], ids=["head and body", "no end"])
def test_a_server_that_drips_is_stopped(site: Site, fetcher: MakeFetcher, whole: bytes) -> None:
    site.pages["/a"] = drip(whole)
    found = fault(fetcher(real=True, timeout=5.0, deadline=0.3, robots=False).get(site.url + "/a"))
    assert (found.code, found.passing) == ("network", True)
    assert "in time" in found.why


def test_a_silent_server_and_none_at_all(site: Site, fetcher: MakeFetcher) -> None:
    done = threading.Event()
    site.pages["/a"] = lambda *_: b"late" * done.wait(5)
    asking = fetcher(timeout=0.1, robots=False)
    assert "in time" in fault(asking.get(site.url + "/a")).why
    done.set()
    site.close()
    assert fault(asking.get("http://127.0.0.1:1/a")).code == "network"
    nowhere = fetcher(resolve=lambda host, port: [])
    assert fault(nowhere.get("http://nowhere.example/")).code == "network"


def test_the_environment_cannot_lead_round_the_check(
    site: Site, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/a"] = reply(PAGE)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert got(fetcher().get(site.url + "/a")).body == PAGE


@pytest.mark.parametrize("contact", ["a\r\nX: y", "مراسل", "a\x00"])
def test_a_contact_that_is_no_header(contact: str) -> None:
    with pytest.raises(InputError, match="cannot stand in a header; give"):
        Manners(contact=contact)


def test_a_connection_is_used_again(site: Site, fetcher: MakeFetcher) -> None:
    def twice(_site: Site, _headers: dict[str, str], to: socket.socket) -> bytes:
        to.sendall(reply(PAGE).replace(b"Connection: close\r\n", b""))
        assert to.recv(65536).startswith(b"GET /b ")
        return reply(PAGE + b"b")

    site.pages["/a"] = twice
    asking = fetcher(robots=False)
    assert got(asking.get(site.url + "/a")).body == PAGE
    assert got(asking.get(site.url + "/b")).body == PAGE + b"b"
    assert site.paths == ["/a"]  # the second came through the first one's connection
    site.pages["/b"] = reply(PAGE)
    assert got(asking.get(site.url + "/b")).body == PAGE


def test_answers_without_end_before_the_answer(site: Site, fetcher: MakeFetcher) -> None:
    def going_on(_site: Site, _headers: dict[str, str], to: socket.socket) -> bytes:
        while True:
            to.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    site.pages["/a"] = going_on
    assert "in time" in fault(fetcher(real=True, deadline=0.2, robots=False).get(site.url + "/a")).why
