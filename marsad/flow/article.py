"""The flow of one article: records(paths) -> article(record) -> ArticleReader.read(article) -> Reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cached_property
from importlib.metadata import version
from typing import BinaryIO

from marsad import dossiers, ingest, sources
from marsad.lang.ar.pack import Pack, arabic, digest, lexicon_folder, models_folder
from marsad.model import Article, Reader, Reading, Record, Refusal
from marsad.read.cast import Cast
from marsad.read.events import Happenings
from marsad.read.institutions import Institutions
from marsad.read.introduced import Introduced
from marsad.read.names import Namer
from marsad.read.parties import PartyFinder
from marsad.read.stances import Stances
from marsad.read.statements import find_statements
from marsad.read.tagger import name_tagger
from marsad.read.times import find_times
from marsad.read.titles import Titles
from marsad.read.tokens import Document
from marsad.read.write import Findings, write
from marsad.resolve.knowledge import Knowledge, kb_folder, knowledge

STAGES = ("ingest", "tokens", "names", "times", "parties", "statements", "stances", "events", "write")
Clock = Callable[[str], AbstractContextManager[object]]


class ArticleReader:
    """A reader with its lexicons and knowledge base loaded once; `clock` may time each stage of `STAGES`.

    Names, statements and events with less than `min_confidence`, 0 to 1, are left out of its readings.
    """

    def __init__(self, dossier: str | None = None, *, min_confidence: float = 0.0, clock: Clock = nullcontext) -> None:
        self.min_confidence = min_confidence
        self.pack: Pack = arabic()
        self.knowledge: Knowledge = knowledge()
        self.clock = clock
        self._titles = Titles(self.pack)
        self._institutions = Institutions(self.pack)
        self._namer = Namer(name_tagger())
        self._introduced = Introduced(self.pack, self._titles, name_tagger().tagger.words.rank)
        self._stances = Stances(dossiers.issues(dossier or "libya"), lexicon_folder())

    @cached_property
    def reader(self) -> Reader:
        """What makes the readings: version and digests, so that two runs can be compared."""
        return Reader(
            name="marsad",
            version=version("marsad"),
            digests={
                "lexicon": digest(lexicon_folder()),
                "knowledge": digest(kb_folder()),
                "models": digest(models_folder()),
            },
        )

    def read_record(self, record: Record) -> Reading | Refusal:
        """The reading of a record, or why there is none."""
        with self.clock("ingest"):
            article = ingest.article(record)
        return article if isinstance(article, Refusal) else self.read(article)

    def read(self, article: Article) -> Reading:
        """All that one article says."""
        doc, cast, found = self.find(article)
        with self.clock("write"):
            return write(doc, cast, found, self.reader, least=self.min_confidence)

    def find(self, article: Article) -> tuple[Document, Cast, Findings]:
        """All that one article says, in words: what `read` writes out."""
        with self.clock("tokens"):
            doc = Document(article, self.pack)
            cast = Cast(self.knowledge)
        with self.clock("names"):
            names = self._introduced.add(doc, cast, self._namer.find(doc, cast, self._institutions))
            doc.keep_whole(i for n in names if n.type == "PER" and n.end > n.start + 1 for i in range(n.start, n.end))
        with self.clock("times"):
            times = find_times(doc, date.fromisoformat(article.published.date) if article.published else None)
        with self.clock("parties"):
            parties = PartyFinder(doc, cast, self.pack, self._titles, names).find()
        with self.clock("statements"):
            kinds = {k: a.kind for k in cast.actors if (a := self.knowledge.actors.get(k))}
            statements = find_statements(doc, self.pack, parties, kinds)
        with self.clock("stances"):
            statements, stances = self._stances.take(doc, parties, statements, kinds)
        with self.clock("events"):
            events = Happenings(doc, self.pack, parties.known(), cast).find(statements, times)
        return doc, cast, Findings(names, parties, statements, stances, events, times)


def read(
    paths: Sequence[str], *, dossier: str | None = None, min_confidence: float = 0.0, stdin: BinaryIO | None = None
) -> Iterator[Reading | Refusal]:
    """Readings of everything under `paths` (files, folders, globs, `-`), in order; what cannot be read comes as a Refusal."""
    desk = ArticleReader(dossier, min_confidence=min_confidence)
    for record in sources.records(paths, stdin=stdin):
        yield record if isinstance(record, Refusal) else desk.read_record(record)
