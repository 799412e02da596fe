"""How well articles fall into stories: pairs of ../shared/bench/stories.json, all 11,495 articles present.

    python -m bench.stories [READINGS.jsonl] [--show N]

READINGS are the readings of ../shared/data/articles.jsonl.gz, one a line (`marsad read ... --format jsonl`). A pair of grouped
articles counts as found when both are in one story. Prints the measure for all groups and with each group left out, the
sizes of the largest stories, and with `--show` the titles of N stories drawn by a fixed seed, to be judged by reading.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.model.reading import Reading
from marsad.model.telling import Telling
from marsad.weave.stories import Stories

GROUPS = Path(__file__).parents[2] / "shared" / "bench" / "stories.json"
READINGS = Path("readings.jsonl")

Groups = Mapping[str, Sequence[str]]


class Pairs(NamedTuple):
    """Pairs of grouped articles: in one story rightly, wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    def __str__(self) -> str:
        precision = self.right / ((self.right + self.wrong) or 1)
        recall = self.right / ((self.right + self.missed) or 1)
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {self.f1:.3f}"

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 when nothing is right."""
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)


def pairs(groups: Groups, stories: Mapping[str, str]) -> Pairs:
    """Counts over all pairs of articles that some group holds; an article without a story is alone in one."""
    grouped = sorted((article, name) for name, members in groups.items() for article in members)
    counts = {True: 0, False: 0}
    missed = 0
    for (one, group), (other, its_group) in combinations(grouped, 2):
        if stories.get(one, one) == stories.get(other, other):
            counts[group == its_group] += 1
        elif group == its_group:
            missed += 1
    return Pairs(counts[True], counts[False], missed)


def tellings(readings: Path) -> list[Telling]:
    """The readings of a file as tellings in time order; a reading without a date is told first."""
    decode = msgspec.json.Decoder(Reading).decode
    with readings.open("rb") as stream:
        told = [_telling(reading) for reading in map(decode, stream)]
    return sorted(told, key=lambda telling: telling.order)


def _telling(reading: Reading) -> Telling:
    day = reading.published.date if reading.published else "1970-01-01"
    actors = {local: local for local, actor in reading.actors.items() if not actor.unnamed}
    return Telling(article=reading.given_id or reading.id, reading=reading, day=day, captured=day,
                   publisher=reading.publisher, actors=actors)  # fmt: skip


def woven(told: Iterable[Telling]) -> dict[str, str]:
    """The story of each article, by likeness alone."""
    stories = Stories()
    return {telling.article: stories.add(telling) for telling in told}


def _lines(groups: Groups, stories: Mapping[str, str]) -> Iterator[str]:
    yield f"all groups: {pairs(groups, stories)}"
    for name in groups:
        rest = {other: members for other, members in groups.items() if other != name}
        yield f"without {name}: F1 {pairs(rest, stories).f1:.3f}"
    members: defaultdict[str, int] = defaultdict(int)
    for story in stories.values():
        members[story] += 1
    sizes = sorted(members.values(), reverse=True)
    yield f"{len(sizes)} stories, {sum(size > 2 for size in sizes)} of three articles or more, largest {sizes[:8]}"


def _shown(told: Sequence[Telling], stories: Mapping[str, str], number: int) -> Iterator[str]:
    by_story: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        by_story[stories[telling.article]].append(telling)
    large = [story for story, members in by_story.items() if len(members) > 2]
    for story in random.Random(7).sample(large, min(number, len(large))):  # noqa: S311
        yield f"\n{story}: {len(by_story[story])} articles"
        for telling in by_story[story]:
            body = telling.body[0].of(telling.reading.text) if telling.body else telling.reading.text
            yield f"  {telling.day} {(telling.title or ' '.join(body.split()))[:100]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0; 2 with a reason when the groups or the readings are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", nargs="?", type=Path, default=READINGS)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    options = parser.parse_args(arguments)
    for needed in (GROUPS, options.readings):
        if not needed.exists():
            sys.stderr.write(
                f"{needed}: is not there; this measure needs the groups and the readings of their articles.\n"
            )
            return 2
    groups: Groups = json.loads(GROUPS.read_text(encoding="utf-8"))
    told = tellings(options.readings)
    began = time.process_time()
    stories = woven(told)
    spent = time.process_time() - began
    for line in (
        *_lines(groups, stories),
        f"{len(told)} articles in {spent:.1f} s",
        *_shown(told, stories, options.show),
    ):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
