"""The page of an article, its archived original in a shut document, and its bytes."""

from __future__ import annotations

import hashlib
from base64 import b64encode

import pytest
from lxml import html
from starlette.testclient import TestClient

from marsad.views.web.articles import cleaned
from tests.views.ledger_fixture import sample
from tests.views.web.trees import page, select, words

ARTICLE, TEXT = "1052bc0d071c46ce", "9d388cddee8c1233"
TITLE = "لقاء فاليتا: اتفاق مبدئي على ميزانية موحدة وانتخابات قبل نهاية 2021"


@pytest.mark.parametrize(
    ("lang", "source", "counts"), [("ar", "المصدر", "تصريحات 10"), ("en", "Source", "Statements 10")]
)
def test_an_article_stands_with_all_that_was_found_in_it(site: TestClient, lang: str, source: str, counts: str) -> None:
    tree, found = page(site, f"/{lang}/articles/{ARTICLE}"), sample().article(ARTICLE)
    assert words(tree, "h1") == [TITLE]
    assert words(tree, ".facts dt")[0] == source
    assert words(tree, ".facts dd")[0] == "وكالة سنابل للأنباء"
    assert select(tree, ".text")[0].text_content() == found.reading.text
    assert words(tree, ".found summary")[0] == counts
    for kind, records in (
        ("statement", found.reading.statements),
        ("event", found.reading.events),
        ("name", found.reading.mentions),
        ("time", found.reading.times),
    ):
        assert len(select(tree, f"details.{kind} li")) == len(records)


def test_every_record_leads_to_its_mark_and_its_reasons(site: TestClient) -> None:
    tree = page(site, f"/ar/articles/{ARTICLE}")
    marks = set(tree.xpath("//*[contains(@class, 'text')]//@id"))
    leads = [a.get("href").removeprefix("#") for a in select(tree, "a[data-to]")]
    assert set(leads) == marks
    for why in select(tree, ".grounds a")[:6]:
        assert why.get("href").startswith(f"/ar/why/{ARTICLE}.")
        page(site, why.get("href"))


def test_the_citation_names_title_source_day_address_and_id(site: TestClient) -> None:
    cited = select(page(site, f"/ar/articles/{ARTICLE}"), "[data-citation]")[0].get("data-citation")
    assert (
        cited
        == f"{TITLE} — وكالة سنابل للأنباء، 2020-08-11 — https://sanabil.example/2020/08/11/bayan-falita.html — marsad:{ARTICLE}"
    )


def test_the_original_stands_beside_only_when_it_is_asked_for(site: TestClient) -> None:
    assert not select(page(site, f"/ar/articles/{ARTICLE}"), "iframe")
    (frame,) = select(page(site, f"/ar/articles/{ARTICLE}?original=1"), "iframe")
    assert frame.get("sandbox") == ""
    assert frame.get("src") == f"/ar/articles/{ARTICLE}/original"
    assert frame.get("title")


@pytest.mark.parametrize(("id_", "tag"), [(ARTICLE, "p"), (TEXT, "pre")])
def test_the_original_is_a_document_that_may_do_nothing(whole: TestClient, id_: str, tag: str) -> None:
    answer = whole.get(f"/en/articles/{id_}/original")
    assert answer.status_code == 200
    rules = {rule.strip() for rule in answer.headers["content-security-policy"].split(";")}
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'self'"} <= rules
    assert answer.headers["x-content-type-options"] == "nosniff"
    tree = html.fromstring(answer.text)
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert select(tree, tag)
    assert not select(tree, "script, style, link, img, form, iframe, meta[http-equiv]")
    assert sample().article(id_).reading.text.split("\n")[0][:30] in tree.text_content()


@pytest.mark.parametrize("id_", [ARTICLE, TEXT])
def test_the_bytes_are_those_that_the_ledger_has_the_digest_of(whole: TestClient, id_: str) -> None:
    answer, kept = whole.get(f"/ar/articles/{id_}/bytes"), sample().original(id_)
    digest = hashlib.sha256(answer.content)
    assert digest.hexdigest() == kept.digest
    assert answer.headers["content-digest"] == f"sha-256=:{b64encode(digest.digest()).decode()}:"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{id_}.')
    assert any(step.digest == kept.digest for step in sample().why(f"{id_}.s0").steps)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p onclick=alert(1)>نص</p>", "<p>نص</p>"),
        ("<script>alert(1)</script><p>نص</p>", "<p>نص</p>"),
        ("<style>p{}</style><p style='x'>نص</p>", "<p>نص</p>"),
        ("<a href='javascript:alert(1)'>نص</a>", "<a>نص</a>"),
        ("<img src=x onerror=alert(1)>نص", "نص"),
        ("<svg onload=alert(1)><script>alert(1)</script></svg>نص", "نص"),
        ("<iframe src='//evil.example'></iframe><object data=x></object><embed src=x>نص", "نص"),
        (
            "<meta http-equiv=refresh content='0;url=//evil.example'><base href='//evil.example'><link rel=stylesheet href=x>نص",
            "نص",
        ),
        ("<form action='//evil.example'><input name=x><button>نص</button></form>", "نص"),
        ("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>", ""),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></p></noscript>نص", None),
        ("<h1 dir=rtl lang=ar class=x id=top>نص</h1>", '<h1 dir="rtl" lang="ar">نص</h1>'),
    ],
)
def test_an_original_keeps_its_words_and_nothing_that_acts(given: str, kept: str | None) -> None:
    found = cleaned(given)
    if kept is not None:
        assert found.strip() == kept
    tree = html.fragment_fromstring(found, create_parent=True)
    assert not any(name not in ("dir", "lang") for element in tree.iter(html.etree.Element) for name in element.attrib)
    assert not tree.xpath(
        ".//script | .//style | .//svg | .//iframe | .//img | .//form | .//math | .//meta | .//base | .//link"
    )
