"""Parties without a name: مصادر مطلعة, القوات السورية, الليبيون."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import ARTICLES, CLAUSE_BREAKS, CLAUSE_WORDS, FILLERS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Analysis
from marsad.lang.ar.words import Split
from marsad.lang.lexicon import Unnamed, Verb
from marsad.read.amounts import counts
from marsad.read.cast import Cast, Named
from marsad.read.extents import CALLED, STATE_ORGANS, Extent, Extents, bound
from marsad.read.memory import description
from marsad.read.name_heads import GENERIC_HEADS
from marsad.read.party import Party
from marsad.read.tokens import Document

_OF_THE_COUNTRY = frozenset("حكومه نظام سلطات جيش شرطه برلمان رياسه".split())
_BEFORE_VERBS = (
    CLAUSE_BREAKS | FILLERS | RELATIVES | frozenset("جانبه جانبها جانبهم جهته جهتها جهتهم بدوره بدورها".split())
)
_BEFORE_NOUNS = PREPOSITIONS | CLAUSE_WORDS | CLAUSE_BREAKS  # إن جنديا قتل
_OF_PEOPLE = frozenset(
    f"assault/{verb}" for verb in ("قتل", "جرح", "أصاب", "خطف", "اختطف", "اغتال", "أعدم", "ذبح", "أسر")
) | frozenset(f"coerce/{verb}" for verb in ("اعتقل", "احتجز", "حبس", "سجن"))
"""Verbs whose object or victim is a person: قتل جندي is no military killing."""
_CROWDS = frozenset(("عشرات", "ميات", "الاف", "ملايين"))
_ALONE = frozenset(("العشرات", "الميات", "الالاف"))
_ARMED = frozenset(("مسلح", "مسلحه", "منظم", "منظمه"))  # هجوم مسلح
_NO_PEOPLE = frozenset(("السنين", "الملايين", "القرون", "التريليون"))
_OFTEN, _FAR_OFTENER = 3, 1.5
_LED_BY = frozenset(("رياسه", "قياده", "زعامه"))
_NAMED_BY = frozenset(("official", "staff", "delegation"))
_TOO_BARE = frozenset(("force", "government", "party", "group"))


class Descriptions:
    """Finds described parties word by word."""

    def __init__(self, doc: Document, cast: Cast, names: Sequence[Named]) -> None:
        self.doc, self.cast = doc, cast
        self._extents = Extents(doc, cast)
        self._home = _home(doc, cast, names)
        self._whose: dict[str, str] = {}

    def find(self, at: int, named: Mapping[int, Named], person: Callable[[int], Named | None]) -> Party | None:
        """The party described from a word on, if one is; an organ of a state stands for the state.

        `person` tells who is named behind the title or rank that begins at a word.
        """
        if self.doc.words[at + 1 : at + 2] and self.doc.words[at + 1].startswith("ايا"):
            return None  # انسحبت متهمة إياه بالتحيز
        if self.doc.words[at : at + 2] == ["جانب", "واحد"]:
            return None  # هدنة من جانب واحد
        for a in self.doc.analyses(at):
            if isinstance(a.row, Unnamed) and not (self._is_verb(at, a) or self._is_adjunct(at) or self._is_adverb(at)):
                party = self._described(at, a.row, a.split, named, person)
                if party:
                    return party
        return self._people(at)

    def _described(
        self, at: int, row: Unnamed, split: Split, named: Mapping[int, Named], person: Callable[[int], Named | None]
    ) -> Party | None:
        """The party that a noun of the lexicon opens."""
        head, *tail = fold(row.head).split()
        after = at + 1 + len(tail)
        if tail != [word.removeprefix("ال") for word in self.doc.words[at + 1 : after]]:
            return None  # المجتمع الليبي is not المجتمع الدولي
        if split.word == head + "ه" and "only" not in row.possessed and not self.doc.ends_in_ta(at):
            return None  # ممثله is his, not a woman
        if (head == "موقع" and self._held(after, named)) or (head == "تنظيم" and self._is_deed(after, split, named)):
            return None
        if split.after:
            return self._possessed(at, row, split, named)
        if "only" in row.possessed or (head in _LED_BY and split.before.endswith("ب") and not split.article):
            return None  # البلاد is where things happen, بلاده does them; برئاسة السراج
        if name := self._name_after(row, after, named):
            return _named(at, split, name)
        is_bound = bound(split, row)
        if is_bound and (split.article or not (after in named or self._extents.definite(after))):
            return None  # طرفي القتال, but not رئيسي, الشهر الجاري
        extent = self._extents.reach(after, row, split, named, person)
        if row.kind == "delegation" and self.doc.words[extent.end : extent.end + 1] == ["من"]:
            extent = self._sent_by(extent, named, person)
        bare = extent.end == at + 1 and not split.article and row.kind in _TOO_BARE and not row.plural
        if (
            row.qualified
            and split.word == head
            and not split.article
            and (extent.end == at + 1 or self._extents.definite(at + 1))
        ):
            return None  # حركة المرور
        counted = at > 0 and counts(self.doc.words[at - 1])
        owned = split.word == head and not split.article and self._extents.definite(after)  # أهالي الرهائن
        owned = owned and not (head.endswith("ي") and row.plural)  # هجوم انتحاري
        if not counted and (bare or (self._modifies(at) and not is_bound and not owned)):
            return None
        name = self._called(extent.end, named)
        return _named(at, split, name) if name else self._party(at, row, split, extent)

    def _is_deed(self, at: int, split: Split, named: Mapping[int, Named]) -> bool:
        """Whether an organisation is rather something that is organised: تنظيم انتخابات."""
        organised = "".join(self.doc.words[at : at + 1]).endswith(("ات", "ه"))
        return organised and at not in named and not split.article

    def _held(self, at: int, named: Mapping[int, Named]) -> bool:
        """Whether a site is told by who holds it, so that it is no news site: مواقع للحوثيين, مواقع عسكرية تابعة لإيران."""
        for j in range(at, min(self.doc.sentence_of(at - 1).end, at + 4)):
            if self.doc.gaps[j].strip():
                return False
            word = self.doc.words[j]
            if word.startswith("لل") or (word.startswith("ل") and not (j in named and not named[j].cut)):
                return True
        return False

    def _sent_by(self, extent: Extent, named: Mapping[int, Named], person: Callable[[int], Named | None]) -> Extent:
        """A delegation with those it is made of: وفدا من أعيان مصراتة."""
        members = self.find(extent.end + 1, named, person)
        if members is None or members.cut or not members.actor.startswith("unnamed/"):
            return extent
        return extent._replace(end=members.end)

    def _party(self, at: int, row: Unnamed, split: Split, extent: Extent) -> Party:
        """The described party with whom it stands for."""
        head, end, state = fold(row.head).partition(" ")[0], extent.end, extent.state
        shown = self.doc.show(at, end, cut=_cut(split))
        if state is None and split.article and head in _OF_THE_COUNTRY:
            state = self._home or self._whose.get(
                head
            )  # الحكومة: of the country that the article is about, or told last
        if state and head in _OF_THE_COUNTRY:
            self._whose[head] = state
        if row.kind == "force" and "في" in self.doc.words[at + 1 : end]:  # where it is stationed is not whose it is
            state = next(filter(None, map(self.cast.who.adjective, self.doc.words[at + 1 : end])), None)
        if state and (head in STATE_ORGANS or row.kind in ("delegation", "government")):
            actor = extent.body or self.cast.known(state, shown)
        else:
            person = self.cast.actors[extent.person.actor].name_ar if extent.person else ""
            actor = self.cast.unnamed(shown, f"{split.word} {person}" if person else shown, country=state)
        return Party(start=at, end=end, head=(at, end), cut=_cut(split), actor=actor, sort="described", confidence=0.7,
                     plural=split.word not in (head, head + "ه"), accusative=self._accusative(at, split, head), office=row.kind, rule=description(row.head))  # fmt: skip

    def _possessed(self, at: int, row: Unnamed, split: Split, named: Mapping[int, Named]) -> Party | None:
        """Somebody's people, or the state whose organ is somebody's own: جنوده, حلفائها الأوروبيين, حكومته, بلاده."""
        behind = self.doc.words[at - 1] if at else ""
        one = row.possessed == "several" and split.word == fold(row.head)  # بكل قوته
        verb = behind in RELATIVES or any(a.is_verb for a in self.doc.analyses(at))  # التي قادتها
        if verb or one or row.possessed == "never":
            return None
        end, state = at + 1, None
        while self._extents.definite(end):
            adjective = self.cast.who.adjective(self.doc.words[end])
            if not adjective and not self.doc.words[end].endswith(("يين", "يون")):
                break
            end, state = end + 1, state or adjective
        if "state" in row.possessed:
            state = state or self._state_of(at, split.after, named)
        shown = self.doc.show(at, end, cut=_cut(split))
        own = "state" in row.possessed and state is not None
        actor = self.cast.known(state, shown) if own and state else self.cast.unnamed(shown, shown, country=state)
        return Party(start=at, end=end, head=(at, end), cut=_cut(split), actor=actor, sort="state" if own else "described", confidence=0.6,
                     plural=split.word != fold(row.head), possessed=True, office=row.kind, rule=description(row.head))  # fmt: skip

    def _state_of(self, at: int, pronoun: str, named: Mapping[int, Named]) -> str | None:
        """The state of the first in the sentence whom a pronoun may mean, by name, else by adjective: a person for him, a state or body for her."""
        relative = next((j for j in range(at - 1, max(0, at - 4), -1) if self.doc.words[j] in RELATIVES), None)
        head = next((n for n in named.values() if n.end == relative), None)
        if head and self.cast.country(head.actor):
            return self.cast.country(head.actor)  # بوتين الذي تدعم بلاده دمشق
        before = range(self.doc.sentence_of(at).start, at)
        names = [((n := named[j]).type == "PER", self.cast.country(n.actor)) for j in before if j in named]
        words = [self.doc.words[j] for j in before if j not in named]
        adjectives = [(not w.endswith("ه"), self.cast.who.adjective(w)) for w in words]  # السفير الإيطالي
        fitting = [told for told in (*names, *adjectives) if told[0] == (pronoun == "ه")]
        return next((state for _, state in (*fitting, *names, *adjectives) if state), None)

    def _accusative(self, at: int, split: Split, head: str) -> bool:
        """Whether an indefinite noun right behind a verb ends as no subject does: دولا, جنودا."""
        behind_a_verb = at > 0 and any(a.is_verb for a in self.doc.analyses(at - 1))
        return behind_a_verb and not split.before and split.word.endswith("ا") and split.word != head

    def _name_after(self, row: Unnamed, at: int, named: Mapping[int, Named]) -> Named | None:
        """A name that the noun before a word only introduces: منظمة هيومن رايتس ووتش."""
        if fold(row.head) in GENERIC_HEADS:
            quoted = at
            while quoted not in named and self._extents.definite(quoted):
                quoted += 1
            at = quoted if '"' in self.doc.gaps[quoted] else at  # وكالة الأنباء الرسمية "سبأ"
        name = named.get(at)
        if name is None or name.cut or name.type != "ORG" or row.kind in _NAMED_BY:
            return None
        return name if not self.doc.gaps[at].strip(' "(') else None

    def _called(self, at: int, named: Mapping[int, Named]) -> Named | None:
        """The name by which somebody described is called: شخص يدعى تيري براينت, تحالف مسلح يعرف باسم "فجر ليبيا"."""
        words = self.doc.words
        if at >= len(words) or words[at] not in CALLED or self.doc.gaps[at] != " ":
            return None
        name = named.get(at + 1 + (words[at + 1 : at + 2] == ["باسم"]))
        return name if name and not name.cut and name.type in ("PER", "ORG") else None

    def _counted(self, at: int) -> Party | None:
        """So many of a people, who are not their state: ثلاثة فلسطينيين, 33 فلسطينيا."""
        word = self.doc.words[at]
        if at == 0 or not word.endswith(("ين", "يا", "ون")) or self.doc.gaps[at] != " ":
            return None
        state = self.cast.who.adjective(word) if counts(self.doc.words[at - 1]) else None
        if state is None:
            return None
        shown = self.doc.show(at, at + 1)
        return Party(start=at, end=at + 1, head=(at, at + 1), cut=0, actor=self.cast.unnamed(shown, shown, country=state), sort="described",
                     confidence=0.6, plural=True, office="people", rule="so many of a people")  # fmt: skip

    def _people(self, at: int) -> Party | None:
        """A people that stands for its state: الليبيين, الأتراك; not where the word is an adjective."""
        people = self.cast.who.people(self.doc.words[at])
        if people is None or (at and self.doc.gaps[at] == " " and self.doc.words[at - 1].startswith(ARTICLES)):
            return None
        state, cut = people
        actor = self.cast.known(state, self.doc.show(at, at + 1))
        return Party(start=at, end=at + 1, head=(at, at + 1), cut=cut, actor=actor, sort="described",
                     confidence=0.6, plural=True, rule="people of a state")  # fmt: skip

    def crowd(self, at: int) -> Party | None:
        """People of whom only their number tells that they are people: آلاف القوميين, مئات من الشماليين, العشرات, 33 فلسطينيا."""
        word = self.doc.words[at]
        if not word.startswith("ال"):
            return self._counted(at)
        first = at - 2 if at > 1 and self.doc.words[at - 1] == "من" else at - 1
        counted = first >= 0 and self.doc.words[first].lstrip("وبل") in _CROWDS and self.doc.gaps[at] == " "
        alone = word in _ALONE and not self._extents.definite(at + 1) and self.doc.words[at + 1 : at + 2] != ["من"]
        if not alone and not (counted and word.endswith(("ين", "ون")) and word not in _NO_PEOPLE):
            return None
        shown = self.doc.show(at, at + 1)
        return Party(start=at, end=at + 1, head=(at, at + 1), cut=0, actor=self.cast.unnamed(shown, shown), sort="described",
                     confidence=0.6, plural=True, office="people", rule="a number of people")  # fmt: skip

    def _is_verb(self, at: int, analysis: Analysis) -> bool:
        """Whether a noun without article is the verb that opens its clause: طالب غسان سلامة."""
        if analysis.split.article or not any(a.is_verb for a in self.doc.analyses(at)):
            return False
        opens = at == self.doc.sentence_of(at).start or (self.doc.gaps[at] != " " and not analysis.split.before)
        asks = analysis.split.before == "و" and any(
            w.startswith("ب") for w in self.doc.words[at + 1 : at + 3]
        )  # وطالب روسيا بالرد
        return opens or asks or self.doc.words[at - 1] in _BEFORE_VERBS

    def _is_adverb(self, at: int) -> bool:
        """Whether a word that begins a sentence tells in which respect: سياسيا، أفادت أنباء."""
        word = self.doc.words[at]
        return at == self.doc.sentence_of(at).start and word.endswith("يا") and not word.startswith("ال")

    def _is_adjunct(self, at: int) -> bool:
        """Whether the noun is the participle of a clause of its own: متهما الجيش."""
        return any(isinstance(a.row, Verb) and a.row.adjunct and self.doc.set_off(at, a) for a in self.doc.analyses(at))

    def _modifies(self, at: int) -> bool:
        """Whether a word is the adjective of the noun before it: الاتفاق السياسي."""
        if not at or self.doc.gaps[at] != " ":
            return False
        word, before = self.doc.words[at], self.doc.words[at - 1]
        if word.startswith("ال"):
            own = before.endswith(("ه", "ها")) and not any(a.is_verb for a in self.doc.analyses(at - 1))
            own = own and not self.doc.ends_in_ta(at - 1)  # علاقاته الدبلوماسية
            return (own or before.startswith(ARTICLES)) and word.endswith(("ي", "يه"))
        several = before.endswith("ات") and word.endswith("ه")  # تفجيرات منسقة
        return (
            (several or word.endswith(("ي", "يه", "يا")) or word in _ARMED)
            and before not in _BEFORE_NOUNS
            and not _all_verbs(self.doc.analyses(at - 1))
            and not any(a.is_verb and getattr(a.row, "id", "") in _OF_PEOPLE for a in self.doc.analyses(at - 1))
        )


def _home(doc: Document, cast: Cast, names: Sequence[Named]) -> str | None:
    """The country that an article is about: named, or told by its adjective, far oftener than any other."""
    told = Counter(cast.country(n.actor) for n in names if n.type != "PER")
    told.update(filter(None, map(cast.who.adjective, doc.words)))
    told.pop(None, None)
    (first, most), (_, second) = (*told.most_common(2), ("", 0), ("", 0))[:2]
    return first if first and most >= _OFTEN and most >= _FAR_OFTENER * second else None


def _all_verbs(analyses: tuple[Analysis, ...]) -> bool:
    return bool(analyses) and all(a.is_verb for a in analyses)


def _cut(split: Split) -> int:
    return len(split.before) - 2 if split.article else len(split.before)


def _named(at: int, split: Split, name: Named) -> Party:
    """The party of a noun that only introduces a name."""
    return Party(start=at, end=name.end, head=(name.start, name.end), cut=_cut(split), actor=name.actor,
                 sort="person" if name.type == "PER" else "body", confidence=name.confidence, rule=name.rule)  # fmt: skip
