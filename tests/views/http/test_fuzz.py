"""The API fuzzed against its own description: no fault of the program, no answer outside of the schema."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import negative_data_rejection
from starlette.types import ASGIApp, Receive, Scope, Send

from marsad.views.desk import open_desk
from marsad.views.http.api import QUESTIONS
from marsad.views.http.openapi import description
from tests.views.http.serving import served
from tests.views.ledger_fixture import SAMPLE, sample

CHECKS = ("not_a_server_error", "response_schema_conformance", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "negative_data_rejection", "unsupported_method", "allow_header_conformance")  # fmt: skip
CONFIG = {
    "generation": {"deterministic": True},
    "checks": {"enabled": False} | {name: {"enabled": True} for name in CHECKS},
}
SCHEMA = schemathesis.openapi.from_dict(description(QUESTIONS), config=SchemathesisConfig.from_dict(CONFIG))
ANSWERING: list[ASGIApp] = []


async def forward(scope: Scope, receive: Receive, send: Send) -> None:
    """The API, which is there when the tests run and not yet when they are collected."""
    await ANSWERING[0](scope, receive, send)


SCHEMA.app = forward


@pytest.fixture(scope="module", autouse=True)
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Lets the API on a copy of the sample ledger answer: decisions are taken as well."""
    sample()
    folder = tmp_path_factory.mktemp("fuzz") / "ledger"
    shutil.copytree(SAMPLE, folder)
    desk = open_desk(folder)
    ANSWERING[:] = [served(desk)]
    yield
    desk.ledger.close()


@SCHEMA.parametrize()
@settings(max_examples=4, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_path_keeps_what_it_promises(case: Any) -> None:
    empty = "" in (case.query or {}).values()  # counts as not given, whatever the type (`allowEmptyValue`)
    case.call_and_validate(excluded_checks=[negative_data_rejection] if empty else [])


def test_a_broken_promise_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that are no answers fail the checks: a schema that is not kept, and a fault."""
    case = SCHEMA["/status"]["GET"].Case()
    case.call_and_validate()
    monkeypatch.setattr("marsad.views.http.looks.VERSION", 1)
    with pytest.raises(FailureGroup, match="schema"):
        case.call_and_validate()
    monkeypatch.setattr("marsad.views.http.looks.VERSION", object())
    with pytest.raises(TypeError):  # the test client lets it through
        case.call_and_validate()
