"""The generic words before names: which belong to the name behind them, and which stay outside."""

from __future__ import annotations

from typing import NamedTuple

from marsad.model import KnownName
from marsad.read.cast import Who
from marsad.read.tokens import Document

QUOTED = frozenset("تنظيم حزب حركه جبهه كتايب لواء مجلس موتمر بعثه تيار ايتلاف قوات سد".split())
"""Heads that belong to the name in quotation marks behind them: تنظيم «الدولة الإسلامية»."""
GENERIC_HEADS = frozenset("قناه صحيفه وكاله شركه موقع مجله جريده اذاعه تلفزيون راديو شبكه محطه".split())
GENERIC_KINDS = frozenset(("agency", "newspaper", "broadcaster", "website", "company"))
_MILITIAS = frozenset("ميليشيا مليشيا ميلشيا ميليشيات مليشيات ميلشيات طيران مقاتلات مسلحي عناصر".split())
RANKS = frozenset(("الملا", "البابا", "الملك", "الملكه", "الامير", "الاميره"))
PLACE_HEADS = frozenset(
    "مدينه بلده قريه محافظه منطقه ولايه اقليم ضاحيه حي مخيم مطار ميناء معبر قضاء ناحيه مقاطعه بلديه مديريه العاصمه عاصمه".split()
)
_SIDES = frozenset("شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي بشمال بجنوب بشرق بغرب".split())
_INTO = frozenset(("في", "من", "الي", "دوله"))


class Hit(NamedTuple):
    """A place where the knowledge base knows a name, before it is decided whose."""

    start: int
    end: int
    cut: int
    values: tuple[KnownName, ...]


def without_head(doc: Document, who: Who, hit: Hit) -> Hit:
    """The name of an outlet, company or person without the generic word or rank before it: لقناة العربية is العربية, الملا عمر is عمر, ميليشيات حزب الله is حزب الله."""
    first, actor = doc.words[hit.start][hit.cut :], who.actors[hit.values[0].actor]
    if hit.end - hit.start < 2:
        return hit
    if first in _MILITIAS:
        generic = any(v.actor == actor.id for v in who.names.get(tuple(doc.words[hit.start + 1 : hit.end])))
    else:
        generic = first in (RANKS if actor.type == "PER" else GENERIC_HEADS if actor.kind in GENERIC_KINDS else ())
    return Hit(hit.start + 1, hit.end, 0, hit.values) if generic else hit


def at_a_place(doc: Document, at: int, *, state: bool) -> bool:
    """Whether a word for a place, or for its side, stands right before: مدينة الباب, شرق البيضاء; a preposition is enough before a state (في مالي)."""
    before = doc.words[at - 1] if at and doc.gaps[at] == " " else ""
    if before in _SIDES or (state and before.removeprefix("و") in _INTO):
        return True
    return before.removeprefix("ال").lstrip("وبل") in PLACE_HEADS or before in PLACE_HEADS
