"""Names that neither a list nor the tagger knows: who stands behind the title or description of somebody who speaks.

قال عضو الهيئة حكمت حبيب في تصريحات إن, قال المحلل النفطي، كامل الحرمي، إن.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import ADVERBS, CLAUSE_WORDS, FUNCTION_WORDS, POINTING_BACK, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Pack
from marsad.lang.ar.words import definite_nisba
from marsad.lang.lexicon import Cue
from marsad.read.cast import Cast, Named
from marsad.read.short_names import with_short_names
from marsad.read.titles import Titles, ordinary
from marsad.read.tokens import Document
from marsad.read.verbs import reports

_OF_PERSONS = frozenset(("official", "expert", "civilians", "people", "staff"))
_NO_NAMES = FUNCTION_WORDS | ADVERBS | POINTING_BACK | frozenset("او ثم هو هي باسم".split())
_GLUE = (" ", "-", " - ")
_FARTHEST, _LONGEST, _SOON = 14, 4, 22
_SURE = 2
_BINDERS = ("بن", "ابن", "بنت")
_CLITICS = tuple("وفبلك")
_OWNED = ("ه", "ها", "هم")
_ARTICLES = ("ال", "لل", "وال", "بال")


class Introduced:
    """Finds such names; `rank` tells how much a word looks like one of names, 1 and more where lists of names hold it."""

    def __init__(self, pack: Pack, titles: Titles, rank: Callable[[str], float]) -> None:
        self._titles, self._rank = titles, rank
        heads = {fold(row.head) for row in pack.unnamed if row.kind in _OF_PERSONS and " " not in row.head}
        self._described = heads | {f"ال{head}" for head in heads}

    def add(self, doc: Document, cast: Cast, names: list[Named]) -> list[Named]:
        """The names of an article with those that are only introduced, and their short forms."""
        taken = {i for name in names for i in range(name.start, name.end)}
        found = []
        for at in range(1, len(doc.words)):
            if at in taken or doc.gaps[at] != " " or not self._introduces(doc, at) or not reports(doc, at - 1):
                continue
            if name := self._behind(doc, cast, at, taken):
                found.append(name)
                taken.update(range(name.start, name.end))
        return with_short_names(doc, cast, sorted(names + found)) if found else names

    def _introduces(self, doc: Document, at: int) -> bool:
        """Whether the title, rank or description of one person begins at a word."""
        for head in doc.heads[at]:
            if head.form in self._titles.honorifics or head.form in self._described:
                return True
            if head.form in self._titles.trie.beginnings:
                length, values = self._titles.trie.longest(doc.words, at, head.form)
                return length > 0 and not values[0][1]
        return False

    def _behind(self, doc: Document, cast: Cast, at: int, taken: Container[int]) -> Named | None:
        """The first words behind a title that can be nothing but a name, with what is said behind them."""
        first, end = at + 1, min(doc.sentence_of(at).end, at + _FARTHEST)
        while first < end and not self._ends(doc, first):
            last = first
            follows = first not in taken and doc.gaps[first].strip() in ("", "،")
            if follows and (
                self._begins_name(doc, cast, first) or (first == at + 1 < end - 1 and self._is_given(doc, first))
            ):
                last += 1
                while last < end and last - first < _LONGEST and self._goes_on(doc, cast, last, taken):
                    last += 1
            if last - first > 1:
                return self._named(cast, doc, first, last) if self._says(doc, last) else None
            first = last + (last == first)
        return None

    def _ends(self, doc: Document, at: int) -> bool:
        """Whether no name of the speaker stands from a word on."""
        return doc.words[at] in CLAUSE_WORDS or doc.words[at] in RELATIVES or any(c in doc.gaps[at] for c in '":')

    def _begins_name(self, doc: Document, cast: Cast, at: int) -> bool:
        word = doc.words[at]
        known = self._rank(word) >= 1
        if (
            word in _BINDERS
            or word.startswith(_ARTICLES)
            or (not known and (word.startswith(_CLITICS) or word.endswith(_OWNED)))
        ):
            return False
        says = any(isinstance(a.row, Cue) and a.is_verb and not a.row.weak for a in doc.analyses(at))
        return not says and doc.words[at - 1] not in PREPOSITIONS and self._can_be_name(doc, cast, at)

    def _is_given(self, doc: Document, at: int) -> bool:
        """Whether a word right behind a rank is a given name for the sake of the family name behind it: المحامية سهاد بشارة."""
        word, family = doc.words[at], doc.words[at + 1]
        bare = not word.startswith(_ARTICLES) and word not in _NO_NAMES and not doc.analyses(at)
        return bare and self._rank(family) >= _SURE and not doc.analyses(at + 1)

    def _goes_on(self, doc: Document, cast: Cast, at: int, taken: Container[int]) -> bool:
        word = doc.words[at]
        if at in taken or doc.gaps[at] not in _GLUE:
            return False
        described = doc.gaps[at + 1] == " " and doc.words[at + 1].startswith("ل")  # المنتمي لحزب
        nisba = definite_nisba(word) and not described and word not in self._titles.honorifics
        if self._can_be_name(doc, cast, at) or (nisba and not cast.who.adjective(word)):
            return True
        unheard = self._rank(word) == 0 and not doc.analyses(at)  # لوازو
        return unheard and self._rank(doc.words[at - 1]) >= _SURE

    def _can_be_name(self, doc: Document, cast: Cast, at: int) -> bool:
        word = doc.words[at]
        if len(word) < 2 or word in _NO_NAMES or not word.isalpha() or cast.who.adjective(word):
            return False
        if word in self._titles.honorifics:
            return False
        rank = self._rank(word)
        return rank >= 1 or (not ordinary(doc, at) and (rank > 0 or not doc.analyses(at)))

    def _says(self, doc: Document, at: int) -> bool:
        """Whether what is said begins behind a word, and the name ends there."""
        if at >= len(doc.words):
            return False
        word, gap = doc.words[at], doc.gaps[at]
        ends = (
            word in CLAUSE_WORDS or word in PREPOSITIONS or word.startswith(("ل", "ب")) or any(c in gap for c in '":،')
        )
        near = range(at, min(doc.sentence_of(at - 1).end, at + _SOON))
        return ends and any(doc.words[j] in CLAUSE_WORDS or any(c in doc.gaps[j] for c in '":') for j in near)

    def _named(self, cast: Cast, doc: Document, start: int, end: int) -> Named:
        words, shown = tuple(doc.words[start:end]), doc.show(start, end)
        person = cast.who.person_spelt(words)
        actor = cast.known(person, shown) if person else cast.found(" ".join(words), shown, "PER")
        return Named(start, end, 0, "PER", actor, "introduced by a title", 0.6)
