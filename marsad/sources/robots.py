"""What a host's robots.txt allows (RFC 9309), asked once a day and host."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from protego import Protego

from marsad.sources.exchange import Fault

AGENT = "Marsad"
"""The name that robots.txt may call us by."""
LONGEST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5); a rule cut in two by this is left out."""
MOST_DELAY = 300.0
"""Seconds between two requests that a robots.txt may ask for at most."""
_KEPT = 24 * 3600.0
_KEPT_FAULT = 300.0
_MOST_HOSTS = 1000
_MOST_HELD = 10**6


class Rules(NamedTuple):
    """The rules of one host: those of its robots.txt, or everything allowed where it has none; a fault if neither is known."""

    parsed: Protego | None = None
    fault: Fault | None = None

    def allow(self, url: str) -> bool:
        """Whether the address may be asked for."""
        return self.fault is None and (self.parsed is None or bool(self.parsed.can_fetch(url, AGENT)))

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests, at most `MOST_DELAY`; 0 where it does not say."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(AGENT)
        shared = min(rate.seconds, _MOST_HELD) / min(rate.requests, _MOST_HELD) if rate else 0.0
        return min(MOST_DELAY, max(self.parsed.crawl_delay(AGENT) or 0.0, shared))


def rules(status: int, body: bytes) -> Rules:
    """The rules that an answer for robots.txt gives: all is allowed at 4xx; at 5xx, 429 and others nothing is, for now."""
    if 400 <= status < 500 and status != 429:
        return Rules()
    if status != 200:
        why = f"may not be asked now, for its host does not give its robots.txt (status {status}); try again later"
        return Rules(fault=Fault("robots", why, passing=True))
    if len(body) > LONGEST:
        body = body[:LONGEST].rpartition(b"\n")[0]
    return Rules(Protego.parse(body.decode("utf-8-sig", "replace")))


class Robots:
    """The rules of hosts, kept for a day (five minutes where they could not be had).

    `ask` gets the robots.txt of an origin (`https://host:port`) and answers with its rules; `clock` counts seconds.
    """

    def __init__(self, ask: Callable[[str], Rules], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[str, tuple[float, Rules]] = {}

    def of(self, origin: str) -> Rules:
        """The rules of an origin; asked for where they are not known or too old."""
        kept = self._known.get(origin)
        if kept and self._clock() < kept[0]:
            return kept[1]
        found = self._ask(origin)
        self._known.pop(origin, None)
        while len(self._known) >= _MOST_HOSTS:
            del self._known[next(iter(self._known))]
        self._known[origin] = self._clock() + (_KEPT if found.fault is None else _KEPT_FAULT), found
        return found
