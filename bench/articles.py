"""Real articles that speed is measured on; they lie beside the repository and are not part of it."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

from bench.rules import ROOT
from marsad.model import Record

ARTICLES = ROOT.parent / "shared" / "data" / "articles.jsonl.gz"
"""The file, one article a line."""


def sample(path: Path, count: int, seed: int) -> list[Record]:
    """So many records drawn from the file, the same for the same seed."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        drawn = random.Random(seed).sample(list(lines), count)  # noqa: S311 - a draw, not a secret
    return [_record(json.loads(line), n) for n, line in enumerate(drawn)]


def _record(about: dict[str, str | None], n: int) -> Record:
    return Record(
        source=f"sample:{n}",
        given_id=about["id"],
        text=about["text"],
        title=about["title"],
        published=about["published"],
        publisher=about["publisher"],
        url=about["url"],
    )
