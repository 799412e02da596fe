"""Written words as the search index keeps them: folded, without what Arabic writing hangs on to a word.

Conjunctions, prepositions, the article and attached pronouns come off where a general dictionary of Arabic forms knows
what is left and does not know the whole: وزير stays, والقوات and قواته become قوات. The dictionary (`forms.txt.gz`, made by
`training/forms`) is part of Marsad and not read from its source, so that one ledger is always split alike.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import cache
from importlib.resources import files

from marsad.lang.ar.fold import fold
from marsad.lang.ar.words import Split, splits

LONGEST = 40
"""Letters of a word that are looked at."""
WORD = re.compile(r"[\w\u0670\u064b-\u065f\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]+")
"""A word as it stands in a text that holds no low line: letters and digits, and the marks and controls between them."""

_ARABIC = re.compile(r"[\u0621-\u063f\u0641-\u064a]+")
_LATIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_SHORTEST = 3
"""Letters that must be left of a word: two-letter forms (من, ان, لا) are in nearly every word somewhere."""
_PARTICLES = ("بال", "كال", "فال", "و", "ف", "ب", "ل", "ك")
_SURE = frozenset(("ال", "وال", "لل", "ولل"))
"""The article where no dictionary knows what is behind it; بال and كال begin names (باليرمو)."""
_splits = splits.__wrapped__  # not its cache: what a written word comes to is remembered already


def spaced(text: str) -> str:
    """The text with blanks for low lines, which hold hashtags together; offsets stay."""
    return text.replace("_", " ")


def plain(word: str) -> str:
    """A word folded: hamza, ى, ة, marks, digits, Latin case and accents; empty where nothing is left of it."""
    folded = fold(word)
    if not (folded.isascii() and folded.isalnum()) and not _ARABIC.fullmatch(folded):
        letters = unicodedata.normalize("NFKD", folded).casefold().translate(_LATIN)
        folded = "".join(c for c in letters if c.isalnum())
    return folded[:LONGEST]


def stem(word: str) -> str:
    """The form that a folded word is kept under."""
    known = dictionary()
    if len(word) <= _SHORTEST or word in known or not _ARABIC.fullmatch(word):
        return word
    if _is_object(word):
        return word[:-1]
    if word.startswith("ال") and word[2:] in known:  # what most words come to, and no other split is cheaper
        return word[2:]
    cut = [s for s in _splits(word) if s.before or s.after]
    fits = [s for s in cut if s.word in known and _may_be(s)]
    if fits:
        return min(fits, key=_cost).word if len(fits) > 1 else fits[0].word
    bare = next((s.word for s in cut if s.before in _SURE and len(s.word) >= _SHORTEST), word)
    return bare[:-1] if _is_object(bare) else bare


def _is_object(word: str) -> bool:
    """Whether a word ends in the alef of an indefinite object (اجتماعا)."""
    return (
        len(word) > _SHORTEST and word.endswith("ا") and not word.endswith(("نا", "ها")) and word[:-1] in dictionary()
    )


def other(word: str, kept: str) -> str:
    """What else a folded word may be that is kept as `kept`; empty where a dictionary knows it (بشكل may be شكل)."""
    if kept != word or not word.startswith(_PARTICLES) or word in dictionary() or not _ARABIC.fullmatch(word):
        return ""
    return next((word[len(p) :] for p in _PARTICLES if word.startswith(p) and len(word) - len(p) >= _SHORTEST), "")


def _may_be(split: Split) -> bool:
    """Whether enough is left: little behind the article and و, which stand before anything; more where a name may begin so."""
    if split.article:
        return len(split.word) >= _SHORTEST - 1
    if split.before.endswith("س") and split.word[0] not in "يتن":  # the particle of the future
        return False
    sure = split.before in ("", "و") or _no_article(split)
    return len(split.word) >= (_SHORTEST if sure else _SHORTEST + 1)


def _cost(split: Split) -> tuple[bool, bool, int]:
    """The article is the surest sign, then particles, then pronouns; the fewer the better."""
    return not (split.article or _no_article(split)), bool(split.after), len(split.before)


def _no_article(split: Split) -> bool:
    """Whether what looks like an article is the word's own: للقاء holds لقاء and بإلقاء holds إلقاء, neither holds قاء."""
    if split.before in ("ل", "ول", "فل"):
        return split.word.startswith("ل")
    return split.before in ("و", "ف", "ب", "ك", "وب", "فب") and split.word.startswith("ال")


@cache
def dictionary() -> frozenset[str]:
    """The folded Arabic forms of the dictionary, read once a process."""
    return frozenset(gzip.decompress((files("marsad.ledger") / "forms.txt.gz").read_bytes()).decode().split("\n"))
