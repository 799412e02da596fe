"""The house rules as functions: each yields one line a breach. `tests/test_contracts.py` runs them over the tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
UNTRACKED = {
    ".git",
    ".venv",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    "build",
    "demo",
    "dist",
    "node_modules",
}

MODULE_LINES, FUNCTION_LINES, PARAMETERS, CHAIN, FILE_BYTES = 300, 40, 5, 6, 3_000_000
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "base"}

GROUND = {"model", "text", "errors", "lang", "plover"}
STAGES = {"sources", "ingest", "read", "resolve", "weave", "ledger", "scale"}
ALLOWED = {
    "model": {"model"},
    "text": {"model"},
    "errors": set(),
    "plover": {"errors", "model"},
    "lang": GROUND,
    "dossiers": GROUND | {"dossiers"},
    **{stage: GROUND | {stage} for stage in STAGES},
    "flow": GROUND | STAGES | {"dossiers", "flow"},
    "views": GROUND | {"views", "flow", "ledger", "dossiers"},
    "__main__": {"views"},
    "": GROUND | {"flow", "dossiers", "views"},
}
HOSTS = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"}
MACHINE_PATH = re.compile(r"(?<![\w.:~-])(?<!\w/)/(?:work|root|tmp|home|farm|opt|Users)/[\w.]|[.]pyenv/")
PACKAGES = re.compile(r"uv\.lock$|package(-lock)?\.json$|^requirements/|^(Makefile|pyproject\.toml|\.ci/run)$|\.npmrc$")
REGISTRY = re.compile(
    r"(?:registry = \"|url = \"|\"resolved\": \"|index-url[ =]+|find-links[ =]+|registry=)"
    r"(?:https?://([^/\"\s]+)|((?:file:|[./])\S*))"
)


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its path from the root and its source."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.source)

    @cached_property
    def name(self) -> str:
        """The dotted name: `marsad/read/__init__.py` is `marsad.read`."""
        parts = PurePosixPath(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def area(self) -> str:
        """The stage, or other first part below `marsad`; `marsad` itself has none."""
        return _area(self.name)

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]

    @cached_property
    def top_lines(self) -> set[int]:
        """The lines of imports that stand outside of functions."""
        return {node.lineno for node in self.tree.body if isinstance(node, ast.Import | ast.ImportFrom)}

    @cached_property
    def imports(self) -> list[tuple[str, str, int]]:
        """What is imported of marsad: the module, the name taken out of it if any, and the line."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(alias.name, "", node.lineno) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:  # ruff's TID252 keeps imports absolute
                found += [(node.module or "", alias.name, node.lineno) for alias in node.names]
        return [row for row in found if row[0].split(".")[0] == "marsad"]


Check = Callable[[Module], Iterator[str]]


def _area(name: str) -> str:
    return [*name.split("."), ""][1]


def layers(module: Module) -> Iterator[str]:
    """A module imports only what its layer may know."""
    if not module.name.startswith("marsad"):
        return
    known = ALLOWED.get(module.area)
    if known is None:
        yield f"{module.path}: {module.area!r} has no layer; give it a row in ALLOWED"
        return
    for start, taken, line in module.imports:
        area = _area(f"{start}.{taken}")
        if area in ALLOWED and area not in known:
            yield f"{module.path}:{line}: {module.area or 'marsad'} may not import {start}.{taken}".rstrip(".")


def sizes(module: Module) -> Iterator[str]:
    """A module has at most 300 lines, a function 40 lines and five parameters that are not keyword-only."""
    lines = module.source.count("\n")
    if lines > MODULE_LINES:
        yield f"{module.path}: {lines} lines, at most {MODULE_LINES}"
    for f in module.functions:
        length = (f.end_lineno or f.lineno) - f.lineno + 1
        if length > FUNCTION_LINES:
            yield f"{module.path}:{f.lineno}: {f.name} has {length} lines, at most {FUNCTION_LINES}"
        parameters = [a.arg for a in [*f.args.posonlyargs, *f.args.args] if a.arg not in ("self", "cls")]
        if len(parameters) > PARAMETERS:
            yield f"{module.path}:{f.lineno}: {f.name} has {len(parameters)} parameters, at most {PARAMETERS}"


def late_imports(module: Module) -> Iterator[str]:
    """No import inside a function, save in views/cli/ and marsad/__init__.py (quick start) and where `# optional extra` says so."""
    if module.path.startswith("marsad/views/cli/") or module.path == "marsad/__init__.py":
        return
    lines = module.source.splitlines()
    for f in module.functions:
        for node in ast.walk(f):
            if isinstance(node, ast.Import | ast.ImportFrom) and "# optional extra" not in lines[node.lineno - 1]:
                yield f"{module.path}:{node.lineno}: import inside {f.name}"


def prints(module: Module) -> Iterator[str]:
    """Only the views print."""
    if not module.name.startswith("marsad") or module.area == "views":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"{module.path}:{node.lineno}: print outside the command line"


def broad_excepts(module: Module) -> Iterator[str]:
    """No `except:`, `except Exception` or `except BaseException`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {c.id if isinstance(c, ast.Name) else getattr(c, "attr", None) if c else "" for c in caught}
            if names & {"", "Exception", "BaseException"}:
                yield f"{module.path}:{node.lineno}: broad except; name what can go wrong"


def docstrings(module: Module) -> Iterator[str]:
    """Every public module, class, function and method says what it is."""
    if module.path.startswith("tests/"):
        return
    if not ast.get_docstring(module.tree):
        yield f"{module.path}:1: no docstring"
    bodies: list[ast.Module | ast.ClassDef] = [module.tree]
    bodies += [n for n in module.tree.body if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]
    for body in bodies:
        for node in body.body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if not node.name.startswith("_") and not ast.get_docstring(node):
                yield f"{module.path}:{node.lineno}: {node.name} has no docstring"


def vague_names(path: str) -> Iterator[str]:
    """No file or folder is named for its vagueness."""
    for part in PurePosixPath(path).parts:
        if part.split(".")[0] in VAGUE:
            yield f"{path}: {part} says nothing; name it for what it holds"


def machine_paths(path: str, text: str) -> Iterator[str]:
    """No file names a path of the machine it was written on."""
    for n, line in enumerate(text.splitlines(), 1):
        if found := MACHINE_PATH.search(line):
            yield f"{path}:{n}: path of a machine: {found[0]}"


def registries(path: str, text: str) -> Iterator[str]:
    """Packages come from pypi.org and registry.npmjs.org alone, as lock files and settings of installers say."""
    if not PACKAGES.search(path):
        return
    for n, line in enumerate(text.splitlines(), 1):
        for host, local in REGISTRY.findall(line):
            if host not in HOSTS:
                yield f"{path}:{n}: packages from {host or local}"


def graph(modules: list[Module]) -> dict[str, set[str]]:
    """Which module imports which; a package's `__init__` is the package.

    What a command of the command line imports when it runs begins a chain of its own.
    """
    names = {m.name for m in modules}
    edges: dict[str, set[str]] = {m.name: set() for m in modules}
    for m in modules:
        late = m.path.startswith("marsad/views/cli/")
        for start, taken, line in m.imports:
            if late and line not in m.top_lines:
                continue
            below = f"{start}.{taken}" if f"{start}.{taken}" in names else start
            edges[m.name] |= {below} & names - {m.name}
    return edges


def chains(modules: list[Module]) -> Iterator[str]:
    """Imports make no circle, and inside one folder the longest way down takes at most six steps."""
    edges = graph(modules)
    folder = {m.name: PurePosixPath(m.path).parent for m in modules}
    longest: dict[str, list[str]] = {}

    def descend(name: str, above: tuple[str, ...]) -> Iterator[str]:
        if name in above:
            yield "import cycle: " + " -> ".join([*above[above.index(name) :], name])
        elif name not in longest:
            for below in sorted(edges[name]):
                yield from descend(below, (*above, name))
            ways = [longest[b] for b in sorted(edges[name]) if b in longest and folder[b] == folder[name]]
            longest[name] = [name, *max(ways, key=len, default=[])]

    for name in sorted(edges):
        yield from descend(name, ())
    top = max(longest.values(), key=len, default=[])
    if len(top) - 1 > CHAIN:
        yield f"import chain of {len(top) - 1} steps, at most {CHAIN}: " + " -> ".join(top)


def commands(cli: Module) -> list[str]:
    """The names of the command line's commands: functions under `@app.command(...)`, or of a group below it (`account add`)."""
    found = []
    for f in cli.functions:
        for d in f.decorator_list:
            call = d.func if isinstance(d, ast.Call) else d
            if isinstance(call, ast.Attribute) and call.attr == "command":
                given = d.args[0] if isinstance(d, ast.Call) and d.args else None
                group = f"{call.value.id} " if isinstance(call.value, ast.Name) and call.value.id != "app" else ""
                if isinstance(given, ast.Name):  # hung on the app by a loop: tests/test_docs.py asks the app itself
                    continue
                name = str(given.value) if isinstance(given, ast.Constant) else f.name.rstrip("_").replace("_", "-")
                found.append(group + name)
    return found


def undocumented(cli: Module, page: str) -> list[str]:
    """Commands that the page of the command line does not show."""
    return [c for c in commands(cli) if not re.search(rf"marsad {re.escape(c)}(?![\w-])", page)]


def misnumbered(names: list[str]) -> list[str]:
    """Decision pages that are not numbered 0001, 0002, ... or not named `NNNN-title.md`."""
    wanted = enumerate(sorted(names), 1)
    return [n for i, n in wanted if not re.fullmatch(rf"{i:04}-[a-z0-9]+(-[a-z0-9]+)*\.md", n)]


@cache
def files() -> list[Path]:
    """Every file of the tree that is not made by a tool."""
    walk = [ROOT]
    found: list[Path] = []
    while walk:
        for path in walk.pop().iterdir():
            if path.name not in UNTRACKED and not path.name.endswith(".egg-info"):
                (walk if path.is_dir() else found).append(path)
    return sorted(found)


@cache
def texts() -> dict[str, str]:
    """The text of every file that is text, by its path from the root."""
    found = {}
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:4096]:
            found[path.relative_to(ROOT).as_posix()] = data.decode("utf-8", "replace")
    return found


@cache
def python() -> list[Module]:
    """Every Python file of the tree."""
    return [Module(path, text) for path, text in texts().items() if path.endswith(".py")]
