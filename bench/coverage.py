"""How much of real text the lexicons know: the words that stand where speech, events and titles stand, by frequency.

    python -m bench.coverage [--only speech] [--least 3] [--show 40] [--step 1]

Positions are found by shape and neighbours, never by the rows that are measured. `speech`: a verb beside a party with a
clause (أن, إن) or quotation behind it, and a participle behind a comma. `events`: a verb between two parties or before
two, the masdar of a derived verb before two, the noun that a light verb carries to a preposition and a party, and any
word with على, ضد, بحق or مع and a party behind it.
`titles`: the definite word before a known person's name, and the noun that such a title begins with. A word that never stands in
an unmistakable form is dropped.
Words that tell nothing of the kind, as people judged by their contexts, stand in coverage.toml: set aside and counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.positions import POSITIONS, Page
from bench.rules import ROOT
from marsad.lang.ar.fold import fold
from marsad.lang.ar.pack import arabic
from marsad.model import Article, Span
from marsad.read.cast import Cast
from marsad.read.institutions import Institutions
from marsad.read.names import Namer
from marsad.read.parties import PartyFinder
from marsad.read.titles import Titles
from marsad.read.tokens import Document
from marsad.resolve.knowledge import knowledge

ARTICLES = ROOT.parent / "shared" / "data" / "articles.jsonl.gz"
SECTIONS = ("/sport/", "/economy/", "/culture/", "/technology/")
PUBLISHERS = frozenset(("aleqtisadiya", "arreyadi", "arriyadiyah"))
ELSEWHERE = frozenset(
    "المنتخب منتخب الدوري دوري مباراه المباراه مباريات لاعب اللاعب اللاعبين المدرب مدرب الملعب هدف نادي النادي البطوله "
    "ارباح الارباح المستهلكين السهم الاسهم المسلسل الفيلم الفنان الفنانه المهرجان".split()
)


@dataclass
class Lexeme:
    """A word with all its forms: how often it stood in a position, and the first places where it did."""

    known: bool
    count: int = 0
    sure: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    contexts: list[str] = field(default_factory=list)


def set_aside() -> dict[str, frozenset[str]]:
    """The lexemes of each position that people judged to be no speech, no event, no title."""
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {position: frozenset(rows[position].split()) for position in POSITIONS}


def pages(texts: Iterable[str]) -> Iterator[Page]:
    """Texts laid out with their parties, all of each taken as body."""
    pack, who = arabic(), knowledge()
    office, namer, institutions = Titles(pack), Namer(), Institutions(pack)
    for text in texts:
        doc = Document(Article(id="", source="", text=text, language="ar", body=(Span(0, len(text)),)), pack)
        cast = Cast(who)
        names = namer.find(doc, cast, institutions)
        yield Page(doc, PartyFinder(doc, cast, pack, office, names).find(), names, pack, who)


def articles(path: Path, step: int) -> Iterator[str]:
    """Every `step`-th article, less those of other sections or with many words of sport, markets and film."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            article = json.loads(line)
            if number % step or article["publisher"] in PUBLISHERS or any(s in article["id"] for s in SECTIONS):
                continue
            words = fold(article["text"]).split()
            if sum(w in ELSEWHERE for w in words) * 100 < len(words):
                yield article["text"]


def tally(read: Iterable[Page], positions: Iterable[str]) -> dict[str, dict[str, Lexeme]]:
    """The lexemes of each position with how often and where they stand; those that are hardly ever sure are dropped."""
    found: dict[str, dict[str, Lexeme]] = {p: {} for p in positions}
    for page in read:
        for position in positions:
            for spot in POSITIONS[position](page):
                lexeme = found[position].setdefault(spot.lexeme, Lexeme(spot.known))
                lexeme.count += 1
                lexeme.sure += spot.sure
                lexeme.forms[page.doc.show(spot.at, spot.at + 1)] += 1
                if len(lexeme.contexts) < 2 and not spot.known:
                    around = page.doc.show(max(0, spot.at - 4), min(len(page.doc.words), spot.at + 8))
                    lexeme.contexts.append(" ".join(around.split()))
    return {p: {w: x for w, x in rows.items() if x.sure * 5 >= x.count} for p, rows in found.items()}


def shares(lexemes: dict[str, Lexeme], aside: frozenset[str], least: int) -> str:
    """One line: how many lexemes and occurrences are known, of all and of those that occur `least` times or more."""
    parts = []
    for floor in (1, least):
        counted = [x for w, x in lexemes.items() if x.count >= floor and (x.known or w not in aside)]
        known = [x for x in counted if x.known]
        seen, every = sum(x.count for x in known), sum(x.count for x in counted)
        words, times = len(known) / max(1, len(counted)), seen / max(1, every)
        parts.append(f"{floor}+ times: {len(known)}/{len(counted)} words {words:.1%}, {seen}/{every} times {times:.1%}")
    out = [x.count for w, x in lexemes.items() if w in aside and not x.known and x.count >= least]
    return "; ".join([*parts, f"set aside {len(out)} words, {sum(out)} times"])


def show(lexemes: dict[str, Lexeme], aside: frozenset[str], *, least: int, limit: int) -> None:
    """Prints the unknown lexemes by frequency, with their forms and two contexts each."""
    unknown = [(w, x) for w, x in lexemes.items() if not x.known and x.count >= least and w not in aside]
    for word, x in sorted(unknown, key=lambda row: (-row[1].count, row[0]))[:limit]:
        print(f"{x.count:6} {word} ({' '.join(form for form, _ in x.forms.most_common(4))})")
        print("".join(f"         {context}\n" for context in x.contexts), end="")


def main() -> int:
    """The command line; exit code 1 where the articles are not there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", choices=POSITIONS, action="append", help="one position alone; may be repeated")
    options.add_argument("--least", type=int, default=3, help="occurrences from which a word counts")
    options.add_argument("--show", type=int, default=40, help="how many unknown words to print")
    options.add_argument("--step", type=int, default=1, help="read every n-th article alone")
    given = options.parse_args()
    if not ARTICLES.is_file():
        print("../shared/data is not here: coverage is counted on its articles", file=sys.stderr)
        return 1
    read, aside = pages(articles(ARTICLES, given.step)), set_aside()
    for position, lexemes in tally(read, given.only or list(POSITIONS)).items():
        print(f"\n== {position}: {shares(lexemes, aside[position], given.least)}")
        show(lexemes, aside[position], least=given.least, limit=given.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
