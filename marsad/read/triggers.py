"""Words that may tell an event: rows of the event lexicon whose conditions hold where they stand."""

from __future__ import annotations

from typing import NamedTuple

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import CLAUSE_WORDS
from marsad.lang.ar.pack import Analysis, Pack
from marsad.lang.ar.words import any_phrase, folded, is_phrase
from marsad.lang.lexicon import Noun, Verb
from marsad.read.asides import is_secret, stays_unnamed
from marsad.read.party import Parties
from marsad.read.tokens import Document

_NEAR = 8
_PHRASE_REACH = 8
_DESCRIBED, _AS_WHAT = 24, 5
_AS = frozenset(("بانه", "بانها", "بانهم"))
_NOTHING: frozenset[str] = frozenset()
_WISHES = ("REQUEST", "REJECT")


class Found(NamedTuple):
    """A trigger at words `at` to `end`, the row that knows it, and whether the row's conditions hold."""

    at: int
    end: int
    analysis: Analysis
    row: Verb | Noun
    fits: bool = True


def find_triggers(doc: Document, pack: Pack, parties: Parties, *, wide: bool = False) -> list[Found]:
    """One trigger a word at most, in order; words inside names are left alone. `wide` takes in rows whose conditions fail."""
    found, taken = [], 0
    for i in range(len(doc.words)):
        analyses = doc.analyses(i)
        if not analyses or doc.in_title(i):
            continue
        party = parties.covering(i)
        if party and party.sort in ("person", "body", "state", "place") and party.head[0] <= i < party.head[1]:
            continue
        if party and party.office and i < party.head[0]:
            continue
        if i < taken or _names_a_body(doc, parties, i):
            continue
        if parties.no_verb(i, doc) or (party is None and _disagrees(doc, parties, i)):
            analyses = tuple(a for a in analyses if a.kind is not Kind.PAST) or analyses
        fitting = [
            (*fit, Found(i, i + 1, analysis, row))
            for analysis in analyses
            if isinstance(row := analysis.row, Verb | Noun) and (fit := _fits(doc, parties, i, analysis, row))
        ]
        if fitting:
            _, taken, best = max(fitting, key=lambda f: f[0])  # the words of its phrase tell nothing more
            found.append(best)
        elif wide:
            rows = ((a, a.row) for a in analyses if isinstance(a.row, Verb | Noun) and _told(doc, i, a))
            found += {row.type: Found(i, i + 1, analysis, row, fits=False) for analysis, row in rows}.values()
    return found


def _names_a_body(doc: Document, parties: Parties, at: int) -> bool:
    """Whether a word with the article only says what a body before it is there for: الإنقاذ in فرق الإنقاذ, التحقيق in لجنة التحقيق."""
    party = parties.covering(at - 1) if at and doc.gaps[at] == " " and doc.words[at].startswith("ال") else None
    if party is None or not party.nominal or party.possessed or (party.start, party.end) != (at - 1, at):
        return False
    head = doc.words[at - 1][party.cut :]
    return not head.startswith("ال") and not head.endswith(("ون", "ين", "ا"))


def _disagrees(doc: Document, parties: Parties, at: int) -> bool:
    """Whether a masculine verb would stand behind a feminine one and its subject, so that the word is a noun: طلب in رفضت محكمة إسرائيلية طلب الإفراج."""
    party = parties.covering(at - 1) if at > 1 and doc.gaps[at] == " " else None
    if party is None or party.end != at or party.start == 0:
        return False
    past = all(a.person is Person.HE and not a.split.before for a in doc.analyses(at) if a.kind is Kind.PAST)
    return past and any(a.kind is Kind.PAST and a.person is Person.SHE for a in doc.analyses(party.start - 1))


def _told(doc: Document, at: int, analysis: Analysis) -> bool:
    """Whether a form can tell anything where it stands: a jussive needs its particle."""
    return analysis.kind is not Kind.JUSSIVE or (at > 0 and doc.words[at - 1] in ("لم", "ولم", "لا", "ولا", "فلم"))


def _fits(doc: Document, parties: Parties, at: int, analysis: Analysis, row: Verb | Noun) -> tuple[int, int] | None:
    """How specific the row is (more is better) and where the trigger ends, or None where its conditions fail."""
    if not _told(doc, at, analysis):
        return None
    if analysis.kind is Kind.ACTIVE and isinstance(row, Verb) and row.adjunct and not doc.set_off(at, analysis):
        return None
    rank, end = 1, at + 1
    sentence = doc.sentence_of(at)
    following = doc.bases[at + 1 : min(sentence.end, at + 5)]
    if row.unless_next and any_phrase(row.unless_next, following, start_only=True):
        return None
    if row.only_next:
        if not any_phrase(row.only_next, following, start_only=True):
            return None
        rank += 2
    if row.unless_near or row.only_near:
        around = range(max(sentence.start, at - _NEAR), parties.ahead(at, _NEAR + 1, sentence.end))
        near = doc.bases[around.start : around.stop]
        if row.unless_near and any_phrase(row.unless_near, near):
            plain = [_NOTHING if _in_a_name(parties, j) else doc.bases[j] for j in around]
            if any_phrase(row.unless_near, plain):
                return None
        if row.only_near:
            if not any_phrase(row.only_near, near) and not _described(doc, at, sentence.end, row):
                return None
            rank += 1
    if isinstance(row, Verb) and row.phrase:
        reach = _phrase_end(row.phrase, doc, at + 1, parties.ahead(at + 1, _PHRASE_REACH, sentence.end))
        if reach is None:
            return None
        rank, end = rank + 3, reach
    if row.type in _WISHES and any(stays_unnamed(doc, j) for j in range(at + 1, at + _NEAR)):
        return None  # رفض المسؤول الكشف عن اسمه
    subject = parties.covering(at + 1)
    if row.type == "REJECT" and (is_secret(doc, at + 1) or (subject and is_secret(doc, subject.end))):
        return None  # رفض الوزير الخوض في التفاصيل
    if analysis.is_verb:
        rank += 1
    return rank, end


def _described(doc: Document, at: int, end: int, row: Verb | Noun) -> bool:
    """Whether a condition holds right behind بأنه, however long what is described: وصف الخطة التي ... بأنها فضيحة."""
    if row.prepositions.get("ب") != "topic":
        return False
    ahead = range(at + _NEAR - _AS_WHAT, min(end, at + _DESCRIBED))
    as_what = next((j for j in ahead if doc.words[j] in _AS), end)
    return any_phrase(row.only_near, doc.bases[as_what + 1 : min(end, as_what + _AS_WHAT)])


def _in_a_name(parties: Parties, at: int) -> bool:
    """Whether a word belongs to a name, so that it does not mean what it says: الشباب in حركة الشباب."""
    party = parties.covering(at)
    return party is not None and not party.nominal and party.head[0] <= at < party.head[1]


def _phrase_end(phrases: tuple[str, ...], doc: Document, start: int, end: int) -> int | None:
    wanted = folded(phrases)
    for i in range(start, end):
        if doc.words[i] in CLAUSE_WORDS:
            return None
        for phrase in wanted.longer:
            if i + len(phrase) <= end and is_phrase(doc.bases[i : i + len(phrase)], phrase):
                return i + len(phrase)
        if not wanted.words.isdisjoint(doc.bases[i]):
            return i + 1
    return None
