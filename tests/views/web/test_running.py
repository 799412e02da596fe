"""A server that is bound to its port, and what keeps it from that: each fault names the thing, the value and the next step."""

from __future__ import annotations

import http.client
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.errors import InputError, LedgerError, MarsadError
from marsad.views.access.access import Access
from marsad.views.access.store import By
from marsad.views.web.running import Listener, running
from tests.views.ledger_fixture import SAMPLE, fault, marsad, sample


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger of one's own, without accounts."""
    sample()
    return Path(shutil.copytree(SAMPLE, tmp_path / "own", ignore=shutil.ignore_patterns("access.sqlite*")))


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def wrong(folder: Path, kind: type[MarsadError] = InputError, **where: object) -> str:
    """What a server that cannot be says."""
    with pytest.raises(kind) as caught, running(folder, Listener(**{"port": 0} | where)):  # type: ignore[arg-type]
        pass
    return str(caught.value)


def test_it_listens_before_it_says_where(folder: Path) -> None:
    with running(folder, Listener(port=0)) as server:
        assert server.address.startswith("http://127.0.0.1:")
        port = int(server.address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        assert not server.plain


def test_it_answers_until_it_is_stopped(folder: Path) -> None:
    with running(folder, Listener(port=0)) as server:
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            ask = http.client.HTTPConnection(
                "127.0.0.1", int(server.address.rstrip("/").rpartition(":")[2]), timeout=60
            )
            ask.request("GET", "/en/articles")
            answer = ask.getresponse()
            assert answer.status == 200
            assert b"<h1>Articles</h1>" in answer.read()
            assert "server" not in {name.lower() for name, _ in answer.getheaders()}
            ask.close()
        finally:
            server._server.should_exit = True  # what a signal does
            thread.join(30)
        assert not thread.is_alive()


def test_no_ledger(tmp_path: Path) -> None:
    said = wrong(tmp_path, LedgerError)
    assert str(tmp_path) in said
    assert "marsad init" in said


def test_a_port_that_is_taken(folder: Path, taken: int) -> None:
    said = wrong(folder, port=taken)
    assert f"127.0.0.1:{taken}" in said
    assert "give another --port" in said


@pytest.mark.parametrize("host", ["nix", "256.1.1.1", "127.0.0.1:80", "", "[::1]"])
def test_a_host_that_is_no_address(folder: Path, host: str) -> None:
    _owner(folder)
    said = wrong(folder, host=host)
    assert (host or "''") in said
    assert "such as 127.0.0.1" in said


def test_an_address_of_another_machine(folder: Path) -> None:
    _owner(folder)
    assert "192.0.2.1:0: cannot listen there" in wrong(folder, host="192.0.2.1")  # RFC 5737: nobody has it


@pytest.mark.parametrize("where", [{"host": "0.0.0.0"}, {"login": True}, {"hosts": ("marsad.example",)}])  # noqa: S104 - what is tested
def test_others_may_reach_it_and_nobody_could_log_in(folder: Path, where: dict[str, object]) -> None:
    said = wrong(folder, LedgerError, **where)
    assert "there is no owner to log in" in said
    assert f"marsad account add NAME --role owner --ledger {folder}" in said


def _owner(folder: Path) -> None:
    access = Access.open(folder)
    access.accounts.add("amal", "naqsh-al-rimal-7", "owner", By("test"))
    access.close()


@pytest.mark.parametrize("given", [{"cert": "cert.pem"}, {"key": "key.pem"}])
def test_a_certificate_without_its_key(folder: Path, given: dict[str, object]) -> None:
    assert "give --tls-cert and --tls-key" in wrong(folder, InputError, **given)


def test_a_certificate_that_is_missing_or_is_none(folder: Path, tmp_path: Path) -> None:
    missing = str(tmp_path / "cert.pem")
    said = wrong(folder, cert=missing, key=missing)
    assert missing in said
    assert "No such file" in said
    Path(missing).write_text("no certificate", encoding="utf-8")
    said = wrong(folder, cert=missing, key=missing)
    assert missing in said
    assert "give a certificate and its key as PEM" in said


def test_https_with_a_certificate(folder: Path, tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed: apt-get install openssl")
    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            cert,
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ],
        check=True,
        capture_output=True,
    )
    with running(folder, Listener(port=0, cert=cert, key=key)) as server:
        assert server.address.startswith("https://127.0.0.1:")
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            port = int(server.address.rstrip("/").rpartition(":")[2])
            ask = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=ssl._create_unverified_context())  # noqa: S323 - its own
            ask.request("GET", "/healthz")
            answer = ask.getresponse()
            assert (answer.status, answer.read()) == (200, b"ok")
            assert "max-age" in answer.headers["strict-transport-security"]
            ask.close()
        finally:
            server._server.should_exit = True
            thread.join(30)


def test_without_https_others_are_warned_of(folder: Path) -> None:
    _owner(folder)
    with running(folder, Listener(host="0.0.0.0", port=0)) as server:  # noqa: S104 - what is tested
        assert server.plain
        assert server.address.startswith("http://127.0.0.1:")


def test_the_command_says_the_same_in_one_line(tmp_path: Path, taken: int) -> None:
    assert "marsad init" in fault("serve", str(tmp_path), ledger=None)
    assert f"127.0.0.1:{taken}" in fault("serve", str(SAMPLE), "--port", str(taken), ledger=None)
    assert "nix" in fault("serve", str(SAMPLE), "--host", "nix", ledger=None)
    assert "account add" in fault("serve", str(SAMPLE), "--login", ledger=None)
    assert "--tls-key" in fault("serve", str(SAMPLE), "--tls-cert", "x", "--port", "0", ledger=None)


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none(port: str) -> None:
    done = marsad("serve", str(SAMPLE), "--port", port, ledger=None)
    assert done.exit_code == 2
    assert "--port" in done.stderr
