"""How far a clause reaches, and whom a pronoun or a relative clause in it means."""

from __future__ import annotations

from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS, RELATIVES
from marsad.lang.ar.pack import Pack
from marsad.lang.ar.words import splits
from marsad.lang.lexicon import Cue, Verb
from marsad.read.agreement import feminine
from marsad.read.party import Parties, Party
from marsad.read.tokens import Document
from marsad.read.triggers import Found

_WITH = frozenset("بحمايه برفقه بمرافقه بحضور بمشاركه بمسانده باسناد بموافقه".split())
_BELONG = frozenset("ينتمي تنتمي ينتمون ينتميان المنتمي المنتميه المنتمين انتمايه انتمايهم بانتمايه بانتمايهم".split())
_ARE = frozenset("انه انها انهم بانه بانها بانهم".split())
_LED_BY = frozenset("برياسه بقياده بزعامه برعايه باشراف".split())
_WHO = frozenset(("person", "body", "state", "role"))


def clause_end(doc: Document, pack: Pack, start: int, reach: int) -> int:
    """Where the clause of a word ends, so many words on at most: at the next reporting verb, strong stop or relative with a verb of its own."""
    end = min(doc.sentence_of(start - 1).end, start + reach)
    for j in range(start, end):
        if "؛" in doc.gaps[j] or ("،" in doc.gaps[j] and _new_clause(doc, j)):
            return j
        if j > start and (doc.words[j] in CLAUSE_BREAKS or pack.attribution_trie.longest(doc.words, j)[0]):
            return j
    return end


def past_relative(doc: Document, parties: Parties, at: int) -> int:
    """The word behind a relative clause of a verb and one party, where one begins at a word: الطائرات التي تدعم الحكومة."""
    end = doc.sentence_of(at - 1).end
    if at + 2 >= end or doc.words[at] not in RELATIVES or doc.gaps[at] != " ":
        return at
    party = next(iter(parties.between(at + 2, min(end, at + 5))), None)
    verb = doc.words[at + 1] not in PREPOSITIONS and not doc.words[at + 1].startswith("ال")
    return party.end if verb and party and not any("،" in gap for gap in doc.gaps[at + 1 : party.start + 1]) else at


def _new_clause(doc: Document, at: int) -> bool:
    return any(a.is_verb or isinstance(a.row, Cue) for a in doc.analyses(at)) or doc.words[at] in CLAUSE_BREAKS


def antecedent(doc: Document, parties: Parties, at: int) -> Party | None:
    """Whom a relative clause tells of whose verb has a pronoun as its object: الحوثيين الذين تدعمهم إيران."""
    start = doc.sentence_of(at).start
    for j in range(at - 1, max(start, at - 3) - 1, -1):
        if doc.words[j] in RELATIVES:
            near = parties.before(j, max(start, j - 8))
            return near[0] if near and j - near[0].end <= 2 else None
    return None


def modified(doc: Document, parties: Parties, at: int) -> list[Party]:
    """Whom a participle is said of, right before it: الحكومة المدعومة, القوات الداعمة."""
    covering = parties.covering(at)
    if covering and covering.start < at:
        return [covering]
    return parties.before(at, max(doc.sentence_of(at).start, at - 4))[:1]


def possessor(doc: Document, parties: Parties, trigger: Found, *, somebody: bool) -> list[Party]:
    """Whom the pronoun on a noun means: the nearest party before it that a verb or the sentence is about; `somebody` where only a person can be meant (اعتقالها)."""
    near, pronoun = parties.before(trigger.at, doc.sentence_of(trigger.at).start), trigger.analysis.split.after
    if somebody:
        near = [p for p in near if p.sort in ("person", "role") or p.office in ("people", "civilians", "group")]
    if somebody or pronoun == "هم":
        near = [p for p in near if p.plural == (pronoun == "هم")] or near
    elif pronoun == "ه":
        near = [p for p in near if not p.plural and not feminine(doc, p)] or near
    elif pronoun == "ها":
        near = [p for p in near if p.sort != "person"]
    return near[:1]


def by_pronoun(doc: Document, parties: Parties, trigger: Found) -> list[Party]:
    """Whom a pronoun behind the preposition of a recipient can mean, the nearest first: أشاد بجهوده."""
    sentence = doc.sentence_of(trigger.at)
    for j in range(trigger.end, min(sentence.end, trigger.end + 3)):
        if doc.ends_in_ta(j):
            continue
        for split in splits(doc.words[j]):
            if split.after not in ("ه", "ها", "هم"):
                continue
            part = trigger.row.prepositions.get(split.before)
            if isinstance(trigger.row, Verb) and trigger.row.mode == "release" and split.word in trigger.row.phrase:
                part = trigger.row.object  # أطلق سراحه
            if part in ("recipient", "topic"):
                return [p for p in parties.before(trigger.at, sentence.start) if p.sort in _WHO]
    return []


def classes(doc: Document, party: Party) -> bool:
    """Whether a party only tells where others belong: مسلحون ينتمون إلى بوكو حرام, يعتقد أنهم من التنظيم."""
    behind = doc.words[max(0, party.start - 2) : party.start]
    return len(behind) == 2 and (
        (behind[1] == "الي" and behind[0] in _BELONG) or (behind[1] == "من" and behind[0] in _ARE)
    )


def leads(doc: Document, party: Party) -> bool:
    """Whether a party is only named as whoever leads the one before: الحكومة برئاسة هنية."""
    return _behind(doc, party, _LED_BY)


def attends(doc: Document, party: Party) -> bool:
    """Whether a party leads the one before or goes with it, and is no object: وفد برئاسة هنية, مستوطنون بحماية الجنود."""
    return _behind(doc, party, _LED_BY) or _behind(doc, party, _WITH)


def _behind(doc: Document, party: Party, words: frozenset[str]) -> bool:
    return party.start > 0 and doc.words[party.start - 1] in words and doc.gaps[party.start] == " "
