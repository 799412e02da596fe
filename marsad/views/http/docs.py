"""The page of the HTTP API, made from its description: `python -m marsad.views.http.docs > docs/http.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from marsad.views.http.api import QUESTIONS
from marsad.views.http.faults import CODES
from marsad.views.http.openapi import TAGS, description
from marsad.views.http.params import FILTERS
from marsad.views.http.questions import Question

_HEAD = """# The HTTP API

Made by `python -m marsad.views.http.docs` from the API's own description, which every server has at `/api/v1/openapi.json`
(OpenAPI 3.1); a test fails when it is stale.

The answers are those of the command line and of Python: the same filters give the same rows and the same counts.

**Addresses.** All begin with `/api/v1`. Ids may hold slashes (`/actors/found/خليفه-حفتر`). A parameter that a path does not know, one
that stands twice and a value that cannot be are errors; one without a value (`actor=&issue=`) counts as not given, as forms send it.

**Formats.** `Accept` chooses, `format=` (`json`, `csv`, `ndjson`, `geojson`, `md`, `html`, `docx`, as far as the path has it) wins over it;
without either it is JSON. CSV is the command line's: UTF-8 with a byte order
mark, names beside ids, cells that a spreadsheet would take for formulas defused. NDJSON has one row a line. GeoJSON holds all that
answer, whatever `limit` says.

**Pages.** Lists give 50 rows, or `limit` up to 1,000. `more` in the answer is the cursor to send as `after`, and the header
`Link: <...>; rel="next"` the whole address. `limit=0` sends all rows, by the page as they are read: the server's memory does not grow
with them. Where the ledger changes meanwhile, or its database fails, the connection is closed before the end that HTTP asks for, so
that a client's library reports an incomplete answer.

**Caching.** Each answer has a weak `ETag`, made of the ledger's state, the address and the format. Sent back as `If-None-Match` it is
answered with 304 before anything is computed. While a weaving is under way, answers have none.

**Who.** On a server with accounts send a token: `Authorization: Bearer TOKEN` (make one at `/en/account` or with `marsad account token`).
Reading takes the role reader, deciding the role reviewer and a token, for what comes without one must come from a page. A decision is signed with the name that the token belongs to.

**Notes.** Where a list has nothing that a filter could ask for (copies have no actor), the header `Marsad-Note` says so.

## Faults

Every fault is one envelope; `next` says what to do, `field` names the parameter or the field of the body, or is null:

```json
{"error": {"code": "invalid", "message": "limit='many': Expected `int`, got `str`", "next": "Rows at most, up to 1000; 0 sends all of them.", "field": "limit"}}
```

| code | status | means |
|---|---|---|
"""
_FILTERS = """
## Filters

All lists but refused records take them, and so do search and exports.

| parameter | is | value |
|---|---|---|
"""
_TOLD = frozenset(("limit", "after", "format"))  # under Pages and Formats
Schema = dict[str, Any]


def page() -> str:
    """The whole of docs/http.md."""
    made = description(QUESTIONS)
    parts = [_HEAD + "".join(f"| `{code}` | {status} | {means} |\n" for code, (status, means) in CODES.items())]
    parts.append(_FILTERS + "".join(map(_parameter, _filters(made))))
    examples = {_described(q): q.example for q in QUESTIONS}
    for tag, about in TAGS.items():
        parts.append(f"\n## {tag.capitalize()}\n\n{about}\n")
        for path, methods in made["paths"].items():
            for method, operation in methods.items():
                if operation["tags"] == [tag]:
                    parts.append(_operation(method, path, operation, examples.get(path, "")))
    parts.append("\n## Fields\n\nA field with `?` may be missing.\n")
    parts += [_schema(name, schema) for name, schema in made["components"]["schemas"].items()]
    return "".join(parts)


def _described(question: Question) -> str:
    return question.path.replace(":path}", "}")


def _filters(made: Schema) -> Iterable[Schema]:
    names = [p.name for p in FILTERS]
    return (p for p in made["paths"]["/events"]["get"]["parameters"] if p["name"] in names)


def _operation(method: str, path: str, operation: Schema, example: str) -> str:
    parameters = operation.get("parameters", ())
    filters = {f.name for f in FILTERS}
    told = (
        filters | _TOLD if "lists" in operation["tags"] else filters | {"format"} if "{format}" not in path else filters
    )
    own = [p for p in parameters if p["name"] not in told]
    shared = [f"`{p['name']}`" for p in parameters if p["name"] in filters]
    text = f"\n### {method.upper()} {path}\n\n{operation['summary']}. {operation['description']}\n"
    text += f"\n```sh\n{_curl(method, example)}\n```\n"
    if shared:
        text += f"\nFilters: {'all of them' if len(shared) == len(FILTERS) else ', '.join(shared)}.\n"
    if own:
        text += "\n| parameter | is | value |\n|---|---|---|\n" + "".join(map(_parameter, own))
    if "requestBody" in operation:
        text += "\nThe body is a [Proposal](#proposal).\n"
    done = next(r for status, r in operation["responses"].items() if status in ("200", "201"))
    return text + f"\nAnswers: {_answers(done['content'])}.\n"


def _curl(method: str, example: str) -> str:
    address = "http://127.0.0.1:8000/api/v1"
    if method == "post":
        body = '{"action": "accept", "record": "event-19fa72adce44", "because": "seen in two papers"}'
        return (
            f"curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -d '{body}' {address}/decisions"
        )
    path, _, query = example.partition("?")
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    given = "".join(f" --data-urlencode '{name}={value}'" for name, _, value in pairs)
    return f"curl{' -G' if given else ''} {address}{quote(path)}{given}"


def _answers(content: Mapping[str, Schema]) -> str:
    found = []
    for media, told in content.items():
        schema = told.get("schema", {})
        found.append(f"{_type(schema)} as `{media}`" if "$ref" in schema else f"`{media}`")
    return ", ".join(found)


def _parameter(parameter: Schema) -> str:
    schema = parameter["schema"]
    value = _type(schema)
    if "default" in schema:
        value += f", {str(schema['default']).lower()} where it is not given"
    return f"| `{parameter['name']}`{' (needed)' if parameter['required'] else ''} | {_cell(parameter['description'])} | {value} |\n"


def _schema(name: str, schema: Schema) -> str:
    text = f"\n### {name}\n\n{schema.get('description', '')}\n"
    if "properties" not in schema:
        return text
    needed = schema.get("required", ())
    rows = [f"| `{field}`{'' if field in needed else '?'} | {_type(told)} |\n" for field, told in schema["properties"].items()]  # fmt: skip
    return f"{text}\n| field | type |\n|---|---|\n{''.join(rows)}"


def _type(schema: Schema) -> str:
    """A schema in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"] if one is not None)
    if schema.get("type") == "array":
        items = schema.get("prefixItems") or [schema.get("items") or {}]
        return f"list of {', '.join(map(_type, items))}"
    if schema.get("type") == "object":
        of = schema.get("additionalProperties")
        return f"object of {_type(of)}" if isinstance(of, dict) else "object"
    if schema.get("format") == "date":
        return "day, YYYY-MM-DD"
    bounds = [str(schema[k]).removesuffix(".0") for k in ("minimum", "maximum") if k in schema]
    names = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
        "null": "null",
    }
    return names.get(str(schema.get("type")), "anything") + (f", {' to '.join(bounds)}" if bounds else "")


def _cell(text: str) -> str:
    return text.rstrip(".").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
