"""What many tests share: one desk a session, Arabic cases read from their rows, and actors known by id or by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from marsad.flow import ArticleReader
from marsad.lang.ar.fold import fold
from marsad.model import Article, Published, Reading, Span
from marsad.read.cast import Cast
from marsad.read.institutions import Institutions
from marsad.read.names import Namer
from marsad.read.parties import PartyFinder
from marsad.read.party import Parties
from marsad.read.tagger import name_tagger
from marsad.read.titles import Titles
from marsad.read.tokens import Document

CASES = Path(__file__).parent / "cases" / "ar"
Case = dict[str, Any]
Read = Callable[..., Reading]
PartiesOf = Callable[..., tuple[Document, Parties]]


def rows(name: str) -> list[Any]:
    """The cases of one file as parameters; a row with `open` is right Arabic that must still be read wrongly."""
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            case,
            id=case["text"],
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["open"])]
            if "open" in case
            else [],
        )
        for case in cases
    ]


def article(text: str, published: str | None = None, title: str = "") -> Article:
    """An article that is all body, a part a line, below its title if it has one."""
    whole = f"{title}\n{text}" if title else text
    start = len(whole) - len(text)
    return Article(
        id="case",
        source="case",
        text=whole,
        language="ar",
        title=Span(0, len(title)) if title else None,
        body=tuple(Span(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text)),
        published=Published(published, "stated") if published else None,
    )


def is_actor(reading: Reading, actor: str | None, wanted: str) -> bool:
    """Whether `wanted` is the actor's id or one of the names the reading has for it."""
    if actor is None or actor == wanted:
        return actor == wanted
    known = reading.actors[actor]
    return fold(wanted) in {fold(n) for n in (known.name, known.name_ar, *known.names) if n}


def same_actors(reading: Reading, found: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether the actors found are those wanted, in any order."""
    left = list(found)
    for name in wanted:
        match = next((a for a in left if is_actor(reading, a, name)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


@pytest.fixture(scope="session")
def desk() -> ArticleReader:
    return ArticleReader()


@pytest.fixture(scope="session")
def read(desk: ArticleReader) -> Read:
    """Reads a text as an article that is all body."""

    def of(text: str, published: str | None = None, title: str = "") -> Reading:
        return desk.read(article(text, published, title))

    return of


@pytest.fixture(scope="session")
def parties_of(desk: ArticleReader) -> PartiesOf:
    """The words of a text and its parties."""
    namer, institutions, titles = Namer(name_tagger()), Institutions(desk.pack), Titles(desk.pack)

    def of(text: str, published: str | None = None) -> tuple[Document, Parties]:
        doc, cast = Document(article(text, published), desk.pack), Cast(desk.knowledge)
        names = namer.find(doc, cast, institutions)
        return doc, PartyFinder(doc, cast, desk.pack, titles, names).find()

    return of
