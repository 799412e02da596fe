"""Who does it and to whom: of all candidates of a trigger, the actor and the recipient that are likeliest together."""

from __future__ import annotations

import math
from typing import NamedTuple

from marsad.lang.lexicon import Part
from marsad.read.candidates import Candidates
from marsad.read.choice import Chooser
from marsad.read.clauses import preposition
from marsad.read.frame import BY_ADJECTIVE, Asked, symmetric
from marsad.read.party import Party, besides

_SURELY_NOBODY = {"actor": 0.0, "recipient": 1.0}
"""How many times the likeliest party (log-odds) nobody must be likelier, for a part to stay empty."""
_BY_RULE = 2.0
"""What it counts that a rule found a party in its place in the clause, beside what the chooser has learnt of it."""


class _Likely(NamedTuple):
    """A side that may play a part (nobody where it is empty), and how likely."""

    odds: float
    side: list[Party]


class Roles:
    """Fills the two parts of an event."""

    def __init__(self, candidates: Candidates, choosers: dict[str, Chooser]) -> None:
        self.candidates, self._choosers = candidates, choosers

    def fill(self, asked: Asked) -> tuple[list[Party], list[Party]]:
        """Actors and recipients; both sides of a meeting or an agreement are actors."""
        candidates = self.candidates.of(asked)
        if not candidates:
            return [], []
        options = [nobody(asked, len(candidates)), *self.candidates.features(candidates, asked)]
        sides = [self._joined(c.party, asked) for c in candidates]
        doers, sufferers = (self._ranked(part, options, sides, asked) for part in ("actor", "recipient"))
        actors, recipients = self._likeliest(doers, sufferers)
        for party in (*actors, *recipients):
            if party.rule == BY_ADJECTIVE:
                self.candidates.cast.known(party.actor, self.candidates.doc.show(party.start, party.end))
        if (pair := self._pair(asked)) in (actors, recipients) and pair:
            return pair, []
        if symmetric(asked.trigger):
            return actors + [p for p in recipients if p.actor not in {a.actor for a in actors}], []
        return actors, besides(recipients, actors)

    def _ranked(self, part: Part, options: list[list[str]], sides: list[list[Party]], asked: Asked) -> list[_Likely]:
        """Who may play a part, the likeliest first: what is likely of all mentions of an actor, added up.

        `options` begin with nobody; each other one belongs to the first party of a side.
        """
        empty, *likely = self._choosers[part].probabilities(options, asked.contexts)
        told: dict[tuple[str, ...], list[_Likely]] = {}
        for probability, side in zip(likely, sides, strict=True):
            weighed = probability * math.exp(_beforehand(part, side[0], asked))
            told.setdefault(tuple(sorted(a for p in side for a in p.actors)), []).append(_Likely(weighed, side))
        ranked = [_Likely(_log(empty) - _SURELY_NOBODY[part], [])]
        for mentions in told.values():
            best = max(mentions, key=lambda one: one.odds)
            ranked.append(_Likely(_log(sum(one.odds for one in mentions)), best.side))
        return sorted(ranked, key=lambda one: -one.odds)

    def _likeliest(self, doers: list[_Likely], sufferers: list[_Likely]) -> tuple[list[Party], list[Party]]:
        """The best pair of sides, from both in order."""
        best, pair = -math.inf, (list[Party](), list[Party]())
        for odds, doer in doers:
            for more, sufferer in sufferers:
                if odds + more <= best:
                    break
                if not (doer and sufferer) or besides(sufferer[:1], doer):
                    best, pair = odds + more, (doer, sufferer)
                    break
        return pair

    def _pair(self, asked: Asked) -> list[Party]:
        """Both sides of a meeting or accord, where a rule found two and not just those behind مع."""
        sides, parties = asked.frame.actor, self.candidates.parties
        if not symmetric(asked.trigger) or len(sides) < 2 or "actor" in asked.frame.guessed:
            return []
        return sides if preposition(self.candidates.doc, parties, sides[0]) != "مع" else []

    def _joined(self, party: Party, asked: Asked) -> list[Party]:
        """The party with those that و joins before and behind it: they play one part; so do both sides that a rule found."""
        parties, doc = self.candidates.parties, self.candidates.doc
        if party in (pair := self._pair(asked)):
            return pair
        if parties.covering(party.start) is not party:
            return [party]
        return parties.group(parties.first_of_group(party, doc), doc)


def _beforehand(part: Part, who: Party, asked: Asked) -> float:
    """What speaks for a party before it is weighed, in log-odds."""
    if who.start in asked.barred[part]:
        return -math.inf
    frame = asked.frame
    if symmetric(asked.trigger) and len(frame.actor) > 1:
        part = "actor"  # both sides stand there
    proposed = frame.actor if part == "actor" else frame.recipient
    return _BY_RULE if who in proposed and part not in frame.guessed else 0.0


def _log(likely: float) -> float:
    return math.log(likely + 1e-12)


def nobody(asked: Asked, number: int) -> list[str]:
    """The features of a part that nobody plays."""
    frame, row = asked.frame, asked.trigger.row
    by_rule = f"{'an actor' if frame.actor else 'no actor'}, {'a recipient' if frame.recipient else 'no recipient'}"
    return ["nobody", f"nobody: {by_rule}", f"nobody of {row.id}", f"nobody of {min(number, 5)}",
            f"nobody: {'suffered' if frame.suffered else 'done'}", f"nobody {'said' if asked.inside else 'told'}"]  # fmt: skip
