"""Who may ask a server: everybody at this machine, or those who log in."""

from __future__ import annotations

import os
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from marsad.errors import LedgerError
from marsad.ledger import codec
from marsad.ledger.store import whoami
from marsad.views.access.accounts import Accounts
from marsad.views.access.limiter import Limiter
from marsad.views.access.origin import LOOPBACK, loopback
from marsad.views.access.sessions import LONGEST, Sessions, csrf
from marsad.views.access.settings import Settings
from marsad.views.access.store import Store
from marsad.views.access.tokens import Tokens
from marsad.views.access.visitor import Visitor


class Cookie(NamedTuple):
    """The cookie of a session: its name, whether it is for https alone, and how many seconds it is kept."""

    name: str
    secure: bool
    age: int


class Access:
    """The accounts, sessions, tokens and limits of one server.

    On loopback, as long as there is no account, everybody is the owner of the ledger. As soon as there is one, and
    always where others can reach the server (another host, `settings.hosts`, `demanded`), a login is demanded.
    """

    def __init__(self, store: Store, *, host: str, demanded: bool, settings: Settings) -> None:
        self.store, self.host, self.settings = store, host, settings
        self.accounts, self.sessions, self.tokens = Accounts(store), Sessions(store), Tokens(store)
        self.limiter = Limiter(settings)
        self._secret = os.urandom(32)
        self._demanded = demanded or bool(settings.hosts) or not loopback(host)

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        host: str = "127.0.0.1",
        demanded: bool = False,
        settings: Settings | None = None,
        clock: codec.Clock = codec.now,
    ) -> Access:
        """The access of the ledger in `folder` to a server bound to `host`. Raises LedgerError where nobody could log in."""
        store = Store(folder, clock=clock)
        access = cls(store, host=host, demanded=demanded, settings=settings or Settings())
        if access.demanded and not any(a.role == "owner" and not a.disabled for a in access.accounts.all()):
            raise LedgerError(
                f"{folder}: others can reach {host}, and there is no owner to log in; "
                f"make one with: marsad account add NAME --role owner --ledger {folder}"
            )
        return access

    @property
    def demanded(self) -> bool:
        """Whether one must log in; never taken back while the server runs."""
        if not self._demanded and self.store.exists:
            self._demanded = self.accounts.any()
        return self._demanded

    @cached_property
    def hosts(self) -> frozenset[str] | None:
        """The names for this host that are answered; None where the server is open to others and any name may lead to it."""
        return frozenset((*LOOPBACK, self.host.strip("[]"), *self.settings.hosts)) if loopback(self.host) else None

    @cached_property
    def _mark(self) -> str:
        return sha256(str(self.store.path).encode("utf-8", "surrogateescape")).hexdigest()[:8]

    def cookie(self, *, https: bool) -> Cookie:
        """The session's cookie; each ledger has its own, since browsers do not part cookies by port."""
        name = f"marsad-{self._mark}"
        return Cookie(f"__Host-{name}" if https else name, https, int(LONGEST.total_seconds()))

    def nobody(self) -> Visitor:
        """Who has not logged in; the token is for the form to do so."""
        return Visitor(csrf=csrf(self._secret, "nobody"))

    def local(self) -> Visitor:
        """Whoever sits at this machine while there is no account."""
        return Visitor(name=whoami(), role="owner", via="local", csrf=csrf(self._secret, "local"))

    def session(self, id_: str) -> Visitor | None:
        """Who came with that cookie; None where it is of no session that holds."""
        found = self.sessions.find(id_)
        if found is None:
            return None
        if self.sessions.stale(found):
            self.sessions.touch(found)
        token = csrf(id_.encode("utf-8", "replace"), "session")
        return Visitor(name=found.name, role=found.role, via="session", csrf=token, session=found.hash)

    def token(self, given: str) -> Visitor | None:
        """Who came with that API token; None where it does not hold."""
        found = self.tokens.find(given)
        if found is None:
            return None
        if self.tokens.fresh(found):
            self.tokens.touch(found)
        return Visitor(name=found.account, role=found.role, via="token")

    def close(self) -> None:
        """Gives the file back."""
        self.store.close()
