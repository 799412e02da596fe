"""What stands right before a verb and what its form says: negators, gender and number; whether a word is a verb of saying."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.function_words import CLAUSE_WORDS, FILLERS, NEGATORS, PREPOSITIONS
from marsad.lang.lexicon import Cue
from marsad.read.tokens import Document

STILL = frozenset("يزال تزال يزالان يزالون زال زالت زالوا مازال مازالت مازالوا".split())
"""What says, with a negator before it, that something goes on: لا يزال, ما زالت."""
_THAT_IS = frozenset(("هو", "وهو", "كل", "بقدر"))


def negated(doc: Document, at: int) -> bool:
    """Whether a negator governs the word."""
    sentence = doc.sentence_of(at)
    for j in range(at - 1, max(sentence.start, at - 3) - 1, -1):
        if doc.gaps[j + 1].strip():
            return False
        if doc.words[j] in NEGATORS:
            return not _negates_nothing(doc, j, at)
        if doc.words[j] not in FILLERS and j < at - 1:
            return False
    return False


def _negates_nothing(doc: Document, j: int, at: int) -> bool:
    """Whether what looks like a negator before a word is none: غير أن, لا يزال يرفض, ما وصفته, وهو ما رفضته، ما أثار غضبا."""
    if doc.words[j + 1] in STILL:
        return True
    if doc.words[j] == "غير":
        return doc.words[j + 1] in CLAUSE_WORDS
    if doc.words[j] != "ما":
        return False
    behind = doc.words[j - 1] if j and doc.gaps[j] == " " else ""
    return behind in PREPOSITIONS or behind in _THAT_IS or any(a.is_verb and a.split.after for a in doc.analyses(at))


def reports(doc: Document, at: int) -> bool:
    """Whether a word can be a reporting verb: وهو ما تنفيه."""
    return any(isinstance(a.row, Cue) and a.is_verb for a in doc.analyses(at))


def gender(person: Person) -> str:
    """`he`, `she`, `they`, or empty where the form does not say."""
    return _GENDERS.get(person, "")


_GENDERS = {Person.HE: "he", Person.SHE: "she", Person.THEY: "they", Person.TWO: "they"}
