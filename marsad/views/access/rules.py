"""Which role an address needs: the one table that the guard goes by."""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.views.access.visitor import Role

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
"""Methods that change nothing. Every other one is unsafe, and needs a CSRF token unless an API token came with it."""
API = "/api/"


class Rule(NamedTuple):
    """Addresses (a pattern of the whole path), what their safe and their unsafe methods need; None lets everybody in."""

    path: re.Pattern[str]
    safe: Role | None
    unsafe: Role | None


RULES = (
    Rule(re.compile(r"/(ar|en)/login"), None, None),
    Rule(re.compile(r"/static/.*"), None, "owner"),
    Rule(re.compile(r"/healthz"), None, "owner"),
    Rule(re.compile(r"/(ar|en)/(logout|account)"), "reader", "reader"),
    Rule(re.compile(r"/(ar|en)/accounts(/.*)?"), "owner", "owner"),
    Rule(re.compile(r".*", re.DOTALL), "reader", "reviewer"),
)
"""The first that fits holds."""

_SEARCH = re.compile(r"/(api/v\d+|ar|en)/search(/.*)?")


def needed(method: str, path: str) -> Role | None:
    """The role that a request needs; None where everybody may."""
    rule = next(rule for rule in RULES if rule.path.fullmatch(path))
    return rule.safe if method in SAFE else rule.unsafe


def api(path: str) -> bool:
    """Whether an address belongs to the HTTP API."""
    return path.startswith(API) or path == API.rstrip("/")


def searches(path: str) -> bool:
    """Whether an address asks the search, which is counted."""
    return _SEARCH.fullmatch(path) is not None


def shared(path: str) -> bool:
    """Whether what is at an address is the same for everybody, so that who asks need not be known."""
    return path == "/healthz" or path.startswith("/static/")
