"""Who speaks: the subject of the reporting verb, or whoever it leans on where the subject is dropped."""

from __future__ import annotations

from dataclasses import replace

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import CLAUSE_WORDS, FILLERS, NEGATORS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.words import definite
from marsad.lang.lexicon import Cue
from marsad.read.agreement import feminine
from marsad.read.clauses import after_preposition, main_subject, preposition, subject
from marsad.read.complements import Speech
from marsad.read.party import SAYER, Parties, Party
from marsad.read.tokens import Document
from marsad.read.verbs import gender, reports

_INTRODUCING = frozenset("الي ان بان عن علي من".split())
_THEIR_FIGURES = frozenset("تقديرات بيانات ارقام احصاءات احصاييات توقعات".split())  # تشير تقديرات الأمم المتحدة إلى أن
_OF_OTHERS = _THEIR_FIGURES | {"بيان", "اخر"}
_ISSUED_BY = RELATIVES | frozenset("صادر صدر اصدره اصدرته اصدرها اعده اعدته نشره نشرته وجهه وجهته".split())
_DOCUMENTS = frozenset("البيان بيان التقرير تقرير الرساله الوثيقه البلاغ الخبر".split())
_BUT_SHE = frozenset(("لكنها", "ولكنها"))
_KNOWN_DOCUMENTS = frozenset(word for word in _DOCUMENTS if word.startswith("ال"))


class Speakers:
    """Finds speakers cue by cue, in the order of the text, keeping the last ones in mind by gender and number."""

    def __init__(self, doc: Document, parties: Parties) -> None:
        self.doc, self.parties = doc, parties
        self._last: dict[str, Party] = {}
        self._called: dict[str, Party] = {}

    def find(self, speech: Speech) -> tuple[Party | None, bool]:
        """The speaker of a cue, and whether he was carried over from before."""
        speaker, carried = self._find(speech)
        if speaker and speaker.sort == "place":
            speaker, carried = self._carried(speech.analysis.person), True  # no sea says anything
        if speaker:
            speaker = self._known_by_now(speaker, self._named_behind(speech, self._by_name(speaker)))
            if speaker.rule == SAYER and speech.cue.weak:
                return speaker, carried  # أظهرت النتائج أن: nobody who goes on speaking
            self._keep(speaker, speech)
            if speaker.sort in ("body", "state", "described"):
                self._last["body"] = speaker
            if speaker.sort == "body":
                self._last["issuer"] = speaker
        return speaker, carried

    def _keep(self, speaker: Party, speech: Speech) -> None:
        """Keep who spoke last: of the gender that his verb has, or of both behind a noun (بعد قول ترامب)."""
        told = gender(speech.analysis.person)
        either = ("he", "she") if speaker.sort == "person" and speech.cue.force != "reject" else ()
        for key in ("", told) if told else ("", *either):
            self._last[key] = speaker

    def _find(self, speech: Speech) -> tuple[Party | None, bool]:
        analysis, at = speech.analysis, speech.at
        if analysis.kind is Kind.ACTIVE:
            leant = self._leant_on(at, analysis.person) or self._first_of_sentence(at)
            return leant or self._carried(analysis.person), True
        if analysis.kind is Kind.MASDAR:
            return self._of_noun(speech)
        if self.doc.words[at + 1 : at + 2] and (
            self.doc.words[at + 1] in _DOCUMENTS
            or (self.doc.words[at + 1] in _THEIR_FIGURES and self.parties.covering(at + 2))
            or self.doc.words[at + 1 : at + 3] == ["اخر", "بيان"]
        ):
            return self._of_document(at)
        named = self._tongue(speech) or (self._source(speech) if speech.cue.force == "quote" else None)
        if named:
            return named, False
        found = subject(self.doc, self.parties, at, analysis)
        if found.party and self._spoken_to(speech, found.party, found.how):
            return self._leant_on(at, analysis.person) or self._carried(analysis.person), True
        if found.how == "dropped" and self.doc.words[at - 1] in _KNOWN_DOCUMENTS and self.doc.gaps[at] == " ":
            return self._of_document(at - 2)  # أن البيان يشير إلى
        if found.how == "dropped" and (inside := self._in_the_subject(speech)):
            return inside, False
        before_content = found.how != "after" or (found.party and found.party.start < speech.start)
        if found.party and (before_content or speech.pattern in ("before", "attribution")):
            return found.party, False
        main = main_subject(self.doc, self.parties, at, analysis.person) or self._of_unknown_verb(speech)
        main = main or self._meant_by_but(at, analysis.person) or self._of_sentence_before(at, analysis.person)
        return main or self._carried(analysis.person) or self._topic(speech), True

    def _spoken_to(self, speech: Speech, party: Party, how: str) -> bool:
        """ودعت الأطراف إلى: who stands behind a verb that takes up its subject is spoken to."""
        if how != "after" or speech.analysis.split.before != "و" or "object" not in speech.cue.addressee:
            return False
        if party.nominal and party.plural:
            return self._definite(party) and not self._object_behind(party)
        told_of = party.sort == "described" or (party.sort == "state" and speech.pattern != "clause")
        other = self._leant_on(speech.at, speech.analysis.person) if told_of else None
        return other is not None and other.sort != "state"  # قالت الوزيرة ...، وحذرت أستراليا من

    def _definite(self, party: Party) -> bool:
        """Whether several are told as known, and not as the subject: الأطراف, أطراف النزاع; not خبراء, مصادر أمنية, المسؤولون."""
        first, second = self.doc.words[party.start], self.doc.words[party.start + 1 : party.end][:1]
        return not first.endswith("ون") and (definite(first) or any(map(definite, second)))

    def _object_behind(self, party: Party) -> bool:
        """Whether a noun right behind a party is the object: واتهمت السلطات التنظيم ب."""
        behind = self.parties.covering(party.end)
        bound = self.doc.gaps[party.end] == " " and definite(self.doc.words[party.end])
        return bound or (behind is not None and not after_preposition(self.doc, behind))

    def _in_the_subject(self, speech: Speech) -> Party | None:
        """A name inside a subject whose head is not known: قال مدرب الترجي معين."""
        if speech.pattern not in ("clause", "quote") or "noun" in speech.cue.complement:
            return None
        near = [
            p
            for p in self.parties.between(speech.at + 2, min(speech.start, speech.at + 12))
            if not after_preposition(self.doc, p)
        ]
        return next((p for p in near if p.sort == "person"), None)

    def _of_noun(self, speech: Speech) -> tuple[Party | None, bool]:
        """قولها: the party before; قول الوزير: the one after."""
        at, after = speech.at, speech.analysis.split.after
        if not after:
            party = self.parties.covering(at + 1)
            return (party, False) if party else (self._carried(Person.NONE), True)
        beside = self.parties.covering(at - 1) if at else None
        near = [beside] if beside else self.parties.before(at, max(self.doc.sentence_of(at).start, at - 4))
        return (near[0], False) if near else (self._carried(Person.SHE if after == "ها" else Person.HE), True)

    def _of_document(self, at: int) -> tuple[Party | None, bool]:
        """وأضاف البيان: the body that spoke last; جاء في بيان للوزارة: the one it names."""
        inner = self.parties.between(at + 2, at + 5)
        if inner and self.doc.words[at + 1] in _OF_OTHERS:
            return inner[0], False
        if self.doc.words[at + 2 : at + 3] and self.doc.words[at + 2] in _ISSUED_BY and inner:
            return inner[0], False  # وقالت الرسالة التي وجهتها فرنسا, قال بيان صادر عن الحركة
        document = self.parties.covering(at + 1)
        if document and not self.doc.words[at + 1].startswith("ال"):
            return document, False  # قال تقرير نشرته صحيفة إن
        return self._last.get("issuer") or self._last.get("body") or self._carried(Person.NONE), True

    def _source(self, speech: Speech) -> Party | None:
        """Whom a quoting verb quotes: نقلت الوكالة عن الشرطة."""
        near = self.parties.between(speech.at + 1, speech.start)
        behind = ("عن", "إلى") if speech.cue.id == "reporting/نسب" else ("عن",)  # نسبت الوكالة إلى مسؤول قوله
        return next((p for p in near if preposition(self.doc, self.parties, p) in behind), None)

    def _tongue(self, speech: Speech) -> Party | None:
        """على لسان: who speaks for the subject."""
        for j in range(speech.at + 1, min(speech.start + 2, speech.at + 12)):
            if self.doc.words[j - 1 : j + 1] == ["علي", "لسان"]:
                near = self.parties.between(j + 1, j + 4)
                return near[0] if near else None
        return None

    def _leant_on(self, at: int, person: Person) -> Party | None:
        """The subject of the reporting verb that a participle leans on: وأردفت السفيرة قائلة."""
        for j in range(at - 1, self.doc.sentence_of(at).start - 1, -1):
            for a in self.doc.analyses(j):
                saying = isinstance(a.row, Cue) and a.is_verb and a.person not in (Person.I, Person.WE)
                if saying and gender(a.person) in (gender(person), "they") and not self.doc.quote_at(j):
                    found = subject(self.doc, self.parties, j, a)
                    return found.party if found.party and found.party.start < at else None
        return None

    def _first_of_sentence(self, at: int) -> Party | None:
        """Who stands first in the sentence or behind its first word, a verb that no lexicon knows: احتشد أنصاره مطالبين."""
        first = self.doc.sentence_of(at).start
        while first < at and self.doc.words[first] in FILLERS:
            first += 1
        if first >= at or self.doc.words[first].lstrip("و") in PREPOSITIONS | NEGATORS:
            return None
        if reports(self.doc, first):
            return None  # whose subject would have been found
        near = [
            p
            for p in self.parties.between(first, first + 2)
            if p.end <= at and p.sort != "place" and not after_preposition(self.doc, p)
        ]
        return near[-1] if near else self._of_its_verb(first, at)

    def _of_its_verb(self, first: int, at: int) -> Party | None:
        """The subject of the verb that opens the sentence: هاجم المرشد الإيراني علي خامنئي واشنطن قائلا."""
        for a in self.doc.analyses(first):
            if a.is_verb and a.person in (Person.HE, Person.SHE):
                found = subject(self.doc, self.parties, first, a)
                return found.party if found.how == "after" and found.party and found.party.end <= at else None
        return None

    def _meant_by_but(self, at: int, person: Person) -> Party | None:
        """Whom the pronoun of لكنها means where she was no subject yet: اتهم الجنود الحكومة بالقصف، لكنها تنفي."""
        if self.doc.words[at - 1] not in _BUT_SHE or person is not Person.SHE:
            return None
        near = self.parties.before(at, self.doc.sentence_of(at).start)
        told = (p for p in near if p.sort != "place" and preposition(self.doc, self.parties, p) != "في")
        return next((p for p in told if feminine(self.doc, p)), None)

    def _of_sentence_before(self, at: int, person: Person) -> Party | None:
        """The subject of the verb that opens the sentence before: طردت روسيا دبلوماسيين. وقالت إن."""
        start = self.doc.sentence_of(at).start
        if not start or any(word not in FILLERS for word in self.doc.words[start:at]) or self.doc.in_title(start - 1):
            return None
        first, last = self.doc.sentence_of(start - 1).start, start - 1
        first += self.doc.words[first] in FILLERS
        party = self._of_its_verb(first, last) if not reports(self.doc, first) else None
        fitting = any(a.is_verb and a.person is person for a in self.doc.analyses(first))
        return party if fitting and party and party.sort in ("person", "body", "state") else None

    def _of_unknown_verb(self, speech: Speech) -> Party | None:
        """The subject of the verb that opens the sentence, though no lexicon knows it: وسعت الكويت إلى التهدئة وقالت."""
        first = self.doc.sentence_of(speech.at).start
        party = self._first_of_sentence(speech.at) if speech.analysis.split.before.startswith("و") else None
        opens = self.doc.words[first]
        if party is None or party.start == first or opens.startswith("ال") or self.doc.analyses(first):
            return None
        if self.doc.gaps[first + 1] != " ":
            return None  # أتلانتا، الولايات المتحدة (CNN) --
        fitting = opens.endswith("ت") == (speech.analysis.person is Person.SHE)
        return party if fitting and not opens.endswith(("ه", "ات")) else None

    def _named_behind(self, speech: Speech, party: Party) -> Party:
        """The name that ends a long description: قال المتحدث باسم قوات حفظ السلام في مالي أوليفييه سالغادو إن."""
        near = self.parties.between(party.end, speech.start) if party.nominal and party.start > speech.at else []
        last = near[-1] if near else None
        both = near[0] if near and near[0].start == party.end and near[0].sort == "person" else None
        spoken_to = "object" in speech.cue.addressee
        told = both is not None and both.head[0] > both.start and party.sort in ("role", "described")
        if both and told and not party.plural and (both.cut or (both.office and not spoken_to)):
            return both  # الكاتب والمحلل السياسي حسن خريشة, وكيل الأمين العام ومنسق الإغاثة مارك لوكوك, نائب رئيس الوزراء وزير الخارجية أيمن الصفدي
        beside = both is not None and not (party.plural or both.cut) and party.sort in ("role", "described")
        if both and beside and all("،" in self.doc.gaps[j] for j in (both.start, both.end)):
            return both  # المحلل، كامل الحرمي، لصحيفة محلية
        if last is None or party.plural or last.sort != "person" or last.cut or last.office:
            return party
        comma = party.sort in ("role", "described") and "،" in self.doc.gaps[last.start]
        if comma and ("،" in self.doc.gaps[last.end] or last.end == speech.start - 1):
            return last  # نائب الوزير ومبعوث الرئيس، ميخائيل، قد أعلن; مدير المركز، المقرب من الحزب، سليم إن
        between = range(party.end, last.start + 1)
        if after_preposition(self.doc, last) or any(self.doc.gaps[j].strip(' ()"') for j in between):
            return party
        if any(self.doc.words[j].startswith("و") for j in between[:-1]):
            return party
        return last if all(self.doc.words[j] in _INTRODUCING for j in range(last.end, speech.start)) else party

    def _known_by_now(self, party: Party, named: Party) -> Party:
        """The name that somebody described has had before: الخبير behind الخبير في شؤون الحدود حسن الزوي."""
        if named is not party:
            self._called[party.actor] = named
        known = self._called.get(party.actor) if party.actor.startswith("unnamed/") else None
        return replace(named, actor=known.actor, sort=known.sort) if known else named

    def _topic(self, speech: Speech) -> Party | None:
        """Who begins the clause before, where nobody has spoken yet: يبدو أن الرئيس غير موقفه، حيث حذر من."""
        start = self.doc.sentence_of(speech.at).start
        near = self.parties.before(speech.at, start)
        begun = [p for p in near if p.start > start and self.doc.words[p.start - 1] in CLAUSE_WORDS]
        return next((p for p in begun if p.sort in ("person", "body", "state", "role")), None)

    def _by_name(self, party: Party) -> Party:
        """The name that ends a description or stands before it: المتحدث باسمها ياسر, جان مارك سفير فرنسا."""
        if not party.nominal or party.plural:
            return party
        front = self.parties.covering(party.start - 1) if party.start and self.doc.gaps[party.start] == " " else None
        if front and front.sort == "person" and party.sort == "role" and not party.cut:
            return front
        for near in self.parties.between(party.end, party.end + 3):
            between = range(party.end, near.start + 1)
            # a title of his own is none of the description: دعا المجلس الرئيس الفرنسي
            if near.sort == "person" and not (
                near.cut or near.office or any(self.doc.gaps[j].strip() for j in between)
            ):
                linked = all(self.doc.words[j].startswith(("ال", "ب")) for j in range(party.end, near.start))
                return near if linked else party
        return party

    def _carried(self, person: Person) -> Party | None:
        return self._last.get(gender(person)) or self._last.get("")
