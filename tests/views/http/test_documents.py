"""Briefings and exports are the command line's, byte for byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from starlette.testclient import TestClient

from marsad.views.export.formats import FORMATS
from marsad.views.http.documents import EXPORTS, QUESTIONS
from tests.views.http.serving import client, fault, told
from tests.views.ledger_fixture import marsad, sample

MADE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[\d:.]*Z?|\b\d{2}:\d{2}\b")


@pytest.fixture(scope="module")
def api() -> TestClient:
    return client(sample())


@pytest.mark.parametrize("shape", ["md", "html", "json"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_briefing_is_the_command_lines(api: TestClient, shape: str, lang: str) -> None:
    span = {"from": "2020-05-28", "to": "2020-06-22"}
    response = api.get("brief", params=span | {"lang": lang, "format": shape})
    line = marsad("brief", "--from", span["from"], "--to", span["to"], "--lang", lang, "--format", shape)
    assert MADE.sub("", response.text) == MADE.sub("", line.stdout)  # but for the moment at which it was made
    if shape != "json":
        assert response.headers["content-disposition"].startswith("attachment")


def test_a_briefing_in_word_and_by_accept(api: TestClient) -> None:
    assert api.get("brief", params={"format": "docx"}).content.startswith(b"PK")
    assert api.get("brief", headers={"Accept": "text/markdown"}).text.startswith("#")
    assert told(api.get("brief", params={"issue": "ceasefire", "actor": "حفتر", "most": 1}))["header"]["issue"] == "ceasefire"  # fmt: skip


@pytest.mark.parametrize(("asked", "field"), [({"issue": "weather"}, "issue"), ({"actor": "لا أحد بهذا"}, "actor"), ({"from": "2020-06-01", "to": "2020-05-01"}, "from")])  # fmt: skip
def test_a_briefing_of_nothing_there_is(api: TestClient, asked: dict[str, str], field: str) -> None:
    assert fault(api.get("brief", params=asked), 400, "bad_request")["field"] == field
    assert fault(api.get("brief", params={"place": "x"}), 422, "invalid")["field"] == "place"


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("parquet", "wacz")])
def test_an_export_is_the_command_lines(api: TestClient, form: str, tmp_path: Path) -> None:
    asked = {"from": "2020-05-01"}
    response = api.get(f"export/{form}", params=asked)
    line = marsad("export", "--format", form, "--from", "2020-05-01", "--output", str(tmp_path / "file"))
    assert response.content == (tmp_path / "file").read_bytes()
    assert f"{response.headers['marsad-rows']} rows written" in line.stderr
    assert int(response.headers["marsad-rows"]) > 0
    assert response.headers["content-type"] == EXPORTS[form][0]


def test_exports_that_pack(api: TestClient) -> None:
    assert api.get("export/parquet", params={"kind": "statements"}).content.startswith(b"PAR1")
    assert api.get("export/wacz").content.startswith(b"PK")


def test_what_cannot_be_exported(api: TestClient) -> None:
    assert fault(api.get("export/xml"), 422, "invalid")["field"] == "format"
    assert fault(api.get("export/plover", params={"kind": "actors"}), 400, "bad_request")["field"] == "kind"
    assert (
        fault(api.get("export/csv", params={"kind": "events", "type": "DANCE"}), 400, "bad_request")["field"] == "type"
    )


def test_every_export_has_its_media_type() -> None:
    assert list(EXPORTS) == list(FORMATS)
    (form,) = (p for q in QUESTIONS for p in q.parameters if p.place == "path")
    assert list(get_args(form.type)) == list(FORMATS)
