"""Stances: the issues of a dossier on which a statement takes a side.

A stance is the product of the polarities over an issue's word in its clause and the word's own sense: who rejects (-) a
breach (-) of the truce (+) is for the ceasefire. A word with nothing over it takes the issue's usual side, if it has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from itertools import compress
from typing import NamedTuple

from marsad.lang.ar.conjugate import Person
from marsad.lang.ar.function_words import CLAUSE_BREAKS, CLAUSE_WORDS
from marsad.lang.lexicon import Cue
from marsad.model.reading import Polarity
from marsad.read.naming import Hit, IssueWords, Naming, around
from marsad.read.party import Parties
from marsad.read.said import OUTLETS, Said
from marsad.read.sides import SIGN, Sides
from marsad.read.tokens import Document
from marsad.read.verbs import negated

_AGAINST = frozenset(("warn", "accuse", "condemn", "reject", "deny"))
"""Forces of who is against what his clause tells: حذر من أن القصف سيقوض الحوار. Who denies takes no side on it."""
_TELLING = frozenset(("deny", "quote", "accuse", "reject", "ask"))
"""Forces under which a bare mention is no side: the speaker tells of another's doing, or is himself only quoted for a fact."""
_INFORMERS = frozenset(("source", "witness", "expert"))
_COMMITS = frozenset(("reveal", "promise", "decide", "offer"))
"""Forces under which a deed named first is the speaker's own: أعلن بدء الهجوم."""
_ANNOUNCING = _COMMITS | {"claim", "warn", "threaten"}
_REFUSING = frozenset(("reject", "deny"))
_FIRST_PERSON = frozenset((Person.I, Person.WE))
_NOT = frozenset(("لا", "لن", "ليس"))
_SOON, _GOVERNING = 6, 8
"""Words from the beginning of what is announced, and from what refuses, to the issue's word."""
_HIMSELF = frozenset("انه انها انهم بانه بانها بانهم".split())
_WHEN = frozenset("بعد اذا بشرط بشروط عندما حين مقابل".split())
_ONLY = frozenset("الا سوي قبل حتي".split())
"""What a refusal waits for is wanted: لن نتوقف حتى, لا هدنة قبل, لا سبيل إلا."""
_NEAR = 3
"""Words from a negator to the issue's word, where nothing between them takes a side: لن تكون هناك هدنة."""
_WITH_WAW = tuple("وال وقف وصول وساطه وجود وضع وفق وزير وزار وفد ولاي وحد ورق وقت".split())
_ON = frozenset("علي عن في من كل".split())
_CULPRITS = tuple("المسوول مسوول المتورط متورط مرتكب منفذ الذين معرقل المعرقل منتهك المنتهك الضالع".split())


class FoundStance(NamedTuple):
    """An issue on which a statement takes a side; words `start` to `end` name the issue."""

    issue: str
    polarity: Polarity
    start: int
    end: int


class _Scope(NamedTuple):
    """A statement with the words of it that name an issue."""

    doc: Document
    said: Said
    named: set[int]


class _Product(NamedTuple):
    """Signs multiplied so far: whether a side was seen, whether a negator waits for one, and what a weak word turns.

    `owned` says whether the side is the speaker's, None where a verbal noun leaves it open.
    """

    sign: int
    seen: bool = False
    flip: int = 1
    held: int = 1
    blamed: bool = False
    owned: bool | None = None


class Stances:
    """The issue words of a dossier and the stance words of the language, ready for look-up."""

    def __init__(self, issues: Iterable[IssueWords], lexicon: Traversable) -> None:
        self._issues = Naming(issues)
        self._sides = Sides(lexicon)

    def take(
        self, doc: Document, parties: Parties, statements: Sequence[Said], kinds: Mapping[str, str]
    ) -> tuple[list[Said], list[list[FoundStance]]]:
        """The statements, less the refusals of things that take no side, and the stances of each; `kinds` are those of actors."""
        bodies = frozenset(j for p in parties.all if p.sort == "body" for j in range(p.start + 1, p.end))
        stances = [
            [] if _tells(said, kinds) or _left_open(doc, said) else self.find(doc, said, bodies) for said in statements
        ]
        kept = [_is_one(said, sides, statements) for said, sides in zip(statements, stances, strict=True)]
        return list(compress(statements, kept)), list(compress(stances, kept))

    def find(self, doc: Document, said: Said, bodies: frozenset[int] = frozenset()) -> list[FoundStance]:
        """The stances of one statement, one an issue and side, in the order of the text; `bodies` are words of names.

        A word of a name says nothing of what its bearer or the speaker wants: تحالف دعم الشرعية. A bare mention gives way to what is
        said outright: هذا الاتفاق اتفاق سيئ.
        """
        found: dict[tuple[str, str], FoundStance] = {}
        first = said.cue[0] if said.cue and said.cue[0] < said.start else said.start
        hits = [hit for hit in self._issues.hits(doc, said.start, said.end) if hit.start not in bodies]
        named = {j for hit in hits for j in range(hit.start, hit.end)} | bodies
        last, last_sign, outright = None, 0, dict[str, set[str]]()
        for hit in hits:
            if hit.issue is None or around(doc, said.start, hit.start):
                continue
            start = max(first, doc.sentence_of(hit.start).start)
            sign, others = self._over(_Scope(doc, said, named), start, hit)
            leave = hit.usual <= 0 and self._sides.told_to_leave(doc, hit.start, hit.end)
            after = -1 if leave else self._sides.said_of(doc, hit.end)
            if after and sign * hit.sense >= 0:  # محاولات عرقلة الحوار مرفوضة; رفض الهجوم الغاشم stays as it is
                sign = hit.sense * after
            told = bool(sign)
            sign = sign or (0 if others else self._usual(doc, hit, said))
            if sign and sign == _seldom(hit) and not after and not self._means_it(doc, said, hit):
                sign, told = self._usual(doc, hit, said), False
            if last and (hit.start, hit.issue) == (last.end, last.issue) and doc.words[hit.start].startswith("و"):
                sign = last_sign  # سحب المقاتلين الأجانب والمرتزقة
            last, last_sign = hit, sign
            if sign:
                polarity: Polarity = "+" if sign > 0 else "-"
                found.setdefault((hit.issue.id, polarity), FoundStance(hit.issue.id, polarity, hit.start, hit.end))
                outright.setdefault(hit.issue.id, set()).update(polarity if told else "")
        return [s for s in found.values() if not outright[s.issue] or s.polarity in outright[s.issue]]

    def _usual(self, doc: Document, hit: Hit, said: Said) -> int:
        """The side of a bare mention; who only tells of it takes none."""
        if said.force in _TELLING or (hit.usual < 0 and doc.words[said.start - 1] in _HIMSELF):
            return 0  # أعلن الجيش أنه نفذ غارات
        if hit.sense < 0 and not hit.usual and hit.start == said.start and said.force in _COMMITS:
            return hit.sense  # أعلن انسحابه من المفاوضات
        clause = _clauses(doc, said.start, hit.start)[0]
        negators = (self._sides.negator_at(doc, j) for j in range(clause, hit.start) if not doc.words[j].endswith("لم"))
        return 0 if any(negator and negator[1] != "none" for negator in negators) else hit.usual

    def _means_it(self, doc: Document, said: Said, hit: Hit) -> bool:
        """Whether a speaker takes the side that few take: he refuses, announces it, speaks of his own doing or in a fixed phrase."""
        soon = hit.start - said.start < _SOON
        if said.force in _REFUSING or (soon and said.force in _ANNOUNCING):
            return True
        if soon and hit.sense < 0 and said.force == "demand":
            return True  # طالب برفع حظر السلاح
        for j in range(max(said.start, hit.start - _GOVERNING), hit.start):
            if (
                doc.words[j].lstrip("و") in _NOT
                or self._sides.opposes(doc, j)
                or self._sides.phrase_at(doc, j, hit.start)[0]
            ):
                return True
            for a in doc.analyses(j):
                if (isinstance(a.row, Cue) and a.row.force in _REFUSING) or (a.is_verb and a.person in _FIRST_PERSON):
                    return True
        return False

    def _over(self, scope: _Scope, start: int, hit: Hit) -> tuple[int, bool]:
        """The product of what stands over an issue's word and the word's sense, 0 where nothing of the speaker's does.

        And whether something of others' does instead: قال إن الحركة رفضت الهدنة.
        """
        force, others = scope.said.force, False
        if force == "warn" and any(w.startswith("مستعد") for w in scope.doc.words[scope.said.start : hit.start]):
            return hit.sense, False  # حذر من أن الجيش مستعد لشن هجوم
        for at in _clauses(scope.doc, start, hit.start):  # the nearest clause in which something takes a side
            now = self._product(scope, at, hit)
            if now.seen and not now.owned and now.sign != hit.usual:
                others = True
                if now.owned is None and scope.doc.words[at] in CLAUSE_WORDS:
                    continue  # a word around the clause may be the speaker's: يأمل أنه يمكن تفادي العقوبات
                break
            if now.seen and at != start and force in _AGAINST and not now.blamed:
                return 0 if force == "deny" else -now.sign, False
            if now.seen:
                return now.sign, False
        return 0, others

    def _product(self, scope: _Scope, at: int, hit: Hit) -> _Product:
        """The signs from a word to the issue's word multiplied."""
        doc, _, named = scope
        now, begun, negator, j = _Product(hit.sense), None, at, at
        while j < hit.start:
            past = bool(named & set(range(at, j)))
            if j in named:
                punished = self._sides.punishes(doc, j) and _has_culprit(doc, j, named)
                now, j = now._replace(sign=-now.sign if punished else now.sign), j + 1
                continue
            if past and begun and _joined(doc.words[j]):
                now = _Product(hit.sense) if self._sides.begins_clause(doc, j) else begun
            if _waits(doc, j) and (now.flip < 0 or (now.seen and now.sign != hit.sense)):
                now, j = _Product(hit.sense, seen=True, owned=True), j + 1
                continue
            length, value = self._sides.phrase_at(doc, j, hit.start)
            negated = None if length else self._sides.negator_at(doc, j)
            if negated:
                now = now._replace(flip=now.flip if negated[1] == "none" else -now.flip)
                j += negated[0]
                negator = j if negated[1] == "clause" else at - _NEAR
                continue
            if self._sides.of_ours(doc, j):  # نحذر من كذا وفي الوقت نفسه ندعو
                now = _Product(hit.sense, flip=now.flip if j == negator or not now.seen else 1, blamed=True)
            elif j > scope.said.start and scope.said.force in _COMMITS and _heads(doc, scope.said, j):
                now = _Product(hit.sense)
            bound = j in (at, scope.said.start) and self._sides.obliges(doc, j)
            now = self._times(scope, j, value or int(bound), now)
            begun = begun or (now if now.seen else None)
            j += length or 1
        if named & set(range(at, hit.start)) and begun and _joined(doc.words[hit.start]):
            now = begun
        if now.flip < 0 and hit.start - negator < _NEAR:
            if _but_this(doc, hit.end):
                return now
            return _Product(-now.sign, seen=True, owned=True)
        return now

    def _times(self, scope: _Scope, at: int, value: int, now: _Product) -> _Product:
        """The product with the side of a phrase, or of the word at its place."""
        doc, said, _ = scope
        blamed = self._sides.blames if now.flip > 0 else self._sides.fails
        if not value and now.held > 0 and not now.seen and blamed(doc, at):
            return _Product(now.sign * now.held, seen=True, blamed=True, owned=True)
        announced = (said.force in _COMMITS and _heads(doc, said, at)) or (
            at == said.start and self._sides.of_himself(doc, at)
        )
        owned = now.owned if now.seen else bool(value) or announced or at < said.start or self._sides.owned(doc, at)
        value = value or self._sides.word_at(doc, at, strong=not now.seen)
        value = value or (self._sides.word_at(doc, at, strong=False) if announced else 0)
        if value:
            return _Product(now.sign * value * now.flip * now.held, True, blamed=now.blamed, owned=owned)
        if now.seen:
            return now
        return now._replace(held=now.held * (self._sides.word_at(doc, at, strong=False) or 1))


def _but_this(doc: Document, at: int) -> bool:
    """Whether what is denied is so but for what follows: لا حل في البلاد إلا بالحوار, but not لا هدنة إلا بعد الانسحاب."""
    for j in range(at, min(doc.sentence_of(at - 1).end - 1, at + _SOON)):
        if doc.words[j] in ("الا", "سوي"):
            return doc.words[j + 1] not in _WHEN
    return False


def _seldom(hit: Hit) -> int:
    """The side of an issue that hardly anybody takes, 0 where there is none."""
    issue = hit.issue
    return 0 if issue is None else SIGN.get(issue.seldom or "", 0) or -SIGN.get(issue.usual or "", 0)


def _is_one(said: Said, sides: Sequence[FoundStance], statements: Sequence[Said]) -> bool:
    """Whether words are a statement: a refusal of a thing is one where it takes a side outside another's words."""
    if said.stands:
        return True
    return bool(sides) and not any(o.stands and o.start < said.start and said.end <= o.end for o in statements)


def _tells(said: Said, kinds: Mapping[str, str]) -> bool:
    """Whether an outlet, a source, a witness or an observer speaks, who tells what others want."""
    speaker = said.speaker
    return speaker is not None and (kinds.get(speaker.actor) in OUTLETS or speaker.office in _INFORMERS)


def _left_open(doc: Document, said: Said) -> bool:
    """Whether a refusal is itself negated, so that no side is taken: لم يستبعد عقد لقاء."""
    return said.force in _REFUSING and said.cue is not None and negated(doc, said.cue[0])


def _clauses(doc: Document, start: int, at: int) -> list[int]:
    """Where the clauses around a word begin, the nearest first, the last at `start`."""
    breaks = [
        j for j in range(start + 1, at + 1) if any(c in doc.gaps[j] for c in "،؛.:") or doc.words[j] in CLAUSE_BREAKS
    ]
    return [*reversed(breaks), start]


def _heads(doc: Document, said: Said, at: int) -> bool:
    """Whether a word is the deed announced, or one joined to it: أعلن توجيه اتهامات وفرض عقوبات."""
    if at == said.start:
        return True
    return doc.words[said.start - 1] not in CLAUSE_WORDS and _joined(doc.words[at]) and not doc.gaps[at].strip()


def _joined(word: str) -> bool:
    """Whether a word is و with a new head: وإرسال لجنة, and no further part of the object before, which has the article."""
    return word.startswith("و") and not word.startswith(_WITH_WAW)


def _waits(doc: Document, at: int) -> bool:
    if doc.words[at] == "لم":
        return doc.words[at - 1] == "ما"
    return doc.words[at] in _ONLY and doc.words[at + 1 : at + 2] != ["ان"]


def _has_culprit(doc: Document, at: int, named: set[int]) -> bool:
    """Whether what is punished stands behind: عقوبات على من, محاسبة المسؤولين عن."""
    while at in named:
        at += 1
    return at < len(doc.words) and (doc.words[at] in _ON or doc.words[at].startswith(_CULPRITS))
