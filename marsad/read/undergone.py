"""Deeds told by a verb that says who met with them: تعرض الموكب لهجوم, تعرضت القاعدة التي تضم جنودا لقصف."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.function_words import RELATIVES
from marsad.lang.ar.pack import Analysis, Pack
from marsad.lang.lexicon import LightVerb, Noun, Verb
from marsad.read.party import Party
from marsad.read.tokens import Document
from marsad.read.triggers import Found

_REACH = 24
_ATTEMPTS = frozenset("محاوله محاولات محاولتي عمليه عمليات حمله سلسله موجه وابل عده".split())
_OF_PERSONS = frozenset(("torture", "sexual", "abduct", "beat"))
_WHAT_IF = frozenset(("اذا", "لو", "قد", "وقد", "حال"))
_BY = frozenset(
    "برصاص بنيران بقصف بغاره بغارات بقذيفه بقذايف بصاروخ بصواريخ بضربه بضربات بهجوم بايدي بيد بسلاح بسكين".split()
)
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
    return party.start > 1 and (doc.words[party.start - 2], doc.words[party.start - 1]) in _THROUGH
