"""The description tells of all that is there, and of nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from marsad.views.http import docs
from marsad.views.http.api import QUESTIONS, api
from marsad.views.http.faults import CODES
from tests.views.http.serving import client, told
from tests.views.ledger_fixture import sample


def made() -> dict[str, Any]:
    return told(client(sample()).get("openapi.json"))


def test_every_route_is_described_and_every_description_has_a_route() -> None:
    routes = {
        (re.sub(":path}", "}", path), method.lower())
        for route in api(sample()).routes
        if (path := getattr(route, "path", "")) != "/openapi.json"
        for method in getattr(route, "methods", ())
    }
    assert routes == {(path, method) for path, methods in made()["paths"].items() for method in methods}


def test_every_reference_leads_somewhere() -> None:
    whole = made()
    for name in set(re.findall(r'"#/components/(\w+/\w+)"', json.dumps(whole))):
        kind, _, of = name.partition("/")
        assert of in whole["components"][kind]


def test_lists_are_named_for_what_they_hold() -> None:
    schemas = made()["components"]["schemas"]
    assert {"EventList", "StatementList", "ActorList", "DoubtList", "VersionList", "WovenEvent", "Envelope"} <= set(
        schemas
    )
    assert not [name for name in schemas if "_" in name]
    assert schemas["Error"]["properties"]["code"]["enum"] == sorted(CODES)
    assert schemas["EventList"]["properties"]["rows"]["items"] == {"$ref": "#/components/schemas/WovenEvent"}


def test_every_answer_says_what_may_go_wrong() -> None:
    for methods in made()["paths"].values():
        for method, operation in methods.items():
            statuses = set(operation["responses"])
            assert {"401", "403", "422", "500", "503"} <= statuses
            assert ("304" in statuses) is (method == "get")
            assert all(p["description"] for p in operation.get("parameters", ()))


def test_operations_have_names_of_their_own() -> None:
    names = [q.name for q in QUESTIONS]
    assert len(names) == len(set(names))


def test_examples_are_answered() -> None:
    asked = client(sample())
    for question in QUESTIONS:
        path, _, query = question.example.removeprefix("/").partition("?")
        pairs = dict(pair.split("=", 1) for pair in query.split("&") if pair)
        status = asked.get(path, params=pairs).status_code
        assert status == 200 or (status == 404 and "event-" in path), question.example


def test_the_page_of_the_api_is_fresh() -> None:
    file = Path(__file__).parents[3] / "docs" / "http.md"
    assert file.read_text("utf-8") == docs.page(), "run: python -m marsad.views.http.docs > docs/http.md"
    assert all(f"`{code}`" in docs.page() for code in CODES)
