"""Numbers before a noun: where the amount that a party is counted by begins, and which words belong to one."""

from __future__ import annotations

from marsad.lang.ar.fold import fold
from marsad.read.party import Party
from marsad.read.tokens import Document

_AMOUNTS = frozenset(
    map(
        fold,
        "واحد اثنان اثنين اثنتان اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني ثمان تسعة تسع عشرة عشر أحد إحدى اثنا اثني "
        "عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتا مئتي مئتان مئتين "
        "مائتي ألف ألفا ألفي آلاف ألوف مليون مليوني ملايين عشرات مئات عدة بضعة عدد نحو حوالي قرابة زهاء أكثر أقل أزيد".split(),
    )
)
_MORE = frozenset(map(fold, "أكثر أقل أزيد عشرات مئات آلاف ملايين عدد".split()))
_LEAST = (["لا", "يقل", "عن"], ["لا", "تقل", "عن"], ["يزيد", "عن"], ["يزيد", "علي"], ["يربو", "علي"], ["يقارب"])


def amount(doc: Document, party: Party) -> int:
    """The word where the number begins that a party is counted by (أكثر من 900 أسرة), or the party's own first word."""
    at, start = party.start, doc.sentence_of(party.start).start
    while at > start and not doc.gaps[at].strip(" "):
        word, before = doc.words[at - 1], doc.words[at - 2] if at - 2 >= start else ""
        if word == "من" and (counts(before) if at == party.start else _bare(before) in _MORE):
            at -= 2
        elif counts(word):
            at -= 1
        else:
            break
    for phrase in _LEAST if at < party.start else ():
        first = at - len(phrase)
        if first > start and doc.words[first:at] == phrase and _bare(doc.words[first - 1]) == "ما":
            return first - 1
    return at


def counts(word: str) -> bool:
    """Whether a word is a number, or belongs to one: 900, عشرين, وأربعون, أكثر."""
    return word[:1].isdigit() or _bare(word) in _AMOUNTS


def _bare(word: str) -> str:
    return word if word in _AMOUNTS else word.lstrip("وفبل")
