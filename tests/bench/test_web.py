"""The measurement of the pages: it runs on a small ledger, tells every failure, and leaves the ledger as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from bench import web
from bench.browser import sample
from bench.ledger import Read
from bench.web_visits import API, PAGES, chosen, matter, visit
from marsad.flow.article import ArticleReader
from marsad.model import Reading, Record


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("web") / "desk")


def test_three_readers_for_two_seconds(ledger: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = sha256((ledger / "ledger.sqlite").read_bytes()).hexdigest()
    code = web.main(["--ledger", str(ledger), "--users", "3", "--seconds", "2", "--limit", "60000"])
    said = capfd.readouterr().out
    assert code == 0, said
    assert "p95" in said
    assert any(line.startswith("all ") for line in said.splitlines())
    assert sha256((ledger / "ledger.sqlite").read_bytes()).hexdigest() == before


def test_a_failing_request_fails_the_run(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextmanager
    def nobody(folder: Path, *options: str) -> Iterator[str]:
        yield "http://127.0.0.1:9"  # the discard port, where nobody listens

    monkeypatch.setattr(web, "serving", nobody)
    monkeypatch.setattr(web, "warmed", lambda address, held: None)
    monkeypatch.setattr(web, "alone", lambda folder, held: {})
    monkeypatch.setattr(web, "_PAUSE", (0.0, 0.1))
    assert web.main(["--ledger", str(ledger), "--users", "1", "--seconds", "0.5"]) == 1
    assert "ConnectionRefusedError" in capsys.readouterr().out


def test_pages_above_the_limit_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    times = {"today": [10.0] * 18 + [500.0] * 2, "search": [900.0] * 3, "why": [20.0] * 40}
    assert [line.partition(":")[0] for line in web.report(times, {"why": 3.0}, 150)] == ["today", "all"]
    said = capsys.readouterr().out
    assert said.index("today") < said.index("search") < said.index("why")


def test_every_page_is_asked_for_in_both_languages_with_what_the_ledger_holds(ledger: Path) -> None:
    held, draw = matter(ledger), random.Random(3)  # noqa: S311
    paths = {name: {visit(held, draw, name) for _ in range(40)} for name in (*PAGES, *API)}
    assert {path[:3] for path in paths["today"]} == {"/ar", "/en"}
    assert all(path.startswith("/api/v1/") for name in API for path in paths[name])
    assert all(path.partition("/stories/")[2].startswith("story-") for path in paths["story"])
    assert {chosen(draw) for _ in range(3_000)} == set(paths)


def test_what_is_fed_is_new_every_time() -> None:
    record = Record(source="here", text="قال الوزير إن المحادثات بدأت يوم الأحد في تونس.", published="2020-06-21")
    reading = ArticleReader().read_record(record)
    assert isinstance(reading, Reading)
    one = Read(record, reading)
    fresh = [web._fresh(one, turn) for turn in (1_000, 1_001, 1_011)]
    assert len({f.reading.id for f in fresh} | {one.reading.id}) == 4
    assert {f.reading.published for f in fresh} == {one.reading.published}
