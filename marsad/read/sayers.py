"""Who speaks though no lexicon knows the noun: the subject right behind a reporting verb whose content follows.

قال مكتب إعلام الأسرى إن, أوضحت الدراسة أن, قالت أمازون إن.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import ADVERBS, CLAUSE_WORDS, FUNCTION_WORDS, POINTING_BACK
from marsad.lang.ar.pack import Analysis
from marsad.lang.ar.words import definite, definite_nisba
from marsad.lang.lexicon import Cue, Noun, Unnamed, Verb
from marsad.read.amounts import counts
from marsad.read.asides import stays_unnamed
from marsad.read.cast import Cast, Named
from marsad.read.name_heads import GENERIC_HEADS
from marsad.read.party import SAYER, Party
from marsad.read.tokens import Document

_LONGEST, _FARTHEST, _SAID = 5, 12, 4
_DOCUMENTS = frozenset(
    "تقرير بيان تحقيق تحقيقات دراسه وثيقه رساله استطلاع استطلاعات احصاء احصاءات تقديرات توقعات ترجيحات بحث ابحاث دعوي صور".split()
)
_OF_SEVERAL = frozenset("كل جميع احد احدي العديد الكثير كثير عدد من".split())
_TIMES = frozenset(
    "نهايه بدايه مطلع منتصف عشيه غداه يوم شهر عام سنه اسبوع ساعه لحظه خلال حين صراحه علانيه حرفيا قايلا ان انه هذا هذه ذلك تلك هو هي هم نحن انا ضروره اهميه وجود وجوب مثل نفس مدي ضمن لاول".split()
)
_PARTICLES = FUNCTION_WORDS | ADVERBS | POINTING_BACK
_NO_NOUNS = _PARTICLES | _TIMES


def sayer(doc: Document, cast: Cast, at: int, named: Mapping[int, Named]) -> Party | None:
    """The party that begins at a word, if a reporting verb stands before it and what is said behind."""
    verb = _reports(doc, before_sayer(doc.words, at)) if at and doc.gaps[at] in (" ", ' "') else None
    if verb is None or stays_unnamed(doc, at) or stays_unnamed(doc, at - 1) or not _can_speak(doc, at, verb):
        return None
    if doc.words[at] in _DOCUMENTS and at + 1 in named:
        return None  # تشير تقديرات الأمم المتحدة: hers
    end = _end(doc, at, named)
    called = definite(doc.words[at]) and any(
        n.end == end and '"' in doc.gaps[n.start] for n in map(named.get, range(at + 1, end)) if n
    )
    if called or not _says(doc, end, verb):
        return None  # called: العملية الأوروبية "إيريني"
    shown = doc.show(at, end)
    return Party(start=at, end=end, head=(at, end), cut=0, actor=cast.unnamed(shown, shown), sort="described", confidence=0.5,
                 office="source", rule=SAYER)  # fmt: skip


def before_sayer(words: Sequence[str], at: int) -> int:
    """The word behind which a subject begins at a word, told whole or in part: قالت الدراسة, تشير كل المؤشرات, عبر عدد من نجوم السينما."""
    at -= 1
    while at and words[at] in _OF_SEVERAL:
        at -= 1
    return at


def _reports(doc: Document, at: int) -> Analysis | None:
    """The reporting verb at a word, if one person or body is its subject."""
    for a in doc.analyses(at):
        if isinstance(a.row, Cue) and a.is_verb and not a.split.after:
            return a if a.person in (Person.HE, Person.SHE) else None
    return None


def _can_speak(doc: Document, at: int, verb: Analysis) -> bool:
    """Whether a word is a noun that can be the verb's subject: no particle, adverb, time, number or deed."""
    word = doc.words[at]
    if len(word) < 3 or word in _NO_NOUNS or word in _OF_SEVERAL or counts(word):
        return False
    if word.removeprefix("ال") not in _DOCUMENTS and any(_is_deed(doc, at, a, verb) for a in doc.analyses(at)):
        return False
    feminine = doc.ends_in_ta(at)
    if word.endswith("ا") and not word.startswith("ال"):
        return False  # صراحة وعلنا
    if word.startswith(("ب", "ل", "و", "ف", "ك")) and (word[1:] in FUNCTION_WORDS or word[1:3] == "ال"):
        return False
    return not (feminine and verb.person is Person.HE)


def _is_deed(doc: Document, at: int, analysis: Analysis, verb: Analysis) -> bool:
    """Whether a word is rather what is told than who tells it: أكد رفض بلاده; but قال منتقدون, كتب مغرد, أكدت المعاهدة."""
    word = doc.words[at]
    if analysis.is_verb or not isinstance(analysis.row, Verb | Noun | Cue):
        return analysis.is_verb
    if isinstance(verb.row, Cue) and verb.row.force == "describe":
        return True  # ووصف قرار الإفراج بأنه
    if analysis.kind is Kind.ACTIVE and verb.person is Person.HE:
        return False
    known = any(map(definite, doc.words[at : at + 2]))
    agrees = word.endswith(("ه", "ات")) == (verb.person is Person.SHE)
    return not (word.endswith("ون") or (analysis.kind is Kind.NOUN and known and agrees))


def _end(doc: Document, at: int, named: Mapping[int, Named]) -> int:
    """The word after the noun, those it is bound to and its adjectives."""
    end = at + 1
    while end < len(doc.words) and end - at < _LONGEST and not doc.gaps[end].strip(' "'):
        quote = doc.quote_at(end) if '"' in doc.gaps[end] and definite(doc.words[at]) else None
        if quote and quote.start == end and quote.end - end >= _SAID:
            break  # طالبت الفرقة "الإخوة في الجبهة; but شبكة "سي بي إس نيوز"
        word, name = doc.words[end], named.get(end)
        if word in _PARTICLES or any(a.is_verb for a in doc.analyses(end)):
            break
        if name and name.cut:
            break
        if name:
            end = name.end
            continue
        described = not definite_nisba(word) and any(isinstance(a.row, Unnamed) for a in doc.analyses(end))
        if described and definite(doc.words[at]) and definite(word):
            break  # يتهم البحث الحكومة
        bound = doc.words[end + 1 : end + 2] and doc.words[end + 1].startswith("ال") and doc.gaps[end + 1] == " "
        if not word.startswith("ال") and not word.endswith(("يه", "ي")) and not bound:
            break  # مكتب إعلام الأسرى
        if word.startswith("ل") and any(head.form in GENERIC_HEADS for head in doc.heads[end]):
            break  # لوكالة رويترز
        end += 1
    return end


def _says(doc: Document, at: int, verb: Analysis) -> bool:
    """Whether what is said begins soon behind a word, with no other verb of saying before it: أن, a quotation, the عن of عبر عن."""
    weak = isinstance(verb.row, Cue) and verb.row.weak
    of = "عن" if isinstance(verb.row, Cue) and not weak and "عن" in verb.row.complement else ""
    last = min(doc.sentence_of(at - 1).end, at + _FARTHEST)
    for j in range(at, last):
        quote = doc.quote_at(j) if '"' in doc.gaps[j] else None
        if not weak and (":" in doc.gaps[j] or (quote and quote.start == j and quote.end - j >= _SAID)):
            return True
        if doc.words[j] in CLAUSE_WORDS or doc.words[j] == of:
            return True
        if any(isinstance(a.row, Cue) and not a.row.weak and (a.is_verb or weak) for a in doc.analyses(j)):
            return False
    return False
