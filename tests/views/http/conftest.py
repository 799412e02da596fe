from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.views.desk import Desk, open_desk
from tests.views.ledger_fixture import SAMPLE, sample


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a copy of the sample ledger, to be written to."""
    sample()
    shutil.copytree(SAMPLE, tmp_path / "own")
    desk = open_desk(tmp_path / "own")
    yield desk
    desk.ledger.close()
