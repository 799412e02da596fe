"""Where an expression of time stands: what precedes it, and whether its clause tells what was or what will be."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from marsad.lang.ar.conjugate import Kind
from marsad.read.dates import days_of, hijri_year_of, weekday_after, weekday_before
from marsad.read.time_words import Node, time_words
from marsad.read.tokens import Document

_REACH = 14  # words looked back for the verb of the clause
_AHEAD = 45  # days that a day without a year may lie ahead when no verb decides


class Found(NamedTuple):
    """What an expression means: an ISO value or None, its precision, and whether the text says it is rough."""

    value: str | None
    precision: str
    about: bool = False


class Place:
    """A tagged document and its date of publication; rules ask it for nodes, words and tense."""

    def __init__(
        self, doc: Document, published: date | None, tags: str, nodes: list[Node | None], starts: list[int]
    ) -> None:
        self.doc = doc
        self.published = published
        self.tags = tags
        self._nodes = nodes
        self._starts = starts

    def node(self, match: re.Match[str], name: str) -> Node | None:
        """The node that a named group stands for, None where the group did not take part."""
        at = match.start(name) if name in match.re.groupindex else -1
        return self._nodes[at // 2] if at >= 0 else None

    def number(self, match: re.Match[str], name: str) -> int | None:
        """The number that a named group tells."""
        node = self.node(match, name)
        return node.value if node else None

    def words(self, match: re.Match[str]) -> tuple[int, int]:
        """First word and end of a match."""
        first, last = match.start() // 2, (match.end() - 1) // 2
        node = self._nodes[last]
        return self._starts[first], node.end if node else self._starts[last] + 1

    def before(self, match: re.Match[str], back: int = 1) -> str:
        """A word before the match in its line, empty at the line's start."""
        at = self._starts[match.start() // 2] - back
        return self.doc.words[at] if at >= 0 and "\n" not in self.doc.gaps[at + 1] else ""

    def next(self, match: re.Match[str]) -> str:
        """The word after the match, empty where a mark or the end stands between."""
        end = self.words(match)[1]
        return (
            self.doc.words[end]
            if end < len(self.doc.words) and not self.doc.gaps[end].strip() and "\n" not in self.doc.gaps[end]
            else ""
        )

    def near(self, match: re.Match[str], words: frozenset[str], reach: int = 3) -> bool:
        """Whether one of the words stands within `reach` words on either side."""
        start, end = self.words(match)
        around = self.doc.words[max(0, start - reach) : start] + self.doc.words[end : end + reach]
        return any(w in words or (w[0] in "وب" and w[1:] in words) for w in around)

    def listed(self, name: str) -> frozenset[str]:
        """A list of the lexicon."""
        return time_words().lists[name]

    def follows(self, match: re.Match[str], name: str) -> bool:
        """Whether the word before the match is in a list of the lexicon, its clitics left out."""
        word = self.before(match)
        words = time_words().lists[name]
        return word in words or (word[:1] in ("و", "ف", "ب", "ل") and word[1:] in words)

    def tense(self, match: re.Match[str]) -> int | None:
        """Of the nearest verb before: 1 what lies ahead, 0 the present tense, -1 what was; None where none is known."""
        start, end = self.words(match)
        words, known = self.doc.words, time_words()
        floor = max(self.doc.sentence_of(start).start, start - _REACH)
        if end < self.doc.sentence_of(start).end and _will(words[end], known.not_future):
            return 1
        for i in range(start - 1, floor - 1, -1):
            word = words[i]
            bare = word[1:] if word[:1] in ("و", "ف") and len(word) > 3 else word
            if bare in known.lists["future"] or _will(bare, known.not_future):
                return 1
            if bare in known.lists["past"]:
                return -1
            if bare in known.lists["present"]:
                return self._present(i, floor)
            kinds = {a.kind for a in self.doc.analyses(i)}
            if len(kinds) == 1 and (kind := kinds.pop()) in (Kind.PAST, Kind.PRESENT):
                return -1 if kind is Kind.PAST else self._present(i, floor)
        return None

    def _present(self, at: int, floor: int) -> int:
        """A present tense after أن under a word of plans lies ahead."""
        plans = time_words().lists["future"]
        return 1 if any(w in plans for w in self.doc.words[max(floor, at - 3) : at]) else 0

    def weekday(self, match: re.Match[str], weekday: int) -> date | None:
        """The day a bare weekday means: the last one, or the next where the verb points ahead."""
        if self.published is None:
            return None
        last, following = weekday_before(self.published, weekday), weekday_after(self.published, weekday)
        tense = self.tense(match)
        if tense == 1:
            return following
        ahead, behind = (following - self.published).days, (self.published - last).days
        if tense is None:
            return following if ahead == 1 else last
        return following if tense == 0 and ahead < behind else last

    def year_of(self, match: re.Match[str], month: int, day: int | None) -> int | None:
        """The year of a month or day told without one."""
        now = self.published
        if now is None:
            return None
        tense = self.tense(match)
        if tense == 1:
            return now.year + ((month, day or 31) < (now.month, now.day))
        if day is None:
            ahead = 0 if tense == -1 else 2
            return now.year - (month > now.month + ahead)
        for year in (now.year + 1, now.year, now.year - 1):
            value = f"{year}-{month:02d}-{min(day, 28):02d}"
            if (days_of(value)[0] - now).days <= (1 if tense == -1 else _AHEAD):
                return year
        return None

    def hijri_year(self) -> int | None:
        """The Hijri year of publication."""
        return hijri_year_of(self.published) if self.published else None


def _will(word: str, not_future: tuple[str, ...]) -> bool:
    bare = word[1:] if word[:1] in ("و", "ف") else word
    return len(bare) >= 5 and bare[0] == "س" and bare[1] in "يتن" and not bare.startswith(not_future)
