"""What stands between a reporting verb and what is said: insertions between commas, media, days, dates, the wish to stay unnamed."""

from __future__ import annotations

from marsad.lang.ar.function_words import PREPOSITIONS, RELATIVES
from marsad.read.tokens import Document

_LONGEST_ASIDE, _LONGEST_RELATIVE = 14, 24
_THEN = frozenset("انذاك حينها وقتها حينيذ خلاله خلالها سابقا لاحقا".split())
_EARLIER = frozenset((("وقت", "سابق"), ("وقت", "لاحق"), ("وقت", "متاخر"), ("وقت", "مبكر")))
_ORDINALS = frozenset("الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر العشرين الثلاثين".split())
_OWN_SIDE = frozenset("جهته جهتها جهتهم جانبه جانبها جانبهم ناحيته ناحيتها".split())
_AGO = frozenset(("قبل", "منذ"))
_UNITS = frozenset(
    "عام عامين اعوام سنه سنتين سنوات شهر شهرين اشهر شهور اسبوع اسبوعين اسابيع يوم يومين ايام ساعه ساعتين ساعات عقد عقدين عقود".split()
)
_SO_MANY = frozenset(
    "نحو حوالي قرابه اكثر اقل من بضعه عده ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع ثمانيه ثماني تسعه تسع عشره عشر عشرين ثلاثين".split()
)
_LONGEST_LENGTH = 4
DAYS = frozenset(
    "امس اليوم الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت مساء صباح فجر ظهر ليل ليله مطلع الماضي الماضيه الجاري يوم يومها".split()
)
"""Words that tell the day on which something was said."""
_CALENDAR = frozenset(
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين كانون العام الشهر الاسبوع اليوم عام سنه مطلع نهايه".split()
)
_WHICH = frozenset("الماضي الماضيه الجاري الحالي نفسه ذاته التالي السابق الاول الثاني".split())

_MEDIA = frozenset(
    "بيان تقرير تقريرها تقريره بيانه بيانها بيانهم تصريح تصريحات تغريده تغريدات موتمر مقابله كلمه كلمته كلمتها خطاب خطابه رساله لقاء اتصال منشور تدوينه مداخله احاطه احاطته احاطتها مقال مقاله مقالها خطبه خطبته كتابه كتابها".split()
)
_OF_MEDIA = frozenset(
    "صحفي صحفيه صحافي صحافيه مشترك مشتركه رسمي رسميه دولي متلفز متلفزه تلفزيوني تلفزيونيه هاتفي هاتفيه مقتضب مقتضبه مصور مصوره مكتوب مكتوبه خطيه له لها لهم لهما".split()
)
_OCCASIONS = frozenset("ختام اعقاب هامش مستهل افتتاح".split())
_OF_MEETINGS = frozenset(
    "وزاري وزاريه طاري طاريه استثنايي استثناييه مغلق مغلقه ثنايي ثناييه رباعي ثلاثي ثلاثيه دوري تشاوري تنسيقي".split()
)
ITS_SEAT = frozenset(("ومقره", "ومقرها"))
_OPENS = PREPOSITIONS | ITS_SEAT
_ISSUED = frozenset("الصادر الصادره نشر صدر اصدره اصدرته نشره نشرته صادر".split())
_NETWORKS = frozenset("تويتر فيسبوك توتير انستغرام تيليغرام تلغرام اكس حسابه حسابها صفحته صفحتها موقعه موقعها".split())
_UNNAMED = frozenset(
    tuple(pair.split())
    for pair in "عدم كشف,عدم ذكر,عدم نشر,عدم ذكره,ذكر اسمه,ذكر اسمها,كشف اسمه,كشف اسمها,كشف هويته,كشف هويتها,نشر اسمه,نشر اسمها,يذكر اسمه,يذكر اسمها,تذكر اسمه,تذكر اسمها,يكشف اسمه,تكشف اسمها".split(
        ","
    )
)
_REVEALS = frozenset((("كشف", "عن"), ("افصاح", "عن"), ("تكتم", "علي")))
_SECRETS = _REVEALS | {("تعليق", "علي"), ("خوض", "في"), ("ادلاء", "باي"), ("ادلاء", "بتعليق")}
_FIRST = frozenset(first for first, _ in _UNNAMED | _REVEALS)


def stays_unnamed(doc: Document, at: int) -> bool:
    """Whether the words ask that somebody be not named: عدم كشف هويته, ذكر اسمه, الكشف عن اسمها."""
    if doc.words[at : at + 1] and doc.words[at].removeprefix("ال") not in _FIRST:
        return False  # nearly always
    first, second, third = ([word.removeprefix("ال") for word in doc.words[at : at + 3]] + [""] * 3)[:3]
    return (first, second) in _UNNAMED or ((first, second) in _REVEALS and third.startswith(("اسم", "هوي")))


def is_secret(doc: Document, at: int) -> bool:
    """Whether what is asked or refused is to be named or to tell: عدم كشف هويته, ذكر اسمه, الكشف عن, التعليق."""
    words = doc.words[at : at + 2]
    return stays_unnamed(doc, at) or words[:1] == ["التعليق"] or tuple(w.removeprefix("ال") for w in words) in _SECRETS


def opens_quote(doc: Document, at: int, end: int) -> bool:
    """Whether what is quoted begins at a word and goes on behind another: دعا "الأطراف إلى الهدوء"."""
    quote = doc.quote_at(at) if '"' in doc.gaps[at] else None
    return quote is not None and quote.end > end + 1


def past_asides(doc: Document, at: int, end: int) -> int:
    """The word after an insertion between commas, days, dates, media: نفت القوات، في بيان أمس، استهداف, أعلنت الثلاثاء التوصل."""
    while at < end:
        if "،" in doc.gaps[at]:
            told = doc.words[at] in RELATIVES
            longest = _LONGEST_RELATIVE if told else _LONGEST_ASIDE
            close = next((k for k in range(at + 1, min(end, at + longest)) if "،" in doc.gaps[k]), end)
            opens = doc.words[at] in _OPENS or doc.show(at, at + 1).startswith("ال") or doc.words[at] in DAYS
            if close == end or not opens or (not told and _has_verb(doc, at, close)):
                break
            at = close
        elif doc.words[at] in DAYS or doc.words[at] in _THEN:
            at += 1
        elif doc.words[at] == "في" and tuple(doc.words[at + 1 : at + 3]) in _EARLIER:
            at += 3
        elif (ago := past_ago(doc, at)) > at:
            at = ago
        elif doc.words[at] in ("في", "علي") and doc.words[at + 1 : at + 2] and doc.words[at + 1] in _OCCASIONS:
            at = _past_occasion(doc, at + 2, end)
        elif doc.words[at] == "من" and doc.words[at + 1 : at + 2] and doc.words[at + 1] in _OWN_SIDE:
            at += 2
        elif doc.words[at] == "من" and doc.words[at + 2 : at + 3] == ["واحد"]:
            at += 3  # من جانب واحد
        elif doc.words[at] in ("في", "خلال", "عبر") and doc.words[at + 1 : at + 2] and doc.words[at + 1] in _MEDIA:
            at = _past_medium(doc, at + 2, end)
        elif doc.words[at + 1 : at + 2] and doc.words[at] in ("في", "يوم") and doc.words[at + 1].isdigit():
            at = _past_date(doc, at + 2, end)
        elif (first := at + (doc.words[at] == "في")) < end and doc.words[first] in _CALENDAR:
            at = _past_date(doc, first + 1, end)
        elif doc.words[at] == "في" and doc.words[at + 2 : at + 3] == ["من"] and doc.words[at + 1] in _ORDINALS:
            at = _past_date(doc, at + 4, end)
        else:
            break
    return at


def past_ago(doc: Document, at: int) -> int:
    """The word after how long ago something was said: طلبت قبل نحو عامين من المجلس; `at` where no length of time stands there."""
    if doc.words[at] not in _AGO:
        return at
    for j in range(at + 1, min(len(doc.words), at + 1 + _LONGEST_LENGTH)):
        if doc.words[j] in _UNITS:
            return j + 1
        if doc.words[j] not in _SO_MANY and not doc.words[j].isdigit():
            break
    return at


def _has_verb(doc: Document, start: int, end: int) -> bool:
    told = (k for k in range(start, end) if doc.words[k] not in _ISSUED and doc.words[k] not in PREPOSITIONS)
    return any(a.is_verb for k in told for a in doc.analyses(k))


def _past_occasion(doc: Document, at: int, end: int) -> int:
    """The word after the meeting at which something was said, and its adjectives: في ختام اجتماع وزاري طارئ."""
    at += 1
    while at < end and doc.gaps[at] == " " and doc.words[at] in _OF_MEETINGS:
        at += 1
    return at


def _past_date(doc: Document, at: int, end: int) -> int:
    """The word after the other name of a month, its year, and which it is: 9 يوليو/تموز 2018, مايو الماضي."""
    while at < end and ("/" in doc.gaps[at] or doc.words[at].isdigit() or doc.words[at] in _WHICH):
        at += 1
    return at


def _past_medium(doc: Document, at: int, end: int) -> int:
    """The word after what is told of a medium: في بيان مشترك, في تغريدة على تويتر."""
    while at < end and doc.gaps[at] == " ":
        if doc.words[at] in _OF_MEDIA or doc.words[at] in _ISSUED:
            at = past_asides(doc, at + 1, end)
        elif doc.words[at] in ("علي", "عبر") and doc.words[at + 1 : at + 2] and doc.words[at + 1] in _NETWORKS:
            at += 2
        else:
            break
    return at
