"""What looks like a name that the knowledge base has and is none: deeds spelt alike, others of the family."""

from __future__ import annotations

from collections.abc import Container

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import ARTICLES, FUNCTION_WORDS
from marsad.lang.ar.words import definite_nisba
from marsad.lang.lexicon import Cue, Verb
from marsad.read.cast import Cast, Named, Who
from marsad.read.titles import ordinary
from marsad.read.tokens import Document

_WEAPONS = frozenset(
    "صاروخ صواريخ قذيفه قذايف قاذفه قاذفات بندقيه بنادق رشاش رشاشات مدفع مدافع قنبله قنابل طراز".split()
)
_PAPERS = ("صحيفه", "جريده", "مجله", "صحيفتي", "مراسل")
_QUOTES = frozenset("\"«»“”'")


def means_itself(doc: Document, start: int, end: int, kind: str) -> bool:
    """Whether the short name of an actor of some kind is the word it is spelt like: فتح in فتح معبر, الوطن in أمن الوطن."""
    return _is_deed(doc, start, end) or (kind == "newspaper" and _is_no_title(doc, start, end))


def _is_no_title(doc: Document, start: int, end: int) -> bool:
    """Whether a word of the dictionary stands bare: not in صحيفة الحياة, «الحياة», كتبت الحياة."""
    if end - start > 1 or not ordinary(doc, start):
        return False
    quoted = _QUOTES.intersection(doc.gaps[start]) and _QUOTES.intersection(doc.gaps[end])
    tells = start and any(a.is_verb and a.person is Person.SHE for a in doc.analyses(start - 1))
    return not (quoted or tells or (start and doc.words[start - 1].endswith(_PAPERS)))


def _is_deed(doc: Document, start: int, at: int) -> bool:
    """Whether the short name between two words is rather the deed it is spelt like: فتح in فتح معبر, not in قالت حركة فتح."""
    before = doc.words[start - 1] if start else ""
    if at - start > 1 or at >= len(doc.words) or doc.gaps[at] != " " or before.endswith(("حركه", "بين")):
        return False
    if doc.words[at] in FUNCTION_WORDS or doc.words[at].startswith("و") or any(a.is_verb for a in doc.analyses(at)):
        return False
    return any(a.kind in (Kind.MASDAR, Kind.PAST) and isinstance(a.row, Verb) for a in doc.analyses(start))


def is_adjective(doc: Document, at: int, *, state: bool) -> bool:
    """Whether an outlet or state is the adjective of the noun before it: العربية in الدول العربية, سورية in قوات سورية.

    A definite state is left alone: هاجم الحوثيون السعودية.
    """
    word, before = doc.words[at], doc.show(at - 1, at) if at and doc.gaps[at] == " " else ""
    if definite_nisba(word):
        return before.startswith(ARTICLES) and not state
    return word.endswith("يه") and before.endswith(("ة", "ات")) and not before.startswith(ARTICLES)


def is_saying(doc: Document, who: Who, at: int) -> bool:
    """Whether a word is a verb of saying joined to what stands before it: وأكد, فرأى; not فتحي, فالح."""
    if doc.words[at][0] not in "وف" or doc.words[at] in who.name_words:
        return False
    joined = (a for a in doc.analyses(at) if a.split.before and a.kind in (Kind.PAST, Kind.PRESENT))
    return any(isinstance(a.row, Cue) for a in joined)


def is_common(doc: Document, at: int, *, place: bool) -> bool:
    """Whether one word is no name: ب and a noun of the dictionary (بتزويد القوات بالسلاح, not بالتيمور), a place that is an adjective."""
    instrument = doc.words[at].startswith("بال") and ordinary(doc, at)
    return instrument or (place and is_adjective(doc, at, state=True))


def is_word(who: Who, word: str) -> bool:
    """Whether a word is ordinary and somebody's short name: what was not taken for him is no name (أصيب في الصدر)."""
    return any(value.short and value.ordinary for value in who.names.get((word,)))


def is_weapon(doc: Document, start: int) -> bool:
    """Whether a name that begins at a word is what a weapon is called: قاذفات «آر بي جي», طائرات من طراز سوخوي."""
    at = start - 1 - (start > 1 and doc.words[start - 1] == "ال")
    return at >= 0 and doc.words[at].removeprefix("و").removeprefix("ب").removeprefix("ال") in _WEAPONS


def relative(doc: Document, cast: Cast, name: Named, taken: Container[int]) -> Named:
    """Somebody else of the family whose short name a known person has: سارة نتنياهو, ياسر عباس."""
    at = name.start - 1
    known = cast.who.actors.get(name.actor)
    if not known or known.type != "PER" or name.end - name.start > 1 or name.cut or at < 0 or at in taken:
        return name
    given = doc.words[at]
    other = doc.gaps[name.start] == " " and given in cast.who.name_words and not given.startswith("ال")
    titled = at > 0 and doc.words[at - 1].startswith("ال")  # the ordinary خطاب of خطاب ترامب is no given name
    if (
        not other
        or given in FUNCTION_WORDS
        or is_saying(doc, cast.who, at)
        or ((doc.analyses(at) or ordinary(doc, at)) and not titled)
    ):
        return name
    if given in fold(known.name_ar):
        return name
    shown = doc.show(at, name.end)
    return Named(at, name.end, 0, "PER", cast.found(f"{given} {doc.words[name.start]}", shown, "PER"), "relative", 0.7)
