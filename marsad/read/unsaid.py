"""Which forms of reporting words say nothing: what is not said, not yet said, or said by nobody."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import ADVERBS, CLAUSE_WORDS, FUNCTION_WORDS, NEGATORS, RELATIVES
from marsad.lang.ar.pack import Analysis
from marsad.lang.lexicon import Cue
from marsad.read.party import Parties
from marsad.read.tokens import Document

_CONDITIONS = ("اذا", "لو", "ولو", "واذا")
_DOCUMENTS = frozenset("بيان مشروع نص اعلان قرار اتفاق فقره بند ماده وثيقه".split())
_MAY = ("قد", "ربما")
_THAT, _BEFORE_THAT = ("ان", "بان"), ("قبل", "بعد")
_REPORTS = frozenset("انباء تقارير معلومات شايعات مزاعم ادعاءات اخبار".split())
_EVIDENCE = frozenset(
    "صور صوره لقطات مشاهد معطيات موشرات دلايل ادله شواهد علامات وقايع تطورات احداث تجارب تجربه معلومات ارقام نتايج تقديرات".split()
)
_BY_NOBODY = ("يذكر", "يقال", "يشتبه")
_HELD = ("يعتقد", "يتوقع", "يرجح")


def is_unsaid(doc: Document, parties: Parties, at: int, analysis: Analysis) -> bool:
    """Whether a form is no third person's, or nothing is said with it: لم يعلن, إذا أعلن, سيعلن, بيانا يدعو إلى."""
    if analysis.kind is Kind.JUSSIVE or analysis.person in (Person.I, Person.WE):
        return True
    if analysis.kind is Kind.PAST and analysis.split.after == "نا":
        return True  # أيدنا الهدنة
    if analysis.split.article and analysis.kind is not Kind.MASDAR:
        return True
    if analysis.is_verb and at and _is_denied(doc, at, analysis):
        return True
    if analysis.kind is Kind.PAST and analysis.split.word == "ابرز" and analysis.split.after:
        return True  # ملفات أبرزها الهجرة
    if analysis.kind is Kind.PRESENT and _is_not_yet_said(doc, at, analysis):
        return True
    if analysis.person in (Person.HE, Person.SHE) and _shows(doc, parties, at):
        return True
    return _qualifies_noun(doc, parties, at, analysis) or _of_reports(doc, at)


def _shows(doc: Document, parties: Parties, at: int) -> bool:
    """Whether a verb's subject is evidence that is nobody's: تشير الدلائل إلى, الأرقام تظهر أن; but أظهرت أرقام الوزارة."""
    if doc.gaps[at] == " " and doc.words[at - 1].removeprefix("ال") in _EVIDENCE:
        return doc.words[at - 1].startswith("ال") and not doc.words[at].startswith("و")
    if at + 1 >= len(doc.words) or doc.words[at + 1].removeprefix("ال") not in _EVIDENCE:
        return False
    return not parties.between(at + 2, at + 4)


def _is_denied(doc: Document, at: int, analysis: Analysis) -> bool:
    """Whether a verb is negated, stands under a condition or tells what follows from a fact: لم يؤكد, إذا اعتبر ذلك ضروريا, مما يؤكد; but لا ينفي."""
    called = analysis.kind is Kind.PAST and analysis.split.after  # مما وصفه الوزير بأنه
    if doc.words[at - 1] in _CONDITIONS or (doc.words[at - 1] == "مما" and not called):
        return True
    return (
        doc.words[at - 1] in NEGATORS and isinstance(analysis.row, Cue) and analysis.row.force not in ("deny", "reject")
    )


def _is_not_yet_said(doc: Document, at: int, analysis: Analysis) -> bool:
    """Whether a present form only may or will be said: قد تعلن الحكومة, سيعلن, ينتظر أن يعلن; but قبل أن يضيف."""
    before = doc.words[at - 1] if at else ""
    wished = before in _THAT and doc.words[at - 2] not in _BEFORE_THAT
    return before.removeprefix("و") in _MAY or wished or analysis.split.before.endswith("س")


def _qualifies_noun(doc: Document, parties: Parties, at: int, analysis: Analysis) -> bool:
    """Whether a form only tells what the noun right before it is: رسوم مشددة, بيانا يدعو إلى, حدث يتوقع أن, تصريحات اعتبرت مسيئة."""
    before = doc.words[at - 1] if at and doc.gaps[at] == " " else ""
    if not before or before.startswith("ال") or analysis.split.before:
        return False
    if before in FUNCTION_WORDS or before in ADVERBS:
        return False
    if analysis.kind is Kind.ACTIVE:
        return analysis.person is Person.SHE and before.endswith(("ه", "ات", "ا")) and parties.covering(at - 1) is None
    if analysis.kind is Kind.PRESENT and before.rstrip("ا") in _DOCUMENTS:
        return True
    opens = CLAUSE_WORDS if doc.words[at] in _HELD else _THAT[:1]
    clause = doc.words[at + 1 : at + 2] != [] and doc.words[at + 1] in opens
    if analysis.kind is Kind.PRESENT and analysis.person is Person.HE and clause:
        return parties.covering(at - 1) is None and not any(a.is_verb for a in doc.analyses(at - 1))
    return analysis.kind is Kind.PAST and analysis.person is Person.SHE and before.endswith("ات") and _is_held(analysis)


def _of_reports(doc: Document, at: int) -> bool:
    """Whether a relative clause only says what reports are about: الأنباء التي تحدثت عن انسحاب."""
    relative = at > 1 and doc.words[at - 1] in RELATIVES
    return relative and doc.words[at - 2].lstrip("وبل").removeprefix("ال") in _REPORTS


def _is_held(analysis: Analysis) -> bool:
    return isinstance(analysis.row, Cue) and analysis.row.force in ("claim", "describe")


def is_impersonal(doc: Document, at: int, start: int) -> bool:
    """Whether nobody says it: يذكر أن, ويشار إلى أن at the beginning of a sentence; يشتبه بأنه, كما يقال إنه, ويعتقد أن."""
    word, following = doc.words[at].removeprefix("و"), doc.words[at + 1 : at + 3]
    begins = at == start or word != doc.words[at] or doc.words[at - 1] == "حيث"
    if word in _BY_NOBODY or (word in _HELD and begins):
        return following[:1] != [] and following[0] in CLAUSE_WORDS
    return at == start and (following[:1] == ["ان"] or following == ["الي", "ان"])
