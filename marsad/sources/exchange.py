"""One request and its answer over HTTP, bounded in time and size and only with addresses of the open internet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from ssl import SSLContext
from typing import NamedTuple

import httpcore2
import httpx2

from marsad.errors import InputError
from marsad.sources.address import AddressError, CheckedBackend, Resolve, resolved
from marsad.sources.coding import LIMIT

_ASIDE = 1 << 16
"""Bytes kept of a body that is no page: that of a redirect or an error."""


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How the web is asked. Times are seconds, sizes bytes.

    `contact` (an e-mail or web address) is named in the User-Agent. `delay` is the pause between two requests to one
    host; it grows where the host's robots.txt or Retry-After say so. A request that would have to wait longer than
    `patience` is a fault. `timeout` bounds each step of a request and `deadline` the whole of it, `limit` the body as
    sent and as decoded. `robots=False` asks for what robots.txt forbids; `allow_private=True` asks addresses that are
    not of the open internet.
    """

    contact: str = ""
    delay: float = 1.0
    patience: float = 60.0
    timeout: float = 20.0
    deadline: float = 120.0
    limit: int = LIMIT
    redirects: int = 10
    robots: bool = True
    allow_private: bool = False

    def __post_init__(self) -> None:
        """Raises InputError where `contact` cannot stand in a header."""
        if not (self.contact.isascii() and self.contact.isprintable()):
            raise InputError(
                f"contact {self.contact!r} cannot stand in a header; give an e-mail or web address in ASCII"
            )

    @property
    def agent(self) -> str:
        """The User-Agent: Marsad, its version and the contact."""
        return f"Marsad/{version('marsad')}" + (f" (+{self.contact})" if self.contact else "")


class Fault(NamedTuple):
    """Why there is no answer: a code of `Refusal`, the words that follow the address, and whether it may pass."""

    code: str
    why: str
    passing: bool = False


class FaultError(Exception):
    """Carries a `Fault` up to whoever asked."""

    def __init__(self, code: str, why: str, *, passing: bool = False) -> None:
        self.fault = Fault(code, why, passing)


class Exchange(NamedTuple):
    """One request and its answer, as sent and received.

    `sent` and `headers` are the raw header lines; `body` is without transfer coding, its content coding still on, and
    cut short (`cut`) where it is long and belongs to no page. `at` is UTC, `address` the one that was dialled, `onward`
    where a redirect leads.
    """

    url: httpx2.URL
    target: str
    sent: tuple[tuple[bytes, bytes], ...]
    protocol: str
    status: int
    reason: str
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    cut: bool
    address: str
    at: datetime
    onward: httpx2.URL | None = None

    def header(self, name: str) -> str:
        """A header of the answer; empty where it has none."""
        wanted = name.lower().encode()
        return next((v.decode("latin-1").strip() for k, v in self.headers if k.lower() == wanted), "")


class Wire:
    """Sends requests, one at a time (it is not for several threads); `close` it at the end.

    `clock` counts seconds and `now` tells the time in UTC; `verify` takes the place of the system's certificates.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Resolve = resolved,
        verify: SSLContext | None = None,
    ) -> None:
        self.manners = manners
        self.clock = clock
        self.now = now
        self._backend = CheckedBackend(allow_private=manners.allow_private, resolve=resolve, clock=clock)
        self._verify = verify

    @cached_property
    def _client(self) -> httpx2.Client:
        pool = httpcore2.ConnectionPool(
            ssl_context=self._verify or httpx2.create_ssl_context(),
            network_backend=self._backend,
            max_connections=20,
            keepalive_expiry=15.0,
        )
        # proxies and passwords of the environment would lead round the check of the address
        return httpx2.Client(
            transport=_Transport(pool),
            trust_env=False,
            timeout=self.manners.timeout,
            headers={"User-Agent": self.manners.agent, "Accept-Language": "ar,*;q=0.5"},
        )

    def close(self) -> None:
        """Closes the connections that are still open."""
        if "_client" in self.__dict__:
            self._client.close()

    def forget(self) -> None:
        """Drops the cookies that answers have set."""
        self._client.cookies.clear()

    def get(self, url: httpx2.URL, headers: Mapping[str, str]) -> Exchange:
        """The answer to a GET, whatever its status. Raises FaultError where there is none that can be used."""
        self._backend.deadline = self.clock() + self.manners.deadline
        try:
            request = self._client.build_request("GET", url, headers=headers)
            at = self.now()
            answer = self._client.send(request, stream=True)
            try:
                return self._read(request, answer, at)
            finally:
                answer.close()
        except AddressError as fault:
            raise FaultError("address", f"{fault}; give an address of the open internet") from fault
        except (httpx2.TimeoutException, httpcore2.TimeoutException) as fault:
            raise FaultError("network", "did not answer in time; try again later", passing=True) from fault
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.HTTPError, httpx2.InvalidURL, OSError) as fault:
            why = (
                f"cannot be fetched ({str(fault)[:200] or type(fault).__name__}); check the address or try again later"
            )
            raise FaultError("network", why, passing=True) from fault

    def _read(self, request: httpx2.Request, answer: httpx2.Response, at: datetime) -> Exchange:
        page = answer.status_code == 200
        limit = self.manners.limit if page else _ASIDE
        dialled = answer.extensions["network_stream"].get_extra_info("server_addr")  # known while it is open
        if page and (declared := answer.headers.get("content-length", "")).isdecimal() and int(declared[:20]) > limit:
            raise _too_long(limit)
        body = bytearray()
        for piece in answer.iter_raw():
            body += piece
            if len(body) > limit:
                break
        if page and len(body) > limit:
            raise _too_long(limit)
        onward = answer.next_request
        return Exchange(
            url=request.url,
            target=request.url.raw_path.decode("ascii"),
            sent=tuple(request.headers.raw),
            protocol=answer.http_version,
            status=answer.status_code,
            reason=answer.reason_phrase,
            headers=tuple(answer.headers.raw),
            body=bytes(body[:limit]),
            cut=len(body) > limit,
            address=str(dialled[0]) if dialled else "",
            at=at,
            onward=onward.url if onward else None,
        )


def _too_long(limit: int) -> FaultError:
    return FaultError("too_long", f"is longer than {limit:,} bytes; give the address of one article")


class _Transport(httpx2.BaseTransport):
    """Hands requests to a pool of httpcore2 with a network backend of its own, which httpx2's transport does not take."""

    def __init__(self, pool: httpcore2.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        asked = httpcore2.Request(
            request.method,
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
