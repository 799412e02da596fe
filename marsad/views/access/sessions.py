"""Sessions of those who logged in. The cookie holds a random id, the file only its SHA-256."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from sqlalchemy import delete, insert, select, update

from marsad.ledger import codec
from marsad.views.access.store import Store, account, session
from marsad.views.access.visitor import Role

IDLE, LONGEST = timedelta(hours=12), timedelta(days=7)
"""A session ends this long after it was last used, and this long after it was begun."""
_SEEN = timedelta(minutes=1)  # what `seen` may lag behind, so that not every request writes


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session that holds: the hash of its id, whose it is, in which role, and when it was last used."""

    hash: str
    name: str
    role: Role
    seen: str


class Sessions:
    """The sessions in a file."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def begin(self, name: str) -> str:
        """The id of a new session of an account; those that have ended are taken out."""
        id_, now = secrets.token_urlsafe(32), self.store.clock()
        with self.store.writing() as connection:
            ended = (session.c.seen <= _before(now, IDLE)) | (session.c.begun <= _before(now, LONGEST))
            connection.execute(delete(session).where(ended))
            at = codec.moment(now)
            connection.execute(insert(session).values(hash=hashed(id_), account=name, begun=at, seen=at))
        return id_

    def find(self, id_: str) -> Session | None:
        """The session of an id; None where there is none, it has ended, or its account is disabled."""
        now, c = self.store.clock(), session.c
        holds = (c.seen > _before(now, IDLE)) & (c.begun > _before(now, LONGEST)) & ~account.c.disabled
        wanted = select(c.hash, account.c.name, account.c.role, c.seen).join(account, account.c.name == c.account)
        with self.store.reading() as connection:
            row = connection.execute(wanted.where(c.hash == hashed(id_), holds)).first()
        return Session(**row._mapping) if row else None

    def stale(self, found: Session) -> bool:
        """Whether a session was last written as used more than a minute ago."""
        return found.seen <= _before(self.store.clock(), _SEEN)

    def touch(self, found: Session) -> None:
        """Writes that a session was used now; one that was ended meanwhile stays so."""
        with self.store.writing() as connection:
            connection.execute(update(session).where(session.c.hash == found.hash).values(seen=self.store.now()))

    def end(self, hash_: str) -> None:
        """Ends the session of that hash."""
        with self.store.writing() as connection:
            connection.execute(delete(session).where(session.c.hash == hash_))


def hashed(secret: str) -> str:
    """What is kept of a secret with 256 random bits, which needs no salt."""
    return codec.sha256(secret.encode("utf-8", "replace"))


def csrf(secret: bytes, purpose: str) -> str:
    """The token that forms carry: an HMAC that only who knows the secret can make."""
    return hmac.new(secret, purpose.encode(), sha256).hexdigest()


def _before(now: datetime, span: timedelta) -> str:
    return codec.moment(now - span)
