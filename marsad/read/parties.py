"""Parties: the noun phrases that can speak or act, each with who is meant.

A party is a name with its title, a title without a name (الوزير), or a description (مصادر مطلعة, القوات الحكومية).
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import CLAUSE_BREAKS, CLAUSE_WORDS, FILLERS, NEGATORS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Analysis, Pack
from marsad.lang.ar.words import heads, splits
from marsad.lang.lexicon import Unnamed, Verb
from marsad.model.reading import ActorType
from marsad.read.cast import Cast, Named
from marsad.read.party import Parties, Party, Sort
from marsad.read.titles import Title, Titles
from marsad.read.tokens import Document

_STATE_ORGANS = frozenset("حكومه نظام سلطات سلطه اداره قوات جيش شرطه وفد جانب برلمان رياسه بحريه طيران مقاتلات طايرات قياده دبلوماسيه سفاره".split())
_SORTS: dict[ActorType, Sort] = {"PER": "person", "ORG": "body", "GPE": "state", "LOC": "place"}
_HEAD_KINDS = {"صحيفه": "newspaper", "جريده": "newspaper", "مجله": "newspaper", "موقع": "website", "قناه": "broadcaster", "شبكه": "broadcaster",
               "وكاله": "agency", "اذاعه": "broadcaster", "شركه": "company", "منظمه": "ngo", "حزب": "party", "حركه": "movement", "تنظيم": "armed_group"}  # fmt: skip
_NEVER = CLAUSE_WORDS | RELATIVES | FILLERS | NEGATORS | PREPOSITIONS | CLAUSE_BREAKS | frozenset("هذا هذه ذلك تلك بعد هو هي هم الي اما الا هنا هناك كما اذ منها منهم عليها عليه فيها فيه لها له بها به".split())
_LINKERS = frozenset(("من", "في", "عن", "لدي", "باسم"))
_QUANTIFIERS = frozenset("بعض كل جميع عدة عدد مجموعه احد احدي كبار عشرات مئات الاف العديد الكثير اغلب معظم كافه سائر".split())


class PartyFinder:
    """Puts names, titles and descriptions together; needs the lexicons' titles and the names found so far."""

    def __init__(self, doc: Document, cast: Cast, pack: Pack, titles: Titles) -> None:
        self.doc, self.cast, self.pack, self.titles = doc, cast, pack, titles
        self.offices: list[tuple[str, str | None, str]] = []  # office, of, actor: who held what so far in the text
        self.seen: list[tuple[str, str, str | None]] = []  # kind, actor and state of those met, in the order of the text

    def find(self, names: list[Named]) -> Parties:
        """Every party of the article."""
        named = {n.start: n for n in names}
        titles = {t.start: t for t in self.titles.find(self.doc, self.cast.who, named)}
        found: list[Party] = []
        at, n = 0, len(self.doc.words)
        while at < n:
            party = self._titled(titles[at], named) if at in titles else None
            if party is None and at in named:
                party = self._named(named[at], titles)
            if party is None:
                party = self._anaphor(at) or self._described(at, named) or self._people(at)
            if party:
                found.append(party)
                self._note(party)
                at = party.end
            else:
                at += 1
        return Parties(found)

    def _named(self, name: Named, titles: Mapping[int, Title]) -> Party:
        end = name.end
        after = titles.get(end)
        if name.type == "PER" and after and self.doc.gaps[end].strip() in ("،", ",", "(", "-"):
            self._remember(after, name.actor)
            end = after.end
        return Party(name.start, end, (name.start, name.end), name.cut, name.actor, _SORTS[name.type], name.confidence, rule=name.rule)

    def _note(self, party: Party) -> None:
        """Keep what later nouns may refer to: the kinds that the party counts as."""
        actor = self.cast.who.actors.get(party.actor)
        state = self.cast.country(party.actor)
        if party.sort == "described" and not party.plural:
            self.seen.append((party.rule, party.actor, state))
        elif actor and actor.type != "PER":
            self.seen.append((actor.kind, party.actor, state))
        elif party.rule == "institution":
            self.seen.append(("ministry" if "وزار" in party.actor else "army", party.actor, state))
        elif party.start and (kind := _HEAD_KINDS.get(self.doc.words[party.start - 1].removeprefix("ال"))):
            self.seen.append((kind, party.actor, state))

    def _anaphor(self, at: int) -> Party | None:
        """الصحيفة, الوزارة, المسؤول: the last party of such a kind, of the state whose adjective follows if one does."""
        for cut, form in heads(self.doc.words[at]):
            kinds = self.pack.anaphors.get(form)
            if kinds is None:
                continue
            end, state = at + 1, None
            while end < len(self.doc.words) and end < at + 3 and self.doc.gaps[end] == " ":
                adjective = self.cast.who.adjective(self.doc.words[end])
                if adjective is None and self.doc.words[end] not in ("الكبير", "البارز", "الرفيع", "الاخباري", "نفسه", "نفسها", "ذاته"):
                    break
                state, end = state or adjective, end + 1
            actor = self._last((f"description: {form[2:]}",), state) or self._last(kinds, state)
            if actor:
                return Party(at, end, (at, end), cut, actor, "role", 0.7, rule=f"the last of its kind: {form}")
        return None

    def _last(self, kinds: tuple[str, ...], state: str | None) -> str | None:
        for kind, actor, of in reversed(self.seen):
            if kind in kinds and (state is None or state in (of, actor, self.cast.country(actor), self.cast.country(of))):
                return actor
        return None

    def _remember(self, title: Title, actor: str) -> None:
        self.offices.append((title.office.office, title.of or self.cast.country(actor), actor))
        self.seen.append((title.office.office, actor, title.of or self.cast.country(actor)))
        person = self.cast.actors.get(actor)
        if person and person.country is None and title.of:
            person.country = self.cast.country(title.of)
        shown = self.doc.show(title.start, title.end)
        if person and actor.startswith("found/") and shown not in person.roles:
            person.roles.append(shown)

    def _titled(self, title: Title, named: Mapping[int, Named]) -> Party | None:
        at = title.end
        while at < len(self.doc.words) and self.doc.words[at] in self.titles.honorifics and self.doc.gaps[at].strip(" ،,") == "":
            at += 1
        name = named.get(at)
        gap = self.doc.gaps[at].strip()
        if name and name.type == "PER" and (gap in ("", "،", ",", '"', "(", "-", ":") and (gap != "،" or name.cut == 0)):
            self._remember(title, name.actor)
            return Party(title.start, name.end, (name.start, name.end), title.cut, name.actor, "person", name.confidence,
                         title.plural, title.office.office, name.rule)  # fmt: skip
        actor, rule, sure = self._holder(title)
        if not title.plural:
            self.seen.append((f"description: {fold(title.office.lemma)}", actor, self.cast.country(actor)))
        return Party(title.start, title.end, (title.start, title.end), title.cut, actor, "role", sure, title.plural, title.office.office, rule)

    def _holder(self, title: Title) -> tuple[str, str, float]:
        """Whom a title without a name means: someone of that office before in the text, or who held it on that day."""
        shown = self.doc.show(title.start, title.end)
        if not title.plural:
            for office, of, actor in reversed(self.offices):
                if office == title.office.office and (title.of is None or title.of in (of, self.cast.country(actor))):
                    return actor, "same office before", 0.8
            day = self.doc.article.published.date if self.doc.article.published else None
            if title.of and (holder := self.cast.who.holder(title.office.office, title.of, day)):
                return self.cast.known(holder, self.cast.who.actors[holder].name_ar), "office on that day", 0.7
            if self.doc.words[title.start][title.cut :].startswith("ال") and title.end == title.start + 1:
                people = [a for _, _, a in reversed(self.offices)]
                if people and title.office.office in ("official", "member", "adviser"):
                    return people[0], "the last official", 0.5
        key = " ".join(self.doc.words[title.start : title.end])[title.cut :]
        return self.cast.unnamed(shown, key, "PER", self.cast.country(title.of) or title.of), "title without a name", 0.6

    def _described(self, at: int, named: Mapping[int, Named]) -> Party | None:
        for a in self.doc.analyses(at):
            if isinstance(a.row, Unnamed) and not a.split.after:
                name = named.get(at + 1)
                if name and name.cut == 0 and name.type == "ORG" and self.doc.gaps[at + 1].strip(' "(') == "" and a.row.kind not in ("official", "staff", "delegation"):
                    return Party(at, name.end, (name.start, name.end), _cut(a.split.before), name.actor, "body", name.confidence, rule=name.rule)
                end, state = self._describe_to(at + 1, named)
                definite = a.split.article
                if end == at + 1 and not definite and a.row.kind in ("force", "government", "party", "group") and not a.row.plural:
                    continue
                shown = self.doc.text.span(self.doc.starts[at] + _cut(a.split.before), self.doc.ends[end - 1]).of(self.doc.text.raw)
                if self._modifies(at):
                    continue
                rule = f"description: {fold(a.row.head)}"
                if state and _is_organ(a.row):
                    actor = self.cast.known(state, shown)
                else:
                    actor = self.cast.unnamed(shown, shown, country=state)
                return Party(at, end, (at, end), _cut(a.split.before), actor, "described", 0.7, a.split.word != a.row.head, a.row.kind, rule)
        return None

    def _people(self, at: int) -> Party | None:
        """A people that stands for its state: الليبيين, الأتراك; not where the word is an adjective."""
        word = self.doc.words[at]
        for split in splits(word):
            if split.article and split.word in self.cast.who.peoples and not (at and self.doc.gaps[at] == " " and self.doc.words[at - 1].startswith(("ال", "وال", "بال", "لل"))):
                actor = self.cast.known(self.cast.who.peoples[split.word], self.doc.show(at, at + 1))
                return Party(at, at + 1, (at, at + 1), _cut(split.before), actor, "described", 0.6, plural=True, rule="people of a state")
        return None

    def _describe_to(self, at: int, named: Mapping[int, Named]) -> tuple[int, str | None]:
        """How far a description runs, and the state whose adjective stands in it."""
        state, start = None, at
        while at < len(self.doc.words) and self.doc.gaps[at].strip(" ") == "" and at - start < 5:
            word = self.doc.words[at]
            adjective = self.cast.who.adjective(word)
            if at in named:
                if named[at].cut == 0 and at > start and self.doc.words[at - 1] not in _LINKERS:
                    break
                state = state or self.cast.country(named[at].actor)
                return named[at].end, state
            if adjective:
                state = state or adjective
            elif word in _LINKERS:
                if at + 1 not in named and not self._organ(at + 1):
                    break
            elif not self._adjectival(word, at):
                break
            at += 1
        return at, state

    def _modifies(self, at: int) -> bool:
        """Whether a word is the adjective of the noun before it: الاتفاق السياسي."""
        if not at or self.doc.gaps[at] != " ":
            return False
        word, before = self.doc.words[at], self.doc.words[at - 1]
        if word.startswith("ال"):
            return before.startswith(("ال", "وال", "بال", "لل")) and word.endswith(("ي", "يه"))
        return word.endswith(("ي", "يه", "يا")) and before not in PREPOSITIONS and not _all_verbs(self.doc.analyses(at - 1))

    def _organ(self, at: int) -> bool:
        """Whether a definite organ follows a linker: المسؤولين في الإدارة."""
        if at >= len(self.doc.words) or not self.doc.words[at].startswith("ال"):
            return False
        return any(isinstance(a.row, Unnamed) and _is_organ(a.row) for a in self.doc.analyses(at))

    def _adjectival(self, word: str, at: int) -> bool:
        if word in _NEVER or any(a.kind in (Kind.PASSIVE, Kind.ACTIVE) and isinstance(a.row, Verb) for a in self.doc.analyses(at)):
            return False
        if any(a.is_verb or not isinstance(a.row, Unnamed) for a in self.doc.analyses(at)) and not word.startswith("ال"):
            return False
        if self.doc.words[at - 1].startswith(("ال", "وال")):
            return word.startswith("ال")
        return word.endswith(("ه", "ين", "ون", "ا", "ي", "يه", "ات")) or word in ("كبير", "رفيع", "بارز", "المستوي")


def _all_verbs(analyses: tuple[Analysis, ...]) -> bool:
    return bool(analyses) and all(a.is_verb for a in analyses)


def _is_organ(row: Unnamed) -> bool:
    """Whether a noun with a state's adjective stands for the state: القوات السورية."""
    return fold(row.head) in _STATE_ORGANS or row.kind == "delegation"


def _cut(before: str) -> int:
    return len(before) - 2 if before.endswith(("ال", "لل")) else len(before)
