"""The floors hold, and the ratchet that holds them only turns upwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import quality
from bench.own import GOLD
from bench.quality import FLOORS, Figures, Floors, Task, announced, below, changed, floors, rounded_down
from bench.rules import texts

KEPT = floors()
OTHERS = [task for task in KEPT.tasks if task.startswith(("gsr_", "un_"))]
OURS = [task for task in KEPT.tasks if task not in OTHERS]
RUN = 9
needs_gold = pytest.mark.skipif(
    not GOLD.is_dir(), reason="../shared/bench is not here: quality is measured on its gold"
)


@pytest.fixture(scope="session")
def ours() -> dict[str, Figures]:
    return quality.gold_figures()


@pytest.fixture(scope="session")
def others() -> dict[str, Figures]:
    return quality.external_figures()


@needs_gold
@pytest.mark.parametrize("task", OURS)
def test_gold_articles_stay_above_the_floor(task: str, ours: dict[str, Figures]) -> None:
    assert ours[task].f1 >= KEPT.tasks[task].floor


@needs_gold
@pytest.mark.parametrize("task", OTHERS)
def test_sentences_of_others_stay_above_the_floor(task: str, others: dict[str, Figures]) -> None:
    assert others[task].f1 >= KEPT.tasks[task].floor


@needs_gold
def test_every_figure_has_a_floor(ours: dict[str, Figures], others: dict[str, Figures]) -> None:
    assert list(ours | others) == list(KEPT.tasks)


@needs_gold
def test_the_gold_set_is_the_one_the_floors_were_measured_on() -> None:
    assert quality.gold_digest() == KEPT.gold_sha256


def test_the_digest_sees_a_changed_byte_and_a_changed_name(tmp_path: Path) -> None:
    for folder, name in (("gold", "a.json"), ("texts", "a.txt"), ("external", "b.jsonl")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("x")
    first = quality.gold_digest(tmp_path)
    (tmp_path / "external" / "b.jsonl").write_text("y")
    second = quality.gold_digest(tmp_path)
    (tmp_path / "texts" / "a.txt").rename(tmp_path / "texts" / "c.txt")
    assert len({first, second, quality.gold_digest(tmp_path)}) == 3


@pytest.mark.parametrize(
    ("f1", "floor"), [(0.849, 0.845), (0.85, 0.85), (0.8549, 0.85), (0.57, 0.57), (0.0, 0.0), (1.0, 1.0)]
)
def test_floors_are_rounded_down(f1: float, floor: float) -> None:
    assert rounded_down(f1) == floor


def test_floors_rise_by_themselves_and_fall_only_when_asked() -> None:
    kept = Floors("", {"names": Task(0.8, 0.95), "times": Task(0.9)})
    found = {"names": Figures(0.9, 0.9, 0.902), "times": Figures(0.7, 0.7, 0.7)}
    assert changed(kept, found, None, up=True).tasks == {"names": Task(0.9, 0.95), "times": Task(0.9)}
    learnt = Floors("", {"un_quad": Task(0.4)})
    assert changed(learnt, {"un_quad": Figures(None, None, 0.7)}, None, up=True) == learnt
    assert changed(kept, found, "times", up=False).tasks == {"names": Task(0.8, 0.95), "times": Task(0.7)}
    assert below(found, kept) == ["times: F1 0.700 is below its floor of 0.900"]


def test_a_lowered_floor_is_announced() -> None:
    page = "## [Unreleased]\n- Floor of `times` lowered: the gold was wrong about Ramadan.\n"
    assert announced("times", "the gold was wrong", page)
    assert not announced("names", "the gold was wrong", page)
    assert not announced("times", "we were in a hurry", page)


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    quality.write_floors(KEPT, tmp_path / "floors.json")
    assert (tmp_path / "floors.json").read_bytes() == FLOORS.read_bytes()


def test_figures_of_others_are_read_from_what_their_scorer_prints() -> None:
    found = "detection   precision 0.300  recall 0.600  F1 0.400\n"
    roles = "actor       precision 0.5  recall 0.2  F1 0.286\ntrigger     precision 1.0  recall 0.5  F1 0.667\n"
    assert dict(quality.parse_external("gsr_protest", found)) == {"gsr_protest": Figures(0.3, 0.6, 0.4)}
    assert list(dict(quality.parse_external("spans", roles))) == ["spans_actor", "spans_trigger"]
    macro = "none 0.8  verbal conflict 0.1   macro-F1 0.301\n"
    assert dict(quality.parse_external("un_quad", macro)) == {"un_quad": Figures(None, None, 0.301)}


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of nine words."""
    words = re.findall(r"\w+", text)
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def copied(gold: set[tuple[str, ...]], files: dict[str, str]) -> list[str]:
    """Files that hold nine words on end of a gold article."""
    return [path for path, text in files.items() if not gold.isdisjoint(runs(text))]


@needs_gold
def test_no_file_holds_a_sentence_of_the_gold_articles() -> None:
    gold = {run for path in GOLD.glob("texts/*.txt") for run in runs(path.read_text(encoding="utf-8"))}
    assert copied(gold, texts()) == []


def test_a_copied_sentence_is_seen() -> None:
    gold = runs("one two three four five six seven eight nine ten")
    assert copied(gold, {"a": "x two three four five, six seven eight nine ten", "b": "two three four"}) == ["a"]
