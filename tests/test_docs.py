"""The docs are held to the code: what a user meets is named in them, links lead somewhere, examples run."""

from __future__ import annotations

import doctest
import re
import runpy
import shlex
import tomllib
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
import typer
from typer.testing import CliRunner

import marsad
from bench.quality import floors
from bench.rules import ROOT, misnumbered, texts
from marsad import dossiers, errors, flow, model
from marsad.lang.ar.pack import lexicon_folder
from marsad.model import article, reading
from marsad.resolve.knowledge import kb_folder
from marsad.views.cli import app

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
STAGES = ("sources", "ingest", "lang", "read", "resolve", "weave", "ledger", "views")
STRUCTS = {"Actor": "ReadActor", "Record: what goes in": "Record", "When there is no reading": "Refusal"} | {
    name: name
    for name in "Reading Line Published Credit Mention Statement Stance Event Time Place Reader".split()  # headings
}
EXAMPLE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return [block for kind, block in EXAMPLE.findall(page) if kind == language]


def section(page: str, heading: str) -> str:
    """What stands under the first heading that has these words, up to the next of its rank."""
    found = re.search(rf"^(#+) [^\n]*{re.escape(heading)}.*?(?=^#{{1,2}} |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def named(page: str) -> set[str]:
    """The words that stand in `code` outside of examples."""
    spans = re.findall(r"`([^`\n]+)`", EXAMPLE.sub("", page))
    return {word for span in spans for word in [span, *re.findall(r"[\w.-]+", span)]}


def missing(wanted: Iterable[str], page: str) -> list[str]:
    return sorted(set(wanted) - named(page))


def nothing(faults: Iterable[str]) -> None:
    """Fails with one line a fault."""
    found = list(faults)
    assert not found, "\n" + "\n".join(found)


def words(shown: str) -> set[str]:
    return set(re.findall(r"[\w.+-]+", shown))


def toml(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(folder.rglob("*.toml")):
        yield file.relative_to(folder).as_posix(), tomllib.loads(file.read_text(encoding="utf-8"))


def keys(rows: Any) -> set[str]:
    """Every key of a TOML value, of tables within it too."""
    inside = rows.values() if isinstance(rows, dict) else rows if isinstance(rows, list) else ()
    own = {k for k in rows if k.isascii()} if isinstance(rows, dict) else set()
    return own.union(*(keys(value) for value in inside))


def literals(module: ModuleType) -> set[str]:
    """The values of a module's literal types."""
    return {str(value) for kind in vars(module).values() for value in typing.get_args(kind) if isinstance(value, str)}


def test_planted_gaps_are_seen() -> None:
    page = "# A\n`start` and end\n## B\n`[[verb]]` `{ id, name }`\n```toml\nhidden = `x`\n```\n## C\n`late`\n"
    assert missing(["start", "end"], page) == ["end"]
    assert missing(["verb", "id", "hidden", "late"], section(page, "B")) == ["hidden", "late"]
    assert section(page, "D") == ""
    assert keys({"office": [{"of": "LY", "على": 1}]}) == {"office", "of"}
    assert {"body", "stated"} <= literals(article)


def test_every_command_and_target_is_told() -> None:
    group: Any = typer.main.get_command(app)
    tour = text("docs/tour.md")
    nothing(f"marsad {name}: not in docs/tour.md" for name in group.commands if f"marsad {name}" not in tour)
    targets = set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))
    told = re.findall(r"(?:`|^)make ([a-z-]+)", text("README.md") + text("CONTRIBUTING.md"), re.MULTILINE)
    assert set(told) == targets


@pytest.mark.parametrize("heading", STRUCTS)
def test_every_key_of_a_reading_is_told(heading: str) -> None:
    page = section(text("docs/reading.md"), heading)
    struct = getattr(model, STRUCTS[heading])
    nothing(missing((field.name for field in msgspec.structs.fields(struct)), page))


def test_every_value_of_a_reading_is_told() -> None:
    types = [file.removesuffix(".toml").upper() for file, _ in toml(Path(str(lexicon_folder())) / "events")]
    assert len(types) == 16
    nothing(missing({*literals(reading), *literals(article), *types}, text("docs/reading.md")))


def lexicon_gaps(page: str) -> Iterator[str]:
    intro = page[: page.index("## ")]
    for file, tables in toml(Path(str(lexicon_folder()))):
        part = section(page, "lexicon/events/" if file.startswith("events/") else f"lexicon/{file}")
        rows = [row for table in tables.values() for row in table]
        forces = {row["force"] for row in rows if "force" in row}
        wanted = {*tables, *forces, *(key for row in rows for key in row)}
        yield from (f"lexicon/{file}: {name}" for name in missing(wanted, part + intro))


def knowledge_gaps(page: str) -> Iterator[str]:
    for file, tables in toml(Path(str(kb_folder()))):
        part = section(page, f"kb/{file.partition('/')[0]}")
        yield from (f"kb/{file}: [[{table}]]" for table in tables if f"[[{table}]]" not in part)
        yield from (f"kb/{file}: {name}" for name in missing(keys(list(tables.values())), part))


def dossier_gaps(page: str) -> Iterator[str]:
    shown = words("".join(blocks(page, "toml")))
    for name in dossiers.names():
        for file, tables in toml(Path(dossiers.__file__).parent / name):
            yield from (f"{name}/{file}: {key}" for key in missing(keys(list(tables.values())) - shown, page))


def test_every_table_and_key_of_the_data_is_told() -> None:
    nothing(lexicon_gaps(text("docs/language-pack.md")))
    nothing(knowledge_gaps(text("docs/knowledge-base.md")))
    nothing(dossier_gaps(text("docs/dossier.md")))


def test_every_error_and_refusal_is_told() -> None:
    page = text("docs/reading.md")
    classes = [name for name, thing in vars(errors).items() if isinstance(thing, type)]
    nothing(missing([*classes, *re.findall(r"`(\w+)`", model.Refusal.__doc__ or "")], page))
    assert set(classes) <= set(marsad.__all__)


def test_readme_and_package_have_the_same_stages() -> None:
    readme = [h.lower() for h in re.findall(r"^### (\w+)$", text("README.md"), re.MULTILINE)]
    package = re.findall(r"^    (\w+) +\S", marsad.__doc__ or "", re.MULTILINE)
    assert readme == package == list(STAGES)
    assert all((ROOT / "marsad" / stage).is_dir() for stage in STAGES)
    nothing(missing([*flow.STAGES, *STAGES], text("docs/flow.md")))


def test_readme_tells_every_task_and_no_figure_below_its_floor() -> None:
    rows = re.findall(r"^\| `(\w+)` \|(?:[^|]*\|){3} ([\d.]+) \|", text("README.md"), re.MULTILINE)
    told = {task: float(f1) for task, f1 in rows}
    kept = {task: row.floor for task, row in floors().tasks.items() if "_spans_" not in task}
    assert set(told) == set(kept)
    nothing(f"{task}: README says {f1}, floor {kept[task]}" for task, f1 in told.items() if f1 < kept[task])


def test_the_changelog_is_one() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Changelog"
    assert next(line for line in lines if line.startswith("## ")) == "## [Unreleased]"


def test_decisions_are_numbered_and_dated() -> None:
    pages = sorted((ROOT / "docs" / "decisions").iterdir())
    assert misnumbered([page.name for page in pages]) == []
    for page in pages:
        first, _, dated, *_ = page.read_text(encoding="utf-8").splitlines()
        assert first.startswith(f"# {page.name[:4]}: ")
        assert re.match(r"\d{4}-\d\d-\d\d\. (Accepted|Superseded by \[\d{4}\])", dated), page.name


def broken(page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    shown = EXAMPLE.sub("", page.read_text(encoding="utf-8"))
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", shown):
        path = page.parent / target if target else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            yield f"{page.name}: {target}#{anchor}"


def anchors(page: Path) -> list[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings]


def test_links_lead_somewhere() -> None:
    nothing(fault for page in PAGES for fault in broken(page))
    code = "".join(body for path, body in texts().items() if path.endswith((".py", ".toml")))
    nothing(page for page in set(re.findall(r"\bdocs/[\w/-]+\.md", code)) if not (ROOT / page).exists())


def test_planted_broken_links_are_seen(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# One two\n[x](a.md#one-two) [y](b.md) [z](#three) [w](https://example.org)\n", encoding="utf-8")
    assert list(broken(page)) == ["a.md: b.md#", "a.md: #three"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which `marsad/` lies and examples may write."""
    (tmp_path / "marsad").symlink_to(ROOT / "marsad", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


Run = Callable[[Sequence[str]], str]


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `marsad ...` and gives what it prints."""

    def command(arguments: Sequence[str]) -> str:
        result = CliRunner(env={"COLUMNS": "100"}).invoke(app, list(arguments))
        assert result.exit_code == 0, f"{arguments}: {result.output[-500:]}"
        return result.stdout

    return command


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p.read_text("utf-8"), "python")], ids=lambda p: p.stem)
def test_python_examples_run(page: Path, folder: Path) -> None:
    script = folder / "example.py"
    for block in blocks(page.read_text(encoding="utf-8"), "python"):
        script.write_text(block, encoding="utf-8")
        runpy.run_path(str(script))


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p.read_text("utf-8"), "pycon")], ids=lambda p: p.stem)
def test_python_sessions_print_what_they_say(page: Path, folder: Path) -> None:
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried
    assert not failed


@pytest.mark.parametrize("page", ["README.md", "docs/tour.md"])
def test_commands_run(page: str, run: Run, folder: Path) -> None:
    lines = [line for block in blocks(text(page), "sh") for line in block.splitlines() if line.startswith("marsad ")]
    assert lines
    for line in lines:
        _, *arguments = shlex.split(line, comments=True)
        run(arguments)
        if "--output" in arguments:
            assert (folder / arguments[arguments.index("--output") + 1]).stat().st_size > 1000


def test_the_excerpt_of_the_readme_is_true(run: Run) -> None:
    excerpt = blocks(text("README.md"), "text")[0]
    command = next(
        line
        for block in blocks(text("README.md"), "sh")
        for line in block.splitlines()
        if line.startswith("marsad read")
    )
    assert len(words(excerpt)) > 20
    assert words(excerpt) - words(run(shlex.split(command)[1:])) == set()
    assert f"{len(dossiers.articles('libya'))} sample articles" in text("README.md")
