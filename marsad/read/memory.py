"""What an article has told so far of who holds which office and who is of which kind, for nouns that point back."""

from __future__ import annotations

from typing import NamedTuple

from marsad.lang.ar.fold import fold
from marsad.lang.ar.pack import Pack
from marsad.lang.ar.words import definite_nisba
from marsad.read.agreement import feminine
from marsad.read.cast import Cast
from marsad.read.party import Party, Sort
from marsad.read.titles import Title
from marsad.read.tokens import Document

_HEAD_KINDS = {
    "صحيفه": "newspaper", "جريده": "newspaper", "مجله": "newspaper", "موقع": "website", "قناه": "broadcaster", "شبكه": "broadcaster",
    "وكاله": "agency", "اذاعه": "broadcaster", "شركه": "company", "منظمه": "ngo", "حزب": "party", "حركه": "movement", "تنظيم": "armed_group",
}  # fmt: skip
DUALS = ("ان", "ين")
_PAIRS: dict[str, tuple[Sort, ...]] = {
    "الجانب": ("body", "state", "person"), "الطرف": ("body", "state", "person"), "البلد": ("state",), "الدولت": ("state",),
    "الزعيم": ("person",), "الرييس": ("person",), "الوزير": ("person",), "المسوول": ("person",), "الرجل": ("person",), "الفريق": ("body",),
}  # fmt: skip
LAST_NAMED = {"الاخير": False, "الاخيره": True}
"""Words for the last one of two, and whether she is feminine."""
_BUT = frozenset("لكن ولكن بينما فيما ان بان فان".split())
_SAME_ONE = frozenset("الكبير البارز الرفيع الاخباري نفسه نفسها ذاته".split())
_ANY_OFFICIAL = frozenset(("official", "member", "adviser"))
_HELD_BY_MANY = _ANY_OFFICIAL | {"minister", "ambassador", "judge"}
"""Offices of a state that no day tells the holder of."""
_MINISTERS = frozenset(("minister", "foreign_minister", "defence_minister", "interior_minister"))


class Met(NamedTuple):
    """Somebody met in the text: as what, and of which state or body; a minister of what; under which title, told with whose it is or `bare`, of a man or `feminine`."""

    kind: str
    actor: str
    of: str | None
    portfolio: str = ""
    title: str = ""
    bare: bool = False
    feminine: bool = False


class Memory:
    """Keeps who was met, in the order of the text."""

    def __init__(self, doc: Document, cast: Cast, pack: Pack) -> None:
        self.doc, self.cast, self.pack = doc, cast, pack
        self._holders: list[Met] = []
        self._met: list[Met] = []
        self._named: list[Party] = []

    def hold(self, title: Title, actor: str) -> None:
        """A person is named with an office."""
        met = Met(
            title.office.office,
            actor,
            title.of or self.cast.country(actor),
            self._portfolio(title),
            title.office.lemma,
            bare=title.of is None,
            feminine=self.doc.ends_in_ta(title.start),
        )
        self._holders.append(met)
        self._met.append(met)
        person = self.cast.actors[actor]
        if person.country is None and title.of:
            person.country = self.cast.country(title.of)
        shown = self.doc.show(title.start, title.end)
        if actor.startswith("found/") and shown not in person.roles:
            person.roles.append(shown)

    def meet_body(self, actor: str | None) -> None:
        """A body is told of as whose an office is: منظمة الخوذ البيضاء in مدير الاتصال في منظمة الخوذ البيضاء."""
        known = self.cast.who.actors.get(actor) if actor else None
        if actor and known and known.type == "ORG":
            self._met.append(Met(known.kind, actor, self.cast.country(actor)))

    def meet(self, party: Party) -> None:
        """A party is told of: keep the kinds that later nouns may call it by."""
        known = self.cast.who.actors.get(party.actor)
        before = self.doc.words[party.start - 1].removeprefix("ال") if party.start else ""
        if party.sort in ("described", "role"):
            kind = f"{party.rule} several" if party.plural else party.rule
        elif known and known.type != "PER":
            kind = known.kind
        elif party.rule == "institution":
            kind = "ministry" if "وزار" in party.actor else "army" if "جيش" in party.actor else ""
        else:
            kind = _HEAD_KINDS.get(before, "")
        if party.sort in ("person", "body", "state"):
            self._named.append(party)
        first = description(self.doc.words[party.start][party.cut :].removeprefix("ال"))
        for told in (kind, first) if party.sort in ("person", "body") else (kind,):  # اتحاد الصناعات: الاتحاد
            if told:
                self._met.append(Met(told, party.actor, self.cast.country(party.actor)))

    def holder(self, title: Title) -> tuple[str, str, float] | None:
        """Whom a title without a name means, by which rule and how surely: named before in that office, or in it on that day."""
        first = self.doc.words[title.start][title.cut :]
        if not first.startswith("ال") and (
            title.office.lemma.endswith("باسم") or (title.of is None and title.end - title.start == 1)
        ):
            return None  # نائب, متحدث باسم: any one
        portfolio = self._portfolio(title)
        newest = list(reversed(self._holders))  # of one title before others: البابا is no الملك
        home = title.of is None and title.end > title.start + 1  # وزير الخارجية behind وزير الخارجية الألماني: our own
        for met in sorted(newest, key=lambda met: (met.title != title.office.lemma, home and not met.bare)):
            alike = met.kind == title.office.office and met.portfolio == portfolio
            any_minister = title.office.office == "minister" and not portfolio and met.kind in _MINISTERS
            if (alike or any_minister) and title.of in (None, met.of, self.cast.country(met.actor)):
                return met.actor, "same office before", 0.8
        published = self.doc.article.published
        if title.of and published and title.office.office not in _HELD_BY_MANY:
            person = self.cast.who.holder(title.office.office, title.of, published.date)
            if person:
                return self.cast.known(person, self.cast.who.actors[person].name_ar), "office on that day", 0.7
        bare = title.end == title.start + 1 and first.startswith("ال")
        she = self.doc.ends_in_ta(title.start)
        official = next((met for met in newest if met.feminine or not she), None)  # المستشارة is no minister Seehofer
        if bare and official and title.office.office in _ANY_OFFICIAL:
            return official.actor, "the last official", 0.5
        return self._named_holder(title, first) if bare else None

    def several(self, title: Title) -> tuple[str, str, float] | None:
        """Whom a short title of several means: الوزراء behind وزراء الخارجية العرب."""
        if title.of or title.end > title.start + 2 or not self.doc.words[title.start][title.cut :].startswith("ال"):
            return None
        head = description(title.office.lemma.split()[0])
        told = (met for met in reversed(self._met) if met.kind.endswith(" several"))
        return next(((met.actor, "the last of several", 0.6) for met in told if met.kind.startswith(head)), None)

    def _named_holder(self, title: Title, word: str) -> tuple[str, str, float] | None:
        """The last one named without his office who holds it: البابا behind البابا فرنسيس, الرئيس behind أردوغان."""
        published = self.doc.article.published
        for party in reversed(self._named):
            known = self.cast.who.actors.get(party.actor)
            for office in known.offices if known and party.sort == "person" else ():
                called = word.removeprefix("ال") in [w.removeprefix("ال") for w in fold(office.title_ar or "").split()]
                if called and office.office == title.office.office and (not published or office.held(published.date)):
                    return party.actor, "named before, in that office", 0.6
        return None

    def _portfolio(self, title: Title) -> str:
        """What a minister is minister of, where the title says so: النفط of وزير النفط الليبي, nothing of الوزير الليبي."""
        first = self.doc.words[title.start + 1] if title.end > title.start + 1 else ""
        told = title.office.office == "minister" and first and self.cast.who.adjective(first) is None
        return first if told else ""

    def point_back(self, at: int) -> Party | None:
        """الصحيفة, الوزارة, المسؤول: the last one of such a kind, of the state whose adjective follows if one does."""
        behind = self.doc.words[at - 1] if at and self.doc.gaps[at] == " " else ""
        if self.doc.words[at] == "الموقع" and behind.startswith("ال"):
            return None  # الاتفاق النووي الموقع عام 2015
        for head in self.doc.heads[at]:
            kinds = self.pack.anaphors.get(head.form)
            if kinds is None:
                continue
            cut, form = head.cut, head.form
            end, state = at + 1, None
            while end < len(self.doc.words) and end < at + 3 and self.doc.gaps[end] == " ":
                adjective = self.cast.who.adjective(self.doc.words[end])
                if adjective is None and self.doc.words[end] not in _SAME_ONE:
                    break
                state, end = state or adjective, end + 1
            if not kinds and end == at + 1 and self.doc.words[end : end + 1] and definite_nisba(self.doc.words[end]):
                continue  # المركز الإعلامي, الناشط الحقوقي: another one
            actor = self._last((description(form[2:]),), state) or self._last(kinds, state)
            if actor:
                return Party(start=at, end=end, head=(at, end), cut=cut, actor=actor, sort="role", confidence=0.7,
                             rule=f"the last of its kind: {form}")  # fmt: skip
        return None

    def of_those_named(self, at: int) -> Party | None:
        """Whom a word means that counts those named before: the last, or the last two."""
        return self.last_named(at) or self.both(at)

    def both(self, at: int) -> Party | None:
        """الجانبان, البلدان, الوزيران: the last two that are named, of one sort."""
        for head in self.doc.heads[at] if self.doc.words[at].endswith(DUALS) else ():
            sorts = _PAIRS.get(head.form[:-2])
            if sorts is None:
                continue
            cut, form = head.cut, head.form
            last: dict[str, list[Party]] = {}
            for party in reversed(self._named):
                found = last.setdefault(party.sort, [])
                if party.sort in sorts and party.actor not in [p.actor for p in found]:
                    found.append(party)
                if len(found) == 2:
                    return Party(start=at, end=at + 1, head=(at, at + 1), cut=cut, actor=found[1].actor, sort="role", confidence=0.5,
                                 plural=True, rule=f"both: {form}", others=(found[0].actor,))  # fmt: skip
        return None

    def last_named(self, at: int) -> Party | None:
        """الأخير, الأخيرة behind a verb or لكن: the last one named of that gender."""
        word, before = self.doc.words[at], self.doc.words[at - 1] if at else ""
        if word not in LAST_NAMED or not (before in _BUT or any(a.is_verb for a in self.doc.analyses(at - 1))):
            return None
        for party in reversed(self._named):
            if feminine(self.doc, party) is LAST_NAMED[word]:
                return Party(start=at, end=at + 1, head=(at, at + 1), cut=0, actor=party.actor, sort="role", confidence=0.5,
                             rule=f"the last one named: {word}")  # fmt: skip
        return None

    def _last(self, kinds: tuple[str, ...], state: str | None) -> str | None:
        for met in reversed(self._met):
            of = (met.of, met.actor, self.cast.country(met.actor), self.cast.country(met.of))
            if met.kind in kinds and (state is None or state in of):
                return met.actor
        return None


def description(head: str) -> str:
    """The kind under which somebody described by a noun is kept."""
    return f"description: {fold(head)}"
