"""Which of two tellings was first, and what says so.

A credit line outranks the day of publication, that an agency's own text on the same day, that the moment of capture, and
that the length: who repeats cuts more often than he adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from marsad.lang.ar.fold import ARABIC, fold
from marsad.lang.ar.function_words import ADVERBS
from marsad.model import Span
from marsad.model.telling import Telling
from marsad.text import Text
from marsad.weave.sketches import Sketch

CREDITING = (
    "نقلا عن|بحسب|حسب|وفق|وفقا|نقلت|نقلته|نشرت|نشرته|ذكرت|ذكر|افادت|افاد|اوردت|اورد|اوردته|قالت|قال|المصدر|مصدر|ترجمه"
)
"""Folded words that credit the name behind them: a source, or who was quoted."""
HEADS = "وكاله انباء|وكاله|صحيفه|جريده|مجله|موقع|شبكه|قناه|اذاعه|اخبار"
"""Folded words before an outlet's name that say what it is."""
FOREIGN = (
    "رويترز|فرانس برس|اسوشيتد برس|اسوشييتد برس|اسوشيتدبرس|بلومبرغ|بلومبيرغ|بلومبرج|تاس|انترفاكس|شينخوا|نيويورك تايمز|واشنطن بوست|"
    "وول ستريت جورنال|الغارديان|غارديان|الجارديان|التايمز|تايمز|الاندبندنت|اندبندنت|التلغراف|ديلي تلغراف|فايننشال تايمز|لوموند|لوفيغارو|دير شبيغل|"
    "بيلد|هارتس|هاارتس|يديعوت احرونوت|معاريف|جيروزاليم بوست|كوريري ديلا سيرا|لا ريبوبليكا|الباييس|ايل باييس|نوفوستي|كيودو|نيوزويك"
)
"""Foreign agencies and papers, folded: what is credited to them was written in another language."""
_HEAD = re.compile(rf"(?:{HEADS})\s+")
_TITLED = re.compile(rf"(?<!\w)ل?(?:{HEADS})\s")
_TAIL = re.compile(r"\s+(?:للانباء|الاخباريه|الاخباري|العربيه)$")
_BETWEEN = rf"\W+(?:(?:عن|علي|ل?(?:{HEADS})|امس|اليوم)\W+){{0,3}}ل?"
_ABROAD = re.compile(rf"(?<!\w)و?(?:{CREDITING})(?:\W+\w+){{0,2}}?\W+(?:ل|ب)?({FOREIGN})(?!\w)")
_LEAST_NAME = 3


_EDGE = 100


class Outlets(NamedTuple):
    """What is known of publishers: the names each is credited by, and which of them are agencies."""

    names: Mapping[str, Sequence[str]] = {}
    agencies: frozenset[str] = frozenset()


class First(NamedTuple):
    """Whether the left of two tellings is the original, by what, and the credit lines of the other one."""

    left: bool
    direction: str
    evidence: tuple[Span, ...] = ()


def first(left: tuple[Sketch, Telling], right: tuple[Sketch, Telling], outlets: Outlets) -> First:
    """The original of two tellings, each with its sketch."""
    of_left = credit_lines(right[1], _names(left[0], right[0], outlets.names))
    of_right = credit_lines(left[1], _names(right[0], left[0], outlets.names))
    if bool(of_left) != bool(of_right):
        return First(bool(of_left), "credit", of_left or of_right)
    one, two = left[0], right[0]
    earlier = one.order < two.order
    if one.day != two.day:
        return First(earlier, "day")
    agencies = [side.publisher in outlets.agencies for side in (one, two)]
    if agencies[0] != agencies[1]:
        return First(agencies[0], "agency")
    if one.captured != two.captured:
        return First(earlier, "capture")
    return First(earlier, "length")


def credit_lines(telling: Telling, names: Iterable[str]) -> tuple[Span, ...]:
    """Where an article credits one of these names.

    Among its credits, behind a word that credits, in short brackets, or in the first or last 100 characters of the body as
    datelines and signatures are written. A name that is also an adverb (اليوم) or a place of the article must stand in
    brackets, behind the dash of a signature, or have its "newspaper" before it; a place of one word (الرياض) needs the last.
    """
    wanted = {bare for name in names if len(bare := bare_name(name)) >= _LEAST_NAME}
    reading = telling.reading
    if not wanted or not telling.body or not any(name in fold(reading.text) for name in wanted):
        return ()
    unclear = _places(telling) | ADVERBS
    found = {Span(c.start, c.end) for c in reading.credits if bare_name(c.name) in wanted - unclear}
    mapped = Text(reading.text, ARABIC)
    for name in sorted(wanted):
        for m in _crediting(name).finditer(mapped.folded):
            shape, span = str(m.lastgroup), mapped.span(*m.span(m.lastgroup or 0))
            signature = shape in ("brackets", "signed") and (" " in name or name in ADVERBS)
            sure = name not in unclear or signature or _TITLED.search(m[0])
            placed = shape in ("behind", "brackets") or _at_edge(span, telling.body)
            if sure and placed and any(part.holds(span) for part in telling.body):
                found.add(span)
    return tuple(sorted(found))


def _at_edge(span: Span, body: Sequence[Span]) -> bool:
    return span.end <= body[0].start + _EDGE or span.start >= body[-1].end - _EDGE


def _places(telling: Telling) -> set[str]:
    """The names, folded, that an article uses for places."""
    return {
        fold(name)
        for actor in telling.reading.actors.values()
        if actor.type in ("GPE", "LOC")
        for name in (actor.name, actor.name_ar or "", *actor.names)
    }


def foreign_sources(telling: Telling) -> Iterator[str]:
    """The foreign agencies and papers, folded, to which an article's body credits what it tells."""
    for part in telling.body:
        for m in _ABROAD.finditer(fold(part.of(telling.reading.text))):
            yield m[1].removeprefix("ال")


@lru_cache(maxsize=1 << 14)
def bare_name(name: str) -> str:
    """An outlet's name folded, without the words that say what it is: وكالة بحر الوسط للأنباء is بحر الوسط."""
    folded = " ".join(fold(name).split())
    if m := _HEAD.match(folded):
        folded = folded[m.end() :]
    return _TAIL.sub("", folded)


def _names(whose: Sketch, other: Sketch, outlets: Mapping[str, Sequence[str]]) -> list[str]:
    """The names that one publisher is credited by, less those of the other: nobody is credited by himself."""
    if not whose.publisher or whose.publisher == other.publisher:
        return []
    own = {bare_name(name) for name in (other.publisher or "", *outlets.get(other.publisher or "", ()))}
    names = (whose.publisher, *outlets.get(whose.publisher, ()))
    return [name for name in names if bare_name(name) not in own]


@lru_cache(maxsize=1 << 10)
def _crediting(name: str) -> re.Pattern[str]:
    """The shapes of a credit, each a group: behind a crediting word, in short brackets, signed (جدة - غصن), at a line's start."""
    word = rf"(?<!\w){re.escape(name)}(?!\w)"
    shapes = (
        rf"(?P<behind>(?<!\w)و?(?:{CREDITING}){_BETWEEN}{re.escape(name)}(?!\w))",
        rf"(?P<brackets>\([^()\n]{{0,30}}{word}[^()\n]{{0,30}}\))",
        rf"[/|+-]\s*(?P<signed>{word})(?=\s*(?:[:\n)|/-]|$))",
        rf"^\s*(?P<opens>{word})(?=\s*[-/|:+])",
    )
    return re.compile("|".join(shapes), re.MULTILINE)
