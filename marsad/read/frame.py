"""The frame of an event: who plays which part by the rules, and what else is known when a reader asks who did it."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.lang.lexicon import Part
from marsad.read.cast import Cast, adjective_at
from marsad.read.party import Party
from marsad.read.said import Said
from marsad.read.tokens import Document
from marsad.read.triggers import Found

BY_ADJECTIVE = "adjective of a state"
TELLERS = frozenset(("source", "witness", "staff", "expert"))


@dataclass(slots=True)
class Frame:
    """The parties of one event and where it took place.

    `guessed` names the parts whose party stands in no place of the frame; `suffered` where the verb is passive, so that it tells no doer; `told_by` is who only tells of the event;
    `carrier` is the light verb that has the trigger's noun as its object (شنت of شنت طائرات غارات); `undergone` where a verb says that its subject met with the noun (تعرض لهجوم);
    `by_whom` where the doer stands behind the means (قتل برصاص الجيش); `ours` where the speaker carries the noun out (نجري محادثات).
    """

    actor: list[Party] = field(default_factory=list)
    recipient: list[Party] = field(default_factory=list)
    place: Party | None = None
    guessed: set[Part] = field(default_factory=set)
    suffered: bool = False
    told_by: Party | None = None
    carrier: str = ""
    undergone: bool = False
    by_whom: bool = False
    ours: bool = False

    def put(self, part: Part, parties: list[Party]) -> None:
        """Add parties to the part they play; a topic is nobody's part."""
        if part in ("actor", "recipient"):
            into = self.actor if part == "actor" else self.recipient
            into.extend(p for p in parties if p not in self.actor and p not in self.recipient)


@dataclass(slots=True, frozen=True)
class Asked:
    """The question for one trigger: what the rules found, the statement it stands in, the one whose cue it is.

    `barred` holds for each part where the parties begin that cannot play it.
    """

    trigger: Found
    frame: Frame
    inside: Said | None
    telling: Said | None
    barred: dict[str, frozenset[int]]

    @property
    def contexts(self) -> tuple[str, ...]:
        """In which contexts the features of the candidates weigh."""
        return self.trigger.row.type, str(self.trigger.analysis.kind)


def symmetric(trigger: Found) -> bool:
    """Whether both sides of what a trigger tells act alike: who meets or concludes, but not who visits, mediates, offers or promises."""
    row = trigger.row
    return (row.type == "CONSULT" and row.mode not in ("visit", "third-party")) or (
        row.type == "AGREE" and "actor" in row.prepositions.values()
    )


def by_adjective(at: int, state: str) -> Party:
    """The party that the adjective of a state tells: إسرائيلية in غارات إسرائيلية."""
    return Party(start=at, end=at + 1, head=(at, at + 1), cut=0, actor=state, sort="described", confidence=0.6,
                 rule=BY_ADJECTIVE)  # fmt: skip


def by_adjectives(doc: Document, cast: Cast, at: int) -> list[Party]:
    """The states that adjectives behind a noun tell: اتفاق أمريكي روسي; not مظاهرة في العاصمة البريطانية."""
    states: list[Party] = []
    for j in range(at, min(doc.sentence_of(at - 1).end, at + 4)):
        if doc.gaps[j].strip(" -") or doc.words[j] == "العاصمه":
            break
        state, _ = adjective_at(cast.who, doc.words, j)
        if state:
            cast.known(state, doc.show(j, j + 1))
            states.append(by_adjective(j, state))
    return states
