"""What stands beside a verb and tells where its subject is not, or where it ends: pronouns, relatives, appositions, adjectives."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.function_words import CLAUSE_WORDS, FILLERS, NEGATORS, RELATIVES
from marsad.lang.ar.words import definite_nisba
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document

_HE_HIMSELF = frozenset("انه انها انهم انهما بانه بانها بانهم بانهما وانه وانها لانه لانها لكنه لكنها".split())
DISAGREEING = frozenset((("الذي", Person.SHE), ("التي", Person.HE)))
"""Relative pronouns and verbs whose subject they cannot be: بوتين الذي تدعم بلاده."""


def pronoun_before(doc: Document, at: int) -> bool:
    """Whether a pronoun or the speaker himself is the subject: قال إنه سيدعو الأطراف, نفت أن تكون قد زودت الحوثيين."""
    if not at or doc.gaps[at] != " ":
        return False
    at -= doc.words[at - 1] in NEGATORS and at > 1  # أكد أنه لم يوقع اتفاقا
    before = doc.words[max(0, at - 3) : at]
    return before[-1] in _HE_HIMSELF or (before[-1] == "قد" and before[-2:-1] in (["تكون"], ["يكون"]))


def own_of_relative(doc: Document, parties: Parties, at: int, person: Person | None) -> bool:
    """Whether the verb right behind a relative pronoun has a subject of its own behind it: الغاز الذي قالت بريطانيا إنه."""
    relative = doc.words[at - 1] if at else ""
    own = parties.covering(at + 1) if relative in RELATIVES else None
    if own is None or own.start != at + 1 or own.cut or doc.words[own.start].startswith(("لل", "بال")):
        return False
    return (relative.lstrip("و"), person) in DISAGREEING or not CLAUSE_WORDS.isdisjoint(
        doc.words[own.end : own.end + 1]
    )


def in_apposition(doc: Document, parties: Parties, at: int, end: int) -> Party | None:
    """A name in quotation marks behind a definite noun and its adjectives: العملية البحرية الأوروبية "إيريني"."""
    j = at
    while j < min(end, at + 5) and doc.words[j].startswith("ال") and parties.covering(j) is None:
        j += 1
    party = parties.covering(j) if at < j < end and doc.gaps[j].strip() == '"' else None
    return party if party and party.start == j else None


def adjective_of(doc: Document, at: int) -> bool:
    """Whether a word no lexicon knows can be the adjective of the definite noun before it."""
    return definite_nisba(doc.words[at]) and doc.gaps[at] == " " and doc.words[at - 1].startswith("ال")


def beginning(doc: Document, party: Party | None, start: int) -> Party | None:
    """The party, if it begins its clause: not with سياسات الحكومة"، عبرت عن."""
    if party is None or party.start <= start + 2:
        return party
    before = doc.words[party.start - 1]
    return party if before in CLAUSE_WORDS or before in FILLERS or "،" in doc.gaps[party.start] else None
