"""Versions of a page: in order, with what each cut, added or changed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import marsad
from marsad import flow
from marsad.errors import InputError
from marsad.model import Record
from marsad.views import versions
from marsad.views.desk import Desk

FIRST = "أعلنت البعثة أن الهدنة بدأت مساء أمس في المدينة، وقالت إن خمسة أشخاص قتلوا قبل ذلك بيوم واحد."
SECOND = FIRST.replace("خمسة", "سبعة") + " ورحبت الحكومة بما جرى."
THIRD = SECOND.replace("مساء أمس ", "")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk on one page that was had three times."""
    desk = marsad.init(tmp_path / "desk")
    for day, text in enumerate((FIRST, SECOND, THIRD), 1):
        record = Record(
            source="s", text=text, url="https://page.example/1", published="2020-05-01", captured=f"2020-05-0{day}"
        )
        list(flow.add(desk.ledger, [record]))
    return desk


def test_each_version_tells_what_it_changed(desk: Desk) -> None:
    (article,) = desk.articles().rows
    found = desk.versions(article.id)
    assert [v.article.captured[:10] for v in found] == ["2020-05-01", "2020-05-02", "2020-05-03"]
    assert [(c.kind, c.theirs, c.ours) for v in found for c in v.changes] == [
        ("changed", "خمسة", "سبعة"),
        ("added", "", "ورحبت الحكومة بما جرى"),
        ("cut", "مساء أمس", ""),
    ]
    assert desk.versions(found.rows[0].article.id) == found


@pytest.mark.parametrize("shape", ["table", "json", "jsonl"])
def test_every_shape_has_the_words(desk: Desk, shape: str) -> None:
    out = io.BytesIO()
    versions.write(desk.versions(desk.articles().rows[0].id), shape, out)
    assert "ورحبت الحكومة بما جرى" in out.getvalue().decode()


def test_what_is_no_article_and_what_is_no_table(desk: Desk) -> None:
    with pytest.raises(InputError, match=r"^nobody: is no article of this ledger; see: marsad articles$"):
        desk.versions("nobody")
    with pytest.raises(InputError, match="csv"):
        versions.write(desk.versions(desk.articles().rows[0].id), "csv", io.BytesIO())
