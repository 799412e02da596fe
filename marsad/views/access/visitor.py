"""Who asks, and what each role may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast, get_args

import msgspec
from fastapi import Request

from marsad.views.access.refused import Refused

Role = Literal["reader", "reviewer", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the one that may least: a reader sees, a reviewer decides as well, an owner keeps the accounts as well."""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: `local` is the person at this machine where nobody has an account, `nobody` has not logged in.

    `csrf` goes into every form (empty for API tokens, which need none); `session` is the hash of a session's id.
    """

    name: str = ""
    role: Role | None = None
    via: Literal["local", "session", "token", "nobody"] = "nobody"
    csrf: str = ""
    session: str | None = None

    def may(self, role: Role) -> bool:
        """Whether this visitor has a role, or one that may more."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


def lesser(one: Role, other: Role) -> Role:
    """The one of two roles that may less."""
    return min(one, other, key=ROLES.index)


def visitor_of(request: Request) -> Visitor:
    """Who the guard found to be asking."""
    return cast(Visitor, request.state.visitor)


def demand(visitor: Visitor, role: Role) -> None:
    """Raises Refused where a visitor has not that role: 401 for one who is not known, else 403."""
    if visitor.role is None:
        said = "nobody is logged in"
        raise Refused(401, "unauthorized", said, step="log in, or send Authorization: Bearer with a token",
                      headers={"WWW-Authenticate": "Bearer"})  # fmt: skip
    if not visitor.may(role):
        step = f"ask an owner to run: marsad account role {visitor.name} {role}"
        if visitor.via == "token":
            step = f"use a token of the role {role}"
        raise Refused(403, "forbidden", f"the role {visitor.role} may not do this, {role} may", step=step)


def require(role: Role) -> Callable[[Request], Visitor]:
    """A dependency of a route that only this role, or one that may more, gets past; it gives the Visitor."""

    def required(request: Request) -> Visitor:
        visitor = visitor_of(request)
        demand(visitor, role)
        return visitor

    return required
