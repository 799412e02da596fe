"""Stories: the articles that report one happening and what closely follows from it, growing as articles arrive.

An article joins the story whose recent articles it is most like, or begins one of its own. Each is compared with the articles of
a window of days and not with a summary of the story, so a story may move on, but needs more articles alike the more it has.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from marsad.model.span import Span
from marsad.model.telling import Telling
from marsad.model.woven import Copy, Story
from marsad.weave.background import Background, background
from marsad.weave.kept import kept
from marsad.weave.likeness import Near, Sketch, Window, sketch, words

WINDOW = 30
"""Days of articles that a new one is compared with."""
ALIKE = 0.17
"""The mean likeness, faded by age, from which on an article joins a story."""
FADING = 10.0
"""Days in which a likeness fades to 1/e of itself."""
SURE = 0.5
"""The least confidence of a copy that puts two articles into one story."""
PLACES, PARTIES = 5, 10
"""How many places and parties a story names."""
_HEADLINE = 120
_LEADING = 400
_PROMINENT = 3.0


_sketched = kept(sketch)


class Stories:
    """Gives each article its story. Articles come in the order of `Telling.order`; state is that of `WINDOW` days."""

    def __init__(self, table: Background | None = None) -> None:
        self._table = table or background()
        self._sketch = _sketched if self._table is background() else partial(sketch, table=self._table)
        self._window = Window(WINDOW, self._table)
        self._sizes: Counter[str] = Counter()

    def add(self, telling: Telling, copies: Sequence[Copy] = ()) -> str:
        """The id of the story that a telling belongs to: a copy to that of its original, others by likeness."""
        new = self._sketch(telling)
        self._advance(new.day)
        story = self._copied(new.article, copies) or self._nearest(self._window.near(new)) or f"story-{new.article}"
        self.remember(new, story)
        return story

    def remember(self, told: Telling | Sketch, story: str) -> None:
        """Takes in an article whose story is known, as if it had just been added."""
        new = self._sketch(told) if isinstance(told, Telling) else told
        self._advance(new.day)
        before = self._window.add(new, story)
        if before:
            self._leave(before.story)
        self._sizes[story] += 1

    def _advance(self, day: str) -> None:
        for held in self._window.advance(day):
            self._leave(held.story)

    def _leave(self, story: str) -> None:
        self._sizes[story] -= 1
        if not self._sizes[story]:
            del self._sizes[story]

    def _copied(self, article: str, copies: Sequence[Copy]) -> str | None:
        """The story of the article's surest original (or copy) in the window."""
        found = [
            (-copy.confidence, other, story)
            for copy in copies
            for one, other in ((copy.copy, copy.original), (copy.original, copy.copy))
            if one == article and copy.confidence >= SURE and (story := self._window.story(other))
        ]
        return min(found)[2] if found else None

    def _nearest(self, near: Sequence[Near]) -> str | None:
        """The story whose nearest articles are most alike on average: as many of them as 1 + the root of its articles."""
        by_story: defaultdict[str, list[float]] = defaultdict(list)
        for other in near:
            by_story[other.story].append(other.likeness * math.exp(-other.days / FADING))
        best = (ALIKE, "")
        for story, alike in by_story.items():
            needed = min(self._sizes[story], 1 + math.isqrt(self._sizes[story]))
            best = max(best, (sum(sorted(alike, reverse=True)[:needed]) / needed, story))
        return best[1] or None


def describe(id_: str, members: Sequence[Telling], copies: Sequence[Copy] = ()) -> Story:
    """The story of these articles: headline, span, oldest article first, who copies none of the others, where and who.

    `places` are names of the reading's places and `parties` ids of the ledger's actors, the most told first.
    Raises ValueError when there are no members.
    """
    if not members:
        raise ValueError(f"{id_}: is a story without articles; give at least one telling.")
    told = sorted(members, key=lambda telling: telling.order)
    ids = [telling.article for telling in told]
    copied = {copy.copy for copy in copies if copy.copy != copy.original and copy.original in ids}
    publishers = dict.fromkeys(telling.publisher for telling in told if telling.publisher)
    return Story(
        id=id_,
        headline=_headline(told),
        since=told[0].day,
        until=told[-1].day,
        articles=tuple(ids),
        origins=tuple(article for article in ids if article not in copied),
        publishers=tuple(publishers),
        places=_most(map(_places, told), PLACES),
        parties=_most(map(_parties, told), PARTIES),
    )


def _headline(told: Sequence[Telling]) -> str:
    """The most central title: the one whose words most of the story's words are; without titles, the lead most like the others."""
    titles = [" ".join(telling.title.split()) for telling in told]
    heads = titles if any(titles) else [_lead(telling) for telling in told]
    if len(told) == 1:
        return heads[0]
    table, whole = background(), Counter[str]()
    for telling in told:
        whole.update(_sketched(telling).terms.keys())

    def central(head: str) -> float:
        weights = {word: table.surprise(word) for word in sorted(set(words(head)))}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return sum(weight * whole[word] for word, weight in weights.items()) / length if length else -1.0

    return max(heads, key=central)


def _lead(telling: Telling) -> str:
    """The beginning of the body, as far as its first line or `_HEADLINE` characters go."""
    text = telling.reading.text
    first = next((line for span in telling.body for line in span.of(text).splitlines() if line.strip()), text)
    line = " ".join(first.split())
    return line if len(line) <= _HEADLINE else line[:_HEADLINE].rsplit(" ", 1)[0] + "…"


def _most(counted: Iterable[Mapping[str, float]], limit: int) -> tuple[str, ...]:
    """The names of the greatest sums over articles, each article's greatest being 1."""
    sums: defaultdict[str, float] = defaultdict(float)
    for counts in counted:
        greatest = max(counts.values(), default=1.0)
        for name, count in counts.items():
            sums[name] += count / greatest
    return tuple(sorted(sums, key=lambda name: (-sums[name], name))[:limit])


def _places(telling: Telling) -> Mapping[str, float]:
    return Counter(place.name for place in telling.reading.places)


def _parties(telling: Telling) -> Mapping[str, float]:
    """Mentions of the ledger's actors that are named; one in the title or the beginning of the body counts `_PROMINENT`."""
    reading = telling.reading
    counts: defaultdict[str, float] = defaultdict(float)
    begins = reading.body[0].start if reading.body else 0
    for mention in reading.mentions:
        actor = reading.actors.get(mention.actor or "")
        if mention.actor and actor and not actor.unnamed and mention.actor in telling.actors:
            here = Span(mention.start, mention.end)
            early = begins <= here.start < begins + _LEADING or (reading.title and reading.title.holds(here))
            counts[telling.actors[mention.actor]] += _PROMINENT if early else 1.0
    return counts
