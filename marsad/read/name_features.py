"""What the name tagger looks at: the features of each word of a sentence, of its neighbours and of the marks about it.

They are few and made once for each word form, because building them is what tagging costs; those without a weight in the
model, a quarter of them, are not built at all.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources.abc import Traversable

from marsad.lang.ar.words import heads

_MOST_FORMS = 100_000
_PAUSES = frozenset("،,؛;:.!?؟")

Features = tuple[bytes, ...]
"""Features as CRFsuite takes them: bytes, so that they are encoded once and not at every place."""


@dataclass(frozen=True)
class Form:
    """The features of one word form where it stands, and those it lends to the next two words and to the two before."""

    here: Features
    to_next: Features
    to_second: Features
    to_last: Features
    to_last_but_one: Features
    group: str


class Words:
    """What is counted of word forms: `table` maps a folded form to its classes; features are kept for each form seen.

    `weighed` gives a feature as the model knows it, or None where it has no weight for it; a model in training has none yet.
    """

    def __init__(
        self, table: Mapping[str, tuple[str, ...]], weighed: Callable[[str], bytes | None] = str.encode
    ) -> None:
        self.table, self._weighed = table, weighed
        self._forms: dict[str, Form] = {}
        self.pair: Callable[[str, str], tuple[Features, Features]] = lru_cache(maxsize=10_000)(self._pair)

    def classes(self, word: str) -> tuple[str, ...]:
        """The classes of a word, of what is left without its proclitics where the whole is not known, or none."""
        for head in heads(word):
            if found := self.table.get(head.form):
                return tuple([f"{word[: head.cut]}+{c}" for c in found]) if head.cut else found
        return ()

    def rank(self, form: str) -> float:
        """How much a bare form looks like a word of names: 1 to 3 by its count in lists of names, 0.5 where only news knows it."""
        found = self.table.get(form)
        if not found:
            return 0.0
        return max((float(c[1:]) for c in found if c.startswith("N")), default=0.5)

    def forms(self, words: Iterable[str]) -> list[Form]:
        """The features of folded words."""
        if len(self._forms) > _MOST_FORMS:
            self._forms.clear()
        known = self._forms.get
        return [known(word) or self._form(word) for word in words]

    def _form(self, word: str) -> Form:
        fine, coarse, *more = self.classes(word) or ("?", "?")
        w, c, end, shape = f"w={word}", f"c={fine}", word[-2:], f"x={_shape(word)}"
        parts = (f"p={word[:2]}", f"P={word[:3]}", f"s={end}", f"S={word[-3:]}")
        form = self._forms[word] = Form(
            self._known(w, *parts, c, f"C={coarse}", shape, *[f"n={c}" for c in more]),
            self._known("-" + w, "-" + c, f"-C={coarse}", "-" + shape),
            self._known("-2" + c),
            self._known("+" + w, "+" + c, f"+C={coarse}", f"+s={end}"),
            self._known("+2" + c),
            coarse,
        )
        return form

    def _pair(self, one: str, other: str) -> tuple[Features, Features]:
        """What the groups of two neighbours are to the second and to the first of them."""
        return self._known(f"-CC={one}/{other}"), self._known(f"CC+={one}/{other}")

    def _known(self, *features: str) -> Features:
        return tuple([known for known in map(self._weighed, features) if known is not None])


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "0"
    if word[0] < "\u0250":
        return "a"
    if len(word) < 3:
        return str(len(word))
    return ("ال" if word.startswith("ال") else "") + str(min(len(word), 7))


@cache
def gap_class(gap: str) -> str:
    """What kind of thing stands before a word: nothing but space, a mark of quotation, a bracket, a pause, a hyphen."""
    if gap in ("", " "):
        return ""
    if '"' in gap or "'" in gap:
        return '"<' if gap[-1] in "\"'" else '"'
    if "(" in gap:
        return "("
    if ")" in gap:
        return ")"
    if "-" in gap:
        return "-"
    return "." if any(c in _PAUSES for c in gap) else ""


def features(words: Words, sentence: Sequence[str], known: Sequence[str], gaps: Sequence[str]) -> list[list[bytes]]:
    """One list of features for each word of a sentence; `gaps` holds what stands before each word and one after the last.

    `known` is what the knowledge base found at each word: "" for nothing, else a type.
    """
    around = [_START, _START, *words.forms(sentence), _END, _END]
    groups = [form.group for form in around[1:-1]]
    pairs = [*map(words.pair, groups, groups[1:])]
    marks = [gap_class(gap) for gap in gaps]
    beside = map(_beside, known, ["", *known], [*known[1:], ""], marks, marks[1:])
    return [
        [*form.here, *left, *right, *a.to_next, *b.to_last, *aa.to_second, *bb.to_last_but_one, *more]
        for aa, a, form, b, bb, (left, _), (_, right), more in zip(
            around, around[1:], around[2:], around[3:], around[4:], pairs, pairs[1:], beside, strict=False
        )
    ]


_START = Form((), (b"^",), (), (), (), "^")
_END = Form((), (), (), (b"$",), (), "$")


@lru_cache(maxsize=10_000)
def _beside(known: str, known_before: str, known_after: str, mark: str, mark_after: str) -> Features:
    """What the knowledge base found at a word and beside it, and the marks about it."""
    named = (("k=", known), ("-k=", known_before), ("+k=", known_after), ("g=", mark), ("+g=", mark_after))
    return tuple((name + value).encode() for name, value in named if value)


def read_words(file: Traversable, weighed: Callable[[str], bytes | None] = str.encode) -> Words:
    """The table of word classes: a form, then its classes, separated by tabs."""
    rows = (line.split("\t") for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines())
    return Words({row[0]: tuple(row[1:]) for row in rows}, weighed)


def weighed(model: bytes) -> dict[str, bytes]:
    """The features that a model of CRFsuite has weights for.

    Its file names where the block of names begins; that block ends in the offsets of the names, each a number, a length and bytes.
    """
    (block,) = struct.unpack_from("<I", model, 36)
    count, offsets = struct.unpack_from("<II", model, block + 16)
    found = {}
    for at in struct.unpack_from(f"<{count}I", model, block + offsets):
        (length,) = struct.unpack_from("<I", model, block + at + 4)
        name = model[block + at + 8 : block + at + 7 + length]
        found[name.decode()] = name
    return found
