"""A ledger of the sample articles, and one of hostile ones: each made once a run, and only read from by the tests."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from functools import cache
from pathlib import Path

from typer.testing import CliRunner, Result

from marsad import dossiers, flow
from marsad.views.cli import app
from marsad.views.desk import Desk

_KEPT = tempfile.TemporaryDirectory(prefix="marsad-views-")  # goes with the process
SAMPLE, HOSTILE = Path(_KEPT.name) / "sample", Path(_KEPT.name) / "hostile"
LISTS = ("events", "reports", "statements", "quotations", "stories", "copies", "disagreements", "shifts", "articles")
"""Lists that are read by the page."""
OTHERS = ("positions", "series", "actors", "gaps")
ESCAPE, TURNED = "\x1b[31m", "\u202e"

_PAGES = (
    ("=HYPERLINK(0)", f'قال الوزير سامي الدرة إن "{ESCAPE}الهدنة{TURNED} قائمة ولن نتراجع عنها أبدا". ورفضت كتيبة السهل الاتفاق.'),
    (f"+حفتر{ESCAPE}{TURNED}", 'قال خليفة حفتر: "=1+1 سنلتزم بوقف إطلاق النار في طرابلس". ودعت تركيا حفتر إلى الانسحاب.'),
    ("@sum(A1) | خبر", 'أعلنت "كتيبة\x07 السهل" أنها ترفض وقف إطلاق النار، وقصفت القوات مطار معيتيقة.'),
)  # fmt: skip


@cache
def sample() -> Desk:
    """The desk on the dossier's own articles."""
    ledger = flow.init(SAMPLE, dossier="libya")
    assert len(list(flow.add_paths(ledger, dossiers.articles("libya")))) > 20
    flow.weave(ledger)
    return Desk(ledger)


@cache
def hostile() -> Desk:
    """A desk on articles with terminal escapes, turned text and formulas in titles, publishers, names and quotations."""
    ledger = flow.init(HOSTILE, dossier="libya")
    lines = [
        json.dumps(
            {
                "id": f"n{i}",
                "title": title,
                "text": text,
                "published": "2020-06-01",
                "publisher": f"-صحيفة{ESCAPE}{TURNED}",
            }
        )
        for i, (title, text) in enumerate(_PAGES)
    ]
    flow_in = io.BytesIO("\n".join(lines).encode())
    kept = list(flow.add_paths(ledger, ["-"], stdin=flow_in))
    assert len(kept) == len(_PAGES)
    flow.weave(ledger)
    return Desk(ledger)


def marsad(*words: str, ledger: Path | None = SAMPLE, environment: dict[str, str] | None = None) -> Result:
    """What a command answers on the sample ledger, or on another one; a traceback fails the test."""
    sample()
    where = ["--ledger", str(ledger)] if ledger else []
    done = CliRunner().invoke(app, [*words, *where], env=environment)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def fault(*words: str, ledger: Path | None = SAMPLE) -> str:
    """The one line on standard error that a bad call ends in, with exit code 1."""
    done = marsad(*words, ledger=ledger)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("marsad: ")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def table(out: bytes | str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    text = out.decode("utf-8-sig") if isinstance(out, bytes) else out.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))
