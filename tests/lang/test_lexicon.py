"""Every row of the Arabic lexicons proves itself: it speaks in its `yes` sentences and keeps silent in its `no` sentences."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from marsad import dossiers
from marsad.flow import ArticleReader
from marsad.lang.ar.fold import fold
from marsad.lang.ar.lint import file_faults
from marsad.lang.ar.pack import Pack, arabic, lexicon_folder
from marsad.lang.lexicon import Cue, Noun, Phrase, Verb
from marsad.model import Article, Span
from marsad.read.party import Parties
from marsad.read.said import Said
from marsad.read.stances import Stances
from marsad.read.tokens import Document
from marsad.read.triggers import find_triggers

FLOORS = {"verbs": 450, "nouns": 250, "cues": 120}
SILENT = ("yes", "no", "note", "example")


@cache
def desk() -> ArticleReader:
    return ArticleReader()


@cache
def stances() -> Stances:
    """Without the usual side of a bare mention, and without sides that few take."""
    issues = [msgspec.structs.replace(issue, usual=None, seldom=None) for issue in dossiers.issues("libya")]
    return Stances(issues, lexicon_folder())


def article(text: str) -> Article:
    """A bare sentence: no headline, no date."""
    return Article(id="a", source="test", text=text, language="ar", body=(Span(0, len(text)),))


def document(text: str) -> Document:
    return Document(article(text), arabic())


def triggers(text: str) -> list[Verb | Noun]:
    """The event rows whose conditions hold; who takes part is not the row's business."""
    return [found.row for found in find_triggers(document(text), arabic(), Parties([]))]


@cache
def rules(text: str) -> set[str]:
    """The rules of the statements that the whole reader finds in a sentence."""
    return {statement.rule for statement in desk().read(article(text)).statements}


def attributions(text: str) -> set[str]:
    """The fixed attributions that stand in a sentence."""
    words, trie = document(text).words, arabic().attribution_trie
    starts = [(at, first) for at, word in enumerate(words) for first in (word, word.removeprefix("و"))]
    return {phrase.id for at, first in starts for phrase in trie.longest(words, at, first)[1]}


def sides(text: str) -> set[str]:
    """The sides that words take on issues, as what somebody says and as what he is told to do by the first word."""
    doc = document(text)
    taken: set[str] = set()
    for cue, start in ((None, 0), ((0, 1), 1)):
        said = Said(
            start=start,
            end=len(doc.words),
            kind="indirect",
            cue=cue,
            force="say",
            speaker=None,
            rule="",
            confidence=1.0,
        )
        taken |= {found.polarity for found in stances().find(doc, said)}
    return taken


def files() -> Iterator[tuple[str, str]]:
    """Every Arabic lexicon file: its path below the folder, and its text."""
    folder = lexicon_folder()
    for prefix, part in (("", folder), ("events/", folder / "events")):
        for file in sorted(part.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                yield prefix + file.name, file.read_text(encoding="utf-8")


def nothing(faults: Iterable[str]) -> None:
    """Fails with one line a fault."""
    found = list(faults)
    assert not found, f"{len(found)} rows\n" + "\n".join(found)


def event_faults(pack: Pack) -> Iterator[str]:
    rows: list[Verb | Noun] = [*pack.verbs, *pack.nouns]
    for row in rows:
        yield from (f"{row.id}: silent in: {text}" for text in row.yes if not any(r is row for r in triggers(text)))
        yield from (f"{row.id}: speaks in: {text}" for text in row.no if any(r is row for r in triggers(text)))


def cue_faults(rows: Iterable[Cue]) -> Iterator[str]:
    for row in rows:
        yield from (f"{row.id}: silent in: {text}" for text in row.yes if row.id not in rules(text))
        yield from (f"{row.id}: speaks in: {text}" for text in row.no if row.id in rules(text))


def phrase_faults(rows: Iterable[Phrase]) -> Iterator[str]:
    """A phrase speaks where it stands beside a statement, its own or a verb's; it makes none in its `no` sentences."""
    for row in rows:
        spoken = [text for text in row.yes if row.id in attributions(text) and (row.speaker == "none" or rules(text))]
        yield from (f"{row.id}: silent in: {text}" for text in row.yes if text not in spoken)
        yield from (f"{row.id}: speaks in: {text}" for text in row.no if row.id in rules(text))


def stance_faults() -> Iterator[str]:
    for table, rows in tomllib.loads(dict(files())["stances.toml"]).items():
        for row in rows:
            name = f"{table} {row_name(row)}"
            wanted = row.get("polarity")
            yield from (
                f"{name}: {sides(t) or 'silent'}, not {wanted}: {t}"
                for t in row.get("yes", [])
                if wanted and sides(t) != {wanted}
            )
            yield from (f"{name}: speaks in: {t}" for t in row.get("no", []) if sides(t))


def row_name(row: dict[str, Any]) -> str:
    return str(next(iter(row.values())))


def test_event_rows() -> None:
    nothing(event_faults(arabic()))


def test_cue_rows() -> None:
    nothing(cue_faults(arabic().cues))


def test_phrase_rows() -> None:
    nothing(phrase_faults(arabic().attributions))


def test_stance_rows() -> None:
    nothing(stance_faults())


def test_a_fault_is_seen() -> None:
    wrong = Cue(past="قال", present="يقول", force="say", yes=["سقط المطر غزيرا"], no=["قال الوزير إن الهدنة صامدة"])
    assert [fault.split(" in:")[0] for fault in cue_faults([wrong])] == [
        "reporting/قال: silent",
        "reporting/قال: speaks",
    ]


def test_light_verbs_are_known_in_every_person() -> None:
    for row in arabic().light_verbs:
        for word in (row.past, row.present, "و" + row.past, "س" + row.present):
            known = arabic().light(fold(word))
            assert known, word
        assert arabic().light(fold("ال" + row.past)) is None


def test_rows_are_clean_and_sorted() -> None:
    """All but the times, whose units stand in the order of their length."""
    nothing(str(fault) for path, text in files() if path != "times.toml" for fault in file_faults(path, text))


def test_no_row_stands_twice() -> None:
    """Rows may share a word, but not everything that makes them speak."""
    spoken = Counter(
        f"{path} {table} {json.dumps({k: v for k, v in row.items() if k not in SILENT}, ensure_ascii=False, sort_keys=True)}"
        for path, text in files()
        for table, rows in tomllib.loads(text).items()
        for row in rows
    )
    nothing(row for row, times in spoken.items() if times > 1)


def test_rows_that_speak_have_examples() -> None:
    nothing(
        f"{path}: {row_name(row)}: no {key}"
        for path, text in files()
        if path.startswith("events/") or path == "reporting.toml"
        for rows in tomllib.loads(text).values()
        for row in rows
        for key in ("yes", "no")
        if not row.get(key)
    )


def test_no_example_serves_two_rows_of_a_table() -> None:
    """A sentence that proves two rows proves neither: each needs its own."""
    for path, text in files():
        for table, rows in tomllib.loads(text).items():
            uses = Counter(example for row in rows for example in row.get("yes", []))
            nothing(f"{path} [[{table}]]: {example}" for example, times in uses.items() if times > 1)


def test_the_lexicons_do_not_shrink() -> None:
    pack = arabic()
    counts = {
        "verbs": len({verb.past for verb in pack.verbs}),
        "nouns": len({noun.lemma for noun in pack.nouns}),
        "cues": len(pack.cues),
    }
    assert {kind: n for kind, n in counts.items() if n < FLOORS[kind]} == {}
