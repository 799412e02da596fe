"""A stored text, its folded twin, and the map between them.

Folding makes spellings alike so that they can be compared; nothing is lost, because every place in the folded
text leads back to the characters it came from.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from marsad.model.span import Span

_WORD = 40


@dataclass(frozen=True)
class Folding:
    """How a script is folded: `table` maps one character to one, `uneven` the rest to none or several.

    `points` is the table once more, as an array from code point to code point: for texts it is ten times as fast.
    """

    table: dict[int, str]
    uneven: dict[str, str]
    pattern: re.Pattern[str]
    points: np.ndarray

    def fold(self, text: str) -> str:
        """The folded form of `text`, without a map: for words of lexicons and names."""
        return self.even(self.pattern.sub(lambda m: self.uneven[m[0]], text))

    def even(self, text: str) -> str:
        """`text` with what `table` maps in place of each character."""
        if len(text) <= _WORD:
            return text.translate(self.table)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        return str(self.points[points].tobytes(), "utf-32-le", "surrogatepass")


def folding(table: dict[str, str], uneven: dict[str, str]) -> Folding:
    """A `Folding` from plain dictionaries; characters in neither stay as they are."""
    points = np.arange(sys.maxunicode + 1, dtype="<u4")
    for char, to in table.items():
        points[ord(char)] = ord(to)
    return Folding(str.maketrans(table), uneven, re.compile("[" + "".join(map(re.escape, uneven)) + "]"), points)


class Text:
    """`raw` as stored, `folded` for comparing, and the way back from one to the other."""

    __slots__ = ("_runs_folded", "_runs_raw", "folded", "raw")

    def __init__(self, raw: str, how: Folding) -> None:
        self.raw = raw
        self._runs_folded = [0]
        self._runs_raw = [0]
        pieces: list[str] = []
        at = length = 0
        for m in how.pattern.finditer(raw):
            start = m.start()
            if start > at:
                pieces.append(raw[at:start])
                length += start - at
            new = how.uneven[m[0]]
            for letter in new:  # each letter of an expansion leads back to the one character
                self._run(length, start)
                pieces.append(letter)
                length += 1
            at = start + 1
            self._run(length, at)
        pieces.append(raw[at:])
        self.folded = how.even("".join(pieces))

    def _run(self, folded: int, raw: int) -> None:
        if self._runs_folded[-1] == folded:
            self._runs_raw[-1] = raw
        else:
            self._runs_folded.append(folded)
            self._runs_raw.append(raw)

    def raw_at(self, folded: int) -> int:
        """The raw offset of the character at `folded`."""
        i = bisect_right(self._runs_folded, folded) - 1
        return self._runs_raw[i] + folded - self._runs_folded[i]

    def span(self, start: int, end: int) -> Span:
        """The stored characters that folded `start` to `end` came from, marks on the last letter included."""
        if end <= start:
            at = self.raw_at(start)
            return Span(at, at)
        folded, raw = self._runs_folded, self._runs_raw
        i = bisect_right(folded, end - 1) - 1
        last = raw[i] + end - folded[i]
        if i + 1 == len(folded) or folded[i + 1] == end:  # what was deleted stands at the end of a run
            stop = self.raw_at(end) if end < len(self.folded) else len(self.raw)
            while last < stop and _is_mark(self.raw[last]):
                last += 1
        return Span(raw[i] + start - folded[i] if start >= folded[i] else self.raw_at(start), last)

    def folded_at(self, raw: int) -> int:
        """The folded offset of the first kept character at or after `raw`."""
        i = bisect_left(self._runs_raw, raw)
        if i == 0 or (i < len(self._runs_raw) and self._runs_raw[i] == raw):
            return self._runs_folded[i]
        here = self._runs_folded[i - 1] + raw - self._runs_raw[i - 1]
        limit = self._runs_folded[i] if i < len(self._runs_folded) else len(self.folded)
        return min(here, limit)


def _is_mark(char: str) -> bool:
    return "\u064b" <= char <= "\u065f" or char in "\u0670\u0640"
