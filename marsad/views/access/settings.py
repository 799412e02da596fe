"""What can be set about who may ask how often, and under which names."""

from __future__ import annotations

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Requests a minute that are answered, and the names that the server is known by.

    `login_name` counts attempts to log in for each address and name, `login_address` for each address, `search`
    questions to the search for each visitor who logged in or sent a token. `hosts` are the names, beside those of
    loopback, under which a proxy on this machine hands requests on; where there is one, a login is demanded.
    """

    login_name: int = 5
    login_address: int = 30
    search: int = 60
    hosts: tuple[str, ...] = ()
