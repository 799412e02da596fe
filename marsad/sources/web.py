"""One client for the web: polite, bounded, and never led to an address inside.

Each request goes through the same gate, redirects too: http or https only, robots.txt, the pause of its host, an
address of the open internet, a limit of time and of size. Nothing that a server does raises: it comes as a `Fault`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ssl import SSLContext
from types import TracebackType
from typing import NamedTuple, Self

import httpx2

from marsad.model.capture import Visit
from marsad.sources.address import Resolve, resolved
from marsad.sources.coding import CODINGS, BrokenError, TooLongError, decoded
from marsad.sources.exchange import Exchange, Fault, FaultError, Manners, Wire
from marsad.sources.robots import Robots, Rules, rules

PAGES = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"
"""The Accept header for articles."""
FEEDS = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1"
"""The Accept header for feeds."""
BUSY = (429, 503)
"""Statuses by which a host asks for a pause."""
PASSING = (408, 425, 429, 500, 502, 503, 504)
"""Statuses of failures that may pass."""
_PAUSE = 30.0
_LONGEST_PAUSE = 24 * 3600.0
_ROBOTS_REDIRECTS = 5
_MOST_HOSTS = 10_000
_HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+")


class Answer(NamedTuple):
    """What came of an address: the exchange of each redirect and of the end, and the body of the end, decoded."""

    requested: str
    exchanges: tuple[Exchange, ...]
    body: bytes

    @property
    def last(self) -> Exchange:
        """The exchange that answered."""
        return self.exchanges[-1]


class Fetcher:
    """Asks the web with `Manners`, one request at a time (it is not for several threads); a context manager.

    `clock` and `sleep` count seconds, `now` tells the time in UTC, `resolve` looks names up, `verify` takes the place of
    the system's certificates.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Resolve = resolved,
        verify: SSLContext | None = None,
    ) -> None:
        self.manners = manners or Manners()
        self.clock = clock
        self.sleep = sleep
        self.now = now
        self._wire = Wire(self.manners, clock=clock, now=now, resolve=resolve, verify=verify)
        self._robots = Robots(self._ask_robots, clock)
        self._next: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections that are still open."""
        self._wire.close()

    def ready(self, url: str) -> float:
        """The moment of `clock` from which the host of an address may be asked; the past where it may be now."""
        return self._next.get(host(url), float("-inf"))

    def get(self, url: str, *, visit: Visit | None = None, accept: str = PAGES) -> Answer | Fault:
        """What an address answers with, whatever the status; a `Fault` where it may not be asked or does not answer.

        With a visit that has validators the request is conditional, and the answer may be 304 without a body.
        """
        headers = {"Accept": accept, "Accept-Encoding": ", ".join(CODINGS)}
        if visit and visit.etag:
            headers["If-None-Match"] = visit.etag
        if visit and visit.modified:
            headers["If-Modified-Since"] = visit.modified
        try:
            self._wire.forget()
            return self._followed(url, headers)
        except FaultError as error:
            return error.fault

    def _followed(self, url: str, headers: dict[str, str]) -> Answer:
        exchanges: list[Exchange] = []
        onward: httpx2.URL | None = _checked(url)
        while onward is not None:
            if len(exchanges) > self.manners.redirects:
                raise FaultError("http", f"redirects more than {self.manners.redirects} times; give where it leads")
            exchange = self._politely(onward, headers)
            exchanges.append(exchange)
            onward = None if exchange.onward is None else _checked(exchange.onward, len(exchanges))
        last = exchanges[-1]
        return Answer(url, tuple(exchanges), b"" if last.cut else self._body(last))

    def _politely(self, url: httpx2.URL, headers: dict[str, str]) -> Exchange:
        known = self._robots.of(_origin(url)) if self.manners.robots else Rules()
        if known.fault:
            raise FaultError(known.fault.code, known.fault.why, passing=known.fault.passing)
        if not known.allow(str(url)):
            raise FaultError(
                "robots", f"may not be asked: {_origin(url)}/robots.txt forbids it; get the text otherwise"
            )
        left = self._next.get(url.host, float("-inf")) - self.clock()
        if left > self.manners.patience:
            raise FaultError("http", f"may be asked in {left:,.0f} seconds, says its host; try later", passing=True)
        if left > 0:
            self.sleep(left)
        pause = max(self.manners.delay, known.delay)
        try:
            exchange = self._wire.get(url, headers)
            if exchange.status in BUSY:
                pause = max(pause, self._retry_after(exchange.header("retry-after")))
        finally:
            self._put_off(url.host, pause)
        return exchange

    def _put_off(self, name: str, pause: float) -> None:
        now = self.clock()
        if len(self._next) > _MOST_HOSTS:
            self._next = {host: at for host, at in self._next.items() if at > now}
        self._next[name] = now + pause

    def _retry_after(self, told: str) -> float:
        """Seconds of a Retry-After header (RFC 9110, 10.2.3), at most a day; half a minute where it says nothing clear."""
        if told.isascii() and told.isdecimal():
            return min(_LONGEST_PAUSE, float(told[:9]))
        try:
            when = parsedate_to_datetime(told)
            left = (when.replace(tzinfo=when.tzinfo or UTC) - self.now()).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return _PAUSE
        return min(_LONGEST_PAUSE, max(0.0, left))

    def _ask_robots(self, origin: str) -> Rules:
        url = httpx2.URL(f"{origin}/robots.txt")
        try:
            for step in range(_ROBOTS_REDIRECTS + 1):
                exchange = self._wire.get(url, {"Accept": "text/plain,*/*;q=0.1", "Accept-Encoding": "gzip"})
                if exchange.onward is None:
                    return rules(exchange.status, self._body(exchange))
                url = _checked(exchange.onward, step + 1)
        except FaultError as error:
            return Rules(fault=error.fault)
        return Rules()  # RFC 9309, 2.3.1.2: behind more redirects it counts as missing

    def _body(self, exchange: Exchange) -> bytes:
        if exchange.status != 200:
            return b""
        try:
            return decoded(exchange.body, exchange.header("content-encoding"), self.manners.limit)
        except TooLongError:
            limit = self.manners.limit
            raise FaultError("too_long", f"is longer than {limit:,} bytes, unpacked; give one article") from None
        except BrokenError as fault:
            raise FaultError("gzip", f"{fault}; try again later", passing=True) from None


def host(url: str) -> str:
    """The host of an address; empty where it is no web address."""
    try:
        return _checked(url).host
    except FaultError:
        return ""


def _origin(url: httpx2.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _checked(url: str | httpx2.URL, redirects: int = 0) -> httpx2.URL:
    where = f"leads to {str(url)[:200]}, which" if redirects else "is an address that"
    try:
        found = httpx2.URL(url).copy_with(fragment=None)
        port = found.port
    except (httpx2.InvalidURL, ValueError) as fault:
        raise FaultError("address", f"{where} cannot be understood ({fault}); check it") from fault
    if found.scheme not in ("http", "https") or not _HOST.fullmatch(found.raw_host):
        raise FaultError("address", f"{where} is not one of the web; give one that begins with http:// or https://")
    if found.userinfo:
        raise FaultError("address", f"{where} holds a name or password, which would be archived; give it without")
    if port is not None and not 0 < port < 65536:
        raise FaultError("address", f"{where} has no possible port; check it")
    return found
