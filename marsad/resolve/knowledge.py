"""The knowledge base, read from TOML and laid out for look-up by name."""

from __future__ import annotations

import gc
import gzip
import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from marsad.errors import DataError
from marsad.lang.ar.conjugate import Kind, participle_forms
from marsad.lang.ar.fold import fold
from marsad.lang.ar.skeleton import name_skeleton
from marsad.lang.ar.words import ARTICLES
from marsad.lang.trie import PhraseTrie
from marsad.model import Actor, KnownName, Office
from marsad.model.reading import ActorType
from marsad.resolve.spellings import spelling

_WORDS = re.compile(r"[^\W_]+")
_REGIONS = frozenset(("region", "sea", "gulf", "river", "lake", "mountain", "desert", "island", "continent", "strait", "canal", "border",
                      "base", "airport", "port", "oil_field", "oil_port", "crossing", "camp", "venue", "prison", "dam"))  # fmt: skip


class Knowledge:
    """Actors by id, a trie of their names, adjectives of states, and the words that person names are made of."""

    def __init__(self, folder: Traversable) -> None:
        self.actors: dict[str, Actor] = {}
        self.names: PhraseTrie[KnownName] = PhraseTrie()
        self.adjectives: dict[str, str] = {}
        self.name_words: set[str] = set()
        self.peoples: dict[str, str] = {}
        self._state_names: set[str] = set()
        self.seats: dict[str, str] = {}
        self._by_skeleton: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        self._holders: dict[tuple[str, str], list[tuple[str, Office]]] = {}
        for file, table in _tables(folder):
            self._load(file, table)
        self._load_gazetteer(folder)

    def _load(self, file: str, table: dict[str, list[dict[str, Any]]]) -> None:
        for kind, rows in table.items():
            for row in rows:
                try:
                    if kind == "state":
                        self._add_state(row)
                    else:
                        self._add(_actor(kind, row), ordinary=row.get("ordinary", ()))
                except (KeyError, TypeError) as fault:
                    raise DataError(
                        f"{file}: row {row.get('id', row)!r}: {fault}. See docs/knowledge-base.md."
                    ) from fault

    def _add(self, actor: Actor, *, ordinary: Collection[str] = ()) -> None:
        """Add an actor; those of its names in `ordinary` are common words too."""
        if actor.id in self.actors:
            raise DataError(f"knowledge base: id {actor.id!r} stands twice; ids are unique over all files.")
        self.actors[actor.id] = actor
        names = (actor.name_ar, actor.name, *actor.names)
        for name, folded in zip(names, fold("\n".join(names)).split("\n"), strict=True):
            words = _WORDS.findall(folded)
            self.names.add(words, KnownName(actor.id, ordinary=name in ordinary))
            if actor.type == "PER":
                self.name_words.update(words)
                if len(words) > 1:
                    self._by_skeleton.setdefault(name_skeleton(tuple(words)), []).append((tuple(words), actor.id))
        for name in actor.short:
            self.names.add(_WORDS.findall(fold(name)), KnownName(actor.id, short=True, ordinary=name in ordinary))
        for held in actor.offices:
            self._holders.setdefault((held.office, held.of), []).append((actor.id, held))

    def _add_state(self, row: dict[str, Any]) -> None:
        code = row["id"]
        self._add(Actor(id=code, type="GPE", kind="state", name=row["name"], name_ar=row["name_ar"], names=tuple(row.get("names", ())),
                        short=tuple(row.get("short", ())), country=code, wikidata=row.get("wikidata")), ordinary=row.get("ordinary", ()))  # fmt: skip
        for adjective in row.get("adjective", ()):
            for form, _, _ in participle_forms(adjective, Kind.ACTIVE):
                self.adjectives.setdefault(form, code)
            for plural in ("ون", "ين"):
                self.peoples.setdefault(fold(adjective + plural), code)
        names = (fold(name) for name in (row["name_ar"], *row.get("names", ())))
        self._state_names.update(name for name in names if name.endswith("ا"))
        for people in row.get("demonyms", ()):
            self.adjectives.setdefault(fold(people), code)
            self.peoples.setdefault(fold(people), code)
        for place, kind in [(row.get("capital"), "capital"), *((seat, "seat") for seat in row.get("seats", ()))]:
            if place and place["id"] not in self.actors:
                known: ActorType = "GPE" if kind == "capital" else "ORG"
                self._add(Actor(id=place["id"], type=known, kind=kind, name=place["name"], name_ar=place["name_ar"], names=tuple(place.get("names", ())),
                                country=code, acts_for=(code,), wikidata=place.get("wikidata"), latitude=place.get("latitude"),
                                longitude=place.get("longitude")), ordinary=place.get("ordinary", ()))  # fmt: skip
            if place:
                self.seats[place["id"]] = code

    def _load_gazetteer(self, folder: Traversable) -> None:
        """Populated places: geonames id, name, Arabic names, country, latitude, longitude, population, ordinary or not."""
        file = folder / "gazetteer.tsv.gz"
        if not file.is_file():
            return
        for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
            number, name, arabic, country, latitude, longitude, population, ordinary = line.split("\t")
            first, *rest = arabic.split("|")
            self._add(Actor(id=f"geo-{number}", type="GPE", kind="city", name=name, name_ar=first, names=tuple(rest), country=country,
                            latitude=float(latitude), longitude=float(longitude), geonames=int(number), population=int(population)),
                      ordinary=(name, first, *rest) if ordinary == "1" else ())  # fmt: skip

    def person_spelt(self, words: tuple[str, ...]) -> str | None:
        """The person of whose name folded words are a spelling, word by word: شينكر of شنكر, and not صلاح of سيالة."""
        for name, person in self._by_skeleton.get(name_skeleton(words), ()):
            if all(spelling(one, other) is not None for one, other in zip(words, name, strict=True)):
                return person
        return None

    def holder(self, office: str, of: str, on: str | None) -> str | None:
        """Who held an office of a state or body on a day (`YYYY-MM-DD`), if exactly one person did."""
        if on is None:
            return None
        held = {person for person, o in self._holders.get((office, of), ()) if o.held(on)}
        return held.pop() if len(held) == 1 else None

    @cached_property
    def adjective(self) -> Callable[[str], str | None]:
        """The state whose adjective or people a folded word names, with or without article: الليبية -> LY.

        Names of states that look like an indefinite adjective (روسيا, ليبيا) are none; where two meet, the one with the shorter
        article.
        """
        bare = {a: state for a, state in self.adjectives.items() if len(a) > 2 and a not in self._state_names}
        return {article + a: state for article in ("و", "بال", "لل", "وال", "ال", "") for a, state in bare.items()}.get

    @cached_property
    def adjective_pair(self) -> Callable[[tuple[str, str]], str | None]:
        """The state whose adjective two folded words are: الكورية الشمالية -> KP, الجنوب أفريقي -> ZA."""
        pairs: dict[tuple[str, str], str] = {}
        for adjective, state in self.adjectives.items():
            first, _, second = adjective.partition(" ")
            for ends in (("", ""), ("ه", "ه"), ("", "ه")) if second else ():
                one, two = first + ends[0], second.removesuffix("ه") + ends[1]
                pairs |= {(one, two): state, ("ال" + one, "ال" + two): state, ("ال" + one, two): state}
        return pairs.get

    @cached_property
    def people(self) -> Callable[[str], tuple[str, int] | None]:
        """The state whose people a folded word with the article names, and the letters before the article: والليبيين -> LY, 1."""
        return {
            article + people: (state, len(article) - 2)
            for article in reversed(ARTICLES)  # where two meet, the one with the shorter article
            for people, state in self.peoples.items()
        }.get


def _tables(folder: Traversable) -> Iterator[tuple[str, dict[str, list[dict[str, Any]]]]]:
    for entry in sorted(folder.iterdir(), key=lambda f: f.name):
        if entry.is_dir():
            yield from _tables(entry)
        elif entry.name.endswith(".toml"):
            try:
                yield entry.name, tomllib.loads(entry.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as fault:
                raise DataError(f"{entry.name}: not valid TOML: {fault}. Correct the line it names.") from fault


def _actor(kind: str, row: dict[str, Any]) -> Actor:
    actor_type: ActorType
    if kind == "person":
        fine, actor_type = "person", "PER"
    elif kind == "organisation":
        fine, actor_type = row["kind"], "ORG"
    elif kind == "place":
        fine = row["kind"]
        actor_type = "LOC" if fine in _REGIONS else "GPE"
    else:
        raise DataError(f"knowledge base: table [[{kind}]] is not known; use person, organisation, state or place.")
    offices = tuple(
        Office(
            office=o["office"],
            of=o["of"],
            for_=o.get("for"),
            title_ar=o.get("title_ar"),
            since=o.get("from"),
            until=o.get("to"),
        )
        for o in row.get("offices", ())
    )
    return Actor(id=row["id"], type=actor_type, kind=fine, name=row["name"], name_ar=row["name_ar"], names=tuple(row.get("names", ())),
                 short=tuple(row.get("short", ())), country=row.get("country"), wikidata=row.get("wikidata"),
                 acts_for=tuple(row.get("acts_for", ())), offices=offices, latitude=row.get("latitude"), longitude=row.get("longitude"))  # fmt: skip


def kb_folder() -> Traversable:
    """Where the knowledge base lies."""
    return files("marsad.resolve") / "kb"


@cache
def knowledge() -> Knowledge:
    """The bundled knowledge base, read once a process."""
    collecting = gc.isenabled()
    gc.disable()  # nothing made here is garbage: looking for it would take a third of the time
    try:
        return Knowledge(kb_folder())
    finally:
        gc.freeze()  # nor will it be: no later look need walk through it
        if collecting:
            gc.enable()
