"""Whatever goes wrong, clients see one envelope with a code out of a closed list."""

from __future__ import annotations

import ast
import logging
import sqlite3
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi.exceptions import RequestValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

import marsad.views.access
from marsad.errors import DataError, InputError, LedgerError, OutputError
from marsad.views.access.refused import Refused
from marsad.views.http.faults import CODES, Code, RequestError, code_of
from tests.views.http.serving import client, fault
from tests.views.ledger_fixture import sample

MISSING = RequestValidationError([{"loc": ("query", "limit"), "msg": "Field required", "type": "missing"}])
LOCKED = LedgerError("/srv/secret/ledger.sqlite: another process is writing to it; wait.")
FAULTS: list[tuple[Exception, int, str, str | None]] = [
    (RequestError("conflict", "it stands already", next_="see it", field="record"), 409, "conflict", "record"),
    (InputError("'زيد' names nobody in this ledger; see: marsad actors"), 400, "bad_request", None),
    (LOCKED, 503, "unavailable", None),
    (DataError("issues.toml: row 3 has no id"), 503, "unavailable", None),
    (OutputError("Parquet needs pyarrow"), 503, "unavailable", None),
    (PoolTimeout("QueuePool limit of size 5 overflow 10 reached"), 503, "unavailable", None),
    (Refused(401, "unauthorized", "nobody is logged in", step="log in", headers={"WWW-Authenticate": "Bearer"}), 401, "unauthorized", None),
    (Refused(403, "csrf", "the token is missing", step="load the page again"), 403, "csrf", None),
    (Refused(429, "too_many_requests", "too many", step="wait 3 seconds", headers={"Retry-After": "3"}), 429, "too_many_requests", None),
    (Refused(418, "tea", "is no coffee", step="ask for tea"), 400, "bad_request", None),
    (HTTPException(403, "the role reader may not"), 403, "forbidden", None),
    (HTTPException(413, "too large"), 413, "too_large", None),
    (HTTPException(502, "elsewhere"), 500, "internal", None),
    (MISSING, 422, "invalid", "limit"),
    (RuntimeError("/srv/secret: a bug"), 500, "internal", None),
    (RecursionError("deep"), 500, "internal", None),
    (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates"), 500, "internal", None),
]  # fmt: skip


@pytest.mark.parametrize(("raised", "status", "code", "field"), FAULTS, ids=lambda v: type(v).__name__ if isinstance(v, Exception) else str(v))  # fmt: skip
def test_every_fault_is_the_envelope(raised: Exception, status: int, code: str, field: str | None, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def raises(**_: Any) -> None:
        raise raised

    monkeypatch.setattr(sample(), "events", raises)
    answer = client(sample(), raising=False).get("events")
    error = fault(answer, status, code)
    assert error["field"] == field
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_bug_is_logged_under_the_number_that_is_shown(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def breaks(**_: Any) -> None:
        raise RuntimeError("of all things")

    monkeypatch.setattr(sample(), "events", breaks)
    with caplog.at_level(logging.ERROR):
        error = fault(client(sample(), raising=False).get("events"), 500, "internal")
    number = error["message"].rpartition(" ")[2]
    assert number in caplog.text
    assert "of all things" in caplog.text
    assert "of all things" not in error["message"]


def test_a_database_that_is_gone_is_told_and_not_where_it_lay(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(Connection, "execute", gone)
    error = fault(client(sample(), raising=False).get("events"), 503, "unavailable")
    assert "the disk cannot be read" in error["message"]
    assert "ledger.sqlite" not in error["message"]


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST", "OPTIONS"])
def test_methods_that_a_path_does_not_know(method: str) -> None:
    answer = client(sample()).request(method, "events")
    fault(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"
    if method != "POST":
        assert client(sample()).request(method, "decisions").headers["allow"] == "GET, POST"


def test_the_guards_headers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    for raised, header in (
        (row[0], row[0].headers) for row in FAULTS if isinstance(row[0], Refused) and row[0].headers
    ):

        def raises(raised: Refused = raised, **_: Any) -> None:
            raise raised

        monkeypatch.setattr(sample(), "events", raises)
        answer = client(sample()).get("events")
        assert {name: answer.headers[name] for name in header} == header


def test_the_message_ends_where_the_next_step_begins() -> None:
    error = fault(client(sample()).get("events", params={"type": "DANCE"}), 400, "bad_request")
    assert error["message"] == "type 'DANCE': is none"
    assert error["next"].startswith("there are: ")
    assert fault(client(sample()).get("actors/لا أحد بهذا"), 404, "not_found")["next"] == "see: GET /actors"


def test_the_list_of_codes_is_closed() -> None:
    assert tuple(CODES) == get_args(Code)
    assert {code_of(status) for status, _ in CODES.values()} <= set(CODES)
    assert (code_of(599), code_of(451)) == ("internal", "bad_request")
    known = {(status, code) for code, (status, _) in CODES.items()}
    assert refusals(Path(marsad.views.access.__file__).parent) <= known


def refusals(folder: Path) -> set[tuple[int, str]]:
    """The statuses and codes that the guard refuses with, as its source has them."""
    found = set()
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                status, code = (a.value for a in node.args[:2] if isinstance(a, ast.Constant))
                assert isinstance(status, int)
                assert isinstance(code, str)
                found.add((status, code))
    assert (401, "unauthorized") in found
    return found
