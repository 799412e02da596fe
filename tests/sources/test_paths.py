"""Which files paths name, and in which order."""

import os
from pathlib import Path

import pytest

from marsad.model import Refusal
from marsad.sources.paths import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/d.txt", "sub/c.html", ".hidden", ".dot/e.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    return tmp_path


def names(folder: Path, *paths: str) -> list[str]:
    return [
        os.path.relpath(f, folder) if isinstance(f, str) else f.code for f in files([str(folder / p) for p in paths])
    ]


def test_folder_is_searched_in_order(folder: Path) -> None:
    assert names(folder, ".") == ["a.txt", "b.txt", "sub/c.html", "sub/d.txt"]


def test_patterns(folder: Path) -> None:
    assert names(folder, "*.txt") == ["a.txt", "b.txt"]
    assert names(folder, "**/*.txt") == ["a.txt", "b.txt", "sub/d.txt"]
    assert names(folder, "*.pdf") == ["missing"]


def test_order_given_is_kept(folder: Path) -> None:
    assert names(folder, "b.txt", "a.txt") == ["b.txt", "a.txt"]


def test_name_that_looks_like_a_pattern(folder: Path) -> None:
    (folder / "[1].txt").write_text("x")
    assert names(folder, "[1].txt") == ["[1].txt"]


def test_what_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "dangling").symlink_to(folder / "nowhere")
    (folder / "empty").mkdir()
    assert names(folder, "none", "pipe", "dangling", "empty", "a.txt/b") == [
        "missing",
        "unreadable",
        "missing",
        "empty",
        "missing",
    ]
    (found,) = files(["a\0b"])
    assert isinstance(found, Refusal)
    assert found.code == "unreadable"


def test_links_in_a_ring_end(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder)
    assert names(folder, "sub") == ["sub/c.html", "sub/d.txt"]
