"""Where somebody is said to speak: reporting verbs, participles, nouns and fixed phrases with what follows them."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import CLAUSE_WORDS, FILLERS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Analysis
from marsad.lang.ar.words import any_phrase
from marsad.lang.lexicon import Cue
from marsad.read.asides import is_secret, stays_unnamed
from marsad.read.complements import Pattern, Speech, complement, genitive
from marsad.read.party import Parties
from marsad.read.tokens import Document, Quote
from marsad.read.unsaid import is_impersonal, is_unsaid
from marsad.read.verbs import reports

_PREPOSITIONS_TOO = frozenset("عقب بين وبين بينها بينهم بينهما".split())
_ACTS = frozenset(("promise", "warn", "accuse", "express", "reveal"))
_ATTRIBUTIVE = frozenset(("حسبما", "كما", "مثلما", "وفقما", "حسب", "وفق", "بحسب", "علي"))


def find_cues(doc: Document, parties: Parties) -> list[Speech]:
    """Every cue of the body with its content's beginning; cues inside longer quotations are left to the quotation."""
    found = []
    for i in range(len(doc.words)):
        cues = [analysis for analysis in doc.analyses(i) if isinstance(analysis.row, Cue)]
        if not cues or doc.in_title(i) or not _outside_quote(doc, i):
            continue
        if doc.words[i] in _PREPOSITIONS_TOO and doc.gaps[i] == " ":
            continue  # أعلن عقب محادثات, مباحثات بين الطرفين
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
    if (
        _in_a_name(parties, at)
        or is_unsaid(doc, parties, at, analysis)
        or (analysis.kind is Kind.ACTIVE and not _participle(doc, at, analysis))
    ):
        return None
    bound = analysis.split.after or genitive(parties, at) or doc.words[at] == "بالقول"
    if analysis.kind is Kind.MASDAR and not bound:
        return None  # but مكتفيا بالقول إن
    sentence = doc.sentence_of(at)
    if cue.only_near and not any_phrase(cue.only_near, doc.bases[at + 1 : min(sentence.end, at + _NEAR)]):
        return None
    if cue.only_next and not any_phrase(cue.only_next, doc.bases[at + 1 : at + 3]):
        return None
    if analysis.is_verb and (attributed := _attributed(doc, parties, at, analysis, cue)):
        return attributed
    if analysis.kind is Kind.PRESENT and analysis.person is Person.HE and is_impersonal(doc, at, sentence.start):
        return None
    opened = None if _breaks_off(doc, at, analysis) else _opening(doc, parties, at, analysis, cue)
    beside = None if cue.weak else complement(doc, parties, at, analysis, cue)
    beside = beside if beside and _tells_an_act(doc, at, beside) else None
    if opened and analysis.split.article and opened[1] - at > 2:
        return None
    if opened and (beside is None or _is_passed(doc, parties, beside, opened[1])):
        return Speech(at, at + 1, analysis, cue, *opened)
    if beside:
        return beside
    if cue.weak or analysis.kind is Kind.MASDAR:
        return None
    if analysis.is_verb and (quote := _quote_before(doc, at)):
        return Speech(at, at + 1, analysis, cue, "before", quote.start, quote)
    return None


def _tells_an_act(doc: Document, at: int, beside: Speech) -> bool:
    """Whether a noun of saying, if it is one, has what was said behind its preposition: بعد تهديد الرئيس بشن, رغم تعهدها بنزع السلاح."""
    if beside.analysis.kind is not Kind.MASDAR:
        return True
    one = not beside.analysis.split.word.endswith("ات") and doc.gaps[at] == " "
    return one and beside.pattern == "preposition" and beside.cue.force in _ACTS


def _breaks_off(doc: Document, at: int, analysis: Analysis) -> bool:
    """Whether a verb stands in the midst of the quotation that opens the sentence: "لا سلام هنا"، قال الوزير، "بلا عدل"."""
    quote = _quote_before(doc, at) if analysis.is_verb and not analysis.split.before else None
    return quote is not None and quote.end == at and quote.start == doc.sentence_of(quote.start).start


def _is_passed(doc: Document, parties: Parties, beside: Speech, opened: int) -> bool:
    """Whether a noun behind the cue only leads up to أن or a quotation: أكد مجددا أن, قال في مؤتمر ببنغازي إن, أعلن عقب محادثات أن."""
    first = doc.words[beside.start]
    if beside.pattern == "noun" and (first in PREPOSITIONS or first.startswith("لل")):
        return True
    if beside.pattern == "noun" and beside.cue.force == "affirm":
        return doc.quote_at(opened) is None or doc.words[opened - 1] in CLAUSE_WORDS
    if beside.pattern == "noun" and opened > 1 and "،" in doc.gaps[opened - 1] and _relates(doc, beside.start, opened):
        return True  # يعتبر التحالف العسكري الذي يضم الإمارات، أن
    leaning = beside.start - 1  # منظمة العفو المعنية بحقوق الإنسان إن
    if beside.pattern == "preposition" and doc.words[leaning].startswith("الم") and parties.covering(leaning) is None:
        return True
    if doc.words[beside.start] == "باسم" or doc.words[beside.start] in CLAUSE_WORDS:
        return True  # وقال الناطق باسم الغرفة، التي: "
    return opened <= _past_name(doc, parties, beside.start) + 1


def _relates(doc: Document, start: int, end: int) -> bool:
    return not RELATIVES.isdisjoint(doc.words[start:end])


def _past_name(doc: Document, parties: Parties, at: int) -> int:
    """The word after a name, which is no content: ببنغازي in قال في مؤتمر صحفي ببنغازي إن."""
    party = parties.covering(at)
    return party.end if party and not party.nominal and party.start == at else at


_SOON = 9
_NEAR = 16
_THERE_IS = frozenset("هناك ثمه هنالك لا غير".split())
_NO_COMPLEMENT = frozenset(
    "الا غير بيد كما رغم الرغم بما حيث ذلك مع قبل بعد دون بدون منذ خصوصا وخصوصا خاصه وخاصه سيما علما يبدو تبدو يجب يمكن ينبغي يتعين يستوجب".split()
)
"""Before an أن that belongs to them and tells nothing said: إلا أن, بعد أن, لا يبدو أن."""


def _participle(doc: Document, at: int, analysis: Analysis) -> bool:
    """مضيفا، مؤكدة: indefinite, accusative or feminine or plural, after a comma or joined by و."""
    if analysis.split.before not in ("", "و") or analysis.split.after:
        return False
    if not analysis.split.word.endswith(("ا", "ه", "ين", "ي")) and analysis.person is Person.HE:
        return False
    if analysis.split.word.endswith("ون"):
        return False  # وقال منتقدون
    if at and (doc.words[at - 1].lstrip("و") in _THERE_IS or doc.words[at - 1] in PREPOSITIONS):
        return False  # هناك داعيا لتمديد الهدنة, غير معلنة, عن أسفه
    return (
        "،" in doc.gaps[at] or '"' in doc.gaps[at] or analysis.split.before == "و" or at - doc.sentence_of(at).start > 3
    )


def _attributed(doc: Document, parties: Parties, at: int, analysis: Analysis, cue: Cue) -> Speech | None:
    """What stands before كما قال الوزير, or what كما توعد برد says of its own; none where كما only means also."""
    sentence = doc.sentence_of(at)
    if not _is_attributive(doc, at, sentence.start):
        return None
    own = complement(doc, parties, at, analysis, cue) if doc.words[at - 1] == "كما" else None
    if own and own.pattern == "preposition":
        return own
    if _says_more(doc, at, sentence.end):
        return None
    return Speech(at, at + 1, analysis, cue, "attribution", sentence.start, None)


def _is_attributive(doc: Document, at: int, start: int) -> bool:
    if at > start and doc.words[at - 1] in ("حسبما", "كما", "مثلما", "وفقما") and at - 1 > start:
        return True
    return at - 2 >= start and (
        (doc.words[at - 1] == "ما" and doc.words[at - 2] in _ATTRIBUTIVE)
        or (doc.words[at - 1] == "لما" and doc.words[at - 2] in ("وفقا", "طبقا"))
    )


def _says_more(doc: Document, at: int, end: int) -> bool:
    """Whether what is said follows: كما قالت الوزارة إن, بحسب ما كشف مصدر أن."""
    for j in range(at + 1, min(end, at + _SOON)):
        if "،" in doc.gaps[j]:
            return False
        if doc.words[j] in CLAUSE_WORDS and doc.words[j] not in ("الا", "وان"):
            return doc.quote_at(j) is None  # but قناة "إن تي في"
    return False


def _opening(
    doc: Document, parties: Parties, at: int, analysis: Analysis, cue: Cue
) -> tuple[Pattern, int, Quote | None] | None:
    """The nearer of أن/إن and an opening quotation mark within reach; بان of بان كي مون is neither."""
    end = doc.sentence_of(at).end
    reach = min(end, at + (14 if cue.weak else 36))
    for j in range(at + 1, reach):
        if ":" in doc.gaps[j] and analysis.kind is Kind.MASDAR and j == at + 1:
            return None  # متابعة: أحمد
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
            and not _in_a_name(parties, j)
        ):
            if j > at + 2 and reports(doc, j - 1):
                return None  # تعد بكين حليفا، ويعتقد أن
            begin = j + 1
            if begin >= end:
                return None
            return "clause", begin, _quote_from(doc, begin)
        if j > at + 1 and _blocks(doc, j):
            return None
    return None


def _in_a_name(parties: Parties, at: int) -> bool:
    """Whether a word is one of the name of somebody known, so that it does not say what it is spelt like: بان كي مون, تشاد."""
    party = parties.covering(at)
    known = party is not None and party.sort in ("person", "state") and not (party.actor or "").startswith("found/")
    return party is not None and known and not party.nominal and party.head[0] <= at


def _blocks(doc: Document, j: int) -> bool:
    """Another reporting word in between takes the complement to itself, unless a relative clause holds it."""
    if doc.words[j - 1 - (doc.words[j - 1] in FILLERS)] in ("الذي", "التي", "الذين"):
        return False  # الوزير، الذي كان يتحدث من باريس، أن
    for a in doc.analyses(j):
        if (
            isinstance(a.row, Cue)
            and not a.row.weak
            and a.person not in (Person.I, Person.WE)  # نصر الحريري
            and (a.is_verb or (a.kind is Kind.ACTIVE and _participle(doc, j, a)))
        ):
            return not (is_secret(doc, j + 1) or stays_unnamed(doc, j))
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
