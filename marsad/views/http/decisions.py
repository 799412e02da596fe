"""Decisions of reviewers: taken, signed with the visitor's name, and woven in afterwards."""

from __future__ import annotations

import logging
from threading import Lock
from typing import Annotated

import msgspec
from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response
from msgspec import Meta

from marsad.errors import LedgerError
from marsad.ledger.decisions import Action
from marsad.views.access.visitor import Visitor, require
from marsad.views.desk import Desk
from marsad.views.http.faults import RequestError

_LOG = logging.getLogger(__name__)
_Id = Annotated[str, Meta(min_length=1, max_length=300, pattern="^[^\\x00]*\\Z")]
_Words = Annotated[str, Meta(max_length=1_000, pattern="^[^\\x00]*\\Z")]


class Proposal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision to take: `same` and `different` need a second actor in `value`, `correct` FIELD=VALUE, `settle` left, right, both, neither or open.

    `record` is the id that it falls on; of `undo` the number of a decision.
    """

    action: Action
    record: _Id
    value: _Words | None = None
    because: _Words = ""


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the decisions that were added; an event's falls on each of its reports."""

    numbers: tuple[int, ...]


class Weaver:
    """Weaves a ledger after decisions, one weaving at a time: what is decided meanwhile is woven when it has ended."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._alone, self._asked = desk, Lock(), False

    def weave(self) -> None:
        """Brings the records up to date. What fails is logged: the next weaving takes it up."""
        self._asked = True
        while self._asked and self._alone.acquire(blocking=False):
            try:
                self._asked = False
                self._desk.weave()
            except LedgerError as fault:
                _LOG.warning("decisions are not woven in yet: %s", fault)
            finally:
                self._alone.release()


async def _proposed(request: Request) -> Proposal:
    """The body of a request. Raises RequestError where it is none."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise RequestError(
            "unsupported_media_type", f"{media or 'nothing'!r} is not taken", next_="send application/json"
        )
    try:
        return msgspec.json.decode(await request.body(), type=Proposal)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        field = str(fault).partition("`$.")[2].rstrip("`") or None
        raise RequestError(
            "invalid", f"the body: {fault}", next_="see openapi.json for what it takes", field=field
        ) from fault


def add(router: APIRouter, desk: Desk, weaver: Weaver) -> None:
    """Hangs the route on which decisions are taken on a router."""

    @router.post("/decisions", include_in_schema=False)
    def decide(
        background: BackgroundTasks,
        visitor: Annotated[Visitor, Depends(require("reviewer"))],
        proposed: Annotated[Proposal, Depends(_proposed)],
    ) -> Response:
        p = proposed
        numbers = desk.review(p.action, p.record, p.value, because=p.because, by=visitor.name)
        background.add_task(weaver.weave)
        return Response(
            msgspec.json.encode(Decided(numbers=tuple(numbers))) + b"\n",
            status_code=201,
            media_type="application/json",
            headers={"Cache-Control": "no-store"},
            background=background,
        )
