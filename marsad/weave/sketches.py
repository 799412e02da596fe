"""What is kept of an article so that its copies are still found when only the ledger remembers its text.

MinHash (Broder 1997, computed by rensa) finds articles that resemble each other as wholes; fingerprints chosen by
winnowing find those that share a passage. Both are made of the shingles of the body.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Protocol, cast

import msgspec
import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from marsad.errors import DataError
from marsad.model.telling import Telling
from marsad.weave.particulars import particulars
from marsad.weave.shingles import Hashes, Words, mixed, winnow

PERMUTATIONS, ROWS, WINDOW, MOST = 64, 2, 16, 300
SEED = 7
SCHEME = f"w5-m{PERMUTATIONS}.{RMinHash.ALGORITHM_VERSION}-f{WINDOW}-1"


class Sketch(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An article as far as copies are looked for: 0.5 to 2 KB. `scheme` says how the numbers in it were made.

    `body` and `whole` are digests of the folded words of the body, and of title and body; `words` and `shingles` count the
    body's. `signature` holds 64 MinHash values, `fingerprints` and `particulars` hashes, all as 32-bit little endian.
    """

    article: str
    scheme: str
    day: str
    captured: str
    publisher: str | None
    body: bytes
    whole: bytes
    words: int
    shingles: int
    signature: bytes
    fingerprints: bytes
    particulars: bytes

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Who was first when no credit says so: day, moment of capture, the longer one, id."""
        return self.day, self.captured, -self.words, self.article


class _Rows(Protocol):
    def to_rows(self) -> list[list[int]]: ...


def sketch(telling: Telling, words: Words) -> Sketch:
    """The sketch of a telling whose body has these words."""
    distinct = words.distinct
    chosen = np.unique(winnow(words.shingles, window=WINDOW).astype(np.uint32))
    return Sketch(
        article=telling.article,
        scheme=SCHEME,
        day=telling.day,
        captured=telling.captured,
        publisher=telling.publisher,
        body=digest(words.words),
        whole=digest([*title_words(telling), "\n", *words.words]),
        words=len(words.words),
        shingles=len(distinct),
        signature=_signature(distinct),
        fingerprints=_packed(chosen[:MOST]),
        particulars=_packed(particulars(telling)),
    )


def title_words(telling: Telling) -> list[str]:
    """The folded words of the title."""
    title = telling.reading.title
    return Words(telling.reading.text, [title]).words if title else []


def body_words(telling: Telling) -> Words:
    """The words of the stretches that are the article; the title, where it stands among them, is left out."""
    title = telling.reading.title
    return Words(telling.reading.text, [span for span in telling.body if span != title])


def digest(words: list[str]) -> bytes:
    """16 bytes that only the same words have."""
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def unpacked(packed: bytes) -> NDArray[np.uint32]:
    """The numbers of a packed field of a sketch."""
    return np.frombuffer(packed, dtype="<u4").astype(np.uint32, copy=False)


def bands(signatures: NDArray[np.uint32]) -> Hashes:
    """A number for each pair of MinHash values, another one for another place: articles alike share at least one.

    A row of 32 for each row of 64 values; one row gives one row.
    """
    values = signatures.astype(np.uint64)
    pairs = mixed(values[..., ::ROWS] << np.uint64(32) | values[..., 1::ROWS])
    return pairs ^ mixed(np.arange(pairs.shape[-1], dtype=np.uint64))


def checked(kept: Sketch) -> Sketch:
    """The sketch, if its numbers can be compared with those made now. Raises DataError."""
    if kept.scheme != SCHEME:
        raise DataError(
            f"{kept.article}: its sketch was made by scheme {kept.scheme!r}, this version compares {SCHEME!r}; sketch the article anew"
        )
    return kept


def _signature(distinct: Hashes) -> bytes:
    if not len(distinct):
        return b""
    rows = RMinHash.digest_matrix_from_flat_token_hashes(distinct, [0, len(distinct)], PERMUTATIONS, SEED)
    return _packed(np.array(cast(_Rows, rows).to_rows()[0], dtype=np.uint32))


def _packed(numbers: NDArray[np.uint32]) -> bytes:
    return numbers.astype("<u4").tobytes()
