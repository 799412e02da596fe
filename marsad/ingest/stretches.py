"""A page cut into stretches: its lines, and inside them wherever a run of spaces or the words of a menu divide them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.ingest.dates import patterns
from marsad.ingest.phrases import Phrase, phrases
from marsad.model.article import LineRole

_PIECE = re.compile(r"[^ \n]+(?: {1,2}[^ \n]+)*")
_STOPPED = re.compile(r"(?:^|[.!؟?…»\"')\]]|  )\s*$")
_ADDRESS = re.compile(r"https?://\S+")
_HEADLINE_WORDS = 3
_NAME_WORDS = 2
_LONGEST_HEADLINE = 12
_FULL_STOP = re.compile(r"(?<!\.)\.(?!\.)(?=\s)")


@dataclass(slots=True)
class Stretch:
    """Characters `start` to `end` of the folded text, on line number `line`; `alone` when nothing was cut off it."""

    start: int
    end: int
    line: int
    words: str
    alone: bool = True
    role: LineRole | None = None
    reason: str = ""
    to: str = ""

    @property
    def count(self) -> int:
        """How many words it has."""
        return self.words.count(" ") + 1 - self.words.count("  ")

    def give(self, role: LineRole, reason: str) -> None:
        """Give it its role, and the rule that says so."""
        self.role, self.reason = role, reason


def cut(folded: str) -> list[Stretch]:
    """The stretches of a folded text in order; what stands between them is space."""
    found: list[Stretch] = []
    line = at = 0
    for m in _PIECE.finditer(folded):
        line += folded.count("\n", at, m.start())
        at = m.start()
        found.extend(_inside(folded, m.start(), m.end(), line))
    return found


def _inside(folded: str, start: int, end: int, line: int) -> Iterator[Stretch]:
    marks = list(_marks(folded, start, end))
    if not marks:
        yield Stretch(start, end, line, folded[start:end])
        return
    for i, (a, b, phrase) in enumerate(marks):
        if a < start:
            continue
        yield from _plain(folded, start, a, line)
        following = next((m[0] for m in marks[i + 1 :] if m[0] >= b), end)
        stop = b if phrase is None else _reach(folded, b, following, phrase, more=_goes_on(marks[i + 1 :]))
        piece = _trimmed(folded, a, stop, line)
        if phrase is None:
            stamp = folded[a : a + 4] != "http"
            piece.give("date" if stamp else "navigation", "a date with its weekday and hour" if stamp else "an address")
        else:
            piece.give(phrase.role, phrase.reason)
            piece.to = phrase.to
        yield piece
        start = stop
    yield from _plain(folded, start, end, line)


def _marks(folded: str, start: int, end: int) -> Iterator[tuple[int, int, Phrase | None]]:
    found: list[tuple[int, int, Phrase | None]] = []
    for m in phrases().cut.finditer(folded, start, end):
        phrase = phrases().cut_phrase(m[0])
        begins = m.start() == start or (bool(found) and not folded[found[-1][1] : m.start()].strip())
        if phrase.stop and not begins and not _STOPPED.search(folded, max(start, m.start() - 4), m.start()):
            continue
        if phrase.to == "tags" and re.search(r"[.؟!]|\S+(?:\s+\S+){25}", folded[m.end() : end]):
            continue
        found.append((m.start(), m.end(), phrase))
    for phrase, menu in phrases().menus:
        found += [(m.start(), m.end(), phrase) for m in menu.finditer(folded, start, end)]
    found += [(m.start(), m.end(), None) for m in patterns().stamp.finditer(folded, start, end)]
    if folded.startswith("http", start) and (address := _ADDRESS.match(folded, start, end)):
        found.append((address.start(), address.end(), None))
    return iter(sorted(found, key=lambda f: (f[0], -f[1])))


def _goes_on(later: list[tuple[int, int, Phrase | None]]) -> bool:
    """Whether the article goes on after a mark: its own credit is still to come."""
    return any(phrase is not None and phrase.to == "name" for _, _, phrase in later)


def _reach(folded: str, at: int, end: int, phrase: Phrase, *, more: bool) -> int:
    if phrase.to == "form":
        return at
    if phrase.to == "date":
        dated = patterns().after.match(folded, at, end)
        return dated.end() if dated else at
    if phrase.to == "name":
        return _name_end(folded, at, end)
    if phrase.to == "run":
        return resume(folded, at, end, must=more)
    if phrase.to == "embed":
        places = [m.end() for m in re.finditer(re.escape(phrase.closes_folded), folded[at : min(end, at + 1500)])]
        return at + places[-1] if places else end
    return end


def _name_end(folded: str, at: int, end: int) -> int:
    """Where the name after المصدر: ends: a quoted one, a known one, what stands before tags, or two words."""
    rest = folded[at:end]
    if quoted := re.match(r'\s*"[^"\n]{1,60}"', rest):
        return at + quoted.end()
    known = phrases().agency.search(rest, 0, 40)
    if known:
        more = re.match(r"(?:\s*[+،/]\s*[\w-]+)*(?:\s+للانباء)?\.?", rest[known.end() :])
        return at + known.end() + (more.end() if more else 0)
    tag = rest.find("#")
    if tag > 0:
        return at + tag
    if len(rest.split()) <= _NAME_WORDS * 3:
        return end
    words = re.match(rf"\s*(?:وكاله\s+)?\S+(?:\s+\S+){{0,{_NAME_WORDS - 1}}}", rest)
    return at + words.end() if words else end


def resume(folded: str, at: int, end: int, *, must: bool = False) -> int:
    """Where the article goes on after headlines of other items in the same line; `end` if it does not.

    The first sentence after the mark must hold a turn of speech or a verb with و that only a running text has. Where
    the article `must` go on, because more of it follows, any word with و will do, or else the length of a headline.
    """
    stop = _FULL_STOP.search(folded, at, end)
    words = list(re.finditer(r"\S+", folded[at : stop.end() if stop else end]))[_HEADLINE_WORDS:]
    for word in words:
        opens = word[0][0] in "وف" and phrases().opens(word[0])
        if opens or phrases().turn.match(word[0]) or phrases().turn.match(folded, at + word.start()):
            return at + word.start()
    for shape in (r"و[تي]\w{3,}$", r"و\w{3,}$" if must else r"و[تي]\w{3,}$"):
        for word in words:
            if re.match(shape, word[0]):
                return at + word.start()
    if must and len(words) > _LONGEST_HEADLINE:
        return at + words[_LONGEST_HEADLINE].start()
    return end


def _plain(folded: str, start: int, end: int, line: int) -> Iterator[Stretch]:
    if folded[start:end].strip():
        yield _trimmed(folded, start, end, line)


def _trimmed(folded: str, start: int, end: int, line: int) -> Stretch:
    while start < end and folded[start] == " ":
        start += 1
    while end > start and folded[end - 1] == " ":
        end -= 1
    return Stretch(start, end, line, folded[start:end], alone=False)
