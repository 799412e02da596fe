"""Articles and addresses made to break the pages or their readers: all is shown as text, and nothing of it acts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from bench.rules import ROOT
from marsad.views.desk import open_desk
from marsad.views.web.articles import LISTED, SHOWN
from tests.views.web.attacks import CONTROLS, MARKS, RAN, TEMPLATE, URLS, attacked, endless
from tests.views.web.conftest import inline, untidy, visiting
from tests.views.web.trees import select

PAGES = ("", "/stories", "/positions", "/events", "/events?view=timeline", "/events?view=series", "/events?view=map", "/statements",
         "/articles", "/actors", "/actors?view=network", "/review", "/review?view=log", "/briefing", "/search?q=%D8%A7%D9%84%D9%87%D8%AF%D9%86%D8%A9")  # fmt: skip
PATHS = (
    *PAGES[:1],
    "/events",
    "/statements",
    "/articles",
    "/positions",
    "/search",
    "/briefing",
    "/stories",
    "/actors",
    "/review",
)
NAMES = ("actor", "source", "story", "type", "issue", "from", "to", "as_known_on", "min_confidence", "after", "q", "kind", "view", "every", "cell", "done", "record", "left", "all")  # fmt: skip
VALUES = ("%00", "%ff%fe", "%ed%a0%80", quote("\u202eحفتر\x1b[31m"), quote("' OR 1=1 --"), quote('"><script>alert(1)</script>'), quote(TEMPLATE),
          quote("../../etc/passwd"), "9" * 400, "NaN", "-0", "1e400", quote("ا" * 999), "javascript:alert(1)", quote("\r\nSet-Cookie: a=b"))  # fmt: skip
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MEASURE = """
import resource, sys
from tests.views.web.conftest import visiting
with visiting(sys.argv[1]) as client:
    client.get("/ar/articles")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = client.get(sys.argv[2]).status_code
    print(status, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.fixture(scope="module")
def target() -> Iterator[TestClient]:
    """A browser on the whole site of the articles that attack it."""
    with visiting(attacked()) as client:
        yield client


def ids() -> list[str]:
    """The ids of the articles."""
    desk = open_desk(attacked())
    found = sorted(row.id for row in desk.articles())
    desk.ledger.close()
    return found


def harmless(page: str) -> None:
    """Fails where a page has something that acts, or a control of direction that turns what stands around it."""
    assert inline(page) == []
    tree = html.fromstring(page)
    for element in tree.iter(html.etree.Element):
        for name in ("href", "src", "action", "data", "formaction"):
            parts = urlsplit((element.get(name) or "").strip().lower())
            assert parts.scheme in ("", "http", "https"), element.get(name)
            assert not parts.netloc or (element.tag == "a" and "noreferrer" in element.get("rel", "")), element.get(
                name
            )
        if _TURNS.search(element.text or ""):
            assert element.tag in ("bdi", "title") or element.get("class") == "control", html.tostring(element)[:200]
        assert not _TURNS.search(element.tail or ""), html.tostring(element)[:200]
    assert {e.tag for e in tree.iter(html.etree.Element)} & {"base", "object", "embed", "applet"} == set()
    assert "49" not in re.findall(r"\b49\b", " ".join(tree.xpath("//h1//text()")))
    assert not [
        text for text in tree.xpath("//text()") if _CONTROLS.search(text)
    ]  # a field keeps what was typed into it


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_shows_them_harmlessly(target: TestClient, lang: str, path: str) -> None:
    answer = target.get(f"/{lang}{path}")
    assert answer.status_code == 200
    harmless(answer.text)
    assert untidy(answer.text) == []


def test_the_pages_of_the_articles_and_all_that_they_lead_to(target: TestClient) -> None:
    seen: set[str] = set()
    for id_ in ids():
        answer = target.get(f"/ar/articles/{id_}?original=1")
        assert answer.status_code == 200
        harmless(answer.text)
        assert untidy(answer.text) == []
        tree = html.fromstring(answer.text)
        seen |= {a.get("href").partition("#")[0] for a in select(tree, "main a") if a.get("href").startswith("/ar/")}
    assert len(seen) > 60
    for address in sorted(seen)[::3]:
        answer = target.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html") and not address.endswith("/original"):
            harmless(answer.text)


def test_what_the_articles_say_is_there_word_for_word(target: TestClient) -> None:
    shown = "".join(
        select(html.fromstring(target.get(f"/en/articles/{id_}").text), ".text")[0].text_content() for id_ in ids()
    )
    for mark in MARKS:
        if mark != CONTROLS:
            assert mark in shown


@pytest.mark.parametrize("url", URLS)
def test_an_address_of_an_article_is_followed_only_where_it_is_one_of_the_web(target: TestClient, url: str) -> None:
    desk = open_desk(attacked())
    (id_,) = [row.id for row in desk.articles() if (row.url or "").strip() == url.strip()]
    desk.ledger.close()
    links = select(html.fromstring(target.get(f"/ar/articles/{id_}").text), 'a[rel^="noopener"]')
    assert len(links) == 1
    assert links[0].get("href") == (url if url.startswith("https://") else "#")


def test_every_original_may_do_nothing_and_has_nothing_to_do(target: TestClient) -> None:
    for id_ in ids():
        answer = target.get(f"/ar/articles/{id_}/original")
        assert answer.status_code == 200
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        tree = html.fromstring(answer.text)
        allowed = {"html": {"lang", "dir"}, "meta": {"charset"}}
        for element in tree.iter(html.etree.Element):
            assert set(element.attrib) <= allowed.get(element.tag, {"lang", "dir"}), html.tostring(element)[:200]
            assert element.tag not in ("script", "style", "svg", "img", "iframe", "form", "base", "link", "object")
        assert len(tree.xpath("//meta")) == 1
        saved = target.get(f"/ar/articles/{id_}/bytes")
        assert saved.headers["content-type"] == "application/octet-stream"
        assert saved.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v[:24])
@pytest.mark.parametrize("path", PATHS)
def test_no_value_in_an_address_breaks_a_page(target: TestClient, path: str, value: str) -> None:
    for name in NAMES:
        answer = target.get(f"/ar{path}?{name}={value}")
        assert answer.status_code in (200, 400, 404, 422), (name, answer.text[:300])
        assert inline(answer.text) == []
        assert RAN not in "".join(answer.headers.values())


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v[:24])
@pytest.mark.parametrize(
    "path", ["articles/{}", "articles/{}/original", "articles/{}/bytes", "actors/{}", "stories/{}", "why/{}", "{}"]
)
def test_no_id_in_an_address_breaks_a_page(target: TestClient, path: str, value: str) -> None:
    answer = target.get("/en/" + path.replace("{}", value))
    assert answer.status_code in (303, 307, 400, 404, 422), answer.text[:300]
    if answer.status_code >= 400:
        assert inline(answer.text) == []
        assert not re.search(r"<script>|onerror=(?!&)", answer.text)


def test_what_cannot_be_text_was_refused_by_name() -> None:
    desk = open_desk(attacked())
    reasons = " ".join(row.reason for row in desk.refused())
    desk.ledger.close()
    assert "null.txt: holds a null character" in reasons
    assert "half.json: is not JSON" in reasons


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/articles",
        "/search?q=%D8%B7%D8%B1%D8%A7%D8%A8%D9%84%D8%B3",
        "/articles/{}",
        "/articles/{}/original",
        "/articles/{}/bytes",
    ],
)
def test_five_megabytes_on_a_line_and_a_hundred_thousand_marks_are_answered_in_little_memory(path: str) -> None:
    desk = open_desk(endless())
    (row,) = desk.articles()
    desk.ledger.close()
    told = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(endless()), "/ar" + path.replace("{}", row.id)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    status, megabytes = map(int, told.stdout.split())
    assert status == 200
    assert megabytes < 300


def test_a_long_article_is_shown_up_to_what_a_browser_bears_and_the_page_says_so() -> None:
    desk = open_desk(endless())
    (row,) = desk.articles()
    length = len(desk.article(row.id).reading.text)
    desk.ledger.close()
    with visiting(endless()) as client:
        page = client.get(f"/en/articles/{row.id}").text
    assert len(select(html.fromstring(page), ".text")[0].text_content()) == SHOWN
    assert page.count('data-to="r-m') == LISTED
    assert f"Characters shown: {SHOWN:,} of {length:,}." in page
    assert "Further ones in the text: " in page
