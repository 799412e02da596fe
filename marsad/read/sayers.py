"""Who speaks though no lexicon knows the noun: the subject right behind a reporting verb whose content follows.

قال مكتب إعلام الأسرى إن, أوضحت الدراسة أن, قالت أمازون إن.
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.function_words import ADVERBS, CLAUSE_WORDS, FUNCTION_WORDS
from marsad.lang.ar.pack import Analysis
from marsad.lang.lexicon import Cue, Noun, Verb
from marsad.read.amounts import counts
from marsad.read.asides import stays_unnamed
from marsad.read.cast import Cast, Named
from marsad.read.party import SAYER, Party
from marsad.read.tokens import Document

_LONGEST, _FARTHEST, _SAID = 5, 12, 4
_DOCUMENTS = frozenset("تقرير بيان تحقيق تحقيقات دراسه وثيقه رساله استطلاع احصاء".split())
_TIMES = frozenset(
    "نهايه بدايه مطلع منتصف عشيه غداه يوم شهر عام سنه اسبوع ساعه لحظه خلال حين صراحه علانيه حرفيا قايلا ان انه هذا هذه ذلك تلك هو هي هم نحن انا ضروره اهميه وجود وجوب مثل نفس".split()
)
_PARTICLES = FUNCTION_WORDS | ADVERBS
_NO_NOUNS = _PARTICLES | _TIMES


def sayer(doc: Document, cast: Cast, at: int, named: Mapping[int, Named]) -> Party | None:
    """The party that begins at a word, if a reporting verb stands before it and what is said behind."""
    verb = _reports(doc, at - 1) if at and doc.gaps[at] in (" ", ' "') else None
    if verb is None or stays_unnamed(doc, at) or stays_unnamed(doc, at - 1) or not _can_speak(doc, at, verb.person):
        return None
    end = _end(doc, at, named)
    if not _says(doc, end, verb):
        return None
    shown = doc.show(at, end)
    return Party(start=at, end=end, head=(at, end), cut=0, actor=cast.unnamed(shown, shown), sort="described", confidence=0.5,
                 office="source", rule=SAYER)  # fmt: skip


def _reports(doc: Document, at: int) -> Analysis | None:
    """The reporting verb at a word, if one person or body is its subject."""
    for a in doc.analyses(at):
        if isinstance(a.row, Cue) and a.is_verb and not a.row.weak and not a.split.after:
            return a if a.person in (Person.HE, Person.SHE) else None
    return None


def _can_speak(doc: Document, at: int, person: Person) -> bool:
    """Whether a word is a noun that can be the verb's subject: no particle, adverb, time, number or deed."""
    word = doc.words[at]
    if len(word) < 3 or word in _NO_NOUNS or counts(word):
        return False
    deeds = (a for a in doc.analyses(at) if a.is_verb or isinstance(a.row, Verb | Noun | Cue))
    if word.removeprefix("ال") not in _DOCUMENTS and any(not word.endswith("ون") or a.is_verb for a in deeds):
        return False  # but وقال منتقدون
    feminine = doc.ends_in_ta(at)
    if word.endswith("ا") and not word.startswith("ال"):
        return False  # صراحة وعلنا
    if word.startswith(("ب", "ل", "و", "ف", "ك")) and (word[1:] in FUNCTION_WORDS or word[1:3] == "ال"):
        return False
    return not (feminine and person is Person.HE)


def _end(doc: Document, at: int, named: Mapping[int, Named]) -> int:
    """The word after the noun, those it is bound to and its adjectives."""
    end = at + 1
    while end < len(doc.words) and end - at < _LONGEST and not doc.gaps[end].strip(' "'):
        word, name = doc.words[end], named.get(end)
        if word in _PARTICLES or any(a.is_verb for a in doc.analyses(end)):
            break
        if name and name.cut:
            break
        if name:
            end = name.end
            continue
        bound = doc.words[end + 1 : end + 2] and doc.words[end + 1].startswith("ال") and doc.gaps[end + 1] == " "
        if not word.startswith("ال") and not word.endswith(("يه", "ي")) and not bound:
            break  # مكتب إعلام الأسرى
        end += 1
    return end


def _says(doc: Document, at: int, verb: Analysis) -> bool:
    """Whether what is said begins soon behind a word, with no other verb of saying before it: أن, a quotation, the عن of عبر عن."""
    of = "عن" if isinstance(verb.row, Cue) and "عن" in verb.row.complement else ""
    last = min(doc.sentence_of(at - 1).end, at + _FARTHEST)
    for j in range(at, last):
        quote = doc.quote_at(j) if '"' in doc.gaps[j] else None
        if ":" in doc.gaps[j] or (quote and quote.start == j and quote.end - j >= _SAID):
            return True
        if doc.words[j] in CLAUSE_WORDS or doc.words[j] == of:
            return True
        if any(isinstance(a.row, Cue) and a.is_verb and not a.row.weak for a in doc.analyses(j)):
            return False
    return False
