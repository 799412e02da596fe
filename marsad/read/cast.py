"""The actors of one article: from the knowledge base where it knows them, else as the article names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from marsad.lang.trie import PhraseTrie
from marsad.model import Actor, KnownName, ReadActor
from marsad.model.reading import ActorType


class Named(NamedTuple):
    """A name in the text: words `start` to `end`, `cut` letters of clitics before it, who it means and which rule says so."""

    start: int
    end: int
    cut: int
    type: ActorType
    actor: str
    rule: str
    confidence: float


class Who(Protocol):
    """What reading needs of a knowledge base: names in a trie, actors by id, adjectives of states."""

    def __hash__(self) -> int: ...

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Actors by id."""
        ...

    @property
    def names(self) -> PhraseTrie[KnownName]:
        """Names of actors, folded and word by word."""
        ...

    @property
    def name_words(self) -> set[str]:
        """The words that names of persons are made of."""
        ...

    @property
    def people(self) -> Callable[[str], tuple[str, int] | None]:
        """The state whose people a folded word with the article names, and how many letters stand before the article."""
        ...

    @property
    def seats(self) -> Mapping[str, str]:
        """Capitals and palaces: the code of their state."""
        ...

    @property
    def adjective(self) -> Callable[[str], str | None]:
        """The state whose adjective a folded word is."""
        ...

    @property
    def adjective_pair(self) -> Callable[[tuple[str, str]], str | None]:
        """The state whose adjective two folded words are."""
        ...

    def person_spelt(self, words: tuple[str, ...]) -> str | None:
        """The person of whose name folded words are a spelling."""
        ...

    def holder(self, office: str, of: str, on: str | None) -> str | None:
        """Who held an office of a state or body on a day, if one person did."""
        ...


def adjective_at(who: Who, words: Sequence[str], at: int) -> tuple[str | None, int]:
    """The state whose adjective begins at a word, and the word after it: الليبي, الكورية الشمالية."""
    pair = who.adjective_pair((words[at], words[at + 1])) if at + 1 < len(words) else None
    return (pair, at + 2) if pair else (who.adjective(words[at]), at + 1)


class Cast:
    """Actors met so far, by id, with the names each has in the article."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self.actors: dict[str, ReadActor] = {}

    def known(self, actor_id: str, shown: str) -> str:
        """Add an actor of the knowledge base under the name it has here."""
        if actor_id not in self.actors:
            a = self.who.actors[actor_id]
            roles = [o.title_ar or o.office for o in a.offices]
            self.actors[actor_id] = ReadActor(
                name=a.name, name_ar=a.name_ar, type=a.type, wikidata=a.wikidata, country=a.country, roles=roles
            )
        self.called(actor_id, shown)
        return actor_id

    def found(self, folded: str, shown: str, kind: ActorType) -> str:
        """Add an actor that only the article knows; one folded name is one actor."""
        actor_id = f"found/{folded.replace(' ', '-')}"
        if actor_id not in self.actors:
            self.actors[actor_id] = ReadActor(name=shown, name_ar=shown, type=kind)
        self.called(actor_id, shown)
        return actor_id

    def unnamed(self, shown: str, key: str, kind: ActorType = "ORG", country: str | None = None) -> str:
        """Add a speaker or doer without a name; `key` keeps two of them apart."""
        shown, key = (f"ال{text[2:]}" if text.startswith("لل") else text for text in (shown, key))  # للشرطة
        actor_id = f"unnamed/{key.replace(' ', '-')}"
        if actor_id not in self.actors:
            self.actors[actor_id] = ReadActor(name=shown, name_ar=shown, type=kind, country=country, unnamed=True)
        return actor_id

    def country(self, actor_id: str | None) -> str | None:
        """The state an actor belongs to, where known."""
        actor = self.actors.get(actor_id or "")
        return actor.country if actor else None

    def called(self, actor_id: str, shown: str) -> None:
        """Note one more written form of an actor's name."""
        names = self.actors[actor_id].names
        if shown not in names:
            names.append(shown)
