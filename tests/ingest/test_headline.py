"""Which line is the headline."""

import pytest

from marsad.ingest.headline import slug
from marsad.ingest.lines import read

LEAD = "قال الوزير إن الهدنة ما زالت قائمة في كل أحياء المدينة القديمة وضواحيها الشرقية."


def title(text: str, given: str | None = None, url: str | None = None) -> str | None:
    found = read(text, title=given, url=url).title
    return found.of(text) if found else None


def test_given_title_is_found_behind_other_lines() -> None:
    text = f"سطر آخر من الموقع هنا\nالهُدنة صامدة\n{LEAD}"
    assert title(text, "الهدنة صامدة") == "الهُدنة صامدة"


def test_given_title_that_is_not_there_is_replaced_by_nothing() -> None:
    assert title(f"سطر من الموقع هنا\n{LEAD}", "عنوان لم يرد") is None


@pytest.mark.parametrize("first", ["جاء وقت السداد", "مونشي!", "لماذا يعود الوفد إلى المدينة؟", '"الهدنة" صامدة'])
def test_first_line(first: str) -> None:
    assert title(f"{first}\n\n{LEAD}") == first


def test_section_is_no_headline() -> None:
    assert title(f"عالمي\n\nالهدنة صامدة في المدينة\n\n{LEAD}") == "الهدنة صامدة في المدينة"


@pytest.mark.parametrize("menu", ["الأولى | محليات | سياسة | ثقافة", "الصفحة الأولى • شؤون محلية • الأرشيف"])
def test_menu_is_no_headline(menu: str) -> None:
    assert title(f"مرصد المثال\n{menu}\n\nالهدنة صامدة في المدينة\n\n{LEAD}") == "الهدنة صامدة في المدينة"


def test_bars_in_a_headline_are_no_menu() -> None:
    first = "الوفد يصل إلى العاصمة | الحكومة ترحب به | والمعارضة ترفض"
    assert title(f"{first}\n\n{LEAD}") == first


def test_text_without_headline() -> None:
    assert title(f"{LEAD}\n{LEAD.replace('قال', 'أكد')}") is None


def test_address_tells_where_the_headline_ends() -> None:
    text = f"تاريخ النشر: 14.03.2021 الوفد يصل إلى العاصمة بعد غياب {LEAD} {LEAD}"
    url = "https://example.org/world/123-الوفد-يصل-إلى-العاصمة-بعد-غياب/"
    assert title(text, url=url) == "الوفد يصل إلى العاصمة بعد غياب"
    assert title(text) == "الوفد يصل إلى العاصمة بعد غياب"


@pytest.mark.parametrize(
    "url", [None, "", "https://example.org", "https://example.org/a-b-c-d-e", "http://[", "https://example.org/12345"]
)
def test_address_without_arabic_words_says_nothing(url: str | None) -> None:
    assert slug(url) == []
