"""How far the description of a party runs behind its noun, and whose it is: القوات السورية, وفد حركة حماس, قوات المشير خليفة حفتر."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import FUNCTION_WORDS, RELATIVES
from marsad.lang.ar.words import Split
from marsad.lang.lexicon import Unnamed, Verb
from marsad.read.amounts import counts
from marsad.read.cast import Cast, Named, adjective_at
from marsad.read.tokens import Document

_LONGEST = 5
STATE_ORGANS = frozenset(
    "حكومه نظام سلطات سلطه اداره قوات جيش شرطه وفد جانب برلمان رياسه بحريه طيران مقاتلات طايره قياده دبلوماسيه سفاره "
    "دبابه مروحيه زورق بارجه مدرعه جرافه مدفعيه".split()
)
_COLLECTIVES = STATE_ORGANS | frozenset("اجهزه امن قوي كتيبه لواء وحده دوريه حرس".split())
_PLACES = frozenset("محافظه مدينه بلده قريه ولايه بلديه اقليم".split())
_OF_TOWNS = frozenset("مجلس لجنه شرطه اداره سلطات حكومه هييه مديريه امن محكمه نيابه سكان اهالي جرافات طواقم".split())
_LINKERS = _PLACES | frozenset("من في عن لدي باسم".split())
_PRONOUNS = "وفقا برياسه بقياده بزعامه بقيمه بحضور بمشاركه بحاجه برفقه بحمايه بالاضافه المسووليه بدون هذا هذه ذلك تلك بعد هو هي هم الي اما الا هنا هناك كما اذ منها منهم عليها عليه اليه اليها اليهم فيها فيه لها له بها به نفسه نفسها انفسهم"
_NEVER = FUNCTION_WORDS | frozenset(_PRONOUNS.split())
_ADJECTIVE_ENDS = ("ه", "ين", "ون", "ا", "ي", "يه", "ات")
_ADJECTIVES = frozenset(
    "كبير رفيع بارز المستوي مسلح مجهول متشدد متطرف معارض مشترك منشق مقرب مطلع مستقل متقاعد موثوق".split()
)
_BELONGING = frozenset(
    "تابع تابعه تابعون تابعين التابع التابعه التابعون التابعين موال مواليه موالون موالين الموالي المواليه الموالون الموالين".split()
)
CALLED = frozenset("يعرف تعرف يدعي تدعي يسمي تسمي المعروف المعروفه المسمي المسماه الملقب".split())
_DEFINITE = ("ال", "وال", "بال", "فال", "لل")
_WITH_LAM = ("لاتين", "لاحق", "لازم", "لغوي", "لوجست", "ليبرال", "ليلي")
_PLURAL_ENDS = ("ه", "ات", "ين", "ون", "ي")
_BROKEN_PLURALS = frozenset(
    fold(
        "الأجانب العرب الأكراد الروس الأتراك الأفغان الكبار الجدد القدامى القلائل الأعضاء الآخر الخمس الست الثلاث الأربع"
    ).split()
)
_FEMININE_ENDS = {"he": ("ه",), "she": ("ه", "ي", "ا")}
_BOTH_CASES = {"ون", "ين"}
_AIRCRAFT = ("طايره", "طايرات")
_LED = frozenset(("force", "group", "delegation", "party", "staff"))
_ARMED = frozenset(("force", "group"))


class Extent(NamedTuple):
    """Where a description ends, the state told in it, the body it belongs to (an actor's id), and the person."""

    end: int
    state: str | None = None
    body: str | None = None
    person: Named | None = None


class Extents:
    """Follows the words behind a noun."""

    def __init__(self, doc: Document, cast: Cast) -> None:
        self.doc, self.cast = doc, cast

    def reach(
        self, at: int, row: Unnamed, split: Split, named: Mapping[int, Named], person: Callable[[int], Named | None]
    ) -> Extent:
        """The extent of a description from the word behind its noun; `person` tells who is named behind a title or rank."""
        bindable = not split.article and not _closed(split, row)
        leader = person(at) if bindable and self._led(split, row) and self.doc.gaps[at] == " " else None
        if leader:
            return Extent(leader.end, self.cast.country(leader.actor), None, leader)
        if bindable and (chained := self._chained(at, named)):
            return self.reach(at + 1, *chained, named, person)
        construct = bindable and at not in named and self._owned(split, row, at)
        if at in named and not named[at].cut and not split.article and not bindable:
            return Extent(at)  # أغلق محتجون حقل الشرارة
        adjective = self.cast.who.adjective(self.doc.words[at]) if at in named else None
        if at in named and not named[at].cut and split.article and not adjective:
            return Extent(at)  # الطبيب عبد اللطيف: his name; طالبت الحكومة مجلس الأمن: the object
        own = self._follow(at, named, person, gender=_gender(split, row), construct=construct)
        if row.kind == "force" and split.article and "من" in self.doc.words[at : own.end]:
            return Extent(self.doc.words.index("من", at))  # سحب القوات من سوريا
        if self._belongs(row, split, own.end):
            whose = self._follow(own.end + 1, named, person)
            return Extent(whose.end, own.state or (whose.state if whose.body else None), whose.body)
        name = named.get(at)
        return own._replace(person=name) if name and name.type == "PER" and name.end == own.end else own

    def _led(self, split: Split, row: Unnamed) -> bool:
        """Whether a noun can belong to a person behind it, rather than being the subject before its object: قوات المشير خليفة حفتر."""
        return fold(row.head) in _COLLECTIVES or row.kind in _LED or bound(split, row)

    def _chained(self, at: int, named: Mapping[int, Named]) -> tuple[Unnamed, Split] | None:
        """The force that belongs to one behind it and is told between two: حرس in قوات حرس الحدود."""
        if at in named or at >= len(self.doc.words) or self.doc.gaps[at] != " ":
            return None
        name = named.get(at + 1 + (not _PLACES.isdisjoint(self.doc.words[at + 1 : at + 2])))  # لجنة أمن ولاية الخرطوم
        if not (name and not name.cut) and not self.definite(at + 1):
            return None
        rows = ((a.row, a.split) for a in self.doc.analyses(at) if isinstance(a.row, Unnamed) and not a.split.before)
        return next(((row, split) for row, split in rows if split.word in _COLLECTIVES and not split.after), None)

    def _owned(self, split: Split, row: Unnamed, at: int) -> bool:
        """Whether several or a body are told with a definite one that they belong to: قوات الأمن, جنود الاحتلال."""
        word, head = split.word, fold(row.head)
        if not self.definite(at):
            return False
        if bound(split, row) or word in (head + "ا", "حرس"):
            return True  # طرفا النزاع, حرس الحدود
        several = word != head or head in _COLLECTIVES
        return several and any(isinstance(a.row, Unnamed) for a in self.doc.analyses(at))

    def _follow(
        self,
        at: int,
        named: Mapping[int, Named],
        person: Callable[[int], Named | None],
        *,
        gender: str = "",
        construct: bool = False,
    ) -> Extent:
        """Adjectives, linkers and the first name: وفد حركة حماس."""
        state, start = None, at
        at += construct
        while at < len(self.doc.words) and not self.doc.gaps[at].strip(" ") and at - start < _LONGEST:
            word = self.doc.words[at]
            adjective, after = adjective_at(self.cast.who, self.doc.words, at)
            if at in named and not (adjective and at > start and named[at].end == at + 1):  # الأجهزة الأمنية السعودية
                if word[: named[at].cut].startswith("و"):
                    break  # الجيش والدعم السريع
                if named[at].cut == 0 and at > start and self.doc.words[at - 1] not in _LINKERS:
                    break
                owner = named[at].actor if named[at].type == "ORG" else None
                return Extent(named[at].end, state or self.cast.country(named[at].actor), owner)
            if person(at) or not (construct or self._agrees(at, start, gender)):
                break  # دعا المجلس الرئيس الفرنسي إيمانويل ماكرون
            if adjective or (word == "مسيره" and self.doc.words[start - 1].endswith(_AIRCRAFT)):
                state = state or adjective
            elif word in _LINKERS:
                if (at + 1 not in named and not self._organ(at + 1)) or self._is_apart(at, start):
                    break
            elif (
                not self._adjectival(at)
                or (construct and not self._qualifies(at, start))
                or self._is_another(at, start)
            ):
                break
            at = after if adjective else at + 1
        return Extent(at, state)

    def _is_apart(self, at: int, start: int) -> bool:
        """Whether من or عن behind a definite noun belongs to the verb before it, and a town is what is done to: أفرجت السلطات عن, هاجم جنود قرية حوارة."""
        noun, linker = self.doc.words[start - 1], self.doc.words[at]
        if linker in _PLACES:
            return at > start or _OF_TOWNS.isdisjoint((noun, noun[1:]))
        return linker in ("من", "عن") and noun.startswith(_DEFINITE) and not noun.endswith(("ين", "ون"))

    def _is_another(self, at: int, start: int) -> bool:
        """Whether an indefinite word that may be an adjective is the next noun: its ending is none of a plural in ون or ين."""
        word, before, noun = self.doc.words[at], self.doc.words[at - 1][-2:], self.doc.words[start - 1]
        if noun.endswith("ون") and not word.endswith(("ون",) if at == start else ("ون", "ين")):
            return True  # محتجون غاضبون مبنى القنصلية
        if {before, word[-2:]} == _BOTH_CASES:
            return True  # هاجم مسلحون مدنيين
        return at == start and before in _BOTH_CASES and word.endswith(("ه", "ات"))  # استهدف مسلحون دورية

    def _agrees(self, at: int, start: int, gender: str) -> bool:
        """Whether a definite word can be an adjective of a definite noun: المقاتلين الأجانب, الجانبان الليبيان; not الشرطة الرصاص."""
        word, noun = self.doc.words[at], self.doc.words[start - 1]
        if gender and word.startswith("ال"):
            return (gender == "she") == word.endswith(_FEMININE_ENDS[gender])
        if not word.startswith("ال") or not noun.startswith(_DEFINITE) or self.cast.who.adjective(word):
            return True
        if noun.endswith("ان"):
            return word.endswith("ان")
        return word.endswith(_PLURAL_ENDS) or word in _BROKEN_PLURALS

    def _belongs(self, row: Unnamed, split: Split, at: int) -> bool:
        """Whether a noun behind ل says whose a party is: طائرات تابعة لقوات حفتر, قافلة لقوات التحالف; not تقدمه القوات للفصائل."""
        if at >= len(self.doc.words) or self.doc.gaps[at] != " ":
            return False
        owners = [a.row for a in self.doc.analyses(at) if isinstance(a.row, Unnamed) and a.split.before in ("ل", "لل")]
        if self.doc.words[at - 1] in _BELONGING:
            return bool(owners)
        theirs = row.kind == "source" or any(owner.kind in _ARMED for owner in owners)  # تقرير للشرطة
        return bool(owners) and not split.article and (row.kind == "source" or row.kind in _ARMED) and theirs

    def _qualifies(self, at: int, owner: int) -> bool:
        """Whether a definite word can be an adjective of a noun or of its owner before it: not in غادر جنود الاحتلال القرية."""
        feminine = any(word.endswith(("ه", "ات")) for word in self.doc.words[owner - 1 : owner + 1])
        return self.doc.words[at].endswith(_ADJECTIVE_ENDS if feminine else ("ي", "ين", "ون"))

    def definite(self, at: int) -> bool:
        """Whether a word with the article follows the one before: إلى is spelt so too."""
        if at >= len(self.doc.words) or self.doc.gaps[at] != " ":
            return False
        return self.doc.words[at].startswith("ال") and self.doc.words[at] not in _NEVER

    def _organ(self, at: int) -> bool:
        """Whether a definite organ follows a linker: المسؤولين في الإدارة."""
        if at >= len(self.doc.words) or not self.doc.words[at].startswith("ال"):
            return False
        return any(isinstance(a.row, Unnamed) and fold(a.row.head) in STATE_ORGANS for a in self.doc.analyses(at))

    def _adjectival(self, at: int) -> bool:
        """Whether a word can be an adjective of those before it, and is no noun, verb or number."""
        word, analyses = self.doc.words[at], self.doc.analyses(at)
        if word in _ADJECTIVES:
            return not self.doc.words[at - 1].startswith(("ال", "وال"))
        if (
            word in _NEVER
            or word in CALLED
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
        if word[0] == "ل" and not word.startswith(_WITH_LAM):
            return False  # مسؤول لوكالة أنباء, القوات للفصائل
        known = any(a.is_verb for a in analyses) or not any(isinstance(a.row, Unnamed) for a in analyses)
        if analyses and known and not word.startswith("ال"):
            return False
        if self.doc.words[at - 1].startswith(_DEFINITE):
            return word.startswith("ال")
        before = self.doc.words[at - 1]
        if word.startswith("ال") and before.endswith(("ون", "ين")):
            return False  # خطف مسلحون مجهولون النائبة
        return word.endswith(_ADJECTIVE_ENDS) and (before.endswith("ا") or not word.endswith("ا"))


def bound(split: Split, row: Unnamed) -> bool:
    """Whether a noun ends as one that is bound to the noun behind it: طرفي النزاع, مؤيدو الرئيس."""
    head = fold(row.head)
    return split.word in (head + "ي", head + "و")


def _closed(split: Split, row: Unnamed) -> bool:
    """Whether a noun ends as none that is bound to the noun behind it: محتجون, جنديان; but سكان."""
    head, *tail = fold(row.head).split()
    if tail:
        return head.endswith("ه") and tail[-1].endswith("ه")  # طائرة مسيرة
    return split.word != head and (split.word.endswith(("ون", "ين", "تان")) or split.word == head + "ان")


def _gender(split: Split, row: Unnamed) -> str:
    """`he` or `she` where a definite noun in the singular takes the adjectives of one gender only, else nothing."""
    word = split.word
    head, *tail = fold(row.head).split()
    if not split.article and not tail:
        return ""
    if word.endswith("ه"):
        return "she"
    return "" if word != head or word.endswith(("ا", "ات", "ي", "ون", "ين")) else "he"
