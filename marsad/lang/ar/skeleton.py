"""Consonant skeletons: what is left of a name when spelling habits are taken away.

Foreign names are written many ways in Arabic: long vowels come and go, and Latin g, p, v, t, s have several letters each
(غوتيريش جوتيريس, شينكر شنكر شانكر). Two names with one skeleton may be one; the skeleton alone never says so.
"""

from __future__ import annotations

from functools import lru_cache

_SAME = str.maketrans(
    {
        "غ": "ج",
        "ق": "ج",
        "ك": "ج",
        "ط": "ت",
        "ص": "س",
        "ث": "س",
        "ش": "س",
        "ظ": "ز",
        "ذ": "ز",
        "ض": "د",
        "ح": "ه",
        "خ": "ه",
    }
)
_WEAK = frozenset("اويعءه")


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The skeleton of one folded word: شانكر, شينكر and شنكر give one, شاكر another."""
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    letters = bare.translate(_SAME)
    kept = [
        c
        for i, c in enumerate(letters)
        if (c not in _WEAK or (i == 0 and c != "ا")) and (i == 0 or c != letters[i - 1])
    ]
    return "".join(kept) or bare


def name_skeleton(words: tuple[str, ...]) -> tuple[str, ...]:
    """The skeletons of a full name's words, initials left out."""
    return tuple(skeleton(w) for w in words if len(w) > 1)
