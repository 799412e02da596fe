"""Blocking keys: which spellings of a name are worth comparing, in Arabic and in Latin letters.

A key is what both scripts keep of a name when spelling habits are taken away: its consonants in eleven classes, doubled ones
once (Haftar and حفتر give HFTR). Words with one key may be one name; the key alone never says so. A Latin letter that is
written in several ways in Arabic (th, ch, c, j, w) gives several keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from marsad.lang.ar.fold import fold

_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_²³¹¼½¾\u0600-\U0010ffff]")  # of Latin, Greek, Cyrillic and their neighbours
_GLUED = frozenset(
    "عبد ابو ابي ابا ام دي دو دا فان فون لو ماك سان بو ولد abd abdul abdel abdal abu de di da van von mac mc".split()
)
_SONS = frozenset("بن ابن بنت bin ibn bint".split())
_DROPPED = frozenset("al el ul as ash ar ad".split())
_HOUSE = "ال"
SON = "بن "
_CLASSES = {
    "B": "ب", "F": "ف", "M": "م", "N": "ن", "L": "ل", "R": "ر", "T": "تط", "D": "دض", "S": "سصثشزذظ", "K": "جغقك", "H": "حخه",
}  # fmt: skip
_ARABIC = {letter: key for key, letters in _CLASSES.items() for letter in letters}
_DOUBLED = re.compile(r"(.)\1+")
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tsch", ("TS",)), ("tch", ("TS",)), ("sch", ("S",)), ("ch", ("TS", "S", "K", "H")), ("sh", ("S",)), ("kh", ("H", "K")),
    ("gh", ("K", "")), ("gl", ("KL", "L")), ("gn", ("KN", "N")), ("th", ("T", "S")), ("dh", ("D", "S")), ("ph", ("F",)), ("qu", ("K",)), ("ck", ("K",)), ("zh", ("S", "K")),
    ("tz", ("TS",)), ("dt", ("T",)), ("dzh", ("K",)), ("dj", ("K", "DK")), ("dg", ("K", "DK")), ("zz", ("TS", "S")), ("cc", ("K", "TS")), ("ce", ("S", "K")), ("ci", ("S", "K", "TS")), ("cy", ("S",)),
    ("cz", ("TS", "S")), ("ge", ("K",)), ("b", ("B",)), ("c", ("K", "S", "TS")), ("d", ("D",)), ("f", ("F",)), ("g", ("K",)), ("h", ("H",)),
    ("j", ("K", "H", "", "S")), ("k", ("K",)), ("ll", ("L", "")), ("l", ("L",)), ("m", ("M",)), ("n", ("N",)), ("p", ("B",)), ("q", ("K",)), ("r", ("R",)),
    ("s", ("S",)), ("t", ("T",)), ("v", ("F", "B")), ("w", ("", "F")), ("x", ("KS", "S")), ("z", ("S", "TS")),
)  # fmt: skip
_MOST_KEYS = 16
_OPENING = re.compile(r"[aeiou]l(?=.{2})|k(?=n)")  # Alexander: الكسندر, whose article is only seen; Knight: نايت
_SILENT = re.compile(r"(?<=[aeioun])[tdsrx]$")  # Laforet: لافوريه
_VOWELS = "0"
_ROMAN = str.maketrans(
    {"ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh",
     "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
     "و": "u", "ي": "i", "ء": ""}
)  # fmt: skip
_SPECIAL = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "č": "tch",
     "ć": "tch", "š": "sh", "ş": "sh", "ș": "sh", "ž": "zh"}
)  # fmt: skip


@lru_cache(maxsize=200_000)
def name_words(name: str) -> tuple[str, ...]:
    """A name's words as they are compared: folded, particles glued or dropped, articles off. Arabic or Latin.

    عبد الله and عبدالله are one word, so are دي ميستورا and ديميستورا; al- is none, and بن stands before its word (`SON`),
    because who is called the son of one man is not his grandson.
    """
    words: list[str] = []
    glue = son = ""
    for word in _WORD.findall(plain(name)):
        if word in _SONS:
            son = SON if words and not glue else ""
        elif word in _GLUED:
            glue += word
        elif word == _HOUSE:
            glue += word  # of the house of: آل سعود is not بن سعود
        elif word in _DROPPED:
            glue += "al" if glue.startswith("abd") else ""
        else:
            words.append(son + (glue + word if glue == _HOUSE else bare(glue + word)))
            glue = son = ""
    return (*words, son + glue) if glue else tuple(words)


def plain(name: str) -> str:
    """A name folded, Latin letters without their marks and apostrophes: Erdoğan is erdogan."""
    folded = fold(name)
    if folded.isascii() or not _LETTER.search(folded):
        return folded.replace("'", "")
    spread = unicodedata.normalize("NFD", folded.translate(_SPECIAL))
    return "".join(c for c in spread if not unicodedata.combining(c)).replace("'", "").replace("’", "")


def bare(word: str) -> str:
    """A word without its article: العبادي and عبادي are one."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def is_latin(word: str) -> bool:
    """Whether a word is written in Latin letters."""
    return word.removeprefix(SON)[:1].isascii()


@lru_cache(maxsize=200_000)
def word_keys(word: str) -> tuple[str, ...]:
    """The keys of one word of `name_words`, likeliest first: one in Arabic, up to 16 in Latin."""
    word = word.removeprefix(SON)
    if not is_latin(word):
        classes = [_ARABIC.get(c, "") for c in bare(word)]
        key = classes[0] + "".join(classes[1:]).replace("H", "") if classes else ""
        return (_DOUBLED.sub(r"\1", key) or _VOWELS,)
    forms = (
        [word]
        + [word[len(m.group()) :] for m in [_OPENING.match(word)] if m]
        + [word[:-1]] * bool(_SILENT.search(word))
    )
    found = dict.fromkeys(_joined(choice) or _VOWELS for form in forms for choice in _choices(form))
    return tuple(found)[:_MOST_KEYS]


def _choices(word: str) -> Iterable[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = []
    at, several = 0, 0
    while at < len(word):
        sound, keys = next(((s, k) for s, k in _LATIN if word.startswith(s, at)), (word[at], ("",)))
        if at == 0 and sound == "h":
            keys = ("H", "")  # Hollande is also اولاند
        several += len(keys) > 1
        parts.append(keys if several < 4 else keys[:1])
        at += len(sound)
    return product(*parts)


def _joined(letters: Iterable[str]) -> str:
    """Classes as one key: H counts at the beginning alone, a class that follows itself counts once."""
    key, before = "", ""
    for i, letter in enumerate(letters):
        for one in letter:
            if one != before and not (one == "H" and i):
                key += one
                before = one
    return key


def name_keys(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The keys of a full name: its first word's with each later word's; () for a single word.

    A short form and a long one share a key as long as both begin alike: علي صالح and علي عبدالله صالح.
    """
    if len(words) < 2:
        return ()
    return tuple(
        dict.fromkeys((first, later) for first in word_keys(words[0]) for w in words[1:6] for later in word_keys(w))
    )


def roman(word: str) -> str:
    """A rough romanisation of a folded Arabic word, for comparing letters across scripts; Latin stays as it is."""
    return word if is_latin(word) else word.translate(_ROMAN)
