"""What a date of publication rests on."""

import pytest

from marsad.ingest import article
from marsad.model import Article, Published, Record

LEAD = "قال الوزير في العاصمة إن الهدنة ما زالت قائمة في كل أحياء المدينة القديمة وضواحيها."


def published(text: str, given: str | None = None) -> Published | None:
    found = article(Record(source="x", text=text, published=given))
    assert isinstance(found, Article)
    return found.published


def test_metadata_comes_first() -> None:
    text = f"عنوان الخبر الأول\n3 مارس 2021\n{LEAD}"
    assert published(text, "2021-03-05T10:00:00Z") == Published("2021-03-05", "metadata")
    assert published(text, "not known") == Published("2021-03-03", "stated")


def test_day_of_publication_before_day_of_change() -> None:
    text = f"عنوان الخبر الأول\nآخر تحديث: 9 مارس 2021\nتاريخ النشر: 3 مارس 2021\n{LEAD}"
    assert published(text) == Published("2021-03-03", "stated")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("بدأت المحادثات أمس الأربعاء 10 مارس 2021 في القصر.", "2021-03-11"),
        ("تبدأ المحادثات اليوم 10 مارس 2021 في القصر.", "2021-03-10"),
        ("تبدأ المحادثات غدا الخميس (11 مارس 2021) في القصر.", "2021-03-10"),
        ("بدأت المحادثات أمس الخميس 10 مارس 2021 في القصر.", None),
        ("بدأت المحادثات الأربعاء وتستمر منذ 10 مارس 2021 في القصر.", None),
        ("بدأت المحادثات أمس الأربعاء في القصر القديم.", None),
    ],
)
def test_inferred_only_where_the_day_is_fixed(sentence: str, day: str | None) -> None:
    found = published(f"عنوان الخبر الأول\n{LEAD}\n{sentence}")
    assert found == (Published(day, "inferred") if day else None)


def test_a_date_in_a_sentence_is_no_date_of_publication() -> None:
    assert published(f"عنوان الخبر الأول\n{LEAD}\nوقع الطرفان الاتفاق في 3 مارس 2015 ثم خرقه أحدهما.") is None
