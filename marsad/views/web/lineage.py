"""The picture of who copied whom: articles down the page by their day, a line from each original to its copies.

Originals keep a lane of their own, and a copy branches off to the next lane that is free, as in the graph of a version
history. Lengths are pixels of the picture; a page written from right to left has its lanes at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.views.compare import Voice

_LANE, _ROW, _DAY, _EDGE, _TEXT, _BEND = 22, 50, 26, 14, 312, 12
_BAR = 96
"""Width of the bar that stands for the whole original."""


class Bar(NamedTuple):
    """How much a copy kept, cut and added, as stretches of a bar: each its offset from the bar's start edge, and its width."""

    kept: tuple[float, float]
    cut: tuple[float, float]
    added: tuple[float, float]


class Node(NamedTuple):
    """An article in the picture: its voice, number and place, where its words begin, and the bar of a copy that kept words."""

    voice: Voice
    number: int
    x: float
    y: float
    text: float
    bar: Bar | None


class Mark(NamedTuple):
    """The line above the articles of a day, and where its name begins."""

    day: str
    x: float
    y: float


class Picture(NamedTuple):
    """The picture: size, articles, days, and the lines of copies as SVG paths with the kind of copy."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    days: tuple[Mark, ...]
    lines: tuple[tuple[str, str], ...]


class Shares(NamedTuple):
    """How much of the original a copy kept and cut, and how much of itself it added, in whole percent."""

    kept: int
    cut: int
    added: int


def shares(voice: Voice) -> Shares | None:
    """What a copy kept, cut and added by its 5-word shingles; None for an origin and for what is told in other words."""
    copy = voice.copies
    if copy is None or copy.kind in ("translation", "retelling"):
        return None
    kept = round(100 * copy.kept)
    return Shares(kept, 100 - kept, 100 - round(100 * copy.taken))


def lineage(voices: Sequence[Voice], *, rtl: bool) -> Picture:
    """Draws the articles of a story, oldest first."""
    row = {voice.article.id: at for at, voice in enumerate(voices)}
    parents = {v.article.id: v.copies.original for v in voices if v.copies and v.copies.original in row}
    lanes = _lanes(row, parents)
    start = _EDGE + max(lanes.values(), default=0) * _LANE + _LANE
    width = start + _TEXT

    def across(x: float) -> float:
        return width - x if rtl else x

    nodes: list[Node] = []
    days: list[Mark] = []
    y = 0.0
    for number, voice in enumerate(voices, 1):
        if not days or days[-1].day != voice.article.day:
            days.append(Mark(voice.article.day, across(start), y))
            y += _DAY
        x = _EDGE + lanes[voice.article.id] * _LANE
        nodes.append(Node(voice, number, across(x), y + _ROW / 2, across(start), _bar(voice, start, width, rtl)))
        y += _ROW
    at = {node.voice.article.id: node for node in nodes}
    lines = tuple((_line(at[original], at[id_]), _kind(at[id_])) for id_, original in parents.items())
    return Picture(width, y, tuple(nodes), tuple(days), lines)


def _lanes(row: dict[str, int], parents: dict[str, str]) -> dict[str, int]:
    """The lane of each article: right of its original's, and free from its own row to that of its last copy."""
    children: dict[str, list[str]] = {}
    for id_, original in parents.items():
        children.setdefault(original, []).append(id_)
    lanes: dict[str, int] = {}
    taken: dict[int, list[tuple[int, int]]] = {}

    def place(id_: str, least: int) -> None:
        """Gives an article and then its copies their lanes; an article that has one keeps it."""
        waiting = [(id_, least)]
        while waiting:
            one, lane = waiting.pop(0)
            if one in lanes:
                continue
            rows = [row[one], *(row[c] for c in children.get(one, ()))]
            first, last = min(rows), max(rows)
            while any(first <= end and begin <= last for begin, end in taken.get(lane, ())):
                lane += 1
            lanes[one] = lane
            taken.setdefault(lane, []).append((first, last))
            waiting += [(c, lane + 1) for c in sorted(children.get(one, ()), key=row.__getitem__)]

    for id_ in sorted(
        row, key=lambda i: (i in parents, row[i])
    ):  # a ring of copies, if there were one, starts at its first
        place(id_, 0)
    return lanes


def _line(original: Node, copy: Node) -> str:
    """Down from the original, then round the bend to the copy."""
    down = 1 if copy.y >= original.y else -1
    side = 1 if copy.x >= original.x else -1
    bend = min(_BEND, abs(copy.x - original.x), abs(copy.y - original.y))
    return (
        f"M{original.x:g} {original.y:g}V{copy.y - down * bend:g}"
        f"Q{original.x:g} {copy.y:g} {original.x + side * bend:g} {copy.y:g}H{copy.x:g}"
    )


def _kind(node: Node) -> str:
    return node.voice.copies.kind if node.voice.copies else ""


def _bar(voice: Voice, start: float, width: float, rtl: bool) -> Bar | None:
    """The bar, its full width the original's length; what was added stands behind it, drawn no longer than the original."""
    copy = voice.copies
    if copy is None or shares(voice) is None:
        return None
    length = copy.kept / copy.taken if copy.taken else 1.0  # of the copy, for an original of length 1
    kept, added = copy.kept * _BAR, min(1.0, (1 - copy.taken) * length) * _BAR
    places = ((0.0, kept), (kept, _BAR - kept), (float(_BAR), added))
    stretches = [(width - start - at - size if rtl else start + at, size) for at, size in places]
    return Bar(*((round(x, 1), round(size, 1)) for x, size in stretches))
