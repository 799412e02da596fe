"""Two processes on one ledger: each ends well or says clearly why not, and one more weaving settles it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection

from marsad import flow
from marsad.errors import LedgerError
from marsad.flow import weaving
from marsad.ledger import Ledger, plan
from marsad.model import Record
from tests.flow.conftest import Init, Rows, differing, rows


def test_adding_while_weaving(ledger: Ledger, wire: list[Record], whole: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles come in between the slices of a weaving; it weaves those that it began with, the next one the rest."""
    monkeypatch.setattr(weaving, "SLICE", 4)
    list(flow.add(ledger, wire[::3]))
    coming = [r for i, r in enumerate(wire) if i % 3]

    def meanwhile(done: int, of: int) -> None:
        list(flow.add(ledger, [coming.pop() for _ in range(min(9, len(coming)))]))

    done = flow.weave(ledger, told=meanwhile)
    assert done
    assert done.articles == len(wire[::3])
    list(flow.add(ledger, coming))
    assert flow.weave(ledger)
    assert differing(rows(ledger), whole) == []
    assert flow.weave(ledger) is None
    assert flow.verify(ledger) == []


def test_two_that_weave_and_one_that_adds(
    ledger: Ledger, wire: list[Record], whole: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weaving, "SLICE", 3)
    list(flow.add(ledger, wire[:20]))
    said: list[str] = []

    def work(step: int) -> None:
        try:
            for at in range(20 + step, len(wire), 20) if step < 2 else (0,):
                if step < 2:
                    list(flow.add(ledger, wire[at : at + 10]))
                flow.weave(ledger)
        except LedgerError as fault:
            said.append(str(fault))

    threads = [threading.Thread(target=work, args=(step,)) for step in (0, 1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("another process" in fault for fault in said)
    list(flow.add(ledger, wire))
    flow.weave(ledger)
    assert differing(rows(ledger), whole) == []


def test_one_that_began_before_another_weaves_nothing(
    new: Init, wire: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have begun before either reads what is to be done: the one that began last does it."""
    ledger = new()
    list(flow.add(ledger, wire[:5]))
    begin = plan.begin

    def begun_between(connection: Connection, moment: str) -> plan.State:
        mine = begin(connection, moment)
        begin(connection, moment)
        return mine

    monkeypatch.setattr(plan, "begin", begun_between)
    with pytest.raises(LedgerError, match="another process began"):
        flow.weave(ledger)
    assert rows(ledger) == {}


def test_a_process_that_adds_beside_one_that_weaves(new: Init, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own, on the file of SQLite."""
    ledger, files = new(), []
    for n in range(6):
        files.append(tmp_path / f"text{n}.txt")
        files[-1].write_text(
            f"لقاء رقم {n}\n\nالتقى عقيلة صالح في طبرق {n + 3} من أعضاء البرلمان لبحث إجراء الانتخابات.\n",
            encoding="utf-8",
        )
    monkeypatch.setattr(weaving, "SLICE", 1)
    list(flow.add_paths(ledger, [str(f) for f in files[:3]]))
    code = (
        "import sys; from marsad import flow; from marsad.ledger import Ledger; "
        "l = Ledger.open(sys.argv[1]); print([k.as_ for k in flow.add_paths(l, sys.argv[2:])]); l.close()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(ledger.folder), *map(str, files)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )
    try:
        flow.weave(ledger)
    finally:
        out, _ = other.communicate(timeout=60)
    assert other.returncode == 0
    assert out.strip() == str(["known"] * 3 + ["new"] * 3)
    assert flow.weave(ledger)
    assert (
        len(
            {a for key, value in rows(ledger).items() if key[0] == "story" for role, a in value[4] if role == "article"}
        )
        == 6
    )
    assert flow.verify(ledger) == []
