"""Stances: the issues of a dossier on which a statement takes a side.

A stance is the product of the polarities over an issue's word in its clause and the word's own sense: who rejects (-) a
breach (-) of the truce (+) is for the ceasefire. A word with nothing over it takes the issue's usual side, if it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple, Protocol

import msgspec

from marsad.lang.ar.conjugate import Form, Kind, noun_forms, participle_forms, verb_forms
from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS
from marsad.lang.ar.pack import fits
from marsad.lang.ar.words import bases, is_phrase, splits
from marsad.lang.lexicon import rows
from marsad.model.reading import Polarity
from marsad.read.said import Said
from marsad.read.tokens import Document

_LOOK_AHEAD = 6
_AGAINST = frozenset(("warn", "accuse", "condemn", "reject", "deny"))
"""Forces of who is against what his clause tells: حذر من أن القصف سيقوض الحوار. Who denies takes no side on it."""
_BETWEEN = 3
"""Adjectives between the words of an issue: وقف فوري وشامل ودائم لإطلاق النار."""
_SIGN: dict[str, int] = {"+": 1, "-": -1}


class IssueWords(Protocol):
    """What reading needs of an issue: its id, the side of a bare mention, its words and what only looks like one."""

    @property
    def id(self) -> str:
        """The issue's id."""
        ...

    @property
    def usual(self) -> Polarity | None:
        """The side of a bare mention, None where it takes none."""
        ...

    @property
    def unless(self) -> tuple[str, ...]:
        """Phrases that only look like the issue's."""
        ...

    @property
    def words(self) -> Sequence[Sensed]:
        """The issue's words."""
        ...


class Sensed(Protocol):
    """A word of an issue and whether it names the issue or its opposite."""

    @property
    def form(self) -> str:
        """The word as written."""
        ...

    @property
    def sense(self) -> Polarity:
        """Whether it names the issue or its opposite."""
        ...


class FoundStance(NamedTuple):
    """An issue on which a statement takes a side; words `start` to `end` name the issue."""

    issue: str
    polarity: Polarity
    start: int
    end: int


class _Side(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the stance lexicon, whatever its table."""

    polarity: Polarity = "+"
    past: str = ""
    present: str = ""
    active: list[str] = []
    masdar: list[str] = []
    lemma: str = ""
    plural: list[str] = []
    form: str = ""
    phrase: list[str] = []
    weak: bool = False
    reach: Literal["clause", "next", "none"] = "clause"


class _Hit(NamedTuple):
    start: int
    end: int
    issue: IssueWords | None
    sense: int


class Stances:
    """The issue words of a dossier and the stance words of the language, ready for look-up."""

    def __init__(self, issues: Iterable[IssueWords], lexicon: Traversable) -> None:
        self._issues: dict[str, list[tuple[tuple[str, ...], IssueWords | None, int]]] = {}
        for issue in issues:
            for word in issue.words:
                self._add(word.form, issue, _SIGN[word.sense])
            for form in issue.unless:
                self._add(form, None, 0)
        file = lexicon / "stances.toml"
        self._sides: dict[str, list[tuple[_Side, Kind]]] = {}
        self._adjectives: dict[str, _Side] = {}
        for table in ("verb", "noun"):
            for row in rows(file, table, _Side):
                for form, kind, _ in _forms(row):
                    self._sides.setdefault(form, []).append((row, kind))
        for row in rows(file, "adjective", _Side):
            self._adjectives.update({form: row for form, _, _ in participle_forms(row.lemma, Kind.ACTIVE)})
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for row in rows(file, "phrase", _Side):
            words = tuple(fold(row.form).split())
            self._phrases.setdefault(words[0], []).append((words, _SIGN[row.polarity]))
        self._negators = {tuple(fold(r.form).split()): r.reach for r in rows(file, "negator", _Side)}

    def _add(self, form: str, issue: IssueWords | None, sense: int) -> None:
        words = tuple(fold(form).split())
        self._issues.setdefault(words[0], []).append((words, issue, sense))

    def find(self, doc: Document, said: Said) -> list[FoundStance]:
        """The stances of one statement, one an issue and side, in the order of the text."""
        found: dict[tuple[str, str], FoundStance] = {}
        first = said.cue[0] if said.cue and said.cue[0] < said.start else said.start
        hits = self._hits(doc, said.start, said.end)
        named = {j for hit in hits for j in range(hit.start, hit.end)}
        for hit in hits:
            if hit.issue is None:
                continue
            start = max(first, doc.sentence_of(hit.start).start)
            sign = self._over(doc, start, hit, named, said.force) or self._usual(hit, said)
            if sign:
                polarity: Polarity = "+" if sign > 0 else "-"
                found.setdefault((hit.issue.id, polarity), FoundStance(hit.issue.id, polarity, hit.start, hit.end))
        return list(found.values())

    def _usual(self, hit: _Hit, said: Said) -> int:
        """The side of a bare mention; who denies takes none."""
        usual = hit.issue.usual if hit.issue else None
        if usual is None or said.force == "deny" or hit.sense < 0:
            return 0
        return _SIGN[usual]

    def _hits(self, doc: Document, start: int, end: int) -> list[_Hit]:
        hits, at = [], start
        while at < end:
            best: _Hit | None = None
            for split in splits(doc.words[at]):
                for words, issue, sense in self._issues.get(split.word, ()):
                    stop = _stop(doc, at, words)
                    if at < stop <= end and (best is None or stop > best.end):
                        best = _Hit(at, stop, issue, sense)
            if best:
                hits.append(best)
                at = best.end
            else:
                at += 1
        return hits

    def _over(self, doc: Document, start: int, hit: _Hit, named: set[int], force: str) -> int:
        """The product of what stands over an issue's word and the word's sense; 0 where nothing does."""
        commas = [
            j
            for j in range(start + 1, hit.start + 1)
            if any(c in doc.gaps[j] for c in "،؛.:") or doc.words[j] in CLAUSE_BREAKS
        ]
        sign = 0
        for at in (*reversed(commas), start):  # the nearest clause in which something takes a side
            sign = self._product(doc, at, hit, named)
            if sign:
                if at != start and force in _AGAINST:
                    sign = 0 if force == "deny" else -sign
                break
        after = self._said_of(doc, hit.end)
        return (sign or hit.sense) * after if after else sign

    def _product(self, doc: Document, at: int, hit: _Hit, named: set[int]) -> int:
        sign, seen, flip, j = hit.sense, False, 1, at
        held = 1  # نفى دعم الهجوم: a weak word turns the first strong one
        while j < hit.start:
            if j in named:
                j += 1
                continue
            length, value = self._phrase_at(doc, j, hit.start)
            negator = None if length else self._negator_at(doc, j)
            if negator:
                flip = -flip if negator[1] != "none" else flip
                j += negator[0]
                continue
            value = value or self._side_at(doc, j, strong=not seen)
            if value:
                sign, seen, flip, held = sign * value * flip * held, True, 1, 1
            elif not seen:
                held *= self._side_at(doc, j, strong=False) or 1
            j += length or 1
        if flip < 0:
            sign, seen = -sign, True
        return sign if seen else 0

    def _phrase_at(self, doc: Document, at: int, limit: int) -> tuple[int, int]:
        for base in bases(doc.words[at]):
            for words, value in self._phrases.get(base, ()):
                if at + len(words) <= limit and is_phrase(doc.words[at : at + len(words)], words):
                    return len(words), value
        return 0, 0

    def _negator_at(self, doc: Document, at: int) -> tuple[int, str] | None:
        for length in (2, 1):
            words = tuple(doc.words[at : at + length])
            for form in (words, (words[0].lstrip("و"), *words[1:])) if words else ():
                if form in self._negators:
                    return length, self._negators[form]
        return None

    def _side_at(self, doc: Document, at: int, *, strong: bool) -> int:
        if doc.words[at] in PREPOSITIONS:
            return 0  # قبل الهدنة
        for split in splits(doc.words[at]):
            for row, kind in self._sides.get(split.word, ()):
                if row.phrase and not any(
                    is_phrase((w,), (fold(p),)) for p in row.phrase for w in doc.words[at + 1 : at + 4]
                ):
                    continue
                if not fits(split, kind):
                    continue  # المدد, بحذر
                if kind is Kind.NOUN and not strong:
                    continue  # نحذر من خطورة الهجوم: the noun only says it again
                if row.weak and strong and kind is not Kind.MASDAR:
                    continue
                return _SIGN[row.polarity]
        return 0

    def _said_of(self, doc: Document, at: int) -> int:
        """What is said of the issue's word behind it: الهجوم مرفوض, الهدنة على رأس أولوياتنا."""
        end = min(doc.sentence_of(at - 1).end, at + _LOOK_AHEAD)
        for j in range(at, end):
            if doc.gaps[j].strip(' "'):
                return 0
            length, value = self._phrase_at(doc, j, end)
            if length:
                return value
            row = self._adjectives.get(doc.words[j])
            if row:
                return _SIGN[row.polarity] * (-1 if doc.words[j - 1] in ("غير", "ليس", "ليست") else 1)
        return 0


def _stop(doc: Document, at: int, words: Sequence[str]) -> int:
    """Where a phrase that begins at a word ends, 0 where it does not stand there; وقف فوري لإطلاق النار is وقف إطلاق النار."""
    stop = at + len(words)
    if is_phrase(doc.words[at + 1 : stop], words[1:]):
        return stop
    for more in range(1, _BETWEEN + 1) if len(words) > 1 else ():
        first = at + 1 + more
        if first >= len(doc.words) or doc.gaps[first - 1] != " " or doc.words[first - 1] in PREPOSITIONS:
            return 0
        if doc.words[first].startswith("ل") and is_phrase(doc.words[first : stop + more], words[1:]):
            return stop + more
    return 0


def _forms(row: _Side) -> list[Form]:
    if row.lemma:
        return list(noun_forms(row.lemma, row.plural))
    forms = list(verb_forms(row.past, row.present))
    for masdar in row.masdar:
        forms += noun_forms(masdar, row.plural, Kind.MASDAR)
    for active in row.active:
        forms += participle_forms(active, Kind.ACTIVE)
    return forms
