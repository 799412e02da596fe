"""What a question to the ledger gives: rows with the names of everyone in them, the same on every view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from marsad.errors import OutputError
from marsad.model.span import Span
from marsad.model.woven import Judgement

if TYPE_CHECKING:
    import pandas

T = TypeVar("T", bound=msgspec.Struct)
_NAMED = (
    "actor",
    "actors",
    "recipients",
    "speaker",
    "addressees",
    "parties",
    "place",
    "event.place",
    "source",
    "target",
)


class Name(msgspec.Struct, frozen=True):
    """An actor's or place's name in Arabic and, where it is known, in Latin letters."""

    ar: str
    en: str | None = None


class Answer(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Rows in order, how many there are in all, and the names of the actors and places in them by id.

    `more` is the cursor to ask the next page with, None on the last one. `words` has what stands for a row that is
    ids alone: of a quotation its first telling, of an article that a copy names its title.
    """

    rows: tuple[T, ...]
    total: int
    names: Mapping[str, Name] = {}
    more: str | None = None
    words: Mapping[str, str] = {}

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame, one column a field (`event.date` of a field in a field), `_ar` ones with names.

        Raises OutputError without pandas.
        """
        try:
            import pandas  # optional extra
        except ImportError as fault:
            raise OutputError(
                "a data frame needs pandas, which is not installed: pip install 'marsad[pandas]'"
            ) from fault
        frame = pandas.json_normalize([msgspec.to_builtins(row) for row in self.rows])
        for column in (c for c in _NAMED if c in frame and self.names):
            called = [self._called(value) for value in frame[column]]
            frame.insert(
                frame.columns.get_loc(column) + 1, f"{column}_ar", pandas.Series(called, frame.index, dtype=object)
            )
        return frame

    def _called(self, ids: Any) -> list[str] | str | None:
        """The Arabic names of one id or several."""
        if isinstance(ids, (list, tuple)):
            return [self.names[i].ar if i in self.names else i for i in ids]
        return self.names[ids].ar if ids in self.names else None


class ActorCard(msgspec.Struct, frozen=True, kw_only=True):
    """Who an actor is and how the ledger knows him: `spellings` with the number of articles that use each."""

    id: str
    name: Name
    type: str | None
    country: str | None
    wikidata: str | None
    offices: tuple[OfficeRow, ...]
    spellings: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    articles: int
    mentions: int
    statements: int
    events: int
    first: str
    last: str


class OfficeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A dated office, as the knowledge base has it."""

    office: str
    of: str
    title_ar: str | None
    since: str | None
    until: str | None


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in a list, with the number of articles and mentions."""

    id: str
    name: Name
    type: str | None
    country: str | None
    articles: int
    mentions: int
    first: str
    last: str


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was refused, when and why."""

    source: str
    code: str
    reason: str
    recorded: str
    given_id: str | None = None
    line: int | None = None


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Something for review: an unsure judgement of actors, an event of several origins that is little sure, an open disagreement."""

    id: str
    kind: str
    confidence: float
    question: str
    judgement: Judgement | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an article with the words around it: `before`, `words`, `after`, and its place in the stored text."""

    article: str
    span: Span
    before: str
    words: str
    after: str
    role: str = "evidence"


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article, with its page, its version (1 is the first) and the moments that are known of it."""

    id: str
    title: str
    day: str
    publisher: str | None
    url: str | None
    source: str
    given_id: str | None
    published: str | None
    captured: str
    recorded: str
    version: int = 1
    of: int = 1


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Days without any article, of the whole ledger or of one source."""

    source: str | None
    since: str
    until: str
    days: int
