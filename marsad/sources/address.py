"""Which addresses may be asked, and the network backend that dials no other.

A name is resolved here, each of its addresses is checked, and the very address that was checked is dialled: a name
server that answers differently the second time changes nothing. Redirects come through the same door.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from ssl import SSLContext
from typing import Any

import httpcore2

Resolve = Callable[[str, int], list[str]]
_SPECIAL = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip
"""Blocks of the IANA registries of special-purpose addresses (RFC 6890 and after), multicast and reserved ones."""
_UNICAST = ip_network("2000::/3")
_TRANSLATED = ip_network("64:ff9b::/96")


class AddressError(Exception):
    """No address of a host may be asked; the message names the host and the address."""


def public(address: str) -> bool:
    """Whether an address is one of the open internet: not loopback, private, link-local, multicast or otherwise special."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _TRANSLATED else None)
        if inner is None and (ip not in _UNICAST or ip.scope_id):
            return False
        ip = inner or ip
    return not ip.is_multicast and not any(ip.version == block.version and ip in block for block in _SPECIAL)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system resolves it, in the system's order. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


class CheckedBackend(httpcore2.NetworkBackend):
    """Dials only addresses that `public` allows (every one with `allow_private`), and lets no request outlast `deadline`.

    `deadline` is a moment of `clock`, set anew for each request; a server that sends byte after byte in time for each
    single timeout is stopped by it.
    """

    def __init__(
        self, *, allow_private: bool = False, resolve: Resolve = resolved, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.deadline = float("inf")
        self._allow_private = allow_private
        self._resolve = resolve
        self._clock = clock
        self._dial = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that may be asked and answers.

        Raises:
            AddressError: none may be asked.
            httpcore2.ConnectError, httpcore2.ConnectTimeout: the name is unknown, or none answers.
        """
        fault: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in self._allowed(host, port):
            try:
                stream = self._dial.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                fault = failed
            else:
                return _Stream(stream, self)
        raise fault or httpcore2.ConnectError("the name has no address")

    def _allowed(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as fault:
            raise httpcore2.ConnectError(f"the name cannot be resolved: {fault}") from fault
        allowed = [address for address in found if self._allow_private or public(address)]
        if found and not allowed:
            raise AddressError(f"{host} is at {found[0]}, which is no public address")
        return allowed

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take. Raises httpcore2.ReadTimeout where the deadline is over."""
        left = self.deadline - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout("the whole answer took too long")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore2.NetworkStream):
    """A connection, each step of which ends with the deadline of its backend."""

    def __init__(self, inner: httpcore2.NetworkStream, backend: CheckedBackend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return _Stream(inner, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
