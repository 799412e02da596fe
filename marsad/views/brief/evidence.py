"""What sentences are held against: records, articles with their characters, and who is named where, as the ledger knew it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

import msgspec
from sqlalchemy import select

from marsad import dossiers, flow
from marsad.lang.ar.fold import fold
from marsad.lang.ar.words import heads
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored, read_of, stored
from marsad.ledger.woven import live, parts
from marsad.model import Mention, Span, Time
from marsad.model.woven import Naming
from marsad.views.answers import Name
from marsad.views.names import names_of

_T = TypeVar("_T", bound=msgspec.Struct)
_UNNAMED = "unnamed/"


class Telling(msgspec.Struct, gc=False):
    """As much of a reading as sentences are held against."""

    text: str
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()


class Evidence:
    """The ledger as of the end of a day (`known_on`), or now. What is asked for must have been fetched before."""

    def __init__(self, ledger: Ledger, known_on: str | None = None) -> None:
        self._ledger, self._at = ledger, codec.known_by(known_on)
        self.issues = {issue.id: (issue.name_ar, issue.name) for issue in dossiers.issues(ledger.dossier)}
        self.records: dict[str, msgspec.Struct] = {}
        self.articles: dict[str, Stored] = {}
        self.readings: dict[str, Telling] = {}
        self._actors: dict[str, dict[str, str]] = {}
        self.names: dict[str, Name] = {}
        self._spelt: dict[str, set[str]] = {}
        self._roles: dict[tuple[str, str], tuple[str, ...]] = {}

    def fetch(self, kind: str, record: type[_T], ids: Iterable[str]) -> dict[str, _T]:
        """Records of one kind by id, kept for the gate; ids that do not hold are left out."""
        w = tables.woven.c
        decoder = msgspec.json.Decoder(record)
        found: dict[str, _T] = {}
        with self._ledger.reading() as connection:
            for part in parts(sorted(set(ids))):
                wanted = select(w.id, w.kind, w.data).where(w.id.in_(part), live(tables.woven, self._at))
                rows = connection.execute(wanted)  # with the kind in its question SQLite would go over all of that kind
                found.update({row.id: decoder.decode(row.data) for row in rows if row.kind == kind})
        self.records.update(found)
        return found

    def open(self, articles: Iterable[str]) -> None:
        """Fetches articles with their readings, and who is named in them. Raises LedgerError for a damaged one."""
        new = sorted(set(articles) - set(self.articles))
        n = tables.naming.c
        with self._ledger.reading() as connection:
            for part in parts(new, 200):
                known = stored(connection, part)
                readings = dict(read_of(connection, part, Telling, known_on=self._at))
                namings: dict[str, list[tuple[str, Naming]]] = {}
                wanted = select(n.article, n.actor, n.data).where(n.article.in_(part), live(tables.naming, self._at))
                for row in connection.execute(wanted.order_by(n.seq)):
                    naming = msgspec.json.decode(row.data, type=Naming)
                    namings.setdefault(row.article, []).append((row.actor, naming))
                for id_, article in known.items():
                    if id_ in readings:
                        self.keep(article, readings[id_], namings.get(id_, ()))

    def keep(self, article: Stored, reading: Telling, namings: Iterable[tuple[str, Naming]]) -> None:
        """Keeps an article for the gate; `namings` say which actor of the ledger each named actor of the reading is."""
        self.articles[article.id], self.readings[article.id] = article, reading
        actors = self._actors.setdefault(article.id, {})
        for actor, naming in namings:
            actors[naming.local] = actor
            self._roles[article.id, actor] = naming.roles
            self._spelt.setdefault(actor, set()).update(map(folded, (naming.name, *naming.names)))

    def call(self, actors: Iterable[str]) -> None:
        """Fetches the names of actors and places."""
        with self._ledger.reading() as connection:
            self.names.update(names_of(connection, sorted(set(actors) - set(self.names))))

    def name(self, actor: str) -> Name:
        """What an actor is called. Raises KeyError for one that was not fetched."""
        return self.names[actor]

    def roles(self, article: str, actor: str | None) -> tuple[str, ...]:
        """The titles that an article gives an actor, in its words."""
        return self._roles.get((article, actor), ()) if actor else ()

    def text(self, article: str) -> str:
        """The stored text of an article; empty where it has no reading."""
        reading = self.readings.get(article)
        return reading.text if reading else ""

    def words(self, article: str, span: Span) -> str:
        """The stored characters of a span."""
        return span.of(self.text(article))

    def mentions(self, article: str, actor: str) -> Iterator[Mention]:
        """The mentions of an actor in an article, as the ledger resolves them: by name, or as described where nobody named him."""
        reading = self.readings.get(article)
        known = self._actors.get(article, {})
        own = f"{_UNNAMED}{article}/"
        for mention in reading.mentions if reading else ():
            if not mention.actor:
                continue
            if actor.startswith(own):
                if mention.actor == _UNNAMED + actor.removeprefix(own):
                    yield mention
            elif not mention.nominal and known.get(mention.actor) == actor:
                yield mention

    def names_in(self, article: str, actor: str, within: Span | None = None) -> Iterator[Mention]:
        """The mentions (of a span) whose characters are one of the actor's known spellings, or the description that he goes by."""
        for mention in self.mentions(article, actor):
            if within and not within.holds(Span(mention.start, mention.end)):
                continue
            if actor.startswith(_UNNAMED) or self.spells(self.words(article, Span(mention.start, mention.end)), actor):
                yield mention

    def spells(self, words: str, actor: str) -> bool:
        """Whether words are a known spelling of an actor: the knowledge base's or the ledger's, proclitics aside.

        The adjective and the people of a state (ليبي, الليبيون) spell the state.
        """
        first, _, rest = folded(words).partition(" ")
        spelt = self._spellings(actor)
        for head in heads(first):
            if f"{head.form} {rest}".strip() in spelt or (not rest and flow.knowledge().adjective(head.form) == actor):
                return True
        return False

    def called(self, actor: str) -> frozenset[str]:
        """What a sentence may call an actor: his names and spellings, folded."""
        name = self.names.get(actor)
        own = {folded(form) for form in (name.ar, name.en) if form} if name else set()
        return frozenset(own) | self._spellings(actor)

    def _spellings(self, actor: str) -> frozenset[str]:
        return _known_spellings(actor) | self._spelt.get(actor, set())


@lru_cache(maxsize=1 << 12)
def _known_spellings(actor: str) -> frozenset[str]:
    known = flow.knowledge().actors.get(actor)
    forms = (known.name, known.name_ar, *known.names, *known.short) if known else ()
    return frozenset(map(folded, forms))


@lru_cache(maxsize=1 << 14)
def folded(words: str) -> str:
    """Words for comparing: folded, without punctuation at their ends, one space between."""
    return " ".join(stripped for word in fold(words).split() if (stripped := word.strip("\"'.,،؛:()[]«»")))
