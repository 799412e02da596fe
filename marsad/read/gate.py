"""How sure an event is: what speaks for a trigger telling something that happened, added up.

The weights are log-odds set by hand from what the evidence means in news prose (`docs/decisions/0003-event-gate.md` has the
figures); an event under one half is let go.
"""

from __future__ import annotations

import math

from marsad.lang.ar.conjugate import Kind
from marsad.lang.ar.function_words import CLAUSE_BREAKS, PREPOSITIONS, RELATIVES
from marsad.lang.lexicon import Verb
from marsad.read.frame import Frame
from marsad.read.party import Party
from marsad.read.tokens import Document
from marsad.read.triggers import Found

_KIND = {
    Kind.PAST: 1.0,
    Kind.PASSIVE: 0.3,
    Kind.PRESENT: 0.3,
    Kind.JUSSIVE: -0.6,
    Kind.MASDAR: 0.1,
    Kind.NOUN: 0.0,
    Kind.ACTIVE: -1.6,
}
_ATTRIBUTE = -1.0  # المدنيين المحاصرين: what the noun before is known for
_ADJUNCT = -0.6  # داعيا إلى: a participle that makes a clause of its own
_FIRM = {"ASSAULT": -1.6, "PROTEST": -1.2, "RETREAT": -0.4, "CONCEDE": -0.5, "SUPPORT": 0.0, "AGREE": 0.1}
_ANY = 0.2  # what every other type starts from
_NOUN_OF_VIOLENCE = -0.7
_BOTH, _ACTOR, _RECIPIENT, _NOBODY = 1.0, 0.2, -0.2, -1.6
_CASUALTIES, _CROWD, _SCENE, _CARRIED, _RETOLD, _RELATIVE = 2.0, 1.8, 0.5, 0.9, -0.9, -1.9
_KNOWN = -0.4  # الاحتجاجات: of which the reader has heard
_NOBODY_BUT_CASUALTIES = 1.0
_CLASH = 0.8
_SET_OFF = 1.2
_NEAR, _FAR = 4, 14  # words between a verb that carries an act out and the act's noun
_TWO_SIDES, _ONE_SIDE, _PROMISED = 0.8, -0.7, -0.8

_HURT = frozenset(
    "قتل قتلت قتلوا قتيل قتيلا قتلي القتلي مقتل مصرع مصرعهم جرح جرحت جريح جريحا جرحي الجرحي اصابه اصيب اصيبت اصيبوا ضحايا شهيد شهداء استشهد استشهاد بجروح".split()
)
_MANY = frozenset(
    "الاف مييات ميات عشرات ملايين مليون الف مايه مايتي حشود جموع مييه عشره تسعه ثمانيه سبعه سته خمسه اربعه ثلاثه اثنان اثنين شخصان شخصين عدد".split()
)
_SCENES = frozenset(
    "انفجار انفجارات تفجير تفجيرات هجمات عبوه عبوات مفخخه انتحاري غاره غارات قصف قذيفه قذايف صاروخ صواريخ رصاص مدفعيه هجوم كمين اشتباكات معارك لافتات هتافات شعارات احتجاجا مظاهره مظاهرات تظاهره تظاهرات".split()
)
_DEVICES = frozenset("عبوه عبوات مفخخه مفخخات ملغومه ملغمه قنبله قنابل لغم الغام ناسفه متفجره متفجرات".split())
_CARRIERS = frozenset(
    "قام قامت قاموا قامتا تقوم يقوم نفذ نفذت نفذه نفذها نفذوا ينفذ تنفذ ينفذها يشن تشن شن شنت شنوا شنه شنها تم وقع وقعت تعرض تعرضت تعرضوا اسفر اسفرت ادي ادت اوقع هز هزت خرجت خرج نظم نظمت انطلقت شهدت شهد اندلع اندلعت تجددت دارت".split()
)
_DONE = frozenset(
    "اعلن اعلنت اعلنوا اجري اجرت اجروا عقد عقدت عقدوا اختتم اختتمت اختتموا بدا بدات بداوا قدم قدمت قدموا انهي انهت استانف استانفت نفذ نفذت اكمل اكملت استكمل استكملت".split()
)
_BEGUN = frozenset("بدا بدات بداوا دخل دخلت دخلوا خاض خاضت خاضوا".split())
_CLAIMED = frozenset("اعلن اعلنت تبني تبنت".split())  # أعلنت الجماعة استهداف المطار
_RAIDS = frozenset(("assault/غارة", "assault/ضربة", "assault/هجوم", "assault/عملية", "assault/حملة"))
_LAUNCHED = frozenset(
    "شن شنت شنوا نفذ نفذت وجه وجهت واصل واصلت يواصل تواصل تواصلت بدا بدات كثف كثفت اطلق اطلقت".split()
)
_MANAGED = frozenset("تمكن تمكنت تمكنوا نجح نجحت نجحوا".split())
"""Who managed a deed has done it: تمكنت القوات من السيطرة على البلدة."""
_SEEN = frozenset(
    "واصل واصلت يواصل تواصل يواصلون نفذ نفذت نفذوا خاض دخل شهد شهدت تشهد اندلع اندلعت خرجت انطلقت تواصلت عمت تجددت نظم نظمت".split()
)
_BROKEN_OUT, _RAID_REACH, _OBJECT_REACH = 0.8, 10, 10
_TRIALS = frozenset(
    "محكمه المحكمه متهم المتهم المتهمين متهمين اتهام محاكمه المحاكمه ذكري الذكري فيلم الفيلم كتاب روايه مسلسل التاريخ تاريخ".split()
)
_BEHIND, _REFERRED = -0.5, -1.5
_DURING = frozenset(("خلال", "اثناء"))
_GROUND = frozenset(f"assault/{verb}" for verb in ("سيطر", "استعاد", "حرر", "انتزع", "استولى"))
"""Ground that was taken is news in a relative clause too: الحوثيون الذين سيطروا على العاصمة."""
_DETAILS = frozenset(
    (
        "protest/هتف",
        "protest/رفع لافتات",
        "protest/ردد هتافات",
        "protest/موكب",
        "protest/رشق",
        "protest/اشتبك",
        "protest/صدام",
    )
)


def confidence(doc: Document, trigger: Found, frame: Frame) -> float:
    """The probability-like score of an event, 0 to 1."""
    kind, row = trigger.analysis.kind, trigger.row
    managed = frame.carrier.lstrip("وف") in _MANAGED
    if frame.undergone or managed:
        kind = Kind.PAST
    by_noun = frame.by_whom and kind in (Kind.MASDAR, Kind.NOUN)  # تحقيق في مقتل مدنيين برصاص جنود
    if kind is Kind.ACTIVE and row.status:
        kind = Kind.PRESENT  # نحن مستعدون للحوار
    told = _ADJUNCT if kind is Kind.ACTIVE and isinstance(row, Verb) and row.adjunct else _KIND[kind]
    called_after = frame.place is not None and frame.place.start == trigger.end  # قمة سنغافورة
    odds = 0.6 + told + _FIRM.get(row.type, _ANY) + _parties(frame, called_after) + (_RECIPIENT - _ACTOR) * by_noun
    if kind in (Kind.MASDAR, Kind.NOUN) and trigger.at:
        odds += _behind(doc.words[trigger.at - 1], trigger, frame)
    carried_out = trigger.analysis.is_verb or managed or _is_done(doc, trigger, _DONE)
    if row.type in ("ASSAULT", "PROTEST"):
        odds += _on_the_ground(doc, trigger, frame, kind)
    elif row.type in ("CONSULT", "AGREE"):
        told_of_one = 0.0 if carried_out else _ONE_SIDE
        odds += _TWO_SIDES if len(frame.actor) > 1 or frame.recipient else told_of_one
    elif row.type in ("RETREAT", "CONCEDE") and not carried_out:
        odds += _PROMISED
    if kind is Kind.PASSIVE and trigger.analysis.split.article and not frame.actor:
        odds += _ATTRIBUTE
    if row.id in _DETAILS:
        odds -= 1.5
    return 1 / (1 + math.exp(-odds))


def _behind(word: str, trigger: Found, frame: Frame) -> float:
    """What a preposition right before a noun says of it: منذ مظاهرات الطلاب, خلال المظاهرة and رغم التزام البلاد only refer to it."""
    kind = trigger.row.type
    if kind == "AGREE":
        return _REFERRED if word == "رغم" else 0.0
    if kind not in ("ASSAULT", "PROTEST") or word.lstrip("و") not in PREPOSITIONS:
        return 0.0
    known = word == "منذ" or (trigger.analysis.split.article and word in _DURING)
    if kind == "PROTEST" and known and not frame.recipient:
        return _REFERRED
    return _BEHIND if kind == "ASSAULT" else 0.0


def _parties(frame: Frame, called_after: bool) -> float:
    actor, recipient = (any(not _vague(p) for p in side) for side in (frame.actor, frame.recipient))
    if actor and recipient:
        return _ACTOR if frame.by_whom else _BOTH
    if actor or frame.undergone or called_after:
        return _ACTOR
    return _RECIPIENT if recipient else _NOBODY


def _vague(party: Party) -> bool:
    """Whether a party speaks for nothing: somebody's people, in accounts that tell of nobody."""
    return party.possessed and party.office in ("people", "civilians")


def _on_the_ground(doc: Document, trigger: Found, frame: Frame, kind: Kind) -> float:
    """Casualties, crowds, weapons and banners: what reports of violence and protest name and mere mentions do not."""
    sentence = doc.sentence_of(trigger.at)
    words = doc.words[sentence.start : sentence.end]
    bare = {w[1:] if w[0] in "وفبل" and len(w) > 4 else w for w in words} | set(words)
    counted = bool(bare & _MANY) or any(w.isdigit() for w in words)
    odds = 0.0
    if trigger.row.type == "ASSAULT":
        if kind in (Kind.MASDAR, Kind.NOUN, Kind.PRESENT):
            odds += _NOUN_OF_VIOLENCE
        if len(frame.actor) > 1:
            odds += _CLASH  # اشتباكات بين الجيش والمتمردين
        if counted and bare & _HURT:
            odds += _CASUALTIES + (0.0 if frame.actor or frame.recipient else _NOBODY_BUT_CASUALTIES)
    elif counted or not _MANY.isdisjoint(w.removeprefix("ال") for w in bare):  # المئات
        odds += _CROWD
    reach = _FAR if trigger.analysis.split.before.endswith("ب") else _NEAR  # قامت امرأة ... بتفجير نفسها
    carriers = [frame.carrier, *doc.words[max(sentence.start, trigger.at - reach) : trigger.at]]
    carrying = _CARRIERS | _CLAIMED if trigger.row.type == "ASSAULT" else _CARRIERS
    begun = trigger.row.type == "PROTEST" and _is_done(doc, trigger, _BEGUN)  # بدأ العمال إضرابا
    carried = begun or any(w.lstrip("وف") in carrying for w in carriers)
    if frame.undergone or (not trigger.analysis.is_verb and carried):
        odds += _CARRIED
    if not trigger.analysis.is_verb:
        odds += _broken_out(doc, trigger, frame)
    odds += _RETOLD if bare & _TRIALS else 0.0
    known = trigger.analysis.split.article and (frame.undergone or kind is not Kind.PAST)
    odds += _KNOWN if known else 0.0
    behind = doc.words[trigger.at - 1] if trigger.at > sentence.start else ""
    odds += _RELATIVE if behind in RELATIVES and trigger.row.id not in _GROUND else 0.0
    others = set(doc.words[sentence.start : trigger.at]) | set(doc.words[trigger.at + 1 : sentence.end])
    exploded = trigger.row.id == "assault/انفجر" and trigger.analysis.is_verb and not _DEVICES.isdisjoint(bare)
    if exploded or trigger.row.id == "assault/أطلق صاروخ":
        odds += _SET_OFF  # انفجرت سيارة مفخخة
    return odds + (_SCENE if others & _SCENES else 0.0)


def _is_done(doc: Document, trigger: Found, verbs: frozenset[str]) -> bool:
    """Whether a noun is the object of a verb that carries it out: أعلن الوزير استقالته, بدأ الجيش الانسحاب."""
    at, start = trigger.at, doc.sentence_of(trigger.at).start
    if at == start or trigger.analysis.split.before not in ("", "ال") or doc.words[at - 1] in PREPOSITIONS:
        return False
    for j in range(at - 1, max(start, at - _OBJECT_REACH) - 1, -1):
        if doc.words[j].lstrip("وف") in verbs:
            return True
        if doc.words[j] in CLAUSE_BREAKS:
            return False
    return False


def _broken_out(doc: Document, trigger: Found, frame: Frame) -> float:
    """What a verb before a noun says surely: شنت طائرات إسرائيلية غارات, شهدت المدينة احتجاجات; a person's هجوم may be one in words."""
    start, at = doc.sentence_of(trigger.at).start, trigger.at
    raid = trigger.row.id in _RAIDS and not any(p.sort in ("person", "role") for p in frame.actor)
    if not raid and trigger.row.type != "PROTEST":
        return 0.0
    verbs, reach = (_LAUNCHED, _RAID_REACH) if raid else (_SEEN, _NEAR + 1)
    return _BROKEN_OUT if any(w.lstrip("وف") in verbs for w in doc.words[max(start, at - reach) : at]) else 0.0
