"""The Arabic lexicons with every form of every row, ready for look-up."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from marsad.lang.ar.conjugate import Form, Kind, Person, noun_forms, participle_forms, verb_forms
from marsad.lang.ar.fold import fold
from marsad.lang.ar.words import Split, splits
from marsad.lang.lexicon import (
    Anaphor,
    Cue,
    Honorific,
    LightVerb,
    Noun,
    OfficeWord,
    Part,
    Phrase,
    Portfolio,
    Unnamed,
    Verb,
    rows,
)
from marsad.lang.trie import PhraseTrie

Entry = Verb | Noun | Cue | Unnamed | LightVerb


@dataclass(frozen=True)
class Analysis:
    """One thing a written word can be: a form of a lexicon row, with its clitics."""

    row: Entry
    kind: Kind
    person: Person
    split: Split

    @property
    def is_verb(self) -> bool:
        """Whether the word is a finite verb."""
        return self.kind in _FINITE


_FINITE = frozenset((Kind.PAST, Kind.PRESENT, Kind.JUSSIVE))
_BEFORE_PAST = frozenset(("", "و", "ف"))
_BEFORE_PRESENT = frozenset(("", "و", "ف", "ل", "س", "ول", "وس", "فس", "فل"))


class Pack:
    """The lexicons of one language; `analyse` is the only way in for words, the tries for phrases."""

    def __init__(self, folder: Traversable) -> None:
        self.verbs: list[Verb] = []
        self.nouns: list[Noun] = []
        for file in sorted((folder / "events").iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                kind = file.name.removesuffix(".toml").upper()
                self.verbs += rows(file, "verb", Verb, type=kind)
                self.nouns += rows(file, "noun", Noun, type=kind)
        reporting, titles = folder / "reporting.toml", folder / "titles.toml"
        self.cues = list(rows(reporting, "cue", Cue))
        self.attributions = list(rows(reporting, "phrase", Phrase))
        self.offices = list(rows(titles, "office", OfficeWord))
        self.honorifics = list(rows(titles, "honorific", Honorific))
        self.portfolios = list(rows(titles, "portfolio", Portfolio))
        self.unnamed = sorted(rows(titles, "unnamed", Unnamed), key=lambda row: -row.head.count(" "))  # longest first
        self.attribution_trie: PhraseTrie[Phrase] = PhraseTrie()
        for phrase in self.attributions:
            self.attribution_trie.add(fold(phrase.form).split(), phrase)
        self.light_verbs = list(rows(folder / "light.toml", "light", LightVerb))
        self._light: dict[str, tuple[LightVerb, Kind, Person]] = {}
        for light in self.light_verbs:
            for form, kind, person in verb_forms(light.past, light.present):
                self._light.setdefault(form, (light, kind, person))  # عقدت: she before I
        self.anaphors = {fold(a.form): tuple(a.kinds) for a in rows(folder / "anaphora.toml", "anaphor", Anaphor)}
        self._forms = self._index()
        self._seen: dict[str, tuple[Analysis, ...]] = {}

    def _index(self) -> dict[str, list[tuple[Entry, Kind, Person]]]:
        forms: dict[str, dict[tuple[int, Kind, Person], tuple[Entry, Kind, Person]]] = {}
        entries: tuple[Entry, ...] = (*self.verbs, *self.nouns, *self.cues, *self.unnamed)
        for row in entries:
            without = frozenset(map(fold, getattr(row, "without", ())))
            for form, kind, person in _forms_of(row):
                if len(form) > 1 and form not in without:
                    forms.setdefault(form, {}).setdefault((id(row), kind, person), (row, kind, person))
        return {form: list(known.values()) for form, known in forms.items()}

    def analyse(self, word: str) -> tuple[Analysis, ...]:
        """Everything the lexicons know a folded word to be, fewest clitics first."""
        seen = self._seen.get(word)
        if seen is None:
            seen = self._seen[word] = self._analyse(word)
        return seen

    def light(self, word: str) -> tuple[Analysis, Part] | None:
        """The light verb a word is (أجرى, شنت, وتلقى), and what its subject is to the event its noun tells."""
        for split in splits(word):
            entry = self._light.get(split.word)
            if entry and not split.article and fits(split, entry[1]):
                row, kind, person = entry
                return Analysis(row, kind, person, split), row.subject
        return None

    def _analyse(self, word: str) -> tuple[Analysis, ...]:
        found = []
        for split in splits(word):
            for row, kind, person in self._forms.get(split.word, ()):
                if fits(split, kind):
                    found.append(Analysis(row, kind, person, split))
        if any(not a.split.before for a in found):  # بحث is no ب+حث
            found = [a for a in found if not a.split.before or a.split.article]
        return tuple(found)


def fits(split: Split, kind: Kind) -> bool:
    """Whether a kind of form can carry these clitics: no finite verb has the article or ب."""
    if kind is Kind.PAST:
        return split.before in _BEFORE_PAST and split.after != "ي"
    if kind in _FINITE:
        return split.before in _BEFORE_PRESENT and split.after != "ي"
    if "س" in split.before or split.after == "ني":
        return False
    return not (split.article and split.after)


def _forms_of(row: Entry) -> list[Form]:
    if isinstance(row, Unnamed):
        return _head_forms(row)
    if isinstance(row, Noun):
        return list(noun_forms(row.lemma, row.plural))
    if isinstance(row, LightVerb):
        return []
    forms = list(verb_forms(row.past, row.present, row.past_passive))
    for masdar in row.masdar:
        forms += noun_forms(masdar, [], Kind.MASDAR)
    for active in row.active:
        forms += participle_forms(active, Kind.ACTIVE)
    if isinstance(row, Verb):
        for plural in row.plural:
            forms += noun_forms(plural, [], Kind.MASDAR)
        for passive in row.passive:
            forms += participle_forms(passive, Kind.PASSIVE)
    return forms


def models_folder() -> Traversable:
    """Where the trained Arabic models lie."""
    return files("marsad.lang.ar") / "models"


_NO_TANWIN = ("ون", "ين", "ي", "و", "ات", "ء", "ى", "ا", "ة")
"""Ends of plurals that take no ا in the accusative."""


def _head_forms(row: Unnamed) -> list[Form]:
    """Singular, dual and the plurals of the row: a negotiator's plural is no negotiations. ي and و bind it to a noun behind.

    Of a head of several words, the first in singular and plural.
    """
    if " " in row.head:
        words = [form.partition(" ")[0] for form in (row.head, *row.plural)]
        return [(fold(word), Kind.NOUN, Person.NONE) for word in words]
    if row.head.endswith("ة"):
        words = [row.head, *(row.head[:-1] + ending for ending in ("تان", "تين", "تي", "تا"))]
    else:
        words = [row.head + ending for ending in ("", "ا", "ان", "ين", "ي", "و", *(("ه",) if row.feminine else ()))]
    words += row.plural + [plural + "ا" for plural in row.plural if not plural.endswith(_NO_TANWIN)]
    return [(fold(word), Kind.NOUN, Person.NONE) for word in words]


def lexicon_folder() -> Traversable:
    """Where the Arabic lexicons lie."""
    return files("marsad.lang.ar") / "lexicon"


@cache
def arabic() -> Pack:
    """The Arabic pack, read once a process."""
    return Pack(lexicon_folder())


def digest(folder: Traversable) -> str:
    """SHA-256 over the names and bytes of every TOML file below a folder, in order: two equal digests read alike."""
    sha = hashlib.sha256()
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.is_dir():
            sha.update(digest(file).encode())
        elif file.name.endswith((".toml", ".gz", ".crfsuite")):
            sha.update(file.name.encode() + file.read_bytes())
    return sha.hexdigest()[:16]
