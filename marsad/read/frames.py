"""Who stands in which place of an event's clause: subject, object, prepositions, genitive, adjective, pronoun."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS
from marsad.lang.ar.pack import Pack
from marsad.lang.lexicon import LightVerb, Noun, Verb
from marsad.read.amounts import MEMBERS, amount, counts
from marsad.read.cast import Cast
from marsad.read.clauses import Subject, preposition, subject
from marsad.read.frame import TELLERS, Frame, by_adjectives
from marsad.read.party import Parties, Party, besides
from marsad.read.reach import antecedent, attends, by_pronoun, clause_end, modified, past_relative, possessor
from marsad.read.tokens import Document
from marsad.read.triggers import Found
from marsad.read.undergone import OF_PERSONS, by_whom, part_of_owner, through, told_anew, undergone, voice_of
from marsad.read.verbs import reports

_REACH = 22
_NOUNS = frozenset((Kind.PASSIVE, Kind.MASDAR, Kind.NOUN))
_DIRECTED = frozenset(("SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "AID", "SANCTION", "COERCE"))
_BESIDE = frozenset(("في", "خلال", "بعد", "قبل", "منذ", "عبر", "عند", "عقب", "أمام", "امام"))
_VIOLENT = frozenset(("ASSAULT", "COERCE", "PROTEST"))


class Frames:
    """Fills the frame of a trigger from its surroundings."""

    def __init__(self, doc: Document, pack: Pack, parties: Parties, cast: Cast) -> None:
        self.doc, self.pack, self.parties, self.cast = doc, pack, parties, cast

    def fill(self, trigger: Found) -> Frame:
        """The frame of one trigger; parts that nobody plays stay empty."""
        frame = Frame()
        row, analysis = trigger.row, trigger.analysis
        if isinstance(row, Verb) and analysis.is_verb:
            self._finite(trigger, row, frame)
        elif isinstance(row, Verb) and analysis.kind is Kind.PASSIVE:
            frame.put("recipient", modified(self.doc, self.parties, trigger.at))
        elif isinstance(row, Verb) and analysis.kind is Kind.ACTIVE:
            if not self.doc.set_off(trigger.at, analysis):
                frame.put(row.subject, modified(self.doc, self.parties, trigger.at))
            self._object(trigger, row, frame, trigger.at + 1)
        else:
            self._nominal(trigger, row, frame)
        self._prepositions(trigger, row, frame)
        if not frame.recipient:
            frame.put("recipient", besides(by_pronoun(self.doc, self.parties, trigger), frame.actor)[:1])
        if not frame.recipient and row.type in _DIRECTED:
            self._deeper(trigger, frame)
            frame.guessed.add("recipient")
        return frame

    def _deeper(self, trigger: Found, frame: Frame) -> None:
        """Whom an act is aimed at, told inside its object: انتقدت مشاركة روسيا, رفض جهود الوفد."""
        for party in self._ahead(trigger.end, 12):
            if (
                party not in frame.actor
                and party.sort != "place"
                and not self._is_member(party)
                and preposition(self.doc, self.parties, party) not in _BESIDE
            ):
                frame.put("recipient", self.parties.group(party, self.doc))
                return

    def _finite(self, trigger: Found, row: Verb, frame: Frame) -> None:
        found = subject(self.doc, self.parties, trigger.at, trigger.analysis)
        after = trigger.at + 1
        if self._suffered(trigger, found):
            frame.suffered = True
            if found.party:
                frame.put("recipient", self.parties.group(found.party, self.doc))
                return
        elif found.party:
            parties = self.parties.group(found.party, self.doc)
            spoken_to = (
                found.how == "after"
                and trigger.analysis.split.before == "و"
                and found.party.nominal
                and found.party.plural
            )
            frame.put(row.object if spoken_to and row.type == "REQUEST" else row.subject, parties)
            if found.how == "after":
                after = parties[-1].end
        if trigger.analysis.split.after:
            meant = antecedent(self.doc, self.parties, trigger.at)
            frame.put(row.object, [meant] if meant else [])
            return
        self._object(trigger, row, frame, after)

    def _suffered(self, trigger: Found, found: Subject) -> bool:
        """Whether a verb that is spelt alike in both voices is passive: خمسة قتلوا, قتل جنديان, with nobody as its object; اعتقل ناشط من قبل الشرطة."""
        voice = voice_of(self.doc, self.parties, trigger, found.party, found.how)
        if voice in ("death", "arrest"):
            return not self._has_object(trigger, found, over=voice == "arrest")
        return voice == "passive"

    def _has_object(self, trigger: Found, found: Subject, *, over: bool) -> bool:
        """Whether a number or somebody stands behind a verb and its subject as whom it is done to, `over` prepositions too."""
        after = found.party.end if found.party and found.how == "after" else trigger.at + 1
        for j in range(after, min(self.doc.sentence_of(trigger.at).end, after + 8)):
            word, party = self.doc.words[j], self.parties.covering(j)
            if "،" in self.doc.gaps[j] or word in MEMBERS or (word.startswith("و") and not word.startswith("واحد")):
                break
            begins = party if party and party.start == j else None
            if begins and by_whom(self.doc, begins):
                break
            if counts(word) or (begins and preposition(self.doc, self.parties, begins) is None):
                return not (over and word.isdigit())
            if word in CLAUSE_BREAKS or (word in PREPOSITIONS and not over):
                break
        return False

    def _object(self, trigger: Found, row: Verb, frame: Frame, after: int) -> None:
        if row.object not in ("actor", "recipient"):
            return
        for party in self._ahead(past_relative(self.doc, self.parties, after), 10):
            bound = preposition(self.doc, self.parties, party) is not None or attends(self.doc, party)
            bound = bound or self._is_member(party)
            if not bound and party not in frame.actor:
                frame.put(row.object, self.parties.group(party, self.doc))
                return

    def _is_member(self, party: Party) -> bool:
        """Whether a party is one of those named before: معارضون، ومنهم زعيم حزب."""
        return self.doc.words[party.start - 1].lstrip("و") in MEMBERS

    def _nominal(self, trigger: Found, row: Verb | Noun, frame: Frame) -> None:
        at = trigger.end
        if trigger.analysis.split.after:
            part = part_of_owner(self.doc, trigger)
            somebody = row.id in OF_PERSONS or row.mode in OF_PERSONS
            frame.put(part, possessor(self.doc, self.parties, trigger, somebody=somebody))
        elif not trigger.analysis.split.article and (party := self._genitive(at)):
            if row.type == "CONSULT" and self._is_town(party):
                frame.place = party  # لقاء فاليتا
            else:
                self._bound(party, row, frame)
        else:
            self._adjective(trigger, row, frame)
        under = undergone(self.doc, self.pack, trigger)
        if under is None and not self._helped(trigger, row):
            self._governor(trigger, row, frame)
        elif under:
            frame.undergone = told_anew(self.doc, trigger, *under)
            party = subject(self.doc, self.parties, *under).party
            frame.put("recipient", self.parties.group(party, self.doc) if party else [])
        if not frame.actor:
            self._done_by(trigger, frame)

    def _genitive(self, at: int) -> Party | None:
        """The party that a noun is bound to, with the number before it: مقتل الجندي, مقتل أكثر من عشرين جنديا."""
        if at >= len(self.doc.words) or self.doc.gaps[at].strip(' "('):
            return None
        for party in self.parties.between(at, min(self.doc.sentence_of(at - 1).end, at + 7)):
            bound = party.start == at or amount(self.doc, party) == at
            apart = not bound or self.doc.words[party.start][: party.cut].endswith(("ب", "ل", "و"))
            return None if apart or (party.nominal and self.doc.words[party.start].startswith(("لل", "بال"))) else party
        return None

    def _helped(self, trigger: Found, row: Verb | Noun) -> bool:
        """Whether a noun of help tells who helps behind من, so that the clause's subject does not: أطلقت القوات بدعم من التحالف عملية."""
        glued = trigger.analysis.split.before.endswith("ب")
        return row.type == "AID" and glued and self.doc.words[trigger.end : trigger.end + 1] == ["من"]

    def _bound(self, party: Party, row: Verb | Noun, frame: Frame) -> None:
        """The party that a noun is bound to, and its object where one stands right behind: اعتقال السلطات المعارض نافالني, قمع الشرطة للمتظاهرين."""
        group = self.parties.group(party, self.doc)
        end = group[-1].end
        other = self.parties.covering(end)
        if (
            row.genitive == "recipient"
            and other
            and other.start == end
            and (isinstance(row, Verb) or self.doc.words[end].startswith("ل"))
            and self._is_object(other, group)
        ):
            frame.put("actor", group)
            frame.put("recipient", self.parties.group(other, self.doc))
        else:
            frame.put(row.genitive, group)

    def _is_object(self, party: Party, doers: list[Party]) -> bool:
        """Whether a party right behind those that a noun is bound to can be its object: no person's name goes on, no و or ب stands between."""
        joined = self.doc.words[party.start][: party.cut].strip("ل")
        return self.doc.gaps[party.start] == " " and not joined and doers[0].sort != "person"

    def _is_town(self, party: Party) -> bool:
        return party.sort == "place" or (party.sort == "state" and self.cast.country(party.actor) != party.actor)

    def _done_by(self, trigger: Found, frame: Frame) -> None:
        """Who carries a noun out in a clause said of it: زيارة قام بها الوزير, الفيتو الذي فرضه الرئيس."""
        for j in range(trigger.end, min(self.doc.sentence_of(trigger.at).end, trigger.end + 6)):
            light = self.pack.light(self.doc.words[j])
            if light is None:
                continue
            analysis, part = light
            about = self.doc.words[j + 1] in ("بها", "به") if j + 1 < len(self.doc.words) else False
            if not (analysis.split.after in ("ه", "ها") or about):
                return
            near = self.parties.between(j + 1 + about, j + 3 + about)
            if near and preposition(self.doc, self.parties, near[0]) is None:
                frame.put(part, self.parties.group(near[0], self.doc))
            return

    def _adjective(self, trigger: Found, row: Verb | Noun, frame: Frame) -> None:
        """States told by their adjective: التدخل التركي, غارات إسرائيلية; a meeting or agreement needs two (اتفاق أمريكي روسي)."""
        states = by_adjectives(self.doc, self.cast, trigger.end)
        if len(states) > 1 or (states and row.type not in ("CONSULT", "AGREE", "COOPERATE")):
            frame.put("actor" if row.genitive != "recipient" or len(states) > 1 else "recipient", states)

    def _governor(self, trigger: Found, row: Verb | Noun, frame: Frame) -> None:
        """The verb whose object a noun is: أجرى الوزير محادثات, شنت الطائرات غارات, تلقت الحكومة دعما."""
        if frame.actor and row.type not in ("CONSULT", "AGREE", "COOPERATE"):
            return
        start = self.doc.sentence_of(trigger.at).start
        for j in range(trigger.at - 1, max(start, trigger.at - 16) - 1, -1):
            light = self.pack.light(self.doc.words[j])
            if light is None or not light[0].is_verb:
                if self.doc.words[j] in CLAUSE_BREAKS or "؛" in self.doc.gaps[j + 1]:
                    return
                continue
            verb = light[0].row
            linked = isinstance(verb, LightVerb) and verb.link
            if linked and (self.doc.words[trigger.at - 1] != linked or row.type == "PROTEST"):
                continue  # تمكنت من احتواء التظاهرات; nobody manages a protest
            found = subject(self.doc, self.parties, j, light[0])
            frame.ours = light[0].person is Person.WE
            if not found.party:
                return
            if row.type == "ASSAULT" and (reports(self.doc, j) or found.party.office in TELLERS):
                frame.told_by = found.party
                return
            parties = self.parties.group(found.party, self.doc)
            after = parties[-1].end if found.how == "after" else j + 1
            if trigger.at <= self.parties.ahead(after, 3, trigger.at):
                frame.put(light[1], parties)
                frame.carrier = self.doc.words[j]
            return

    def _prepositions(self, trigger: Found, row: Verb | Noun, frame: Frame) -> None:
        used: set[str] = set()
        for party in self._ahead(trigger.end, _REACH):
            if (row.type in _VIOLENT and by_whom(self.doc, party)) or (frame.suffered and through(self.doc, party)):
                if frame.suffered or not frame.actor:
                    frame.actor, frame.by_whom = self.parties.group(party, self.doc), True  # برصاص الجيش
                continue
            before = preposition(self.doc, self.parties, party)
            if before is None:
                continue
            part = row.prepositions.get(before)
            if before == "بين" and part == "actor" and trigger.analysis.is_verb and frame.actor:
                continue  # ناقش الوزيران العلاقات بين البلدين
            if before == "من" and trigger.analysis.kind in _NOUNS and trigger.analysis.split.before.endswith("ب"):
                part = "actor"  # بطلب من روسيا
            if before in ("في", "ب") and party.sort in ("state", "place") and part is None:
                frame.place = frame.place or party
            elif part and (before not in used or self.doc.words[party.start - 1] == "وبين"):
                used.add(before)
                if (
                    part == "recipient"
                    and trigger.analysis.kind in (Kind.MASDAR, Kind.NOUN)
                    and not frame.actor
                    and row.genitive == "recipient"
                ):
                    frame.actor, frame.recipient = frame.recipient, []  # هجمات حفتر على الحكومة
                frame.put(part, self._sides(party) if before == "بين" else self.parties.group(party, self.doc))
            elif before == "من" and trigger.analysis.kind in _NOUNS and not frame.actor and not self._bystands(party):
                frame.put("actor", self.parties.group(party, self.doc))
            elif before == "ل" and party.start == trigger.end and not frame.actor and self._is_theirs(trigger):
                frame.put(row.genitive, self.parties.group(party, self.doc))  # اجتماع للوزراء

    def _is_theirs(self, trigger: Found) -> bool:
        """Whether ل behind an indefinite noun tells whose it is: اجتماع للوزراء, not تقديم الدعم للنازحين."""
        indefinite = not trigger.analysis.is_verb and not trigger.analysis.split.article
        return indefinite and trigger.row.type in ("ASSAULT", "CONSULT", "MOBILIZE", "PROTEST")

    def _sides(self, party: Party) -> list[Party]:
        """Both sides behind بين: بين وفد من المعارضة برئاسة العبدة ومسؤولين روس."""
        group = self.parties.group(party, self.doc)
        for other in self._ahead(group[-1].end, 12) if len(group) == 1 else ():
            if other.cut and self.doc.words[other.start].startswith("و"):
                return group + self.parties.group(other, self.doc)
            if preposition(self.doc, self.parties, other) != "من" and not attends(self.doc, other):
                break
        return group

    def _bystands(self, party: Party) -> bool:
        return party.sort == "place" or party.office in TELLERS or amount(self.doc, party) < party.start

    def _ahead(self, start: int, reach: int) -> list[Party]:
        return self.parties.between(start, clause_end(self.doc, self.pack, start, reach))
