"""How common terms are in written news at large: a table counted by `training/words`."""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from marsad.errors import DataError
from marsad.lang.ar.pack import models_folder

TABLE = "words.tsv.gz"


@dataclass(frozen=True)
class Background:
    """In what share of articles a term stands, by a table counted over news; `rare` is that of a term it does not hold."""

    shares: Mapping[str, float]
    rare: float

    def share(self, term: str) -> float:
        """The share of articles with `term`, between 0 and 1."""
        return self.shares.get(term, self.rare)

    def surprise(self, term: str) -> float:
        """Minus the logarithm of that share."""
        return self.surprises.get(term, self.rarest)

    @cached_property
    def surprises(self) -> dict[str, float]:
        """That of every term that the table holds."""
        return {term: -math.log(share) for term, share in self.shares.items()}

    @cached_property
    def rarest(self) -> float:
        """That of the others."""
        return -math.log(self.rare)


@cache
def background() -> Background:
    """The table that ships. Raises DataError where it is not as `training/words` writes it."""
    lines = gzip.decompress((models_folder() / TABLE).read_bytes()).decode("utf-8").splitlines()
    try:
        articles, least = map(int, lines[0].split("\t"))
        counts = {term: int(count) for term, count in (line.split("\t") for line in lines[1:])}
    except (ValueError, IndexError) as fault:
        raise DataError(f"{TABLE}: is no table of words ({fault}); make it again by training/words.") from fault
    return Background({term: count / articles for term, count in counts.items()}, least / 2 / articles)
