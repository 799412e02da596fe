"""Sides: words, phrases and negators over an issue's word that support or oppose it, and what is said of it behind.

All come from the language's `stances.toml`; the issues come from the dossier and are known to `stances` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple

import msgspec

from marsad.lang.ar.conjugate import Form, Kind, Person, noun_forms, participle_forms, verb_forms
from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import ARTICLES, CLAUSE_WORDS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import fits
from marsad.lang.ar.words import any_phrase, is_phrase, splits
from marsad.lang.lexicon import rows
from marsad.model.reading import Polarity
from marsad.read.tokens import Document

SIGN: dict[str, int] = {"+": 1, "-": -1}
_LOOK_AHEAD = 6
_FAR_AHEAD = 9
_FINITE = frozenset((Kind.PAST, Kind.PRESENT, Kind.JUSSIVE))
_OWNED = frozenset((Kind.PRESENT, Kind.JUSSIVE, Kind.ACTIVE, Kind.NOUN))
_WILL = ("سي", "ست", "سن")
_GOVERNING = PREPOSITIONS | {"علينا", "اجل"}
"""Ends of phrases that say something of what stands behind them, not before: ضد, من أجل."""
_IS_NOT = frozenset("غير ليس ليست يكن تكن".split())
_IS = frozenset("هو هي يمثل تمثل يشكل تشكل يعد تعد يعتبر تعتبر له لها بات باتت اصبح اصبحت".split())


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
    phrase: tuple[str, ...] = ()
    weak: bool = False
    by: Polarity | None = None
    punishes: bool = False
    blames: bool = False
    owed: bool = False
    leaves: bool = False
    reach: Literal["clause", "next", "none"] = "clause"


class Word(NamedTuple):
    """A form of a row as it stands in a text."""

    row: _Side
    kind: Kind
    person: Person


class Sides:
    """The stance words of a language, ready for look-up."""

    def __init__(self, lexicon: Traversable) -> None:
        file = lexicon / "stances.toml"
        self._words: dict[str, list[Word]] = {}
        self._adjectives: dict[str, _Side] = {}
        for table in ("verb", "noun"):
            for row in rows(file, table, _Side):
                for form, kind, person in _forms(row):
                    self._words.setdefault(form, []).append(Word(row, kind, person))
        for row in rows(file, "adjective", _Side):
            self._adjectives.update({form: row for form, _, _ in participle_forms(row.lemma, Kind.ACTIVE)})
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for row in rows(file, "phrase", _Side):
            words = tuple(fold(row.form).split())
            self._phrases.setdefault(words[0], []).append((words, SIGN[row.polarity]))
        self._negators = {tuple(fold(r.form).split()): r.reach for r in rows(file, "negator", _Side)}

    def phrase_at(self, doc: Document, at: int, limit: int) -> tuple[int, int]:
        """Length and side of the longest fixed expression at a word that ends before `limit`, (0, 0) where none stands."""
        found = (0, 0)
        for base in doc.bases[at]:
            for words, value in self._phrases.get(base, ()):
                if found[0] < len(words) <= limit - at and is_phrase(doc.bases[at : at + len(words)], words):
                    found = len(words), value
        return found

    def negator_at(self, doc: Document, at: int) -> tuple[int, str] | None:
        """Length and reach of the negator at a word."""
        for length in (2, 1):
            words = tuple(doc.words[at : at + length])
            for form in (words, (words[0].lstrip("و"), *words[1:])) if words else ():
                if form in self._negators:
                    return length, self._negators[form]
        return None

    def word_at(self, doc: Document, at: int, *, strong: bool) -> int:
        """The side of the word, 0 where it takes none; `strong` asks for one that needs no other."""
        for row, kind, person in self._rows(doc, at):
            if kind is Kind.NOUN and not strong:
                continue  # نحذر من خطورة الهجوم: the noun only says it again
            ours = _ours(kind, person)
            if row.weak and strong and not ours and (kind is not Kind.MASDAR or row.polarity == "+"):
                continue  # مواصلة الهجوم is no side by itself, وقف الهجوم and نواصل الهجوم are
            return SIGN[row.by if row.by and _by(doc, at) else row.polarity]
        return 0

    def owned(self, doc: Document, at: int) -> bool | None:
        """Whether the word, where nothing governs it, tells of the speaker himself: نرفض, بلاده ترفض, ضرورة, not رفضت الحركة.

        None where it is a verbal noun, which does not say whose it is.
        """
        words = list(self._rows(doc, at))
        if not words or any(w.kind in _OWNED or _ours(w.kind, w.person) for w in words):
            return True
        return None if any(w.kind is Kind.MASDAR for w in words) else False

    def opposes(self, doc: Document, at: int) -> bool:
        """Whether the word is a present or future verb that opposes by itself: حزبه سيقاطع الاقتراع."""
        return any(
            w.kind in (Kind.PRESENT, Kind.JUSSIVE) and w.row.polarity == "-" and not (w.row.weak or w.row.blames)
            for w in self._rows(doc, at)
        )

    def of_ours(self, doc: Document, at: int) -> bool:
        """Whether the word is a verb of the first person that takes a side and that no أن or ل governs: ندعو, لا نقبل."""
        if doc.words[at - 1 : at] in (["ان"], ["الا"], ["كي"]) or doc.words[at].startswith("ل"):
            return False
        return any(not row.weak and _ours(kind, person) for row, kind, person in self._rows(doc, at))

    def of_himself(self, doc: Document, at: int) -> bool:
        """Whether the word is an act with a pronoun for whose it is: دعمها, رفضه."""
        if doc.ends_in_ta(at):
            return False
        return any(split.after and split.word in self._words for split in splits(doc.words[at]))

    def punishes(self, doc: Document, at: int) -> bool:
        """Whether the word punishes or looks into what stands behind it: محاسبة من قصف, تحقيق في القصف."""
        return any(row.punishes for row, _, _ in self._rows(doc, at))

    def blames(self, doc: Document, at: int) -> bool:
        """Whether the word, told of others, speaks for what it is done to: القوات خرقت الهدنة."""
        ours = doc.words[at].startswith(("سن", "ن"))
        return not ours and any(row.blames and not (row.by and _by(doc, at)) for row, _, _ in self._rows(doc, at))

    def told_to_leave(self, doc: Document, start: int, end: int) -> bool:
        """Whether those named in words `start` to `end` are told to go: على المرتزقة مغادرة البلاد, دعا القوات الأجنبية إلى الرحيل."""
        if end >= doc.sentence_of(start).end or doc.gaps[end].strip():
            return False
        toward = doc.words[end] in ("الي", "علي")
        if not toward and doc.words[start - 1 : start] != ["علي"] and not doc.words[end].startswith("ب"):
            return False
        at = end + toward
        return at < len(doc.words) and any(w.row.leaves and w.kind is Kind.MASDAR for w in self._rows(doc, at))

    def fails(self, doc: Document, at: int) -> bool:
        """Whether the word, negated and told of others, blames them for what they owe: القوات لا تحترم الهدنة."""
        words = list(self._rows(doc, at))
        return any(w.row.owed and w.kind in _FINITE and not _ours(w.kind, w.person) for w in words)

    def obliges(self, doc: Document, at: int) -> bool:
        """Whether على with whom it binds stands there, and أن or a verbal noun behind: على الطرفين احترام الهدنة."""
        if doc.words[at] not in ("علي", "وعلي"):
            return False
        behind = range(at + 2, min(doc.sentence_of(at).end, at + 6))
        nouns = (w.kind is Kind.MASDAR for j in behind for w in self._rows(doc, j) if not doc.gaps[j].strip())
        return any(doc.words[j] == "ان" for j in behind) or any(nouns)

    def begins_clause(self, doc: Document, at: int) -> bool:
        """Whether the word is و with a finite verb that takes a side, which nothing before it governs: ترفض X وتدعم Y."""
        kinds = {kind for _, kind, _ in self._rows(doc, at)}
        return doc.words[at].startswith("و") and bool(kinds) and kinds <= _FINITE

    def _rows(self, doc: Document, at: int) -> Iterator[Word]:
        if doc.words[at] in PREPOSITIONS:
            return  # قبل الهدنة
        for split in splits(doc.words[at]):
            for row, kind, person in self._words.get(split.word, ()):
                if row.phrase and not any_phrase(row.phrase, doc.bases[at + 1 : at + 4]):
                    continue
                if fits(split, kind):  # no المدد, بحذر
                    yield Word(row, kind, person)

    def said_of(self, doc: Document, at: int) -> int:
        """What is said of the issue's word behind it: الهجوم مرفوض, الهدنة على رأس أولوياتنا, القصف يمثل انتهاكا."""
        end, joined = doc.sentence_of(at - 1).end, False
        for j in range(at, min(end, at + _FAR_AHEAD)):
            if doc.gaps[j].strip(' "«»') and not ("،" in doc.gaps[j] and doc.words[j] in RELATIVES):
                return 0
            joined = joined or (doc.words[j].startswith("و") and not doc.words[j].endswith(("ه", "ها", "هم")))
            if doc.words[j] in _IS and j + 1 < end and not joined:
                value = self.phrase_at(doc, j + 1, end)[1] or self.word_at(doc, j + 1, strong=True)
                if value:
                    return value
            if j >= at + _LOOK_AHEAD:
                continue
            if doc.words[j].startswith(_WILL) and not joined and (value := self.word_at(doc, j, strong=True)):
                return value  # رفع العقوبات سيسهل, not سحب
            length, value = self.phrase_at(doc, j, min(end, at + _LOOK_AHEAD))
            if length and doc.words[j + length - 1] not in _GOVERNING:
                return value
            row = self._adjectives.get(doc.words[j].removeprefix("ال"))
            if row and _describes(doc, at, j):
                return SIGN[row.polarity] * (-1 if doc.words[j - 1] in _IS_NOT else 1)
        return 0


def _describes(doc: Document, at: int, adjective: int) -> bool:
    """Whether an adjective is the issue's word's, which ends before `at`: الهجوم الجوي الغاشم, not محاسبة مرتكبي الجرائم الخطيرة or قصف بؤرة خطيرة."""
    between = doc.words[at:adjective]
    if doc.words[adjective - 1] in PREPOSITIONS:
        return False  # التصويت على مشروع
    if doc.words[adjective].startswith("ال"):
        return all(word.startswith("ال") for word in between)
    if doc.words[at - 1].startswith(ARTICLES):
        return True
    return all(word.endswith(("ي", "يه", "يا")) or word in _IS_NOT for word in between)


def _ours(kind: Kind, person: Person) -> bool:
    """Whether a form is surely of the first person; the past of I looks like that of she."""
    return kind in _FINITE and (person is Person.WE or (person is Person.I and kind is not Kind.PAST))


def _by(doc: Document, at: int) -> bool:
    """Whether ب brings in what a verb is about, behind at most a party of three words."""
    return any(word.startswith("ب") and word not in CLAUSE_WORDS for word in doc.words[at + 1 : at + 5])


def _forms(row: _Side) -> list[Form]:
    if row.lemma:
        return list(noun_forms(row.lemma, row.plural))
    forms = list(verb_forms(row.past, row.present))
    for masdar in row.masdar:
        forms += noun_forms(masdar, row.plural, Kind.MASDAR)
    for active in row.active:
        forms += participle_forms(active, Kind.ACTIVE)
    return forms
