"""Who may be the actor or the recipient of an event, and what speaks for each: place, preposition, kind, what the rules say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.read.between import Between
from marsad.read.cast import Cast
from marsad.read.clauses import main_subject, preposition, subject
from marsad.read.frame import TELLERS, Asked, by_adjective
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document
from marsad.read.triggers import Found

_EARLIER_WORDS = 60
_DISTANCES = (0, 1, 2, 3, 5, 8, 12, 18, 30)
_FARTHEST_RANK, _MOST = 3, 4


@dataclass(slots=True)
class Candidate:
    """A party that may play a part, and the ways it became a candidate."""

    party: Party
    ways: list[str] = field(default_factory=list)


class Candidates:
    """Gathers the candidates of the triggers of one article and tells their features."""

    def __init__(self, doc: Document, parties: Parties, cast: Cast, between: Between) -> None:
        self.doc, self.parties, self.cast, self._between = doc, parties, cast, between
        self._told = Counter(p.actor for p in parties.all)
        self._in_title = {p.actor for p in parties.all if doc.in_title(p.start)}
        self._first = next((p.actor for p in parties.all if not doc.in_title(p.start)), None)

    def of(self, asked: Asked) -> list[Candidate]:
        """The parties of the sentence, those the rules name, who speaks and is spoken to, states told by adjective, and the last before."""
        found: dict[tuple[int, str], Candidate] = {}

        def add(parties: Iterable[Party], way: str) -> None:
            for party in parties:
                candidate = found.setdefault((party.start, party.actor), Candidate(party))
                if way not in candidate.ways:
                    candidate.ways.append(way)

        sentence = self.doc.sentence_of(asked.trigger.at)
        add(self.parties.between(sentence.start, sentence.end), "sentence")
        add(asked.frame.actor, "actor")
        add(asked.frame.recipient, "recipient")
        if asked.inside and asked.inside.speaker:
            add([asked.inside.speaker], "speaker")
        if asked.telling:
            add([asked.telling.speaker] if asked.telling.speaker else [], "teller")
            add(asked.telling.addressees, "addressee")
        add(self._adjectives(asked.trigger), "adjective")
        known = {c.party.actor for c in found.values()}
        for party in reversed(self.parties.between(max(0, sentence.start - _EARLIER_WORDS), sentence.start)):
            if party.actor not in known and party.sort != "place":
                known.add(party.actor)
                add([party], "earlier")
        return sorted(found.values(), key=lambda c: (c.party.start, c.party.end))

    def _adjectives(self, trigger: Found) -> list[Party]:
        """States told by their adjective beside the trigger: غارة إسرائيلية."""
        sentence = self.doc.sentence_of(trigger.at)
        found = []
        for j in range(max(sentence.start, trigger.at - 3), min(sentence.end, trigger.end + 5)):
            state = self.cast.who.adjective(self.doc.words[j])
            if state and self.parties.covering(j) is None and self.doc.words[j - 1] != "العاصمه":
                found.append(by_adjective(j, state))
        return found

    def features(self, candidates: list[Candidate], asked: Asked) -> list[list[str]]:
        """The features of each candidate."""
        scene = _Scene(self, asked)
        return [self._features(c, asked, scene) for c in candidates]

    def _features(self, candidate: Candidate, asked: Asked, scene: _Scene) -> list[str]:
        party, ways = candidate.party, candidate.ways
        sort = "teller" if party.office in TELLERS else party.sort
        found = [*ways, "+".join(ways), sort, *self._what(party), f"told {min(self._told[party.actor], _MOST)}"]
        found += ["in the title"] if party.actor in self._in_title else []
        found += ["first of all"] if party.actor == self._first else []
        found += ["many"] if party.plural else []
        found += self._of_the_rules(party, asked, scene)
        if scene.start <= party.start < scene.end:
            found += self._in_the_sentence(party, sort, asked, scene)
        return found

    def _what(self, party: Party) -> list[str]:
        """What a party is: the noun and sort of a description, the kind that the knowledge base gives an actor."""
        if party.nominal:
            return [f"is {self.doc.words[party.head[0]]}", f"office {party.office}"]
        known = self.cast.who.actors.get(party.actor)
        return [f"kind {known.kind}" if known else "unknown"]

    def _of_the_rules(self, party: Party, asked: Asked, scene: _Scene) -> list[str]:
        """What the rules of clauses say of a party, or of its actor elsewhere in the sentence."""
        frame, found = asked.frame, []
        if any(p.actor == party.actor for p in frame.actor):
            found.append("acts by guess" if "actor" in frame.guessed else "acts by rule")
        if any(p.actor == party.actor for p in frame.recipient):
            found.append("suffers by guess" if "recipient" in frame.guessed else "suffers by rule")
        if asked.inside and asked.inside.speaker and asked.inside.speaker.actor == party.actor:
            found.append("speaks")
        if scene.main and scene.main.start == party.start:
            found.append("main subject")
        if scene.subject:
            found.append(f"subject {scene.how}" if scene.subject.start == party.start else "another is subject")
        return found

    def _in_the_sentence(self, party: Party, sort: str, asked: Asked, scene: _Scene) -> list[str]:
        """Place, distance, preposition, what stands between the party and the trigger and around the party."""
        trigger, words = asked.trigger, self.doc.words
        side, near, far = scene.sides(party)
        before = preposition(self.doc, self.parties, party) or "none"
        part = trigger.row.prepositions.get(before, "no part") or "no part"
        rank = min(scene.rank(party), _FARTHEST_RANK)
        distance = next((d for d in _DISTANCES if far - near <= d), _DISTANCES[-1])
        last = words[party.start - 1] if party.start > scene.start else ""
        over = f"{self._between.parted(near, far)}{'verb' * bool(self._between.verbs(near, far))}"
        inside = asked.inside is not None and asked.inside.start <= party.start < asked.inside.end
        return [
            f"{side} {rank}", f"{side} {rank} {before}", f"{side} at {distance}", f"{side} {before}", f"{side} {part}", f"{side} {sort}",
            f"{side} {sort} {before}", f"{side} over {over}", f"{side} behind {last}",
            f"{side} begins" if party.start - scene.start <= 1 else f"{side} goes on",
            f"{side} inside" if inside else f"{side} outside" if asked.inside else side,
            f"{side} {rank} pronoun {trigger.analysis.split.after}" if trigger.analysis.split.after else f"{side} no pronoun",
            f"{trigger.row.id} {side} {before}",
        ]  # fmt: skip


class _Scene:
    """What all candidates of one trigger share."""

    def __init__(self, whole: Candidates, asked: Asked) -> None:
        doc, parties, trigger = whole.doc, whole.parties, asked.trigger
        self.start, self.end = doc.sentence_of(trigger.at)
        self.trigger = trigger
        inside = parties.between(self.start, self.end)
        self._before = [p.start for p in reversed(inside) if p.end <= trigger.at and p.sort != "place"]
        self._after = [p.start for p in inside if p.start >= trigger.end and p.sort != "place"]
        verb = trigger.analysis.is_verb
        found = subject(doc, parties, trigger.at, trigger.analysis) if verb else None
        self.subject, self.how = (found.party, found.how) if found else (None, "dropped")
        self.main = main_subject(doc, parties, trigger.at, trigger.analysis.person if verb else None)

    def sides(self, party: Party) -> tuple[str, int, int]:
        """On which side of the trigger a party stands, and the words between them, half-open."""
        if party.end <= self.trigger.at:
            return "before", party.end, self.trigger.at
        if party.start >= self.trigger.end:
            return "after", self.trigger.end, party.start
        return "around", party.start, party.start

    def rank(self, party: Party) -> int:
        """How many parties stand between it and the trigger, places aside."""
        for row in (self._before, self._after):
            if party.start in row:
                return row.index(party.start)
        return _FARTHEST_RANK
