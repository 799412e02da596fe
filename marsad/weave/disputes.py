"""What all disagreements are made of: a telling with its evidence, the two sides, the record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from marsad.lang.ar.fold import fold
from marsad.model.span import Span
from marsad.model.telling import Telling
from marsad.model.woven import Disagreement, Matter, Side

Texts = Callable[[str], Telling]
"""From an article's id to its telling; raises KeyError for an article that is not there."""


class Told(NamedTuple):
    """One value as one article tells it: by which record, in which characters."""

    value: str
    record: str
    telling: Telling
    evidence: Span


class Matters(NamedTuple):
    """What is disputed: of which record, in which matter, by which rule, how surely; `unit` for numbers."""

    about: str
    matter: Matter
    rule: str
    confidence: float
    unit: str | None = None


def side(told: Sequence[Told]) -> Side:
    """One side out of all tellings of one value: evidence is that of the first article; `told` is not empty."""
    ordered = sorted(told, key=lambda t: (t.telling.order, t.evidence))
    first = ordered[0]
    return Side(
        value=first.value,
        records=tuple(dict.fromkeys(t.record for t in ordered)),
        publishers=tuple(dict.fromkeys(t.telling.publisher for t in ordered if t.telling.publisher)),
        article=first.telling.article,
        evidence=first.evidence,
    )


def dispute(what: Matters, one: Sequence[Told], other: Sequence[Told]) -> Disagreement:
    """The record of a disagreement; the side that was told first stands left, so that its id is the same in either order."""
    left, right = sorted((one, other), key=lambda told: min((t.telling.order, t.evidence.start, t.value) for t in told))
    sides = side(left), side(right)
    key = "|".join((what.about, what.matter, what.unit or "", sides[0].value, sides[1].value))
    return Disagreement(
        id="dispute-" + hashlib.sha256(key.encode()).hexdigest()[:12],
        about=what.about,
        matter=what.matter,
        left=sides[0],
        right=sides[1],
        rule=what.rule,
        confidence=what.confidence,
        unit=what.unit,
    )


_SPELLING = 70  # ratio of letters from which two names are spellings of one


def spelt_alike(one: str, other: str) -> bool:
    """Whether two folded names are spellings of one: هاكينغ and هاكينج, عبدالله and عبد الله."""
    return fuzz.ratio(one, other) >= _SPELLING


def one_name(one: Telling, other: Telling, actors: tuple[str, str]) -> bool:
    """Whether two articles know two actors by a word in common: one man under two ids, as far as anyone can tell."""
    ours, theirs = called(one, actors[0]), called(other, actors[1])
    return any(spelt_alike(a, b) for a in ours for b in theirs)


def called(telling: Telling, actor: str) -> frozenset[str]:
    """The folded words of the names under which an article knows an actor of the ledger."""
    known = [a for local, a in telling.reading.actors.items() if telling.actors.get(local, local) == actor]
    return frozenset(w for a in known for name in (a.name_ar or a.name, *a.names) for w in fold(name).split())


def is_person(telling: Telling, actor: str) -> bool:
    """Whether an article knows an actor as a person."""
    known = (a for local, a in telling.reading.actors.items() if telling.actors.get(local, local) == actor)
    return any(a.type == "PER" for a in known)
