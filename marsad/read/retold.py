"""Events told again: one happening is one event, however often an article comes back to it and however many words tell it."""

from __future__ import annotations

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.function_words import RELATIVES
from marsad.lang.lexicon import Noun, Verb
from marsad.read.happened import Happened
from marsad.read.party import Party
from marsad.read.tokens import Document
from marsad.read.triggers import Found

_VERBAL = frozenset(("AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
_SIDES = frozenset(("CONSULT", "AGREE"))
_RESULTS = frozenset("اسفر اسفرت ادي ادت خلف خلفت موديا مما ما اوقع اوقعت".split())
_DUALS = frozenset(
    "الجانبان الجانبين الطرفان الطرفين الزعيمان الزعيمين الوزيران الوزيرين الرييسان الرييسين المسوولان".split()
)
_CASUALTIES = frozenset(
    ("assault/قتل", "assault/أصاب", "assault/جرح", "assault/سقط", "assault/قتيل", "assault/جريح", "assault/ضحية")
)
_WEAPONS = frozenset(f"assault/{noun}" for noun in ("سيارة", "عبوة", "صاروخ", "طائرة", "انتحاري"))
_DOERS = frozenset(("assault/طائرة", "assault/انتحاري"))
_ONCE = frozenset(("arrest", "convict"))
"""Modes of what befalls a person once."""
_ONCE_BY_ONE = frozenset(("CONSULT", "ACCUSE", "SANCTION"))
"""What a noun tells again of one of its parties: محادثات, قمة and لقاء of one article are one meeting."""
_POINTING = frozenset("هذا هذه ذلك تلك".split())
_NEAR, _SCOPE, _SUBJECT = 8, 10, 4
SIGNED = frozenset(("support/وقع", "support/صادق", "support/صدق"))
"""Words for signing an accord: they stand beside the word for the accord itself, which is no second event."""
_DISCUSSED = frozenset(("consult/بحث", "consult/ناقش", "consult/تباحث"))


def completes(doc: Document, trigger: Found, before: list[Found]) -> bool:
    """Whether a noun only says what the deed before it is about, what for or on what charge: وقعا اتفاقا, تظاهروا رفضا للانقلاب, أوقفته بتهمة."""
    if trigger.analysis.is_verb and not any(
        a.kind is Kind.MASDAR and a.row is trigger.row for a in doc.analyses(trigger.at)
    ):
        return False  # but اتفاق تعاون: a noun spelt like its verb
    start = max(doc.sentence_of(trigger.at).start, trigger.at - _SCOPE)
    return any(_of_one_deed(doc, other, trigger) for other in before if other.at >= start)


def _of_one_deed(doc: Document, other: Found, trigger: Found) -> bool:
    row, kind, clitic = other.row, trigger.row.type, trigger.analysis.split.before
    if row.id in SIGNED:
        return kind == "AGREE"
    if row.id in _DISCUSSED:
        return kind == "COOPERATE"
    if row.type == "AGREE" and kind == "COOPERATE" and other.end == trigger.at:
        return True  # اتفاق تعاون
    if row.type == "AGREE" and kind == "AGREE":
        return other.analysis.is_verb and other.end <= trigger.at  # قبلت مقترح الوسطاء
    if row.type == "PROTEST":
        return kind in ("REJECT", "ACCUSE") and not clitic and doc.words[trigger.at].endswith("ا")
    if row.type == "SANCTION" and kind == "AID":
        return trigger.at - other.end < _SUBJECT  # علقت مساعدات
    return row.type in ("COERCE", "SANCTION") and trigger.row.id == "accuse/تهمة" and clitic == "ب"


def told_before(doc: Document, trigger: Found, event: Happened, found: list[Happened]) -> bool:
    """Whether an event is one of those found already; what it knows more of that one is kept."""
    before = [other for other in found if other.type == event.type]
    return (
        any(_same(doc, trigger, event, other, found) for other in before)
        or any(_points_back(doc, trigger, event, other) for other in before)
        or (bool(before) and _of_known(doc, trigger))
    )


def _same(doc: Document, trigger: Found, event: Happened, other: Happened, found: list[Happened]) -> bool:
    """Same parties, the same words of one sentence, or the toll of the same attack."""
    if _results(doc, event, other):
        return True
    at, sentence = event.trigger[0], doc.sentence_of(event.trigger[0])
    beside = sentence.start <= other.trigger[0] < sentence.end
    near = beside and at - other.trigger[0] <= _NEAR
    actors, theirs = _who(event.actors), _who(other.actors)
    toll = event.rule.partition(" (")[0] in _CASUALTIES
    if event.type == "CONSULT":
        met = actors and actors <= theirs | _who(other.recipients)
        if (met and event.date in (None, other.date)) or any(doc.words[p.start] in _DUALS for p in event.actors):
            return True
    if toll and near and other.mode == "destroy":
        other.trigger, other.mode, other.rule = event.trigger, event.mode, event.rule  # دمر سيارة وقتل جنديين
        return True
    if toll and beside:
        return True
    if near and (actors & theirs or not actors or not theirs):
        by_verb = trigger.analysis.is_verb and other.rule.partition(" (")[0] in _WEAPONS  # يقود سيارة مفخخة، فجر نفسه
        if by_verb or any(p.start <= other.trigger[0] < p.end for p in event.actors):  # طائرات مسيرة قصفت
            event.mode = event.mode or other.mode
            found[found.index(other)] = event
        else:
            _complete(other, event)
        return True
    recipients = _who(event.recipients)
    if (
        event.mode in _ONCE
        and event.mode == other.mode
        and recipients & {p.actor for p in other.recipients if p.sort == "person"}
    ):
        return True
    return bool(event.type not in _VERBAL and recipients and actors == theirs and recipients == _who(other.recipients))


def _points_back(doc: Document, trigger: Found, event: Happened, other: Happened) -> bool:
    """Whether a word names again what was told: the same word of the same parties, or something known (المحادثات) of one of them."""
    if event.date and other.date and event.date != other.date:
        return False
    actors, theirs = _who(event.actors), _who(other.actors)
    recipients, to_them = _who(event.recipients), _who(other.recipients)
    noun = trigger.analysis.kind in (Kind.MASDAR, Kind.NOUN)
    shared = actors & theirs
    if noun and event.type in _ONCE_BY_ONE and shared and (shared in (actors, theirs) or not _with(doc, trigger)):
        return True  # but whoever meets one after the other meets twice: اجتماع مع الوزير
    if noun and trigger.analysis.split.article and (actors & theirs or not actors or not theirs):
        return True
    alike = event.type in _SIDES or recipients == to_them or not recipients or not to_them
    return bool(actors) and actors == theirs and alike and other.rule.startswith(f"{trigger.row.id} (")


def _with(doc: Document, trigger: Found) -> bool:
    return "مع" in doc.words[trigger.end : trigger.end + 2]


def _of_known(doc: Document, trigger: Found) -> bool:
    """Whether a word tells more of what is known: هذه الهجمات, الغارة استهدفت معسكرا, أسفر الهجوم عن مقتل."""
    start, verb, beside = doc.sentence_of(trigger.at).start, trigger.at, range(0)
    if not trigger.analysis.is_verb:
        if verb > start and trigger.analysis.split.article and doc.words[verb - 1].lstrip("وفلب") in _POINTING:
            return True
        near = range(verb - 1, max(start, verb - _SUBJECT) - 1, -1)
        verb = next((j for j in near if doc.words[j].lstrip("و") in _RESULTS), -1)
        beside = range(verb + 1, min(verb + 3, trigger.at))
    if trigger.row.type != "ASSAULT" or verb < 0:
        return False
    subject = verb - 1
    while subject > start and _qualifies(doc.words[subject]) and not _known_attack(doc, subject):
        subject -= 1
    return (subject >= start and _known_attack(doc, subject)) or any(_known_attack(doc, j) for j in beside)


def _qualifies(word: str) -> bool:
    return word.startswith("ال") or word in RELATIVES


def _known_attack(doc: Document, at: int) -> bool:
    """Whether a word is a noun for an attack of which the reader has heard: الغارة, القصف."""
    nouns = (a for a in doc.analyses(at) if a.split.article and a.kind in (Kind.MASDAR, Kind.NOUN))
    return any(isinstance(a.row, Verb | Noun) and a.row.type == "ASSAULT" and a.row.id not in _DOERS for a in nouns)


def _results(doc: Document, event: Happened, other: Happened) -> bool:
    """Whether an event is only the toll of an attack told before: قصف ... أسفر عن مقتل ثلاثة."""
    at, same = event.trigger[0], doc.sentence_of(event.trigger[0]).start <= other.trigger[0]
    toll = event.type == "ASSAULT" and same and not event.actors and other.trigger[0] < at
    return toll and not _RESULTS.isdisjoint(doc.words[max(0, at - 3) : at])


def _complete(told: Happened, again: Happened) -> None:
    """A deed told by its victims takes its doer from the other word for it: قتلوا جراء ضربة أمريكية."""
    known = _who(told.recipients) | _who(told.actors)
    if told.type != "ASSAULT" or known & _who(again.actors):
        return
    if again.actors and not told.actors:
        told.actors = again.actors
        told.because.pop("actors", None)


def _who(parties: list[Party]) -> set[str | None]:
    return {p.actor for p in parties}
