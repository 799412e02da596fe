"""The pages to log in, to keep one's own account, and for owners to keep all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from marsad.views.access.access import Access
from marsad.views.access.accounts import Accounts, folded
from marsad.views.access.origin import local
from marsad.views.access.refused import Refused, Unfit
from marsad.views.access.store import By
from marsad.views.access.tokens import LONGEST
from marsad.views.access.visitor import ROLES, Visitor, require, visitor_of
from marsad.views.web.page import render
from marsad.views.web.words import Lang

router = APIRouter()
DAYS = 90
"""Days that a token holds unless another number is given."""
_SHOWN = 100  # changes on the page of accounts
_DONE = frozenset(("password", "revoke", "add", "role", "disable", "enable"))  # what `?done=` may say


async def _fields(request: Request) -> dict[str, str]:
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(_fields)]
"""The fields of a form."""


def access_of(request: Request) -> Access:
    """The access of the server (`app.state.access`)."""
    return cast(Access, request.app.state.access)


@router.get("/{lang}/login")
def login(request: Request, lang: Lang) -> Response:
    """The form to log in; who is logged in, or need not, is led on."""
    to = local(request.query_params.get("next"), f"/{lang}")
    return _login(request, to) if visitor_of(request).role is None else RedirectResponse(to, 303)


@router.post("/{lang}/login")
def log_in(request: Request, lang: Lang, fields: Fields) -> Response:
    """Begins a session, a new one whatever the cookie was."""
    access, by, to = access_of(request), _by(request), local(fields.get("next"), f"/{lang}")
    name = folded(fields.get("name", ""))
    try:
        access.limiter.login(by.address, name)
    except Refused as refused:
        return _login(request, to, fault="too_many", status=refused.status, headers=refused.headers)
    found = access.accounts.check(name, fields.get("password", ""), by)
    if found is None:
        return _login(request, to, fault="login", status=403)
    _forget(access, visitor_of(request))
    return _remembered(request, found.name, to)


@router.post("/{lang}/logout")
def log_out(request: Request, lang: Lang) -> Response:
    """Ends the session."""
    access, visitor = access_of(request), visitor_of(request)
    _forget(access, visitor)
    response = RedirectResponse(f"/{lang}/login" if visitor.via == "session" else f"/{lang}", 303)
    cookie = access.cookie(https=_https(request))
    response.delete_cookie(cookie.name, secure=cookie.secure, httponly=True, samesite="strict")
    return response


@router.get("/{lang}/account")
def account(request: Request, lang: Lang) -> Response:
    """One's own account: password and tokens."""
    return _account(request)


@router.post("/{lang}/account")
def change_account(request: Request, lang: Lang, fields: Fields) -> Response:
    """Changes one's own password, makes or revokes a token of one's own."""
    act = _OWN.get(fields.get("action", ""), _nothing)
    try:
        return (act if visitor_of(request).via == "session" else _nobody)(request, lang, fields)
    except Unfit as fault:
        return _account(request, fault=fault.code, status=400)
    except Refused as refused:
        return _account(request, fault="too_many", status=refused.status, headers=refused.headers)


def _nobody(request: Request, lang: Lang, fields: Mapping[str, str]) -> Response:
    raise Unfit("local", "there is no account to change; make one first.")


def _nothing(request: Request, lang: Lang, fields: Mapping[str, str]) -> Response:
    raise Unfit("action", f"{fields.get('action')!r} is no change of an account.")


def _password(request: Request, lang: Lang, fields: Mapping[str, str]) -> Response:
    access, by = access_of(request), _by(request)
    if fields.get("new", "") != fields.get("again", ""):
        raise Unfit("again", "the password was typed differently the second time.")
    access.limiter.login(by.address, by.name)
    if access.accounts.right(by.name, fields.get("password", "")) is None:
        raise Unfit("wrong", "the present password is another.")
    access.accounts.set_password(by.name, fields.get("new", ""), by)
    return _remembered(request, by.name, f"/{lang}/account?done=password")


def _token(request: Request, lang: Lang, fields: Mapping[str, str]) -> Response:
    access, by = access_of(request), _by(request)
    days, role = fields.get("days", ""), fields.get("role", "")
    made = access.tokens.make(
        access.accounts.get(by.name),
        fields.get("label", ""),
        by,
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
        role=role or None,
    )
    return _account(request, made=made)


def _revoke(request: Request, lang: Lang, fields: Mapping[str, str]) -> Response:
    by = _by(request)
    access_of(request).tokens.revoke(by.name, fields.get("id", ""), by)
    return RedirectResponse(f"/{lang}/account?done=revoke", 303)


_OWN: Mapping[str, Callable[[Request, Lang, Mapping[str, str]], Response]] = {
    "password": _password,
    "token": _token,
    "revoke": _revoke,
}


@router.get("/{lang}/accounts", dependencies=[Depends(require("owner"))])
def accounts(request: Request, lang: Lang) -> Response:
    """All accounts, and what was changed in them."""
    return _accounts(request)


@router.post("/{lang}/accounts", dependencies=[Depends(require("owner"))])
def change_accounts(request: Request, lang: Lang, fields: Fields) -> Response:
    """Adds an account, or changes its role, its password, or whether it is shut out."""
    action, name = fields.get("action", ""), fields.get("name", "")
    try:
        _CHANGES.get(action, _no_change)(access_of(request).accounts, name, fields, _by(request))
    except Unfit as fault:
        return _accounts(request, fault=fault.code, typed=name if action == "add" else "", status=400)
    return RedirectResponse(f"/{lang}/accounts?done={action}", 303)


def _new_password(kept: Accounts, name: str, fields: Mapping[str, str], by: By) -> None:
    if folded(name) == by.name:
        raise Unfit("own", "one's own password is changed on the page of one's own account.")
    kept.set_password(name, fields.get("password", ""), by)


def _no_change(kept: Accounts, name: str, fields: Mapping[str, str], by: By) -> None:
    raise Unfit("action", f"{fields.get('action')!r} is no change of an account.")


_CHANGES: Mapping[str, Callable[[Accounts, str, Mapping[str, str], By], object]] = {
    "add": lambda kept, name, fields, by: kept.add(name, fields.get("password", ""), fields.get("role", ""), by),
    "role": lambda kept, name, fields, by: kept.set_role(name, fields.get("role", ""), by),
    "password": _new_password,
    "disable": lambda kept, name, fields, by: kept.disable(name, by),
    "enable": lambda kept, name, fields, by: kept.enable(name, by),
}


def _login(request: Request, to: str, *, fault: str | None = None, **how: Any) -> Response:
    return _page(request, "login.html.j2", fault=fault, next=to, **how)


def _account(request: Request, *, fault: str | None = None, made: str | None = None, **how: Any) -> Response:
    visitor = visitor_of(request)
    mine = access_of(request).tokens.of(visitor.name) if visitor.via == "session" else []
    roles = [role for role in ROLES if visitor.may(role)]
    matter: dict[str, Any] = {"tokens": mine, "roles": roles, "made": made, "days": DAYS, "longest": LONGEST}
    return _page(request, "account.html.j2", fault=fault, done=_done(request), **matter, **how)


def _accounts(request: Request, *, fault: str | None = None, typed: str = "", **how: Any) -> Response:
    access = access_of(request)
    matter: dict[str, Any] = {
        "accounts": access.accounts.all(),
        "changes": access.store.changes(limit=_SHOWN),
        "roles": ROLES,
    }
    return _page(request, "accounts.html.j2", fault=fault, done=_done(request), typed=typed, **matter, **how)


def _page(
    request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **matter: Any
) -> Response:
    response = render(request, template, status=status, **matter)
    response.headers.update(headers or {})
    return response


def _done(request: Request) -> str | None:
    done = request.query_params.get("done")
    return done if done in _DONE and request.method == "GET" else None


def _by(request: Request) -> By:
    return By(visitor_of(request).name, request.client.host if request.client else "")


def _https(request: Request) -> bool:
    return bool(request.scope["scheme"] == "https")


def _forget(access: Access, visitor: Visitor) -> None:
    if visitor.session:
        access.sessions.end(visitor.session)


def _remembered(request: Request, name: str, to: str) -> Response:
    """Leads on with the cookie of a new session."""
    access = access_of(request)
    response, cookie = RedirectResponse(to, 303), access.cookie(https=_https(request))
    response.set_cookie(
        cookie.name,
        access.sessions.begin(name),
        max_age=cookie.age,
        secure=cookie.secure,
        httponly=True,
        samesite="strict",
    )
    return response
