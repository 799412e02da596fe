"""What goes wrong, as clients of the HTTP API see it: one envelope for everything, with a code out of a closed list."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, cast, get_args

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from marsad.errors import InputError, MarsadError
from marsad.views.access.refused import Refused

Code = Literal[
    "bad_request",
    "bad_host",
    "unauthorized",
    "forbidden",
    "csrf",
    "foreign_site",
    "not_found",
    "method_not_allowed",
    "not_acceptable",
    "conflict",
    "too_large",
    "unsupported_media_type",
    "unknown_host",
    "invalid",
    "too_many_requests",
    "internal",
    "unavailable",
]
CODES: Mapping[Code, tuple[int, str]] = {
    "bad_request": (400, "A word, name, query or decision means nothing in this ledger."),
    "bad_host": (400, "The request names no host."),
    "unauthorized": (401, "Nobody is signed in, or the token is unknown."),
    "forbidden": (403, "The visitor's role may not do that."),
    "csrf": (403, "A form's token is missing or of another session."),
    "foreign_site": (403, "Another site sent the request."),
    "not_found": (404, "There is no such path, record, article or actor."),
    "method_not_allowed": (405, "The path does not know the method; `Allow` names those it does."),
    "not_acceptable": (406, "The path has none of the formats that `Accept` asks for."),
    "conflict": (409, "Something else was changed meanwhile, or stands already."),
    "too_large": (413, "The body is larger than the path takes."),
    "unsupported_media_type": (415, "The body is of another type than the path takes."),
    "unknown_host": (421, "The host is no name of this server."),
    "invalid": (422, "A parameter or field is unknown, missing or has a value that cannot be; `field` names it."),
    "too_many_requests": (429, "Too many requests; `Retry-After` says when to come again."),
    "internal": (500, "A fault of the program; the message has the number under which it was logged."),
    "unavailable": (503, "The ledger's database cannot answer now, or the program lacks an optional package."),
}
"""Every code with its status and what it means."""

_NEXT: Mapping[Code, str] = {
    "not_found": "see the paths in openapi.json",
    "method_not_allowed": "see the header Allow",
    "internal": "tell whoever runs this server the number",
    "unavailable": "wait, then ask again",
}
_LOG = logging.getLogger(__name__)
_COMMAND = re.compile(r"see: marsad ([a-z]+)\b.*")  # what the command line advises
_LISTED = frozenset(("events", "stories", "actors", "articles"))


class Error(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong (`message`), what to do (`next`), and the parameter or field it is about, where it is one."""

    code: Code
    message: str
    next: str
    field: str | None = None


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to every request that fails."""

    error: Error


class RequestError(MarsadError):
    """A request that cannot be answered, with its code; `field` is the parameter at fault."""

    def __init__(self, code: Code, message: str, *, next_: str = "", field: str | None = None) -> None:
        super().__init__(message)
        self.code, self.next, self.field = code, next_, field


def envelope(
    code: Code, message: str, *, next_: str = "", field: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer for a fault. Text that UTF-8 cannot hold is written as escapes."""
    told = Error(code=code, message=_plain(message), next=_plain(next_ or _NEXT.get(code, "correct it")), field=field)
    return Response(
        msgspec.json.encode(Envelope(error=told)) + b"\n",
        status_code=CODES[code][0],
        media_type="application/json",
        headers={"Cache-Control": "no-store"} | dict(headers or {}),
    )


def code_of(status: int) -> Code:
    """The code that stands for an HTTP status."""
    found = next((code for code in get_args(Code) if CODES[code][0] == status), None)
    return found or ("internal" if status >= 500 else "bad_request")


def refusal(refused_: Refused) -> Response:
    """The answer for what the guard of the accounts refuses."""
    code = cast(Code, refused_.code) if refused_.code in CODES else code_of(refused_.status)
    return envelope(code, refused_.message, next_=refused_.step, headers=refused_.headers)


def refused(fault: MarsadError, *, code: Code = "bad_request", field: str | None = None) -> RequestError:
    """A fault of the project as one of the API: its last clause, which says what to do, is `next`."""
    said, _, step = str(fault).rpartition("; ")
    return RequestError(code, said or step, next_=_COMMAND.sub(_path, step) if said else "", field=field)


@contextmanager
def unknown(field: str) -> Iterator[None]:
    """What a path names and nothing is known of is not found."""
    try:
        yield
    except InputError as fault:
        raise refused(fault, code="not_found", field=field) from fault


def install(app: FastAPI) -> None:
    """Gives an app the handlers that answer every fault with the envelope."""
    app.add_exception_handler(RequestError, _fault)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(MarsadError, _marsad)
    app.add_exception_handler(PoolTimeout, _busy)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(Exception, _unforeseen)


def _path(found: re.Match[str]) -> str:
    return f"see: GET /{found[1]}" if found[1] in _LISTED else found[0]


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _fault(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestError)  # noqa: S101 - the handler is installed for it
    return envelope(fault.code, str(fault), next_=fault.next, field=fault.field)


def _refused(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refused)  # noqa: S101 - the handler is installed for it
    return refusal(fault)


def _marsad(request: Request, fault: Exception) -> Response:
    """Bad input is the caller's; all else is the ledger's. Where that lies on this machine is nobody's business."""
    if isinstance(fault, InputError):
        return _fault(request, refused(fault))
    _LOG.warning("%s %s: %s", request.method, request.url.path, fault)
    return envelope("unavailable", str(fault).partition(": ")[2] or str(fault), headers={"Retry-After": "5"})


def _busy(_: Request, fault: Exception) -> Response:
    _LOG.warning("no connection to the database was free: %s", fault)
    return envelope("unavailable", "all connections to the database are taken", headers={"Retry-After": "5"})


def _http(request: Request, fault: Exception) -> Response:
    """What Starlette raises: the paths and methods that there are none of. Its `Allow` knows only the first route of a path."""
    assert isinstance(fault, HTTPException)  # noqa: S101 - the handler is installed for it
    code, headers = code_of(fault.status_code), fault.headers
    if code == "method_not_allowed":
        routes = [r for r in request.app.routes if isinstance(r, Route) and r.matches(request.scope)[0] != Match.NONE]
        headers = {"Allow": ", ".join(sorted({method for r in routes for method in r.methods or ()}))}
    return envelope(code, f"{request.method} {request.url.path}: {fault.detail}", headers=headers)


def _validation(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)  # noqa: S101 - the handler is installed for it
    first = fault.errors()[0]
    field = ".".join(map(str, first["loc"][1:])) or None
    return envelope("invalid", f"{field}: {first['msg']}", next_="see openapi.json for what it takes", field=field)


def _unforeseen(request: Request, fault: Exception) -> Response:
    number = secrets.token_hex(4)
    _LOG.error("fault %s: %s %s", number, request.method, request.url.path, exc_info=fault)
    return envelope("internal", f"a fault of the program, logged as {number}")
