"""Parties without a name: مصادر مطلعة, القوات السورية, الليبيون."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import CLAUSE_BREAKS, FILLERS, FUNCTION_WORDS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Analysis
from marsad.lang.ar.words import Split
from marsad.lang.lexicon import Unnamed, Verb
from marsad.read.cast import Cast, Named
from marsad.read.clauses import counts
from marsad.read.memory import description
from marsad.read.party import Party
from marsad.read.tokens import Document

_LONGEST = 5
_STATE_ORGANS = frozenset(
    "حكومه نظام سلطات سلطه اداره قوات جيش شرطه وفد جانب برلمان رياسه بحريه طيران مقاتلات طايرات قياده دبلوماسيه سفاره "
    "دبابه مروحيه زورق بارجه مدرعه جرافه مدفعيه".split()
)
_COLLECTIVES = _STATE_ORGANS | frozenset("اجهزه قوي كتيبه لواء وحده دوريه حرس".split())
_OF_THE_COUNTRY = frozenset("حكومه نظام سلطات جيش شرطه برلمان رياسه".split())
_BEFORE_VERBS = CLAUSE_BREAKS | FILLERS | frozenset("جانبه جانبها جانبهم جهته جهتها جهتهم بدوره بدورها".split())
_CROWDS = frozenset(("عشرات", "ميات", "الاف", "ملايين"))
_ALONE = frozenset(("العشرات", "الميات", "الالاف"))
_NO_PEOPLE = frozenset(("السنين", "الملايين", "القرون", "التريليون"))
_OFTEN, _FAR_OFTENER = 3, 1.5
_LINKERS = frozenset(("من", "في", "عن", "لدي", "باسم"))
_PRONOUNS = "هذا هذه ذلك تلك بعد هو هي هم الي اما الا هنا هناك كما اذ منها منهم عليها عليه فيها فيه لها له بها به"
_NEVER = FUNCTION_WORDS | frozenset(_PRONOUNS.split())
_ADJECTIVE_ENDS = ("ه", "ين", "ون", "ا", "ي", "يه", "ات")
_ADJECTIVES = frozenset(("كبير", "رفيع", "بارز", "المستوي"))
_FEMININE_ENDS = {"he": ("ه",), "she": ("ه", "ي", "ا")}
_BOTH_CASES = {"ون", "ين"}
_ARTICLES = ("ال", "وال", "بال", "لل")
_NAMED_BY = frozenset(("official", "staff", "delegation"))
_TOO_BARE = frozenset(("force", "government", "party", "group"))


class Descriptions:
    """Finds described parties word by word."""

    def __init__(self, doc: Document, cast: Cast, names: Sequence[Named]) -> None:
        self.doc, self.cast = doc, cast
        self._home = _home(doc, cast, names)

    def find(self, at: int, named: Mapping[int, Named]) -> Party | None:
        """The party described from a word on, if one is; an organ of a state stands for the state."""
        for a in self.doc.analyses(at):
            if not isinstance(a.row, Unnamed) or self._is_verb(at, a) or self._is_adjunct(at):
                continue
            head = fold(a.row.head)
            if a.split.word == head + "ه" and not self.doc.show(at, at + 1).endswith("ة"):
                continue  # ممثله is his, not a woman
            if a.split.after:
                if possessed := self._possessed(at, a.row, a.split, named):
                    return possessed
                continue
            if "only" in a.row.possessed:
                continue  # البلاد is where things happen, بلاده does them
            if name := self._name_after(a.row, at, named):
                return Party(start=at, end=name.end, head=(name.start, name.end), cut=_cut(a.split), actor=name.actor, sort="body",
                             confidence=name.confidence, rule=name.rule)  # fmt: skip
            construct = self._owned(a, head, at + 1, named)
            end, state, owner = self._extent(at + 1, named, gender=_gender(a), construct=construct)
            bound = a.split.word in (head + "ي", head + "و")
            if bound and (a.split.article or not (at + 1 in named or self._definite(at + 1))):
                continue  # طرفي القتال, but not رئيسي, الشهر الجاري
            bare = end == at + 1 and not a.split.article and a.row.kind in _TOO_BARE and not a.row.plural
            counted = at > 0 and counts(self.doc.words[at - 1])
            if not counted and (bare or (self._modifies(at) and not bound)):
                continue
            shown = self.doc.show(at, end, cut=_cut(a.split))
            if state is None and a.split.article and head in _OF_THE_COUNTRY:
                state = self._home  # الحكومة: of the country that the article is about
            organ = state is not None and (head in _STATE_ORGANS or a.row.kind == "delegation")
            actor = owner if organ and owner else None
            if actor is None:
                actor = (
                    self.cast.known(state, shown) if organ and state else self.cast.unnamed(shown, shown, country=state)
                )
            return Party(start=at, end=end, head=(at, end), cut=_cut(a.split), actor=actor, sort="described", confidence=0.7,
                         plural=a.split.word != head, accusative=self._accusative(at, a.split, head), office=a.row.kind, rule=description(a.row.head))  # fmt: skip
        return self._people(at)

    def _possessed(self, at: int, row: Unnamed, split: Split, named: Mapping[int, Named]) -> Party | None:
        """Somebody's people, or the state whose organ is somebody's own: جنوده, حلفائها الأوروبيين, حكومته, بلاده."""
        behind = self.doc.words[at - 1] if at else ""
        one = row.possessed == "several" and split.word == fold(row.head)  # بكل قوته
        verb = behind in RELATIVES or any(a.is_verb for a in self.doc.analyses(at))  # التي قادتها
        if verb or one or row.possessed == "never":
            return None
        end, state = at + 1, None
        while self._definite(end):
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
        """The state of the first in the sentence whom a pronoun may mean: a person for him, a state or body for her."""
        before = [named[j] for j in range(self.doc.sentence_of(at).start, at) if j in named]
        fitting = [n for n in before if (n.type == "PER") == (pronoun == "ه")]
        return next((state for n in (*fitting, *before) if (state := self.cast.country(n.actor))), None)

    def _accusative(self, at: int, split: Split, head: str) -> bool:
        """Whether an indefinite noun right behind a verb ends as no subject does: دولا, جنودا."""
        behind_a_verb = at > 0 and any(a.is_verb for a in self.doc.analyses(at - 1))
        return behind_a_verb and not split.before and split.word.endswith("ا") and split.word != head

    def _name_after(self, row: Unnamed, at: int, named: Mapping[int, Named]) -> Named | None:
        """A name that the noun only introduces: منظمة هيومن رايتس ووتش."""
        name = named.get(at + 1)
        if name is None or name.cut or name.type != "ORG" or row.kind in _NAMED_BY:
            return None
        return name if not self.doc.gaps[at + 1].strip(' "(') else None

    def _people(self, at: int) -> Party | None:
        """A people that stands for its state: الليبيين, الأتراك; not where the word is an adjective."""
        people = self.cast.who.people(self.doc.words[at])
        if people is None or (at and self.doc.gaps[at] == " " and self.doc.words[at - 1].startswith(_ARTICLES)):
            return None
        state, cut = people
        actor = self.cast.known(state, self.doc.show(at, at + 1))
        return Party(start=at, end=at + 1, head=(at, at + 1), cut=cut, actor=actor, sort="described",
                     confidence=0.6, plural=True, rule="people of a state")  # fmt: skip

    def crowd(self, at: int) -> Party | None:
        """People of whom only their number tells that they are people: آلاف القوميين, مئات من الشماليين, العشرات."""
        word = self.doc.words[at]
        if not word.startswith("ال"):
            return None
        first = at - 2 if at > 1 and self.doc.words[at - 1] == "من" else at - 1
        counted = first >= 0 and self.doc.words[first].lstrip("وبل") in _CROWDS and self.doc.gaps[at] == " "
        alone = word in _ALONE and not self._definite(at + 1) and self.doc.words[at + 1 : at + 2] != ["من"]
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
        after = self.doc.words[at + 1] if at + 1 < len(self.doc.words) else ""
        asks = analysis.split.before == "و" and after.startswith("ب")  # وطالب بلجنة
        return opens or asks or self.doc.words[at - 1] in _BEFORE_VERBS

    def _is_adjunct(self, at: int) -> bool:
        """Whether the noun is the participle of a clause of its own: متهما الجيش."""
        return any(isinstance(a.row, Verb) and a.row.adjunct and self.doc.set_off(at, a) for a in self.doc.analyses(at))

    def _owned(self, analysis: Analysis, head: str, at: int, named: Mapping[int, Named]) -> bool:
        """Whether several or a body are told with a definite one that they belong to: قوات الأمن, جنود الاحتلال."""
        word = analysis.split.word
        if analysis.split.article or word.endswith(("ون", "ين", "ان")) or at in named or not self._definite(at):
            return False
        several = word != head or head in _COLLECTIVES
        return several and any(isinstance(a.row, Unnamed) for a in self.doc.analyses(at))

    def _extent(
        self, at: int, named: Mapping[int, Named], *, gender: str, construct: bool
    ) -> tuple[int, str | None, str | None]:
        """How far a description runs, the state whose adjective stands in it, and the body named in it: وفد حركة حماس."""
        state, start = None, at
        at += construct
        while at < len(self.doc.words) and not self.doc.gaps[at].strip(" ") and at - start < _LONGEST:
            word = self.doc.words[at]
            adjective = self.cast.who.adjective(word)
            if at in named:
                if named[at].cut == 0 and at > start and self.doc.words[at - 1] not in _LINKERS:
                    break
                owner = named[at].actor if named[at].type == "ORG" else None
                return named[at].end, state or self.cast.country(named[at].actor), owner
            if gender and word.startswith("ال") and (gender == "she") != word.endswith(_FEMININE_ENDS[gender]):
                break  # غادر المبعوث الأممي القاعة, أطلقت الشرطة الرصاص
            if adjective:
                state = state or adjective
            elif word in _LINKERS:
                if at + 1 not in named and not self._organ(at + 1):
                    break
            elif not self._adjectival(at) or (construct and not self._qualifies(at, start)):
                break
            elif {self.doc.words[at - 1][-2:], word[-2:]} == _BOTH_CASES:
                break  # هاجم مسلحون مدنيين
            at += 1
        return at, state, None

    def _qualifies(self, at: int, owner: int) -> bool:
        """Whether a definite word can be an adjective of a noun or of its owner before it: not in غادر جنود الاحتلال القرية."""
        feminine = any(word.endswith(("ه", "ات")) for word in self.doc.words[owner - 1 : owner + 1])
        return self.doc.words[at].endswith(_ADJECTIVE_ENDS if feminine else ("ي", "ين", "ون"))

    def _modifies(self, at: int) -> bool:
        """Whether a word is the adjective of the noun before it: الاتفاق السياسي."""
        if not at or self.doc.gaps[at] != " ":
            return False
        word, before = self.doc.words[at], self.doc.words[at - 1]
        if word.startswith("ال"):
            return before.startswith(_ARTICLES) and word.endswith(("ي", "يه"))
        return (
            word.endswith(("ي", "يه", "يا"))
            and before not in PREPOSITIONS
            and not _all_verbs(self.doc.analyses(at - 1))
        )

    def _definite(self, at: int) -> bool:
        if at >= len(self.doc.words) or self.doc.gaps[at] != " ":
            return False
        return self.doc.words[at].startswith("ال") and self.doc.words[at] not in _NEVER  # إلى is spelt so too

    def _organ(self, at: int) -> bool:
        """Whether a definite organ follows a linker: المسؤولين في الإدارة."""
        if at >= len(self.doc.words) or not self.doc.words[at].startswith("ال"):
            return False
        return any(isinstance(a.row, Unnamed) and fold(a.row.head) in _STATE_ORGANS for a in self.doc.analyses(at))

    def _adjectival(self, at: int) -> bool:
        word, analyses = self.doc.words[at], self.doc.analyses(at)
        if (
            word in _NEVER
            or (word[0] in "وفبك" and word[1:] in RELATIVES)
            or word.endswith("وا")
            or any(a.is_verb and not a.split.article for a in analyses if word.startswith("ال"))  # التقى, التزم
            or counts(word)
            or any(
                a.kind in (Kind.PASSIVE, Kind.ACTIVE) and isinstance(a.row, Verb) and not a.row.adjunct
                for a in analyses
            )
        ):
            return False
        known = any(a.is_verb for a in analyses) or not any(isinstance(a.row, Unnamed) for a in analyses)
        if analyses and known and not word.startswith("ال"):
            return False
        if self.doc.words[at - 1].startswith(("ال", "وال")):
            return word.startswith("ال")
        return word.endswith(_ADJECTIVE_ENDS) or word in _ADJECTIVES


def _home(doc: Document, cast: Cast, names: Sequence[Named]) -> str | None:
    """The country that an article is about: named, or told by its adjective, far oftener than any other."""
    told = Counter(cast.country(n.actor) for n in names if n.type != "PER")
    told.update(filter(None, map(cast.who.adjective, doc.words)))
    told.pop(None, None)
    (first, most), (_, second) = (*told.most_common(2), ("", 0), ("", 0))[:2]
    return first if first and most >= _OFTEN and most >= _FAR_OFTENER * second else None


def _gender(analysis: Analysis) -> str:
    """`he` or `she` where a definite noun in the singular takes the adjectives of one gender only, else nothing."""
    word = analysis.split.word
    if not analysis.split.article:
        return ""
    if word.endswith("ه"):
        return "she"
    plural = isinstance(analysis.row, Unnamed) and word != fold(analysis.row.head)
    return "" if plural or word.endswith(("ا", "ات", "ي", "ون", "ين")) else "he"


def _all_verbs(analyses: tuple[Analysis, ...]) -> bool:
    return bool(analyses) and all(a.is_verb for a in analyses)


def _cut(split: Split) -> int:
    return len(split.before) - 2 if split.article else len(split.before)
