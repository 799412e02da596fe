"""Where an expression of time stands: what precedes it, and whether its clause tells what was or what will be."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from marsad.lang.ar.conjugate import Kind
from marsad.read.dates import FoundTime, days_of, hijri_year_of, weekday_after, weekday_before
from marsad.read.time_words import Node, time_words
from marsad.read.tokens import Document

NEXT, BEFORE = 9, -9  # the lexicon's values of التالي and السابق: counted from the time last told
_DAY = 10  # characters of the value of a day
_BY_NAME = ("deictic", "weekday")  # rules whose times no month or year is counted from
_MEMORY = 40  # words after which a time told is no longer what نفسه refers to
_REACH = 14  # words looked back for the verb of the clause
_OBJECT = 7  # words that what is called for may have, up to the expression
_AHEAD, _TERM = 95, 182  # days that a day without a year, or a term, may lie ahead when no verb decides
_MONTHS_AHEAD = {-1: 1, None: 2, 0: 5, 1: 5}  # by tense, how far a month without a year may lie ahead
_STOPS = frozenset("،.؛;:-()")
_SINCE = ("منذ", "مذ")
_EVENT = 6  # words looked back for منذ
_IN = ("في", "بعد", "قبل", "منذ", "خلال", "حول", "عن", "اثر", "عقب")


class Found(NamedTuple):
    """What an expression means: an ISO value or None, its precision, and whether the text says it is rough."""

    value: str | None
    precision: str
    about: bool = False


NAME = Found(None, "")
"""What a rule answers for a date that is part of a name, so that nothing of it is read."""


class Place:
    """A tagged document and its date of publication; rules ask it for nodes, words and tense."""

    def __init__(
        self, doc: Document, published: date | None, tags: str, nodes: list[Node | None], starts: list[int]
    ) -> None:
        self.doc = doc
        self.published = published
        self.tags = tags
        self.told: list[FoundTime] = []
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
        """Of the nearest verb: 1 what lies ahead, 0 the present tense, -1 what was; None where none is known."""
        start, end = self.words(match)
        known = time_words()
        sentence = self.doc.sentence_of(start)
        gap = set(self.doc.gaps[end]) if end < sentence.end else _STOPS
        following = "" if gap & _STOPS else self.doc.words[end]
        if _will(following, known.not_future) or (following in known.lists["future"] and not gap - {" "}):
            return 1
        verb = following in known.lists["past"] and (self._is_verb(end) or self._opens(start, sentence.start))
        if verb or self._since(match):  # بحلول الخميس وصل
            return -1
        floor = max(sentence.start, start - _REACH)
        for i in range(start - 1, floor - 1, -1):
            tense = self._tense_of(i, floor, start)
            if tense is not None:
                return tense
        return None

    def _tense_of(self, at: int, floor: int, start: int) -> int | None:
        """What one word before an expression says of it."""
        word, lists = self.doc.words[at], time_words().lists
        forms = {word, word[1:]} if word[0] in "وف" else {word}
        if forms & lists["future"] or _will(word, time_words().not_future):
            return 1
        if forms & lists["past"] or forms & lists["plan"]:
            noun = at > floor and self.doc.words[at - 1] in lists["future"]  # من المتوقع عقد قمة
            return 1 if noun or (forms & lists["plan"] and self._planned(at, start)) else -1
        if forms & lists["present"]:
            return self._present(at, floor)
        if forms & lists["plain"] or word in _SINCE:
            return None
        kinds = {a.kind for a in self.doc.analyses(at)}
        if kinds == {Kind.PAST} or (Kind.PAST in kinds and at == self.doc.sentence_of(at).start):
            return -1  # خطف مسلحون ... الخميس
        return self._present(at, floor) if kinds == {Kind.PRESENT} else None

    def _planned(self, verb: int, start: int) -> bool:
        """Whether what is called for or promised is held at that time: دعا إلى إضراب عام يوم الثلاثاء."""
        words, happenings = self.doc.words, time_words().lists["happening"]
        if words[start - 1] in ("الي", "حتي"):  # أرجأ الجلسة إلى الأحد
            return True
        for i in range(start - 1, max(verb, start - _OBJECT), -1):
            if words[i].removeprefix("ب").removeprefix("لل") in happenings:
                return words[i - 1] not in _IN
            if words[i] in _IN and i < start - 1:
                return False
        return False

    def _present(self, at: int, floor: int) -> int:
        """A present tense after أن under a word of plans lies ahead."""
        plans = time_words().lists["future"]
        return 1 if any(w in plans for w in self.doc.words[max(floor, at - 3) : at]) else 0

    def deadline(self, match: re.Match[str]) -> bool:
        """Whether the expression is a term, which may lie further ahead: حتى, قبل, اعتبارا من."""
        word = self.before(match)
        return (self.before(match, 2) if word == "من" else word) in self.listed("deadline")

    def _since(self, match: re.Match[str]) -> bool:
        """Whether منذ precedes, with at most the name of what happened then between: منذ حرب غزة في ديسمبر."""
        start = match.start()
        before = self.tags[max(0, start - 2 * _EVENT) : start : 2]
        return before.rstrip("_F").endswith("@")

    def _opens(self, at: int, start: int) -> bool:
        """Whether an expression, with في before it, is the first thing said in its clause: its verb comes after."""
        at -= self.doc.words[at - 1] in ("في", "وفي") and at > start
        return at == start or bool(set(self.doc.gaps[at]) & _STOPS)

    def _is_verb(self, at: int) -> bool:
        return not any(a.kind in (Kind.NOUN, Kind.MASDAR) for a in self.doc.analyses(at))

    def weekday(self, match: re.Match[str], weekday: int) -> date | None:
        """The day a bare weekday means: the last one, or the next where the verb points ahead."""
        if self.published is None:
            return None
        last, following = weekday_before(self.published, weekday), weekday_after(self.published, weekday)
        tense = self.tense(match)
        if tense == 1:
            return following
        ahead, behind = (following - self.published).days, (self.published - last).days
        if tense == 0 and self.deadline(match):
            return following
        if self.deadline(match) and (tense is None or self.before(match) != "حتي"):
            return following if ahead < behind else last
        if tense is None:
            return following if ahead == 1 else last
        return following if tense == 0 and ahead < behind else last

    def year_of(self, match: re.Match[str], month: int, day: int | None) -> int | None:
        """The year of a month or day told without one."""
        now = self.published
        if now is None:
            return None
        tense, deadline = self.tense(match), self.deadline(match)
        if tense == 1 and not (day and month == now.month):
            return now.year + ((month, day or 31) < (now.month, now.day))
        if day is None:
            reach = 6 if deadline else _MONTHS_AHEAD[tense] - self._since(match)
            ahead = 0 < (month - now.month) % 12 <= reach
            return now.year + (month < now.month) if ahead else now.year - (month > now.month)
        limit = _TERM if deadline else 1 if self._since(match) else 30 * _MONTHS_AHEAD[tense] if tense == 0 else _AHEAD
        for year in (now.year + 1, now.year, now.year - 1):
            value = f"{year}-{month:02d}-{min(day, 28):02d}"
            if (days_of(value)[0] - now).days <= limit:
                return year
        return None

    def anchor(self, match: re.Match[str], exact: int) -> date | None:
        """The first day of the time last told not far before, where its value has `exact` characters or more."""
        days = exact == _DAY
        last = next((t for t in self.told[:-4:-1] if t.value and (days or t.rule not in _BY_NAME)), None)
        if last is None or last.value is None or self.words(match)[0] - last.end > _MEMORY:
            return None
        value, _, end = last.value.partition("/")
        return None if len(value) < exact or (end and exact == _DAY) else days_of(value)[0]

    def away_from_told(self, match: re.Match[str]) -> int | None:
        """How many units from the time last told: 0 نفسه, 1 التالي, -1 السابق; None where publication counts."""
        that = self.node(match, "that")
        if self.node(match, "i") or (that and self.doc.words[that.end].startswith("ال")):
            return 0
        return {NEXT: 1, BEFORE: -1}.get(self.number(match, "r") or 0)

    def year_beside(self, match: re.Match[str]) -> int | None:
        """The year that العام الماضي, العام نفسه and the like mean beside a month or a season."""
        away = self.away_from_told(match)
        base = self.anchor(match, 4) if away is not None else None
        if away is not None and base:
            return base.year + away
        side = -1 if away == -1 else self.number(match, "r") or 0
        return self.published.year + side if self.published and abs(side) <= 2 and away in (None, -1) else None

    def hijri_year(self) -> int | None:
        """The Hijri year of publication."""
        return hijri_year_of(self.published) if self.published else None


def _will(word: str, not_future: tuple[str, ...]) -> bool:
    bare = word[1:] if word[:1] in ("و", "ف") else word
    return len(bare) >= 5 and bare[0] == "س" and bare[1] in "يتن" and not bare.startswith(not_future)
