"""What two tellings have in common in their words: light stems, skeletons, and how far two sets of them overlap.

Stems follow Light10 (Larkey, Ballesteros, Connell 2007): particles and article off the front, endings off the back. Function
words and words of reporting say nothing about what is told and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import ADVERBS, FUNCTION_WORDS

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_BEFORE = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و")
_RADICAL = ("وفد", "وزي", "وزا", "وزر", "وقف", "وقع", "وقو", "وثي", "وثا", "وحد", "وكا", "وكي", "ولاي", "ولي", "وسط", "وسي", "وسا", "وصل", "وصو", "وفا",
            "وعد", "وعو", "وجو", "وجه", "واق", "وطن", "ورق", "وضع", "ودا", "وفق", "واش", "واج", "واض", "وظي", "وظا", "وقت", "وصف")  # fmt: skip
_AFTER = ("هما", "ها", "هم", "ان", "ات", "ون", "ين", "يه", "نا", "ه", "ي", "ا")
_VERBAL = ("سي", "ست", "سن", "ي", "ت", "ن", "م", "ا")
_EMPTY = frozenset(
    FUNCTION_WORDS
    | ADVERBS
    | frozenset(
        "هذا هذه ذلك تلك هو هي هم هنا هناك كما اي اذا ثم او ام به بها له لها لهم فيه فيها عليه عليها منه منها عنه عنها اليه اليها "
        "كل بعض جميع حيث بينما فيما يوم عام سنه شهر ساعه قال قالت يقول تقول اضاف اضافت واضاف واضافت اكد اكدت واكد وقال وقالت "
        "اعلن اعلنت تم يتم وذلك وهو وهي اكثر غير اخر اخري نحو لدي وكان التي الذي تكون يكون ليس وان بان انه".split()
    )
)  # fmt: skip


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without particles, article and endings; empty for a word that tells nothing by itself."""
    if word in _EMPTY or len(word) < 2:
        return ""
    for before in _BEFORE:
        if word.startswith(before) and len(word) - len(before) >= (3 if before == "و" else 2):
            if before == "و" and word.startswith(_RADICAL):
                break  # the و of وفد is no "and"
            word = word[len(before) :]
            break
    if word in _EMPTY:
        return ""
    for after in _AFTER:
        if word.endswith(after) and len(word) - len(after) >= 3:
            return word[: -len(after)]
    return word


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants that a stem keeps through its forms: نرفض, رفضنا and رفض are one; digits stay as they are."""
    core = stem(word)
    if not core or core[0].isdigit():
        return core
    for before in _VERBAL:
        if core.startswith(before) and len(core) - len(before) >= 3:
            core = core[len(before) :]
            break
    inner = core[0] + re.sub("[اويء]", "", core[1:])
    return inner if len(inner) >= 2 else core


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return stems_of(fold(text))


def stems_of(folded: str) -> frozenset[str]:
    """As `stems`, of a text that is folded already."""
    return frozenset(filter(None, map(stem, _WORD.findall(folded))))


def skeletons(text: str) -> frozenset[str]:
    """The skeletons of a text's content words: for tellings in other words."""
    return frozenset(filter(None, map(skeleton, words(text))))


def jaccard(one: Set[str], other: Set[str]) -> float:
    """Shared of all, 0 to 1; 0 where both are empty."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def containment(one: Set[str], other: Set[str]) -> float:
    """Shared of the smaller, 0 to 1; 0 where one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
