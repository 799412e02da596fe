"""Who may be meant: what is known of each actor, and a look-up of actors by the keys of their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2
from types import MappingProxyType

from marsad.lang.ar.fold import fold
from marsad.model import Actor
from marsad.model.woven import Naming
from marsad.resolve.keys import SON, name_keys, name_words, word_keys
from marsad.resolve.knowledge import Knowledge
from marsad.resolve.offices import Held
from marsad.resolve.spellings import Words

BLOCK = 48
NAMES = 24
COMPANY = 60
MOST_BITS = 12.0
RARE_BITS = 7.0
_ARAB = frozenset("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())

_CODE = 2


@dataclass(slots=True)
class Facts:
    """What is known of an actor so far: names as words (longest kept), country, offices, company, when and where last seen."""

    id: str
    type: str | None
    names: dict[Words, None] = field(default_factory=dict)
    country: str | None = None
    homes: Counter[str] = field(default_factory=Counter)
    offices: dict[Held, None] = field(default_factory=dict)
    company: dict[str, None] = field(default_factory=dict)
    last: str = ""
    article: str = ""
    known: Actor | None = None

    def keep_company(self, others: Iterable[str]) -> None:
        """Note who stood beside it; the 60 latest are kept."""
        for other in others:
            self.company.pop(other, None)
            self.company[other] = None
        while len(self.company) > COMPANY:
            del self.company[next(iter(self.company))]

    def keep_earlier(self, naming: Naming) -> bool:
        """Note who stood beside it in a naming before all that are noted; whether still earlier ones could add to it."""
        self.last = max(self.last, naming.day)
        self.article = self.article or naming.article
        earlier = [other for other in dict.fromkeys(reversed(naming.company)) if other not in self.company]
        kept = earlier[: COMPANY - len(self.company)]
        self.company = dict.fromkeys([*reversed(kept), *self.company])
        return len(self.company) < COMPANY


class Asked:
    """A naming made ready for comparison: its words, all its names, its offices with who held each on that day.

    `country` is stated by the article, `home` the one that its company speaks for, `kind` what it is compared with: persons
    with persons, everything else with everything else.
    """

    __slots__ = ("company", "country", "home", "kind", "names", "naming", "offices", "words")

    def __init__(self, naming: Naming, offices: Mapping[Held, str | None], home: str | None) -> None:
        self.naming = naming
        self.names = spelt(naming)
        self.words: Words = self.names[0] if self.names else ()
        self.offices = offices
        self.home = home
        self.country = naming.country or next((o.of for o in offices if o.of and len(o.of) == _CODE), None)
        self.company = frozenset(naming.company)
        self.kind = kind(naming.type)


def spelt(naming: Naming) -> list[Words]:
    """All names of a naming as words, each once, the longest first."""
    names = dict.fromkeys(name_words(n) for n in (naming.name, *naming.names))
    return sorted(filter(None, names), key=len, reverse=True)


def kind(type_: str | None) -> str:
    """The half of the world an actor belongs to: persons (P) or bodies and places (B)."""
    return "P" if type_ == "PER" else "B"


class Commonness:
    """How much a word of a name tells, in bits: 12 where nobody else bears it, less the more names it stands in."""

    def __init__(self, words: Mapping[str, int] = MappingProxyType({}), names: Iterable[Words] = ()) -> None:
        self._words = Counter(words)
        self._names = set(names)

    def copy(self) -> Commonness:
        """One that may grow by itself."""
        return Commonness(self._words, self._names)

    def add(self, words: Words) -> None:
        """Count a name, once however many bear it."""
        if words not in self._names:
            self._names.add(words)
            for word in {w.removeprefix(SON) for w in words}:
                self._words[word] += 1

    def bits(self, word: str) -> float:
        """log2 of how many names there are for each other one that has the word, at most 12."""
        others = max(0, self._words[word.removeprefix(SON)] - 1)
        return min(MOST_BITS, log2((len(self._names) + 1) / (others + 0.5)))


class Blocks:
    """Ids of actors by the keys of their names: full names, names of one word, and words of full names that few bear."""

    def __init__(self) -> None:
        self._pairs: defaultdict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
        self._lone: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._part: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def put(self, actor: str, words: Words, half: str, common: Commonness) -> None:
        """Index one name of an actor. A block keeps its 48 latest, so that no look-up grows with the ledger."""
        blocks = [self._pairs[half, first, later] for first, later in name_keys(words)]
        if len(words) == 1:
            blocks.append(self._lone[half, word_keys(words[0])[0]])
        elif half == "P":
            blocks += [self._part[half, word_keys(w)[0]] for w in words if common.bits(w) >= RARE_BITS]
        for block in blocks:
            block[actor] = None
            if len(block) > BLOCK and actor.startswith("found/"):
                del block[next(iter(block))]

    def of(self, words: Words, half: str, common: Commonness) -> dict[str, None]:
        """Actors whose names share a key with a name, each once, in the order they were met."""
        found: dict[str, None] = {}
        for first, later in name_keys(words):
            found.update(self._pairs.get((half, first, later), {}))
        last = word_keys(words[-1])[0]
        if len(words) == 1 or half == "P":
            found.update(self._lone.get((half, last), {}))
        if len(words) == 1 and half == "P" and common.bits(words[0]) >= RARE_BITS:
            found.update(self._part.get((half, last), {}))
        return found


class KnownNames:
    """The names of a knowledge base, made ready once: words by actor, blocks, rarity, and given names that Arabs bear."""

    def __init__(self, who: Knowledge) -> None:
        self.names: dict[str, dict[Words, None]] = {}
        self.common = {"P": Commonness(), "B": Commonness()}
        self.native: Counter[str] = Counter()
        self.blocks = Blocks()
        known = [a for a in who.actors.values() if not a.id.startswith("geo-")]
        for actor in known:
            words = name_words(actor.name_ar)
            self.common[kind(actor.type)].add(words)
            if actor.type == "PER" and actor.country in _ARAB:
                self.native.update(set(words))
        for actor in known:
            names = (n for n in (actor.name_ar, *actor.names, *actor.short) if not _ordinary(who, actor, n))
            self.names[actor.id] = dict.fromkeys(filter(None, map(name_words, names)))
            for words in self.names[actor.id]:
                self.blocks.put(actor.id, words, kind(actor.type), self.common[kind(actor.type)])


@lru_cache(maxsize=2)
def known_names(who: Knowledge) -> KnownNames:
    """The names of a knowledge base, kept for the next resolver."""
    return KnownNames(who)


class Candidates:
    """Actors by the keys of their names: those of the knowledge base, and those that the ledger found."""

    def __init__(self, who: Knowledge) -> None:
        self._who, self._known = who, known_names(who)
        self._blocks = Blocks()
        self._facts: dict[str, Facts] = {}
        self._types: dict[str, str | None] = {}  # of those that the ledger found, as their names
        self._names: dict[str, dict[Words, None]] = {}
        self.common = {half: common.copy() for half, common in self._known.common.items()}
        self.native = self._known.native
        self.names: list[tuple[str, Words]] = []

    def get(self, actor: str) -> Facts | None:
        """What is known of an actor; None for one never met."""
        if actor not in self._facts:
            if actor in self._names:
                self._facts[actor] = Facts(actor, self._types[actor], self._names[actor])
            elif actor in self._known.names:
                known = self._who.actors[actor]
                self._facts[actor] = Facts(actor, known.type, self._known.names[actor], known.country, known=known)
        return self._facts.get(actor)

    def add(self, actor: str, type_: str | None, names: Sequence[Words]) -> None:
        """Take names that one of a type gives to an actor that the ledger found, new or not.

        Names of a person are none of a body, nor the other way round. The first name counts for how common words are.
        """
        half = kind(self._types.setdefault(actor, type_))
        if half != kind(type_):
            return
        theirs = self._names.get(actor)
        if theirs is None:
            theirs = self._names[actor] = {}
            self.common[half].add(names[0] if names else ())
        for words in names:
            if words not in theirs and len(theirs) < NAMES:
                theirs[words] = None
                self.names.append((actor, words))
                self._blocks.put(actor, words, half, self.common[half])

    def of(self, asked: Asked) -> Iterator[Facts]:
        """Actors whose names share a key with the naming's, known ones first, then in the order they were met."""
        common = self.common[asked.kind]
        found = self._known.blocks.of(asked.words, asked.kind, common) | self._blocks.of(
            asked.words, asked.kind, common
        )
        return (facts for facts in map(self.get, found) if facts)


def _ordinary(who: Knowledge, actor: Actor, name: str) -> bool:
    """Whether a name is a common word too: the reader looks for a place word before it, so a bare one is none (الخبر)."""
    return any(k.ordinary for k in who.names.get(tuple(fold(name).split())) if k.actor == actor.id)
