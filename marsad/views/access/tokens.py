"""Tokens, with which programs ask the HTTP API. Shown once; the file holds only their SHA-256."""

from __future__ import annotations

import secrets
from datetime import timedelta

import msgspec
from sqlalchemy import Row, insert, select, update

from marsad.views.access.accounts import Account, role_of
from marsad.views.access.refused import Unfit
from marsad.views.access.sessions import hashed
from marsad.views.access.store import By, Store, account, token
from marsad.views.access.visitor import Role, lesser

PREFIX = "marsad_"
LONGEST = 366
"""Days that a token holds at most."""
_LABEL = 80


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A token: its id, whose it is, what for, its role, the last day it holds, the last it was used, when it was revoked."""

    id: str
    account: str
    label: str
    role: Role
    made: str
    expires: str
    used: str | None
    revoked: str | None


class Tokens:
    """The tokens in a file."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def make(self, owner: Account, label: str, by: By, *, days: int, role: str | None = None) -> str:
        """A new token that holds for `days`, in the owner's role or the lesser one given. Raises Unfit."""
        label = " ".join(label.split())
        if not 1 <= len(label) <= _LABEL or not label.isprintable():
            raise Unfit("label", f"{label!r} does not say what the token is for; give 1 to {_LABEL} characters.")
        if not 1 <= days <= LONGEST:
            raise Unfit("days", f"{days} days: a token holds for 1 to {LONGEST} days.")
        allowed = role_of(role) if role else owner.role
        if lesser(allowed, owner.role) != allowed:
            raise Unfit("token_role", f"a token of {owner.name} is at most {owner.role}, not {role}.")
        made = PREFIX + secrets.token_urlsafe(32)
        now, id_ = self.store.clock(), secrets.token_hex(6)
        with self.store.writing() as connection:
            row = {"hash": hashed(made), "id": id_, "account": owner.name, "label": label, "role": allowed}
            expires = (now + timedelta(days=days)).date().isoformat()
            connection.execute(insert(token).values(**row, made=self.store.now(), expires=expires))
            self.store.note(connection, by, "token", owner.name, id_)
        return made

    def find(self, given: str) -> Token | None:
        """The token that holds, in the role that its account still allows; None for any other."""
        if not given.startswith(PREFIX) or not self.store.exists:
            return None
        wanted = select(token, account.c.role.label("most")).join(account, account.c.name == token.c.account)
        holds = ~account.c.disabled & token.c.revoked.is_(None) & (token.c.expires >= self._today())
        with self.store.reading() as connection:
            row = connection.execute(wanted.where(token.c.hash == hashed(given), holds)).first()
        return msgspec.structs.replace(_token(row), role=lesser(row.role, row.most)) if row else None

    def fresh(self, found: Token) -> bool:
        """Whether this is the first use of a token on this day."""
        return found.used != self._today()

    def touch(self, found: Token) -> None:
        """Writes that a token was used today."""
        with self.store.writing() as connection:
            connection.execute(update(token).where(token.c.id == found.id).values(used=self._today()))

    def of(self, name: str) -> list[Token]:
        """The tokens of an account, latest first, revoked and expired ones too."""
        if not self.store.exists:
            return []
        wanted = select(token).where(token.c.account == name).order_by(token.c.made.desc(), token.c.id)
        with self.store.reading() as connection:
            return [_token(row) for row in connection.execute(wanted)]

    def revoke(self, name: str, id_: str, by: By) -> None:
        """Makes a token of an account worthless. Raises Unfit where the account has no such token."""
        mine = (token.c.account == name) & (token.c.id == id_)
        with self.store.writing() as connection:
            row = connection.execute(select(token).where(mine)).first()
            if row is None:
                raise Unfit("no_token", f"{name} has no token {id_}; see: marsad account tokens {name}")
            if row.revoked is None:
                connection.execute(update(token).where(mine).values(revoked=self.store.now()))
                self.store.note(connection, by, "revoke", name, id_)

    def _today(self) -> str:
        return self.store.now()[:10]


def _token(row: Row[*tuple[object, ...]]) -> Token:
    return Token(**{name: row._mapping[name] for name in Token.__struct_fields__})
