"""How two tellings word one utterance: differences of content (a negation, a number, a name, a modal, the speaker), not of synonyms.

Two wordings are laid side by side; what differs counts only between words that are the same on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from marsad.lang.ar.fold import ARABIC, fold
from marsad.model.span import Span
from marsad.model.telling import Said, Telling
from marsad.model.woven import Disagreement, Quotation
from marsad.text import Text
from marsad.weave.disputes import Matters, Texts, Told, dispute, is_person, one_name, spelt_alike
from marsad.weave.numbers import compatible, find_numbers
from marsad.weave.traces import Sides, near
from marsad.weave.wordings import jaccard, skeleton, stem, stems

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_ALIKE = 0.6  # share of words that both wordings have in the same order
_SHORT = 3  # words that differ in one place at most
_SAME = 0.8  # overlap from which another speaker is another claim to the same words
_LONG = 8
_BESIDE = 60  # characters between a speaker's name and his words
_NEGATION, _NUMBER, _NAME, _MODAL, _SPEAKER = 0.8, 0.8, 0.6, 0.6, 0.5
_PLACES = 1  # differences of content between two wordings of one utterance; more of them are two utterances
_MANY = 12  # wordings of one quotation that are compared with each other
_NOT = frozenset(fold("لا لن لم ليس ليست غير عدم ولا ولن ولم وليس فلا فلن بعدم لعدم").split())
_MODALS = frozenset(fold("يجب ينبغي يمكن قد ربما يتعين لابد يستطيع يحتمل").split())


class _Word(NamedTuple):
    form: str
    key: str
    start: int
    end: int


class _Wording(NamedTuple):
    """One telling of a quotation in words; `names` leads from a word's place to the actor named there."""

    said: Said
    telling: Telling
    words: tuple[_Word, ...]
    names: dict[int, str]


class _Difference(NamedTuple):
    """Where two wordings part: what kind of word makes the difference, and the words on either side."""

    kind: str
    confidence: float
    one: Sequence[_Word]
    other: Sequence[_Word]


def wording(
    quotation: Quotation, said: Sequence[Said], texts: Texts, *, sides: Sides | None = None
) -> list[Disagreement]:
    """Differences of content between the tellings of one utterance, each with both wordings; `texts` leads to the articles."""
    found: dict[str, Disagreement] = {}
    told = sorted(said, key=lambda s: (s.day, s.id))
    distinct: dict[str, Said] = {}
    for telling in told:
        distinct.setdefault(" ".join(telling.text.split()), telling)
    wordings = [_wording(s, texts(s.article)) for s in list(distinct.values())[:_MANY]]
    for one, other in combinations(wordings, 2):
        if one.said.article == other.said.article:
            continue
        if abs(_day(one.said) - _day(other.said)) > 1:
            continue  # formulas and forecasts come back every day
        found_here = list(_differences(one, other))
        if len(found_here) > _PLACES:
            continue  # a formula said of two things
        for difference in found_here:
            record = _disputed(quotation.id, one, other, difference)
            found.setdefault(record.id, record)
    for record in _speakers(quotation.id, told, texts, sides or {}):
        found.setdefault(record.id, record)
    return list(found.values())


def _day(said: Said) -> int:
    return date.fromisoformat(said.day).toordinal()


def _wording(said: Said, telling: Telling) -> _Wording:
    start, end = said.statement.start, said.statement.end
    text = Text(telling.reading.text[start:end], ARABIC)
    found = []
    for m in _WORD.finditer(text.folded):
        span = text.span(m.start(), m.end())
        found.append(_Word(m[0], skeleton(m[0]) or m[0], span.start + start, span.end + start))
    names = {
        i: telling.actors.get(m.actor, m.actor)
        for m in telling.reading.mentions
        if m.actor and not m.nominal and m.type == "PER" and start <= m.start < end
        for i, w in enumerate(found)
        if m.start <= w.start < m.end
    }
    return _Wording(said, telling, tuple(found), names)


def _differences(one: _Wording, other: _Wording) -> Iterator[_Difference]:
    a, b = [w.key for w in one.words], [w.key for w in other.words]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = matcher.get_matching_blocks()
    matched = sum(block.size for block in blocks)
    if not matched or matched < _ALIKE * min(len(a), len(b)):
        return
    codes = matcher.get_opcodes()
    for i, (tag, i1, i2, j1, j2) in enumerate(codes):
        inside = 0 < i < len(codes) - 1
        if tag == "equal" or not inside or max(i2 - i1, j2 - j1) > _SHORT:
            continue
        if min(codes[i - 1][2] - codes[i - 1][1], codes[i + 1][2] - codes[i + 1][1]) < 2:
            continue
        kind = _kind(one, other, (i1, i2), (j1, j2))
        if kind:
            yield _Difference(kind[0], kind[1], one.words[i1:i2], other.words[j1:j2])


def _kind(one: _Wording, other: _Wording, here: tuple[int, int], there: tuple[int, int]) -> tuple[str, float] | None:
    """What differs in content between two short stretches, if anything does."""
    a, b = one.words[slice(*here)], other.words[slice(*there)]
    left, right = {w.form for w in a}, {w.form for w in b}
    if bool(left & _NOT) != bool(right & _NOT) and not _negated_otherwise(a, b):
        return "negation", _NEGATION
    if _numbers_differ(one, other, here, there):
        return "number", _NUMBER
    named, theirs = (
        {one.names[i] for i in range(*here) if i in one.names},
        {other.names[j] for j in range(*there) if j in other.names},
    )
    if named and theirs and not named & theirs:
        everyone = set(one.names.values()) & set(other.names.values())
        if not (named | theirs) & everyone and not _spelt_alike(a, b):
            return "name", _NAME
    if _modal(one, a, here[1]) or _modal(other, b, there[1]):
        return ("modal", _MODAL) if not (a and b) else None
    return None


def _modal(wording: _Wording, stretch: Sequence[_Word], end: int) -> bool:
    """قد, يجب and the like, alone before a verb in the present; قد before a past is only tense."""
    if len(stretch) != 1 or end >= len(wording.words):
        return False
    form = stretch[0].form if stretch[0].form in _MODALS else stretch[0].form.removeprefix("و")
    return form in _MODALS and (form != "قد" or wording.words[end].form.removeprefix("و")[0] in "يتن")


def _negated_otherwise(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    """A negation that stands against other words may be said by them: لن يقبل and يرفض."""
    return any(w.form not in _NOT and stem(w.form) for w in (*one, *other))


def _spelt_alike(one: Sequence[_Word], other: Sequence[_Word]) -> bool:
    """Whether two stretches spell one name: هاكينغ and هاكينج, عبدالله and عبد الله."""
    a, b = "".join(w.form for w in one), "".join(w.form for w in other)
    return bool({w.key for w in one} & {w.key for w in other}) or spelt_alike(a, b)


def _numbers_differ(one: _Wording, other: _Wording, here: tuple[int, int], there: tuple[int, int]) -> bool:
    """Two numbers of one unit that cannot both hold; the unit may stand right behind the stretch."""
    found = []
    for wording, (start, end) in ((one, here), (other, there)):
        if start == end:
            return False
        reach = wording.words[start : end + 2]
        numbers = find_numbers(wording.telling.reading.text, Span(reach[0].start, reach[-1].end))
        found.append([n for n in numbers if n.span.start < wording.words[end - 1].end])
    return any(a.unit == b.unit and not compatible(a, b) for a in found[0] for b in found[1])


def _disputed(about: str, one: _Wording, other: _Wording, difference: _Difference) -> Disagreement:
    what = Matters(about, "wording", difference.kind, difference.confidence)
    return dispute(what, [_told(one, difference.one)], [_told(other, difference.other)])


def _told(wording: _Wording, words: Sequence[_Word]) -> Told:
    """The whole wording is the evidence; the value is what differs, empty where a word is missing."""
    text = wording.telling.reading.text
    value = " ".join(text[w.start : w.end] for w in words)
    return Told(value, wording.said.id, wording.telling, _span(wording.said))


def _span(said: Said) -> Span:
    return Span(said.statement.start, said.statement.end)


def _at_hand(said: Said, telling: Telling) -> bool:
    """Whether direct speech has its speaker's name right beside it."""
    mention, span = said.statement.speaker_mention, _span(said)
    if mention is None or said.statement.kind != "direct":
        return False
    between = Span(min(mention.end, span.end), max(mention.start, span.start)).of(telling.reading.text)
    return len(between) <= _BESIDE and "\n" not in between


def _speakers(about: str, said: Sequence[Said], texts: Texts, sides: Sides) -> Iterator[Disagreement]:
    """The same long words given to two named speakers, by articles that do not name the other one at all."""
    named = [s for s in said if s.speaker and not s.speaker.startswith("unnamed/") and _at_hand(s, texts(s.article))]
    for one, other in combinations(named[:_MANY], 2):
        a, b = one.speaker or "", other.speaker or ""
        if a == b or one.article == other.article or one.publisher == other.publisher:
            continue
        if near(frozenset((a,)), frozenset((b,)), sides):
            continue
        here, there = texts(one.article), texts(other.article)
        if one_name(here, there, (a, b)) or not (is_person(here, a) and is_person(there, b)):
            continue
        theirs, ours = stems(one.text), stems(other.text)
        if len(theirs & ours) < _LONG or jaccard(theirs, ours) < _SAME:
            continue
        if _names(here, b) or _names(there, a):
            continue
        claims = [Told(s.speaker or "", s.id, t, _span(s)) for s, t in ((one, here), (other, there))]
        yield dispute(Matters(about, "speaker", "speaker", _SPEAKER), [claims[0]], [claims[1]])


def _names(telling: Telling, actor: str) -> bool:
    return any(telling.actors.get(m.actor or "", m.actor) == actor for m in telling.reading.mentions)
