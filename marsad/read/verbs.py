"""What stands right before a verb and what its form says: negators, gender and number; whether a word is a verb of saying."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.function_words import FILLERS, NEGATORS
from marsad.lang.lexicon import Cue
from marsad.read.tokens import Document


def negated(doc: Document, at: int) -> bool:
    """Whether a negator governs the word."""
    sentence = doc.sentence_of(at)
    for j in range(at - 1, max(sentence.start, at - 3) - 1, -1):
        if doc.gaps[j + 1].strip():
            return False
        if doc.words[j] in NEGATORS:
            return not (doc.words[j] == "ما" and any(a.is_verb and a.split.after for a in doc.analyses(at)))  # ما وصفته
        if doc.words[j] not in FILLERS and j < at - 1:
            return False
    return False


def reports(doc: Document, at: int) -> bool:
    """Whether a word can be a reporting verb: وهو ما تنفيه."""
    return any(isinstance(a.row, Cue) and a.is_verb for a in doc.analyses(at))


def gender(person: Person) -> str:
    """`he`, `she`, `they`, or empty where the form does not say."""
    return _GENDERS.get(person, "")


_GENDERS = {Person.HE: "he", Person.SHE: "she", Person.THEY: "they", Person.TWO: "they"}
