"""How alike two tellings are: by the words and named actors they share, the rarer the heavier.

The cosine of term counts weighted by how surprising each term is. What is surprising is counted in the window of days
before, so that in a ledger about one country its name weighs little; where the window is small, a background
table of written news speaks (`training/words`). Words are stripped of what is attached to them after light10 (Larkey,
Ballesteros, Connell 2007).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from heapq import nlargest
from itertools import islice, takewhile
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import ADVERBS, FUNCTION_WORDS
from marsad.model.telling import Telling
from marsad.weave.background import Background, background
from marsad.weave.folded import reach, twin

LEADING, LEAD = 40, 2.0
"""The first words of a body, which tell what happened, and how often each counts."""
LONGEST = 200
"""Words of a body that are looked at: what follows is background, and makes long articles alike."""
TITLE, ACTOR = 4.0, 1.5
"""How often a word of the title and a mention of a named actor count."""
TERMS = 100
"""Terms kept of an article, the weightiest by the background table."""
PRIOR = 200.0
"""How many articles of the window the background table is worth."""
COMMON = 0.3
"""A term in this share of articles or more says nothing."""
CANDIDATES, PROBES, LEAST = 60, 40, 0.1
"""Articles compared in full; by how many of the weightiest terms they are found; from which likeness by those on."""
BROAD = 6.0
"""Terms that likeness must rest on to count in full: the inverse of Simpson's index of what each shared term adds."""
_SMALL = FUNCTION_WORDS | ADVERBS
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{2,}")
_ARTICLES = ("بال", "كال", "فال", "لل", "ال")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_LETTERS = frozenset("بلفكسي")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without conjunction, article, one-letter prefix and the endings of number, gender and pronoun."""
    if len(word) > 3 and word[0] == "و":
        word = word[1:]
    article = next((a for a in _ARTICLES if word.startswith(a) and len(word) - len(a) > 1), "")
    word = word[len(article) :]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            word = word[: -len(ending)]
    return word[1:] if len(word) > 4 and word[0] in _LETTERS else word


def words(text: str) -> Iterator[str]:
    """The stems and numbers of a text in order, without function words."""
    return _terms(_WORD.findall(fold(text)))


def _terms(folded: Iterable[str]) -> Iterator[str]:
    return filter(None, map(_term, folded))


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    """What a folded word counts as; empty for a function word."""
    if word[0].isdigit():
        return word.replace(",", "")
    return "" if word in _SMALL else stem(word)


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of an article: its day (ISO) and how often each of its terms counts (an actor's id after `@`)."""

    article: str
    day: str
    terms: dict[str, float]


def sketch(telling: Telling, table: Background | None = None) -> Sketch:
    """The sketch of a telling, by its title, the beginning of its body and its named actors."""
    known, reading = table or background(), telling.reading
    whole = twin(reading.text)
    counts: defaultdict[str, float] = defaultdict(float)
    for word in words(telling.title):
        counts[word] += TITLE
    folded = (word for span in telling.body for word in _WORD.findall(whole.folded, *reach(whole, span)))
    for at, word in enumerate(islice(_terms(folded), LONGEST)):
        counts[word] += LEAD if at < LEADING else 1.0
    for mention in reading.mentions:
        actor = reading.actors.get(mention.actor or "")
        if mention.actor and actor and not actor.unnamed:
            counts["@" + telling.actors.get(mention.actor, mention.actor)] += ACTOR
    surprises, rarest = known.surprises, known.rarest
    heavy = sorted(((n * surprises.get(term, rarest), term) for term, n in counts.items()), reverse=True)[:TERMS]
    return Sketch(article=telling.article, day=telling.day, terms={term: counts[term] for _, term in heavy})


_Numbered = tuple[NDArray[np.int64], NDArray[np.float64]]


class Near(NamedTuple):
    """An article of the window, how many days older it is, its story, and how alike, between 0 and 1."""

    article: str
    days: int
    story: str
    likeness: float


class Held(NamedTuple):
    """A sketch of the window: the number of its day, what it is one of, and its terms by number with their counts."""

    day: int
    sketch: Sketch
    story: str
    terms: NDArray[np.int64]
    counts: NDArray[np.float64]


class Window:
    """The sketches of the last `days` days, and what is common in them. Sketches come in time order.

    What is common is counted over the days before the current one, so that every article of a day is weighed alike.
    """

    def __init__(self, days: int, table: Background | None = None) -> None:
        self.days = days
        self._table = table or background()
        self._day = date.min.toordinal()
        self._held: dict[str, Held] = {}
        self._postings: dict[str, dict[str, float]] = {}
        self._numbers: dict[str, int] = {}
        self._written = np.empty(0)
        self._counts = np.empty(0)
        self._counted = 0
        self._weights = np.empty(0)
        self._lengths: dict[str, float] = {}
        self._today: list[Held] = []
        self._latest: tuple[Sketch, _Numbered] | None = None  # looked for first, then added

    def story(self, article: str) -> str | None:
        """The story of an article, where the window holds it."""
        held = self._held.get(article)
        return held.story if held else None

    def advance(self, day: str) -> list[Held]:
        """Moves the window's end to `day` (ISO) unless it is there or past it; returns what falls out."""
        to = date.fromisoformat(day).toordinal()
        if to <= self._day:
            return []
        for held in self._today:
            self._count(held, 1)
        self._day, self._today = to, []
        gone = list(takewhile(lambda held: held.day < to - self.days, self._held.values()))
        for held in gone:
            self._drop(held)
        every = slice(len(self._numbers))
        self._weights[every] = self._weighed(every)
        self._lengths = self._measured()
        return gone

    def add(self, new: Sketch, story: str) -> Held | None:
        """Takes in a sketch; returns an earlier one of the same article, whose place it takes."""
        self.advance(new.day)
        before = self._held.get(new.article)
        if before:
            self._drop(before)
        terms, counts = self._numbered(new)
        held = Held(date.fromisoformat(new.day).toordinal(), new, story, terms, counts)
        self._held[new.article] = held
        self._lengths[new.article] = self._length(terms, counts)
        self._today.append(held)
        for term, count in new.terms.items():
            self._postings.setdefault(term, {})[new.article] = count
        return before

    def near(self, new: Sketch) -> list[Near]:
        """The articles of the window whose likeness is `LEAST` or more, the most alike first, `CANDIDATES` at most."""
        self.advance(new.day)
        numbers, counts = self._numbered(new)
        length = self._length(numbers, counts)
        if not length:
            return []
        weights = dict(zip(new.terms, self._weights[numbers].tolist(), strict=True))
        weighed = {term: count * weights[term] for term, count in new.terms.items()}
        shared: defaultdict[str, float] = defaultdict(float)
        probes = nlargest(PROBES, [(value, term) for term, value in weighed.items() if value])
        for value, term in probes:
            factor = value * weights[term]
            for article, count in self._postings.get(term, {}).items():
                shared[article] += factor * count
        least, lengths = LEAST * length, self._lengths
        likely = [(both / lengths[a], a) for a, both in shared.items()]
        compared = nlargest(CANDIDATES, [pair for pair in likely if pair[0] >= least])
        found = [self._compared(article, weighed, weights, length) for _, article in compared]
        return sorted(found, key=lambda near: (-near.likeness, near.article))

    def _compared(
        self, article: str, weighed: Mapping[str, float], weights: Mapping[str, float], length: float
    ) -> Near:
        held = self._held[article]
        terms = held.sketch.terms
        shares = [value * terms[term] * weights[term] for term, value in weighed.items() if term in terms]
        both = sum(shares)
        breadth = both * both / sum(share * share for share in shares)
        alike = both / (length * self._lengths[article]) * min(1.0, math.sqrt(breadth / BROAD))
        return Near(article, max(0, self._day - held.day), held.story, alike)

    def _numbered(self, new: Sketch) -> _Numbered:
        """The numbers of a sketch's terms, and their counts; terms that were never met get the next numbers."""
        if self._latest and self._latest[0] is new:
            return self._latest[1]
        met = len(self._numbers)
        fresh = [term for term in new.terms if term not in self._numbers]
        self._numbers.update(zip(fresh, range(met, met + len(fresh)), strict=True))
        if len(self._numbers) > len(self._counts):
            self._written, self._counts, self._weights = (
                np.concatenate([held, np.zeros(len(self._numbers))])
                for held in (self._written, self._counts, self._weights)
            )
        added = slice(met, len(self._numbers))
        self._written[added] = [self._table.share(term) for term in fresh]
        self._weights[added] = self._weighed(added)
        numbers = np.fromiter(map(self._numbers.__getitem__, new.terms), np.int64, len(new.terms))
        self._latest = new, (numbers, np.fromiter(new.terms.values(), float, len(new.terms)))
        return self._latest[1]

    def _weighed(self, which: slice) -> NDArray[np.float64]:
        """How surprising terms are on the current day: minus the logarithm of the share of articles that have them."""
        written = self._written[which]
        share = np.maximum((self._counts[which] + PRIOR * written) / (self._counted + PRIOR), written)
        return np.where(share < COMMON, -np.log(np.maximum(share, 1e-300)), 0.0)

    def _length(self, terms: NDArray[np.int64], counts: NDArray[np.float64]) -> float:
        return math.sqrt(float(np.square(counts * self._weights[terms]).sum()))

    def _measured(self) -> dict[str, float]:
        """The length of every sketch of the window."""
        filled = [held for held in self._held.values() if len(held.terms)]
        if not filled:
            return {}
        terms = np.concatenate([held.terms for held in filled])
        squares = np.square(np.concatenate([held.counts for held in filled]) * self._weights[terms])
        starts = np.cumsum([0, *(len(held.terms) for held in filled[:-1])])
        sums = np.sqrt(np.add.reduceat(squares, starts)).tolist()
        return {held.sketch.article: length for held, length in zip(filled, sums, strict=True)}

    def _count(self, held: Held, by: int) -> None:
        self._counted += by
        self._counts[held.terms] += by

    def _drop(self, held: Held) -> None:
        article = held.sketch.article
        del self._held[article]
        for term in held.sketch.terms:
            del self._postings[term][article]
            if not self._postings[term]:
                del self._postings[term]
        self._lengths.pop(article, None)
        if any(waiting is held for waiting in self._today):
            self._today = [waiting for waiting in self._today if waiting is not held]
        else:
            self._count(held, -1)
