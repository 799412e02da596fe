"""A server on the sample ledger and a browser, for all tests of this folder; they are left out where Chromium is not installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: make .venv/dev.stamp")

from bench.browser import Visit, browsing, chromium, sample, serving


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    if chromium() is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with browsing() as found:
        yield found


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("site") / "ledger")


@pytest.fixture(scope="package")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as found:
        yield found


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Visit]]:
    """Opens windows on the site; afterwards none of them may have seen a fault."""
    opened: list[Visit] = []

    def start(where: str = address, **options: Any) -> Visit:
        opened.append(Visit(browser, where, **options))
        return opened[-1]

    yield start
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.close()
    assert not faults, "\n".join(faults)
