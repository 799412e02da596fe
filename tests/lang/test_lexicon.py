"""Every row of the Arabic lexicons proves itself: it speaks in its `yes` sentences and keeps silent in its `no` sentences."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

from marsad import dossiers
from marsad.lang.ar.pack import Pack, arabic, lexicon_folder
from marsad.lang.lexicon import Cue, Noun, Phrase, Verb
from marsad.model import Article, Span
from marsad.read.cast import Cast
from marsad.read.cues import find_cues
from marsad.read.names import Namer
from marsad.read.parties import PartyFinder
from marsad.read.party import Parties
from marsad.read.said import Said
from marsad.read.stances import Stances
from marsad.read.statements import find_statements
from marsad.read.titles import Titles
from marsad.read.tokens import Document
from marsad.read.triggers import find_triggers
from marsad.resolve.knowledge import knowledge

FLOORS = {"verbs": 450, "nouns": 250, "cues": 120}
KEYS = ("past", "lemma", "form", "head")


class Sentence(NamedTuple):
    """A bare sentence as the reader sees it, with no headline and no date."""

    doc: Document
    parties: Parties
    kinds: dict[str, str]


@cache
def titles() -> Titles:
    return Titles(arabic())


@cache
def stances() -> Stances:
    return Stances(dossiers.issues("libya"), lexicon_folder())


def document(text: str) -> Document:
    return Document(Article(id="a", source="test", text=text, language="ar", body=(Span(0, len(text)),)), arabic())


@cache
def sentence(text: str) -> Sentence:
    pack, who, doc = arabic(), knowledge(), document(text)
    cast = Cast(who)
    parties = PartyFinder(doc, cast, pack, titles()).find(Namer().find(doc, cast))
    return Sentence(doc, parties, {a: who.actors[a].kind for a in cast.actors if a in who.actors})


def triggers(text: str) -> list[Verb | Noun]:
    """The event rows whose conditions hold; who takes part is not the row's business."""
    return [found.row for found in find_triggers(document(text), arabic(), Parties([]))]


def cues(text: str) -> list[Cue]:
    read = sentence(text)
    return [speech.cue for speech in find_cues(read.doc, read.parties)]


def rules(text: str) -> set[str]:
    """The rules of the statements in a sentence."""
    read = sentence(text)
    return {said.rule for said in find_statements(read.doc, arabic(), read.parties, read.kinds)}


def attributions(text: str) -> set[str]:
    """The fixed attributions that stand in a sentence."""
    words, trie = document(text).words, arabic().attribution_trie
    starts = [(at, first) for at, word in enumerate(words) for first in (word, word.removeprefix("و"))]
    return {phrase.id for at, first in starts for phrase in trie.longest(words, at, first)[1]}


def sides(text: str) -> set[str]:
    """The sides that words take on issues; a denial keeps the usual side of a bare mention out."""
    doc = document(text)
    said = Said(
        start=0, end=len(doc.words), kind="indirect", cue=None, force="deny", speaker=None, rule="", confidence=1.0
    )
    return {found.polarity for found in stances().find(doc, said)}


def lexicon(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((lexicon_folder() / name).read_text(encoding="utf-8"))


def tables() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    folder = lexicon_folder()
    files = [*folder.iterdir(), *(folder / "events").iterdir()]
    for file in sorted((f for f in files if f.name.endswith(".toml")), key=lambda f: f.name):
        for table, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
            yield f"{file.name} [[{table}]]", rows


def nothing(faults: Iterable[str]) -> None:
    """Fails with one line a fault."""
    found = list(faults)
    assert not found, f"{len(found)} rows\n" + "\n".join(found)


def event_faults(pack: Pack) -> Iterator[str]:
    for row in (*pack.verbs, *pack.nouns):
        yield from (f"{row.id}: silent in: {text}" for text in row.yes if not any(r is row for r in triggers(text)))
        yield from (f"{row.id}: speaks in: {text}" for text in row.no if any(r is row for r in triggers(text)))


def cue_faults(rows: Iterable[Cue]) -> Iterator[str]:
    for row in rows:
        yield from (f"{row.id}: silent in: {text}" for text in row.yes if not any(r is row for r in cues(text)))
        yield from (f"{row.id}: speaks in: {text}" for text in row.no if any(r is row for r in cues(text)))


def phrase_faults(rows: Iterable[Phrase]) -> Iterator[str]:
    """A phrase speaks where it stands beside a statement, its own or a verb's; it makes none in its `no` sentences."""
    for row in rows:
        spoken = [text for text in row.yes if row.id in attributions(text) and (row.speaker == "none" or rules(text))]
        yield from (f"{row.id}: silent in: {text}" for text in row.yes if text not in spoken)
        yield from (f"{row.id}: speaks in: {text}" for text in row.no if row.id in rules(text))


def stance_faults() -> Iterator[str]:
    for table, rows in lexicon("stances.toml").items():
        for row in rows:
            name = f"{table} {next(row[k] for k in KEYS if k in row)}"
            wanted = row.get("polarity")
            yield from (f"{name}: {sides(t) or 'silent'}, not {wanted}: {t}" for t in row.get("yes", []) if wanted and sides(t) != {wanted})
            yield from (f"{name}: speaks in: {t}" for t in row.get("no", []) if sides(t))


def test_event_rows() -> None:
    nothing(event_faults(arabic()))


def test_cue_rows() -> None:
    nothing(cue_faults(arabic().cues))


def test_phrase_rows() -> None:
    nothing(phrase_faults(arabic().attributions))


def test_stance_rows() -> None:
    nothing(stance_faults())
