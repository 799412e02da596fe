"""The guard before every request (ASGI): who asks, whether he may, and that no other site speaks for him."""

from __future__ import annotations

import hmac
import logging
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import escape
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.errors import LedgerError
from marsad.views.access import origin, rules
from marsad.views.access.access import Access
from marsad.views.access.headers import secure
from marsad.views.access.refused import Refused
from marsad.views.access.visitor import Visitor, demand, visitor_of

BODY = 1 << 20
"""Bytes of a request's body at most."""
_FIELDS = 1000  # of a form
_POLICY_VIOLATION = 1008  # WebSocket's code
_log = logging.getLogger(__name__)

Answer = Callable[[Request, Refused], Response]
"""How a refusal is written: the HTTP API's envelope or a page."""


class Guard:
    """Wraps the whole application, its error pages included: `Guard(app, access, answer=...)`.

    It puts the Visitor at `request.state.visitor`, and writes what is refused by `answer`.
    """

    def __init__(self, app: ASGIApp, access: Access, *, answer: Answer) -> None:
        self.app, self.access, self.answer = app, access, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request. There are no WebSockets."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("app", self.app)  # pages of refusals are rendered before the application has seen the request
        request = Request(scope, receive)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(scope=message), https=_https(request), private=not _shared(request))
            await send(message)

        try:
            inner = await self._admit(request)
        except ClientDisconnect:
            return
        if isinstance(inner, Response):
            await inner(scope, receive, sent)
        else:
            await self.app(scope, inner, sent)

    async def _admit(self, request: Request) -> Receive | Response:
        """What the application receives the body by; the answer where it is not to be asked."""
        request.state.visitor = self.access.nobody()
        try:
            return await self._checked(request)
        except Refused as refused:
            return self._refusal(request, refused)
        except LedgerError as fault:
            _log.error("%s", fault)
            step = "see what the server wrote, then try again"
            return self.answer(request, Refused(503, "unavailable", "the accounts cannot be read", step=step))

    async def _checked(self, request: Request) -> Receive | Response:
        path, method = request.scope["path"], request.method
        self._known_host(request)
        if _pried(request):
            raise Refused(403, "foreign_site", "another site asks for this", step="open it from a page of this server")
        request.state.visitor = visitor = await self._visitor(request)
        role = rules.needed(method, path)
        if role is not None:
            if visitor.role is None and _from_elsewhere(request):
                return _again(request)
            demand(visitor, role)
        if rules.searches(path):
            self.access.limiter.search(visitor)
        if method in rules.SAFE:
            return request.receive
        body = await _body(request)
        if visitor.via != "token":
            _own_form(request, visitor, body)
        return _replayed(body, request.receive)

    def _known_host(self, request: Request) -> None:
        name, known = origin.hostname(request), self.access.hosts
        if name is None:
            raise Refused(400, "bad_host", "the request does not name its host", step="send one Host header")
        if known is not None and name not in known:
            raise Refused(421, "unknown_host", f"{name} is no name of this server", step="use localhost or 127.0.0.1")

    async def _visitor(self, request: Request) -> Visitor:
        """Who asks. The file is read in a thread, for it may also be written to, and wait for another writer."""
        if rules.shared(request.scope["path"]):
            return self.access.nobody()
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if rules.api(request.scope["path"]) and kind.lower() == "bearer":
            found = await run_in_threadpool(self.access.token, given.strip())
            if found is None:
                raise Refused(401, "unauthorized", "the token is unknown, expired or revoked",
                              step="make one at /en/account or with: marsad account token NAME --label TEXT",
                              headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})  # fmt: skip
            return found
        if not self.access.demanded:
            return self.access.local()
        id_ = request.cookies.get(self.access.cookie(https=_https(request)).name)
        return (await run_in_threadpool(self.access.session, id_) if id_ else None) or self.access.nobody()

    def _refusal(self, request: Request, refused: Refused) -> Response:
        """What is refused, said; who only has to log in is led there and back."""
        if refused.status != 401 or rules.api(request.scope["path"]):
            return self.answer(request, refused)
        home, htmx = f"/{_lang(request)}", "hx-request" in request.headers
        asked = urlsplit(request.headers.get("hx-current-url", "")) if htmx else None
        back = (asked.path + (f"?{asked.query}" if asked.query else "")) if asked else _asked(request)
        login = f"{home}/login"
        if htmx or request.method == "GET":
            login += f"?{urlencode({'next': origin.local(back, home)})}"
        if htmx:  # it would put the page into the middle of the one that asked
            return Response(status_code=401, headers={"HX-Redirect": login})
        return RedirectResponse(login, 303)


def _https(request: Request) -> bool:
    return bool(request.scope["scheme"] == "https")


def _shared(request: Request) -> bool:
    """Whether an answer says nothing that is for its visitor alone: files for all, and what is asked on the own machine."""
    return rules.shared(request.scope["path"]) or visitor_of(request).via == "local"


def _asked(request: Request) -> str:
    """Path and query that were asked for, encoded."""
    query = request.scope["query_string"].decode("latin-1")
    return quote(request.scope["path"], safe="/:@") + (f"?{query}" if query else "")


def _lang(request: Request) -> str:
    """The language of an address, else the one that the browser asks for first."""
    if found := re.match(r"/(ar|en)(?:/|$)", request.scope["path"]):
        return found[1]
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "ar"


def _pried(request: Request) -> bool:
    """Whether a page of another site asks for something to use or to measure; it may only lead here by a link."""
    site, mode = request.headers.get("sec-fetch-site"), request.headers.get("sec-fetch-mode")
    return site in ("cross-site", "same-site") and mode != "navigate"


def _from_elsewhere(request: Request) -> bool:
    """Whether somebody followed a link on another site; cookies with SameSite=Strict do not come along then."""
    sent = (request.headers.get("sec-fetch-site"), request.headers.get("sec-fetch-mode"))
    return request.method == "GET" and sent == ("cross-site", "navigate")


def _again(request: Request) -> Response:
    """A page that asks for the same at once: coming from this site, it has its cookies."""
    here = escape(origin.local(_asked(request), f"/{_lang(request)}"))
    return HTMLResponse(
        f'<!doctype html><html lang="en"><title>Marsad</title><meta http-equiv="refresh" content="0; url={here}">'
    )


async def _body(request: Request) -> bytes:
    """The whole body. Raises Refused where it is larger than `BODY`."""
    large = Refused(413, "too_large", f"the body has more than {BODY} bytes", step="send less at once")
    told = request.headers.get("content-length", "0")
    if not (told.isascii() and told.isdigit()) or int(told) > BODY:
        raise large
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > BODY:
            raise large
    return bytes(held)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read once more, then what else is received (that the visitor has gone)."""
    rest: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return rest.pop() if rest else await receive()

    return received


def _own_form(request: Request, visitor: Visitor, body: bytes) -> None:
    """Raises Refused unless a page of this site sent the request, with the visitor's own CSRF token."""
    if not origin.same_site(request):
        raise Refused(403, "foreign_site", "another site sent this request", step="send it from a page of this server")
    given = request.headers.get("x-csrf-token") or _field(request, body)
    if not hmac.compare_digest(given.encode("utf-8", "replace"), visitor.csrf.encode()):
        raise Refused(403, "csrf", "the form's token is missing or of another session", step="load the page again")


def _field(request: Request, body: bytes) -> str:
    """The token in a form; nothing for bodies of other kinds, which bring it as a header."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return ""
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_FIELDS)).get("csrf", "")
    except ValueError:  # more fields than any form has
        return ""
