"""Institutions of states that are named by rule: الجيش الألماني, السفارة الليبية, وزارة الداخلية.

The knowledge base has those with a name of their own; the rest are head, portfolio and adjective.
"""

from __future__ import annotations

from collections.abc import Container

from marsad.lang.ar.fold import fold
from marsad.lang.ar.pack import Pack
from marsad.read.cast import Cast, Named, adjective_at
from marsad.read.tokens import Document

_WITH_ADJECTIVE = {
    ("الجيش",),
    ("البحريه",),
    ("السفاره",),
    ("القنصليه",),
    ("خفر", "السواحل"),
    ("قوات", "خفر", "السواحل"),
    ("الحرس", "الوطني"),
    ("حرس", "الحدود"),
}
_MINISTRY = "وزاره"
_BARE = frozenset(("الخارجيه", "الداخليه", "الدفاع"))
_BEGINNINGS = frozenset((_MINISTRY, *_BARE, *(words[0] for words in _WITH_ADJECTIVE)))


class Institutions:
    """Finds the institutions of an article that no name before them covers."""

    def __init__(self, pack: Pack) -> None:
        self._portfolios = {tuple(fold(p.form).split()) for p in pack.portfolios}

    def find(self, doc: Document, cast: Cast, taken: Container[int]) -> list[Named]:
        """Each institution as a name of its own, in order."""
        found, at = [], 0
        while at < len(doc.words):
            name = None if at in taken else self._at(doc, cast, at, taken)
            if name:
                found.append(name)
            at = name.end if name else at + 1
        return found

    def _at(self, doc: Document, cast: Cast, at: int, taken: Container[int]) -> Named | None:
        for head in doc.heads[at]:
            cut, form = head.cut, head.form
            if form not in _BEGINNINGS:
                continue
            end = self._portfolio(doc, at + 1) if form == _MINISTRY else self._body(doc, form, at)
            bare = end is None and form in _BARE
            end = at + 1 if bare else end  # الخارجية القطرية
            if end is None or any(i in taken for i in range(at, end)):
                continue
            state, after = None, end
            if end < len(doc.words) and doc.gaps[end] == " " and end not in taken:
                state, after = adjective_at(cast.who, doc.words, end)
            if state is None and form != _MINISTRY:
                continue
            if bare and not doc.words[end].endswith("ه"):
                continue  # وزير الخارجية القطري
            end = after if state else end
            shown = doc.show(at, end, cut=cut)
            whole = (_MINISTRY, form) if bare else (form,)  # الخارجية القطرية is وزارة الخارجية القطرية
            actor = cast.found(" ".join((*whole, *doc.words[at + 1 : end])), shown, "ORG")
            cast.actors[actor].country = cast.actors[actor].country or state
            return Named(at, end, cut, "ORG", actor, "institution", 0.85)
        return None

    def _portfolio(self, doc: Document, at: int) -> int | None:
        for length in (3, 2, 1):
            if tuple(doc.words[at : at + length]) in self._portfolios and all(
                g == " " for g in doc.gaps[at : at + length]
            ):
                return at + length
        return None

    def _body(self, doc: Document, form: str, at: int) -> int | None:
        for words in _WITH_ADJECTIVE:
            if words[0] == form and tuple(doc.words[at + 1 : at + len(words)]) == words[1:]:
                return at + len(words)
        return None
