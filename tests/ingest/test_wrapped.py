from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.ingest.wrapped import unwrapped

PARAGRAPHS = (
    "قال رئيس لجنة المراقبة إن الهدنة صمدت أسبوعا كاملا في القرى الواقعة على ضفتي النهر، وإن المراقبين سيبقون في مواقعهم إلى نهاية الشهر.",
    "وأضاف أن الطرفين سلما خرائط الألغام إلى فريق الأمم المتحدة، ودعا سكان القرى إلى الانتظار حتى يفرغ الفريق من عمله قبل العودة إلى الحقول.",
)


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_broken_paragraph_is_one_line_again(width: int, newline: str) -> None:
    pieces = [newline.join(textwrap.wrap(paragraph, width)) for paragraph in (*PARAGRAPHS, *PARAGRAPHS)]
    text = (newline * 2).join(pieces).replace("\r", " ")
    assert [line.split() for line in unwrapped(text).splitlines() if line.strip()] == [
        paragraph.split() for paragraph in (*PARAGRAPHS, *PARAGRAPHS)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS * 3),
        "الرئيسية\nسياسة\nاقتصاد\nرياضة\nثقافة\nمنوعات\nاتصل بنا",
        "\n".join(f"اجتمع الوفد رقم {n} مع ممثلي القرية الصغيرة صباح اليوم." for n in range(8)),
        "وزير المياه يزور السد\n\n" + "\n\n".join(PARAGRAPHS),
    ],
    ids=["paragraphs", "menu", "a sentence a line", "headline and paragraphs"],
)
def test_other_lines_stay(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text(alphabet="اب. \n؟", max_size=400))
def test_only_newlines_change(text: str) -> None:
    after = unwrapped(text)
    assert len(after) == len(text)
    assert all(a == b or (a == "\n" and b == " ") for a, b in zip(text, after, strict=True))
