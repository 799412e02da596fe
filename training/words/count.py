"""Counts in how many news articles each word stands: the background table of `marsad.weave.likeness`.

    python -m training.words.count ARTICLES.jsonl.gz

Only counts over all articles go in; no text can be had back.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from marsad.lang.ar.pack import models_folder
from marsad.weave.background import TABLE
from marsad.weave.likeness import words

LEAST = 12
"""Articles that must have a word before it is kept, about one in a thousand: rarer words are surprising enough."""


def count(articles: Path) -> tuple[int, Counter[str]]:
    """The number of articles and, for each word, of those that have it; a text that was there before is left out."""
    found: Counter[str] = Counter()
    seen: set[str] = set()
    with gzip.open(articles, "rt", encoding="utf-8") as stream:
        for record in map(json.loads, stream):
            if record["text"] not in seen:
                seen.add(record["text"])
                found.update(set(words(f"{record['title'] or ''}\n{record['text']}")))
    return len(seen), found


def write(articles: int, found: Counter[str], file: Path) -> None:
    """Write the table, the same bytes each time: the number of articles and `LEAST`, then a word and its count a line."""
    kept = sorted((word, n) for word, n in found.items() if n >= LEAST)
    lines = [f"{articles}\t{LEAST}", *(f"{word}\t{n}" for word, n in kept)]
    file.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    write(*count(Path(sys.argv[1])), Path(str(models_folder() / TABLE)))
