"""Arabic words and their clitics: what may be taken off the ends of a written word.

A split proposes; a lexicon decides. `splits("وسيجتمعون")` holds (`وس`, `يجتمعون`, ``) among others, and only the one
whose middle some lexicon knows is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_PROCLITICS = ("", "و", "ف", "ل", "ب", "ك", "س", "ول", "وب", "وك", "وس", "فس", "فل", "فب", "ال", "وال", "فال", "بال", "كال",
               "وبال", "وكال", "فبال", "لل", "ولل", "فلل")  # fmt: skip
_ARTICLES = frozenset(p for p in _PROCLITICS if p.endswith(("ال", "لل")))
_ENCLITICS = ("ه", "ها", "هم", "هما", "هن", "نا")


class Split(NamedTuple):
    """A written word taken apart: proclitics, the word itself, an attached pronoun."""

    before: str
    word: str
    after: str

    @property
    def article(self) -> bool:
        """Whether the word carries the article."""
        return self.before in _ARTICLES


@lru_cache(maxsize=200_000)
def splits(word: str) -> tuple[Split, ...]:
    """Every way to take clitics off a folded word, the whole word first."""
    found = []
    for before in _PROCLITICS:
        if word.startswith(before) and len(word) - len(before) >= 2:
            rest = word[len(before) :]
            found.append(Split(before, rest, ""))
            if before in _ARTICLES:
                continue
            for after in _ENCLITICS:
                if rest.endswith(after) and len(rest) - len(after) >= 2:
                    stem = rest[: -len(after)]
                    found.extend(Split(before, form, after) for form in _restore(stem))
    return tuple(found)


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


class Head(NamedTuple):
    """A word with `cut` letters of proclitics taken off."""

    cut: int
    form: str


@lru_cache(maxsize=100_000)
def heads(word: str) -> tuple[Head, ...]:
    """The forms under which a name may begin at a folded word: itself, then without proclitics."""
    found = [Head(0, word)]
    for split in splits(word):
        if split.after or not split.before or "س" in split.before or split.before[0] == "ا":
            continue
        if split.article:
            cut = len(split.before) - 2
            head = Head(cut, "ال" + split.word)
        else:
            head = Head(len(split.before), split.word)
        if head not in found:
            found.append(head)
    return tuple(found)


@lru_cache(maxsize=200_000)
def bases(word: str) -> frozenset[str]:
    """Every word that a written word can be: clitics, article and the alef of tanwin aside, with article and without."""
    forms = {word, *(form for s in splits(word) for form in (s.word, "ال" + s.word))}
    forms |= {form[:-1] for form in forms if form.endswith("ا") and len(form) > 3}  # حوارا
    return frozenset(forms)


def is_phrase(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether written words are the words of a phrase, clitics and article aside."""
    return len(words) == len(phrase) and all(p in bases(w) for w, p in zip(words, phrase, strict=True))
