"""How many of the copies among real articles are found, against a truth counted exactly.

    python -m bench.copies [READINGS.jsonl] [--times N]

READINGS.jsonl is what `marsad read --format jsonl` makes of ../shared/data/articles.jsonl.gz; without it the articles are read
first, which takes some minutes. The truth is every pair whose sets of five-word shingles have a Jaccard index of 0.5 or
more, by an inverted index of all shingles, for four meanings of "word". `--times N` weaves N altered copies of the articles
in all, to show how time grows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from bench.rules import ROOT
from marsad.flow import read
from marsad.lang.ar.fold import fold
from marsad.model import Reading
from marsad.model.telling import Telling
from marsad.model.woven import Copy
from marsad.weave.copies import VERBATIM, Copies
from marsad.weave.shingles import SIZE

ARTICLES = ROOT.parent / "shared" / "data" / "articles.jsonl.gz"
TOLD = 0.5
BAND = (0.45, 0.55)
_WORD = re.compile(r"\w+")
_EVERY = 4
_LETTERS = "ضصثقفغعهخحجدشسيبلتنمكطزوةىرؤءئ"

Pair = tuple[str, str]
Pairs = dict[Pair, float]


class Figures(NamedTuple):
    """Against one truth: its pairs, the share listed at all, and recall and precision of what is listed with 0.5 or more."""

    wanted: int
    listed: float
    recall: float
    precision: float


def exact_pairs(words: Mapping[str, list[str]], *, least: float = BAND[0]) -> Pairs:
    """Every pair of articles with a Jaccard index of `least` or more, from 0 to 1; keys in the order of ids."""
    sets = {one: {tuple(w[i : i + SIZE]) for i in range(len(w) - SIZE + 1)} for one, w in words.items()}
    holders: dict[tuple[str, ...], list[str]] = {}
    for one in sorted(sets):
        for shingle in sets[one]:
            holders.setdefault(shingle, []).append(one)
    shared: Counter[Pair] = Counter()
    for held in holders.values():
        shared.update((left, right) for k, right in enumerate(held) for left in held[:k])
    jaccards = ((p, n / (len(sets[p[0]]) + len(sets[p[1]]) - n)) for p, n in shared.items())
    return {pair: jaccard for pair, jaccard in jaccards if jaccard >= least}


def truths(tellings: Iterable[Telling], texts: Mapping[str, str]) -> Iterator[tuple[str, Pairs]]:
    """The truth for each meaning of a word: in the text of the file, or in what Marsad takes for the body."""
    bodies = {t.article: "\n".join(span.of(t.reading.text) for span in t.body) for t in tellings}
    ways: list[tuple[str, Mapping[str, str], Callable[[str], list[str]]]] = [
        ("text, split at spaces", texts, str.split),
        ("text, words as written", texts, _WORD.findall),
        ("text, folded words", texts, lambda text: _WORD.findall(fold(text))),
        ("body, folded words", bodies, lambda text: _WORD.findall(fold(text))),
    ]
    for name, of, split in ways:
        yield name, exact_pairs({one: split(text) for one, text in of.items()})


def figures(truth: Pairs, copies: Iterable[Copy]) -> Figures:
    """How the verbatim relations that were found stand against a truth."""
    found = {pair_of(c): c.jaccard for c in copies if c.kind in VERBATIM}
    wanted = {pair for pair, jaccard in truth.items() if jaccard >= TOLD}
    told = {pair for pair, jaccard in found.items() if jaccard >= TOLD}
    right = len(wanted & told)
    return Figures(len(wanted), _share(len(wanted & found.keys()), wanted), _share(right, wanted), _share(right, told))


def pair_of(copy: Copy) -> Pair:
    """The two articles in the order of their ids."""
    return (copy.copy, copy.original) if copy.copy < copy.original else (copy.original, copy.copy)


def weave(tellings: Iterable[Telling], fetch: Callable[[str], Telling]) -> tuple[list[Copy], float]:
    """All relations, and the seconds of processor time they took."""
    copies, found = Copies(fetch), []
    begun = time.process_time()
    for telling in tellings:
        found += copies.add(telling)
    return found, time.process_time() - begun


def altered(telling: Telling, turn: int) -> Telling:
    """The telling with one letter changed in every fourth word and another day: a copy of nothing but its own turn's."""
    if not turn:
        return telling
    letter, reading = _LETTERS[turn % len(_LETTERS)], telling.reading
    words = re.split(r"(\s+)", reading.text)
    step = 2 * _EVERY  # words and what stands between them take turns
    words[::step] = [word[:-1] + letter if word else word for word in words[::step]]
    text = "".join(words)[: len(reading.text)].ljust(len(reading.text))
    day = (date.fromisoformat(telling.day) + timedelta(days=400 * turn)).isoformat()
    changed = msgspec.structs.replace(reading, text=text)
    return msgspec.structs.replace(telling, article=f"{telling.article}~{turn}", reading=changed, day=day)


def told(reading: Reading) -> Telling:
    """A reading as a telling, its actors left as the article knows them."""
    day = reading.published.date if reading.published else "1970-01-01"
    publisher = reading.publisher
    return Telling(article=reading.given_id or reading.id, reading=reading, day=day, captured="", publisher=publisher)


def _tellings(path: str | None) -> list[Telling]:
    if path:
        decoder = msgspec.json.Decoder(Reading)
        with open(path, "rb") as lines:
            found = [told(decoder.decode(line)) for line in lines]
    else:
        found = [told(reading) for reading in read([str(ARTICLES)]) if isinstance(reading, Reading)]
    return sorted(found, key=lambda telling: telling.order)


def _share(part: int, whole: set[Pair]) -> float:
    return part / len(whole) if whole else 1.0


def report(tellings: list[Telling]) -> Iterator[str]:
    """The figures as lines."""
    by_id = {telling.article: telling for telling in tellings}
    found, seconds = weave(tellings, by_id.__getitem__)
    yield f"{len(tellings):,} articles, {len(found):,} relations, {seconds:.1f} s of processor time"
    yield "  ".join(f"{kind} {count}" for kind, count in sorted(Counter(c.kind for c in found).items()))
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    yield f"{'truth':<26}{'pairs':>7}{'listed':>9}{'recall':>9}{'precision':>11}{'off by':>9}"
    jaccards = {pair_of(c): c.jaccard for c in found}
    for name, truth in truths(tellings, texts):
        row = figures(truth, found)
        band = [p for p, j in truth.items() if BAND[0] <= j <= BAND[1] and p in jaccards]
        off = sum(abs(jaccards[p] - truth[p]) for p in band) / max(1, len(band))
        yield f"{name:<26}{row.wanted:>7}{row.listed:>9.3f}{row.recall:>9.3f}{row.precision:>11.3f}{off:>9.3f}"


def growth(tellings: list[Telling], times: int) -> Iterator[str]:
    """Time and memory after each turn of altered articles, one line a turn."""
    every = {t.article: t for t in tellings}

    def fetch(article: str) -> Telling:
        name, _, turn = article.partition("~")
        return altered(every[name], int(turn or 0))

    copies, seconds, count = Copies(fetch), 0.0, 0
    for turn in range(times):
        for telling in (altered(one, turn) for one in tellings):
            begun = time.process_time()
            count += len(copies.add(telling))
            seconds += time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"{(turn + 1) * len(tellings):>9,} articles {seconds:>8.1f} s {count:>7,} relations {memory:>7,.0f} MB at most"


def main() -> int:
    """The command line; exit code 1 where the articles are not there."""
    arguments = argparse.ArgumentParser(prog="python -m bench.copies", description=__doc__.splitlines()[0])
    arguments.add_argument("readings", nargs="?", help="the articles as already read, JSON lines")
    arguments.add_argument("--times", type=int, default=0, help="weave this many altered copies of the articles")
    options = arguments.parse_args()
    if not ARTICLES.is_file():
        print("../shared/data/articles.jsonl.gz is not here: copies are counted among its articles", file=sys.stderr)
        return 1
    tellings = _tellings(options.readings)
    for line in growth(tellings, options.times) if options.times else report(tellings):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
