"""What hangs on a reporting word without أن and quotation marks: رحب باستئناف, نفى إرسال, أكد رفض بلاده."""

from __future__ import annotations

from typing import Literal, NamedTuple

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import ADVERBS, CLAUSE_WORDS, POINTING_BACK, PREPOSITIONS
from marsad.lang.ar.pack import Analysis
from marsad.lang.lexicon import Cue, Noun, Verb
from marsad.read.agreement import MASCULINE_BODIES, feminine, first_noun
from marsad.read.asides import DAYS, is_secret, past_ago, past_asides
from marsad.read.party import Parties
from marsad.read.tokens import Document, Quote

Pattern = Literal["clause", "quote", "preposition", "noun", "attribution", "before"]
_REACH = 8
_SHORT = 3
_OF_IT = {
    form + pronoun: preposition
    for preposition, form in (("عن", "عن"), ("ل", "ل"), ("إلى", "الي"), ("ب", "ب"), ("على", "علي"), ("من", "من"))
    for pronoun in ("ه", "ها", "هم", "هما")
}
_DEATHS = frozenset("مقتل استشهاد مصرع وفاه اصابه سقوط اعتقال اختطاف".split())
_AFFIRMED = frozenset("عدم ضروره اهميه وجود وجوب".split())
_SAID_OF_IT = frozenset(("بانه", "بانها", "بانهم", "بانهما"))
_RECOGNISED = frozenset("استقلال سياده شرعيه دوله ضم حق حقوق نتيجه نتايج قدس جمهوريه".split())
_PRONOUNS = ("ه", "ها")
_COPULAR = frozenset(
    "اكبر ابرز اهم اول من احد احدي افضل اشهر اقدم اخطر اكثر ارفع اعلي اقوي اضخم احدث ثاني ثالث".split()
)
_ACTS = (Kind.MASDAR, Kind.NOUN)
_RELATIVE = (["الذي"], ["التي"], ["الذين"])
_NOUN_FORCES = frozenset(
    (
        "deny",
        "condemn",
        "demand",
        "express",
        "praise",
        "welcome",
        "promise",
        "offer",
        "claim",
        "ask",
        "accuse",
        "describe",
        "reveal",
        "reject",
        "affirm",
    )
)
_WITH_OBJECT = frozenset(("accuse", "describe", "claim"))  # whom and what is said of them is one content
_WITH_ADDRESSEE = frozenset(("accuse", "demand"))
_PREPOSITION_FORMS = {"على": "علي", "إلى": "الي", "عن": "عن", "من": "من", "حول": "حول", "في": "في"}
_OWN = {"علي": "على", "الي": "إلى", "عن": "عن"}  # not في بيان, من جهته
_WITH_WHAT = {"عن": "عما"}  # تساءل عما إذا كانت
_NOT_GLUED = PREPOSITIONS | frozenset(
    "بعض بدون لكن لكنه لكنها لان لقد ليس ليست لذلك بشكل بدوره بدورها بان بانه بانها لدي لدى بينما بلاده بلادها لبنان ليبيا برلين بغداد بيروت باريس بوتين بالاضافه بالنسبه بالمقابل بالتالي بالفعل باستثناء بحضور بسبب بمناسبه بشده بالكامل بحلول بموجب برفقه بنسبه بيان بيانات بينها بينهم بينهما برنامج برامج بناء بقيه بدايه بعدما باحث باحثون باحثين باراك بنيامين".split()
)


class Speech(NamedTuple):
    """A cue at word `at` (to `cue_end`) whose content runs from word `start`; `pattern` says how it was introduced."""

    at: int
    cue_end: int
    analysis: Analysis
    cue: Cue
    pattern: Pattern
    start: int
    quote: Quote | None


def complement(doc: Document, parties: Parties, at: int, analysis: Analysis, cue: Cue) -> Speech | None:
    """A content noun, straight or behind the cue's own preposition: رحب باستئناف, نفى إرسال."""
    end = doc.sentence_of(at).end
    if is_secret(doc, at + 1) or _of_it(doc, at + 1, cue):
        return None  # اتفاق أعلنت عنه الحركة, الاجتماع الذي دعا إليه
    spoken = _past_parties(doc, parties, at + 1, cue, 0 if _takes_no_subject(doc, parties, at, analysis) else 1)
    apposed = "،" in doc.gaps[spoken] and any("،" in gap for gap in doc.gaps[at + 2 : spoken])
    apposed = apposed and doc.words[spoken] not in PREPOSITIONS  # انتقد الرئيس، دونالد ترامب، الصين
    own = spoken < end and _OWN.get(doc.words[spoken]) in cue.complement  # أعلن الوزير، الأحد، عن
    start = spoken if apposed or own else _past_asides(doc, parties, spoken, end)
    object_ = cue.force in _WITH_OBJECT and start < end and parties.covering(start) is not None
    if cue.force == "describe" and spoken > at + 1 and start < end and _is_object(doc.words[start]):
        object_ = True  # وصف الجانبان المحادثات بأنها
    if object_ and (start > spoken or not doc.gaps[start].strip(' "')):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)
    whom = start if cue.force in _WITH_ADDRESSEE else _past_place(doc, parties, start)
    named = _past_parties(doc, parties, whom, cue, 2)
    start = named if own else past_asides(doc, named, end)
    aside = start > named or spoken < whom == named
    if "noun" in cue.complement and start < end and parties.covering(start) is None and _possessed(doc, start):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)  # أعلنت مسؤوليتها عن, جدد دعمه ل
    if cue.force == "affirm" and start < end and _act_of_somebody(doc, parties, start):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)  # أكد السيسي رفض بلاده ل
    behind, closed = _behind_preposition(doc, at, analysis, start, whom)
    if behind and cue.force == "reveal" and "ب" in cue.complement and _is_recognised(doc, parties, behind.start):
        return None
    if behind or closed:
        return behind
    if analysis.split.after in _PRONOUNS and doc.words[at - 1] in ("ما", "وما"):
        return None  # وهو ما ينفيه المحامون
    held = cue.force == "claim" or doc.words[at - 1 : at] not in _RELATIVE
    takes_noun = "noun" in cue.complement and cue.force in _NOUN_FORCES and held
    if cue.force == "claim" and doc.words[min(start, end - 1)] in _COPULAR:
        return None  # تعتبر روسيا أكبر البلدان
    leaning = (analysis.kind is Kind.ACTIVE and start > at + 1) or is_secret(doc, start)
    timed = doc.words[start - 1] in DAYS  # أعلن الوزير الأحد، التوصل إلى
    aside = aside or ("،" in doc.gaps[start] and (timed or any("،" in gap for gap in doc.gaps[at + 2 : start])))
    if takes_noun and not leaning and start < end and (aside or not doc.gaps[start].strip(' "')):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)
    return None


def _of_it(doc: Document, at: int, cue: Cue) -> bool:
    """Whether the cue's own preposition has a pronoun, so that the content stands before: دعا إليه, أعلنت عنها; not أكد له."""
    preposition = _OF_IT.get(doc.words[at]) if at < len(doc.words) else None
    return preposition is not None and preposition in cue.complement and preposition not in cue.addressee


def _takes_no_subject(doc: Document, parties: Parties, at: int, analysis: Analysis) -> bool:
    """Whether the party right behind a form is no subject of it: a participle's, or one of another gender (وطالبت المجتمع الدولي ب)."""
    if analysis.kind is Kind.ACTIVE:
        return True
    party = parties.covering(at + 1)
    if party is None or party.start != at + 1 or party.plural:
        return False
    if analysis.person is Person.HE:
        return feminine(doc, party)
    return analysis.person is Person.SHE and first_noun(doc, party) in MASCULINE_BODIES


def _behind_preposition(
    doc: Document, at: int, analysis: Analysis, start: int, whom: int
) -> tuple[Speech | None, bool]:
    """What stands behind the cue's own preposition, and whether a comma or a secret closes the way to it."""
    cue = analysis.row
    assert isinstance(cue, Cue)  # noqa: S101 - narrows the type
    end = doc.sentence_of(at).end
    for k in range(start, min(end, start + _REACH)):
        if (doc.gaps[k].strip(' "،') and k > start) or is_secret(doc, k):
            return None, True
        if cue.force == "describe" and analysis.split.after and doc.words[k] in _SAID_OF_IT:
            return Speech(at, at + 1, analysis, cue, "preposition", k, None), False  # وصفه الوزير بأنه
        for preposition in cue.complement:
            form = _PREPOSITION_FORMS.get(preposition)
            if form and doc.words[k] in (form, _WITH_WHAT.get(form)) and k + 1 < end:
                first = whom if cue.force in _WITH_ADDRESSEE and whom < k else k + 1
                return Speech(at, k + 1 if k == at + 1 else at + 1, analysis, cue, "preposition", first, None), False
            if preposition == "ل" and "إلى" in cue.complement and _of_a_title(doc, k, end):
                whom = end
            elif preposition in ("ب", "ل") and _glued(doc, k, preposition):
                first = whom if cue.force in _WITH_ADDRESSEE else k
                return Speech(at, at + 1, analysis, cue, "preposition", first, None), False
    return None, False


def _of_a_title(doc: Document, at: int, end: int) -> bool:
    """Whether a word with لل belongs to who speaks, for the content follows إلى: دعا المرجع الأعلى للشيعة إلى الحوار."""
    return doc.words[at].startswith("لل") and "الي" in doc.words[at + 1 : min(end, at + _REACH)]


def _past_parties(doc: Document, parties: Parties, at: int, cue: Cue, most: int) -> int:
    """The word after the next parties and adverbs, those behind the cue's own preposition left alone."""
    end = doc.sentence_of(at - 1).end
    while at < end:
        if (ago := past_ago(doc, at)) > at:
            at = ago
            continue
        if (
            doc.words[at] in ADVERBS
            or doc.words[at] in POINTING_BACK
            or (doc.words[at] == "من" and doc.words[at - 1] == "كل")
        ):
            at += 1
            continue
        party = parties.covering(at)
        if not most or party is None or party.start != at or _has_preposition(doc, at, party.cut, cue.complement):
            break
        at, most = parties.group(party, doc)[-1].end, most - 1
    return at


def _past_asides(doc: Document, parties: Parties, at: int, end: int) -> int:
    """The word after insertions, whole with the names that close them: أكد الوزير، في لقاء مع نظيره، سامح شكري، دعم بلاده."""
    after = past_asides(doc, at, end)
    party = parties.covering(after) if after > at else None
    return _past_asides(doc, parties, party.end, end) if party and party.start < after else after


def _act_of_somebody(doc: Document, parties: Parties, at: int) -> bool:
    """Whether a noun tells an act and whose it is: دعمه, رفض بلاده, استعداد موسكو."""
    if doc.words[at] in _AFFIRMED and parties.covering(at) is None:
        return True  # أكد المتحدث عدم وقوع اشتباكات
    if parties.covering(at) or not any(a.kind in _ACTS and isinstance(a.row, Verb | Noun) for a in doc.analyses(at)):
        return False
    return _possessed(doc, at) or genitive(parties, at) or doc.words[at] in _DEATHS


def _is_object(word: str) -> bool:
    """Whether a word can be what is described: وصف الجانبان المحادثات بأنها."""
    return word not in PREPOSITIONS and word not in CLAUSE_WORDS and not word.startswith("ب")


def _possessed(doc: Document, at: int) -> bool:
    """Whether a noun belongs to the one who speaks of it: دعمه, مسؤوليتها. As written, for folded ة is ه."""
    word = doc.show(at, at + 1)
    return len(word) > 3 and word.endswith(("ه", "ها", "هم", "هما")) and not word.startswith(("ال", "ب", "ل"))


def _glued(doc: Document, at: int, preposition: str) -> bool:
    word = doc.words[at]
    if len(word) == _SHORT:  # بشن
        return any(not a.is_verb and a.split.before == preposition for a in doc.analyses(at))
    return len(word) > _SHORT and word.startswith(preposition) and word not in _NOT_GLUED


def _is_recognised(doc: Document, parties: Parties, at: int) -> bool:
    """Whether what is owned to is a state, a government or its right, which is no confession: اعترفت باستقلال, بحكومة الوفاق."""
    return parties.covering(at) is not None or doc.words[at].removeprefix("ب").removeprefix("ال") in _RECOGNISED


def _has_preposition(doc: Document, at: int, cut: int, complement: list[str]) -> bool:
    clitic = doc.words[at][:cut]
    return any(p in ("ب", "ل") and clitic.endswith(p) for p in complement)


def _past_place(doc: Document, parties: Parties, at: int) -> int:
    """The word after where somebody is: نفت القوات في أفغانستان الأنباء."""
    party = parties.covering(at + 1) if doc.words[at : at + 1] == ["في"] else None
    return party.end if party and party.start == at + 1 and party.sort in ("place", "state") else at


def genitive(parties: Parties, at: int) -> bool:
    """Whether a party begins right behind a word, so that the word is bound to it."""
    party = parties.covering(at + 1)
    return party is not None and party.start == at + 1
