"""What the rules of clauses say of a trigger: who does it and to whom, who says it, who only tells of it."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.pack import Pack
from marsad.lang.lexicon import Noun, Verb
from marsad.read.amounts import whole
from marsad.read.cast import Cast
from marsad.read.clauses import main_subject, preposition
from marsad.read.frame import TELLERS, Asked, Frame, symmetric
from marsad.read.frames import Frames
from marsad.read.party import Parties, Party, besides
from marsad.read.places import located
from marsad.read.reach import attends, classes, leads
from marsad.read.said import OUTLETS, Said
from marsad.read.tokens import Document
from marsad.read.triggers import Found

_ONLY_TELL = TELLERS | {"people", "civilians"}
_MEETINGS = frozenset(("CONSULT", "AGREE"))
_OTHERS = frozenset("اخر اخرون اخرين اخران اخري اخريات الاخرون الاخرين".split())
_BLAMING = frozenset(("condemn", "accuse"))
_FIGHTERS = frozenset(("armed_group", "army", "coalition", "movement"))
_MOVES = frozenset(("RETREAT", "MOBILIZE"))
_OF_THE_SPEAKER = frozenset(("انه", "انها", "انهم", "بانه", "بانها", "انهما", "بانهم", "انا", "اننا", "نحن"))


class Proposals:
    """Applies the rules to one trigger of an article after the other; `said` are the article's statements."""

    def __init__(self, doc: Document, pack: Pack, parties: Parties, cast: Cast, said: list[Said]) -> None:
        self.doc, self.parties = doc, parties
        self._telling = {s.cue[0]: s for s in reversed(said) if s.cue}
        self._inside: dict[int, Said] = {}
        for one in sorted(said, key=lambda s: s.end - s.start):
            for word in range(one.start, one.end):
                self._inside.setdefault(word, one)
        self._who = cast.who.actors
        self._frames = Frames(doc, pack, parties, cast)
        self._speakers = {s.speaker.start for s in said if s.speaker}

    def of(self, trigger: Found) -> Asked:
        """The frame that the rules fill, and the statement around the trigger."""
        row = trigger.row
        frame = self._frames.fill(trigger)
        innermost, telling = self._inside.get(trigger.at), self._telling.get(trigger.at)
        own_noun = trigger.analysis.split.after and not trigger.analysis.is_verb
        if own_noun and innermost and innermost.speaker:
            frame.actor = [innermost.speaker]  # أكد التزامه
        if innermost and innermost.speaker and frame.ours:
            frame.actor = [innermost.speaker, *besides(frame.actor, [innermost.speaker])]
        if innermost and innermost.speaker and not frame.actor and self._claimed(trigger, innermost):
            frame.actor = [innermost.speaker]  # أعلنت الحركة استهداف المطار
        if innermost and innermost.force == "accuse" and not frame.actor:
            frame.actor = self._accused(trigger, innermost)
        if not frame.actor:
            self._fall_back(trigger, frame, telling, innermost)
            frame.guessed.add("actor")
        if symmetric(trigger):
            self._both_sides(trigger, frame)
        if not frame.recipient and telling and row.type in ("ACCUSE", "THREATEN"):
            frame.put("recipient", self._blamed(telling, frame))
        frame.recipient = besides(frame.recipient, frame.actor)  # nobody to himself
        return Asked(trigger, frame, innermost, telling, self._barred(trigger, frame, innermost))

    def _barred(self, trigger: Found, frame: Frame, inside: Said | None) -> dict[str, frozenset[int]]:
        """Who told of an attack or saw it has neither done it nor suffered it, a passive verb tells no doer.

        A medium that no rule found, a place behind في, who leads somebody and a third beside the two sides of an accord play no part, nor do some of those named before them (بينهم) or more of them (أصيب آخرون). Whoever moves
        his own forces does it to nobody.
        """
        sentence = self.doc.sentence_of(trigger.at)
        near = self.parties.between(sentence.start, sentence.end)
        doers = [p for p in near if frame.suffered or (trigger.row.type == "ASSAULT" and self._only_tells(p))]
        doers += [frame.told_by] if frame.told_by else []
        if inside and inside.speaker and trigger.analysis.person in (Person.I, Person.WE):
            doers += [p for p in near if p is not inside.speaker]  # قال للصحفيين: "لن نقبل"
        doers += [p for p in near if frame.undergone and p.start < trigger.at]  # تعرضت سفارتها لاعتداء
        tellers = [inside.speaker] if inside and inside.speaker and trigger.row.type == "ASSAULT" else []
        tellers += [inside.speaker] if inside and inside.speaker and self._kind(inside.speaker) in OUTLETS else []
        tellers = [p for p in tellers if p not in frame.actor]
        if inside and inside.speaker and inside.force in _BLAMING and trigger.at == inside.start:
            doers.append(inside.speaker)  # انتقدت المنظمة احتجاز المهاجرين
        moved = frozenset(p.start for p in near if p.possessed and p.office == "force" and trigger.row.type in _MOVES)
        places = [p for p in near if located(self.doc, self.parties, p)]
        places += [p for p in near if trigger.row.type == "ASSAULT" and leads(self.doc, p)]
        beside = [p for p in near if not symmetric(trigger) and p.start != trigger.end and attends(self.doc, p)]
        places += [p for p in near[1:] if self.doc.words[p.start][p.cut :] in _OTHERS]
        places += [p for p in near if classes(self.doc, p) or self._kind(p) in OUTLETS]
        places += self._third_parties(near, frame, trigger)
        places += [p for p in near if self._between_others(p, trigger, frame) or whole(self.doc, self.parties, p.start)]
        return {
            "actor": frozenset(p.start for p in (*doers, *places) if p not in frame.actor),
            "recipient": frozenset(p.start for p in (*places, *beside, *tellers) if p not in frame.recipient) | moved,
        }

    def _claimed(self, trigger: Found, said: Said) -> bool:
        """Whether those who fight announce an attack, not a death: they did it."""
        row, speaker = trigger.row, said.speaker
        attack = row.type == "ASSAULT" and isinstance(row, Verb) and row.subject == "actor" and row.object != "topic"
        if trigger.at != said.start or said.force not in ("reveal", "affirm") or not attack or speaker is None:
            return False
        return speaker.office == "force" or self._kind(speaker) in _FIGHTERS

    def _kind(self, party: Party) -> str:
        known = self._who.get(party.actor)
        return known.kind if known else ""

    def _accused(self, trigger: Found, said: Said) -> list[Party]:
        """Who does what somebody is accused of: الإمارات in اتهم الإمارات بتزويد الجماعة بالسلاح."""
        party = self.parties.covering(said.start)
        split, verb = trigger.analysis.split, trigger.analysis.is_verb
        if party is None or party.start != said.start or verb or not split.before.startswith("ب"):
            return []
        return self.parties.group(party, self.doc)

    def _third_parties(self, near: list[Party], frame: Frame, trigger: Found) -> list[Party]:
        """All but the two sides that stand behind بين: رحب الاتحاد باتفاق بين أنقرة وموسكو."""
        sides = frame.actor
        if not symmetric(trigger) or len(sides) < 2 or preposition(self.doc, self.parties, sides[0]) != "بين":
            return []
        return besides(near, sides)

    def _between_others(self, party: Party, trigger: Found, frame: Frame) -> bool:
        """Whether a party is one side of something else: بحث الوزراء سبل استئناف المحادثات بين مصر وإثيوبيا, ناقشا العلاقات بين البلدين."""
        first = self.parties.first_of_group(party, self.doc).start if self.parties.covering(party.start) is party else 0
        if not symmetric(trigger) or first < trigger.end + 2 or self.doc.words[first - 1] != "بين":
            return False
        if trigger.analysis.is_verb and frame.actor:
            return True
        return any(a.row.type in _MEETINGS for a in self.doc.analyses(first - 2) if isinstance(a.row, Verb | Noun))

    def _fall_back(self, trigger: Found, frame: Frame, telling: Said | None, inside: Said | None) -> None:
        """Who acts when nobody stands in the actor's place: the cue's speaker, who speaks of himself, the sentence's subject."""
        analysis, at, hard = trigger.analysis, trigger.at, trigger.row.type == "ASSAULT"
        speaker = inside.speaker if inside else None
        own = analysis.person in (Person.I, Person.WE) or (at and self.doc.words[at - 1] in _OF_THE_SPEAKER)
        if telling and telling.speaker:
            frame.put("actor", [telling.speaker])
        elif speaker and own and (frame.recipient or not frame.suffered):
            frame.put("actor", [speaker])
        elif analysis.is_verb and isinstance(trigger.row, Verb) and trigger.row.subject == "actor":
            topic = self._topic(trigger, inside)
            main = topic or main_subject(self.doc, self.parties, at, analysis.person) or speaker
            if main and hard and (self._only_tells(main) or (frame.suffered and not topic)):
                frame.told_by = main
            elif main:
                frame.put("recipient" if frame.suffered else "actor", [main])
        elif self.doc.set_off(at, analysis) or trigger.row.type in ("REQUEST", "REJECT", "ACCUSE"):
            main = speaker or main_subject(self.doc, self.parties, at, None)
            frame.put("actor", [main] if main else [])

    def _only_tells(self, party: Party) -> bool:
        """Whether a party is there for what it says or saw, not for what it did: who speaks, an unnamed source or witness."""
        return party.start in self._speakers or party.office in _ONLY_TELL

    def _blamed(self, telling: Said, frame: Frame) -> list[Party]:
        """Whom an accusation or warning is about: the first party of what is said."""
        near = [
            p
            for p in self.parties.between(telling.start, telling.start + 10)
            if p not in frame.actor and p.sort != "place" and preposition(self.doc, self.parties, p) != "في"
        ]
        return self.parties.group(near[0], self.doc) if near else []

    def _topic(self, trigger: Found, inside: Said | None) -> Party | None:
        """The party that a reported clause begins with: قال إن القوات الروسية ... قدمت الدعم."""
        if inside is None:
            return None
        party = self.parties.covering(inside.start)
        begins = party is not None and party.start == inside.start and party.end <= trigger.at
        return party if begins and party is not inside.speaker else None

    def _both_sides(self, trigger: Found, frame: Frame) -> None:
        beside = (
            self.doc.words[trigger.at - 1] in ("بعد", "عقب", "خلال", "اثناء", "قبل", "في", "اثر", "قبيل")
            if trigger.at
            else False
        )
        if len(frame.actor) + len(frame.recipient) == 1 and not trigger.analysis.is_verb and beside:
            main = main_subject(self.doc, self.parties, trigger.at, None)
            if main:
                frame.put("actor", [main])
        if frame.recipient and frame.actor and trigger.row.type == "CONSULT" and (trigger.row.mode != "visit"):
            frame.actor += frame.recipient
            frame.recipient = []
