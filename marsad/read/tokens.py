"""An article as words: tokens, what stands between them, sentences and quotations.

All offsets here count in the folded text; `Document.span` leads back to the stored characters. Only the headline
and the body are tokenised.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.fold import ARABIC
from marsad.lang.ar.function_words import FILLERS, POINTING_BACK, PREPOSITIONS
from marsad.lang.ar.pack import Analysis, Pack
from marsad.lang.ar.words import bases, heads
from marsad.model import Article, Span
from marsad.text import Text

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W_\d]+|\d+[^\W_]*")
_STOP = re.compile(r"[.!?؟؛…](?=[\s\"»)\]]|$)|\n|\s{3,}")
_LONGEST_SENTENCE = 300
_INITIAL = 3
_TA = "ة\ufe93\ufe94"
_TANWIN = re.compile("\u064b")
_TWO_SPACES = re.compile(r"(?<!\s)  (?!\s)")
_BEFORE_NOUNS = (PREPOSITIONS - {"حتي", "بحسب", "حسب", "وفق"}) | frozenset(
    "هذا هذه ذلك تلك هذين هاتين وهذا وهذه كل اي بعض جميع غير مقابل لقاء تم يتم سيتم تمت تتم ستتم جري يجري سيجري شوون معاهده اتفاقيه اعاده فرض بفرض يعني تعني يشمل تشمل يتضمن تتضمن يتطلب تتطلب المهم الضروري الصعب الافضل للغايه عمليه عمليات العمليه جريمه جرايم محاوله محاولات حادث حادثه حوادث اعمال حاله حالات قضيه تهمه بتهمه تهم موجه سلسله منذ".split()
)
_WITH_A_PAST = frozenset("بعد منذ الي قبل سبق ما حتي دون لولا بمجرد مجرد فور".split())
"""What makes أنْ of the أن behind it: بعد أن رفضت. Any other أن is أنّ, which a noun follows."""
_BEFORE_VERBS = frozenset("لم لن سوف قد وقد لقد فقد ولم ولن".split())


class Stretch(NamedTuple):
    """Words `start` to `end`, half-open."""

    start: int
    end: int


class Quote(NamedTuple):
    """Words inside a pair of quotation marks, and whether both marks stand in the text."""

    start: int
    end: int
    closed: bool


class Document:
    """The words of one article, the `heads` and the `bases` of each.

    `gaps[i]` is what stands before word i; the last gap is what follows the last word.
    """

    def __init__(self, article: Article, pack: Pack) -> None:
        self.article = article
        self._pack = pack
        self._analyses: dict[int, tuple[Analysis, ...]] = {}
        self.text = Text(article.text, ARABIC)
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sections: list[Stretch] = []
        parts = [*((article.title,) if article.title else ()), *article.body]
        for part in sorted(set(parts)):
            first = len(self.words)
            span = self.text.folded_at(part.start), self.text.folded_at(part.end)
            matches = [*_WORD.finditer(self.text.folded, *span)]
            self.words += [m[0] for m in matches]
            self.starts += [m.start() for m in matches]
            self.ends += [m.end() for m in matches]
            if matches:
                self.sections.append(Stretch(first, len(self.words)))
        self.heads = [*map(heads, self.words)]
        self.bases = [*map(bases, self.words)]
        self.gaps = self._gaps(max((part.end for part in parts), default=0))
        self.sentences = self._sentences()
        self.quotes = self._quotes()
        self._with_tanwin = {self._word_before(m.start()) for m in _TANWIN.finditer(article.text)}
        self._quote_starts = [q.start for q in self.quotes]
        self._sentence_starts = [s.start for s in self.sentences]
        self.title = self._title_stretch()

    def _word_before(self, raw: int) -> int:
        """The word that a mark at a raw offset stands in or behind."""
        return bisect_left(self.starts, self.text.folded_at(raw)) - 1

    def _title_stretch(self) -> Stretch:
        title = self.article.title
        if not title:
            return Stretch(0, 0)
        return self.words_in(self.text.folded_at(title.start), self.text.folded_at(title.end))

    def _gaps(self, end: int) -> list[str]:
        """What stands before each word, and after the last one up to the raw offset `end`.

        A Latin comma is a comma; two spaces, and a newline that only breaks a line, are one space.
        """
        folded, gaps, at = self.text.folded, [], 0
        section_starts = {s.start for s in self.sections}
        for i, start in enumerate(self.starts):
            gap, opens = folded[at:start], i in section_starts
            if gap != " ":
                gap = _TWO_SPACES.sub(" ", gap if opens else gap.replace("\n", " ")).replace(",", "،")
            gaps.append("\n" + gap if opens and "\n" not in gap else gap)
            at = self.ends[i]
        gaps.append(folded[at : max(at, self.text.folded_at(end))] + "\n")
        return gaps

    def _sentences(self) -> list[Stretch]:
        found, start = [], 0
        for i in range(1, len(self.words) + 1):
            gap = self.gaps[i]
            if i - start >= _LONGEST_SENTENCE:  # nobody writes one: the text has lost its stops
                found.append(Stretch(start, i))
                start = i
                continue
            if gap == " ":
                continue
            if gap == "." and len(self.words[i - 1]) <= _INITIAL and len(self.words[i : i + 1][0]) <= _INITIAL:
                continue  # بي.دي.إس
            stop = _STOP.search(gap)
            if i == len(self.words) or (
                stop and not (stop[0] == "." and len(self.words[i - 1]) == 1 and not self.words[i - 1].isdigit())
            ):
                found.append(Stretch(start, i))
                start = i
        return found

    def _quotes(self) -> list[Quote]:
        """Pairs of marks, paragraph by paragraph; a mark's side is told by its shape and by the spaces about it."""
        found: list[Quote] = []
        open_at: int | None = None
        for i, gap in enumerate(self.gaps):
            if '"' not in gap and "\n" not in gap and "   " not in gap:
                continue
            for m in re.finditer(r'"|\n|\s{3,}', gap):
                if m[0] != '"':
                    if open_at is not None and i - open_at >= 1:
                        found.append(Quote(open_at, i, False))
                    open_at = None
                elif open_at is None:
                    if not self._closes(gap, m.start(), i):
                        open_at = i
                else:
                    if i > open_at:
                        found.append(Quote(open_at, i, True))
                    open_at = None
        return found

    def _closes(self, gap: str, inside: int, i: int) -> bool:
        """Whether a mark with nothing open before it is a stray closing one."""
        glued_left = inside == 0 and i > 0
        glued_right = inside == len(gap) - 1
        return glued_left and not glued_right and self.words[i - 1] not in ("و", "ف", "ب", "ل", "ك")

    def analyses(self, at: int) -> tuple[Analysis, ...]:
        """What the lexicons know a word to be, less what its place rules out."""
        found = self._analyses.get(at)
        if found is None:
            found = self._analyses[at] = self._fitting(at)
        return found

    def keep_whole(self, words: Iterable[int]) -> None:
        """Words of names are nothing else, whatever they are spelt like: فتحي, يحيى, أسعد."""
        self._analyses = dict.fromkeys(words, ())

    def _fitting(self, at: int) -> tuple[Analysis, ...]:
        """A ة is no pronoun; no finite verb stands after a preposition, a demonstrative or another verb; no noun after لم or قد."""
        found = self._pack.analyse(self.words[at])
        if not found:
            return found
        if self.ends_in_ta(at):
            found = tuple(a for a in found if a.split.after != "ه")
        if at in self._with_tanwin:
            found = tuple(a for a in found if not a.is_verb)
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        if following.startswith(("ل", "ال")) and any(a.split.after and not a.is_verb for a in found):
            found = tuple(a for a in found if not (a.kind is Kind.PAST and a.split.after))  # رفضها للتدخل
        if not at or self.gaps[at] != " ":
            return found
        before = self.words[at - 1]
        if (
            any(a.person is Person.TWO for a in found)
            and not all(a.is_verb for a in found)
            and not before.endswith(("ان", "ين", "هما"))
        ):
            found = tuple(a for a in found if a.person is not Person.TWO)
        if before in ("هذا", "ذلك") and self.words[at].startswith("و"):
            return found  # هذا وحذر المسؤول
        if before in _BEFORE_NOUNS:
            return tuple(a for a in found if not a.is_verb)
        if before in _BEFORE_VERBS:
            return tuple(a for a in found if a.is_verb)
        if before == "ان" and (at < 2 or self.words[at - 2] not in _WITH_A_PAST):
            return tuple(a for a in found if a.kind is not Kind.PAST) or found
        past = any(a.kind is Kind.PAST and not a.split.before for a in found)
        if past and self._governs_a_noun(at - 1):
            return tuple(a for a in found if a.kind is not Kind.PAST)
        return found

    def ends_in_ta(self, at: int) -> bool:
        """Whether a word is written with ta marbuta, which folds to ه: حكومة, in presentation forms too; not حكومته, جنوده."""
        return self.words[at].endswith("ه") and self.text.raw[self.text.raw_at(self.ends[at] - 1)] in _TA

    def _governs_a_noun(self, at: int) -> bool:
        """Whether no past verb follows a word: a verb (أكد رفض), also with what points back (طلبت فيه دعم)."""
        verb = at - (self.words[at] in POINTING_BACK and at > 0)
        last = () if self.words[verb] in FILLERS else self.analyses(verb)
        return bool(last) and all(a.is_verb for a in last)

    def set_off(self, at: int, analysis: Analysis) -> bool:
        """Whether a participle makes a clause of its own: indefinite, accusative or feminine, behind a comma or quotation or joined by و."""
        split = analysis.split
        if analysis.kind is not Kind.ACTIVE or split.before not in ("", "و") or split.after:
            return False
        ends = split.word.endswith(("ا", "ه", "ين"))
        return ends and (split.before == "و" or any(mark in self.gaps[at] for mark in '،"'))

    def sentence_of(self, word: int) -> Stretch:
        """The sentence that holds a word."""
        return self.sentences[self.sentence_number(word)]

    def sentence_number(self, word: int) -> int:
        """Which sentence, from 0, holds a word."""
        return bisect_right(self._sentence_starts, word) - 1

    def quote_at(self, word: int) -> Quote | None:
        """The quotation that holds a word, if any."""
        i = bisect_right(self._quote_starts, word) - 1
        return self.quotes[i] if i >= 0 and word < self.quotes[i].end else None

    def words_in(self, start: int, end: int) -> Stretch:
        """The words that folded characters `start` to `end` touch."""
        first = bisect_right(self.ends, start)
        return Stretch(first, max(first, bisect_left(self.starts, end)))

    def span(self, start: int, end: int, *, cut: int = 0) -> Span:
        """The stored characters of words `start` to `end` (half-open), without the first `cut` letters (clitics)."""
        if end <= start:
            return self.text.span(self.starts[start], self.starts[start])
        return self.text.span(self.starts[start] + cut, self.ends[end - 1])

    def show(self, start: int, end: int, *, cut: int = 0) -> str:
        """The stored letters of words `start` to `end` on one line, for names and messages."""
        return " ".join(self.span(start, end, cut=cut).of(self.text.raw).split())

    def in_title(self, word: int) -> bool:
        """Whether a word stands in the headline, where no statement or event is looked for."""
        return self.title.start <= word < self.title.end
