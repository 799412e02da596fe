"""Some 300 queries of all kinds, drawn from the articles that are searched."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.search_material import Material, Told
from marsad.ledger.filters import Filter
from marsad.ledger.stems import WORD, spaced

EACH = 25
"""Queries of a kind."""


class Asked(NamedTuple):
    """A query, its filter, and the kind it is reported under."""

    kind: str
    typed: str
    filters: Filter


def queries(real: Material, seed: int) -> list[Asked]:
    """The queries, the same for the same material and seed."""
    draw = random.Random(seed)  # noqa: S311 - a draw, not a secret
    texts = [_words(t) for t in real.told]
    counts = Counter(word for words in texts for word in set(words) if len(word) > 2)
    ranked = [word for word, _ in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]
    found: list[Asked] = []
    for kind, typed in _plain(real, texts, ranked, draw):
        found.append(Asked(kind, typed, Filter()))
    for kind, typed, filters in _filtered(real, ranked, draw):
        found.append(Asked(kind, typed, filters))
    return found


def _words(told: Told) -> list[str]:
    found: list[str] = WORD.findall(spaced(" ".join(span.of(told.text) for span in told.body)))
    return found


def _plain(
    real: Material, texts: Sequence[list[str]], ranked: Sequence[str], draw: random.Random
) -> Iterator[tuple[str, str]]:
    latin = sorted({a.name for t in real.told for a in t.actors.values() if a.name.isascii() and not a.unnamed})
    long = [words for words in texts if len(words) > 60]
    long_words = [word for word in ranked[:3000] if len(word) > 3]
    for n in range(EACH):
        yield "most frequent words", ranked[n]
        yield "frequent words", ranked[50 + 20 * n]
        yield "rare words", ranked[len(ranked) // 3 + 97 * n]
        yield "two words", " ".join(draw.sample(ranked[30:1500], 2))
        words = draw.choice(long)
        at = draw.randrange(len(words) - 4)
        yield "three words of one", " ".join(draw.sample(words, 3))
        yield "phrases", f'"{" ".join(words[at : at + draw.choice((2, 3))])}"'
        yield "names, Arabic", draw.choice(real.persons)
        yield "names, Latin", draw.choice(latin)
        yield "beginnings", f"{draw.choice(long_words)[: draw.choice((3, 4, 5))]}*"
        yield "OR and -", f"{ranked[60 + n]} OR {ranked[200 + n]} -{ranked[20 + n]}"


def _filtered(real: Material, ranked: Sequence[str], draw: random.Random) -> Iterator[tuple[str, str, Filter]]:
    actors = _counted(a for t in real.told for a, who in t.actors.items() if not who.unnamed)
    types = _counted(e.type for t in real.told for e in t.events)
    issues = _counted(s.issue for t in real.told for said in t.statements for s in said.stances) or ["ceasefire"]
    places = _counted(e.place for t in real.told for e in t.events if e.place)
    sources = _counted(t.publisher or "" for t in real.told)
    for n in range(EACH):
        common, rarer = ranked[draw.randrange(60)], ranked[draw.randrange(100, 2500)]
        word = common if n % 2 else rarer
        yield "with actor", word, Filter(actor=actors[n % 2 * 3 * n])
        yield "with type", word, Filter(type=types[n % len(types)])
        yield "with issue or place", word, Filter(issue=issues[n % len(issues)]) if n % 3 else Filter(place=places[n])
        yield (
            "with source and days",
            word,
            Filter(source=sources[n % len(sources)], since="2017-03-01", until="2019-08-31"),
        )
        yield "as known on a day", word, Filter(known_on="2030-01-01")


def _counted(values: Iterator[str]) -> list[str]:
    return [value for value, _ in sorted(Counter(values).items(), key=lambda row: (-row[1], row[0]))]
