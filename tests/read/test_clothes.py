"""The same article in other clothes: what keyboards, mails, PDF and publishing systems do to a text changes nothing that is read."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable

import pytest

from marsad.flow import ArticleReader
from marsad.model import Reading, Record

ARTICLE = """اللجنة العسكرية تتفق على سحب المدافع من ضفتي النهر

أعلنت بعثة الأمم المتحدة في ليبيا، الثلاثاء، أن اللجنة العسكرية المشتركة اتفقت على سحب المدافع من ضفتي النهر خلال 15 يوما، وقالت إن الاتفاق "خطوة أولى نحو هدنة دائمة".

وقصفت طائرات تركية، فجر الاثنين، مواقع لقوات خليفة حفتر جنوب مدينة سرت، بينما قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز للشرطة في مدينة الكفرة يوم 3 مايو 2020.

وأدان وزير الخارجية المصري سامح شكري القصف، وطالب مجلس الأمن بالتحقيق فيه، مضيفا أن بلاده لن تقبل بتدخل عسكري أجنبي في ليبيا.

ورفضت حكومة الوفاق دعوة القاهرة إلى وقف العمليات العسكرية، وقالت في بيان إنها تدافع عن العاصمة طرابلس.
"""

PRESENTED = {ord(unicodedata.normalize("NFKC", chr(code))): code for code in range(0xFE80, 0xFEF5)}
"""Each letter to one of its shapes, as text taken out of PDF has them."""

CLOTHES: dict[str, Callable[[str], str]] = {
    "Windows newlines": lambda text: text.replace("\n", "\r\n"),
    "lines of 80 characters": lambda text: wrapped(text, 80),
    "lines of 50 characters": lambda text: wrapped(text, 50),
    "two spaces between words": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "marks of direction": lambda text: re.sub(r"[،.\"]", lambda m: m[0] + "\N{RIGHT-TO-LEFT MARK}", text),
    "tatweel": lambda text: text.replace("قال", "قـــال"),
    "no hamza": lambda text: text.translate(str.maketrans("أإآ", "ااا")),
    "Egyptian ya": lambda text: re.sub(r"ي\b", "ى", text),
    "Arabic digits": lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "guillemets": lambda text: re.sub(r'"(.*?)"', r"«\1»", text),
    "Latin commas": lambda text: text.replace("،", ","),
    "presentation forms": lambda text: text.translate(PRESENTED),
    "vowels": lambda text: text.replace("قال", "قَالَ").replace("هجوم", "هُجوم"),
}


def wrapped(text: str, width: int) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in text.split("\n\n"))


def told(found: Reading) -> list[object]:
    """What is read, without places and spelling: who says how much, who does what, which days are named."""
    known = {key for key in found.actors if "/" not in key}
    return [
        [(s.speaker, len(found.text[s.start : s.end].split()), [x.issue for x in s.stances]) for s in found.statements],
        [(e.type, [a for a in e.actors if a in known], len(e.recipients), e.date, e.status) for e in found.events],
        [time.value for time in found.times],
    ]


@pytest.mark.parametrize("clothes", CLOTHES.values(), ids=CLOTHES)
def test_clothes_change_nothing(desk: ArticleReader, clothes: Callable[[str], str]) -> None:
    plain, other = (
        desk.read_record(Record(source="a test", text=t, published="2020-05-05")) for t in (ARTICLE, clothes(ARTICLE))
    )
    assert isinstance(plain, Reading)
    assert isinstance(other, Reading)
    assert len(plain.statements) >= 5
    assert len(plain.events) >= 5
    assert told(other) == told(plain)
