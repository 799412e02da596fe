"""Numbers before a noun: where the amount that a party is counted by begins, which words belong to one, and who is some of whom."""

from __future__ import annotations

from marsad.lang.ar.fold import fold
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document

_AMOUNTS = frozenset(
    map(
        fold,
        "واحد اثنان اثنين اثنتان اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني ثمان تسعة تسع عشرة عشر أحد إحدى اثنا اثني "
        "عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتا مئتي مئتان مئتين "
        "مائتي ألف ألفا ألفي آلاف ألوف مليون مليوني ملايين عشرات مئات عدة بضعة عدد نحو حوالي قرابة زهاء أكثر أقل أزيد المئات العشرات الآلاف".split(),
    )
)
_MORE = frozenset(map(fold, "أكثر أقل أزيد عشرات مئات آلاف ملايين عدد".split()))
_LEAST = (["لا", "يقل", "عن"], ["لا", "تقل", "عن"], ["يزيد", "عن"], ["يزيد", "علي"], ["يربو", "علي"], ["يقارب"])

MEMBERS = frozenset("بينهم بينها بينهن بينهما منهم منها فيهم".split())
_SOME = 6
"""So many words may tell who is among those named before."""


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


def whole(doc: Document, parties: Parties, at: int) -> Party | None:
    """Those of whom some are told before a word: ثمانية مدنيين before قتلوا in ثمانية مدنيين بينهم ثلاثة أطفال قتلوا."""
    first = max(doc.sentence_of(at).start + 1, at - _SOME + 1)
    if MEMBERS.isdisjoint(doc.words[first:at]):
        return None  # nearly always
    for j in range(at - 1, first - 1, -1):
        if doc.words[j] in MEMBERS:
            return parties.covering(j - 2 if doc.words[j - 1] == "من" else j - 1)
        if doc.gaps[j].strip(" ") or any(a.is_verb for a in doc.analyses(j)):
            break
    return None
