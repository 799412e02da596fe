"""Every kind of file that comes in, and every way one can be broken. Nothing raises."""

import gzip
import io
import os
from pathlib import Path

import pytest

from marsad.model import Record, Refusal
from marsad.sources import LIMIT, records

TEXT = "قال الوزير إن الهدنة قائمة"


def only(path: Path, *, limit: int = LIMIT) -> Record | Refusal:
    (found,) = records([str(path)], limit=limit)
    return found


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.txt", TEXT.encode(), "text/plain"),
        ("a.txt", b"<!DOCTYPE html><p>x", "text/html"),
        ("a.html", TEXT.encode(), "text/html"),
        ("a", b"\xef\xbb\xbf <html><p>x", "text/html"),
        ("a", TEXT.encode("utf-16"), "text/plain"),
        ("a", "[نص] كلام".encode(), "text/plain"),
    ],
)
def test_text_and_html(tmp_path: Path, name: str, data: bytes, media: str) -> None:
    for file, packed in ((tmp_path / name, data), (tmp_path / f"{name}.gz", gzip.compress(data))):
        file.write_bytes(packed)
        assert only(file) == Record(source=str(file), data=data, media=media)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"%PDF-1.4", "not_text"),
        ("a.html", b"\x89PNG\r\n", "not_text"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-5], "gzip"),
        ("a.gz", b"\x1f\x8b\x08" + b"z" * 30, "gzip"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 9)[:30] + b"zzzz" + gzip.compress(TEXT.encode() * 9)[34:], "gzip"),
        ("a.txt.gz", gzip.compress(b""), "empty"),
        ("a.txt", b"x" * 200, "too_long"),
        ("a.txt.gz", gzip.compress(b"x" * 200), "too_long"),
    ],
)
def test_refusals(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    found = only(file, limit=100)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.reason.startswith(f"{file}: ")
    assert "; " in found.reason
    assert "\n" not in found.reason


def test_compression_broken_after_good_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"text": "g"}\n' * 3000)[:-20])
    found = list(records([str(file)]))
    assert isinstance(found[0], Record)
    assert [r.code for r in found if isinstance(r, Refusal)] == ["gzip"]
    assert isinstance(found[-1], Refusal)


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (b'{"text": "a"}\n{"text": "b"}', ["-:1", "-:2"]),
        (b'{"text":\n"a"}', ["-"]),
        (b'[{"text": "a"}, {"text": "b"}]', ["-#1", "-#2"]),
        (b"<html><p>x", ["-"]),
        (gzip.compress(b'{"text": "a"}\n'), ["-:1"]),
    ],
)
def test_standard_input_is_told_by_its_content(data: bytes, sources: list[str]) -> None:
    found = list(records(["-"], stdin=io.BytesIO(data)))
    assert [r.source for r in found if isinstance(r, Record)] == sources


def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    found = only(file)
    assert isinstance(found, Refusal)
    assert found.code == "unreadable"


def test_one_file_is_open_at_a_time(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text("x")
    stream = records([str(tmp_path)])
    assert next(stream).source.endswith("0.txt")
    (tmp_path / "1.txt").unlink()
    assert [type(r) for r in stream] == [Refusal, Record]
