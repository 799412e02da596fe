"""From record to article: what the way in promises."""

import pytest

from marsad.ingest import article
from marsad.model import Article, Record, Refusal

TEXT = "الهدنة صامدة في المدينة\n\nقال الوزير إن بلاده ترحب بالهدنة الجديدة في المدينة القديمة وضواحيها."


def test_what_came_with_the_record_is_kept() -> None:
    record = Record(source="s", text=TEXT, given_id="7", publisher="p", url="https://example.org/x", more={"k": [1]})
    found = article(record)
    assert isinstance(found, Article)
    assert (found.source, found.given_id, found.publisher, found.url, found.more) == (
        "s",
        "7",
        "p",
        record.url,
        {"k": [1]},
    )
    assert (found.text, found.language) == (TEXT, "ar")


def test_id_is_of_the_words_alone() -> None:
    def ids(text: str) -> str:
        found = article(Record(source=text, text=text))
        assert isinstance(found, Article)
        return found.id

    assert ids(TEXT) == ids(TEXT.replace("الهدنة", "الهُدنة").replace("\n\n", "\n") + "\nاترك تعليقاً")
    assert ids(TEXT) != ids(TEXT.replace("ترحب", "تأسف"))
    assert len(ids(TEXT)) == 16


@pytest.mark.parametrize(
    "text", ["The minister welcomed the truce.", "وزیر خارجہ نے کہا ہے کہ یہ معاہدہ خطے میں امن کے لیے بہت اہم ہے"]
)
def test_other_languages_are_refused(text: str) -> None:
    found = article(Record(source="s", text=text, given_id="7"))
    assert isinstance(found, Refusal)
    assert (found.code, found.given_id) == ("language", "7")


def test_a_headline_kept_apart_becomes_the_first_line() -> None:
    apart = article(Record(source="s", text=TEXT, title="عنوان لا يرد في النص"))
    within = article(Record(source="s", text=TEXT, title=TEXT.splitlines()[0]))
    assert isinstance(apart, Article)
    assert isinstance(within, Article)
    assert apart.text == f"عنوان لا يرد في النص\n{TEXT}"
    assert apart.title is not None
    assert apart.title.of(apart.text) == "عنوان لا يرد في النص"
    assert within.text == TEXT
