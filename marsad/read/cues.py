"""Where somebody is said to speak: reporting verbs, participles, nouns and fixed phrases with what follows them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import ADVERBS, CLAUSE_WORDS, NEGATORS, PREPOSITIONS
from marsad.lang.ar.pack import Analysis
from marsad.lang.ar.words import any_phrase
from marsad.lang.lexicon import Cue, Noun, Verb
from marsad.read.asides import past_asides, stays_unnamed
from marsad.read.party import Parties
from marsad.read.tokens import Document, Quote

_ATTRIBUTIVE = frozenset(("حسبما", "كما", "مثلما", "وفقما", "حسب", "وفق", "بحسب", "علي"))
Pattern = Literal["clause", "quote", "preposition", "noun", "attribution", "before"]


class Speech(NamedTuple):
    """A cue at word `at` (to `cue_end`) whose content runs from word `start`; `pattern` says how it was introduced."""

    at: int
    cue_end: int
    analysis: Analysis
    cue: Cue
    pattern: Pattern
    start: int
    quote: Quote | None


def find_cues(doc: Document, parties: Parties) -> list[Speech]:
    """Every cue of the body with its content's beginning; cues inside longer quotations are left to the quotation."""
    found = []
    for i in range(len(doc.words)):
        cues = [analysis for analysis in doc.analyses(i) if isinstance(analysis.row, Cue)]
        if not cues or doc.in_title(i) or not _outside_quote(doc, i):
            continue
        if stays_unnamed(doc, i) or stays_unnamed(doc, i + 1):
            continue
        if any(a.kind is Kind.PAST for a in cues) and parties.no_verb(i, doc):
            cues = [a for a in cues if a.kind is not Kind.PAST]
        party = parties.covering(i)
        if party and i != party.end - 1 and i != party.start:
            continue
        for analysis in cues:
            if speech := _speech(doc, parties, i, analysis):
                found.append(speech)
                break
    return found


def _outside_quote(doc: Document, at: int) -> bool:
    quote = doc.quote_at(at)
    return quote is None or quote.end - quote.start < 4 or at == quote.start


def _speech(doc: Document, parties: Parties, at: int, analysis: Analysis) -> Speech | None:
    cue = analysis.row
    assert isinstance(cue, Cue)  # noqa: S101 - narrows the type
    if analysis.split.article and analysis.kind is not Kind.MASDAR:
        return None
    if analysis.kind is Kind.ACTIVE and not _participle(doc, at, analysis):
        return None
    if analysis.is_verb and at and doc.words[at - 1] in NEGATORS and cue.force not in ("deny", "reject"):
        return None
    if analysis.kind is Kind.JUSSIVE or analysis.person in (Person.I, Person.WE):
        return None
    if analysis.kind is Kind.MASDAR and not analysis.split.after and not _genitive(parties, at):
        return None
    sentence = doc.sentence_of(at)
    if cue.only_near and not any_phrase(cue.only_near, doc.bases[at + 1 : min(sentence.end, at + _NEAR)]):
        return None
    if analysis.is_verb and _is_attributive(doc, at, sentence.start):
        return Speech(at, at + 1, analysis, cue, "attribution", sentence.start, None)
    if (
        analysis.kind is Kind.PRESENT
        and analysis.person is Person.HE
        and at == sentence.start
        and doc.words[at + 1 : at + 2] == ["ان"]
    ):
        return None  # يذكر أن: nobody says it
    opened = _opening(doc, at, sentence.end, cue)
    beside = None if cue.weak or analysis.kind is Kind.MASDAR else _complement(doc, parties, at, analysis, cue)
    told = (
        cue.force == "affirm" and beside is not None and beside.pattern == "noun"
    )  # أكد مجددا أن: no noun is affirmed
    if opened and (beside is None or told or opened[1] <= _past_name(doc, parties, beside.start) + 1):
        return Speech(at, at + 1, analysis, cue, *opened)
    if beside:
        return beside
    if cue.weak or analysis.kind is Kind.MASDAR:
        return None
    quote = _quote_before(doc, at)
    if quote and analysis.is_verb:
        return Speech(at, at + 1, analysis, cue, "before", quote.start, quote)
    return None


def _past_name(doc: Document, parties: Parties, at: int) -> int:
    """The word after a name, which is no content: ببنغازي in قال في مؤتمر صحفي ببنغازي إن."""
    party = parties.covering(at)
    return party.end if party and not party.nominal and party.start == at else at


_NEAR = 16
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
_ACTS = (Kind.MASDAR, Kind.NOUN)
_NO_COMPLEMENT = frozenset("الا غير بيد كما رغم الرغم بما حيث ذلك مع".split())  # إلا أن, غير أن
_WITH_OBJECT = frozenset(("accuse", "describe"))  # whom and what is said of them is one content
_SECRETS = frozenset((("كشف", "عن"), ("افصاح", "عن"), ("تعليق", "علي")))
_WITH_ADDRESSEE = frozenset(("accuse", "demand"))


def _genitive(parties: Parties, at: int) -> bool:
    party = parties.covering(at + 1)
    return party is not None and party.start == at + 1


def _participle(doc: Document, at: int, analysis: Analysis) -> bool:
    """مضيفا، مؤكدة: indefinite, accusative or feminine or plural, after a comma or joined by و."""
    if analysis.split.before not in ("", "و") or analysis.split.after:
        return False
    if not analysis.split.word.endswith(("ا", "ه", "ين", "ي")) and analysis.person is Person.HE:
        return False
    return (
        "،" in doc.gaps[at]
        or "," in doc.gaps[at]
        or '"' in doc.gaps[at]
        or analysis.split.before == "و"
        or at - doc.sentence_of(at).start > 3
    )


def _is_attributive(doc: Document, at: int, start: int) -> bool:
    if at > start and doc.words[at - 1] in ("حسبما", "كما", "مثلما", "وفقما") and at - 1 > start:
        return True
    return at - 2 >= start and doc.words[at - 1] == "ما" and doc.words[at - 2] in _ATTRIBUTIVE


def _opening(doc: Document, at: int, end: int, cue: Cue) -> tuple[Pattern, int, Quote | None] | None:
    """The nearer of أن/إن and an opening quotation mark within reach."""
    reach = min(end, at + (14 if cue.weak else 36))
    for j in range(at + 1, reach):
        if ":" in doc.gaps[j] and j - at <= 24:
            quote = _quote_from(doc, j)
            return ("quote" if quote else "clause"), j, quote
        quote = _quote_from(doc, j)
        if quote and "quote" in cue.complement and (quote.end - quote.start >= 4 or not quote.closed):
            return "quote", j, quote
        if (
            doc.words[j] in CLAUSE_WORDS
            and "أن" in cue.complement
            and doc.words[j] not in ("الا", "وان", "وانه", "وانها")
            and doc.words[j - 1] not in _NO_COMPLEMENT
        ):
            begin = j + 1
            if begin >= end:
                return None
            return "clause", begin, _quote_from(doc, begin)
        if j > at + 1 and _blocks(doc, j):
            return None
    return None


def _blocks(doc: Document, j: int) -> bool:
    """Another reporting word in between takes the complement to itself, unless a relative clause holds it."""
    if doc.words[j - 1] in ("الذي", "التي", "الذين"):
        return False
    for a in doc.analyses(j):
        if (
            isinstance(a.row, Cue)
            and not a.row.weak
            and (a.is_verb or (a.kind is Kind.ACTIVE and _participle(doc, j, a)))
        ):
            return not (_is_secret(doc, j + 1) or stays_unnamed(doc, j))
    return False


def _quote_from(doc: Document, at: int) -> Quote | None:
    quote = doc.quote_at(at)
    return quote if quote and quote.start == at else None


def _quote_before(doc: Document, at: int) -> Quote | None:
    for last in (at - 2, at - 1):
        quote = doc.quote_at(last)
        if quote and quote.closed and quote.end in (at, at - 1) and quote.end - quote.start >= 4:
            return quote
    return None


def _complement(doc: Document, parties: Parties, at: int, analysis: Analysis, cue: Cue) -> Speech | None:
    """A content noun, straight or behind the cue's own preposition: رحب باستئناف, نفى إرسال."""
    end = doc.sentence_of(at).end
    if _is_secret(doc, at + 1):
        return None
    spoken = _past_parties(doc, parties, at + 1, cue, 0 if analysis.kind is Kind.ACTIVE else 1)
    start = past_asides(doc, spoken, end)
    object_ = cue.force in _WITH_OBJECT and start < end and parties.covering(start) is not None
    if object_ and (start > spoken or not doc.gaps[start].strip(' "')):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)
    named = _past_parties(doc, parties, start, cue, 2)
    whom, aside = start, start > spoken and named == start
    start = past_asides(doc, named, end)
    aside = aside or start > named
    if "noun" in cue.complement and start < end and parties.covering(start) is None and _possessed(doc, start):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)  # أعلنت مسؤوليتها عن, جدد دعمه ل
    if cue.force == "affirm" and start < end and _act_of_somebody(doc, parties, start):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)  # أكد السيسي رفض بلاده ل
    for k in range(start, min(end, start + 8)):
        if (doc.gaps[k].strip(' "،') and k > start) or _is_secret(doc, k):
            return None
        for preposition in cue.complement:
            form = _PREPOSITION_FORMS.get(preposition)
            if form and doc.words[k] == form and k + 1 < end:
                first = whom if cue.force in _WITH_ADDRESSEE and whom < k else k + 1
                return Speech(at, k + 1 if k == at + 1 else at + 1, analysis, cue, "preposition", first, None)
            if preposition in ("ب", "ل") and _glued(doc.words[k], preposition):
                first = whom if cue.force in _WITH_ADDRESSEE else k
                return Speech(at, at + 1, analysis, cue, "preposition", first, None)
    takes_noun = "noun" in cue.complement and cue.force in _NOUN_FORCES and doc.words[at - 1 : at] not in _RELATIVE
    leaning = (analysis.kind is Kind.ACTIVE and start > at + 1) or _is_secret(doc, start)
    if takes_noun and not leaning and start < end and (aside or not doc.gaps[start].strip(' "')):
        return Speech(at, at + 1, analysis, cue, "noun", start, None)
    return None


def _is_secret(doc: Document, at: int) -> bool:
    """Whether what is asked or refused is to be named or to tell: عدم كشف هويته, ذكر اسمه, الكشف عن."""
    return stays_unnamed(doc, at) or tuple(word.removeprefix("ال") for word in doc.words[at : at + 2]) in _SECRETS


def _past_parties(doc: Document, parties: Parties, at: int, cue: Cue, most: int) -> int:
    """The word after the next parties and adverbs, those behind the cue's own preposition left alone."""
    end = doc.sentence_of(at - 1).end
    while at < end:
        if doc.words[at] in ADVERBS or (doc.words[at] == "من" and doc.words[at - 1] == "كل"):
            at += 1
            continue
        party = parties.covering(at)
        if not most or party is None or party.start != at or _has_preposition(doc, at, party.cut, cue.complement):
            break
        at, most = parties.group(party, doc)[-1].end, most - 1
    return at


def _act_of_somebody(doc: Document, parties: Parties, at: int) -> bool:
    """Whether a noun tells an act and whose it is: دعمه, رفض بلاده, استعداد موسكو."""
    if parties.covering(at) or not any(a.kind in _ACTS and isinstance(a.row, Verb | Noun) for a in doc.analyses(at)):
        return False
    return _possessed(doc, at) or _genitive(parties, at)


def _possessed(doc: Document, at: int) -> bool:
    """Whether a noun belongs to the one who speaks of it: دعمه, مسؤوليتها. As written, for folded ة is ه."""
    word = doc.show(at, at + 1)
    return len(word) > 3 and word.endswith(("ه", "ها", "هم", "هما")) and not word.startswith(("ال", "ب", "ل"))


_PREPOSITION_FORMS = {"على": "علي", "إلى": "الي", "عن": "عن", "من": "من", "حول": "حول", "في": "في"}


_NOT_GLUED = PREPOSITIONS | frozenset(
    "بعض بدون لكن لكنه لكنها لان لقد ليس ليست لذلك بشكل بدوره بدورها بان بانه بانها لدي لدى بينما بلاده بلادها لبنان ليبيا برلين بغداد بيروت باريس بوتين".split()
)


def _glued(word: str, preposition: str) -> bool:
    return len(word) > 3 and word.startswith(preposition) and word not in _NOT_GLUED


def _has_preposition(doc: Document, at: int, cut: int, complement: list[str]) -> bool:
    clitic = doc.words[at][:cut]
    return any(p in ("ب", "ل") and clitic.endswith(p) for p in complement)
