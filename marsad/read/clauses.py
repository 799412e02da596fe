"""Who is the subject and who the object of a verb: order, prepositions and agreement, without a full parse.

In Arabic news about half of the verbs stand after their subject, a tenth before it, and the rest drop it; so all three are looked for.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.function_words import (
    ADVERBS,
    CLAUSE_WORDS,
    FILLERS,
    NEGATORS,
    POINTING_BACK,
    PREPOSITIONS,
    RELATIVES,
)
from marsad.lang.ar.pack import Analysis
from marsad.lang.lexicon import Cue
from marsad.read.agreement import agrees, feminine, is_object, is_subject
from marsad.read.amounts import MEMBERS, amount, counts, whole
from marsad.read.asides import opens_quote, past_asides
from marsad.read.beside import DISAGREEING, adjective_of, beginning, in_apposition, own_of_relative, pronoun_before
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document
from marsad.read.verbs import gender

How = Literal["after", "before", "relative", "dropped"]

_SIDE_PHRASES = frozenset("في خلال عقب بعد قبل امام اثناء لدي علي عبر من الي مع ل".split())
_SKIPPED = ADVERBS | FILLERS | POINTING_BACK | frozenset("هذا هذه ذلك تلك هولاء اولءك اوليك".split())
_SEVERAL = frozenset("كل كلا كثير كثيرا الكثير كثيرون عددا العديد مجموعه".split())
_PREPOSITION_NAMES = {"الي": "إلى", "علي": "على", "ازاء": "إزاء", "لدي": "لدى", "قبل": "من", "جانب": "من"}
_QUANTIFIERS = _SEVERAL | frozenset("معظم غالبيه اغلب اغلبيه بعض جميع كافه سائر ساير".split())
_AT_LEAST = frozenset((("علي", "الاقل"), ("علي", "الاكثر"), ("علي", "الاغلب")))
_HEADING = CLAUSE_WORDS | frozenset("حين فيما بينما لكن ولكن".split())
_LEADING = CLAUSE_WORDS | FILLERS | frozenset("تزال يزال زالت زال ظل ظلت بات باتت".split())
_AUXILIARIES = frozenset(("كان", "كانت", "كانوا"))
_POINTING_BACK = POINTING_BACK | frozenset(("سراحه", "سراحها", "سراحهم"))
_FARTHEST_AUXILIARY = 16


class Subject(NamedTuple):
    """The party found, and how: after the verb, before it, as antecedent of a relative clause, or not at all."""

    party: Party | None
    how: How


def after_preposition(doc: Document, party: Party) -> bool:
    """Whether a party stands behind a preposition, glued on or apart."""
    clitic = doc.words[party.start][: party.cut]
    if clitic.endswith(("ب", "ل", "ك")) or (party.start and doc.words[party.start - 1] in MEMBERS):
        return True
    if doc.words[party.start].lstrip("وف").startswith(("لل", "بال") if party.nominal else "لل"):
        return True  # قال للصحفيين
    if party.start == 0 or doc.gaps[party.start].strip() or doc.words[party.start - 1] not in PREPOSITIONS:
        return False
    return not (doc.words[party.start - 1] == "من" and _of_several(doc, party.start - 2))


def _of_several(doc: Document, at: int) -> bool:
    """Whether the word before a من tells how many of a party are meant: كل من, ثلاثة من."""
    return at >= 0 and (counts(doc.words[at]) or doc.words[at].lstrip("ولب") in _SEVERAL)


def preposition(doc: Document, parties: Parties, party: Party) -> str | None:
    """The preposition a party stands behind, spelt as in the lexicon, or None."""
    first, begin = doc.words[party.start], amount(doc, party)
    clitic = first[: party.cut]
    if clitic.endswith(("ب", "ل")) or first.startswith(("لل", "بال")):
        return "ب" if clitic.endswith("ب") or first.startswith("بال") else "ل"
    for back in (1, 2):
        j = begin - back
        if j < 0 or doc.gaps[j + 1].strip(' "('):
            return None
        word = doc.words[j]
        bare = word[1:] if word.startswith("و") and word[1:] in PREPOSITIONS else word
        if bare == "من" and j and doc.words[j - 1].lstrip("ولب") in ("كل", "كلا"):
            return None
        if bare in PREPOSITIONS:
            return _PREPOSITION_NAMES.get(bare, bare)
        if back == 1 and parties.covering(j):
            return None
    return None


def subject(doc: Document, parties: Parties, at: int, analysis: Analysis) -> Subject:
    """The subject of the finite verb at a word."""
    if analysis.person in (Person.I, Person.WE) or pronoun_before(doc, at):
        return Subject(None, "dropped")
    sentence = doc.sentence_of(at)
    back = analysis.split.after or (doc.words[at + 1 : at + 2] and doc.words[at + 1] in _POINTING_BACK)
    back = back or is_subject(doc, parties.covering(at + 1), at + 1)
    back = back or own_of_relative(doc, parties, at, analysis.person)
    antecedent = None if back else _antecedent(doc, parties, at, sentence.start, analysis)
    if antecedent:
        return Subject(antecedent, "relative")
    joined = doc.words[at].startswith("و") and analysis.split.before.startswith("و")
    follows = joined or analysis.split.before.startswith("ف")  # عما إذا كان الجيش مستعدا، فقال
    if not follows and (been := _of_auxiliary(doc, parties, at, sentence.start)):
        return Subject(been, "before")
    unknown = not back and at > sentence.start + 1 and isinstance(analysis.row, Cue)
    if unknown and doc.words[at - 1] in RELATIVES:
        return Subject(None, "relative")  # الأنباء التي ذكرت أن
    several = analysis.person in (Person.THEY, Person.TWO)
    after = None if several else _after(doc, parties, at, _before_content(doc, parties, at, analysis))
    after = after if after and _can_be_subject(doc, parties, analysis, after) else None
    beside = parties.covering(at - 1) if at > sentence.start and doc.gaps[at] == " " else None
    first = parties.first_of_group(beside, doc) if beside else None
    head = _head_of_relative(doc, parties, first.start, sentence.start) if first and not joined else None
    if first and not (head or joined) and _is_told_of(doc, first, at, analysis.person):
        head = first
    if head:
        return Subject(head, "before")
    if after and not (
        first
        and not after_preposition(doc, first)
        and (after.start > at + 1 or _is_topic(doc, parties, first, analysis, sentence.start))
    ):
        return Subject(after, "after")
    before = None if joined else _before(doc, parties, at, sentence.start)
    if before and isinstance(analysis.row, Cue) and "،" in doc.gaps[at]:  # أحمد، المتحدث باسم القوات، قال
        before = _before_comma(doc, parties, at, sentence.start) or beginning(doc, before, sentence.start)
    if before:
        return Subject(before, "before")
    return Subject(None, "dropped")


def _before_content(doc: Document, parties: Parties, at: int, analysis: Analysis) -> int:
    """Where the content of a reporting verb begins behind إلى, no word of which is its subject: أشار إلى وجود جنود."""
    end = doc.sentence_of(at).end
    if not isinstance(analysis.row, Cue) or "إلى" not in analysis.row.complement:
        return end
    near = range(at + 1, min(end, at + 9))
    return next((j for j in near if doc.words[j] == "الي" and parties.covering(j + 1) is None), end)


def _of_auxiliary(doc: Document, parties: Parties, at: int, start: int) -> Party | None:
    """Who stands behind the كان of a verb's tense: وكانت إدارة ترامب قد أكدت, كانت منظمة العفو طالبت إسرائيل, كانت لجنة شكلها المجلس، قالت."""
    for j in range(at - 1, max(start - 1, at - _FARTHEST_AUXILIARY), -1):
        if doc.words[j] in CLAUSE_WORDS:
            return None
        if doc.words[j].lstrip("وف") in _AUXILIARIES:
            near = parties.between(j + 1, min(at, j + 3))
            party = near[0] if near and not after_preposition(doc, near[0]) else None
            last = parties.group(party, doc)[-1] if party else None
            beside = parties.covering(at - 1)  # كانت وزارة الأوقاف التابعة للحوثيين أكدت
            apart = doc.words[at - 1] == "قد" or "،" in doc.gaps[at] or (beside and after_preposition(doc, beside))
            return party if last and (apart or last.end == at) else None
    return None


def _is_topic(doc: Document, parties: Parties, party: Party, analysis: Analysis, start: int) -> bool:
    """Whether a party right before a verb begins the clause and agrees, so that what follows is the object: إن تركيا قصفت سرت."""
    at = party.start
    begins = at == start or doc.words[at - 1] in _LEADING or any(c in doc.gaps[at] for c in '":،')
    return begins and _can_be_subject(doc, parties, analysis, party)


def _can_be_subject(doc: Document, parties: Parties, analysis: Analysis, party: Party) -> bool:
    """No accusative, nothing of the other gender; and of a verb that needs an object, the only party is that object."""
    noun = analysis.split.word in getattr(analysis.row, "masdar", ())  # أعلنت البعثة توصل وفدين إلى هدنة
    if party.accusative or (is_object(doc, party) and not noun) or not agrees(doc, party, analysis.person):
        return False
    if party.possessed and isinstance(analysis.row, Cue) and "object" in analysis.row.addressee:
        return False  # حثت السفارة رعاياها على المغادرة
    if not getattr(analysis.row, "transitive", False):
        return True
    if analysis.split.after:
        return True
    end = parties.group(party, doc)[-1].end
    last = doc.sentence_of(party.start).end
    end = past_asides(doc, end, last) if "،" in doc.gaps[end] else end  # حث المجلس، في بيان، الأطراف
    more = parties.between(end, min(last, end + 4))
    return any(not after_preposition(doc, p) and not doc.gaps[p.start].strip(' ،"') for p in more)


def _after(doc: Document, parties: Parties, at: int, end: int) -> Party | None:
    """The party right after the verb; adverbs, days and prepositional phrases may stand between, another noun may not."""
    j = at + 1
    while j < end and j < at + 9:
        party = parties.covering(j)
        gap = doc.gaps[j].strip()
        if party and party.start == j:
            if after_preposition(doc, party):
                j = party.end
                continue
            return None if "و" in doc.words[j][: party.cut] or opens_quote(doc, party.start, party.end) else party
        if (gap and gap not in ("(", "-", '"', "،", "٪", "%")) or doc.words[j] in CLAUSE_WORDS:
            return None
        of_several = doc.words[j] == "من" and _of_several(doc, j - 1)
        if of_several or counts(doc.words[j]) or doc.words[j] in _QUANTIFIERS:
            j += 1
        elif doc.words[j] in _SIDE_PHRASES or gap == "،":
            bound = parties.bound_to(j + 1, doc)
            if bound and doc.gaps[bound.end] == " " and parties.covering(bound.end):
                return None  # لا تمانع من دخول القوات عفرين
            inner = parties.covering(j + 1) or bound
            j = inner.end if inner else j + 2
        elif doc.words[j] in _SKIPPED:
            j += 1
        elif doc.words[j].startswith(("ب", "ل")):
            bound = None if doc.words[j].startswith(("بال", "لل")) else parties.covering(j + 1)
            j = bound.end if bound and bound.start == j + 1 else j + 1  # قتل برصاص الجيش ثلاثة
        else:
            return in_apposition(doc, parties, j, end)
    return None


def _before(doc: Document, parties: Parties, at: int, start: int) -> Party | None:
    j = at - 1
    while j >= start and (doc.words[j] in FILLERS or doc.words[j] in NEGATORS):
        j -= 1
    if tuple(doc.words[max(start, j - 1) : j + 1]) in _AT_LEAST:
        j -= 2
    while start < j > at - 3 and parties.covering(j) is None and adjective_of(doc, j):
        j -= 1  # الشرطة الاسكتلندية قالت
    all_ = whole(doc, parties, j + 1)
    party = all_ or (parties.covering(j) if j >= start else None)
    if party is None or (party.end != j + 1 and party is not all_) or "--" in doc.gaps[at]:  # (CNN) -- أكد
        return _before_comma(doc, parties, at, start)
    first = parties.first_of_group(party, doc)
    return _before_comma(doc, parties, at, start) if after_preposition(doc, first) else first


def _is_told_of(doc: Document, party: Party, at: int, person: Person | None) -> bool:
    """Whether the clause of a verb right behind somebody indefinite tells of him: وسط تقارير تفيد بأن, في دول عدة اتهمت الرئيس."""
    if party.sort != "described" or party.cut or not after_preposition(doc, party):
        return False
    known = doc.words[party.start].startswith("ال") or doc.words[party.start] == "جهه"  # من جهة أخرى
    several = party.plural or feminine(doc, party)
    return not known and (person is Person.HE) is not several


def _head_of_relative(doc: Document, parties: Parties, at: int, start: int) -> Party | None:
    """Whom a relative clause tells of whose last party begins at a word: القوات in القوات التي تدعمها روسيا شنت غارات."""
    told = False
    for j in range(at - 1, max(start, at - 8) - 1, -1):
        if "،" in doc.gaps[j + 1] or doc.words[j] in CLAUSE_WORDS:
            return None
        if doc.words[j] in RELATIVES:
            last = parties.covering(j - 1) if told and j > start else None
            head = parties.first_of_group(last, doc) if last else None
            return head if head and not after_preposition(doc, head) else None
        told = told or doc.words[j] not in FILLERS
    return None


def _before_comma(doc: Document, parties: Parties, at: int, start: int) -> Party | None:
    """A subject set off by commas: المتحدث، أحمد، قال."""
    start = next((j + 1 for j in range(at - 2, start, -1) if doc.words[j] in CLAUSE_WORDS), start)
    near = parties.before(at, max(start, at - 12))
    if near and near[-1].start <= start + 2 and not after_preposition(doc, near[-1]) and "،" in doc.gaps[at]:
        return near[-1]
    return None


def _antecedent(doc: Document, parties: Parties, at: int, start: int, analysis: Analysis) -> Party | None:
    for j in range(at - 1, max(start, at - 4) - 1, -1):
        if doc.words[j] in RELATIVES:
            acts = getattr(analysis.row, "subject", "actor") == "actor"  # القوات التي لم يسقط في صفوفها جرحى
            if acts and (doc.words[j], analysis.person) in DISAGREEING:
                return None  # بوتين الذي تدعم بلاده دمشق
            near = parties.before(j, max(start, j - 8))
            return near[0] if near and j - near[0].end <= 2 else None
        if doc.words[j] not in FILLERS and doc.words[j] not in NEGATORS:
            return None
    return None


def main_subject(doc: Document, parties: Parties, at: int, person: Person | None) -> Party | None:
    """The subject of a verb before in the sentence that heads a clause and agrees: لم تكشف الوزارة ... لكنها قالت."""
    start = doc.sentence_of(at).start
    for j in range(at - 1, start - 1, -1):
        if doc.quote_at(j) or doc.words[j] in MEMBERS:
            continue
        for a in doc.analyses(j):
            if a.is_verb and (person is None or gender(a.person) == gender(person)):
                found = subject(doc, parties, j, a)
                if not found.party or found.how not in ("after", "before") or found.party.start >= at:
                    continue
                first = found.party.start if found.how == "before" else j
                if _heads_clause(doc, first, start) or doc.words[first - 1] in _HEADING:
                    return found.party
    return None


def _heads_clause(doc: Document, at: int, start: int) -> bool:
    """Whether a verb begins the sentence or a clause joined to it, so that it is not bound inside another."""
    first = at
    while first > start and (doc.words[first - 1] in FILLERS or doc.words[first - 1] in NEGATORS):
        first -= 1
    return (
        first == start or "،" in doc.gaps[first] or "--" in doc.gaps[first] or doc.words[first].startswith(("و", "ف"))
    )
