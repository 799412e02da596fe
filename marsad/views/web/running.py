"""A server for one ledger: bound to its port, told where it is, run until it is stopped."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import uvicorn
from sqlalchemy import Engine, event

from marsad.errors import InputError
from marsad.views.access.access import Access
from marsad.views.access.origin import loopback
from marsad.views.access.settings import Settings
from marsad.views.desk import open_desk
from marsad.views.web.app import create_app

_MAPPED = 8 << 30  # bytes of the ledger's file that are mapped at most
_WAITING = 2_048  # connections that wait to be taken
_GRACE = 3  # seconds that open answers are given when the server stops
_TURN = 0.0005  # seconds until a thread that computes lets others go on; SQLite gives its turn away at every row that it fetches


class Listener(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server listens; `hosts` are names that a proxy hands requests on under, `cert` and `key` files for https."""

    host: str = "127.0.0.1"
    port: int = 8100
    hosts: tuple[str, ...] = ()
    login: bool = False
    cert: str | None = None
    key: str | None = None


class Running:
    """A server that listens already; `run` answers until a signal stops it."""

    def __init__(self, server: uvicorn.Server, listening: socket.socket, where: Listener) -> None:
        self._server, self._socket, self._where = server, listening, where

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host = self._where.host
        named = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - read, not bound
        return f"{'https' if self._where.cert else 'http'}://{named}:{self._socket.getsockname()[1]}/"

    @property
    def plain(self) -> bool:
        """Whether passwords cross a network without https."""
        return not self._where.cert and not loopback(self._where.host)

    def run(self) -> None:
        """Answers until it is stopped."""
        sys.setswitchinterval(_TURN)
        self._server.run(sockets=[self._socket])


@contextmanager
def running(folder: Path | str, where: Listener) -> Iterator[Running]:
    """A server bound to its port. Raises LedgerError where there is no ledger or nobody could log in, InputError for a port or file that cannot be had."""
    desk = open_desk(folder)
    _map(desk.ledger.engine)
    access = Access.open(folder, host=where.host, demanded=where.login, settings=Settings(hosts=where.hosts))
    _check(where)
    listening = _bound(where)
    with listening:
        config = uvicorn.Config(
            create_app(desk, access),
            log_level="warning",
            server_header=False,
            date_header=True,
            access_log=False,
            ssl_certfile=where.cert,
            ssl_keyfile=where.key,
            timeout_graceful_shutdown=_GRACE,
        )
        yield Running(uvicorn.Server(config), listening, where)


def _map(engine: Engine) -> None:
    """Lets SQLite read pages where the system has them: each commit of an `add` makes connections read theirs anew.

    A disk that fails under a mapping ends the process, where a read would end in an error: so only here.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA mmap_size={_MAPPED}"))
        engine.dispose()  # those that are open already


def _check(where: Listener) -> None:
    """Certificate and key are read before anything listens."""
    if bool(where.cert) != bool(where.key):
        raise InputError("https needs both: give --tls-cert and --tls-key")
    if where.cert:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(where.cert, where.key)
        except (OSError, ssl.SSLError) as fault:
            raise InputError(
                f"{where.cert}: cannot be used ({fault}); give a certificate and its key as PEM"
            ) from fault


def _bound(where: Listener) -> socket.socket:
    try:
        if where.host != "localhost":
            ipaddress.ip_address(where.host)
    except ValueError as fault:
        raise InputError(
            f"{where.host or repr('')}: is no address; give one of this machine, such as 127.0.0.1 or 0.0.0.0"
        ) from fault
    made = socket.socket(socket.AF_INET6 if ":" in where.host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((where.host, where.port))
        made.listen(_WAITING)
    except OSError as fault:
        made.close()
        raise InputError(
            f"{where.host}:{where.port}: cannot listen there ({fault.strerror}); give another --port"
        ) from fault
    return made
