"""The shapes of a briefing: nothing of an article can format, link, run or turn the page round."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode
from hashlib import sha256
from xml.etree import ElementTree

import msgspec
import pytest

from marsad.views.brief.formats import FORMATS
from marsad.views.brief.labels import Lang
from marsad.views.brief.markdown import markdown
from marsad.views.brief.told import Briefing, Cited, Header, Item, Missing, Note, Printed, Section, Withheld
from marsad.views.brief.web import page

HOSTILE = '</title><script>alert(1)</script>" onload="x" *نجم* [رابط](http://x.example) `كود` # <img src=x>\n# عنوان\n\u202eمقلوب\u0000'
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def briefing(
    lang: Lang, words: str = "قال الوزير إن الهدنة قائمة", url: str | None = "https://a.example/1"
) -> Briefing:
    """A small briefing with words of an article in every place where they can stand."""
    text = f"سامي الدرة — تصريح: «{words}»." if lang == "ar" else f"سامي الدرة — statement: “{words}”."
    item = Item(
        record="quotation-1",
        sentences=(Printed(text=text, quote=words, tells="a.s0", cites=(1,)),),
        notes=(Note(key="described", value=words),),
    )
    lack = Missing(kind="source", what=words, since="2020-03-01", until="2020-03-07", days=7)
    return Briefing(
        language=lang,
        header=Header(since="2020-03-01", until="2020-03-07", articles=2, sources=1, origins=1, made="2020-03-08T09:30:00Z", ledger=words,
                      dossier="libya", reader=("marsad 0",), actor=words, known_on="2020-03-08"),
        sections=(Section(id="said", title="x", items=(item,), more=3), Section(id="changed", title="y"), Section(id="missing", title="z", missing=(lack,))),
        references=(Cited(number=1, article="a", title=words, publisher=words, day="2020-03-05", published="2020-03-05", url=url, start=3, end=9, words=words),),
        withheld=(Withheld(section="said", record="quotation-2", text=words, reason="not named"),),
    )  # fmt: skip


@pytest.fixture(params=["ar", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return "ar" if request.param == "ar" else "en"


def test_the_page_needs_nothing_else(lang: Lang) -> None:
    html = page(briefing(lang))
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert style
    assert policy
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert (
        policy[1].replace("&#39;", "'")
        == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<script|<img|<link|<iframe|\sstyle=|\son\w+=|url\(|@import", html)
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html
    assert "@media print" in html


def test_footnotes_are_anchors(lang: Lang) -> None:
    html = page(briefing(lang))
    assert set(re.findall(r'href="#(\w+)"', html)) <= set(re.findall(r'id="(\w+)"', html))
    assert '<a href="#r1">1</a>' in html
    assert "a:3-9" in html


def test_evidence_keeps_its_language_and_direction() -> None:
    assert '<blockquote lang="ar" dir="rtl">قال الوزير' in page(briefing("en"))
    assert '<blockquote lang="en" dir="ltr">Oui' in page(briefing("ar", "Oui, monsieur"))


def test_hostile_words_are_only_words(lang: Lang) -> None:
    html = page(briefing(lang, HOSTILE))
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;" in html
    text = markdown(briefing(lang, HOSTILE))
    assert not re.search(r"(?<!\\)(<script|\*نجم|\[رابط|`كود)", text)
    assert not re.search(r"^# عنوان", text, re.M)
    assert "\u202e" not in text
    assert FORMATS["docx"](briefing(lang, HOSTILE))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", None])
def test_only_web_addresses_are_links(lang: Lang, url: str | None) -> None:
    html = page(briefing(lang, url=url))
    assert 'href="h' not in html
    assert not url or url not in html
    assert "](" not in markdown(briefing(lang, url=url))


def test_an_address_cannot_leave_its_link() -> None:
    sly = 'https://a.example/"><script>x</script>>) [y](http://b.example)'
    assert "<script" not in page(briefing("ar", url=sly))
    line = next(row for row in markdown(briefing("ar", url=sly)).splitlines() if row.startswith("[^1]:"))
    assert re.search(r"\]\(<https://a\.example/[^<> ]*>\)،", line)


def test_markdown_has_sections_and_footnotes(lang: Lang) -> None:
    text = markdown(briefing(lang))
    assert text.count("\n## ") == 4
    assert "[^1]" in text
    assert "\n[^1]: " in text
    assert text.rstrip().endswith(": 1")  # one sentence withheld


def test_json_is_the_briefing(lang: Lang) -> None:
    told = briefing(lang)
    assert msgspec.json.decode(FORMATS["json"](told), type=Briefing) == told


def test_a_word_document_runs_from_the_right(lang: Lang) -> None:
    data = FORMATS["docx"](briefing(lang))
    tree = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))  # noqa: S314 - our own
    paragraphs = list(tree.iter(f"{_W}p"))
    assert all((p.find(f"{_W}pPr/{_W}bidi") is not None) is (lang == "ar") for p in paragraphs)
    runs = [r for r in tree.iter(f"{_W}r") if re.search("[\u0600-\u06ff]", "".join(r.itertext()))]
    assert runs
    assert all(r.find(f"{_W}rPr/{_W}rtl") is not None for r in runs)
    latin = [r for r in tree.iter(f"{_W}r") if re.fullmatch(r"[A-Za-z].*", "".join(r.itertext()))]
    assert latin
    assert all(r.find(f"{_W}rPr/{_W}rtl") is None for r in latin)


def test_equal_briefings_are_equal_files(lang: Lang) -> None:
    assert all(write(briefing(lang)) == write(briefing(lang)) for write in FORMATS.values())
