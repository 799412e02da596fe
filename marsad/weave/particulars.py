"""The particulars of an article: what a retelling or another translation keeps when it changes the words.

Numbers that are no dates, words inside quotation marks, named actors. Each is a 32-bit hash whose two lowest bits tell
its sort.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.lang.ar.fold import fold
from marsad.model import Span
from marsad.model.telling import Telling

NUMBER, QUOTED, ACTOR = range(3)
MOST = 80
_ODD = 0x9E3779B1
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_QUOTED = re.compile(r"[\"“”„‟«]([^\"“”„‟«»\n]{15,600})[\"“”‟»]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0655\u0670])+")
_BARE = re.compile(r"(?:وال|بال|فال|كال|ولل|ال|لل|و|ف|ب|ل|س)?(.{3,}?)(?:ات|ها|هم|ون|ين|ان|ه|ي|ا)?")


class Particular(NamedTuple):
    """A particular and the stored characters that tell it."""

    hash: int
    span: Span


def particulars(telling: Telling) -> NDArray[np.uint32]:
    """The hashes of an article's particulars, sorted; the first 80 of each sort."""
    kept: list[set[int]] = [set(), set(), set()]
    for one in told(telling):
        if len(few := kept[one.hash & 3]) < MOST:
            few.add(one.hash)
    return np.array(sorted(set.union(*kept)), dtype=np.uint32)


def told(telling: Telling) -> Iterator[Particular]:
    """Every particular of the body, numbers first, then quoted words, then actors; each sort in the order of the text."""
    for part in telling.body:
        yield from _numbers(telling, part)
    for part in telling.body:
        yield from _quoted(telling.reading.text, part)
    yield from _named(telling)


def in_order(telling: Telling) -> list[int]:
    """The hashes of numbers and actors in the order in which the text tells them first.

    Quoted words are left out: those of one quotation follow each other wherever it stands.
    """
    found = sorted((one for one in told(telling) if one.hash & 3 != QUOTED), key=lambda one: one.span)
    return list(dict.fromkeys(one.hash for one in found))


@lru_cache(maxsize=1 << 17)
def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


def _sorted_as(number: int, sort: int) -> int:
    return number & 0xFFFFFFFC | sort


def _numbers(telling: Telling, part: Span) -> Iterator[Particular]:
    """Numbers of two digits or more that stand in no date."""
    text, times = telling.reading.text, telling.reading.times
    starts = [time.start for time in times]
    for m in _NUMBER.finditer(text, part.start, part.end):
        before = bisect_right(starts, m.start()) - 1
        dated = before >= 0 and m.start() < times[before].end
        if m.end() - m.start() > 1 and not dated:
            yield Particular(_sorted_as(_digest(fold(m[0]).replace(",", "")), NUMBER), Span(*m.span()))


def _quoted(text: str, part: Span) -> Iterator[Particular]:
    """Every two neighbouring words inside a quotation, without particles and endings."""
    for quote in _QUOTED.finditer(text, part.start, part.end):
        words = [(_digest(_bare(m[0])), m.start(), m.end()) for m in _WORD.finditer(text, *quote.span(1))]
        for (first, start, _), (second, _, end) in pairwise(words):
            yield Particular(_sorted_as(first * _ODD + second, QUOTED), Span(start, end))


def _named(telling: Telling) -> Iterator[Particular]:
    reading = telling.reading
    for mention in reading.mentions:
        actor = reading.actors.get(mention.actor) if mention.actor else None
        if mention.actor and actor and not actor.unnamed and not mention.nominal:
            ledgers = telling.actors.get(mention.actor, mention.actor)
            yield Particular(_sorted_as(_digest(ledgers), ACTOR), Span(mention.start, mention.end))


@lru_cache(maxsize=1 << 17)
def _bare(word: str) -> str:
    """A word without its particles and ending, folded; a short one stays whole."""
    folded = fold(word)
    m = _BARE.fullmatch(folded)
    return m[1] if m else folded
