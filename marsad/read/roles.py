"""Who does it and to whom: of all candidates of a trigger, the actor and the recipient that are likeliest together."""

from __future__ import annotations

import math

from marsad.lang.lexicon import Part
from marsad.read.candidates import Candidate, Candidates
from marsad.read.choice import Chooser
from marsad.read.frame import BY_ADJECTIVE, SYMMETRIC, Asked
from marsad.read.party import Party, besides
from marsad.read.triggers import Found

_SURELY_NOBODY = {"actor": 0.0, "recipient": 1.0}
"""How many times the likeliest party (log-odds) nobody must be likelier, for a part to stay empty."""
_BY_RULE = 1.5
"""What it counts that a rule found a party in its place in the clause, beside what the chooser has learnt of it."""


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
        actor, recipient = self._likeliest(options, candidates, asked)
        actors, recipients = self._all(actor), self._all(recipient)
        if symmetric(asked.trigger):
            return actors + [p for p in recipients if p.actor not in {a.actor for a in actors}], []
        return actors, besides(recipients, actors)

    def _likeliest(
        self, options: list[list[str]], candidates: list[Candidate], asked: Asked
    ) -> tuple[Party | None, Party | None]:
        """The best pair of two different actors; `options` begin with nobody."""
        people = [None, *(c.party for c in candidates)]
        doers, sufferers = (self._ranked(part, options, people, asked) for part in ("actor", "recipient"))
        best = -math.inf
        pair: tuple[Party | None, Party | None] = None, None
        for likely, doer in doers:
            for as_likely, sufferer in sufferers:
                if likely + as_likely <= best:
                    break
                if _differ(doer, sufferer):
                    best, pair = likely + as_likely, (doer, sufferer)
                    break
        return pair

    def _ranked(
        self, part: Part, options: list[list[str]], people: list[Party | None], asked: Asked
    ) -> list[tuple[float, Party | None]]:
        """Who may play a part, the likeliest first, each with his log-odds."""
        likely = self._choosers[part].probabilities(options, asked.contexts)
        scores = (math.log(p + 1e-12) + _beforehand(part, who, asked) for p, who in zip(likely, people, strict=True))
        return sorted(zip(scores, people, strict=True), key=lambda scored: -scored[0])

    def _all(self, party: Party | None) -> list[Party]:
        """The party with those joined to it by و."""
        parties, doc = self.candidates.parties, self.candidates.doc
        if party is None:
            return []
        if party.rule == BY_ADJECTIVE:
            self.candidates.cast.known(party.actor, doc.show(party.start, party.end))
        return parties.group(party, doc) if parties.covering(party.start) is party else [party]


def symmetric(trigger: Found) -> bool:
    """Whether both sides of what a trigger tells act alike: who meets or agrees, but not who visits."""
    return trigger.row.type in SYMMETRIC and trigger.row.mode != "visit"


def _beforehand(part: str, who: Party | None, asked: Asked) -> float:
    """What speaks for a party before it is weighed, in log-odds."""
    if who is None:
        return -_SURELY_NOBODY[part]
    if who.start in asked.barred[part]:
        return -math.inf
    proposed = asked.frame.actor if part == "actor" else asked.frame.recipient
    return _BY_RULE if who in proposed and part not in asked.frame.guessed else 0.0


def _differ(doer: Party | None, sufferer: Party | None) -> bool:
    return doer is None or sufferer is None or bool(besides([sufferer], [doer]))


def nobody(asked: Asked, number: int) -> list[str]:
    """The features of a part that nobody plays."""
    frame, row = asked.frame, asked.trigger.row
    by_rule = f"{'an actor' if frame.actor else 'no actor'}, {'a recipient' if frame.recipient else 'no recipient'}"
    return ["nobody", f"nobody: {by_rule}", f"nobody of {row.id}", f"nobody of {min(number, 5)}",
            f"nobody: {'suffered' if frame.suffered else 'done'}", f"nobody {'said' if asked.inside else 'told'}"]  # fmt: skip
