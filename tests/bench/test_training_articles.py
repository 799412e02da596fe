"""The articles that train the choosers of events: what is quoted stands in the text, whoever acts is named or described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.own import annotated
from training.events.labelled import ARTICLES

WRITTEN = list(annotated(ARTICLES))


def test_every_article_has_its_annotation() -> None:
    assert {path.stem for path in ARTICLES.glob("*.txt")} == {raw["doc"] for raw, _ in WRITTEN}
    assert len(WRITTEN) > 100


@pytest.mark.parametrize(("raw", "text"), WRITTEN, ids=[raw["doc"] for raw, _ in WRITTEN])
def test_quotes_hold(raw: dict[str, Any], text: str) -> None:
    known = raw["actors"].keys() | raw["unnamed"].keys()
    assert raw["title"] in text
    for actor in raw["actors"].values():
        assert all(surface in text or surface.removeprefix("ال") in text for surface in actor["surfaces"]), actor
    for described in raw["unnamed"].values():
        assert set(described.get("acts_for", [])) <= known, described
    for event in raw["events"]:
        assert text.count(event["within"]) == 1, event
        assert event["trigger"] in event["within"], event
        assert {*event["actors"], *event.get("recipients", []), event.get("place")} - {None} <= known, event


def test_no_article_stands_in_both_sets() -> None:
    assert not {raw["doc"] for raw, _ in WRITTEN} & {raw["doc"] for raw, _ in annotated()}


def test_annotations_are_read_by_their_folder(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"doc": "x"}), encoding="utf-8")
    (tmp_path / "x.txt").write_text("نص", encoding="utf-8")
    assert list(annotated(tmp_path)) == [({"doc": "x"}, "نص")]
