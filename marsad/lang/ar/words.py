"""Arabic words and their clitics: what may be taken off the ends of a written word.

A split proposes; a lexicon decides. `splits("وسيجتمعون")` holds (`وس`, `يجتمعون`, ``) among others, and only the one
whose middle some lexicon knows is used.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import FUNCTION_WORDS

_PROCLITICS = ("", "و", "ف", "ل", "ب", "ك", "س", "ول", "وب", "وك", "وس", "فس", "فل", "فب", "ال", "وال", "فال", "بال", "كال",
               "وبال", "وكال", "فبال", "لل", "ولل", "فلل")  # fmt: skip
ARTICLES = tuple(p for p in _PROCLITICS if p.endswith(("ال", "لل")))
"""The article with what is written before it, the shortest first."""
_ENCLITICS = ("ه", "ها", "هم", "هما", "هن", "نا")
_LONGEST_PROCLITIC, _LONGEST_ENCLITIC = (max(map(len, clitics)) for clitics in (_PROCLITICS, _ENCLITICS))


@dataclass(frozen=True)
class Split:
    """A written word taken apart: proclitics, the word itself, an attached pronoun."""

    before: str
    word: str
    after: str

    @property
    def article(self) -> bool:
        """Whether the word carries the article."""
        return self.before in ARTICLES


@lru_cache(maxsize=200_000)
def splits(word: str) -> tuple[Split, ...]:
    """Every way to take clitics off a folded word, the whole word first."""
    found = []
    enclitics = _enclitics(word[-_LONGEST_ENCLITIC:])
    for before in _proclitics(word[:_LONGEST_PROCLITIC]):
        rest = word[len(before) :]
        if len(rest) < 2:
            continue
        found.append(Split(before, rest, ""))
        if before in ARTICLES:
            continue
        for after in enclitics:
            if len(rest) - len(after) >= 2:
                found.extend([Split(before, form, after) for form in _restore(rest[: -len(after)])])
    return tuple(found)


@lru_cache(maxsize=20_000)
def _proclitics(start: str) -> tuple[str, ...]:
    """The proclitics that a word with these first letters may have."""
    return tuple(p for p in _PROCLITICS if start.startswith(p))


@lru_cache(maxsize=20_000)
def _enclitics(end: str) -> tuple[str, ...]:
    """The pronouns that a word with these last letters may have."""
    return tuple(e for e in _ENCLITICS if end.endswith(e))


def _restore(stem: str) -> tuple[str, ...]:
    """What a stem was before a pronoun: زيارت(ه) from زياره, اعتبرو(ها) from اعتبروا, لقاي(ه) from لقاء."""
    if stem.endswith("ت"):
        return (stem, stem[:-1] + "ه")
    if stem.endswith(("او", "اي")):
        return (stem, stem[:-1] + "ء")
    if stem.endswith("و"):
        return (stem, stem + "ا")
    if stem.endswith("ا"):
        return (stem, stem[:-1] + "ي", stem + "ء")
    return (stem,)


@dataclass(frozen=True)
class Head:
    """A word with `cut` letters of proclitics taken off."""

    cut: int
    form: str


@lru_cache(maxsize=100_000)
def heads(word: str) -> tuple[Head, ...]:
    """The forms under which a name may begin at a folded word: itself, then without proclitics."""
    found = [Head(0, word)]
    for cut, article, length in _cuts(word[:_LONGEST_PROCLITIC]):
        if len(word) - length >= 2:
            head = Head(cut, article + word[length:])
            if head not in found:
                found.append(head)
    return tuple(found)


@lru_cache(maxsize=20_000)
def _cuts(start: str) -> tuple[tuple[int, str, int], ...]:
    """For each proclitic that may stand before a name: the letters cut off, the article that is kept, the proclitic's length."""
    before = [p for p in _proclitics(start) if p and "س" not in p and p[0] != "ا"]
    return tuple((len(p) - 2, "ال", len(p)) if p in ARTICLES else (len(p), "", len(p)) for p in before)


@lru_cache(maxsize=200_000)
def bases(word: str) -> frozenset[str]:
    """Every word that a written word can be: clitics, article and the alef of tanwin aside, with article and without."""
    forms = {word, *(form for s in splits(word) for form in (s.word, "ال" + s.word))}
    forms |= {form[:-1] for form in forms if form.endswith("ا") and len(form) > 3}  # حوارا
    return frozenset(forms)


def is_phrase(spelt: Sequence[Container[str]], phrase: Sequence[str]) -> bool:
    """Whether written words, each by its `bases`, are the words of a phrase."""
    return len(spelt) == len(phrase) and all(p in s for s, p in zip(spelt, phrase, strict=True))


class Phrases(NamedTuple):
    """The phrases of a condition, folded: single words for look-up, longer ones to be compared."""

    words: frozenset[str]
    longer: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=20_000)
def folded(phrases: tuple[str, ...]) -> Phrases:
    """The phrases of a condition, ready to be looked for."""
    split = [tuple(fold(phrase).split()) for phrase in phrases]
    return Phrases(frozenset(p[0] for p in split if len(p) == 1), tuple(p for p in split if len(p) > 1))


def any_phrase(phrases: tuple[str, ...], spelt: Sequence[frozenset[str]], *, start_only: bool = False) -> bool:
    """Whether one of the phrases stands among words, each by its `bases`; `start_only` asks for it at the first or second."""
    wanted = folded(phrases)
    last = 1 if start_only else len(spelt)
    if not all(map(wanted.words.isdisjoint, spelt[: last + 1])):
        return True
    return any(
        phrase[0] in spelt[i] and is_phrase(spelt[i : i + len(phrase)], phrase)
        for phrase in wanted.longer
        for i in range(min(last, len(spelt) - len(phrase)) + 1)
    )


def definite(word: str) -> bool:
    """Whether a folded word begins with the article, as إلى and الذي only seem to."""
    return word.startswith("ال") and word not in FUNCTION_WORDS


def definite_nisba(word: str) -> bool:
    """Whether a folded word is spelt like a definite adjective of relation (nisba): الاسكتلنديه, الرسمي."""
    return word.startswith("ال") and word.endswith(("ي", "يه"))
