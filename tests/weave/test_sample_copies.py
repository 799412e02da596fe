"""The articles of the sample dossier: who copies whom there is written in articles.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import marsad
from marsad import sources
from marsad.flow import ArticleReader
from marsad.model import Reading, Record
from marsad.model.telling import Telling
from marsad.weave.copies import VERBATIM, Copies, origins
from marsad.weave.firsts import Outlets

DOSSIER = Path(marsad.__file__).parent / "dossiers" / "libya"
CARDS = {row["file"]: row for row in tomllib.loads((DOSSIER / "articles.toml").read_text(encoding="utf-8"))["article"]}
SOURCES = tomllib.loads((DOSSIER / "sources.toml").read_text(encoding="utf-8"))["source"]


@pytest.fixture(scope="module")
def tellings(desk: ArticleReader) -> list[Telling]:
    found = []
    for record in sources.records([str(DOSSIER / "articles")], stdin=None):
        assert isinstance(record, Record)
        reading = desk.read_record(record)
        assert isinstance(reading, Reading)
        card = CARDS[Path(reading.source).name]
        found.append(
            Telling(article=card["file"], reading=reading, day=card["published"], captured="", publisher=card["outlet"])
        )
    return sorted(found, key=lambda telling: telling.order)


def test_reprints_and_cuts_lead_to_their_originals_and_nothing_else_does(tellings: list[Telling]) -> None:
    names = {row["id"]: [row["name"], row["name_ar"], *row["names"]] for row in SOURCES}
    agencies = frozenset(row["id"] for row in SOURCES if row["kind"] == "agency")
    copies = Copies({t.article: t for t in tellings}.__getitem__, outlets=Outlets(names, agencies))
    found = [copy for telling in tellings for copy in copies.add(telling)]
    roots = origins(found, [t.article for t in tellings])
    assert {one: root for one, root in roots.items() if one != root} == {
        file: card["of"] for file, card in CARDS.items() if "of" in card
    }
    assert {copy.kind for copy in found} <= VERBATIM
