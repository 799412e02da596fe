"""Parties: the noun phrases that can speak or act, each with who is meant.

A party is a name with its title, a title without a name (الوزير), a noun that points back (الصحيفة), or a description
(مصادر مطلعة, القوات الحكومية).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from marsad.lang.ar.pack import Pack
from marsad.lang.ar.words import definite_nisba, heads
from marsad.lang.lexicon import Cue, Unnamed
from marsad.model.reading import ActorType
from marsad.read.cast import Cast, Named, Who
from marsad.read.descriptions import Descriptions
from marsad.read.memory import DUALS, LAST_NAMED, Memory, description
from marsad.read.party import Parties, Party, Sort
from marsad.read.sayers import before_sayer, sayer
from marsad.read.titles import QUALIFIERS, Title, Titles
from marsad.read.tokens import Document

_BODIES = frozenset(("force", "group", "party", "government", "delegation"))
_ONE_OF = frozenset(("احد", "احدي"))
_COUNTERPART, _LONGEST_COUNTERPART = "نظير", 8
_SORTS: dict[ActorType, Sort] = {"PER": "person", "ORG": "body", "GPE": "state", "LOC": "place"}


@lru_cache(maxsize=100_000)
def _opens(word: str, pack: Pack, who: Who) -> bool:
    """Whether a party without name, title and rank can begin with a word: most words are none, whatever stands around them."""
    if word.endswith(DUALS) or word in LAST_NAMED or _COUNTERPART in word or who.people(word):
        return True
    described = any(isinstance(analysis.row, Unnamed) for analysis in pack.analyse(word))
    return described or any(head.form in pack.anaphors for head in heads(word))


@lru_cache(maxsize=100_000)
def _reports(word: str, pack: Pack) -> bool:
    """Whether a word can be a reporting verb, behind which somebody without a name may stand: most are none."""
    return any(isinstance(analysis.row, Cue) and analysis.is_verb for analysis in pack.analyse(word))


class PartyFinder:
    """Puts the names, titles and descriptions of one article together."""

    def __init__(self, doc: Document, cast: Cast, pack: Pack, titles: Titles, names: Sequence[Named]) -> None:
        self.doc, self.cast, self.titles, self._names = doc, cast, titles, names
        self._pack = pack
        self._memory = Memory(doc, cast, pack)
        self._descriptions = Descriptions(doc, cast, names)

    def find(self) -> Parties:
        """Every party of the article."""
        named = {n.start: n for n in self._names}
        titles = {t.start: t for t in self.titles.find(self.doc, self.cast.who, named)}
        found: list[Party] = []
        at, n = 0, len(self.doc.words)
        while at < n:
            party = self._at(at, named, titles)
            if party:
                twin = named.get(party.end)
                if twin and twin.actor == party.actor and self.doc.gaps[party.end].strip() in ('"', "("):
                    party = replace(party, end=twin.end)  # وكالة الأنباء السورية "سانا"
                found.append(party)
                self._memory.meet(party)
            at = party.end if party else at + 1
        return Parties(found)

    def _at(self, at: int, named: Mapping[int, Named], titles: Mapping[int, Title]) -> Party | None:
        word = self.doc.words[at]
        opens = _opens(word, self._pack, self.cast.who)
        if opens and (counted := self._memory.of_those_named(at)):
            return counted
        if word.lstrip("وفلب") in _ONE_OF and word != "واحد" and (one := self._one_of(at, named, titles)):
            return one
        if at in titles:
            return self._titled(titles[at], named)
        if at in named:
            return self._named(named[at], named, titles)
        if opens and (counterpart := self._counterpart(at, named)):
            return counterpart
        if word in self.titles.honorifics and (name := named.get(at + 1)) and name.type == "PER":
            return self._called(at, name, 0)
        party = self._memory.point_back(at) if opens else None
        if opens and party is None:
            party = self._descriptions.find(at, named, partial(self._person, named=named, titles=titles))
        party = party or self._descriptions.crowd(at)
        if party is None and at and _reports(self.doc.words[before_sayer(self.doc.words, at)], self._pack):
            party = sayer(self.doc, self.cast, at, named)
        name = (
            named.get(party.end)
            if party and party.nominal and not party.plural and party.office not in _BODIES
            else None
        )
        if party and name and name.type == "PER" and not name.cut and self.doc.gaps[name.start] == " ":
            return self._called(at, name, party.cut)  # الدبلوماسي العماني عمران البلوشي
        return party

    def _one_of(self, at: int, named: Mapping[int, Named], titles: Mapping[int, Title]) -> Party | None:
        """One of several who are described: أحد قادة الاحتجاجات, إحدى الناجيات."""
        bound = at + 1 < len(self.doc.words) and self.doc.gaps[at + 1] == " "
        party = self._at(at + 1, named, titles) if bound else None
        if party is None or not (party.nominal and party.plural and party.actor.startswith("unnamed/")):
            return None
        cut = len(self.doc.words[at]) - len(self.doc.words[at].lstrip("وفلب"))
        shown = self.doc.show(at, party.end, cut=cut)
        actor = self.cast.unnamed(shown, shown, "PER", self.cast.country(party.actor))
        return replace(party, start=at, head=(at, party.end), cut=cut, actor=actor, plural=False)

    def _counterpart(self, at: int, named: Mapping[int, Named]) -> Party | None:
        """نظيره المصري سامح شكري: a person named behind his office of another state."""
        for head in self.doc.heads[at] if _COUNTERPART in self.doc.words[at] else ():
            if not head.form.startswith(_COUNTERPART) or len(head.form) > _LONGEST_COUNTERPART:
                continue
            end = at + 1
            while end < len(self.doc.words) and self.cast.who.adjective(self.doc.words[end]):
                end += 1
            name = named.get(end)
            if name and name.type == "PER" and self.doc.gaps[end].strip(" ،") == "":
                return self._called(at, name, head.cut)
        return None

    def _called(self, at: int, name: Named, cut: int) -> Party:
        """A person named behind a rank or description."""
        return Party(start=at, end=name.end, head=(name.start, name.end), cut=cut, actor=name.actor, sort="person",
                     confidence=name.confidence, rule=name.rule)  # fmt: skip

    def _named(self, name: Named, named: Mapping[int, Named], titles: Mapping[int, Title]) -> Party:
        """A name, with the title set off behind it: ستيفان دوجاريك، المتحدث باسم الأمين العام."""
        end, after = name.end, titles.get(name.end)
        if name.type == "PER" and after and self.doc.gaps[end].strip() in ("،", "(", "-"):
            self._memory.hold(after, name.actor)
            end = after.end
        words = self.doc.words[end : end + 1]
        if (
            name.type == "ORG"
            and words
            and end not in named
            and self.doc.gaps[end] == " "
            and self.cast.who.adjective(words[0])
        ):
            end += definite_nisba(words[0])  # حركة الشباب الصومالية
        return Party(start=name.start, end=end, head=(name.start, name.end), cut=name.cut, actor=name.actor,
                     sort=_SORTS[name.type], confidence=name.confidence, rule=name.rule)  # fmt: skip

    def _titled(self, title: Title, named: Mapping[int, Named]) -> Party:
        """A title with its holder's name behind it, or the one whom the title alone means."""
        name = self._name_after(title, named)
        self._memory.meet_body(title.of)
        spoken_for = name is not None and self._for_another(title)
        end = name.end if name and spoken_for else title.end
        if name and not spoken_for:
            self._memory.hold(title, name.actor)
            return Party(start=title.start, end=name.end, head=(name.start, name.end), cut=title.cut, actor=name.actor, sort="person",
                         confidence=name.confidence, plural=title.plural, office=title.office.office, rule=name.rule)  # fmt: skip
        holder = self._memory.several(title) if title.plural else self._memory.holder(title)
        if holder is None:
            shown = self.doc.show(title.start, end)
            key = " ".join(self.doc.words[title.start : end])[title.cut :]
            country = self.cast.country(title.of) or title.of
            holder = self.cast.unnamed(shown, key, "PER", country), description(title.office.lemma), 0.6
        actor, rule, sure = holder
        return Party(start=title.start, end=end, head=(title.start, title.end), cut=title.cut, actor=actor, sort="role",
                     confidence=sure, plural=title.plural, office=title.office.office, rule=rule)  # fmt: skip

    def _for_another(self, title: Title) -> bool:
        """Whether the name behind a title is the one spoken for: متحدث باسم رئيسة الوزراء البريطانية تيريزا ماي."""
        words, trie = self.doc.words, self.titles.trie
        if not title.office.lemma.endswith("باسم") or words[title.start][title.cut :].startswith("ال"):
            return False
        return any(trie.longest(words, at, words[at])[0] for at in range(title.start + 2, title.end))

    def _person(self, at: int, named: Mapping[int, Named], titles: Mapping[int, Title]) -> Named | None:
        """Who is named behind the title or ranks that begin at a word: الرئيس بشار الأسد, العقيد الراحل معمر القذافي."""
        if title := titles.get(at):
            return None if title.cut else self._name_after(title, named)
        words, end = self.doc.words, at
        while end < len(words) and (words[end] in self.titles.honorifics or (end > at and words[end] in QUALIFIERS)):
            end += 1
        name = named.get(end) if end > at else None
        return name if name and name.type == "PER" and not self.doc.gaps[end].strip() else None

    def _name_after(self, title: Title, named: Mapping[int, Named]) -> Named | None:
        at = title.end
        while (
            at < len(self.doc.words)
            and self.doc.words[at] in self.titles.honorifics
            and not self.doc.gaps[at].strip(" ،")
        ):
            at += 1
        name, gap = named.get(at), self.doc.gaps[at].strip()
        if name is None or name.type != "PER" or gap not in ("", "،", '"', "(", "-", ":"):
            return None
        return name if gap != "،" or not name.cut else None
