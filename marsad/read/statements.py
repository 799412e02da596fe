"""Statements: what somebody is reported to have said, by whom, to whom and where.

A cue opens a statement; its content runs to the end of the sentence or quotation, or to the cue that opens the next one.
A speaker who is dropped (وأضاف) is the last one whose verb agrees.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.lang.ar.conjugate import Kind, Person
from marsad.lang.ar.pack import Pack
from marsad.lang.lexicon import Cue, Phrase
from marsad.model.reading import StatementKind
from marsad.read.clauses import gender, main_subject, subject
from marsad.read.cues import Speech, find_cues
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document, Quote

_ASIDES = (
    ("في", "اشاره"), ("في", "تصريح"), ("في", "حين"), ("في", "وقت"), ("في", "الوقت"), ("وفق",), ("وفقا",), ("بحسب",), ("حسب",), ("حسبما",), ("فيما",), ("بينما",),
    ("وذلك",), ("علي", "حد"), ("نقلا",), ("الا", "ان"), ("الا", "انه"), ("الا", "انها"), ("بحسبما",), ("وفقما",), ("الامر", "الذي"), ("كما", "قال"), ("كما", "اكد"), ("في", "تلميح"), ("ردا", "علي"), ("علي", "ما"),
)  # fmt: skip
_DOCUMENTS = frozenset("البيان بيان التقرير تقرير الرساله الوثيقه المصدر البلاغ الخبر".split())
_ASIDE_STARTS = frozenset(a[0] for a in _ASIDES)
_OUTLETS = frozenset(("agency", "newspaper", "broadcaster", "website"))


@dataclass(slots=True)
class Said:
    """A statement in words: content `start` to `end`, its cue, and who speaks to whom."""

    start: int
    end: int
    kind: StatementKind
    cue: tuple[int, int] | None
    force: str
    speaker: Party | None
    rule: str
    because: str
    confidence: float
    addressees: list[Party]
    venue: Party | None = None
    carried: bool = False


_SURE = {"quote": 0.9, "clause": 0.9, "attribution": 0.7, "before": 0.75, "preposition": 0.7, "noun": 0.5}


class Speeches:
    """Finds the statements of one article, keeping the last speakers in mind on the way."""

    def __init__(self, doc: Document, pack: Pack, parties: Parties, kinds: dict[str, str]) -> None:
        self.doc, self.pack, self.parties, self.kinds = doc, pack, parties, kinds
        self.last: dict[str, Party] = {}

    def find(self) -> list[Said]:
        """All statements in the order of their cues."""
        cues = find_cues(self.doc, self.pack, self.parties)
        found: list[Said] = []
        for k, speech in enumerate(cues):
            if speech.pattern in ("clause", "quote") and any(c.start == speech.start and c.pattern == speech.pattern for c in cues[max(0, k - 2) : k]):
                continue  # استدرك قائلا: two cues, one content
            said = self._statement(speech, cues[k + 1 :])
            if said and said.end - said.start >= 2:
                found.append(said)
        found += self._attributed(found)
        found += self._bare_quotes(found)
        return sorted(found, key=lambda s: (s.start, s.end))

    def _statement(self, speech: Speech, later: list[Speech]) -> Said | None:
        speaker, carried = self._speaker(speech)
        end = self._end(speech, later, speaker)
        kind = self._kind(speech.start, end)
        because = "" if speaker else "no party agrees with the verb and none spoke before"
        sure = _SURE[speech.pattern] * (0.9 if carried else 1.0) * (1.0 if speaker else 0.6)
        said = Said(speech.start, end, kind, (speech.at, speech.cue_end), speech.cue.force, speaker, speech.cue.id, because, sure, [],
                    carried=carried)  # fmt: skip
        self._addressed(speech, said)
        if speaker:
            self._remember(speech, speaker)
        return said

    def _remember(self, speech: Speech, speaker: Party) -> None:
        self.last[""] = speaker
        if speaker.sort in ("body", "state", "described"):
            self.last["body"] = speaker
        self.last[gender(speech.analysis.person)] = speaker

    def _speaker(self, speech: Speech) -> tuple[Party | None, bool]:
        analysis, at = speech.analysis, speech.at
        if analysis.kind is Kind.ACTIVE:
            return self._main_speaker(at, analysis.person) or self._carried(analysis.person), True
        if analysis.kind is Kind.MASDAR:
            if analysis.split.after:
                near = self.parties.before(at, max(self.doc.sentence_of(at).start, at - 4))
                return (near[0], False) if near else (self._carried(Person.SHE if analysis.split.after == "ها" else Person.HE), True)
            party = self.parties.covering(at + 1)
            return (party, False) if party else (self._carried(Person.NONE), True)
        if at + 1 < len(self.doc.words) and self.doc.words[at + 1] in _DOCUMENTS:
            inner = self.parties.between(at + 2, at + 5)
            if inner and self.doc.words[at + 1] == "بيان":
                return inner[0], False
            return self.last.get("body") or self._carried(Person.NONE), True
        if spokesman := self._tongue(speech):
            return spokesman, False
        if speech.cue.force == "quote" and (source := self._source(speech)):
            return source, False
        found = subject(self.doc, self.parties, at, analysis)
        if found.party and (found.how != "after" or found.party.start < speech.start or speech.pattern in ("before", "attribution")):
            return found.party, False
        return main_subject(self.doc, self.parties, at, analysis.person) or self._carried(analysis.person), True

    def _source(self, speech: Speech) -> Party | None:
        """Whom a quoting verb quotes: نقلت الوكالة عن الشرطة."""
        for party in self.parties.between(speech.at + 1, speech.start):
            if self.doc.words[party.start - 1] == "عن":
                return party
        return None

    def _tongue(self, speech: Speech) -> Party | None:
        """على لسان: who speaks for the subject."""
        for j in range(speech.at + 1, min(speech.start, speech.at + 12)):
            if self.doc.words[j - 1 : j + 1] == ["علي", "لسان"]:
                near = self.parties.between(j + 1, j + 4)
                return near[0] if near else None
        return None

    def _main_speaker(self, at: int, person: Person) -> Party | None:
        """The subject of the reporting verb that a participle leans on: وأردفت السفيرة قائلة."""
        for j in range(at - 1, self.doc.sentence_of(at).start - 1, -1):
            for a in self.doc.analyses(j):
                if not (isinstance(a.row, Cue) and a.is_verb) or a.person in (Person.I, Person.WE) or self.doc.quote_at(j):
                    continue
                if gender(a.person) in (gender(person), "they"):
                    found = subject(self.doc, self.parties, j, a)
                    return found.party if found.party and found.party.start < at else None
        return None

    def _carried(self, person: Person) -> Party | None:
        return self.last.get(gender(person)) or self.last.get("")

    def _end(self, speech: Speech, later: list[Speech], speaker: Party | None) -> int:
        doc = self.doc
        sentence = doc.sentence_of(max(speech.start, speech.at))
        if speech.pattern == "attribution":
            return max(speech.start, self._attribution_end(speech))
        if speech.pattern == "before":
            return speech.quote.end if speech.quote else speech.at
        limit = doc.sentence_of(speech.start).end if speech.start < len(doc.words) else sentence.end
        if speech.quote:
            limit = self._after_quote(speech.quote, limit)
        for other in later:
            if other.at >= limit:
                break
            if other.at > speech.start and self._starts_anew(speech, other):
                limit = self._cut_before(other.at)
                break
        floor = speech.quote.end if speech.quote else speech.start + 2
        for j in range(max(floor, speech.start + 2), limit):
            if speech.pattern in ("noun", "preposition") and self._new_verb(j):
                return j
            if "،" in doc.gaps[j] or "," in doc.gaps[j]:
                if speech.pattern in ("noun", "preposition") and doc.words[j] in ("وهو", "وهي"):
                    return j
                if speech.pattern in ("noun", "preposition") and not doc.words[j].startswith("و"):
                    return j
                if doc.words[j] in _ASIDE_STARTS and self._is_aside(j):
                    return j
        return limit

    def _new_verb(self, at: int) -> bool:
        """A finite verb joined by و goes on with the story: على معارضته وناقش."""
        return any(a.is_verb and a.split.before.startswith("و") for a in self.doc.analyses(at))

    def _attribution_end(self, speech: Speech) -> int:
        j = speech.at - 1
        while j > speech.start and self.doc.words[j] in ("ما", "وفق", "حسب", "بحسب", "علي", "حسبما", "كما", "مثلما", "وفقما"):
            j -= 1
        return j + 1

    def _is_aside(self, at: int) -> bool:
        return any(tuple(self.doc.words[at : at + len(a)]) == a for a in _ASIDES)

    def _after_quote(self, quote: Quote, limit: int) -> int:
        """Past the closing mark only where the clause goes on without a stop or comma."""
        end = quote.end
        if not quote.closed:
            return max(limit, end)
        if end >= len(self.doc.words):
            return end
        after = self.doc.gaps[end]
        tail = after[after.index('"') + 1 :].strip() if '"' in after else after.strip()
        if tail or "\n" in after or end >= limit:
            return end
        return limit

    def _cut_before(self, at: int) -> int:
        j = at
        while j > 0 and self.doc.words[j - 1] in ("كما", "فيما", "بينما", "حيث", "قد", "وقد", "من", "جانبه", "جهته", "جانبها", "جهتها", "وكان", "وكانت", "كذلك", "لكنه", "لكنها", "ولكنه", "ولكنها", "لكن", "ايضا"):
            j -= 1
        return j

    def _starts_anew(self, speech: Speech, other: Speech) -> bool:
        """Whether a later cue opens its own statement or speaks inside this one."""
        joined = other.analysis.split.before.startswith("و")
        comma = any(c in self.doc.gaps[self._cut_before(other.at)] for c in '،,"؛.')
        if other.analysis.kind is Kind.ACTIVE:
            return comma or joined
        if other.analysis.kind is Kind.MASDAR:
            return False
        if comma and (joined or self.doc.words[other.at - 1] in ("كما", "فيما", "بينما", "لكنه", "لكنها", "ولكنه", "ولكنها")):
            return True
        return joined and gender(other.analysis.person) == gender(speech.analysis.person) and speech.pattern != "quote"

    def _kind(self, start: int, end: int) -> StatementKind:
        inside = sum(min(end, q.end) - max(start, q.start) for q in self.doc.quotes if q.start < end and start < q.end)
        if inside >= end - start - 1 and inside:
            return "direct"
        return "mixed" if inside >= 2 else "indirect"

    def _addressed(self, speech: Speech, said: Said) -> None:
        for party in self.parties.between(speech.at + 1, max(speech.start, speech.at + 1) + 1):
            if said.speaker is party or party.start >= said.start:
                continue
            clitic = self.doc.words[party.start][: party.cut]
            to = clitic.endswith("ل") or self.doc.words[party.start].startswith("لل") or self.doc.words[party.start - 1] in ("الي", "مع")
            if self.kinds.get(party.actor) in _OUTLETS:
                said.venue = party
            elif to or "object" in speech.cue.addressee:
                said.addressees.append(party)

    def _attributed(self, found: list[Said]) -> list[Said]:
        """Content before or after بحسب، وفقا لـ، نقلا عن and the like, where no verb has it already."""
        more = []
        for sentence in self.doc.sentences:
            if sentence.start < self.doc.title.end and sentence.end > self.doc.title.start:
                continue
            for at in range(sentence.start, sentence.end):
                length, phrases = self.pack.attribution_trie.longest(self.doc.words, at)
                if not length and self.doc.words[at].startswith("و"):
                    length, phrases = self.pack.attribution_trie.longest(self.doc.words, at, self.doc.words[at][1:])
                if length and phrases[0].speaker == "after":
                    said = self._attribution((sentence.start, sentence.end), at, length, phrases[0])
                    if said and not any(s.start < said.end and said.start < s.end for s in (*found, *more)):
                        more.append(said)
                    break
        return more

    def _attribution(self, sentence: tuple[int, int], at: int, length: int, phrase: Phrase) -> Said | None:
        near = [p for p in self.parties.between(at + length - 1, at + length + 3)]
        speaker = near[0] if near else None
        if speaker is None:
            return None
        start, end = sentence
        if at - start >= 4:
            end = at
        else:
            start = self.parties.group(speaker, self.doc)[-1].end
        if end - start < 3:
            return None
        return Said(start, end, self._kind(start, end), (at, at + length), phrase.force, speaker, phrase.id, "", 0.7, [])

    def _bare_quotes(self, found: list[Said]) -> list[Said]:
        """A quotation without a cue goes on with the speaker before it in the paragraph."""
        more = []
        for quote in self.doc.quotes:
            if quote.end - quote.start < 6 or self.doc.title.start <= quote.start < self.doc.title.end:
                continue
            if any(s.start < quote.end and quote.start < s.end for s in found):
                continue
            before = [s for s in found if s.end <= quote.start and s.speaker]
            if before and quote.start - before[-1].end <= 12:
                last = max(before, key=lambda s: s.end)
                more.append(Said(quote.start, quote.end, "direct", None, "say", last.speaker, "quotation goes on", "", 0.6, [], carried=True))
        return more
