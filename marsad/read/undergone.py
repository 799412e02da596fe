"""Deeds told of those who met with them: تعرض الموكب لهجوم, قتل جنديان, ناشط اعتقل في القاهرة."""

from __future__ import annotations

from typing import Literal

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Analysis, Pack
from marsad.lang.lexicon import LightVerb, Noun, Part, Verb
from marsad.read.amounts import amount
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document
from marsad.read.triggers import Found

Voice = Literal["active", "passive", "death", "arrest"]
"""What a verb's form tells: a death or an arrest is passive where nobody stands behind as its object."""
_REACH = 24
_ATTEMPTS = frozenset("محاوله محاولات محاولتي عمليه عمليات حمله سلسله موجه وابل عده".split())
_OF_PERSONS = frozenset(("torture", "sexual", "abduct", "beat"))
_DEEDS = frozenset(("ASSAULT", "COERCE", "AID"))
_WHAT_IF = frozenset(("اذا", "لو", "قد", "وقد", "حال"))
_BY = frozenset(
    "برصاص بنيران بقصف بغاره بغارات بقذيفه بقذايف بصاروخ بصواريخ بضربه بضربات بهجوم بايدي بيد بسلاح بسكين".split()
)
_DEATHS = frozenset(("assault/قتل", "assault/جرح", "assault/أصاب"))
_ARRESTS = frozenset(f"coerce/{verb}" for verb in ("اعتقل", "احتجز", "سجن", "حبس")) | frozenset(
    f"assault/{verb}" for verb in ("خطف", "اختطف", "عذب", "أعدم")
)
OF_PERSONS = _DEATHS | _ARRESTS | _OF_PERSONS | {"arrest", "deport"}
"""Rows and modes of what befalls persons alone."""
_THROUGH = frozenset({("علي", hand) for hand in ("يد", "ايدي", "يدي", "ايادي")} | {("من", "قبل"), ("من", "جانب")})


def in_passive(row: Verb) -> tuple[str, ...]:
    """The past forms of a verb that are spelt otherwise than its active ones: اغتيل, اغتيلت, اغتيلوا."""
    form = row.past_passive
    return (form, f"{form}ت", f"{form}وا") if form and form != row.past else ()


def undergone(doc: Document, pack: Pack, trigger: Found) -> tuple[int, Analysis] | None:
    """The light verb whose subject undergoes what a noun tells behind that verb's own preposition, and where it stands."""
    start, at = doc.sentence_of(trigger.at).start, trigger.at
    attempt = at > start and doc.words[at - 1][1:] in _ATTEMPTS
    glued = doc.words[at - 1][0] if attempt else _glued(trigger.analysis)
    if trigger.analysis.is_verb or not glued:
        return None
    for j in range(at - 1 - attempt, max(start, at - _REACH) - 1, -1):
        light = pack.light(doc.words[j])
        if light and isinstance(light[0].row, LightVerb) and glued == light[0].row.preposition:
            return j, light[0]
        if "؛" in doc.gaps[j + 1] or any(
            _glued(a) == glued and isinstance(a.row, Verb | Noun) for a in doc.analyses(j)
        ):
            return None  # تعرض لضغوط للاستقالة
    return None


def told_anew(doc: Document, trigger: Found, at: int, verb: Analysis) -> bool:
    """Whether the light verb at a word reports news: not التي تعرضت, إذا تعرضت, كان قد تعرض, nor what befell one person, told again and again."""
    behind = doc.words[at - 1] if at > doc.sentence_of(at).start else ""
    known = behind in RELATIVES or behind in _WHAT_IF or trigger.row.mode in _OF_PERSONS
    return verb.kind is Kind.PAST and not known


def _glued(analysis: Analysis) -> str:
    """The preposition glued to a word, without و and the article: ل of وللهجوم."""
    return analysis.split.before.removesuffix("ال")[-1:].strip("وف")


def by_whom(doc: Document, party: Party) -> bool:
    """Whether a party stands behind what tells a doer: برصاص الجيش, بنيران مسلحين, على يد عناصر الأمن, من قبل الشرطة."""
    at = party.start
    if at < 2 or party.cut or doc.gaps[at] != " ":
        return False
    return doc.words[at - 1] in _BY or through(doc, party)


def through(doc: Document, party: Party) -> bool:
    """Whether a party stands behind what tells the doer of any deed: من قبل الشرطة, على يد عناصر الأمن."""
    first = amount(doc, party)
    return first > 1 and (doc.words[first - 2], doc.words[first - 1]) in _THROUGH


def voice_of(doc: Document, parties: Parties, trigger: Found, subject: Party | None, how: str) -> Voice:
    """The voice of a verb whose subject stands `after` it or elsewhere."""
    analysis, row = trigger.analysis, trigger.row
    if analysis.kind is not Kind.PAST or analysis.split.after or not isinstance(row, Verb):
        return "active"
    if analysis.split.word in in_passive(row):
        return "passive"  # اغتيل القيادي
    if row.id == "accuse/اتهم" and doc.words[trigger.end : trigger.end + 1] and doc.words[trigger.end].startswith("ب"):
        return "passive"  # اتهم بالتجسس
    joined, after = analysis.split.before in ("و", "ف"), how == "after"
    if row.id in _ARRESTS and subject and _is_held(subject, bare=joined and after):
        return "arrest"
    if row.id not in _DEATHS:
        return "passive" if after and subject and _by_somebody(doc, parties, trigger, subject) else "active"
    return "death" if subject else "passive" if analysis.person is Person.HE and not joined else "active"


def _is_held(party: Party, *, bare: bool) -> bool:
    """Whether the subject of an arrest is somebody who is arrested, not who arrests; no crowd `bare` behind وَ and the verb (واعتقلت عشرات)."""
    return party.sort in ("person", "role") or (party.office in ("people", "civilians") and not bare)


def _by_somebody(doc: Document, parties: Parties, trigger: Found, party: Party) -> bool:
    """Whether the doer of a deed to somebody stands behind من قبل or على يد in the verb's clause: اعتقل ناشط من قبل الشرطة."""
    if not isinstance(trigger.row, Verb) or trigger.row.object != "recipient":
        return False
    near = parties.between(party.end, min(doc.sentence_of(trigger.at).end, party.end + 8))
    return any(through(doc, p) and not any("،" in gap for gap in doc.gaps[party.end : p.start]) for p in near[:2])


def part_of_owner(doc: Document, trigger: Found) -> Part:
    """What somebody does whose own a noun is: his attack; but طردهم من العراق is done to them, where no object follows."""
    row = trigger.row
    done_to = row.genitive == "recipient" and row.type in _DEEDS
    if not done_to or trigger.end >= len(doc.words) or doc.gaps[trigger.end].strip():
        return "recipient" if done_to else "actor"
    after = doc.words[trigger.end]
    return "recipient" if after in PREPOSITIONS or after in CLAUSE_BREAKS or after[0] in "وفب" else "actor"
