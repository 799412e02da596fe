"""A server with accounts, whose clock the test moves, and a browser that asks it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from marsad import flow
from marsad.views.access import pages, passwords, rules
from marsad.views.access.access import Access
from marsad.views.access.guard import Guard
from marsad.views.access.refused import Refused
from marsad.views.access.store import By
from marsad.views.access.visitor import Role, require, visitor_of
from marsad.views.desk import Desk

SECRET = "four words of mine"  # noqa: S105
OTHER = "four other words here"
ME = By("tester", "test")
LOCAL = "http://127.0.0.1:8000"
ROLES: tuple[Role, ...] = ("reader", "reviewer", "owner")


_KEPT = tempfile.TemporaryDirectory(prefix="marsad-access-")  # goes with the process


@cache
def desk() -> Desk:
    """A desk on nothing: what a page shows around its own matter."""
    return Desk(flow.init(Path(_KEPT.name) / "l", dossier="libya"))


@cache
def _cheap() -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", _cheap())


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(tmp_path: Path, clock: Clock) -> Iterator[Access]:
    """The access of a folder without accounts, on loopback."""
    opened = Access.open(tmp_path, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def staffed(access: Access) -> Access:
    """With an account of each role, named for it."""
    for role in reversed(ROLES):
        access.accounts.add(role, SECRET, role, ME)
    return access


def told(request: Request, refused: Refused) -> Response:
    """A refusal as the tests read it."""
    if rules.api(request.scope["path"]):
        return JSONResponse({"error": {"code": refused.code}}, refused.status, refused.headers)
    return PlainTextResponse(refused.code, refused.status, refused.headers)


def site() -> FastAPI:
    """An application with safe and unsafe routes that says who asked and what came."""
    app = FastAPI(openapi_url=None)
    app.add_exception_handler(Refused, told)  # type: ignore[arg-type]

    async def echo(request: Request) -> dict[str, Any]:
        visitor = visitor_of(request)
        return {"name": visitor.name, "via": visitor.via, "body": (await request.body()).decode(), "csrf": visitor.csrf}

    async def form(request: Request) -> dict[str, str]:
        return {name: str(value) for name, value in (await request.form()).items()}

    def own_policy() -> Response:
        headers = {"Content-Security-Policy": "sandbox", "Cache-Control": "private, no-cache"}
        return PlainTextResponse("as archived", headers=headers)

    def broken() -> Response:
        raise RuntimeError("planted")

    for path in ("/{lang}/today", "/api/v1/events", "/api/v1/search", "/{lang}/search", "/static/x.css", "/healthz"):
        app.add_api_route(path, echo, methods=["GET"])
    for path in ("/{lang}/review", "/api/v1/review"):
        app.add_api_route(path, echo, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    app.add_api_route("/{lang}/form", form, methods=["POST"])
    app.add_api_route("/archived", own_policy, methods=["GET"])
    app.add_api_route("/broken", broken, methods=["GET"])
    app.add_api_route("/api/v1/keys", echo, methods=["GET"], dependencies=[Depends(require("owner"))])
    app.include_router(pages.router)
    return app


def routes(found: Iterable[BaseRoute], above: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of every route, of included routers and mounted applications too, with their blanks filled."""
    for route in found:
        inner = getattr(route, "original_router", None)  # what `include_router` leaves in the list
        if inner is not None:
            yield from routes(inner.routes, above + cast(Any, route).include_context.prefix)
        elif isinstance(route, Mount):
            yield from routes(route.routes or [], above + route.path)
        else:
            assert isinstance(route, Route), route
            path = re.sub(r"\{[^}]*\}", "x", above + route.path.replace("{lang}", "en"))
            yield from ((method, path) for method in sorted(route.methods or ()))


class Browser:
    """A browser at a page of the site: it sends what browsers send, and the token of the last page where it has one."""

    def __init__(self, access: Access, *, at: str = LOCAL, address: str = "198.51.100.7") -> None:
        app = site()
        app.state.access, app.state.desk = access, desk()
        self.access, self.app, self.at = access, app, at
        guarded = Guard(app, access, answer=told)
        self.client = TestClient(
            guarded, base_url=at, follow_redirects=False, raise_server_exceptions=False, client=(address, 5000)
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers)

    def csrf(self, path: str = "/en/login") -> str:
        """The token in the form of a page."""
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get(path).text)
        assert found, path
        return found[1]

    def post(self, path: str, fields: Mapping[str, str], *, token: str, **headers: str) -> Any:
        sent = {"Origin": self.at, "Sec-Fetch-Site": "same-origin", **headers}
        return self.client.post(path, data={**fields, "csrf": token}, headers=sent)

    def log_in(self, name: str, password: str = SECRET, **fields: str) -> Any:
        token = self.csrf() if not self.session else self.csrf("/en/account")
        return self.post("/en/login", {"name": name, "password": password, **fields}, token=token)

    @property
    def session(self) -> str | None:
        """The id in the session's cookie."""
        return next((c.value for c in self.client.cookies.jar if "marsad" in c.name), None)


@pytest.fixture
def browser(staffed: Access) -> Browser:
    """A browser that nobody logged in with."""
    return Browser(staffed)
