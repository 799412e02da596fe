"""Events: who did what to whom, in PLOVER's types.

A wide net of triggers is thrown first; each trigger's frame says which place in the clause holds which party; what is left without
a party, is only asked for, or was told before, is let go. Every empty role carries its reason.
"""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS
from marsad.lang.ar.pack import Pack
from marsad.model.reading import EventStatus
from marsad.read.between import Between
from marsad.read.candidates import Candidates
from marsad.read.cast import Cast
from marsad.read.choice import choosers
from marsad.read.dates import FoundTime
from marsad.read.event_dates import EventDates
from marsad.read.frame import Asked, Frame
from marsad.read.gate import confidence
from marsad.read.happened import Happened
from marsad.read.papers import PaperGate, is_paper, papers
from marsad.read.party import Parties, Party
from marsad.read.proposals import Proposals
from marsad.read.retold import SIGNED, completes, told_before
from marsad.read.roles import Roles
from marsad.read.said import OUTLETS, Said
from marsad.read.status import Statuses
from marsad.read.tokens import Document
from marsad.read.triggers import Found, find_triggers
from marsad.read.undergone import undergone
from marsad.read.verbs import negated

_ENOUGH = 0.5
_NEEDS_RECIPIENT = frozenset(("COOPERATE", "AID", "SANCTION"))
_YIELDING = frozenset(("RETREAT", "COOPERATE", "AID", "AGREE", "CONCEDE", "CONSULT"))
_NOT = frozenset(("غير", "ليس", "ليست", "ليسوا", "لسنا", "لست"))
_WHAT_IF = frozenset(("اذا", "لو", "فاذا", "واذا"))
_UNLESS = _WHAT_IF | {"ما", "ان", "حال"}
_MAY = frozenset(("قد", "وقد", "ربما"))
_NOT_WHEN_DENIED = frozenset(("CONSULT", "REJECT"))
"""What did not take place without anybody's refusing it: لم تستشر أحدا, لم يرفض."""
_MEANT = frozenset(
    "تهمه تهم جهود جهد سبل محاولات محاوله امكانيه احتمال هدف هدفها هدفه اجل غيه ضروره اهميه توصل استكمال مواصله استئناف استيناف احياء تحقيق ضمان فرصه امكان حاجه عدم وقف انهاء عوده رجوع منع تجنب "
    "تفادي سعي يسعي تسعي يسعون نسعي نيه رغبه يريد تريد نريد يريدون يحتاج تحتاج يتطلب تتطلب الغاء تاجيل عمليه مسار مبدا مشروع خطه فكره مساله قضيه ملف موضوع شان حول "
    "ايجاد تعزيز يعني تعني يجب ينبغي يستطيع تستطيع نستطيع يتمكن تتمكن يمكن يمكنه يمكنها يتسن".split()
)
_NONE = frozenset("اي باي لاي واي بلا".split())
"""What stands before a noun of which there is none, or none in particular: أي محادثات, بلا اتفاق."""
_OUGHT = frozenset(
    "يجب ينبغي يتعين بد يمكن يمكنه يمكنها يمكنهم الممكن الضروري المهم يريد تريد نريد يريدون طلب طلبت طالب طالبت طلبوا دعا دعت حث شرط شريطه".split()
)
"""What leaves open whether the deed behind its أن is done: who ought to, may or is asked to."""
_PROMISED = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"))
"""What only lies ahead where somebody agrees to it or promises it."""
_OFFERS, _OFFERED = frozenset(("agree/عرض", "agree/اقترح", "agree/استعد", "agree/استعداد")), 4
_PHONE = frozenset("هاتفي هاتفيا الهاتفي هاتفيه الهاتفيه هاتفيين".split())


class Happenings:
    """Finds the events of one article."""

    def __init__(self, doc: Document, pack: Pack, parties: Parties, cast: Cast) -> None:
        self.doc, self.pack, self.parties, self.cast = doc, pack, parties, cast
        self._between = Between(doc)
        self._statuses = Statuses(doc, pack, cast)
        self._roles = Roles(Candidates(doc, parties, cast, self._between), choosers())

    def find(self, said: list[Said], times: list[FoundTime]) -> list[Happened]:
        """The events, each told once; statements tell who speaks, times when it was."""
        proposals = Proposals(self.doc, self.pack, self.parties, self.cast, said)
        paper = is_paper(self.doc.words, papers())
        triggers = find_triggers(self.doc, self.pack, self.parties, wide=paper)
        gate = PaperGate(self.doc, triggers, papers()) if paper else None
        dates = EventDates(self.doc, times, triggers, choosers()["date"], self._between)
        found: list[Happened] = []
        for k, trigger in enumerate(triggers):
            meant = self._meant(trigger, triggers[:k])
            if not gate and (meant or completes(self.doc, trigger, triggers[:k])):
                continue
            asked = proposals.of(trigger)
            in_news = self._sure(asked) if trigger.fits else 0.0
            sure = gate.confidence(trigger, in_news=in_news > 0) if gate else in_news
            if not sure:
                continue
            event = self._event(asked, sure, dates)
            if not gate and (
                self._is_interview(event) or (event.status == "denied" and event.type in _NOT_WHEN_DENIED)
            ):
                continue
            if gate:
                event.rule, event.status = f"{event.rule} in a paper", meant or event.status
            if not told_before(self.doc, trigger, event, found):
                found.append(event)
        return found

    def _is_interview(self, event: Happened) -> bool:
        """Whether those who meet are a medium and whoever speaks to it: في لقاء مع القناة."""
        met = [self.cast.who.actors.get(p.actor) for p in (*event.actors, *event.recipients)]
        talk = event.type == "CONSULT" and event.mode != "visit"
        return talk and any(known is not None and known.kind in OUTLETS for known in met)

    def _meant(self, trigger: Found, before: list[Found]) -> EventStatus | None:
        """Called for or planned, where a trigger tells what somebody asks for or means to do; in news that is no event."""
        if self._asked_for(trigger, before):
            return "called_for"
        return "planned" if self._only_meant(trigger) else None

    def _sure(self, asked: Asked) -> float:
        """How sure an event of the news is, 0 for none; help and sanctions between nobody and nobody are none."""
        if asked.trigger.row.type in _NEEDS_RECIPIENT and not asked.frame.recipient and not asked.frame.actor:
            return 0.0
        sure = confidence(self.doc, asked.trigger, _vouched(asked.frame))
        return sure if sure >= _ENOUGH else 0.0

    def _asked_for(self, trigger: Found, before: list[Found]) -> bool:
        """A noun in the scope of a request, refusal, threat or promise is what is asked for or promised, not a second event."""
        split = trigger.analysis.split
        behind = self.doc.words[max(0, trigger.at - 2) : trigger.at]
        on = behind[-1:] == ["علي"]
        deep = behind[:1] == ["علي"] or any(w.startswith("ب") and w not in PREPOSITIONS for w in behind[1:])
        governed = split.before.startswith("ب") or behind[-1:] == ["الي"]
        if trigger.analysis.is_verb or (split.article and not governed and not on):
            return False  # but هدد بالانسحاب, دعا إلى الحوار
        start = self.doc.sentence_of(trigger.at).start
        for other in reversed(before):
            if other.at < start or trigger.at - other.at > 10:
                return False
            offered = other.row.id in _OFFERS
            agreed = other.row.type == "AGREE" and (offered or other.analysis.is_verb) and trigger.row.type in _PROMISED
            if agreed and (governed or on or deep or (offered and trigger.at - other.end < _OFFERED)):
                return True  # وافقت على إدخال الوقود, تعهد بتقديم مساعدات, عرضت عمان استضافة المحادثات, مستعدون للحوار
            asked = other.row.type in ("REQUEST", "REJECT", "THREATEN") and not (split.article and on)
            if asked and not any(
                w in CLAUSE_BREAKS for w in self.doc.words[other.at + 1 : trigger.at] if w not in ("ان",)
            ):
                return True
        return False

    def _only_meant(self, trigger: Found) -> bool:
        """A noun behind a purpose, a possibility or an effort did not happen: سبل استئناف المحادثات, للاجتماع."""
        analysis, at = trigger.analysis, trigger.at
        farther, before = ["", "", *self.doc.words[max(0, at - 2) : at]][-2:]
        unless = (before == "لم" and farther in _UNLESS) or (before == "ما" and farther in _WHAT_IF)
        if analysis.is_verb and (unless or before in _WHAT_IF):
            return True  # إذا وافق, إذا ما فرضت, ما لم يوافق
        if analysis.kind is Kind.PAST and before.lstrip("ولب") in _MEANT:
            return True  # جهود نزع السلاح: a noun spelt like its verb
        if analysis.kind is Kind.PRESENT and (before in _MAY or (before == "ان" and self._ought(at - 1))):
            return True  # قد يتفق الجانبان, يجب أن يصادق المجلس على التقرير
        if analysis.is_verb or analysis.kind in (Kind.ACTIVE, Kind.PASSIVE):
            known = trigger.row.type in ("COOPERATE", "AGREE", "CONSULT") and not trigger.row.status
            return analysis.kind is Kind.ACTIVE and known  # but نحن مستعدون للحوار
        start = self.doc.sentence_of(at).start
        if undergone(self.doc, self.pack, trigger):
            return False
        if analysis.split.before in ("ل", "لل", "ول") or before in _NONE:
            return True
        return any(self.doc.words[j].removeprefix("ال").lstrip("ولب") in _MEANT for j in range(max(start, at - 3), at))

    def _ought(self, at: int) -> bool:
        """Whether what stands before an أن leaves open whether the deed behind it is done."""
        first = next((j for j in range(at, max(0, at - 4), -1) if self.doc.gaps[j] != " "), max(0, at - 4))
        near = self.doc.words[first:at]
        return near[-1:] == ["علي"] or (near[-1:] not in (["قبل"], ["بعد"], ["منذ"]) and not _OUGHT.isdisjoint(near))

    def _event(self, asked: Asked, sure: float, dates: EventDates) -> Happened:
        trigger, row = asked.trigger, asked.trigger.row
        actors, recipients = self._roles.fill(asked)
        kind, mode = row.type, self._mode(trigger)
        if (
            kind in ("SUPPORT", "AID")
            and row.id not in SIGNED
            and trigger.analysis.kind is Kind.PRESENT
            and negated(self.doc, trigger.at)
        ):
            kind, mode = "ACCUSE", "disapprove"  # not supporting is disapproval
        if kind in _YIELDING and mode != "withdraw" and self._will_not(trigger):
            kind, mode = "REJECT", None  # لن تفرج عن الأسرى
        status = self._statuses.of(asked, actors)
        if kind != row.type:
            status = "happened"
        day = dates.of(trigger)
        if status == "happened" and trigger.analysis.kind is not Kind.PAST and dates.is_to_come(day):
            status = "planned"  # قررت الجامعة عقد اجتماع الثلاثاء المقبل
        if kind == "AID" and status == "planned":
            kind, mode = "AGREE", None  # ستقدم مساعدات: help that is promised
        if status == "happened" and kind == "CONSULT" and dates.is_today(day) and self._statuses.is_present(asked):
            status = "planned"  # يعقد مجلس الأمن مساء الجمعة جلسة
        return Happened(kind, mode, list(row.contexts), actors, recipients, (trigger.at, trigger.end), status, asked.frame.place,
                        day, f"{row.id} ({trigger.analysis.kind})", sure, _reasons(actors, recipients, kind))  # fmt: skip

    def _will_not(self, trigger: Found) -> bool:
        """Whether somebody refuses what a verb or a participle tells: لن تفرج, غير مستعدة."""
        word = self.doc.words[trigger.at - 1].lstrip("وف") if trigger.at else ""
        present = trigger.analysis.kind is Kind.PRESENT
        return (present and word == "لن") or (trigger.analysis.kind is Kind.ACTIVE and word in _NOT)

    def _mode(self, trigger: Found) -> str | None:
        if trigger.row.type == "CONSULT":
            near = self.doc.words[max(0, trigger.at - 3) : trigger.at + 12]
            if any(w in _PHONE or w[1:] in _PHONE for w in near):
                return "phone"
        return trigger.row.mode or None


def _vouched(frame: Frame) -> Frame:
    """The frame as evidence that something happened: who tells of a deed, or suffers it, counts as much as its doer."""
    if frame.actor or not (frame.told_by or frame.suffered):
        return frame
    return Frame(actor=[frame.told_by] if frame.told_by else frame.recipient)


def _reasons(actors: list[Party], recipients: list[Party], kind: str) -> dict[str, str]:
    """Why a role is empty."""
    because = {}
    if not actors:
        because["actors"] = "nobody stands where the frame has the actor, and nobody speaks"
    if not recipients:
        met = kind == "CONSULT" and len(actors) > 1
        because["recipients"] = "all who meet are actors" if met else "nobody stands where the frame has the recipient"
    return because
