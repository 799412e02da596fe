"""What stands between two places of an article: commas, words that open a clause, finite verbs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from marsad.lang.ar.function_words import CLAUSE_BREAKS, RELATIVES
from marsad.read.tokens import Document


class Between:
    """What stands between any two places of an article: counted once, word by word."""

    def __init__(self, doc: Document) -> None:
        self._commas = _sums("،" in gap for gap in doc.gaps)
        self._clauses = _sums(word in CLAUSE_BREAKS or word in RELATIVES for word in doc.words)
        self._verbs = _sums(any(a.is_verb for a in doc.analyses(j)) for j in range(len(doc.words)))

    def parted(self, start: int, end: int) -> str:
        """What parts two places besides verbs: `comma `, `clause ` for a word that opens one, or both."""
        comma = self._commas[end + 1] > self._commas[start]
        clause = self._clauses[end] > self._clauses[start]
        return f"{'comma ' * comma}{'clause ' * clause}"

    def verbs(self, start: int, end: int) -> int:
        """The words that may be finite verbs."""
        return max(0, self._verbs[end] - self._verbs[start])


def _sums(held: Iterable[bool]) -> list[int]:
    """How many of the first 0, 1, 2, ... things hold."""
    return [*accumulate(held, initial=0)]
