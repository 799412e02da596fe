"""The API on a ledger, asked in process as a visitor with a role."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urljoin

from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from marsad.views.access.visitor import Role, Visitor
from marsad.views.desk import Desk
from marsad.views.http.api import api


class Signed:
    """Says who asks, in the guard's place."""

    def __init__(self, app: ASGIApp, visitor: Visitor) -> None:
        self.app, self.visitor = app, visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["visitor"] = self.visitor
        await self.app(scope, receive, send)


def served(desk: Desk, role: Role | None = "reviewer") -> ASGIApp:
    """The API under its prefix, asked by Mona."""
    whole = FastAPI(openapi_url=None)
    whole.mount("/api/v1", api(desk))
    return Signed(whole, Visitor(name="منى", role=role, via="token"))


def client(desk: Desk, role: Role | None = "reviewer", *, raising: bool = True) -> TestClient:
    """A client of it; `raising` lets faults that nobody foresaw fail the test."""
    return TestClient(served(desk, role), base_url="http://marsad.example/api/v1/", raise_server_exceptions=raising)


def told(response: Any, status: int = 200) -> dict[str, Any]:
    """The JSON of an answer that has a status."""
    assert response.status_code == status, response.text
    return cast(dict[str, Any], response.json())


def fault(response: Any, status: int, code: str) -> dict[str, Any]:
    """The envelope of a fault; it has all its fields and nothing else."""
    body = told(response, status)
    assert response.headers["content-type"] == "application/json"
    assert set(body) == {"error"}
    error = cast(dict[str, Any], body["error"])
    assert set(error) == {"code", "message", "next", "field"}
    assert error["code"] == code
    assert error["message"]
    assert error["next"]
    return error


def following(response: Any) -> str | None:
    """The address of the next page."""
    return urljoin(str(response.url), response.links["next"]["url"]) if "next" in response.links else None
