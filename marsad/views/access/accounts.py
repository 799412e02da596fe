"""Accounts: who has one, in which role. There is always an owner who can log in."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from marsad.views.access import passwords
from marsad.views.access.refused import Unfit
from marsad.views.access.store import By, Store, account, session
from marsad.views.access.visitor import ROLES, Role

_NAME = re.compile(r"\w[\w.@-]{0,63}")
NOBODY = "-"
"""The account of a refused login whose name there is not: what was typed there may be a password, and is not kept."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account: its name, role, whether it is disabled, and the moment it was made."""

    name: str
    role: Role
    disabled: bool
    since: str


class Accounts:
    """The accounts in a file. Every change is noted with who made it; it raises Unfit where it may not be."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def _decoy(self) -> str:
        return passwords.kept("nobody has this one")

    def any(self) -> bool:
        """Whether there is an account."""
        return bool(self.all())

    def all(self) -> list[Account]:
        """Every account, in order of name."""
        if not self.store.exists:
            return []
        with self.store.reading() as connection:
            return [_account(row) for row in connection.execute(select(account).order_by(account.c.name))]

    def get(self, name: str) -> Account:
        """The account of a name. Raises Unfit where there is none."""
        with self.store.reading() as connection:
            return _account(_known(connection, name))

    def right(self, name: str, password: str) -> Account | None:
        """The account of a name and its password; None where either is wrong or it is disabled.

        An unknown name takes the same work as a wrong password, so that the time does not tell who has an account.
        """
        decoy = self._decoy
        with self.store.reading() as connection:
            row = connection.execute(select(account).where(account.c.name == folded(name))).first()
        right = passwords.same(password, row.password if row else decoy)
        return _account(row) if row and right and not row.disabled else None

    def check(self, name: str, password: str, by: By) -> Account | None:
        """As `right`, for a login, which is noted whether it succeeds or not."""
        found = self.right(name, password)
        with self.store.writing() as connection:
            known = connection.scalar(select(account.c.name).where(account.c.name == folded(name))) or NOBODY
            self.store.note(connection, By(known, by.address), "login" if found else "refused", known)
        return found

    def add(self, name: str, password: str, role: str, by: By) -> Account:
        """Makes an account; the first must be an owner's. Raises Unfit for what it is not."""
        key = folded(name)
        if not _NAME.fullmatch(key):
            raise Unfit("name", f"{name!r} is no name; use letters, digits and . _ @ -, at most 64.")
        made = Account(name=key, role=role_of(role), disabled=False, since=self.store.now())
        hash_ = passwords.kept(passwords.fit(password, key))
        with self.store.writing() as connection:
            if connection.execute(select(account).where(account.c.name == key)).first():
                raise Unfit("taken", f"{key}: there is such an account already; choose another name.")
            if role != "owner" and not connection.execute(select(account).limit(1)).first():
                raise Unfit("first", f"{key}: the first account must be an owner's; give --role owner.")
            connection.execute(insert(account).values(**msgspec.structs.asdict(made), password=hash_))
            self.store.note(connection, by, "add", key, role)
        return made

    def set_password(self, name: str, password: str, by: By) -> None:
        """Gives an account a new password and ends its sessions."""
        hash_ = passwords.kept(passwords.fit(password, folded(name)))
        with self.store.writing() as connection:
            key = _known(connection, name).name
            _set(connection, key, password=hash_)
            self.store.note(connection, by, "password", key)

    def set_role(self, name: str, role: str, by: By) -> None:
        """Gives an account another role and ends its sessions; nothing is done where it has it."""
        with self.store.writing() as connection:
            row = _known(connection, name)
            if row.role != role_of(role):
                if role != "owner":
                    _not_last(connection, row.name)
                _set(connection, row.name, role=role)
                self.store.note(connection, by, "role", row.name, role)

    def disable(self, name: str, by: By) -> None:
        """Shuts an account out, its sessions and tokens too; nothing is done where it is."""
        with self.store.writing() as connection:
            row = _known(connection, name)
            if not row.disabled:
                _not_last(connection, row.name)
                _set(connection, row.name, disabled=True)
                self.store.note(connection, by, "disable", row.name)

    def enable(self, name: str, by: By) -> None:
        """Lets an account in again; nothing is done where it was not shut out."""
        with self.store.writing() as connection:
            row = _known(connection, name)
            if row.disabled:
                _set(connection, row.name, disabled=False)
                self.store.note(connection, by, "enable", row.name)


def folded(name: str) -> str:
    """A name as it is kept, so that two accounts cannot differ in capitals or width alone."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def role_of(role: str) -> Role:
    """A role by its name. Raises Unfit for one that there is not."""
    found = next((known for known in ROLES if known == role), None)
    if found is None:
        raise Unfit("role", f"{role!r} is no role; give {', '.join(ROLES)}.")
    return found


def _account(row: Row[*tuple[object, ...]]) -> Account:
    return Account(**{name: row._mapping[name] for name in Account.__struct_fields__})


def _known(connection: Connection, name: str) -> Row[*tuple[str, ...]]:
    row = connection.execute(select(account).where(account.c.name == folded(name))).first()
    if row is None:
        raise Unfit("unknown", f"{name}: there is no such account; see: marsad account list")
    return row


def _not_last(connection: Connection, name: str) -> None:
    others: ColumnElement[bool] = (account.c.role == "owner") & ~account.c.disabled & (account.c.name != name)
    if connection.execute(select(account.c.name).where(others).limit(1)).first() is None:
        raise Unfit("last", f"{name}: is the last owner; make another one first: marsad account add NAME --role owner")


def _set(connection: Connection, name: str, **values: object) -> None:
    connection.execute(update(account).where(account.c.name == name).values(**values))
    connection.execute(delete(session).where(session.c.account == name))
