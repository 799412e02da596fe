"""A party, and all parties of an article with look-up by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.function_words import RELATIVES
from marsad.read.tokens import Document

SAYER = "subject of a reporting verb"
_OF_RELATIVE = 3
Sort = Literal["person", "body", "state", "place", "role", "described"]


@dataclass(slots=True, frozen=True, kw_only=True)
class Party:
    """Words `start` to `end`, the name or head noun in `head`; `cut` letters of clitics stand before the first word.

    `others` are further actors that one noun means: الجانبان; `possessed` is what is told as somebody's own: جنوده, بلاده;
    `accusative` stands right behind a verb as its object: اتهم دولا, أسر جنودا.
    """

    start: int
    end: int
    head: tuple[int, int]
    cut: int
    actor: str
    sort: Sort
    confidence: float
    plural: bool = False
    possessed: bool = False
    accusative: bool = False
    office: str = ""
    rule: str = ""
    others: tuple[str, ...] = ()

    @property
    def actors(self) -> tuple[str, ...]:
        """Everybody that is meant."""
        return self.actor, *self.others

    @property
    def nominal(self) -> bool:
        """Whether the party is described, not named."""
        return self.sort in ("role", "described")


def besides(parties: list[Party], others: Iterable[Party]) -> list[Party]:
    """The parties that mean nobody whom one of the others means."""
    known = {actor for other in others for actor in other.actors}
    return [p for p in parties if known.isdisjoint(p.actors)]


class Parties:
    """All parties of an article in order, with look-up by place."""

    def __init__(self, found: list[Party]) -> None:
        self.all = found
        self._starts = [p.start for p in found]
        self._at = {i: k for k, p in enumerate(found) for i in range(p.start, p.end)}

    def known(self) -> Parties:
        """Those whose noun a lexicon or the knowledge base has; the others only speak."""
        return Parties([p for p in self.all if p.rule != SAYER])

    def between(self, start: int, end: int) -> list[Party]:
        """Parties that begin in words `start` to `end`."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covering(self, word: int) -> Party | None:
        """The party that a word belongs to."""
        k = self._at.get(word)
        return None if k is None else self.all[k]

    def before(self, word: int, limit: int) -> list[Party]:
        """Parties that end at or before a word and begin at or after `limit`, nearest first."""
        return [p for p in reversed(self.between(limit, word)) if p.end <= word]

    def group(self, party: Party, doc: Document) -> list[Party]:
        """The party and those joined to it by و or a comma: روسيا وتركيا والإمارات."""
        found, k = [party], self._at[party.start] + 1
        while k < len(self.all):
            after = self.all[k]
            joined = after.cut > 0 and doc.words[after.start].startswith("و")
            if after.start != found[-1].end or not joined or doc.gaps[after.start].strip(" ،") != "":
                break
            if _leaves_relative(doc, party, after):
                break
            found.append(after)
            k += 1
        return found

    def first_of_group(self, party: Party, doc: Document) -> Party:
        """The first of the parties that this one is joined to by و."""
        k = self._at[party.start]
        while (
            k
            and self.all[k].cut
            and doc.words[self.all[k].start].startswith("و")
            and self.all[k - 1].end == self.all[k].start
            and not _leaves_relative(doc, self.all[k - 1], self.all[k])
        ):
            k -= 1
        return self.all[k]

    def bound_to(self, at: int, doc: Document) -> Party | None:
        """The definite party that an indefinite noun is bound to: القوات in دخول القوات."""
        party = self.covering(at + 1)
        if party is None or party.start != at + 1 or party.cut or doc.gaps[at + 1] != " ":
            return None
        return party if doc.words[at + 1].startswith("ال") and not doc.words[at].startswith("ال") else None

    def no_verb(self, at: int, doc: Document) -> bool:
        """Whether a word cannot be a past verb, for it stands behind a verb and its definite subject: رفض in أكد السيسي رفض بلاده."""
        party = self.covering(at - 1) if at > 1 else None
        if party is None or party.end != at or party.cut or doc.gaps[at] != " " or doc.words[at][0] in "وف":
            return False
        definite = not party.nominal or doc.words[party.start].startswith("ال")
        verb = doc.analyses(party.start - 1) if definite and doc.gaps[party.start] == " " else ()
        return any(a.kind is Kind.PAST for a in verb) and all(a.is_verb for a in verb)

    def ahead(self, at: int, reach: int, end: int) -> int:
        """Where so many words from one on end, a name counted as one of them: long names put nothing out of reach."""
        while at < end and reach:
            party = self.covering(at)
            at, reach = party.end if party and not party.nominal else at + 1, reach - 1
        return min(at, end)


def _leaves_relative(doc: Document, party: Party, after: Party) -> bool:
    """Whether the comma before a party ends the relative clause of the one before it: تركيا التي تدعم المعارضة، وإيران."""
    behind = doc.words[max(0, party.start - _OF_RELATIVE) : party.start]
    return "،" in doc.gaps[after.start] and not RELATIVES.isdisjoint(behind)
