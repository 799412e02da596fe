"""Text made fit for one line of a terminal."""

from __future__ import annotations

import re

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SPACE = re.compile(r"\s+")


def shown(text: str) -> str:
    """`text` on one line, without the controls that would move the cursor or turn the direction of writing."""
    return _UNSEEN.sub("", _SPACE.sub(" ", text)).strip()


def joined(part: str) -> str:
    """`shown` text of a stretch that others stand before and behind: a blank at either end stays."""
    return _UNSEEN.sub("", _SPACE.sub(" ", part))


def cut(text: str, length: int) -> str:
    """`shown` text of at most `length` characters, an ellipsis where it was longer."""
    line = shown(text[: 4 * length + 100])
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def writable(name: str) -> str:
    """A file name as UTF-8 can hold it: bytes that are no text are written as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
