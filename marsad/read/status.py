"""Whether an event happened, goes on, is planned or denied, or is only somebody's claim."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Pack
from marsad.model.reading import EventStatus
from marsad.read.cast import Cast
from marsad.read.frame import TELLERS, Asked
from marsad.read.party import Party
from marsad.read.said import Said
from marsad.read.tokens import Document
from marsad.read.triggers import Found
from marsad.read.verbs import STILL, negated

_NEAR, _CARRIED, _CLAUSE = 4, 16, 12
_ASKING = frozenset(("REQUEST", "REJECT", "ACCUSE"))
"""What is asked or refused now may lie in the future: طالبت بانتخابات الشهر المقبل."""
_LASTING = frozenset(("AID", "COOPERATE", "ASSAULT", "MOBILIZE", "COERCE"))
_HARD = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "AID"))
_PLANNED = frozenset(
    "سوف يعتزم تعتزم يعتزمون ينوي تنوي المقرر المتوقع المرتقب المزمع المنتظر المرجح ينتظر يتوقع يرجح متوقع متوقعه مقرر مقرره مرتقب مرتقبه مزمع مزمعه المقبل المقبله القادم القادمه المقترح المقترحه المحتمل المحتمله المرتقبه المزمعه المقرره المتوقعه وشك".split()
)
_ONGOING = frozenset(
    "يواصل تواصل يتواصل تتواصل مستمر مستمره المستمر المستمره تستمر يستمر استمرار متواصله متواصل الجاريه مواصله حاليا".split()
)
_WAS = frozenset("كان كانت كانوا وكان وكانت وكانوا ظل ظلت ظلوا".split())
_UP_TO_NOW = frozenset(("منذ", "لليوم", "للاسبوع", "للشهر"))
_CLAIMS = frozenset(("say", "add", "claim", "accuse", "condemn"))
"""Forces of reporting words that leave what is told to whoever says it; who reveals, affirms or is quoted, informs."""
_REBELS = frozenset(("armed_group", "movement"))
_NEUTRAL = frozenset(("ngo", "un_body", "mission", "court"))
_ANY = frozenset(("اي", "ايه"))
_PARTING = PREPOSITIONS | CLAUSE_BREAKS


class Statuses:
    """Tells the status of the events of one article."""

    def __init__(self, doc: Document, pack: Pack, cast: Cast) -> None:
        self.doc, self.pack, self.cast = doc, pack, cast

    def of(self, asked: Asked, actors: list[Party]) -> EventStatus:
        """The status of what a trigger tells that these parties did."""
        trigger, inside = asked.trigger, asked.inside
        if trigger.row.status:
            return trigger.row.status  # type: ignore[return-value]
        if negated(self.doc, trigger.at) or self._of_negated(trigger):
            return "denied"
        if self._is_planned(asked):
            return "planned"
        if inside and inside.force == "deny" and _is_denied(trigger, inside):
            return "denied"
        if inside and actors and self._is_claim(trigger, inside, actors):
            return "alleged"
        return "ongoing" if self._goes_on(asked) else "happened"

    def is_present(self, asked: Asked) -> bool:
        """Whether a verb in the present tells the event: يلتقي, يعقد of يعقد جلسة."""
        return self._is_present(asked, self._carrier(asked))

    def _carrier(self, asked: Asked) -> int:
        """Where the light verb stands that has the trigger's noun as its object; else the trigger itself."""
        at, carrier = asked.trigger.at, asked.frame.carrier
        behind = range(at - 1, max(0, at - _CARRIED) - 1, -1) if carrier else ()
        return next((j for j in behind if self.doc.words[j] == carrier), at)

    def _is_present(self, asked: Asked, verb: int) -> bool:
        """Whether the verb that tells the event is in the present: تحاصر, يجري of يجري محادثات."""
        light = self.pack.light(self.doc.words[verb]) if verb < asked.trigger.at else None
        return (light[0] if light else asked.trigger.analysis).kind is Kind.PRESENT

    def _is_planned(self, asked: Asked) -> bool:
        trigger = asked.trigger
        if trigger.analysis.split.before.endswith("س"):
            return True
        verb = self._carrier(asked)
        if verb < trigger.at and self.doc.words[verb].lstrip("وف").startswith("س") and self._is_present(asked, verb):
            return True
        if trigger.analysis.kind is Kind.PAST:
            return False
        sentence = self.doc.sentence_of(trigger.at)
        if self.doc.words[max(sentence.start, trigger.at - 1)] == "سوف":
            return True
        near = self.doc.words[max(sentence.start, verb - _NEAR) : min(sentence.end, trigger.at + _NEAR)]
        return trigger.row.type not in _ASKING and not _PLANNED.isdisjoint(near)

    def _is_claim(self, trigger: Found, inside: Said, actors: list[Party]) -> bool:
        """Whether what happened is only what one side says of another: قال الحوثيون إن التحالف قصف; but قال شهود إن الجيش قصف."""
        speaker = inside.speaker
        if speaker is None or inside.force not in _CLAIMS or speaker.office in TELLERS:
            return False
        accused = inside.force == "accuse" and not trigger.analysis.is_verb
        if not accused and (trigger.row.type not in _HARD or not trigger.analysis.is_verb):
            return False
        if not RELATIVES.isdisjoint(self.doc.words[max(inside.start, trigger.at - 3) : trigger.at]):
            return False  # الوزير الذي اعتقله الجيش
        known = self.cast.who.actors.get(speaker.actor or "")
        if known and known.kind in _NEUTRAL and inside.force != "accuse":
            return False
        return not self._same_side(speaker, actors)

    def _goes_on(self, asked: Asked) -> bool:
        trigger, words = asked.trigger, self.doc.words
        sentence, verb = self.doc.sentence_of(trigger.at), self._carrier(asked)
        present = self._is_present(asked, verb)
        before = words[max(sentence.start, verb - _NEAR) : verb]
        if present and (before[-2:-1] == ["قبل"] or not _WAS.isdisjoint(before)):
            return False  # قبل أن تنتشر الشرطة, كانت القوات تحاصر المدينة
        if present and not STILL.isdisjoint(before):
            return True
        if present and not _UP_TO_NOW.isdisjoint(words[verb : min(sentence.end, trigger.at + _CLAUSE)]):
            return True
        kind, type_ = trigger.analysis.kind, trigger.row.type
        if kind in (Kind.PRESENT, Kind.PASSIVE) and type_ in _LASTING:
            return True
        if type_ == "SUPPORT" and (kind is Kind.PASSIVE or (present and words[verb - 1] in RELATIVES)):
            return True  # موسكو التي تساند دمشق
        if trigger.analysis.is_verb:
            return False
        near = words[max(sentence.start, trigger.at - _NEAR) : min(sentence.end, trigger.at + _NEAR)]
        return not _ONGOING.isdisjoint(near)

    def _of_negated(self, trigger: Found) -> bool:
        """Whether a noun is the object of what did not happen: لم يوقع أي اتفاق, لم يتم توقيع أي اتفاق."""
        if trigger.analysis.is_verb or self.doc.gaps[trigger.at] != " ":
            return False
        any_ = self.doc.words[trigger.at - 1] in _ANY
        first = max(self.doc.sentence_of(trigger.at).start, trigger.at - 4 if any_ else trigger.at - 2)
        deeds = (j for j in range(first, trigger.at) if any(a.is_verb or any_ for a in self.doc.analyses(j)))
        return any(negated(self.doc, j) and _PARTING.isdisjoint(self.doc.words[j : trigger.at]) for j in deeds)

    def _same_side(self, speaker: Party, actors: list[Party]) -> bool:
        """Whether somebody tells of his own: the same party, or one of his country; who fights a state is no side of it (قال الحوثيون إن التحالف قصف)."""
        known = self.cast.who.actors.get(speaker.actor or "")
        side: set[str | None] = {speaker.actor}
        if known is None or known.kind not in _REBELS:
            side.add(self.cast.country(speaker.actor))
        return any(a.actor in side or self.cast.country(a.actor) in side - {None} for a in actors)


def _is_denied(trigger: Found, inside: Said) -> bool:
    """Whether a trigger in a denial is what is denied: a verb, or the noun right behind (نفت قصف المدينة)."""
    return trigger.analysis.is_verb or (trigger.analysis.kind is not Kind.ACTIVE and trigger.at - inside.start < 6)
