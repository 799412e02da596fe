"""Tellings made of own sentences, for the tests of copies."""

from __future__ import annotations

from marsad.model import Credit, Mention, ReadActor, Reader, Reading, Span
from marsad.model.telling import Telling

SENTENCES = (
    "وصلت قافلة من تسع شاحنات محملة بالدقيق والأدوية إلى بلدة الزيتونة صباح الأحد بعد إغلاق دام شهرين.",
    "وقال منسق الإغاثة سليم الورداني إن السائقين انتظروا عند الجسر ست ساعات قبل أن يسمح لهم بالعبور.",
    "وأوضح أن نصف الحمولة سيوزع على المدارس التي تؤوي الأسر النازحة من القرى الجبلية.",
    "ولم تعلق قيادة المنطقة الشرقية على سبب التأخير، واكتفى ضابط فيها بالقول إن التفتيش إجراء معتاد.",
    "وكانت لجنة الصليب قد طالبت الأسبوع الماضي بفتح ممر دائم لا يخضع لموافقة يومية.",
    "وذكر سكان أن سعر كيس الدقيق تضاعف ثلاث مرات منذ مطلع الشتاء وأن المخبز الوحيد توقف عن العمل.",
    "ويضم المجلس المحلي أحد عشر عضوا انتخبوا قبل عامين في اقتراع قاطعته ثلاث قبائل.",
    "ومن المنتظر أن تلحق بالقافلة دفعة ثانية يوم الخميس إذا بقي الطريق الساحلي مفتوحا.",
)
FOOTER = (
    "تابعوا آخر الأخبار على صفحاتنا واشتركوا في النشرة البريدية اليومية لتصلكم أهم المقالات كل صباح قبل الجميع. "
    "جميع الحقوق محفوظة للصحيفة ولا يجوز نقل المواد أو نسخها دون إذن مكتوب من إدارة التحرير في المقر الرئيسي للصحيفة."
)
READER = Reader(name="marsad", version="0", digests={})


def fresh(seed: int, count: int = 60) -> str:
    """Words of nobody else: `count` invented words that depend on `seed`."""
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنهي"
    numbers = (seed * 7919 + k * 104729 for k in range(count))
    return " ".join("".join(letters[n // 26**p % 26] for p in range(5)) for n in numbers)


def told(
    article: str,
    *parts: str,
    title: str = "",
    day: str = "2021-02-07",
    captured: str = "",
    publisher: str | None = None,
    credit: str = "",
    named: tuple[str, ...] = (),
) -> Telling:
    """A telling whose body is the given parts, one a line, under its title; actors are found by the words in `named`."""
    body = "\n".join(parts)
    text = f"{title}\n{body}" if title else body
    start = len(text) - len(body)
    at = text.find(credit) if credit else -1
    mentions = [
        Mention(start=k, end=k + len(name), type="PER", actor=name) for name in named if (k := text.find(name)) >= 0
    ]
    reading = Reading(
        id=article, given_id=article, source="test", text=text, language="ar", url=None, publisher=publisher,
        title=Span(0, len(title)) if title else None, body=[Span(start, len(text))], lines=[], published=None,
        credits=[Credit(credit, at, at + len(credit))] if at >= 0 else [],
        actors={name: ReadActor(name=name) for name in named}, mentions=mentions,
        statements=[], events=[], times=[], places=[], reader=READER,
    )  # fmt: skip
    return Telling(article=article, reading=reading, day=day, captured=captured, publisher=publisher)
