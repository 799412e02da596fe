"""The description of the API (OpenAPI 3.1), made of the table of questions; its schemas are those of msgspec.

Answers are the same Structs on every view, so that msgspec, which writes them, also says what they look like: a second
set of models for FastAPI could only differ from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from marsad.ledger.docs import KINDS
from marsad.views.http.decisions import Decided, Proposal
from marsad.views.http.documents import EXPORTS
from marsad.views.http.faults import CODES, Code, Envelope
from marsad.views.http.params import Parameter
from marsad.views.http.questions import VERSION, Question
from marsad.views.http.shapes import GEOJSON, JSON

_REF = "#/components/schemas/"
TAGS = {
    "lists": "Lists, by the page or whole, with the filters of the command line.",
    "records": "One thing by its id.",
    "looks": "The ledger as a whole.",
    "review": "What waits for people, and what they decide.",
    "documents": "Files to download.",
}
"""The groups of paths, in order."""
_ABOUT = """What a ledger of Marsad holds, with the same answers, filters and counts as its command line.

An address's unknown parameter is an error; one without a value (`actor=`) counts as not given. `Accept` or `format` choose
the format. `more` in an answer and `Link: <...>; rel="next"` lead to the next page; `limit=0` sends all rows. Every answer
has a weak `ETag`: send it as `If-None-Match`, and what still holds is 304 without being computed. Every fault is one
envelope, `{"error": {"code", "message", "next", "field"}}`."""
_POST_CODES: tuple[Code, ...] = ("bad_request", "unauthorized", "forbidden", "csrf", "foreign_site", "too_large", "unsupported_media_type", "invalid", "internal", "unavailable")  # fmt: skip
_CALLED = {
    "WovenEvent": "Event",
    "Said": "Statement",
    "ActorRow": "Actor",
    "ArticleRow": "Article",
    "SeriesRow": "Series",
}
_RECORDS = tuple(KINDS.values())
Schema = dict[str, Any]
_FEATURES: Schema = {
    "description": "GeoJSON (RFC 7946): a feature for each event, story or place, its id that of the ledger; a geometry is a point, points or null.",
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string"},
                    "geometry": {"anyOf": [{"type": "object", "required": ["type", "coordinates"]}, {"type": "null"}]},
                    "properties": {"type": "object"},
                },
            },
        },
    },
}


def describe(app: FastAPI, questions: Iterable[Question]) -> None:
    """Gives an app the description of its questions, made when it is first asked for."""
    asked = tuple(questions)

    def openapi() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = description(asked)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def description(questions: Iterable[Question]) -> Schema:
    """The whole description."""
    asked = tuple(questions)
    types = [q.answer for q in asked if q.answer is not Any]
    answers, schemas = _schemas([*types, *_RECORDS, Proposal, Decided, Envelope])
    by_type = dict(zip(map(repr, types), answers, strict=False))
    made = get_openapi(title="Marsad", version=VERSION, description=_ABOUT, routes=[])
    made["servers"] = [{"url": "/api/v1"}]
    made["tags"] = [{"name": name, "description": about} for name, about in TAGS.items()]
    made["paths"] = {
        re.sub(":path}", "}", q.path): {"get": _operation(q, by_type.get(repr(q.answer), {}))} for q in asked
    }
    made["paths"]["/decisions"]["post"] = _post()
    made["components"] = {
        "schemas": schemas,
        "responses": {code: _fault(code) for code in CODES},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
    made["security"] = [{"token": []}, {}]
    return made


def _schemas(types: list[Any]) -> tuple[list[Schema], dict[str, Schema]]:
    """The schema of each type and those that they refer to; `Answer[WovenEvent]` is named EventList."""
    answers, found = msgspec.json.schema_components(types, ref_template=_REF + "{name}")
    renamed = {name: _list_name(name) for name in found}
    text = msgspec.json.encode([list(answers), {renamed[n]: schema for n, schema in found.items()}]).decode()
    for old, new in renamed.items():
        text = text.replace(f'"{_REF}{old}"', f'"{_REF}{new}"')
    answers, schemas = msgspec.json.decode(text)
    for name, schema in schemas.items():
        schema["title"] = name
        if "description" in schema:
            schema["description"] = " ".join(schema["description"].split())
    schemas["Kept"]["properties"]["record"] = {"anyOf": [{"$ref": _REF + t.__name__} for t in _RECORDS]}
    schemas["FeatureCollection"] = _FEATURES
    schemas["Why"]["properties"]["record"] = {"type": "object"}
    return list(answers), dict(sorted(schemas.items()))


def _list_name(name: str) -> str:
    """What a list of some record is called; other schemas keep their names."""
    record = re.fullmatch(r"Answer_(\w+)_", name)
    return f"{_CALLED.get(record[1], record[1])}List" if record else name


def _operation(question: Question, schema: Schema) -> Schema:
    by_shape = {JSON: schema, GEOJSON: {"$ref": f"{_REF}FeatureCollection"}}
    content = {shape.media: {"schema": by_shape.get(shape, {"type": "string"})} for shape in question.shapes}
    if question.name == "export":
        content = {media.partition(";")[0]: {} for media, _ in EXPORTS.values()}
    headers = {"ETag": {"schema": {"type": "string"}}, "Link": {"schema": {"type": "string"}}}
    responses: dict[str, Schema] = {
        "200": {"description": "The answer.", "content": content, "headers": headers},
        "304": {"description": "It is as it was when the client had the ETag that it sent."},
    }
    return {
        "tags": [question.tag],
        "summary": question.summary,
        "description": question.about,
        "operationId": question.name,
        "parameters": [_parameter(p) for p in question.all_parameters],
        "responses": responses | _faults(question.codes),
    }


def _parameter(parameter: Parameter) -> Schema:
    schema = msgspec.json.schema(parameter.type)
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.place == "path":
        schema = {"minLength": 1} | schema if "enum" not in schema else schema
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.help,
        "schema": schema,
    } | ({"allowEmptyValue": True} if parameter.place == "query" and not parameter.required else {})


def _post() -> Schema:
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": f"{_REF}Proposal"}}}}
    done = {
        "description": "The decision stands; the records follow when it is woven in.",
        "content": {"application/json": {"schema": {"$ref": f"{_REF}Decided"}}},
    }
    return {
        "tags": ["review"],
        "summary": "Decide",
        "description": "Adds a decision, signed with the visitor's name; needs the role reviewer. Nothing is taken away: `undo` is an action as well.",
        "operationId": "decide",
        "requestBody": body,
        "responses": {"201": done} | _faults(_POST_CODES),
    }


def _faults(codes: Iterable[Code]) -> dict[str, Schema]:
    """A response for each status; where two codes share one, both are told of."""
    by_status: dict[str, list[Code]] = {}
    for code in codes:
        by_status.setdefault(str(CODES[code][0]), []).append(code)
    return {
        status: {"$ref": f"#/components/responses/{same[0]}"} if len(same) == 1 else _fault(*same)
        for status, same in by_status.items()
    }


def _fault(*codes: Code) -> Schema:
    return {
        "description": " ".join(f"`{code}`: {CODES[code][1]}" for code in codes),
        "content": {"application/json": {"schema": {"$ref": f"{_REF}Envelope"}}},
    }
