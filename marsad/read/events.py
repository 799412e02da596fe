"""Events: who did what to whom, in PLOVER's types.

A wide net of triggers is thrown first; each trigger's frame says which place in the clause holds which party; what is left without
a party, is only asked for, or was told before, is let go. Every empty role carries its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import CLAUSE_BREAKS
from marsad.lang.ar.pack import Pack
from marsad.lang.lexicon import Verb
from marsad.model.reading import EventStatus
from marsad.read.cast import Cast
from marsad.read.clauses import main_subject, negated
from marsad.read.dates import FoundTime
from marsad.read.frames import TELLERS, Frame, Frames
from marsad.read.gate import confidence
from marsad.read.party import Parties, Party
from marsad.read.said import Said
from marsad.read.tokens import Document
from marsad.read.triggers import Found, find_triggers

_ENOUGH = 0.5
_VERBAL = frozenset(("AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
_SYMMETRIC = frozenset(("CONSULT", "AGREE"))
_NEEDS_RECIPIENT = frozenset(("COOPERATE", "AID", "SANCTION"))
_LASTING = frozenset(("SUPPORT", "AID", "COOPERATE", "ASSAULT", "MOBILIZE"))
_HARD = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "AID"))
_PLANNED = frozenset(
    "سوف يعتزم تعتزم ينوي تنوي المقرر المتوقع المرتقب المزمع المقبل المقبله القادم القادمه المقترح المقترحه المحتمل المحتمله المرتقبه المزمعه وشك يعتزمون".split()
)
_ONGOING = frozenset(
    "يواصل تواصل يتواصل تتواصل مستمر مستمره المستمر المستمره تستمر يستمر استمرار مازال مازالت متواصله متواصل الجاريه الجاري مواصله".split()
)
_OF_THE_SPEAKER = frozenset(("انه", "انها", "انهم", "بانه", "بانها", "انهما", "بانهم", "انا", "اننا", "نحن"))
_MEANT = frozenset(
    "جهود جهد سبل محاولات محاوله امكانيه احتمال هدف هدفها هدفه اجل غيه ضروره اهميه توصل استكمال مواصله استئناف استيناف احياء تحقيق ضمان فرصه امكان حاجه عدم وقف انهاء عوده رجوع منع تجنب "
    "تفادي عمليه مسار مبدا مشروع خطه فكره مساله قضيه ملف موضوع شان حول".split()
)
_DUALS = frozenset(
    "الجانبان الجانبين الطرفان الطرفين الزعيمان الزعيمين الوزيران الوزيرين الرييسان الرييسين المسوولان الطرفين".split()
)
_CASUALTIES = frozenset(
    ("assault/قتل", "assault/أصاب", "assault/جرح", "assault/سقط", "assault/قتيل", "assault/جريح", "assault/ضحية")
)
_PHONE = frozenset("هاتفي هاتفيا الهاتفي هاتفيه الهاتفيه هاتفيين".split())


@dataclass(slots=True)
class Happened:
    """An event in words, before it is written out."""

    type: str
    mode: str | None
    contexts: list[str]
    actors: list[Party]
    recipients: list[Party]
    trigger: tuple[int, int]
    status: EventStatus
    place: Party | None
    date: str | None
    rule: str
    confidence: float
    because: dict[str, str] = field(default_factory=dict)


class Happenings:
    """Finds the events of one article."""

    def __init__(self, doc: Document, pack: Pack, parties: Parties, cast: Cast) -> None:
        self.doc, self.pack, self.parties, self.cast = doc, pack, parties, cast
        self.frames = Frames(doc, pack, parties, cast)
        self._speakers: set[int] = set()

    def find(self, said: list[Said], times: list[FoundTime]) -> list[Happened]:
        """The events, each told once; statements tell who speaks, times when it was."""
        triggers = find_triggers(self.doc, self.pack, self.parties)
        self._speakers = {s.speaker.start for s in said if s.speaker}
        found: list[Happened] = []
        for k, trigger in enumerate(triggers):
            if self._asked_for(trigger, triggers[:k]) or self._only_meant(trigger):
                continue
            event = self._event(trigger, said, times)
            if event and not self._told(event, found):
                found.append(event)
        return found

    def _asked_for(self, trigger: Found, before: list[Found]) -> bool:
        """A noun in the scope of a request, refusal or threat is what is asked for, not a second event."""
        if trigger.analysis.is_verb or trigger.analysis.split.article:
            return False
        start = self.doc.sentence_of(trigger.at).start
        for other in reversed(before):
            if other.at < start or trigger.at - other.at > 10:
                return False
            if other.row.type in ("REQUEST", "REJECT", "THREATEN") and not any(
                w in CLAUSE_BREAKS for w in self.doc.words[other.at + 1 : trigger.at] if w not in ("ان",)
            ):
                return True
        return False

    def _only_meant(self, trigger: Found) -> bool:
        """A noun behind a purpose, a possibility or an effort did not happen: سبل استئناف المحادثات, للاجتماع."""
        analysis, at = trigger.analysis, trigger.at
        if analysis.is_verb or analysis.kind in (Kind.ACTIVE, Kind.PASSIVE):
            return analysis.kind is Kind.ACTIVE and trigger.row.type in ("COOPERATE", "AGREE", "CONSULT")
        start = self.doc.sentence_of(at).start
        if analysis.split.before in ("ل", "لل", "ول"):
            return True
        return any(self.doc.words[j].removeprefix("ال").lstrip("ولب") in _MEANT for j in range(max(start, at - 2), at))

    def _event(self, trigger: Found, said: list[Said], times: list[FoundTime]) -> Happened | None:
        row = trigger.row
        frame = self.frames.fill(trigger)
        inside = [s for s in said if s.start <= trigger.at < s.end]
        innermost = min(inside, key=lambda s: s.end - s.start) if inside else None
        speaker = innermost.speaker if innermost else None
        telling = next((s for s in said if s.cue and s.cue[0] == trigger.at), None)
        own_noun = trigger.analysis.split.after and not trigger.analysis.is_verb
        if own_noun and innermost and innermost.speaker:
            frame.actor = [innermost.speaker]  # أكد التزامه
        if not frame.actor:
            self._fall_back(trigger, frame, telling, innermost)
        if row.type in _SYMMETRIC:
            self._both_sides(trigger, frame)
        if not frame.recipient and telling and row.type in ("ACCUSE", "THREATEN"):
            frame.put("recipient", self._blamed(telling, frame))
        acting = {a for p in frame.actor for a in (p.actor, *p.others)}
        frame.recipient = [p for p in frame.recipient if acting.isdisjoint((p.actor, *p.others))]  # nobody to himself
        sure = confidence(self.doc, trigger, _vouched(frame))
        if sure < _ENOUGH:
            return None
        if row.type in _NEEDS_RECIPIENT and not frame.recipient and not frame.actor:
            return None
        kind, mode = row.type, self._mode(trigger)
        if negated(self.doc, trigger.at) and kind in ("SUPPORT", "AID") and trigger.analysis.kind is Kind.PRESENT:
            kind, mode = "ACCUSE", "disapprove"  # not supporting is disapproval
        status = self._status(trigger, frame, speaker, innermost.force if innermost else "")
        if kind != row.type:
            status = "happened"
        return Happened(kind, mode, list(row.contexts), frame.actor, frame.recipient, (trigger.at, trigger.end), status,
                        frame.place, self._date(trigger, times), f"{row.id} ({trigger.analysis.kind})", sure, _reasons(frame, kind))  # fmt: skip

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
                frame.put("actor", [main])
        elif trigger.row.type in ("REQUEST", "REJECT", "ACCUSE"):
            main = speaker or main_subject(self.doc, self.parties, at, None)
            frame.put("actor", [main] if main else [])

    def _only_tells(self, party: Party) -> bool:
        """Whether a party is there for what it says or saw, not for what it did: who speaks, an unnamed source or witness."""
        return party.start in self._speakers or party.office in (*TELLERS, "people", "civilians")

    def _blamed(self, telling: Said, frame: Frame) -> list[Party]:
        """Whom an accusation or warning is about: the first party of what is said."""
        near = [
            p
            for p in self.parties.between(telling.start, telling.start + 10)
            if p not in frame.actor and p.sort != "place"
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

    def _mode(self, trigger: Found) -> str | None:
        if trigger.row.type == "CONSULT":
            near = self.doc.words[max(0, trigger.at - 3) : trigger.at + 12]
            if any(w in _PHONE or w[1:] in _PHONE for w in near):
                return "phone"
        return trigger.row.mode or None

    def _status(self, trigger: Found, frame: Frame, speaker: Party | None, telling: str) -> EventStatus:
        if trigger.row.status:
            return trigger.row.status  # type: ignore[return-value]
        if negated(self.doc, trigger.at):
            return "denied"
        sentence = self.doc.sentence_of(trigger.at)
        near = self.doc.words[max(sentence.start, trigger.at - 4) : min(sentence.end, trigger.at + 4)]
        if trigger.analysis.split.before.endswith("س") or any(w in _PLANNED for w in near):
            return "planned"
        if telling == "deny":
            return "denied"
        if (
            speaker
            and frame.actor  # of a toll nobody is accused
            and trigger.row.type in _HARD
            and trigger.analysis.is_verb
            and not self._same_side(speaker, frame.actor)
        ):
            return "alleged"
        if any(w in _ONGOING for w in near) or (
            trigger.row.type in _LASTING and trigger.analysis.kind in (Kind.PRESENT, Kind.PASSIVE)
        ):
            return "ongoing"
        return "happened"

    def _same_side(self, speaker: Party, actors: list[Party]) -> bool:
        side = {speaker.actor, self.cast.country(speaker.actor)}
        return any(a.actor in side or self.cast.country(a.actor) in side - {None} for a in actors)

    def _date(self, trigger: Found, times: list[FoundTime]) -> str | None:
        """The nearest time of the same sentence that fixes a day, month or year."""
        sentence = self.doc.sentence_of(trigger.at)
        near = [t for t in times if sentence.start <= t.start < sentence.end and t.value and "/" not in t.value]
        near = [t for t in near if abs(t.start - trigger.at) <= 16]
        return min(near, key=lambda t: abs(t.start - trigger.at)).value if near else None

    def _told(self, event: Happened, found: list[Happened]) -> bool:
        """Whether the same happening was told already: same type and parties, or the same words of one sentence."""
        sentence = self.doc.sentence_of(event.trigger[0])
        actors, recipients = {p.actor for p in event.actors}, {p.actor for p in event.recipients}
        again = event.type == "CONSULT" and all(self.doc.words[p.start] in _DUALS for p in event.actors)
        for other in found:
            if other.type != event.type:
                continue
            near = sentence.start <= other.trigger[0] < sentence.end and event.trigger[0] - other.trigger[0] <= 8
            theirs = {p.actor for p in other.actors}
            known = theirs | {p.actor for p in other.recipients}
            if event.type == "CONSULT" and actors and actors <= known and event.date in (None, other.date):
                return True
            if again or (
                event.rule.partition(" (")[0] in _CASUALTIES and sentence.start <= other.trigger[0] < sentence.end
            ):
                return True
            if near and (actors & theirs or not actors or not theirs):
                _complete(other, event)
                return True
            if (
                actors == theirs
                and recipients
                and recipients == {p.actor for p in other.recipients}
                and event.type not in _VERBAL
            ):
                return True
        return False


def _complete(told: Happened, again: Happened) -> None:
    """A deed told by its victims takes its doer from the other word for it: قتلوا جراء ضربة أمريكية."""
    known = {p.actor for p in (*told.recipients, *told.actors)}
    if told.type != "ASSAULT" or known & {p.actor for p in again.actors}:
        return
    if again.actors and not told.actors:
        told.actors = again.actors
        told.because.pop("actors", None)


def _vouched(frame: Frame) -> Frame:
    """The frame as evidence that something happened: who tells of a deed, or suffers it, counts as much as its doer."""
    if frame.actor or not (frame.told_by or frame.suffered):
        return frame
    return Frame(actor=[frame.told_by] if frame.told_by else frame.recipient)


def _reasons(frame: Frame, kind: str) -> dict[str, str]:
    """Why a role is empty."""
    because = {}
    if not frame.actor:
        because["actors"] = "nobody stands where the frame has the actor, and nobody speaks"
    if not frame.recipient:
        met = kind == "CONSULT" and len(frame.actor) > 1
        because["recipients"] = "all who meet are actors" if met else "nobody stands where the frame has the recipient"
    return because
