"""NewsFANE gold, as the reader would meet it: clitics glued back on, labels turned into ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from marsad.lang.ar.fold import fold

Token = tuple[str, str]

PERSONS = frozenset(
    "Politician Athlete Artist Other_PER Religious_PER Scientist Police Lawyer Businessperson Engineer".split()
)
ORGANISATIONS = frozenset(
    "Non-Governmental Government Media Sports Commercial Educational Medical-Science Entertainment Religious_ORG".split()
)
CITIES_AND_STATES = frozenset("Nation Population-Center State-or-Province County-or-District".split())
OTHER_PLACES = frozenset("Continent GPE-Cluster Water-Body Land-Region-Natural Path Airport Building-Grounds".split())

_PROCLITICS = frozenset("وفبلكس")
_ENCLITICS = frozenset(("ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي", "ك", "ء"))
_GLUED_LAM = ("لبنا", "لاعب", "لجن", "لاجي", "لاتين", "لغا", "ليبرال", "لوح", "لحوم", "لافت", "لقا", "لاتي")
"""After the article a doubled lam was taken for preposition and article (`الالبنانية`); these stems were meant."""

_TITLES = frozenset("الشيخ الدكتور السيد البابا الامام الملك الامير الجنرال العقيد سماحه ايه اسقف".split())
_PRESS = frozenset("قناه صحيفه جريده مجله نادي فريق قناتي صحيفتي فضاييه محطه شركه شبكه بطل".split())
_BODIES = frozenset(("وكاله", "مجموعه", "موسسه"))
_NO_NAMES = frozenset("حكومه الحكومه النظام نظام اداره الاداره منتخب المنتخب السلطات شركه مسجد سوق مبني".split())
_PALACES = frozenset(("البيت الابيض", "الكرملين", "البنتاغون", "الخارجيه", "الدفاع", "البيت الابيض الامريكي"))
_PLACE_HEADS = frozenset("مدينه بلده قريه محافظه".split())


class Sentence(NamedTuple):
    """One sentence: its text as news writes it, and for each run of letters in it a label."""

    text: str
    labels: list[str]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a corpus file, in its order."""
    tokens: list[Token] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        word, _, label = line.strip().rpartition(" ")
        if word:
            tokens.append((word, label))
        elif tokens:
            yield _sentence(_glue(tokens))
            tokens = []


def _sentence(tokens: list[Token]) -> Sentence:
    words = [fold(word) for word, _ in tokens]
    labels = _bio(words, [label for _, label in tokens])
    parts, kept = [], []
    for word, label in zip(words, labels, strict=True):
        parts.append(word)
        for k, _ in enumerate(re.finditer(r"\d+(?:[.,:/]\d+)*|[^\W_\d]+|\d+[^\W_]*", word)):
            kept.append(label if k == 0 or label == "O" else "I-" + label[2:])
    text = re.sub(r" (?=[.،؛:؟!)])|(?<=\() ", "", " ".join(parts))
    return Sentence(re.sub(r'" (.*?) "', r'"\1"', text), kept)


def _glue(tokens: list[Token]) -> list[Token]:
    """Clitics back on their words; the word's label is the whole's."""
    glued: list[Token] = []
    i = 0
    while i < len(tokens):
        word, label = tokens[i]
        while (
            word in _CLITIC_RUNS and i + 1 < len(tokens) and len(tokens[i + 1][0]) > 1 and tokens[i + 1][0][0].isalpha()
        ):
            i += 1
            own = label if label[0] == "B" and tokens[i][1][0] == "I" else tokens[i][1]
            word, label = _join(word, tokens[i][0]), own
        while i + 1 < len(tokens) and _is_enclitic(tokens, i + 1, word):
            i += 1
            word = (word[:-1] + "ت" if word.endswith("ة") else word) + tokens[i][0]
        glued.append((_repair(word), label))
        i += 1
    return glued


_CLITIC_RUNS = _PROCLITICS | {"وب", "ول", "وك", "فب", "فل"}


def _join(clitic: str, word: str) -> str:
    if clitic.endswith("ل") and word.startswith("ال"):
        return clitic + word[1:]
    return clitic + word


def _is_enclitic(tokens: list[Token], at: int, word: str) -> bool:
    own, label = tokens[at]
    if own not in _ENCLITICS or len(word) < 2 or not word[-1].isalpha():
        return False
    return label == "O" or label[0] == "I"


def _repair(word: str) -> str:
    """`لالاتحاد` -> `للاتحاد`, `الالبنانية` -> `اللبنانية`."""
    if word.startswith("لالا"):
        return "لل" + word[3:]
    if word.startswith("الال") and word[3:].startswith(_GLUED_LAM):
        return "ال" + word[3:]
    if word.startswith("الال") and word[2:].startswith(tuple("ا" + stem for stem in _GLUED_LAM)):
        return "ال" + word[3:]
    return word


def _bio(words: list[str], labels: list[str]) -> list[str]:
    found = ["O"] * len(words)
    start = 0
    while start < len(words):
        end = start + 1
        if labels[start] != "O":
            while end < len(words) and labels[end] == "I" + labels[start][1:]:
                end += 1
            for kind, first, last in _ours(words, labels[start][2:], start, end):
                found[first] = "B-" + kind
                found[first + 1 : last] = ["I-" + kind] * (last - first - 1)
        start = end
    return found


def _ours(words: list[str], kind: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What a marked stretch is to us: nothing, or one or more names (a bracket or a quotation mark parts them)."""
    first = start
    for i in range(start, end + 1):
        if i == end or (not words[i][0].isalnum() and words[i] != "-"):
            if i > first:
                name = _name(words[first:i], kind)
                if name:
                    yield name[0], first + name[1], i
            first = i + 1


def _name(words: list[str], kind: str) -> tuple[str, int] | None:
    """The type of one name and how many words at its beginning are no part of it."""
    bare = words[0].removeprefix("و") if words[0].startswith("وال") else words[0]
    bare = "ال" + bare[2:] if bare.startswith("لل") else bare
    if kind in PERSONS:
        skip = next((i for i, word in enumerate(words) if word not in _TITLES), 0)
        return "PER", skip if skip < len(words) else 0
    if kind in CITIES_AND_STATES:
        return "GPE", 1 if words[0] in _PLACE_HEADS and len(words) > 1 else 0
    if kind in OTHER_PLACES:
        if " ".join(words) in _PALACES:
            return "ORG", 0
        return None if bare in _NO_NAMES else ("LOC", 0)
    if kind not in ORGANISATIONS or bare in _NO_NAMES:
        return None
    if len(words) > 1 and (bare in _PRESS or (bare in _BODIES and "انباء" not in words[1])):
        return "ORG", 1
    return "ORG", 0
