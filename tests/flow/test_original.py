from __future__ import annotations

import hashlib
import io
import json
import zlib
from pathlib import Path

import pytest
from sqlalchemy import update

from marsad import dossiers, flow
from marsad.errors import InputError, LedgerError
from marsad.ledger import Ledger, tables
from marsad.model.kept import Kept

PAGE = "<!doctype html><html lang=ar><title>هدنة</title><article><h1>هدنة في الميناء</h1><p>قال الوزير سامي الدرة إن الهدنة قائمة في ميناء الرمال منذ أمس.</p></article></html>"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return flow.init(tmp_path / "ledger", dossier="libya")


def kept(ledger: Ledger, path: Path | str, stdin: bytes = b"") -> str:
    """The id of the one article that a path gives."""
    (found,) = flow.add_paths(ledger, [str(path)], stdin=io.BytesIO(stdin))
    assert isinstance(found, Kept)
    return found.article


def test_a_page_comes_back_as_it_was_read(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    found = flow.original(ledger, kept(ledger, tmp_path / "page.html"))
    assert found.data == PAGE.encode()
    assert found.digest == hashlib.sha256(found.data).hexdigest()
    assert (found.media, found.html, found.text) == ("text/html", True, PAGE)


def test_a_page_in_another_encoding_keeps_its_bytes_and_is_read_as_text(ledger: Ledger, tmp_path: Path) -> None:
    page = PAGE.replace("<title>", "<meta charset=windows-1256><title>")
    (tmp_path / "page.html").write_bytes(page.encode("cp1256"))
    found = flow.original(ledger, kept(ledger, tmp_path / "page.html"))
    assert found.data == page.encode("cp1256")
    assert found.text
    assert "هدنة في الميناء" in found.text


def test_a_text_is_no_page(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("أعلن الوزير سامي الدرة <b>هدنة</b> في ميناء الرمال.", encoding="utf-8")
    found = flow.original(ledger, kept(ledger, tmp_path / "note.txt"))
    assert not found.html
    assert found.text == "أعلن الوزير سامي الدرة <b>هدنة</b> في ميناء الرمال."


def test_a_row_of_json_gives_its_text(ledger: Ledger) -> None:
    row = {
        "id": "n1",
        "title": "خبر",
        "text": "أعلن الوزير سامي الدرة هدنة في ميناء الرمال.",
        "published": "2020-06-01",
    }
    found = flow.original(ledger, kept(ledger, "-", json.dumps(row).encode()))
    assert (found.media, found.html) == ("application/json", False)
    assert found.text == row["text"]
    assert json.loads(found.data)["title"] == "خبر"


def test_a_page_in_a_warc_is_its_response(ledger: Ledger, tmp_path: Path) -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://port.example/1.html\r\nWARC-Date: 2020-06-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    (tmp_path / "page.warc").write_bytes(head.encode() + body + b"\r\n\r\n")
    found = flow.original(ledger, kept(ledger, tmp_path / "page.warc"))
    assert found.html
    assert found.text == PAGE
    assert hashlib.sha256(found.data).hexdigest() == found.digest


@pytest.mark.parametrize("article", ["", "0000000000000000", "' or 1=1 --"])
def test_an_unknown_article_is_named(ledger: Ledger, article: str) -> None:
    with pytest.raises(InputError, match="is no article of this ledger; see: marsad articles"):
        flow.original(ledger, article)


@pytest.mark.parametrize("data", [b"no zlib", zlib.compress(b"x")[:-3], b""])
def test_damaged_bytes_are_told(ledger: Ledger, data: bytes) -> None:
    article = kept(ledger, dossiers.articles("libya")[0])
    with ledger.batch("add") as batch:
        batch.connection.execute(update(tables.blob).values(data=data))
    with pytest.raises(LedgerError, match=r"bytes are damaged.*marsad verify"):
        flow.original(ledger, article)


def test_bytes_that_are_gone_are_told(ledger: Ledger) -> None:
    article = kept(ledger, dossiers.articles("libya")[0])
    with ledger.batch("add") as batch:
        batch.connection.execute(update(tables.capture).values(digest="0" * 64))
    with pytest.raises(LedgerError, match=f"{article}: its bytes .* are not in the archive; see: marsad verify"):
        flow.original(ledger, article)
