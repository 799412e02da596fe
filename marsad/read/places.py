"""Parties that play no part: those that only tell where something is."""

from __future__ import annotations

from marsad.lang.ar.words import definite_nisba
from marsad.read.clauses import preposition
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document

_KINDS_OF_PLACE = frozenset("العاصمه عاصمه مدينه بلده قريه حي منطقه محافظه ولايه اقليم مخيم ضاحيه".split())
_PARTS = frozenset(
    "وسط شمال شمالي جنوب جنوبي شرق شرقي غرب غربي قرب محيط ضواحي اطراف انحاء ارجاء مشارف قلب شوارع".split()
)
_REACH = 4
_BEGINS, _DATELINE = 7, 8
_DASHES = ("--", "—", ") -", ")-")


def located(doc: Document, parties: Parties, party: Party) -> bool:
    """Whether a party stands for where something is: في غزة, بوسط بغداد, في العاصمة البريطانية لندن."""
    if party.sort not in ("place", "state"):
        return False
    if party.cut and doc.words[party.start].startswith("و"):
        party = parties.first_of_group(party, doc)
    if _tells_where_from(doc, party):
        return True
    if doc.words[max(0, party.start - 3) : party.start] == ["في", "كل", "من"]:
        return True  # في كل من الخليل وأريحا
    if party.cut:
        return False
    if preposition(doc, parties, party) == "في":
        return True
    for j in range(party.start - 1, max(0, party.start - _REACH) - 1, -1):
        word = doc.words[j]
        if doc.gaps[j + 1] != " ":
            return False
        if word in ("في", "وفي") or word in _PARTS or word.removeprefix("ب") in _PARTS:
            return True
        if word not in _KINDS_OF_PLACE and not definite_nisba(word):
            return False
    return False


def _tells_where_from(doc: Document, party: Party) -> bool:
    """Whether a place stands in the dateline that begins its sentence: دبي، الإمارات العربية المتحدة (CNN) --."""
    if party.start - doc.sentence_of(party.start).start >= _BEGINS:
        return False
    return any(dash in gap for gap in doc.gaps[party.end : party.end + _DATELINE] for dash in _DASHES)
