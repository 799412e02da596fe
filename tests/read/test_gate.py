"""The gate: what must speak for an event more than something else does, and what it lets go."""

from __future__ import annotations

import pytest

from tests.conftest import Read


def sure(read: Read, text: str, kind: str) -> float:
    """The confidence of the surest event of a type; 0 where there is none."""
    return max((e.confidence for e in read(text).events if e.type == kind), default=0.0)


@pytest.mark.parametrize(
    ("kind", "more", "less"),
    [
        ("CONSULT", "التقى سامح شكري غسان سلامة.", "لقاء سامح شكري طويل."),
        ("CONSULT", "التقى سامح شكري غسان سلامة.", "التقى سامح شكري أصدقاء الطفولة."),
        ("ASSAULT", "قتل عشرة مدنيين في قصف على السوق.", "تذكر الأهالي قصف السوق."),
        ("ASSAULT", "شنت إسرائيل هجوما على دمشق.", "يروي الفيلم هجوم إسرائيل على دمشق."),
        ("ASSAULT", "هاجمت إسرائيل دمشق أمس.", "أحيت دمشق ذكرى هجوم إسرائيل."),
        ("PROTEST", "تظاهر آلاف المحتجين في بنغازي.", "مظاهرة بنغازي حديث الناس."),
        ("ASSAULT", "قام ثلاثة مسلحين يرتدون زي الحرس بخطف القاضي.", "يحكي ثلاثة رجال يرتدون زي الحرس عن خطف القاضي."),
    ],
)
def test_what_is_surer(read: Read, kind: str, more: str, less: str) -> None:
    assert sure(read, more, kind) >= 0.5
    assert sure(read, more, kind) > sure(read, less, kind)


@pytest.mark.parametrize(
    "text",
    [
        "يتناول الكتاب معركة قديمة بين قبيلتين.",
        "أصيب اللاعب في الدقائق الأولى من المباراة.",
        "يحلم الأهالي بلقاء مع الأحبة.",
    ],
)
def test_what_is_let_go(read: Read, text: str) -> None:
    assert read(text).events == []
