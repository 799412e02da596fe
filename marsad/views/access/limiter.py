"""How often one may ask: a window of a minute that moves (limits library), counted in memory by this process."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from marsad.ledger import codec
from marsad.views.access.refused import Refused
from marsad.views.access.settings import Settings
from marsad.views.access.visitor import Visitor

_NETWORK = 64  # bits of an IPv6 address that one subscriber is given


class Limiter:
    """Counts logins and searches; raises Refused (429) where there were too many in the last minute."""

    def __init__(self, settings: Settings) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._address = RateLimitItemPerMinute(settings.login_address)
        self._name = RateLimitItemPerMinute(settings.login_name)
        self._search = RateLimitItemPerMinute(settings.search)

    def login(self, address: str, name: str) -> None:
        """Counts an attempt to log in, right or wrong, from an address with a name."""
        of = subscriber(address)
        self._count(self._address, "login", of)
        self._count(self._name, "login", of, codec.sha256(name.encode("utf-8", "replace")))

    def search(self, visitor: Visitor) -> None:
        """Counts a question to the search; who is alone with his own machine may ask as often as he likes."""
        if visitor.via != "local":
            self._count(self._search, "search", visitor.name)

    def _count(self, limit: RateLimitItem, *of: str) -> None:
        if self._window.hit(limit, *of):
            return
        wait = max(1, math.ceil(self._window.get_window_stats(limit, *of).reset_time - time.time()))
        said = f"more than {limit.amount} a minute"
        raise Refused(429, "too_many_requests", said, step=f"wait {wait} seconds", headers={"Retry-After": str(wait)})


def subscriber(address: str) -> str:
    """What of a network address is counted as one: the whole of an IPv4 address, the network of an IPv6 one."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:  # a socket of the file system has no address
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, _NETWORK), strict=False))
    return str(found)
