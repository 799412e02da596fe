"""What can be asked by GET: a table row each, from which routes, description and documentation are made.

An answer goes through the same steps whatever is asked: parameters are read, the format is chosen, the entity tag is
compared, and only then the ledger is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from marsad.views.desk import Desk
from marsad.views.http import params, state
from marsad.views.http.faults import CODES, Code
from marsad.views.http.params import Parameter, Text
from marsad.views.http.shapes import JSON, Shape, chosen

VERSION = version("marsad")
_ALWAYS: tuple[Code, ...] = ("unauthorized", "forbidden", "not_acceptable", "invalid", "too_many_requests", "internal", "unavailable")  # fmt: skip


class Body(NamedTuple):
    """An answer: its bytes, at once or as they come; `more` is the cursor of the next page."""

    content: bytes | Iterator[bytes]
    more: str | None = None
    headers: Mapping[str, str] = {}


Asked = dict[str, Any]
"""The parameters of a request by keyword, those of its path included."""
Ask = Callable[[Desk, Asked, Shape], Body]
"""Answers in a format; raises what the desk raises."""


class Question(NamedTuple):
    """A path that can be asked: what about, with which parameters, in which formats; `answer` is the JSON's type (see msgspec).

    `name` is that of the operation and of a file that is downloaded; `refuses` are codes of faults besides those that every
    path may answer with; `example` is the address of one that says something.
    """

    name: str
    path: str
    summary: str
    about: str
    answer: Any
    ask: Ask
    parameters: tuple[Parameter, ...] = ()
    shapes: tuple[Shape, ...] = (JSON,)
    refuses: tuple[Code, ...] = ("bad_request",)
    tag: str = "records"
    example: str = ""

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes that it may answer with."""
        return tuple(code for code in CODES if code in (*_ALWAYS, *self.refuses))

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """Its parameters, with `format` where there is a choice."""
        return (*self.parameters, format_of(self.shapes)) if len(self.shapes) > 1 else self.parameters


def format_of(shapes: Sequence[Shape]) -> Parameter:
    """The parameter that names a format and wins over `Accept`."""
    names = tuple(shape.name for shape in shapes)
    return Parameter("format", "format", Literal[names], "Format of the answer, whatever Accept says.")


def path_parameter(name: str, help_: str) -> Parameter:
    """A part of the path."""
    return Parameter(name, name, Text, help_, required=True, place="path")


def add(router: APIRouter, desk: Desk, question: Question) -> None:
    """Hangs the route of a question on a router. FastAPI describes it; `marsad.views.http.openapi` adds the schemas."""
    router.add_api_route(
        question.path,
        _endpoint(desk, question),
        methods=["GET"],
        name=question.name,
        operation_id=question.name,
        summary=question.summary,
        response_class=Response,
        include_in_schema=False,
    )


def _endpoint(desk: Desk, question: Question) -> Callable[[Request], Response]:
    by_query = [p for p in question.all_parameters if p.place == "query"]
    by_path = [p for p in question.parameters if p.place == "path"]

    def endpoint(request: Request) -> Response:
        asked = params.read(request.query_params.multi_items(), by_query)
        asked |= {p.field: params.value(p, request.path_params[p.name]) for p in by_path}
        shape = chosen(request, asked.pop("format", None), question.shapes)
        tag = state.tag(desk.ledger, request, shape.name, VERSION)
        headers = state.HEADERS | ({"ETag": tag} if tag else {})
        if state.unchanged(request, tag):
            return Response(status_code=304, headers=headers)
        body = question.ask(desk, asked, shape)
        return respond(request, body, shape, headers, question.name)

    return endpoint


def respond(request: Request, body: Body, shape: Shape, headers: Mapping[str, str], name: str) -> Response:
    """A body as a response, with the address of the next page and the name to save it by."""
    told = {**headers, "Content-Type": shape.content, **body.headers}
    if body.more:
        told["Link"] = f'<{_next(request, body.more)}>; rel="next"'
    if shape.suffix:
        told.setdefault("Content-Disposition", f'attachment; filename="{name}.{shape.suffix}"')
    if isinstance(body.content, bytes):
        return Response(body.content, headers=told)
    return StreamingResponse(body.content, headers=told)


def _next(request: Request, more: str) -> str:
    """The address that was asked with another cursor: path and query alone, for the host that was named is not to be trusted."""
    query = [pair for pair in request.query_params.multi_items() if pair[0] != "after" and pair[1]]
    return f"{quote(request.url.path)}?{urlencode([*query, ('after', more)])}"
