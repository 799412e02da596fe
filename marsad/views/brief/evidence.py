"""What sentences are held against: records, articles with their characters, and who is named where, as the ledger knew it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import msgspec
from sqlalchemy import select

from marsad import dossiers, flow
from marsad.lang.ar.fold import fold
from marsad.lang.ar.words import heads
from marsad.ledger import Ledger, codec, tables
from marsad.ledger.articles import Stored, packed, stored
from marsad.ledger.woven import live, parts
from marsad.model import Span
from marsad.views.answers import Name
from marsad.views.names import names_of

_T = TypeVar("_T", bound=msgspec.Struct)
_UNNAMED = "unnamed/"


class _Mention(msgspec.Struct, gc=False):
    """As much of a mention."""

    start: int
    end: int
    actor: str | None
    nominal: bool = False


class _Time(msgspec.Struct, gc=False):
    """As much of a time."""

    start: int
    end: int
    value: str | None


class Telling(msgspec.Struct, gc=False):
    """As much of a reading as sentences are held against."""

    text: str
    mentions: tuple[_Mention, ...] = ()
    times: tuple[_Time, ...] = ()


class Called(NamedTuple):
    """A naming: the actor of the ledger, his id in the reading, and the rest as it is kept."""

    actor: str
    local: str
    data: bytes


class Expected(NamedTuple):
    """An article with its reading as it is kept, and who is named in it."""

    article: Stored
    reading: bytes
    namings: Sequence[Called]


class _Names(msgspec.Struct, gc=False):
    """As much of a naming's data as sentences are held against."""

    name: str
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


_names = msgspec.json.Decoder(_Names)


class Evidence:
    """The ledger as of the end of a day (`known_on`), or now. What is asked for must have been fetched before.

    `bring` and `expect` fetch records and articles that `fetch` and `open` will ask for: many at once cost hardly more than one.
    """

    def __init__(self, ledger: Ledger, known_on: str | None = None) -> None:
        self._ledger, self._at = ledger, codec.known_by(known_on)
        self.issues = {issue.id: (issue.name_ar, issue.name) for issue in dossiers.issues(ledger.dossier)}
        self.records: dict[str, msgspec.Struct] = {}
        self.articles: dict[str, Stored] = {}
        self.readings: dict[str, Telling] = {}
        self.names: dict[str, Name] = {}
        self._brought: dict[str, tuple[str, bytes]] = {}
        self._expected: dict[str, Expected | None] = {}
        self._actors: dict[str, dict[str, str]] = {}
        self._mentions: dict[str, dict[str, list[Span]]] = {}
        self._named: dict[tuple[str, str], list[Span]] = {}
        self._written: dict[str, list[bytes]] = {}
        self._spelt: dict[str, set[str]] = {}
        self._titled: dict[tuple[str, str], bytes] = {}

    def bring(self, ids: Iterable[str]) -> None:
        """Fetches records of any kind."""
        w = tables.woven.c
        new = sorted(set(ids) - set(self._brought))
        self._brought.update(dict.fromkeys(new, ("", b"")))
        with self._ledger.reading() as connection:
            for part in parts(new):
                wanted = select(w.id, w.kind, w.data).where(w.id.in_(part), live(tables.woven, self._at))
                self._brought.update({row.id: (row.kind, row.data) for row in connection.execute(wanted)})

    def fetch(self, kind: str, record: type[_T], ids: Iterable[str]) -> dict[str, _T]:
        """Records of one kind by id, kept for the gate; ids that do not hold are left out."""
        wanted = sorted(set(ids))
        self.bring(wanted)
        decoder = msgspec.json.Decoder(record)
        found: dict[str, _T] = {}
        for id_ in wanted:
            held = self.records.get(id_)
            of, data = self._brought[id_]
            if of == kind:
                found[id_] = held if isinstance(held, record) else decoder.decode(data)
        self.records.update(found)
        return found

    def expect(self, articles: Iterable[str]) -> None:
        """Fetches articles with their readings, and who is named in them."""
        new = sorted(set(articles) - set(self.articles) - set(self._expected))
        n = tables.naming.c
        self._expected.update(dict.fromkeys(new))
        with self._ledger.reading() as connection:
            for part in parts(new, 200):
                known = stored(connection, part)
                readings = packed(connection, part, known_on=self._at)
                namings: dict[str, list[Called]] = {}
                wanted = select(n.article, n.actor, n.local, n.data).where(
                    n.article.in_(part), live(tables.naming, self._at)
                )
                for article, *called in connection.execute(wanted.order_by(n.seq)).all():
                    namings.setdefault(article, []).append(Called(*called))
                for id_, article in known.items():
                    if id_ in readings:
                        self._expected[id_] = Expected(article, readings[id_], namings.get(id_, ()))

    def open(self, articles: Iterable[str]) -> None:
        """Fetches articles as `expect` and keeps them for the gate. Raises LedgerError for a damaged one."""
        new = sorted(set(articles) - set(self.articles))
        self.expect(new)
        for id_ in new:
            if found := self._expected[id_]:
                self.keep(found.article, codec.unpack(found.reading, Telling), found.namings)

    def keep(self, article: Stored, reading: Telling, namings: Iterable[Called]) -> None:
        """Keeps an article for the gate; `namings` say which actor of the ledger each named actor of the reading is."""
        self.articles[article.id], self.readings[article.id] = article, reading
        self._named.clear()  # what another article calls somebody may be written here
        actors = self._actors.setdefault(article.id, {})
        for actor, local, data in namings:
            actors[local] = actor
            self._titled[article.id, actor] = data
            self._written.setdefault(actor, []).append(data)

    def call(self, actors: Iterable[str]) -> None:
        """Fetches the names of actors and places."""
        with self._ledger.reading() as connection:
            self.names.update(names_of(connection, sorted(set(actors) - set(self.names))))

    def name(self, actor: str) -> Name:
        """What an actor is called. Raises KeyError for one that was not fetched."""
        return self.names[actor]

    def roles(self, article: str, actor: str | None) -> tuple[str, ...]:
        """The titles that an article gives an actor, in its words."""
        titled = self._titled.get((article, actor)) if actor else None
        return _names.decode(titled).roles if titled else ()

    def text(self, article: str) -> str:
        """The stored text of an article; empty where it has no reading."""
        reading = self.readings.get(article)
        return reading.text if reading else ""

    def words(self, article: str, span: Span) -> str:
        """The stored characters of a span."""
        return span.of(self.text(article))

    def mentions(self, article: str, actor: str) -> Sequence[Span]:
        """The mentions of an actor in an article, as the ledger resolves them: by name, or as described where nobody named him."""
        if article not in self._mentions and article in self.readings:
            self._mentions[article] = _mentions(article, self.readings[article], self._actors[article])
        return self._mentions.get(article, {}).get(actor, ())

    def names_in(self, article: str, actor: str, within: Span | None = None) -> list[Span]:
        """The mentions (of a span) whose characters are one of the actor's known spellings, or the description that he goes by."""
        found = self._named.get((article, actor))
        if found is None:
            any_words = actor.startswith(_UNNAMED)
            found = self._named[article, actor] = [
                span
                for span in self.mentions(article, actor)
                if any_words or self.spells(self.words(article, span), actor)
            ]
        return [span for span in found if within.holds(span)] if within else found

    def spells(self, words: str, actor: str) -> bool:
        """Whether words are a known spelling of an actor: the knowledge base's or the ledger's, proclitics aside.

        The adjective and the people of a state (ليبي, الليبيون) spell the state.
        """
        first, _, rest = folded(words).partition(" ")
        known, spelt = _known_spellings(actor), self._spellings(actor)
        for head in heads(first):
            form = f"{head.form} {rest}".strip()
            if form in known or form in spelt or (not rest and flow.knowledge().adjective(head.form) == actor):
                return True
        return False

    def called(self, actor: str) -> frozenset[str]:
        """What a sentence may call an actor: his names and spellings, folded."""
        name = self.names.get(actor)
        own = {folded(form) for form in (name.ar, name.en) if form} if name else set()
        return frozenset(own) | _known_spellings(actor) | self._spellings(actor)

    def _spellings(self, actor: str) -> set[str]:
        """How the articles that were kept spell an actor; read and folded only for those that sentences name."""
        spelt = self._spelt.setdefault(actor, set())
        for naming in map(_names.decode, self._written.pop(actor, ())):
            spelt.update(map(folded, (naming.name, *naming.names)))
        return spelt


def _mentions(article: str, reading: Telling, actors: Mapping[str, str]) -> dict[str, list[Span]]:
    """The mentions of a reading by the actor of the ledger."""
    own = f"{_UNNAMED}{article}/"
    found: dict[str, list[Span]] = {}
    for mention in reading.mentions:
        local, span = mention.actor or "", Span(mention.start, mention.end)
        if local.startswith(_UNNAMED):
            found.setdefault(own + local.removeprefix(_UNNAMED), []).append(span)
        if not mention.nominal and (actor := actors.get(local)):
            found.setdefault(actor, []).append(span)
    return found


@lru_cache(maxsize=1 << 12)
def _known_spellings(actor: str) -> frozenset[str]:
    known = flow.knowledge().actors.get(actor)
    forms = (known.name, known.name_ar, *known.names, *known.short) if known else ()
    return frozenset(map(folded, forms))


@lru_cache(maxsize=1 << 14)
def folded(words: str) -> str:
    """Words for comparing: folded, without punctuation at their ends, one space between."""
    return " ".join(stripped for word in fold(words).split() if (stripped := word.strip("\"'.,،؛:()[]«»")))
