"""The written forms of an Arabic lexeme, without vowel marks and folded.

Rows give a verb by its past and present (third person masculine singular) and a noun by its singular; what follows
is the paradigm as it is written. Sound, hollow (قال), defective (دعا، جرى، سعى) and doubled verbs are told apart by
their letters. Future س and proclitics are not part of a form. Source of the paradigms: K. Ryding, A Reference
Grammar of Modern Standard Arabic (2005), chapters 21 to 32.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from marsad.lang.ar.fold import fold


class Kind(StrEnum):
    """What kind of form a word is."""

    PAST = "past"
    PRESENT = "present"
    JUSSIVE = "jussive"
    MASDAR = "masdar"
    ACTIVE = "active"
    PASSIVE = "passive"
    NOUN = "noun"


class Person(StrEnum):
    """Whom a verb form agrees with: third person by gender and number, or one who speaks for himself."""

    HE = "3ms"
    SHE = "3fs"
    TWO = "3d"
    THEY = "3p"
    I = "1s"  # noqa: E741
    WE = "1p"
    YOU = "2"
    NONE = ""


Form = tuple[str, Kind, Person]


def verb_forms(past: str, present: str, past_passive: str = "") -> Iterator[Form]:
    """Every written form of the verb as (form, kind, person); the same letters may serve several persons."""
    for form, person in _past(past, present):
        yield fold(form), Kind.PAST, person
    if past_passive:
        for form, person in _past(past_passive, present):
            yield fold(form), Kind.PAST, person
    hollow = _is_hollow(past, present)
    for form, person in _present(present, hollow=hollow):
        yield fold(form), Kind.PRESENT, person
    for form, person in _jussive(present, hollow=hollow):
        yield fold(form), Kind.JUSSIVE, person


def _is_hollow(past: str, present: str) -> bool:
    return len(past) >= 3 and past[-2] == "ا" and len(present) >= 4 and present[-2] in "ويا" and past[-1] == present[-1]


def _past(past: str, present: str) -> Iterator[tuple[str, Person]]:
    yield past, Person.HE
    if past[-1] in "ىا" and len(past) >= 3:
        stem = past[:-1]
        glide = "ي" if past[-1] == "ى" else "و"
        yield from ((stem + "ت", Person.SHE), (stem + "تا", Person.TWO), (stem + "وا", Person.THEY))
        yield from ((stem + glide + "ا", Person.TWO), (stem + glide + "ت", Person.I), (stem + glide + "نا", Person.WE))
        return
    if past[-1] == "ي":
        stem = past[:-1]
        yield from (
            (past + "ت", Person.SHE),
            (past + "تا", Person.TWO),
            (past + "ا", Person.TWO),
            (stem + "وا", Person.THEY),
            (past + "نا", Person.WE),
        )
        return
    yield from (
        (past + "ت", Person.SHE),
        (past + "ا", Person.TWO),
        (past + "تا", Person.TWO),
        (past + "وا", Person.THEY),
        (past + "تم", Person.YOU),
    )
    short = past[:-2] + past[-1] if _is_hollow(past, present) else past
    yield from ((short + "نا", Person.WE), (short + "ت", Person.I))
    if past[-1] in "أء":
        yield past[:-1] + "ؤوا", Person.THEY


_PREFIXES = (("ي", Person.HE), ("ت", Person.SHE), ("ن", Person.WE))


def _present(present: str, *, hollow: bool) -> Iterator[tuple[str, Person]]:
    body = present[1:]
    for prefix, person in (*_PREFIXES, ("أ", Person.I)):
        yield prefix + body, person
    defective = body[-1] in "ىيو"
    stem = body[:-1] if defective else body
    glide = ("ي" if body[-1] in "ىي" else "و") if defective else ""
    for prefix, person in (("ي", Person.THEY), ("ت", Person.YOU)):
        yield from ((prefix + stem + "ون", person), (prefix + stem + "وا", person))
        yield from ((prefix + stem + glide + "ان", Person.TWO), (prefix + stem + glide + "ا", Person.TWO))
    if hollow:  # the passive: يقال
        yield from ((prefix + body[:-2] + "ا" + body[-1], person) for prefix, person in _PREFIXES)


def _jussive(present: str, *, hollow: bool) -> Iterator[tuple[str, Person]]:
    """The short forms that stand only after لم and لا: يقل, يدع, يجر."""
    body = present[1:]
    if body[-1] in "ىيو":
        yield from ((prefix + body[:-1], person) for prefix, person in _PREFIXES)
    elif hollow:
        yield from ((prefix + body[:-2] + body[-1], person) for prefix, person in _PREFIXES)


def noun_forms(lemma: str, plurals: list[str], kind: Kind = Kind.NOUN) -> Iterator[Form]:
    """The written forms of a noun: tanwin alef, dual, sound plural, given plurals; without the article."""
    for word in (lemma, *plurals):
        head, _, rest = word.partition(" ")
        tail = " " + rest if rest else ""
        for form in _singular(head) if word is lemma else _plural(head):
            yield fold(form + tail), kind, Person.NONE


def _singular(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ة"):
        stem = word[:-1] + "ت"
        yield from (stem + "ان", stem + "ين", stem + "ا", word[:-1] + "ات", stem)
    elif word.endswith("اء"):
        stem = word[:-1]
        yield from (word + "ات", stem + "ءان", stem + "ءين", stem + "ئي", stem + "ؤ", stem + "ئ")
    elif word.endswith("ى"):
        yield word[:-1] + "ا"
    elif word.endswith(("ين", "ون")):
        yield from (word + "ا", word + "ان")
    elif not word.endswith("ات"):
        yield from (word + "ا", word + "ان", word + "ين", word + "ات")


def _plural(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ون"):
        yield word[:-2] + "ين"
    elif word.endswith("اء"):
        yield from (word[:-1] + "ئ", word[:-1] + "ؤ")
    elif not word.endswith(("ة", "ات", "ين", "ى")):
        yield word + "ا"


def participle_forms(lemma: str, kind: Kind) -> Iterator[Form]:
    """Masculine, feminine, dual and sound plural of a participle, indefinite accusative too (`مضيفا`)."""
    stem = lemma[:-1] if lemma.endswith("ة") else lemma
    endings: tuple[tuple[str, Person], ...] = (
        ("", Person.HE), ("ا", Person.HE), ("ة", Person.SHE), ("ين", Person.THEY), ("ون", Person.THEY), ("ات", Person.SHE), ("ان", Person.TWO),
    )  # fmt: skip
    for ending, person in endings:
        yield fold(stem + ending), kind, person
