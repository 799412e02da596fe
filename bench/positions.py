"""Where speech, events and titles stand in real text, by shape and neighbours and never by the rows of their lexicons.

What is a verb and what its verbal noun, a general dictionary says (simplemma's).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from simplemma import is_known, lemmatize
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from marsad.lang.ar.fold import fold
from marsad.lang.ar.function_words import (
    ADVERBS,
    CLAUSE_BREAKS,
    CLAUSE_WORDS,
    FILLERS,
    NEGATORS,
    PREPOSITIONS,
    RELATIVES,
)
from marsad.lang.ar.pack import Pack
from marsad.lang.ar.words import splits
from marsad.lang.lexicon import Cue, Noun, Verb
from marsad.read.cast import Named
from marsad.read.party import Parties, Party
from marsad.read.titles import QUALIFIERS
from marsad.read.tokens import Document
from marsad.resolve.knowledge import Knowledge

SMALL = (
    CLAUSE_BREAKS | CLAUSE_WORDS | FILLERS | ADVERBS | NEGATORS | PREPOSITIONS | RELATIVES
    | frozenset("هذا هذه هولاء ذلك تلك بعض كل احد احدي عدد مثل اما به له هو هي هم نفس اي كلا بل ثم مما".split())
)  # fmt: skip
CARRYING = frozenset("مع علي ضد في الي بين من ل عن بحق لدي".split())
TOWARDS = frozenset(("علي", "ضد", "بحق", "مع"))
DEFINITE = ("ال", "وال", "لل", "بال")


class Spot(NamedTuple):
    """Word `at` stands in a position: its lexeme, whether a row knows it, whether its form is unmistakable."""

    at: int
    lexeme: str
    known: bool
    sure: bool


class Shape(NamedTuple):
    """The verb that a written word is a form of, and whether it can be nothing else."""

    verb: str
    sure: bool


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """The verbs of simplemma's list, folded: the lemmas of its present forms."""
    entries = DefaultDictionaryFactory().get_dictionary("ar").items()
    pairs = ((fold(form), fold(of)) for form, of in entries)
    return frozenset(of for form, of in pairs if form.startswith("ي") and not of.startswith("ي") and len(form) > 3)


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The folded lemma of a written word: simplemma's, without the article."""
    bare = next(
        (word[len(a) :] for a in ("ال", "وال", "لل", "بال") if word.startswith(a) and len(word) > len(a) + 2), word
    )
    return fold(lemmatize(bare, lang="ar") if is_known(bare, lang="ar") else bare)


@lru_cache(maxsize=100_000)
def finite(written: str) -> Shape | None:
    """The verb that a written word can be a finite form of: surely so by a present prefix or a past ending."""
    unsure = None
    for cut in ("", "و", "ف", "س", "وس", "فس"):
        word = written[len(cut) :]
        if not written.startswith(cut) or len(word) < 3 or written.endswith("ة"):
            continue
        folded, of = fold(word), fold(lemmatize(word, lang="ar"))
        if folded[0] in "يت" and of != folded and of in verbs():
            return Shape(of, True)
        stem = next((folded.removesuffix(end) for end in ("تا", "وا", "ت") if folded.endswith(end)), "")
        if len(stem) > 1 and stem in verbs() and of in (folded, stem):
            return Shape(stem, True)
        if folded in verbs() and cut not in ("س", "وس", "فس"):
            unsure = unsure or Shape(folded, False)
    return unsure


@lru_cache(maxsize=100_000)
def masdar(word: str) -> Shape | None:
    """The derived verb whose verbal noun a folded word is: تصعيد, إطلاق, اعتقال, استهداف, مهاجمة, تدخل."""
    bare = word[1:] if word[0] in "وبلف" and len(word) > 5 else word
    bare = bare.removesuffix("ات") if len(bare) > 6 else bare
    verb = ""
    if len(bare) == 5 and bare[0] == "ت" and bare[3] == "ي":
        verb = bare[1:3] + bare[4]
    elif len(bare) > 4 and bare[0] == bare[-2] == "ا":
        verb = bare[:-2] + bare[-1]
    elif len(bare) > 4 and bare[0] == "م" and bare[2] == "ا":
        verb = bare[1:].removesuffix("ه")
    elif len(bare) > 3 and bare[0] == "ت":
        verb = bare
    return Shape(verb, True) if verb in verbs() else None


@lru_cache(maxsize=100_000)
def small(word: str) -> bool:
    """Whether a folded word is a function word, clitics aside: فيها, وقد."""
    return any(s.word in SMALL and not s.article for s in splits(word)) or word in SMALL


@dataclass(frozen=True)
class Page:
    """One article with its parties."""

    doc: Document
    parties: Parties
    names: list[Named]
    pack: Pack
    who: Knowledge

    def free(self, at: int) -> bool:
        """Whether a word is indefinite and no part of a party, no adjective of a state, no function word and no number."""
        word = self.doc.words[at]
        open_ = self.parties.covering(at) is None and self.who.adjective(word) is None
        return open_ and not (small(word) or word[0].isdigit() or word.startswith(DEFINITE)) and len(word) > 2

    def shape(self, at: int) -> Shape | None:
        """The verb that a free word is a finite form of, unless it follows a preposition."""
        governed = at > 0 and self.doc.gaps[at] == " " and self.doc.words[at - 1] in PREPOSITIONS
        return finite(self.doc.show(at, at + 1)) if self.free(at) and not governed else None

    def close(self, at: int) -> bool:
        """Whether nothing but a space or a quotation mark stands before a word."""
        return at < len(self.doc.words) and self.doc.gaps[at].strip("\"' ") == "" and "\n" not in self.doc.gaps[at]

    def starting(self, at: int) -> Party | None:
        """The party that can act or speak and begins right at a word."""
        party = self.parties.covering(at) if self.close(at) else None
        return party if party and party.start == at and party.sort != "place" else None

    def ends(self, at: int) -> bool:
        """Whether a party that can act or speak ends before a word, fillers between."""
        while at and self.close(at) and self.doc.words[at - 1] in FILLERS:
            at -= 1
        party = self.parties.covering(at - 1) if at and self.close(at) else None
        return party is not None and party.sort != "place"

    def near(self, at: int) -> bool:
        """Whether a party begins at a word, or behind one preposition."""
        behind = self.close(at) and self.doc.words[at] in CARRYING and self.starting(at + 1) is not None
        return behind or self.starting(at) is not None

    def row(self, at: int, *kinds: type[Verb | Noun | Cue]) -> str:
        """The id of a row of these kinds that has the word among its forms, whatever its conditions; or nothing."""
        return next((a.row.id for a in self.pack.analyse(self.doc.words[at]) if isinstance(a.row, kinds)), "")

    def cue(self, at: int) -> str:
        """The id of the cue that a word is a form of, or of the fixed attribution that it begins; or nothing."""
        words, trie = self.doc.words, self.pack.attribution_trie
        found = [p for first in (words[at], words[at].removeprefix("و")) for p in trie.longest(words, at, first)[1]]
        return self.row(at, Cue) or (found[0].id if found else "")

    def spot(self, at: int, shape: Shape | None, row: str) -> Spot:
        """A word in its position, under its row, its verb or its lemma."""
        return Spot(
            at,
            row or (shape.verb if shape else lemma(self.doc.show(at, at + 1))),
            bool(row),
            shape is None or shape.sure,
        )


def speech(page: Page) -> Iterator[Spot]:
    """Words in reporting position."""
    for at, word in enumerate(page.doc.words):
        participle = "،" in page.doc.gaps[at] and word.lstrip("و").startswith("م") and word.endswith(("ا", "ه", "ين"))
        if participle and not small(word) and page.parties.covering(at) is None:
            if any(_content(page, k) for k in range(at + 1, at + 3)):
                yield page.spot(at, None, page.cue(at))
        elif (shape := page.shape(at)) and (page.starting(at + 1) or page.ends(at)) and _reaches(page, at):
            yield page.spot(at, shape, page.cue(at))


def _reaches(page: Page, at: int) -> bool:
    """Whether a verb governs a clause or quotation: behind parties and at most four other words, none of them a verb."""
    k, others = at + 1, 0
    while others <= 4 and k < len(page.doc.words):
        if _content(page, k):
            said = k > at + 1 and others == 0  # else the marks may be around a term
            return page.doc.words[k] in CLAUSE_WORDS or said or ":" in page.doc.gaps[k]
        party, shape = page.parties.covering(k), page.shape(k)
        if (not page.close(k) and not (party and "،" in page.doc.gaps[k])) or (shape and shape.sure):
            return False
        others += party is None
        k = party.end if party else k + 1
    return False


def _content(page: Page, at: int) -> bool:
    """Whether a reported clause or quotation begins at a word; أن before a present verb is a wish."""
    doc = page.doc
    if at + 1 >= len(doc.words) or "\n" in doc.gaps[at]:
        return False
    if any(q.start == at and q.end - q.start >= 6 for q in doc.quotes) and doc.gaps[at].strip(' "') in ("", ":"):
        return True
    if doc.words[at] not in CLAUSE_WORDS - {"الا", "وان", "وانه", "وانها"} or doc.gaps[at].strip('" '):
        return False
    wish = doc.words[at] in ("ان", "بان") and doc.words[at + 1][0] in "يتن" and page.parties.covering(at + 1) is None
    return doc.show(at, at + 1).startswith("إ") or not wish


def events(page: Page) -> Iterator[Spot]:
    """Words in the position of an event's trigger; reporting verbs and light verbs are no triggers."""
    doc, carried = page.doc, _carried(page)
    for at, word in enumerate(doc.words):
        verb, first = page.shape(at), page.starting(at + 1)
        shape = verb or (masdar(word) if page.free(at) else None)
        before_two = first is not None and shape and page.near(first.end)
        towards = page.free(at) and page.close(at + 1) and doc.words[at + 1] in TOWARDS and page.starting(at + 2)
        if at in carried or before_two or towards or (verb and page.ends(at) and page.near(at + 1)):
            row = page.row(at, Verb, Noun)
            if row or not (page.row(at, Cue) or page.pack.light(word)):
                yield page.spot(at, None if at in carried else shape, row)


def _carried(page: Page) -> set[int]:
    """The nouns behind a light verb and its subject, with a preposition and a party: شنت القوات هجوما على."""
    doc, found = page.doc, set()
    for at in (i for i, word in enumerate(doc.words) if page.pack.light(word)):
        k = at + 1
        while page.close(k) and (doc.words[k] in ADVERBS | FILLERS or page.parties.covering(k)):
            party = page.parties.covering(k)
            k = party.end if party else k + 1
        after = [j for j in range(k + 1, k + 4) if page.close(j)]
        noun = page.close(k) and page.free(k) and finite(doc.show(k, k + 1)) is None
        if noun and any(doc.words[j] in CARRYING and page.starting(j + 1) for j in after):
            found.add(k)
    return found


def titles(page: Page) -> Iterator[Spot]:
    """The definite word before a person of the knowledge base, and the noun that its title begins with."""
    words, names = page.doc.words, {k for n in page.names for k in range(n.start, n.end)}
    for name in page.names:
        at = name.start - 1
        if name.type != "PER" or name.actor not in page.who.actors or name.cut or at < 0 or at in names:
            continue
        if not page.close(name.start) or not _definite(words[at]):
            continue
        if page.who.adjective(words[at]) is None:
            yield page.spot(at, None, _title(page, at, name))
        while at > max(0, name.start - 8) and page.close(at) and (_definite(words[at]) or at in names):
            at -= 1
        noun = len(words[at]) > 2 and not (small(words[at]) or words[at][0].isdigit() or _definite(words[at]))
        if noun and at not in names and not (page.shape(at) or masdar(words[at]) or page.row(at, Cue, Verb, Noun)):
            yield page.spot(at, None, _title(page, at, name))


def _definite(word: str) -> bool:
    return word.startswith(DEFINITE) and len(word) > 4 and not small(word)


def _title(page: Page, at: int, name: Named) -> str:
    """The word, where the reader takes it for a part of a title here, or where a row of the titles has it."""
    party, word = page.parties.covering(at), page.doc.words[at]
    titled = party is not None and (party.office != "" or party.start <= name.start < party.end)
    listed = any(s.word in _title_words(page.pack) for s in splits(word))
    return f"titles/{lemma(word)}" if titled or listed else ""


@lru_cache(maxsize=1)
def _title_words(pack: Pack) -> frozenset[str]:
    """The words of all offices, portfolios, honorifics and unnamed people, and the adjectives in titles, without article."""
    forms = [form for o in pack.offices for form in (o.lemma, *o.plural, o.feminine)]
    forms += [form for u in pack.unnamed for form in (u.head, *u.plural)]
    forms += [p.form for p in pack.portfolios] + [h.form for h in pack.honorifics]
    words = {word for form in forms for word in fold(form).split()} | QUALIFIERS
    return frozenset(words | {word.removeprefix("ال") for word in words})


POSITIONS: dict[str, Callable[[Page], Iterator[Spot]]] = {f.__name__: f for f in (speech, events, titles)}
