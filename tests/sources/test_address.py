"""Addresses inside are never dialled, however they are named, and names are checked by TLS."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from pathlib import Path

import httpcore2
import pytest

from marsad.sources import Fetcher, Manners
from marsad.sources.address import CheckedBackend, public
from tests.sources.conftest import PAGE, Clock, MakeFetcher, Site, fault, got, reply


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1
    192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:db8::1
    2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 localhost 2130706433""".split(),
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_open_addresses_are_public(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"])
def test_loopback_is_refused_however_it_is_written(site: Site, fetcher: MakeFetcher, name: str) -> None:
    site.pages["/a"] = reply(PAGE)
    found = fault(fetcher(allow_private=False).get(f"http://{name}:{site.port}/a"))
    assert found.code == "address"
    assert not found.passing
    assert site.asked == []


def test_the_checked_address_is_the_one_that_is_dialled(site: Site) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    dialled: list[str] = []

    class Dial(httpcore2.SyncBackend):
        def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore2.NetworkStream:
            dialled.append(host)
            raise httpcore2.ConnectError("nobody there")

    backend = CheckedBackend(resolve=lambda host, port: next(answers))
    backend._dial = Dial()
    with pytest.raises(httpcore2.ConnectError):
        backend.connect_tcp("rebinding.example", site.port, 1.0)
    assert dialled == ["93.184.216.34"]  # the second answer of the name server was never asked for


def test_of_several_addresses_only_public_ones_are_dialled(fetcher: MakeFetcher, site: Site) -> None:
    backend = CheckedBackend(resolve=lambda host, port: ["10.0.0.1", "8.8.8.8", "::1"])
    assert backend._allowed("mixed.example", 80) == ["8.8.8.8"]
    site.pages["/a"] = reply(PAGE)
    there = fetcher(resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert got(there.get(f"http://name.example:{site.port}/a")).last.address == "127.0.0.1"  # the first does not answer
    assert site.asked[-1][1]["host"] == f"name.example:{site.port}"


@pytest.mark.parametrize(
    "inside", ["http://169.254.169.254/latest/meta-data/", "http://[fd00::1]/", "http://10.0.0.1:8080/"]
)
def test_redirects_inside_are_refused(site: Site, fetcher: MakeFetcher, clock: Clock, inside: str) -> None:
    site.pages["/a"] = reply(b"", "302 Found", location=inside)
    asking = fetcher(robots=False)

    class Outside(CheckedBackend):  # takes the test's own server for one of the open internet
        def _allowed(self, host: str, port: int) -> list[str]:
            return ["127.0.0.1"] if host == "outside.example" else super()._allowed(host, port)

    asking._wire._backend = Outside(clock=clock.seconds)
    found = fault(asking.get(f"http://outside.example:{site.port}/a"))
    assert site.paths == ["/a"]
    assert found.code == "address"
    assert "no public address" in found.why


def test_tls_checks_the_name_though_an_address_is_dialled(tmp_path: Path, clock: Clock) -> None:
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", "key", "-out", "cert", "-subj", "/CN=name.example", "-addext", "subjectAltName=DNS:name.example"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl cannot make a certificate here")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    trusted = ssl.create_default_context(cafile=str(tmp_path / "cert"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve_tls, args=(listening, server), daemon=True).start()
        port = listening.getsockname()[1]
        asking = Fetcher(
            Manners(allow_private=True, robots=False),
            sleep=clock.sleep,
            resolve=lambda host, port: ["127.0.0.1"],
            verify=trusted,
        )
        with asking:
            assert got(asking.get(f"https://name.example:{port}/")).body == PAGE
            assert "CERTIFICATE_VERIFY_FAILED" in fault(asking.get(f"https://other.example:{port}/")).why


def _serve_tls(listening: socket.socket, context: ssl.SSLContext) -> None:
    for _ in range(2):
        connection, _ = listening.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as secured:
                secured.recv(65536)
                secured.sendall(reply(PAGE))
        except OSError:
            continue
