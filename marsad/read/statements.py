"""Statements: what somebody is reported to have said, by whom, to whom and where.

A cue opens a statement; its content runs to the end of the sentence or quotation, or to the cue that opens the next one.
A speaker who is dropped (وأضاف) is the last one whose verb agrees.
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.function_words import CLAUSE_WORDS
from marsad.lang.ar.pack import Pack
from marsad.read.asides import ITS_SEAT
from marsad.read.attributions import attributed, bare_quotes
from marsad.read.clauses import preposition
from marsad.read.complements import Speech
from marsad.read.contents import content_end, kind_of
from marsad.read.cues import find_cues
from marsad.read.party import Parties, Party
from marsad.read.said import OUTLETS, Said
from marsad.read.speakers import Speakers
from marsad.read.tokens import Document

_OF_ONE_WORD = frozenset(("condemn", "welcome", "praise", "describe"))  # ندد بالضربات
_OF_SOMEBODY = CLAUSE_WORDS - {"ان", "بان", "وان", "الا"}  # نفت موسكو أنها تدخلت
_NEAR = 9  # في بيان صادر عن المكتب الإعلامي للوزارة
_SURE = {"quote": 0.9, "clause": 0.9, "attribution": 0.7, "before": 0.75, "preposition": 0.7, "noun": 0.5}


def find_statements(doc: Document, pack: Pack, parties: Parties, kinds: Mapping[str, str]) -> list[Said]:
    """All statements in the order of their content; `kinds` tells outlets, which are venues, from people spoken to."""
    cues = find_cues(doc, parties)
    speakers = Speakers(doc, parties)
    found: list[Said] = []
    for k, speech in enumerate(cues):
        if any(_same_content(speech, other) or _believes(speech, other) for other in cues[max(0, k - 2) : k]):
            continue  # استدرك قائلا, قال إنه يعتقد أن: two cues, one content
        said = _statement(doc, speech, cues[k + 1 :], speakers)
        if _says_nothing(doc, speech, said):
            continue
        whole = speech.pattern == "clause" and doc.words[speech.start - 1] in _OF_SOMEBODY
        least = 1 if whole or speech.cue.force in _OF_ONE_WORD else 2
        if said.end - said.start >= least and (said.speaker or _opens_content(doc, speech)):
            _address(doc, parties, kinds, speech, said)
            found.append(said)
    found += attributed(doc, pack, parties, found)
    found += bare_quotes(doc, found)
    return sorted(found, key=lambda s: (s.start, s.end))


def _same_content(speech: Speech, other: Speech) -> bool:
    if other.start == speech.start and speech.cue.force == "describe":
        return True  # نددت بما وصفته بجرائم حرب
    return speech.pattern in ("clause", "quote") and (other.start, other.pattern) == (speech.start, speech.pattern)


def _believes(speech: Speech, other: Speech) -> bool:
    """Whether what somebody says of himself is that he thinks so, or what he does with it is no more: نفى اتهامها ب."""
    thinks = other.pattern == "clause" and speech.cue.force == "claim"
    return speech.at == other.start and (thinks or speech.analysis.kind is Kind.MASDAR)


def _opens_content(doc: Document, speech: Speech) -> bool:
    """Whether أن or a quotation mark shows that something is said, and no by-line is meant: نشر في: 11 مارس."""
    return speech.pattern == "quote" or (speech.pattern == "clause" and ":" not in doc.gaps[speech.start])


def _says_nothing(doc: Document, speech: Speech, said: Said) -> bool:
    """Whether the content is a bare ذلك, or nobody in the sentence holds it: يعتبر الميناء منفذا للبلاد."""
    if speech.pattern not in ("noun", "preposition"):
        return False
    before = said.speaker is not None and said.speaker.start < doc.sentence_of(speech.at).start
    held = speech.cue.force == "claim" and speech.analysis.kind is Kind.PRESENT and before
    return held or doc.words[speech.start] == "ذلك"


def _statement(doc: Document, speech: Speech, later: list[Speech], speakers: Speakers) -> Said:
    medium = speech._replace(at=speech.at + 1) if speech.cue.only_next else speech  # whose it is stands behind في بيان
    speaker, carried = speakers.find(medium)
    if speech.cue.only_next and (
        issuers := speakers.parties.between(speech.at + 3, min(speech.start, speech.at + _NEAR))
    ):
        speaker, carried = issuers[0], False
    if speech.analysis.split.article and (near := _by_verb(doc, speakers.parties, speech.at)):
        speaker = near
    end = content_end(doc, speakers.parties, speech, later)
    sure = _SURE[speech.pattern] * (0.9 if carried else 1.0) * (1.0 if speaker else 0.6)
    because = "" if speaker else "no party agrees with the verb and none spoke before"
    return Said(start=speech.start, end=end, kind=kind_of(doc, speech.start, end), cue=(speech.at, speech.cue_end),
                force=speech.cue.force, speaker=speaker, rule=speech.cue.id, confidence=sure, because=because,
                stands=(speech.cue.force, speech.pattern) != ("reject", "noun"))  # fmt: skip


def _address(doc: Document, parties: Parties, kinds: Mapping[str, str], speech: Speech, said: Said) -> None:
    """Fill in whom it was said to and where: لقناة العربية is a venue, للصحفيين are addressees."""
    speaking = (
        parties.group(said.speaker, doc) if said.speaker and parties.covering(said.speaker.start) else [said.speaker]
    )
    for party in parties.between(speech.at + 1, max(speech.start, speech.at + 1) + 1):
        if party in speaking or party.start >= said.start or doc.words[party.start - 1] in ITS_SEAT:
            continue
        if _beside_the_speaker(doc, speech.at + 2, party.start):
            continue
        word = doc.words[party.start]
        to = word[: party.cut].endswith("ل") or word.startswith("لل") or doc.words[party.start - 1] in ("الي", "مع")
        if kinds.get(party.actor) in OUTLETS:
            said.venue = party
        elif to or ("object" in speech.cue.addressee and preposition(doc, parties, party) is None):
            said.addressees.append(party)


def _beside_the_speaker(doc: Document, start: int, at: int) -> bool:
    """Whether a word stands in what only tells who speaks, between commas: كتائب القسام، الجناح العسكري لحركة حماس."""
    commas = [j for j in range(start, at + 1) if "،" in doc.gaps[j]]
    return len(commas) % 2 == 1 and commas[-1] < at and doc.words[commas[-1]].startswith("ال")


def _by_verb(doc: Document, parties: Parties, at: int) -> Party | None:
    """Who does something with the word that is said: اكتفى الوزير بالقول إن."""
    near = parties.before(at, doc.sentence_of(at).start)
    return next((p for p in near if preposition(doc, parties, p) is None), None)
