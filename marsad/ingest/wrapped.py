"""Text that was broken into lines of one width, as pages of PDF and mails are: its lines are no paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import quantiles

_NARROWEST, _WIDEST = 25, 140
"""Characters a line; what is wider is a paragraph of a page, what is narrower a menu or verse."""
_LEAST_LINES = 4
_FULL = 0.8
"""The part of the width that a line fills, with the first word of the next, where it was broken because there was no room."""
_SHARE = 0.7
"""Of the lines that do not end a sentence so many must be full, for a text to be taken for a broken one."""
_MOST_SPACE = 2
"""Characters between two lines of one paragraph: the newline, and a carriage return before it."""
_LINE = re.compile(r"[^ \n][^\n]*(?<! )")
_STOPPED = re.compile(r"[.!؟?:؛…]['\")\]]*$")


def unwrapped(text: str) -> str:
    """The text with a space in place of each newline at which a paragraph only goes on: as long as before, offsets hold."""
    lines = [(m.start(), m.end(), m[0]) for m in _LINE.finditer(text)]
    if len(lines) < _LEAST_LINES:
        return text
    width = quantiles((len(line) for _, _, line in lines), n=10)[-1]
    if not _NARROWEST <= width <= _WIDEST:
        return text
    pairs = [
        (end, start, line, len(line) + 1 + len(after.split(None, 1)[0]) > _FULL * width)
        for (_, end, line), (start, _, after) in pairwise(lines)
        if text.count("\n", end, start) == 1 and start - end <= _MOST_SPACE
    ]
    broken = sum(full and not _STOPPED.search(line) for _, _, line, full in pairs)
    ended = sum(bool(_STOPPED.search(line)) for _, _, line, _ in pairs)
    if broken < _LEAST_LINES or broken < _SHARE * (len(pairs) - ended):
        return text
    out = list(text)
    for end, start, _, full in pairs:
        if full:
            out[end:start] = " " * (start - end)
    return "".join(out)
