"""Titles and affiliations: where they begin and end, which office of which state or body they name, and whose name follows.

نائب مساعد وزير الخارجية لشؤون الشرق الأدنى X is one title and one name; X، المتحدث باسم الأمين العام is the other order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from simplemma import is_known

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import ARTICLES, CLAUSE_WORDS, FILLERS, NEGATORS, PREPOSITIONS
from marsad.lang.ar.pack import Pack
from marsad.lang.ar.words import Split, splits
from marsad.lang.lexicon import OfficeWord
from marsad.lang.trie import PhraseTrie
from marsad.read.cast import Named, Who, adjective_at
from marsad.read.tokens import Document

QUALIFIERS = frozenset(
    "السابق السابقه الاسبق الحالي الحاليه الجديد الجديده الخاص الخاصه العام العامه الدايم الدايمه الموقت الموقته الانتقالي المكلف المكلفه "
    "الاعلي الاول الاولي الثاني المنتخب المنتخبه الراحل المستقيل المتقاعد المتقاعده المعزول المخلوع بالوكاله بالانابه الرسمي الرسميه الكبير الكبيره البارز رفيع "
    "السامي الاممي الاممية الدولي الدوليه المتحده التنفيذي التنفيذيه السياسي العسكري المساعد القومي الوطني الوزراء النواب الشيوخ العرب".split()
)
_LINKS = frozenset(("لشوون", "باسم", "لدي", "الي", "في", "علي", "ل", "من", "بشان", "عن"))
_SENT = frozenset(("envoy", "deputy_envoy", "head", "official", "permanent_representative"))
_JOINED = ("وال", "بال")
_LINKS_OF = {
    "الي": frozenset(("ambassador", "envoy", "deputy_envoy", "permanent_representative", "adviser")),
    "علي": frozenset(("official", "head")),
    "من": frozenset(("member", "official", "commander", "judge")),
}
"""Prepositions that only some offices take: المبعوث إلى ليبيا, not الأمين العام إلى صنعاء."""
_COMPARED = frozenset(
    "الاعلي العليا الاكبر الكبري الادني الدنيا الاوسط الوسطي الاصغر الصغري العام العامه الثلاث الاربع الخمس الست السبع".split()
)
_OWNERS = ("ها", "ه", "هم", "نا")
_STOPS = frozenset(
    "الاحد الاثنين الاثنان الثلاثاء الاربعاء الخميس الجمعه السبت اليوم امس الماضي المقبل القادم الذي التي الذين ان الا الان للتشاور".split()
)

_NOT_BOUND = (
    CLAUSE_WORDS | FILLERS | NEGATORS | PREPOSITIONS | frozenset(("هذا", "هذه", "ذلك", "تلك", "كل", "بعض", "جميع"))
)

_SAID = 4
"""So many words between quotation marks are something said."""


class Title(NamedTuple):
    """Words `start` to `end` name an office; `of` is the state or body whose it is, `plural` more than one holder."""

    start: int
    end: int
    cut: int
    office: OfficeWord
    of: str | None
    plural: bool


class Titles:
    """The office words of the lexicon with their forms, as a trie."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.trie: PhraseTrie[tuple[OfficeWord, bool]] = PhraseTrie()
        self.honorifics = {fold(h.form) for h in pack.honorifics} | {f"ال{fold(h.form)}" for h in pack.honorifics}
        self.portfolios = {form for p in pack.portfolios for form in (fold(p.form), "و" + fold(p.form))}
        for row in pack.offices:
            for form, plural in _office_forms(row):
                self.trie.add(fold(form).split(), (row, plural))

    def find(self, doc: Document, who: Who, named: Mapping[int, Named]) -> list[Title]:
        """Every title of the article, longest first at a place, none inside another."""
        found, at = [], 0
        while at < len(doc.words):
            title = None if at in named and named[at].type == "PER" else self._at(doc, who, named, at)
            if title:
                found.append(title)
                at = title.end
            else:
                at += 1
        return found

    def _at(self, doc: Document, who: Who, named: Mapping[int, Named], at: int) -> Title | None:
        word, beginnings = doc.words[at], self.trie.beginnings
        for head in doc.heads[at]:
            if head.form not in beginnings:
                continue
            length, values = self.trie.longest(doc.words, at, head.form)
            if length and all(g == " " for g in doc.gaps[at + 1 : at + length]):
                row, plural = values[0]
                if row.lemma.startswith("آ") and doc.show(at, at + 1)[head.cut] in "أإ":
                    continue  # وأمر بفتح تحقيق: no commander
                name = named.get(at + 1)
                alone = length == 1 and _definite(word) and name is not None and name.type == "ORG" and not name.cut
                # أبلغ السفير مجلس الأمن: two
                end, of = (at + 1, None) if alone else self._extend(doc, who, named, at + length, row)
                return Title(at, end, head.cut, row, of, plural)
        for split in _owned(word) if word.endswith(_OWNERS) else ():
            length, values = self.trie.longest(doc.words, at, "ال" + split.word)
            if length > 1:  # أمينها العام
                return Title(at, at + length, len(split.before), values[0][0], None, values[0][1])
        return None

    def _extend(
        self, doc: Document, who: Who, named: Mapping[int, Named], at: int, row: OfficeWord
    ) -> tuple[int, str | None]:
        of: str | None = None
        links, told_to = 0, -1
        while at < len(doc.words) and doc.gaps[at].strip(' "') == "" and not _is_quoted(doc, at):
            word, name = doc.words[at], named.get(at)
            if name:
                if name.type == "PER" and doc.words[name.end : name.end + 1] != ["لشوون"]:
                    break
                if _definite(doc.words[at - 1]) and (
                    '"' in doc.gaps[at] or (told_to == at and not name.cut and not word.startswith("لل"))
                ):
                    break  # اتهم الوزير "حزب الله", اتهم المتحدث باسم الجيش السوداني قوات الدعم السريع
                of, at = of or name.actor, name.end
                told_to = at
            elif (told := adjective_at(who, doc.words, at))[0] is not None:
                of, at = of or told[0], told[1]
            elif word in _STOPS or (_told_state(who, doc.words[at - 1]) and _definite(word) and not _qualifies(word)):
                break  # أبلغ وزير الداخلية البريطاني البرلمان
            elif word.startswith(_JOINED) and (of or word.startswith("بال")) and self._is_office(doc, at):
                break  # رئيس الوزراء الإثيوبي والرئيس الإريتري, اتصل أمير قطر بالرئيس بوتين
            elif word in _LINKS:
                if links == 2 or not (
                    at + 1 < len(doc.words) and (at + 1 in named or doc.words[at + 1].startswith("ال"))
                ):
                    break
                if word in _LINKS_OF and row.office not in _LINKS_OF[word]:
                    break
                links += 1
                at += 1
            elif row.office in _SENT and _definite(doc.words[at - 1]) and self._task(doc, at):
                at += 2  # المنسق الخاص لعملية السلام
            elif self._belongs(word, doc, at) or (
                not doc.words[at - 1].startswith("ال") and self._construct(doc, named, at)
            ):
                at += 1
            else:
                break
        return at, of

    def _task(self, doc: Document, at: int) -> bool:
        """Whether ل with a noun bound to a definite one tells what somebody is sent for."""
        word, after = doc.words[at], doc.words[at + 1 : at + 2]
        bound = bool(after) and after[0].startswith("ال") and doc.gaps[at + 1] == " " and not word.startswith("لل")
        return bound and word.startswith("ل") and len(word) > 3 and not any(a.is_verb for a in doc.analyses(at))

    def _construct(self, doc: Document, named: Mapping[int, Named], at: int) -> bool:
        """An indefinite noun bound to a definite one or a name: رئيس وكالة الأمم المتحدة."""
        after = at + 1
        if after >= len(doc.words) or doc.gaps[after].strip(' "') or doc.words[at] in _NOT_BOUND:
            return False
        name = named.get(after)
        bound = (
            name is not None
            and not name.cut
            and (name.type != "PER" or doc.words[name.end : name.end + 1] == ["لشوون"])
        )
        return (
            (bound or doc.words[after].startswith("ال"))
            and is_known(doc.show(at, at + 1), lang="ar")
            and not any(a.is_verb and not a.split.before for a in doc.analyses(at))
        )

    def _is_office(self, doc: Document, at: int) -> bool:
        """Whether a title begins at a word."""
        return any(self.trie.longest(doc.words, at, head.form)[0] for head in doc.heads[at])

    def _belongs(self, word: str, doc: Document, at: int) -> bool:
        if word in QUALIFIERS or word in self.portfolios:
            return True
        if any(s.after and "ال" + s.word in self.portfolios for s in splits(word)):
            return True  # وزير خارجيتها
        if not word.startswith("و") and self._is_office(doc, at):
            return True
        return (
            _definite(word)
            and len(word) > 4
            and word not in self.honorifics
            and not any(a.is_verb for a in doc.analyses(at))  # التقى, التزم
            and (not _definite(doc.words[at - 1]) or _adjectival(doc.words[at - 1], word))
            and ordinary(doc, at)
        )


def _definite(word: str) -> bool:
    return word.startswith(ARTICLES)


def _told_state(who: Who, word: str) -> bool:
    return _definite(word) and who.adjective(word) is not None


def _qualifies(word: str) -> bool:
    return word in QUALIFIERS or word.startswith(("لل", "وال")) or word.endswith(("ي", "يه"))


def _adjectival(noun: str, word: str) -> bool:
    """Whether a definite word can be the adjective of the definite one before it: الشؤون الاجتماعية, not الرئيس الدعوة."""
    if word.startswith(("لل", "وال")):
        return True
    if word.endswith(("ين", "ون")) and not noun.endswith(("ين", "ون", "ا", "اء", "ان")):
        return False  # طمأن الوزير المواطنين
    if word.endswith(("ي", "يه", "يين", "يون")) or word.startswith("الم") or word in _COMPARED:
        return True
    return word.endswith("ه") and noun.endswith(("ه", "ات"))


def _is_quoted(doc: Document, at: int) -> bool:
    """Whether something said begins at a word, rather than a name in quotation marks."""
    quote = doc.quote_at(at) if '"' in doc.gaps[at] else None
    return quote is not None and quote.start == at and quote.end - at >= _SAID


@lru_cache(maxsize=50_000)
def _owned(word: str) -> tuple[Split, ...]:
    """A word with the pronoun of its owner, taken apart: أمينها."""
    return tuple([s for s in splits(word) if s.after in _OWNERS and s.before in ("", "و", "ل", "ب")])


def _office_forms(row: OfficeWord) -> list[tuple[str, bool]]:
    head, _, rest = row.lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    forms = [(row.lemma, False), *((p, True) for p in row.plural)]
    if row.feminine:
        forms.append((row.feminine, False))
    two = rest != "" and rest.split()[0] not in _LINKS  # وزيرا خارجية مصر والأردن, but متحدثا باسم
    forms += [(head + "ا" + tail, two), (head + "ين" + tail, True), (head + "ات" + tail, True)]
    forms += [(head + "ي" + tail, True)] if two else []
    if not head.startswith("ال") and not rest:
        forms += [("ال" + form, plural) for form, plural in list(forms)]
    return forms


@lru_cache(maxsize=100_000)
def _is_ordinary(word: str) -> bool:
    if is_known(word, lang="ar"):
        return True
    return len(word) > 3 and word[0] in "وفبلك" and is_known(word[1:], lang="ar")


def ordinary(doc: Document, at: int) -> bool:
    """Whether a word of the article stands in a general dictionary of Arabic forms (simplemma)."""
    raw = doc.show(at, at + 1)
    return any(
        _is_ordinary(word)
        for word in (raw, raw.removeprefix("لل"), raw.removeprefix("وال"), raw[1:], doc.words[at])
        if word
    )
