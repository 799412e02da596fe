"""Naming: which words of a text name an issue of the dossier, or its opposite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import PREPOSITIONS
from marsad.lang.ar.words import is_phrase, splits
from marsad.model.reading import Polarity
from marsad.read.sides import SIGN
from marsad.read.tokens import Document

_BETWEEN = 3
"""Words between those of an issue: وقف فوري وشامل ودائم لإطلاق النار."""
_FILLERS = frozenset("كافه جميع كل اي هذا هذه ذلك تلك مثل اشكال انواع".split())
_AROUND = frozenset("منذ بعد عقب خلال اثناء اثر رغم الرغم بالرغم وسط غداه قبيل عشيه ابان".split())
"""Before a bare mention, which then only says when: منذ الهجوم, بعد المفاوضات."""
_AFTER = 3
"""Words from one of these to the issue's word, where all between are nouns."""


class IssueWords(Protocol):
    """What reading needs of an issue: its id, the side of a bare mention, its words and what only looks like one."""

    @property
    def id(self) -> str:
        """The issue's id."""
        ...

    @property
    def usual(self) -> Polarity | None:
        """The side of a bare mention, None where it takes none."""
        ...

    @property
    def seldom(self) -> Polarity | None:
        """The side that only who refuses, announces or speaks of his own doing takes; None where that is the usual one's opposite."""
        ...

    @property
    def unless(self) -> tuple[str, ...]:
        """Phrases that only look like the issue's."""
        ...

    @property
    def words(self) -> Sequence[Sensed]:
        """The issue's words."""
        ...


class Sensed(Protocol):
    """A word of an issue and whether it names the issue or its opposite."""

    @property
    def form(self) -> str:
        """The word as written."""
        ...

    @property
    def sense(self) -> Polarity:
        """Whether it names the issue or its opposite."""
        ...

    @property
    def bare(self) -> str | None:
        """The side of its bare mention, `none` for no side; None where that is the issue's usual one."""
        ...


class Hit(NamedTuple):
    """Words `start` to `end` that name an issue, with their sense and the side of a bare mention; None is none of the dossier's."""

    start: int
    end: int
    issue: IssueWords | None
    sense: int
    usual: int


class _Row(NamedTuple):
    words: tuple[str, ...]
    issue: IssueWords | None
    sense: int
    usual: int


class Naming:
    """The words of a dossier's issues, ready for look-up."""

    def __init__(self, issues: Iterable[IssueWords]) -> None:
        self._rows: dict[str, list[_Row]] = {}
        for issue in issues:
            for word in issue.words:
                usual = word.bare or (issue.usual if word.sense == "+" else None)
                self._add(word.form, issue, SIGN[word.sense], SIGN.get(usual or "none", 0))
            for form in issue.unless:
                self._add(form, None, 0, 0)

    def _add(self, form: str, issue: IssueWords | None, sense: int, usual: int) -> None:
        words = tuple(fold(form).split())
        self._rows.setdefault(words[0], []).append(_Row(words, issue, sense, usual))

    def hits(self, doc: Document, start: int, end: int) -> list[Hit]:
        """The longest phrases of issues, left to right; one that names two issues stands twice."""
        hits: list[Hit] = []
        at = start
        while at < end:
            here: dict[tuple[bool, int, int], dict[str, Hit]] = {}  # the best: no gap in a phrase, then the longest
            for split in splits(doc.words[at]):
                for words, issue, sense, usual in self._rows.get(split.word, ()):
                    stop = _stop(doc, at, words)
                    if at < stop <= end:
                        whole = len(words) > 1 and stop - at == len(words)
                        of_length = here.setdefault((whole, stop, len(words)), {})
                        of_length.setdefault(issue.id if issue else "", Hit(at, stop, issue, sense, usual))
            if here:
                best = max(here)
                before = {
                    hit.issue.id for hit in hits if hit.issue and hit.end == at and not doc.words[at].startswith("و")
                }
                hits += [hit for issue, hit in here[best].items() if issue not in before]  # نزع سلاح الميليشيات
                at = best[1]
            else:
                at += 1
        return hits


def _stop(doc: Document, at: int, words: Sequence[str]) -> int:
    """Where a phrase that begins at a word ends, 0 where it does not stand there.

    Fillers may stand between its words (وقف كافة العمليات العسكرية), and up to three words before its preposition (وقف فوري لإطلاق النار, تدخل الجار في شؤون البلاد).
    """
    stop = at + 1
    for word in words[1:]:
        while stop < len(doc.words) and doc.words[stop] in _FILLERS and word not in _FILLERS:
            stop += 1
        if not is_phrase(doc.bases[stop : stop + 1], (word,)):
            return _stop_behind_adjectives(doc, at, words)
        stop += 1
    return stop


def _stop_behind_adjectives(doc: Document, at: int, words: Sequence[str]) -> int:
    for first in range(at + 2, min(at + 2 + _BETWEEN, len(doc.words))):
        if doc.gaps[first - 1] != " " or doc.words[first - 1] in PREPOSITIONS:
            return 0
        stop = first + len(words) - 1
        apart = doc.words[first].startswith(("ل", "ب")) or (
            len(words) > 2 and doc.words[first] == words[1] in PREPOSITIONS
        )
        if apart and is_phrase(doc.bases[first:stop], words[1:]):
            return stop
    return 0


def around(doc: Document, start: int, at: int) -> bool:
    """Whether an issue's word only says when, or in spite of what, with a noun or two before it: رغم دخول الوساطة."""
    for j in range(at - 1, max(start, at - _AFTER) - 1, -1):
        if doc.words[j].lstrip("و") in _AROUND:
            return True
        if doc.gaps[j + 1].strip() or any(a.is_verb for a in doc.analyses(j)):
            return False
    return False
