"""Actors by whatever spelling a person types, Arabic or Latin, full or short."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from marsad.resolve.keys import SON, is_latin, name_words, roman, word_keys
from marsad.resolve.knowledge import Knowledge
from marsad.resolve.spellings import Words

LEAST, ALIKE, USUAL = 0.7, 0.8, 0.03
_VOWELS = str.maketrans("", "", "aeiouyw")


_Index = dict[str, dict[tuple[str, Words], None]]


class NameSearch:
    """The names of all actors by the keys of their words."""

    def __init__(self, who: Knowledge) -> None:
        self._known, self._short = _known_index(who)
        self._found: _Index = {}

    def put(self, actor: str, words: Words) -> None:
        """Make an actor's name findable."""
        _put(self._found, actor, words)

    def find(self, name: str, seen: Callable[[str], int], *, most: int) -> list[tuple[str, float]]:
        """Ids with scores between 0 and 1, best first; of equal ones the oftener `seen` first. A usual short name counts a little more."""
        asked = name_words(name)
        best: dict[str, float] = {}
        for actor, words in self._near(asked):
            usual = len(words) == len(asked) and (actor, words) in self._short
            score = min(1.0, likeness(asked, words) + USUAL * usual)
            if score >= LEAST and score > best.get(actor, 0.0):
                best[actor] = score
        ranked = sorted(best, key=lambda a: (-round(best[a], 2), -seen(a), a))
        return [(actor, round(best[actor], 2)) for actor in ranked[:most]]

    def _near(self, asked: Words) -> Iterable[tuple[str, Words]]:
        """Names that share a key with the word of fewest bearers."""
        blocks = []
        for word in asked:
            block: dict[tuple[str, Words], None] = {}
            for key in word_keys(word):
                block.update(self._known.get(key, {}))
                block.update(self._found.get(key, {}))
            blocks.append(block)
        return min((b for b in blocks if b), key=len, default={})


@lru_cache(maxsize=2)
def _known_index(who: Knowledge) -> tuple[_Index, frozenset[tuple[str, Words]]]:
    """The names of a knowledge base by key, and which of them are usual short names."""
    index: _Index = {}
    for actor in who.actors.values():
        for name in (actor.name, actor.name_ar, *actor.names, *actor.short):
            _put(index, actor.id, name_words(name))
    return index, frozenset((a.id, name_words(n)) for a in who.actors.values() for n in a.short)


def _put(index: _Index, actor: str, words: Words) -> None:
    for word in words:
        for key in word_keys(word):
            index.setdefault(key, {})[actor, words] = None


def likeness(asked: Words, name: Words) -> float:
    """How well typed words fit a name, 0 to 1: each word its best fellow in order, with a little off for words left over."""
    total, at = 0.0, 0
    for word in asked:
        fits = [(letters(word, other), i) for i, other in enumerate(name[at:], at)]
        score, where = max(fits, key=lambda f: (f[0], -f[1]), default=(0.0, at))
        total += score
        at = where + 1
    over = max(0, len(name) - len(asked))
    return total / len(asked) * (1 - min(0.1, 0.03 * over)) if asked else 0.0


@lru_cache(maxsize=100_000)
def letters(left: str, right: str) -> float:
    """How alike two words are, 0 to 1; across scripts by consonants first, and never quite 1."""
    left, right = left.removeprefix(SON), right.removeprefix(SON)
    if is_latin(left) == is_latin(right):
        alike = Levenshtein.normalized_similarity(left, right)
        return alike if alike >= ALIKE else alike * ALIKE
    ours, theirs = roman(left), roman(right)
    keys = max(Levenshtein.normalized_similarity(a, b) for a in word_keys(left) for b in word_keys(right))
    bones = Levenshtein.normalized_similarity(ours.translate(_VOWELS), theirs.translate(_VOWELS))
    return 0.98 * (0.55 * keys + 0.35 * bones + 0.1 * Levenshtein.normalized_similarity(ours, theirs))
