"""Statements without a reporting verb: بحسب الشرطة, وفقا لمصدر, and quotations that go on."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.lang.ar.function_words import RELATIVES
from marsad.lang.ar.pack import Pack
from marsad.lang.ar.words import definite_nisba
from marsad.lang.lexicon import Phrase
from marsad.read.asides import is_secret, past_asides
from marsad.read.contents import kind_of
from marsad.read.party import Parties
from marsad.read.said import Said
from marsad.read.tokens import Document, Quote, Stretch

_SHORTEST_QUOTE = 6
_FARTHEST = 12
_NEAR, _FAR, _CLAUSE = 3, 6, 10
_ISSUED = frozenset("صادر صدر اصدره اصدرته مشترك رسمي صحفي صحافي".split())
_GIVEN = frozenset(
    f"{verb}{of}" for verb in "اورد نشر اعلن اصدر قدم جمع بث اعد احص".split() for of in ("ه", "ها", "ته", "تها")
)
_DASHES = frozenset(("-", "–", "--"))
_GOES_ON = frozenset("قد لم لن سوف".split())


def attributed(doc: Document, pack: Pack, parties: Parties, found: list[Said]) -> list[Said]:
    """Content before or after a fixed attribution, where no verb has it already."""
    more: list[Said] = []
    for sentence in doc.sentences:
        if sentence.start < doc.title.end and sentence.end > doc.title.start:
            continue
        for at in range(sentence.start, sentence.end):
            length, phrases = pack.attribution_trie.longest(doc.words, at)
            if not length and doc.words[at].startswith("و"):
                length, phrases = pack.attribution_trie.longest(doc.words, at, doc.words[at][1:])
            if length and phrases[0].speaker == "after":
                said = _attribution(doc, parties, sentence, Stretch(at, at + length), phrases[0])
                leads = any(s.cue and sentence.start <= s.cue[0] < at < s.start < sentence.end for s in found)
                if said and not leads and not _overlaps(said, found) and not _overlaps(said, more):
                    more.append(said)
                break
    return more


def _overlaps(one: Said | Quote, others: Iterable[Said]) -> bool:
    return any(s.start < one.end and one.start < s.end for s in others)


def _attribution(doc: Document, parties: Parties, sentence: Stretch, cue: Stretch, phrase: Phrase) -> Said | None:
    issued = doc.words[cue.end : cue.end + 1] and doc.words[cue.end] in _ISSUED
    given = next(
        (j for j in range(cue.end, cue.end + _NEAR + 1) if doc.words[j : j + 1] and doc.words[j] in _GIVEN), None
    )
    near = parties.between(cue.end - 1, _before_content(doc, cue.end, cue.end + (_FAR if issued else _NEAR)))
    if given:  # وفق آخر حصيلة أوردها المرصد
        near = parties.between(given + 1, given + _NEAR)
    if not near:
        return None
    start, end = sentence
    last = parties.group(near[0], doc)[-1].end
    if _breaks_in(doc, parties, sentence, Stretch(cue.start, last)):
        pass
    elif last < end and doc.words[last] == "ان" and doc.gaps[last] == " ":
        start = last + 1  # بحسب ما كشف مصدر أن
    elif cue.start - start >= 4:
        end = cue.start - (doc.words[cue.start - 1] == "وذلك")
    else:
        while (
            last < end - 1
            and doc.gaps[last] == " "
            and definite_nisba(doc.words[last])
            and doc.words[last] not in RELATIVES
        ):
            last += 1  # صحيفة حرييت التركية، فإن
        told = is_secret(doc, last + 1) or _is_told_of(doc, last)
        start = _past_comma(doc, last, end) if told else past_asides(doc, last, end)
        start += doc.words[start : start + 1] == ["فان"]  # فإن واشنطن تدرس
    if end - start < 3:
        return None
    return Said(start=start, end=end, kind=kind_of(doc, start, end), cue=(cue.start, cue.end), force=phrase.force, speaker=near[0],
                rule=phrase.id, confidence=0.7)  # fmt: skip


def _breaks_in(doc: Document, parties: Parties, sentence: Stretch, cited: Stretch) -> bool:
    """Whether who is cited stands in the midst of the content: كان الهجوم بحسب الوكالة قد, شن الجيش - بحسب الوكالة - غارات."""
    (start, end), (at, last) = sentence, cited
    if at - start >= 3 and last < end and doc.words[last] in _GOES_ON and doc.gaps[last].strip(' "') == "":
        return True
    if all(doc.gaps[j].strip() in _DASHES for j in cited):
        return True
    commas = "،" in doc.gaps[at] and "،" in doc.gaps[min(last, end - 1)]
    return commas and _only_names(doc, parties, start, at)  # السكان، وفقا للجيش، غادروا


def _before_content(doc: Document, at: int, reach: int) -> int:
    """Where who is cited must begin before: no later than the فإن that opens the content."""
    return next((j for j in range(at, min(reach, len(doc.words))) if doc.words[j] == "فان"), reach)


def _is_told_of(doc: Document, at: int) -> bool:
    """Whether a clause tells who is cited, before the comma: وفقا للجيش الذي سيطر على المدينة، قتل; بحسب مسؤول تحدث لرويترز، فإن."""
    comma = next((j for j in range(at + 1, min(at + _CLAUSE, len(doc.words))) if "،" in doc.gaps[j]), None)
    if comma is None or doc.gaps[at].strip():
        return False
    return doc.words[at] in RELATIVES or doc.words[comma] == "فان"


def _past_comma(doc: Document, at: int, end: int) -> int:
    """The word behind the next comma: بحسب مسؤول رفض الكشف عن اسمه، فإن."""
    return next((j for j in range(at + 1, end) if "،" in doc.gaps[j]), at)


def _only_names(doc: Document, parties: Parties, start: int, end: int) -> bool:
    """Whether a sentence has only told its subject so far: its first party, which is no verb's."""
    party = parties.covering(start)
    return party is not None and party.start == start and not party.cut and party.end == end


def bare_quotes(doc: Document, found: list[Said]) -> list[Said]:
    """A quotation without a cue goes on with the speaker just before it."""
    more = []
    for quote in doc.quotes:
        if quote.end - quote.start < _SHORTEST_QUOTE or doc.in_title(quote.start) or _overlaps(quote, found):
            continue
        before = [s for s in found if s.end <= quote.start and s.speaker]
        last = max(before, key=lambda s: s.end, default=None)
        if last and quote.start - last.end <= _FARTHEST:
            more.append(Said(start=quote.start, end=quote.end, kind="direct", cue=None, force="say", speaker=last.speaker,
                             rule="quotation goes on", confidence=0.6))  # fmt: skip
    return more
