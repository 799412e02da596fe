"""The prose of papers: its register, the class of a sentence, and what becomes of its events."""

from __future__ import annotations

import gzip

import pytest

from marsad.flow import ArticleReader
from marsad.lang.ar.fold import fold
from marsad.model import Reading, Record
from marsad.read.papers import PaperModel, is_paper, papers, read_papers, stem

RESOLUTION = (
    "وإذ يشير إلى قراراته السابقة ذات الصلة، وإذ يضع في اعتباره التقرير المقدم عن حالة ولاية البعثة، يشجع الدول الأعضاء على "
    "كفالة بناء القدرات المؤسسية اللازمة لمكافحة الاتجار غير المشروع عملا بالفقرة 9 من القرار المذكور."
)
NEWS = "التقى وزير الخارجية المصري نظيره التونسي في القاهرة أمس، وقال للصحفيين إن المباحثات تناولت الأزمة الليبية."


@pytest.fixture(scope="module")
def reader() -> ArticleReader:
    return ArticleReader()


def read(reader: ArticleReader, text: str) -> Reading:
    found = reader.read_record(Record(source="test", text=text))
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize(
    ("word", "expected"), [("والقرارات", "قرارات"), ("لمكافحه", "مكافحه"), ("2001", "0"), ("الي", "الي")]
)
def test_a_stem_has_no_clitics_and_numbers_are_one(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_short_text_must_say_it_more_clearly() -> None:
    model = PaperModel({"قرار": 0.3}, {})
    assert not is_paper(["قرار"], model)
    assert is_paper(["قرار"] * 4, model)
    assert not is_paper([], model)


def test_resolutions_are_papers_and_news_are_not() -> None:
    assert is_paper(fold(RESOLUTION).split(), papers())
    assert not is_paper(fold(NEWS).split(), papers())


def test_a_paper_tells_what_its_sentences_are_about(reader: ArticleReader) -> None:
    events = read(reader, RESOLUTION).events
    assert events
    assert all(e.rule.endswith("in a paper") for e in events)
    assert max(events, key=lambda e: e.confidence).type in (
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
    )


def test_what_a_paper_means_to_do_is_planned(reader: ArticleReader) -> None:
    text = "وتتخذ الدول الأعضاء التدابير اللازمة للتعاون في مجال إنفاذ القانون وفقا للفقرة 9 من القرار."
    assert [(e.type, e.status) for e in read(reader, text).events] == [("COOPERATE", "planned")]


def test_news_is_read_without_the_model_of_papers(reader: ArticleReader) -> None:
    events = read(reader, NEWS).events
    assert [e.type for e in events] == ["CONSULT"]
    assert "paper" not in events[0].rule


def test_violence_in_a_paper_needs_what_it_needs_in_news(reader: ArticleReader) -> None:
    """أعمال القتل of a report's heading is a subject; a killing with its doer is an event."""
    heading = f"{RESOLUTION}\nأعمال القتل خارج نطاق القضاء وفقا للقانون الدولي لحقوق الإنسان والقانون الإنساني الدولي."
    killing = f"{RESOLUTION}\nوفي 3 آذار/مارس، قتل مسلحون خمسة من أفراد البعثة في هجوم على دورية للشرطة."
    assert "ASSAULT" not in {e.type for e in read(reader, heading).events}
    assert "ASSAULT" in {e.type for e in read(reader, killing).events}


def test_the_file_holds_words_and_features() -> None:
    rows = "قرار\t1250\n\tnone\t-500\nقرار\tnone\t200\nrow aid/دعم\tmaterial_cooperation\t900"
    model = read_papers(gzip.compress(rows.encode()))
    assert model.register == {"قرار": 1.25}
    assert model.subjects == {"": {"none": -0.5}, "قرار": {"none": 0.2}, "row aid/دعم": {"material_cooperation": 0.9}}
