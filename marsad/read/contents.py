"""How far the content of a statement runs, and whether it is quoted."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.function_words import CLAUSE_WORDS, FUNCTION_WORDS, RELATIVES
from marsad.lang.lexicon import Cue
from marsad.model.reading import StatementKind
from marsad.read.complements import Speech
from marsad.read.party import Parties
from marsad.read.tokens import Document, Quote
from marsad.read.verbs import gender, reports

_ASIDES = tuple(
    tuple(aside.split())
    for aside in (
        "في اشاره|في تصريح|في حين|في وقت|في الوقت|في تلميح|وفق|وفقا|وفقما|بحسب|بحسبما|حسب|حسبما|فيما|بينما|وذلك|علي حد|علي ما|نقلا|"
        "الا ان|الا انه|الا انها|الامر الذي|كما قال|كما اكد|ردا علي"
    ).split("|")
)
_ASIDE_STARTS = frozenset(aside[0] for aside in _ASIDES)
_BEFORE_CUES = frozenset(
    "كما فيما بينما حيث قد وقد من جانبه جهته جانبها جهتها وكان وكانت كذلك لكنه لكنها ولكنه ولكنها لكن".split()
)
_LEADING_UP = frozenset("بعدما عندما حين حينما منذ ان بعد فور لحظه".split())
_LONGEST_SUBJECT = 8
_BUT = frozenset("لكن ولكن لكنه لكنها لكنهم ولكنه ولكنها بينما فيما".split())
_CONTRASTS = frozenset("كما فيما بينما لكنه لكنها ولكنه ولكنها".split())
_CHECKED = frozenset("يتاكد تتاكد يتسن يتسني تتسن تتسني يتضح تتضح يعرف تعرف".split())
_GOING_ON = frozenset("من مقابل علي عن الي مع بدون دون".split())
_APPOSED = frozenset(
    "اخر احد احدي اكبر ابرز اول اهم اقدم ثاني ثالث معقل عاصمه مسقط بينهم بينها خصوصا خاصه بمن بما".split()
)
_AND_THAT = frozenset("وان وانه وانها وانهم وانهما".split())
_OF_NOUNS = ("noun", "preposition")
_INDEFINITE = ("ي", "يه", "ين")
_ACCORDING = frozenset("ما لما وفقا طبقا وفق حسب بحسب علي حسبما كما مثلما وفقما وذلك".split())


def content_end(doc: Document, parties: Parties, speech: Speech, later: list[Speech]) -> int:
    """The word after the last one of a statement's content; `later` are the cues that follow its own."""
    if speech.pattern == "attribution":
        return max(speech.start, _back_over(doc, speech.at, _ACCORDING, speech.start))
    if speech.pattern == "before":
        return speech.quote.end if speech.quote else speech.at
    limit = doc.sentence_of(min(speech.start, len(doc.words) - 1)).end
    if speech.quote:
        goes_on = _first_person_goes_on(doc, speech.quote, later)
        if goes_on:
            return goes_on
        limit = _after_quote(doc, speech.quote, limit)
    for other in later:
        if other.at >= limit:
            break
        if other.at > speech.start and _starts_anew(doc, parties, speech, other):
            limit = _back_over(doc, _with_subject(doc, parties, other), _BEFORE_CUES, 0)
            break
    limit = _past_quote(doc, speech.start, _before_main_clause(doc, speech, limit))
    floor = max(speech.quote.end if speech.quote else 0, speech.start + 2)
    floor -= floor == speech.start + 2 and speech.pattern in _OF_NOUNS
    return next((j for j in range(floor, limit) if _stops(doc, speech, j)), limit)


def _past_quote(doc: Document, start: int, limit: int) -> int:
    """The end of a quotation that begins in the content and runs on behind its sentence: اعتبر أن الغياب "استهتار. ولا عذر له"."""
    quote = doc.quote_at(limit - 1)
    return quote.end if quote and quote.closed and quote.start > start and quote.end > limit else limit


def _before_main_clause(doc: Document, speech: Speech, limit: int) -> int:
    """Where the content of a clause that only leads up to the sentence's own ends: بعد أن أكد أن الهدنة قائمة، تراجع الوزير."""
    start = doc.sentence_of(speech.at).start
    if not any(doc.words[j].removeprefix("و") in _LEADING_UP for j in range(max(start, speech.at - 2), speech.at)):
        return limit
    if speech.at - start > 4:
        return limit
    return next((j for j in range(speech.start + 1, limit) if "،" in doc.gaps[j] and _can_be_verb(doc, j)), limit)


def _can_be_verb(doc: Document, at: int) -> bool:
    """Whether a word is a known verb or looks like one: neither joined, definite nor a particle."""
    word = doc.words[at]
    known = any(a.is_verb for a in doc.analyses(at))
    return known or not (word.startswith(("و", "ال", "ب", "ل")) or word in FUNCTION_WORDS or doc.analyses(at))


def _stops(doc: Document, speech: Speech, at: int) -> bool:
    """Whether the content ends before a word: an aside after a comma, or for a noun phrase the next clause."""
    noun_phrase = speech.pattern in _OF_NOUNS
    quote = doc.quote_at(at)
    if quote and quote.closed and speech.start < quote.start < at:
        return False
    if noun_phrase and (doc.words[at] in _BUT or _begins_clause(doc, at) or _is_the_outers(doc, speech, at)):
        return True  # على معارضته وناقش
    if _left_untold(doc, at):
        return True
    if "،" not in doc.gaps[at]:
        return False
    word = doc.words[at]
    if doc.words[at : at + 2] == ["وهو", "ما"] and at + 2 < len(doc.words) and reports(doc, at + 2):
        return True  # وهو ما تنفيه موسكو
    first = not any("،" in gap for gap in doc.gaps[speech.start + 1 : at])
    if noun_phrase and (
        word in ("وهو", "وهي")
        or not (word.startswith("و") or (first and (word in RELATIVES or word in _GOING_ON or word in _APPOSED)))
    ):
        return True
    return word in _ASIDE_STARTS and any(tuple(doc.words[at : at + len(a)]) == a for a in _ASIDES)


def _is_the_outers(doc: Document, speech: Speech, at: int) -> bool:
    """Whether a joined أن goes on with what the one who tells of a statement says: قال إن الجيش نفى القصف وإن التحقيق جار."""
    return doc.words[at] in _AND_THAT and not CLAUSE_WORDS.isdisjoint(
        doc.words[doc.sentence_of(speech.at).start : speech.at]
    )


def _begins_clause(doc: Document, at: int) -> bool:
    """Whether a word is و with a verb, and no noun: وقصف مدفعي, وفتح الممرات."""
    analyses = [a for a in doc.analyses(at) if a.split.before.startswith("و")]
    verb = any(a.is_verb for a in analyses)
    after = doc.words[min(at + 1, len(doc.words) - 1)]
    noun = any(a.kind in (Kind.MASDAR, Kind.NOUN) and not a.split.after for a in analyses)
    saying = any(a.is_verb and isinstance(a.row, Cue) for a in analyses)
    return verb and not (noun and (not saying or (after.endswith(_INDEFINITE) and not after.startswith("ال"))))


def _left_untold(doc: Document, at: int) -> bool:
    """Whether a word begins what the speaker left out: من دون أن يحدد موعدا."""
    first = at + (doc.words[at] == "من")
    if doc.words[first : first + 2] not in (["دون", "ان"], ["بدون", "ان"]):
        return False
    return doc.words[first + 2 : first + 3] != [] and (doc.words[first + 2] in _CHECKED or reports(doc, first + 2))


def _back_over(doc: Document, at: int, words: frozenset[str], limit: int) -> int:
    while at > limit and doc.words[at - 1] in words:
        at -= 1
    return at


def _after_quote(doc: Document, quote: Quote, limit: int) -> int:
    """Past the closing mark only where the clause goes on without a stop or comma."""
    end = quote.end
    if not quote.closed:
        return max(limit, end)
    if end >= len(doc.words):
        return end
    after = doc.gaps[end]
    tail = after[after.index('"') + 1 :].strip() if '"' in after else after.strip()
    if tail == "،" and doc.words[end] in _AND_THAT:
        return limit  # أكد أنه "لا حل"، وأن الحوار
    return end if tail or "\n" in after or end >= limit else limit


def _first_person_goes_on(doc: Document, quote: Quote, later: list[Speech]) -> int | None:
    """The end of the paragraph where the speaker goes on behind his quotation as we or I, and nobody else speaks in it."""
    end = quote.end
    while end < len(doc.words) and "\n" not in doc.gaps[end]:
        end += 1
    if not quote.closed or end - quote.end < 3 or any(quote.end <= s.at < end for s in later):
        return None
    spoken = any(
        a.is_verb and a.person in (Person.I, Person.WE) for j in range(quote.end, end) for a in doc.analyses(j)
    )
    return end if spoken else None


def _with_subject(doc: Document, parties: Parties, other: Speech) -> int:
    """Where a cue begins with the subject that stands before it behind a contrast: لكن دمشق تنفي."""
    if not other.analysis.is_verb or parties.covering(other.at - 1) is None:
        return other.at
    for j in range(other.at - 1, other.at - _LONGEST_SUBJECT, -1):
        if doc.words[j] in _BUT:
            return j + 1
        if "،" in doc.gaps[j] or doc.words[j] in CLAUSE_WORDS or any(a.is_verb for a in doc.analyses(j)):
            break
    return other.at


def _starts_anew(doc: Document, parties: Parties, speech: Speech, other: Speech) -> bool:
    """Whether a later cue opens its own statement or speaks inside this one."""
    joined = other.analysis.split.before.startswith("و")
    first = _with_subject(doc, parties, other)
    comma = any(c in doc.gaps[j] for j in (other.at, _back_over(doc, first, _BEFORE_CUES, 0)) for c in '،"؛.')
    if other.analysis.kind is Kind.ACTIVE:
        return (
            comma or joined or (other.pattern in ("clause", "quote") and other.start - other.at <= 3)
        )  # معتبرا أن, مشيرا إلى أنه
    if other.analysis.kind is Kind.MASDAR:
        return False
    if first < other.at and comma:
        return True
    if (comma or other.pattern in ("clause", "preposition")) and doc.words[other.at - 1] in _CONTRASTS:
        return True
    if comma and joined:
        return True
    return joined and gender(other.analysis.person) == gender(speech.analysis.person) and speech.pattern != "quote"


def kind_of(doc: Document, start: int, end: int) -> StatementKind:
    """`direct` where all of the words stand in quotation marks, `mixed` where some do, else `indirect`."""
    inside = sum(min(end, q.end) - max(start, q.start) for q in doc.quotes if q.start < end and start < q.end)
    if inside >= end - start - 1 and inside:
        return "direct"
    return "mixed" if inside >= 2 else "indirect"
