"""Gender of parties, as verbs agree with it."""

from __future__ import annotations

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


def first_noun(doc: Document, party: Party) -> str:
    """The first noun of a party without clitics and article."""
    return doc.words[party.start][party.cut :].removeprefix("ال")
