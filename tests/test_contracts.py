"""The house rules, held by machine. Each check is known to fail: a planted violation is run through it as well."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import pytest

from bench.rules import (
    FILE_BYTES,
    ROOT,
    Check,
    Module,
    broad_excepts,
    chains,
    docstrings,
    files,
    late_imports,
    layers,
    machine_paths,
    misnumbered,
    prints,
    python,
    registries,
    sizes,
    texts,
    undocumented,
    vague_names,
)

# the public nouns: whoever changes `marsad.__all__` changes this line too
EXPORTS: list[str] = [
    "Article",
    "DataError",
    "Event",
    "InputError",
    "LedgerError",
    "MarsadError",
    "Mention",
    "OutputError",
    "Reading",
    "Record",
    "Refusal",
    "Span",
    "Statement",
    "Time",
    "init",
    "open",
]

PLANTED: list[tuple[Check, str, str]] = [
    (layers, "marsad/read/x.py", "from marsad.resolve.knowledge import Knowledge"),
    (layers, "marsad/read/x.py", "from marsad import flow"),
    (layers, "marsad/model/x.py", "import marsad.text"),
    (layers, "marsad/lang/ar/x.py", "def f():\n    from marsad.read import times"),
    (layers, "marsad/gossip/x.py", ""),
    (sizes, "bench/x.py", "x = 1\n" * 301),
    (sizes, "marsad/x.py", "def f():\n" + "    x = 1\n" * 40),
    (sizes, "marsad/x.py", "def f(a, b, c, d, e, f, *, g): ..."),
    (late_imports, "marsad/views/http.py", "def f():\n    import json"),
    (prints, "marsad/flow.py", "print(1)"),
    (broad_excepts, "marsad/x.py", "try:\n    x = 1\nexcept:\n    x = 2"),
    (broad_excepts, "marsad/x.py", "try:\n    x = 1\nexcept (KeyError, builtins.Exception):\n    x = 2"),
    (docstrings, "marsad/x.py", "x = 1"),
    (docstrings, "marsad/x.py", '"""X."""\ndef f(): ...'),
    (docstrings, "marsad/x.py", '"""X."""\nclass C:\n    """C."""\n    def f(self): ...'),
]


def nothing(faults: Iterable[str]) -> None:
    """Fails with one line a fault."""
    found = list(faults)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "check", [layers, sizes, late_imports, prints, broad_excepts, docstrings], ids=lambda c: c.__name__
)
def test_every_module_keeps(check: Check) -> None:
    nothing([fault for module in python() for fault in check(module)])


@pytest.mark.parametrize(("check", "path", "source"), PLANTED)
def test_a_planted_violation_is_seen(check: Check, path: str, source: str) -> None:
    assert list(check(Module(path, source)))


def test_what_the_rules_allow_passes() -> None:
    source = '"""X."""\nfrom marsad.text import Text\ndef _f(a, *, b=1):\n    import numpy  # optional extra\n'
    assert [f for check in {p[0] for p in PLANTED} for f in check(Module("marsad/read/x.py", source))] == []


def test_imports_are_short_and_without_circles() -> None:
    nothing(chains([m for m in python() if m.path.startswith("marsad/")]))


def test_planted_chains_are_seen() -> None:
    circle = [
        Module("marsad/read/a.py", "import marsad.read.b"),
        Module("marsad/read/b.py", "from marsad.read import a"),
    ]
    ladder = [Module(f"marsad/read/m{i}.py", f"from marsad.read.m{i + 1} import x") for i in range(8)]
    assert "cycle" in next(chains(circle))
    assert "chain of 7 steps" in next(chains(ladder))
    assert list(chains(ladder[1:])) == []


def test_exported_names_are_pinned() -> None:
    tree = next(m for m in python() if m.path == "marsad/__init__.py").tree
    exported = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
    ]
    assert exported == ([EXPORTS] if EXPORTS else [])


def test_every_command_is_documented() -> None:
    cli = [m for m in python() if m.path.startswith("marsad/views/cli/")]
    assert [c for m in cli for c in undocumented(m, texts().get("docs/cli.md", ""))] == []


def test_planted_commands_are_seen() -> None:
    source = "@app.command()\ndef read_all(): ...\n@app.command('why')\ndef why_(): ...\n@app.command\ndef read(): ..."
    assert undocumented(Module("marsad/views/cli/x.py", source), "`marsad read-all`") == ["why", "read"]


def test_files_are_well_named() -> None:
    nothing([fault for path in files() for fault in vague_names(path.relative_to(ROOT).as_posix())])
    assert list(vague_names("marsad/read/utils.py"))
    assert list(vague_names("marsad/common/x.py"))


def test_no_file_names_a_machine() -> None:
    nothing([fault for path, text in texts().items() for fault in machine_paths(path, text)])
    assert list(machine_paths("x", "open('" + "/" + "work/main')"))
    assert not list(machine_paths("x", "https://example.org/home/reader and here/tmp/x"))


def test_packages_come_from_public_registries() -> None:
    nothing([fault for path, text in texts().items() for fault in registries(path, text)])
    for planted in (
        'registry = "' + 'https://mirror.example/simple"',
        "--find-links " + "/wheels",
        '"resolved": ' + '"https://npm.example/a"',
    ):
        assert list(registries("uv.lock", planted))


def test_no_file_is_large() -> None:
    assert [path.name for path in files() if path.stat().st_size > FILE_BYTES] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    assert misnumbered([p.name for p in (ROOT / "docs" / "decisions").glob("*")]) == []
    assert misnumbered(["0001-one.md", "0003-three.md"]) == ["0003-three.md"]
