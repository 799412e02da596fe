"""Gender of parties, as verbs agree with it, and the case that a plural tells."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.function_words import POINTING_BACK
from marsad.read.party import Party
from marsad.read.tokens import Document

MASCULINE_BODIES = frozenset(
    "مجلس حزب اتحاد جيش تنظيم وفد تحالف برلمان حلف بنك مصرف مكتب صندوق برنامج فريق ايتلاف تيار نظام جانب طرف مجتمع".split()
)
_MEN_IN_TA = frozenset(("عمده", "خليفه", "داعيه", "علامه"))
_MASCULINE_STATES = frozenset(("IQ", "YE", "LB", "JO", "SD", "MA", "SO", "VA"))


def feminine(doc: Document, party: Party) -> bool:
    """Whether a party is feminine: most states, and bodies and offices whose first noun ends in ة."""
    if party.sort == "state":
        return party.actor not in _MASCULINE_STATES
    if party.sort in ("person", "place") or party.plural or first_noun(doc, party) in _MEN_IN_TA:
        return False
    return doc.ends_in_ta(party.start)


def agrees(doc: Document, party: Party, person: Person) -> bool:
    """Whether a party can be the subject of a verb by its gender: not in ودعت المجلس إلى الانعقاد, تؤيد الرئيس بشار الأسد."""
    if person is not Person.SHE or party.plural:
        return person is not Person.HE or not feminine(doc, party)
    man = bool(party.office) and party.sort in ("person", "role") and not doc.ends_in_ta(party.start)
    return not man and first_noun(doc, party) not in MASCULINE_BODIES


def is_object(doc: Document, party: Party) -> bool:
    """Whether a plural right behind a verb ends as its object does: دعا الفلسطينيين, دعا فيها الفلسطينيين."""
    before = party.start - 1
    verb = doc.words[before] in POINTING_BACK or any(a.is_verb for a in doc.analyses(before))
    return party.plural and party.nominal and verb and doc.words[party.head[0]].endswith("ين")


def is_subject(doc: Document, party: Party | None, at: int) -> bool:
    """Whether a party that begins right behind a verb can only be its subject: المحتجون in الذي طالب المحتجون برحيله."""
    return party is not None and party.start == at and party.plural and doc.words[party.head[0]].endswith("ون")


def first_noun(doc: Document, party: Party) -> str:
    """The first noun of a party without clitics and article."""
    return doc.words[party.start][party.cut :].removeprefix("ال")
