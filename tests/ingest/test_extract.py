"""HTML pages."""

import pytest

from marsad.ingest import article
from marsad.ingest.extract import extract
from marsad.model import Article, Published, Record, Refusal

BODY = "".join(
    f"<p>قال الوزير في مؤتمر صحفي إن بلاده تدعم الهدنة المعلنة وترحب بعودة الأطراف إلى الحوار السياسي في المدينة رقم {i}.</p>"
    for i in range(6)
)
PAGE = f"""<html><head><meta charset="utf-8"><title>الهدنة صامدة - صحيفة المثال</title>{{meta}}</head><body>
<nav><ul><li><a href="/">الرئيسية</a></li></ul></nav><article><h1>الهدنة صامدة في يومها الثالث</h1>
<span class="byline">كتب: سامي الراوي</span>{BODY}</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def read(page: str) -> Article:
    found = article(Record(source="x", data=page.encode(), media="text/html"))
    assert isinstance(found, Article)
    return found


def test_headline_byline_and_paragraphs() -> None:
    found = read(PAGE.format(meta=""))
    lines = found.text.split("\n")
    assert lines[:2] == ["الهدنة صامدة في يومها الثالث", "كتب: سامي الراوي"]
    assert len(lines) == 8
    assert "الرئيسية" not in found.text
    assert "محفوظة" not in found.text
    assert found.title is not None
    assert found.title.of(found.text) == lines[0]
    assert [c.name for c in found.credits] == ["سامي الراوي"]


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="article:published_time" content="2021-03-04T10:00:00Z">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-04"}]}</script>',
        '<time datetime="2021-03-04T08:00">4 مارس</time>',
    ],
)
def test_date_from_metadata(meta: str) -> None:
    assert read(PAGE.format(meta=meta)).published == Published("2021-03-04", "metadata")


def test_title_from_metadata_comes_first() -> None:
    found = read(PAGE.format(meta='<meta property="og:title" content="عنوان من البيانات">'))
    assert found.text.startswith("عنوان من البيانات\n")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="og:site_name" content="مرصد المثال"><link rel="canonical" href="https://a.example/x">',
        '<script type="application/ld+json">{"publisher": {"name": "مرصد المثال"}}</script>'
        '<link rel="canonical" href="/x"><meta property="og:url" content="https://a.example/x">',
    ],
)
def test_publisher_and_address_from_metadata(meta: str) -> None:
    found = read(PAGE.format(meta=meta))
    assert (found.publisher, found.url) == ("مرصد المثال", "https://a.example/x")


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    assert read(PAGE.format(meta='<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_broken_linked_data_is_passed_over() -> None:
    assert read(PAGE.format(meta='<script type="application/ld+json">{"a": </script>')).published is None


@pytest.mark.parametrize("open_tag", ["<div>", "<b><i>"])
def test_nested_too_deeply_is_read_without_its_tree(open_tag: str) -> None:
    found = read(f"<html><body>{open_tag * 30_000}{BODY}</body></html>")
    assert "المدينة رقم 5" in found.text


def test_page_without_text_is_refused() -> None:
    found = article(Record(source="x", data=b"<html><body><script>var a = 1</script></body></html>", media="text/html"))
    assert isinstance(found, Refusal)
    assert found.code == "html"
    assert extract("<html></html>") is None
