"""Copies: articles that repeat another's words, whole or in part, or tell its particulars in other words; and who was first.

Candidates come from MinHash bands and fingerprints of passages, among all articles, however old; whether they are copies
is told by their true sets of five-word shingles. Retellings and translations are looked for among the days around.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from marsad.model import Span
from marsad.model.telling import Telling
from marsad.model.woven import Copy, CopyKind
from marsad.weave.candidates import Candidate, Candidates
from marsad.weave.changes import changes
from marsad.weave.firsts import First, Outlets, first, foreign_sources
from marsad.weave.retellings import WINDOW as RETOLD_DAYS
from marsad.weave.retellings import Retellings, ordinal, same_order, shared_spans
from marsad.weave.shingles import Overlap, Words, overlap
from marsad.weave.sketches import Sketch, body_words, sketch

NEAR = 0.5
PART, OWN_PART, PASSAGES = 0.5, 0.75, 0.3
SHORTEST, SHORTEST_PART, SHORTEST_PASSAGES = 10, 20, 40
VERBATIM: frozenset[CopyKind] = frozenset(("exact", "near", "excerpt", "extended"))
_OWN_WORDS = 0.25
_HEAD = 16
_MOST = 200
_CACHED = 256

_Rule = tuple[CopyKind, str]


class _Side(NamedTuple):
    sketch: Sketch
    telling: Telling
    words: Words


class Copies:
    """Finds what each telling repeats among all tellings before it.

    `tellings` fetches an earlier telling by its article's id; `outlets` says what publishers are called and which are agencies.
    """

    def __init__(self, tellings: Callable[[str], Telling], *, outlets: Outlets | None = None) -> None:
        self._tellings = tellings
        self._outlets = outlets or Outlets()
        self._candidates = Candidates()
        self._retellings = Retellings()
        self._articles: set[str] = set()
        self._latest: _Side | None = None
        self._cache: OrderedDict[str, tuple[Telling, Words]] = OrderedDict()

    def sketch(self, telling: Telling) -> Sketch:
        """What must be kept of a telling, so that `remember` can stand in for `add` in a later run."""
        return self._latest.sketch if self._latest and self._latest.telling is telling else self._side(telling).sketch

    def remember(self, kept: Sketch) -> None:
        """Take up a telling that was woven before. Raises DataError for a sketch of another scheme."""
        if kept.article not in self._articles:
            self._articles.add(kept.article)
            self._retellings.remember(self._candidates.add(kept), kept)

    def remember_all(self, many: Iterable[Sketch]) -> None:
        """As `remember` for each of many, all at once. Raises DataError likewise."""
        fresh: dict[str, Sketch] = {}
        for kept in many:
            if kept.article not in self._articles:
                fresh.setdefault(kept.article, kept)
        self._articles |= fresh.keys()
        self._retellings.remember_all(self._candidates.add_all([*fresh.values()]), [*fresh.values()])

    def add(self, telling: Telling) -> list[Copy]:
        """The relations of a telling with those before it, one for each pair, the earliest first; then it is remembered.

        For articles with very many copies only the 200 earliest are told. Raises ValueError where the day is no ISO
        day, and whatever `tellings` raises.
        """
        mine = self._latest = self._side(telling)
        found = self._verbatim(mine)
        found |= self._retold(mine, found)
        self.remember(mine.sketch)
        order = sorted(found, key=lambda number: self._candidates.sketches[number].order)
        return [found[number] for number in order[:_MOST]]

    def _side(self, telling: Telling) -> _Side:
        words = body_words(telling)
        self._keep(telling, words)
        return _Side(sketch(telling, words), telling, words)

    def _other(self, number: int) -> _Side:
        kept = self._candidates.sketches[number]
        held = self._cache.get(kept.article)
        if held is None:
            telling = self._tellings(kept.article)
            held = telling, body_words(telling)
        self._keep(*held)
        return _Side(kept, *held)

    def _keep(self, telling: Telling, words: Words) -> None:
        self._cache[telling.article] = telling, words
        self._cache.move_to_end(telling.article)
        if len(self._cache) > _CACHED:
            self._cache.popitem(last=False)

    def _verbatim(self, mine: _Side) -> dict[int, Copy]:
        found: dict[int, Copy] = {}
        for candidate in self._candidates.find(mine.sketch):
            if self._candidates.sketches[candidate.number].article == mine.sketch.article:
                continue
            other = self._other(candidate.number)
            shared = overlap(mine.words.distinct, other.words.distinct)
            if rule := _rule(mine, other, shared, candidate):
                found[candidate.number] = self._copy(mine, other, shared, rule)
        return found

    def _retold(self, mine: _Side, known: Mapping[int, Copy]) -> dict[int, Copy]:
        found: dict[int, Copy] = {}
        for number, cosine in self._retellings.like(mine.sketch):
            kept = self._candidates.sketches[number]
            if number in known or kept.article == mine.sketch.article or _one_outlet(kept, mine.sketch):
                continue
            other = self._other(number)
            shared = overlap(mine.words.distinct, other.words.distinct)
            found[number] = self._copy(mine, other, shared, _retelling(mine, other, shared), cosine)
        return found

    def _copy(self, mine: _Side, other: _Side, shared: Overlap, rule: _Rule, cosine: float = 0.0) -> Copy:
        who: First = first((mine.sketch, mine.telling), (other.sketch, other.telling), self._outlets)
        copy, original = (other, mine) if who.left else (mine, other)
        kept, taken = (shared.of_left, shared.of_right) if who.left else (shared.of_right, shared.of_left)
        kind = rule[0]
        if kind == "excerpt" and kept > taken:
            kind = "extended"
        evidence: tuple[Span, ...] = who.evidence
        if kind not in VERBATIM and not evidence:
            evidence = shared_spans(copy.telling, original.telling)
        return Copy(
            copy=copy.telling.article,
            original=original.telling.article,
            kind=kind,
            jaccard=1.0 if kind == "exact" else shared.jaccard,
            kept=1.0 if kind == "exact" else kept,
            taken=1.0 if kind == "exact" else taken,
            direction=who.direction,
            rule=rule[1],
            confidence=_confidence(kind, max(kept, taken), cosine, who),
            evidence=evidence,
            changes=changes(copy.words, original.words) if kind in VERBATIM - {"exact"} else (),
        )


def origins(copies: Iterable[Copy], articles: Iterable[str]) -> dict[str, str]:
    """For each article the one its words come from in the end; itself where it copies nobody.

    `articles` come in the order of `Telling.order`. From each article the way leads to what it credits, else to the earliest
    it repeats. A retelling without a credit may be another reporter's own work and is no copy here.
    """
    place = {article: k for k, article in enumerate(articles)}
    parents: dict[str, tuple[bool, int, str]] = {}
    for copy in copies:
        credited = copy.direction == "credit"
        if copy.copy in place and copy.original in place and (copy.kind != "retelling" or credited):
            parent = (not credited, place[copy.original], copy.original)
            parents[copy.copy] = min(parents.get(copy.copy, parent), parent)
    return {article: _root(article, parents, place) for article in place}


def _root(article: str, parents: Mapping[str, tuple[bool, int, str]], place: Mapping[str, int]) -> str:
    """The end of the way; where credits lead in a circle, the earliest article of the circle."""
    way = [article]
    while way[-1] in parents:
        parent = parents[way[-1]][2]
        if parent in way:
            return min(way[way.index(parent) :], key=lambda one: place[one])
        way.append(parent)
    return way[-1]


def _rule(mine: _Side, other: _Side, shared: Overlap, candidate: Candidate) -> _Rule | None:
    """Whether two articles repeat each other's words, and by which rule."""
    left, right = mine.sketch, other.sketch
    if left.whole == right.whole and left.words:
        return "exact", "title and body word for word"
    if min(left.shingles, right.shingles) < SHORTEST:
        return None
    if left.body == right.body:
        return "exact", "body word for word"
    own = _one_outlet(left, right)
    footer = own and _apart_at_first(mine, other, shared, habit=not candidate.passage)
    if shared.jaccard >= NEAR:
        return None if footer else ("near", "half of all shingles")
    largest = max(shared.of_left, shared.of_right)
    if footer or not candidate.passage:
        return None
    if shared.shared >= SHORTEST_PART and largest >= (OWN_PART if own else PART):
        return "excerpt", "most of one article's shingles"
    near_in_time = abs(ordinal(left.day) - ordinal(right.day)) <= RETOLD_DAYS
    if not own and near_in_time and shared.shared >= SHORTEST_PASSAGES and largest >= PASSAGES:
        return "retelling", "passages in common"
    return None


def _apart_at_first(mine: _Side, other: _Side, shared: Overlap, *, habit: bool) -> bool:
    """Whether the first half of the article that is held the more is not held: an outlet's footer, links or background.

    Where what they share is known for the outlet's habit, the first words are enough: footers may be longer than the news.
    """
    held, holder = (mine, other) if shared.of_left >= shared.of_right else (other, mine)
    half = held.words.shingles[: max(1, len(held.words.shingles) // 2)]
    first_words = half[:_HEAD] if habit else half
    return bool(np.isin(first_words, holder.words.distinct).mean() < _OWN_WORDS)


def _retelling(mine: _Side, other: _Side, shared: Overlap) -> _Rule:
    """A translation where both rest on one foreign text, else a retelling."""
    if max(shared.of_left, shared.of_right) < PASSAGES:
        ours, theirs = (set(foreign_sources(side.telling)) for side in (mine, other))
        if ours & theirs:
            return "translation", "one foreign source"
        if ours | theirs and same_order(mine.telling, other.telling):
            return "translation", "a foreign source, particulars in one order"
    return "retelling", "numbers, quotations and actors in common"


def _one_outlet(left: Sketch, right: Sketch) -> bool:
    return left.publisher is not None and left.publisher == right.publisher


def _confidence(kind: CopyKind, most: float, cosine: float, who: First) -> float:
    if kind == "exact":
        return 0.99
    if kind in VERBATIM:
        return round(0.6 + 0.39 * most, 3)
    return 0.9 if who.direction == "credit" else round(0.3 + 0.5 * max(cosine, most), 3)
