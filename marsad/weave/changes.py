"""What a copy cut, added or changed, word by word.

The folded words of both are aligned by their longest common subsequence (rapidfuzz); a stretch of fewer than three equal
words between two changes belongs to the change, because a lone "in" or "said" has not been kept from anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from marsad.model import Span
from marsad.model.woven import Change
from marsad.weave.shingles import Words

_KEPT = 3
_LONGEST = 6000


class _Gap(NamedTuple):
    ours: tuple[int, int]
    theirs: tuple[int, int]


def changes(copy: Words, original: Words) -> tuple[Change, ...]:
    """The passages of the original that the copy cut, its own that it added, and those it changed, in the copy's order.

    Differences of punctuation, vowel marks and hamza seats are no changes. Only the first 6,000 words of each are compared.
    """
    gaps = _gaps(copy.words[:_LONGEST], original.words[:_LONGEST])
    return tuple(Change(ours=_span(copy, gap.ours), theirs=_span(original, gap.theirs)) for gap in gaps)


def _gaps(ours: list[str], theirs: list[str]) -> Iterator[_Gap]:
    """Stretches of words that differ, half-open, with what is too short to be kept."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word, len(numbers)) for word in ours]
    right = [numbers.setdefault(word, len(numbers)) for word in theirs]
    open_: _Gap | None = None
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            edge = op.src_start == 0 or op.src_end == len(ours)
            if open_ and (op.src_end - op.src_start >= _KEPT or edge):
                yield open_
                open_ = None
        elif open_:
            open_ = _Gap((open_.ours[0], op.src_end), (open_.theirs[0], op.dest_end))
        else:
            open_ = _Gap((op.src_start, op.src_end), (op.dest_start, op.dest_end))
    if open_:
        yield open_


def _span(words: Words, stretch: tuple[int, int]) -> Span | None:
    return words.span(*stretch) if stretch[0] < stretch[1] else None
