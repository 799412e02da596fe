"""The application that `marsad serve` runs: pages, their files, the HTTP API, and the guard before all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from marsad.errors import InputError, MarsadError
from marsad.views.access import pages as accounts
from marsad.views.access import rules
from marsad.views.access.access import Access
from marsad.views.access.guard import Guard
from marsad.views.access.refused import Refused
from marsad.views.desk import Desk
from marsad.views.http import faults
from marsad.views.http.api import api
from marsad.views.http.decisions import Weaver
from marsad.views.http.faults import RequestError
from marsad.views.web import site
from marsad.views.web.keeping import keeping

_THREADS = 2
"""Pages that are worked out at once: more of them only wait for each other, and all are late."""


def create_app(desk: Desk, access: Access) -> ASGIApp:
    """The whole site on a desk; who may see and change what is `access`'s."""
    weaver = Weaver(desk)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        with keeping(desk):
            yield
        access.close()
        desk.ledger.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.desk, app.state.access, app.state.weaver = desk, access, weaver
    app.mount("/api/v1", api(desk, weaver))
    app.mount("/static", site.Static())
    app.add_api_route("/healthz", _healthy, methods=["GET"])  # before /{lang}, which would take it for a language
    app.include_router(accounts.router)
    app.include_router(site.pages())
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(MarsadError, _fault)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _unknown)
    return Guard(app, access, answer=_refuse)


def _fault(request: Request, fault: Exception) -> Response:
    """What is asked for and unknown is not found; a value that cannot be is the request's fault; anything else the ledger's."""
    status = (
        404
        if isinstance(fault, InputError)
        else faults.CODES[fault.code][0]
        if isinstance(fault, RequestError)
        else 503
    )
    return site.fault(request, str(fault), status)


def _missing(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    return site.fault(request, f"{request.url.path}: {getattr(fault, 'detail', fault)}", status)


def _unknown(request: Request, _: Exception) -> Response:
    """An address in a language that the pages are not in leads nowhere."""
    return _missing(request, HTTPException(404))


def _healthy() -> PlainTextResponse:
    """That the server answers, for whoever watches it."""
    return PlainTextResponse("ok")


def _refused(request: Request, refused: Exception) -> Response:
    return _refuse(request, cast(Refused, refused))


def _refuse(request: Request, refused: Refused) -> Response:
    if rules.api(request.scope["path"]):
        return faults.refusal(refused)
    page = site.fault(request, str(refused), refused.status)
    page.headers.update(refused.headers)
    return page
