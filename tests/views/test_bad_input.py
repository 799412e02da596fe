"""The command line fed with everything wrong: a clear line for each, the run goes on, nothing is half-written."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from marsad.views.cli import app

RUN = CliRunner()
GOOD = "هدنة في سرت\n\nقال الوزير سامي الدرة أمس الأربعاء إن بلاده توقع الهدنة مع الحكومة. ورفضت كتيبة السهل الاتفاق الذي وقع في المدينة.\n"
LINE = json.dumps({"text": GOOD}, ensure_ascii=False)
PAGE = f"<html><body><article><h1>هدنة في سرت</h1>{''.join(f'<p>{GOOD}</p>' for _ in range(3))}</article></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
MEMBER = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(ANSWER), ANSWER)
)
FLIPPED = bytearray(gzip.compress(MEMBER))
FLIPPED[60] ^= 0xFF

# file name, bytes, code of the refusal, what its line says
REFUSED: list[tuple[str, bytes, str, str]] = [
    ("empty.txt", b"", "empty", "holds nothing; give a file that has text"),
    ("mark.txt", b"\xef\xbb\xbf", "empty", "holds no text"),
    ("blank.txt", " \n\u00a0\u200f".encode(), "empty", "holds no text"),
    ("english.txt", b"The minister said on Wednesday that his country would sign.", "language", "is not Arabic"),
    ("persian.txt", "وزیر امور خارجه گفت که این توافق در تهران امضا شد و دولت آن را تایید کرد تا صلح برقرار شود".encode(), "language", "is not Arabic (fa)"),
    ("urdu.txt", "وزیر خارجہ نے کہا ہے کہ اس معاہدے پر دستخط ہو گئے ہیں اور حکومت اس کی حمایت کر رہی ہے".encode(), "language", "is not Arabic (ur)"),
    ("hebrew.txt", "השר אמר ביום רביעי כי ארצו תחתום על הפסקת האש".encode(), "language", "is not Arabic"),
    ("broken.txt", GOOD.encode()[:51] + b"\xff\xfe\x80" + GOOD.encode()[51:], "encoding", "not UTF-8 at byte 51"),
    ("null.txt", GOOD.replace(" ", "\0", 1).encode(), "not_text", "holds a null character at 4"),
    ("paper.txt", b"%PDF-1.4\n" + GOOD.encode(), "not_text", "it is a binary file"),
    ("short.txt.gz", gzip.compress(GOOD.encode())[:-12], "gzip", "its gzip compression is cut short"),
    ("sum.txt.gz", gzip.compress(GOOD.encode())[:-8] + b"\1\2\3\4\5\6\7\0", "gzip", "its gzip compression is broken"),
    ("short.warc", MEMBER[:-200], "warc", "the member is cut short"),
    ("broken.warc.gz", bytes(FLIPPED), "warc", "the compressed bytes are broken here"),
    ("line.jsonl", b"nope\n", "json", "is not JSON"),
    ("null.jsonl", b'{"text": "\\u0000"}', "not_text", "holds a null character"),
    ("deep.json", b"[" * 200_000, "json", "is not JSON"),
    ("menu.html", b"<html><body><script>1</script></body></html>", "html", "holds no article"),
    ("scrap.html", b"&<table><tr><td>", "language", "is not Arabic"),
    ("long.txt", "قال الوزير ".encode() * 200_000, "too_long", "is longer than 2,000,000 characters"),
]  # fmt: skip
# what looks bad and can be read
READ = {
    "utf16.txt": GOOD.encode("utf-16"),
    "page.txt": GOOD.encode("cp1256"),
    "bidi.txt": ("\u202e" + GOOD.replace(" ", " \u2066")).encode(),
    "nested.html": PAGE.replace("<h1>", "<div><b>" * 50_000 + "<h1>").encode(),
    "comments.html": PAGE.replace("</html>", "<!--" * 50_000).encode(),
    "scripts.html": PAGE.replace("</html>", "<script>" * 20_000).encode(),
    "attributes.html": PAGE.replace("<article", "<p " + " ".join(f"a{i}=1" for i in range(40_000)) + "><article").encode(),
    "odd \n\x1b[31m name.txt": GOOD.encode(),
    "نص.txt": GOOD.encode(),
    "[x]*?.txt": GOOD.encode(),
    "two.txt.gz": gzip.compress(GOOD.encode()) * 2,
}  # fmt: skip


def read(*arguments: str | Path, stdin: bytes = b"") -> Result:
    return RUN.invoke(app, ["read", *map(str, arguments)], input=stdin)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def process(*arguments: str | Path, **how: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "marsad", "read", *map(str, arguments)], **how)


@pytest.mark.parametrize(("name", "data", "code", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_the_refused_are_named_with_a_reason_and_the_run_goes_on(
    tmp_path: Path, name: str, data: bytes, code: str, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(GOOD, "utf-8")
    result = read(tmp_path, "-f", "jsonl")
    refused, good = rows(result)
    assert result.exit_code == 1
    assert refused["refused"]["code"] == code
    assert says in refused["refused"]["reason"]
    assert refused["refused"]["reason"].startswith(f"{tmp_path / name}")
    assert good["source"] == f"{tmp_path / 'zz.txt'}"
    told, count = result.stderr.splitlines()
    assert told.startswith(f"marsad: refused {tmp_path / name}")
    assert says in told
    assert count == "marsad: 1 of 2 records refused"


@pytest.mark.parametrize(("name", "data"), READ.items(), ids=[ascii(name) for name in READ])
def test_what_looks_bad_and_is_not_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    began = time.process_time()
    result = read(tmp_path / name, "-f", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert rows(result)[0]["statements"]
    assert time.process_time() - began < 5


def test_a_bad_line_is_named_once_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "crawl.jsonl"
    file.write_text(f"{LINE}\nnope\n{LINE}\n", "utf-8")
    result = read(file, "-f", "jsonl")
    assert [row.get("refused", {}).get("line") for row in rows(result)] == [None, 2, None]
    assert result.stderr.startswith(f"marsad: refused {file}:2: is not JSON")


def test_a_line_of_51_megabytes_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "crawl.jsonl"
    file.write_bytes(b'{"text": "' + b"a" * 51_000_000 + b'"}\n' + LINE.encode())
    refused, good = rows(read(file, "-f", "jsonl"))
    assert refused["refused"]["code"] == "too_long"
    assert good["statements"]


def test_members_of_a_warc_stand_for_themselves(tmp_path: Path) -> None:
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(bytes(FLIPPED) + gzip.compress(MEMBER))
    result = rows(read(file, "-f", "jsonl"))
    assert [row.get("refused", {}).get("code") for row in result] == ["warc", None]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_loops_pipes_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "lost").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    result = read(tmp_path, tmp_path / "*.pdf", "", "/dev/null", "-f", "jsonl")
    codes = [row["refused"]["code"] if "refused" in row else Path(row["source"]).name for row in rows(result)]
    assert codes == ["good.txt", "missing", "unreadable", "unreadable", "missing", "missing", "unreadable"]
    assert "an empty path names no file" in result.stderr


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (GOOD.encode(), 1),
        (PAGE.encode(), 1),
        (f"{LINE}\n{LINE}".encode(), 2),
        (MEMBER * 2, 2),
        (gzip.compress(MEMBER) * 2, 2),
        (gzip.compress(LINE.encode()), 1),
    ],
    ids=["text", "html", "jsonl", "warc", "warc.gz", "jsonl.gz"],
)
def test_standard_input_of_each_kind(data: bytes, count: int) -> None:
    result = read("-", "-f", "jsonl", stdin=data)
    assert (result.exit_code, len(rows(result))) == (0, count)


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv", "html"])
def test_output_is_what_standard_output_would_be_and_drives_no_terminal(tmp_path: Path, name: str) -> None:
    page = PAGE.replace("<html>", '<html><head><meta property="og:site_name" content="=1+1\x1b[31m"></head>')
    (tmp_path / "a.html").write_text(
        page.replace("هدنة في سرت", "\x1b[2J<script>alert(1)</script>هدنة في سرت", 1), "utf-8"
    )
    (tmp_path / "b.txt").write_bytes(b"x")
    shown = read(tmp_path / "a.html", tmp_path / "b.txt", "-f", name)
    read(tmp_path / "a.html", tmp_path / "b.txt", "-f", name, "-o", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == shown.stdout_bytes
    assert "\x1b" not in shown.stdout + shown.stderr
    assert name != "html" or "<script>alert" not in shown.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of Unix")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "in.txt").write_text(GOOD, "utf-8")
    (tmp_path / "out").write_text("old")
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # noqa: E731
    done = process(tmp_path / "in.txt", "-f", "html", "-o", tmp_path / "out", stderr=subprocess.PIPE, preexec_fn=small)
    _, told = done.communicate()
    assert done.returncode == 1
    assert told.startswith(b"marsad: cannot write ")
    assert told.count(b"\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt", "out"]
    assert (tmp_path / "out").read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_kill_while_writing_leaves_nothing(tmp_path: Path, name: str) -> None:
    run = process("-", "-f", "jsonl", "-o", tmp_path / "out", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert run.stdin
    run.stdin.write(LINE.encode() + b"\n")
    run.stdin.flush()
    deadline = time.monotonic() + 20
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(tmp_path.iterdir())
    run.send_signal(getattr(signal, name))
    assert (run.wait(20), run.communicate()[1]) == (128 + getattr(signal, name), b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
@pytest.mark.parametrize(
    ("closing", "says"), [("<&-", b"refused -: holds nothing"), (">&-", b"standard output: it is closed")]
)
def test_closed_streams_are_one_line(closing: str, says: bytes) -> None:
    command = f'"{sys.executable}" -m marsad read - {closing}'
    done = subprocess.run(command, shell=True, input=GOOD.encode(), capture_output=True, check=False)  # noqa: S602
    assert done.returncode == 1
    assert says in done.stderr
    assert b"Traceback" not in done.stderr


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD.replace("سرت", f"مدينة {name}"), "utf-8")
    runs = [
        process(tmp_path, "-f", "jsonl", stdout=subprocess.PIPE, env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    first, second = (run.communicate()[0] for run in runs)
    assert first
    assert first == second
