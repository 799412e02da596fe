"""What a reworded sentence may be: the same names, numbers, days and quotations, the same labels, and nothing else told.

Marsad words sentences by rules. A caller may hand in a function that rewords them (a language model, say); its text is
printed only if it passes here and the sentence has passed the gate, else the sentence stands as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from marsad.lang.ar.fold import fold
from marsad.views.brief.labels import Labels
from marsad.views.brief.told import Piece, Sentence
from marsad.views.shown import shown

Reword = Callable[[str], str]
"""From a sentence to another wording of it."""

_ORDERED = ("name", "quote", "publisher")
_WORD = re.compile(r"\w+")
_LONGEST = 1.5  # times the original


class _Found(NamedTuple):
    """Where a piece's words stand in the new text."""

    start: int
    end: int
    piece: Piece


def same(sentence: Sentence, text: str, labels: Labels) -> bool:
    """Whether `text` tells what the sentence tells and not a word more.

    Names, publishers and quotations stand unchanged and in their order, days and numbers unchanged; each label by itself or by a word
    of the same sense; what is left are connectives and the template's own words. Where both doer and target are
    named, the word of the event stands between them; else the template's word for the role stands before the name.
    """
    if not text or text != shown(text) or len(text) > _LONGEST * len(sentence.text) + 40:
        return False
    fixed = [p for p in sentence.pieces if p.part in (*_ORDERED, "day", "number")]
    found = list(_places(text, fixed))
    ordered = [f.piece for f in found if f.piece.part in _ORDERED]
    if ordered != [p for p in fixed if p.part in _ORDERED] or Counter(f.piece for f in found) != Counter(fixed):
        return False
    rest = text
    for f in reversed(found):
        rest = f"{rest[: f.start]}{' ' * (f.end - f.start)}{rest[f.end :]}"
    events: list[int] = []
    for piece in sorted((p for p in sentence.pieces if p.part == "label"), key=lambda p: -len(p.text)):
        at, rest = _label(rest, piece, labels)
        if at < 0:
            return False
        events += [at] if piece.code == "event" else []
    return _roles_kept(sentence, text, found, events) and _nothing_else(sentence, rest, labels)


def _places(text: str, pieces: Sequence[Piece]) -> Iterator[_Found]:
    """Whole-word places of the pieces, in order of the text; the longest words first, and no two over each other."""
    taken: list[_Found] = []
    wanted = Counter(pieces)
    for piece in sorted(wanted, key=lambda p: (-len(p.text), p)):
        spots = list(re.finditer(rf"(?<!\w){re.escape(piece.text)}(?!\w)", text))
        free = [m for m in spots if not any(m.start() < t.end and t.start < m.end() for t in taken)]
        same_words = [p for p in wanted if p.text == piece.text]
        if len(same_words) > 1:  # one text in two roles: given out in their order
            mine = [i for i, p in enumerate(q for q in pieces if q.text == piece.text) if p == piece]
            already = [t for t in taken if t.piece.text == piece.text]
            spots = sorted(
                [*free, *(m for m in spots if any(m.start() == t.start for t in already))], key=lambda m: m.start()
            )
            free = [spots[i] for i in mine if i < len(spots)]
        taken += (_Found(m.start(), m.end(), piece) for m in free)
    yield from sorted(taken)


def _label(rest: str, piece: Piece, labels: Labels) -> tuple[int, str]:
    """Where a label or a word of its sense stands, -1 where it does not, and the text without it."""
    for wording in sorted({piece.text, *labels.wordings(piece.code, piece.value)}, key=lambda w: (-len(w), w)):
        m = re.search(rf"(?<!\w){re.escape(wording)}(?!\w)", rest, re.IGNORECASE)
        if m:
            return m.start(), f"{rest[: m.start()]}{' ' * len(m[0])}{rest[m.end() :]}"
    return -1, rest


def _roles_kept(sentence: Sentence, text: str, found: Sequence[_Found], events: Sequence[int]) -> bool:
    """Whether it can still be told who did it and to whom."""
    markers = dict(_markers(sentence))
    doers = [f for f in found if f.piece.part == "name" and f.piece.code == "actor"]
    targets = [f for f in found if f.piece.part == "name" and f.piece.code == "recipient"]
    between = doers and targets and events and doers[-1].end <= events[0] <= targets[0].start
    for role, marker in markers.items():
        first = next((f for f in found if f.piece.code == role), None)
        if first is None or (between and role in ("actor", "recipient")) or role in ("party", "speaker"):
            continue
        if not text[: first.start].rstrip().endswith(_core(marker)):
            return False
    return True


def _markers(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """For each role the fixed words before its first name or day."""
    seen: set[str] = set()
    for before, piece in zip(sentence.pieces, sentence.pieces[1:], strict=False):
        if before.part == "words" and piece.part in ("name", "day") and piece.code not in seen and _core(before.text):
            seen.add(piece.code)
            if _WORD.search(before.text):
                yield piece.code, before.text


def _core(marker: str) -> str:
    return marker.strip(" —؛;،,")


def _nothing_else(sentence: Sentence, rest: str, labels: Labels) -> bool:
    own = {w for p in sentence.pieces if p.part == "words" for w in _WORD.findall(fold(p.text))}
    return all(word in own or word in labels.connectives() for word in _WORD.findall(fold(rest)))
