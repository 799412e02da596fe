from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.errors import DataError
from marsad.views import cli
from marsad.views.cli import app
from marsad.views.cli.reading import Format
from marsad.views.formats import FORMATS
from tests.views.conftest import REFUSED, Flow, make

RUN = CliRunner()

# A whole process: `marsad` with a flow that yields `count` readings and then does what `end` says.
PROCESS = """
import sys, types
from tests.views.conftest import make
flow = types.ModuleType("marsad.flow")
def read(paths, *, dossier=None, min_confidence=0.0, stdin=None):
    for _ in range({count}):
        yield make()
    {end}
flow.read = read
sys.modules["marsad.flow"] = flow
from marsad.views.cli import main
main()
"""


def process(*arguments: str, count: int = 1, end: str = "") -> list[str]:
    return [sys.executable, "-c", PROCESS.format(count=count, end=end or "pass"), "read", *arguments]


def test_a_reading_is_shown_as_a_table(flow: Flow) -> None:
    flow([make()])
    result = RUN.invoke(app, ["read", "a.txt"])
    assert result.exit_code == 0
    for words in ("هدنة في سرت", "Sami al-Durra", "بلاده توقع الهدنة", "REJECT", "ورفضت", "2021-03-03", "truce +"):
        assert words in result.stdout
    assert result.stderr == ""


def test_paths_dossier_and_standard_input_reach_the_flow(flow: Flow) -> None:
    module = flow([make()])
    RUN.invoke(app, ["read", "a.txt", "b/", "--dossier", "yemen", "--min-confidence", "0.7"])
    assert module.called == (["a.txt", "b/"], "yemen", 0.7, None)
    assert RUN.invoke(app, ["read", "a.txt", "--min-confidence", "7"]).exit_code == 2
    RUN.invoke(app, ["read", "-"], input=b"x")
    assert module.called[3].read is not None


def test_refused_records_are_told_and_counted(flow: Flow) -> None:
    flow([make(), REFUSED, make()])
    result = RUN.invoke(app, ["read", "news", "-f", "jsonl"])
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [next(iter(line)) for line in lines] == ["id", "refused", "id"]
    assert result.stderr == "marsad: refused news/empty.txt:3: the file holds no text\nmarsad: 1 of 3 records refused\n"


def test_nothing_to_read_is_a_failure(flow: Flow) -> None:
    flow([])
    result = RUN.invoke(app, ["read", "news"])
    assert result.exit_code == 1
    assert "no records found" in result.stderr


def test_an_error_is_one_line(flow: Flow) -> None:
    flow([DataError("no dossier 'x'\x1b[31m; there is: libya.")])
    result = RUN.invoke(app, ["read", "news"])
    assert (result.exit_code, result.stderr) == (1, "marsad: no dossier 'x'[31m; there is: libya.\n")


def test_terminal_controls_in_names_and_text_do_not_reach_the_terminal(flow: Flow) -> None:
    flow([make(source="a\x1b]0;x\x07.txt", publisher="\x1b[2Jx", title=None), REFUSED])
    result = RUN.invoke(app, ["read", "a"])
    assert "\x1b" not in result.stdout + result.stderr


@pytest.mark.parametrize("name", list(Format))
def test_a_file_name_that_is_not_utf8_is_shown_escaped(flow: Flow, name: str) -> None:
    flow([make(source="a\udcff.txt")])
    result = RUN.invoke(app, ["read", "a", "-f", name])
    assert result.exit_code == 0
    assert "xff.txt" in result.stdout


@pytest.mark.parametrize("arguments", [["read"], ["read", "a", "--format", "xml"], ["reed"]])
def test_wrong_use_is_exit_code_2(arguments: list[str]) -> None:
    assert RUN.invoke(app, arguments).exit_code == 2


def test_output_is_whole_or_not_there(flow: Flow, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    flow([make(), KeyboardInterrupt()])
    result = RUN.invoke(app, ["read", "a", "-f", "jsonl", "-o", str(target)])
    assert result.exit_code == 130
    assert target.read_text() == "old"
    flow([make()])
    assert RUN.invoke(app, ["read", "a", "-f", "jsonl", "-o", str(target)]).exit_code == 0
    assert json.loads(target.read_text("utf-8"))["id"] == "0123abcd"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_output_that_cannot_be_written_is_one_line(flow: Flow, tmp_path: Path) -> None:
    flow([make()])
    missing = RUN.invoke(app, ["read", "a", "-o", str(tmp_path / "no" / "out")])
    assert missing.exit_code == 1
    assert "there is no folder" in missing.stderr
    folder = RUN.invoke(app, ["read", "a", "-o", str(tmp_path)])
    assert "it is a folder" in folder.stderr
    assert folder.stderr.count("\n") == 1


def test_a_closed_pipe_is_silent() -> None:
    reader = subprocess.Popen(process("a", "-f", "jsonl", count=3000), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout
    assert reader.stderr
    reader.stdout.readline()
    reader.stdout.close()
    assert (reader.wait(30), reader.stderr.read()) == (0, b"")
    reader.stderr.close()


def test_a_full_disk_is_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(process("a", "-f", "json"), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"marsad: cannot write standard output: No space left")
    assert done.stderr.count(b"\n") == 1


def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    interrupt = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    command = process("a", "-f", "json", "-o", str(tmp_path / "out.json"), end=interrupt)
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"marsad: stopped\n")
    assert list(tmp_path.iterdir()) == []


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = {"PATH": "", "PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)}
    for name in ("table", "jsonl", "csv"):
        done = subprocess.run(process("a", "-f", name), capture_output=True, check=True, env=environment)
        assert "بلاده توقع الهدنة" in done.stdout.decode()


def test_help_pays_for_nothing_it_does_not_need() -> None:
    heavy = "{'trafilatura', 'simplemma', 'lxml', 'jinja2', 'rich', 'marsad.flow', 'marsad.read'}"
    code = f"""
import sys
from marsad.views.cli import app
for arguments in (["--help"], ["read", "--help"], ["--version"]):
    try:
        app(arguments)
    except SystemExit:
        pass
print(sorted({heavy} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_shows_an_example() -> None:
    for name in ("read", "demo"):
        assert "Example" in RUN.invoke(app, [name, "--help"]).stdout
        assert f"  marsad {name}" in RUN.invoke(app, [name, "--help"]).stdout


def test_version() -> None:
    assert RUN.invoke(app, ["--version"]).stdout.startswith("marsad 0.")


def test_every_format_has_its_writer() -> None:
    assert sorted(FORMATS) == sorted(Format)


def test_demo_ends_in_a_ledger_a_disagreement_and_a_briefing(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    result = RUN.invoke(app, ["demo", str(folder)])
    assert result.exit_code == 0, result.stderr
    assert "29 made-up articles about Libya" in result.stdout
    assert "The ledger: " in result.stdout
    assert "one disagreement, explained" in result.stdout
    assert "موجز مرصد" in result.stdout
    assert f"marsad stories --ledger {folder}" in result.stdout
    assert (folder / "ledger.sqlite").is_file()


@pytest.mark.parametrize(("words", "slower"), [(["add", "x"], [10]), (["read"], [10]), (["events"], []), ([], [])])
def test_bulk_commands_give_way_to_whoever_waits(
    words: list[str], slower: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    by: list[int] = []
    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    monkeypatch.setattr(os, "nice", by.append)
    monkeypatch.setattr(cli, "app", lambda: None)
    cli.main()
    assert by == slower
