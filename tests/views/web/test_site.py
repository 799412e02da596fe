"""The whole site: every link leads somewhere, what is unknown is not found, files stay in their folders."""

from __future__ import annotations

import re
from collections import Counter, deque
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.views.ledger_fixture import sample
from tests.views.web.conftest import HOST, untidy
from tests.views.web.trees import page, select, words

ARTICLE = "1052bc0d071c46ce"
_EACH, _MOST = 2, 260  # pages of one kind, and pages in all, that are looked at in a language
_ID = re.compile(r"(?<=/)[^/]*(?:[0-9]|%)[^/]*|(?<=/actors/).+|(?<=/why/).+")


def kind(address: str) -> str:
    """What sort of page an address is of: its path without ids, and the names in its query."""
    parts = urlsplit(address)
    asked = sorted(
        {pair if pair.startswith(("view=", "format=")) else pair.partition("=")[0] for pair in parts.query.split("&")}
    )
    return f"{_ID.sub('ID', parts.path)}?{','.join(asked)}"


def links(tree: object, base: str) -> set[str]:
    """The addresses on this server that a page leads to or loads; forms that change something are no links."""
    found = {
        urljoin(base, a)
        for a in html.HtmlElement.xpath(tree, "//a/@href | //link/@href | //script/@src | //img/@src | //iframe/@src")
    }
    return {one for one in found if one.startswith(f"{HOST}/")}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_link_of_every_page_leads_somewhere_and_every_page_is_tidy(whole: TestClient, lang: str) -> None:
    todo, seen, taken, faults = deque([f"{HOST}/{lang}"]), {f"{HOST}/{lang}"}, Counter[str](), []
    while todo and taken.total() < _MOST:
        address = todo.popleft()
        if taken[kind(address)] == _EACH:
            continue
        taken[kind(address)] += 1
        answer = whole.get(address, follow_redirects=True)
        if answer.status_code != 200:
            faults.append(f"{answer.status_code} {unquote(address)}")
        if (
            not answer.headers["content-type"].startswith("text/html")
            or "/api/" in address
            or address.endswith("/original")
        ):
            continue
        faults += [f"{unquote(address)}: {fault}" for fault in untidy(answer.text)]
        tree = html.fromstring(answer.text)
        for link in sorted(links(tree, address)):
            there, part = urldefrag(link)
            if there == address and part and not tree.xpath(f"//*[@id='{part}']"):
                faults.append(f"{unquote(address)}: leads to its own #{part}, which is not there")
            if there not in seen:
                seen.add(there)
                todo.append(there)
    assert "\n".join(faults) == ""
    assert taken.total() > 100


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["nix", "articles/0000000000000000", f"articles/{ARTICLE}x", "articles/0000000000000000/original",
                                  "articles/0000000000000000/bytes", "why/event-000000000000", "stories/a/b"])  # fmt: skip
def test_what_is_unknown_is_not_found_and_the_page_says_what(whole: TestClient, lang: str, path: str) -> None:
    answer = whole.get(f"/{lang}/{path}")
    assert answer.status_code == 404
    tree = html.fromstring(answer.text)
    (said,) = words(tree, "[role=alert]")
    assert path.split("/")[1 if "/" in path else 0] in said
    assert tree.get("lang") == lang
    assert words(tree, "h1")
    assert untidy(answer.text) == []


@pytest.mark.parametrize(
    "path", ["/fr/events", "/nix", "/static/nix.css", "/static/vendor/nix.js", "/AR/events", "/ar%00", "/%ff"]
)
def test_an_address_that_leads_nowhere_has_a_page_that_says_so(whole: TestClient, path: str) -> None:
    answer = whole.get(path)
    assert answer.status_code == 404
    assert words(html.fromstring(answer.text), "[role=alert]")


@pytest.mark.parametrize("path", ["..%2fpage.py", "vendor%2f..%2f..%2fpage.py", "%2e%2e/page.py", "..%2f..%2f..%2f..%2fpyproject.toml",
                                  "..%2ftemplates%2fframe.html.j2", "vendor/../templates/frame.html.j2", "%2fetc%2fpasswd"])  # fmt: skip
def test_files_outside_of_their_folders_are_not_given(whole: TestClient, path: str) -> None:
    assert whole.get(f"/static/{path}").status_code == 404


def test_files_may_be_kept_and_have_their_types(whole: TestClient) -> None:
    for name, kind_ in (("marsad.css", "text/css"), ("marsad.js", "text/javascript"), ("marsad.svg", "image/svg+xml")):
        answer = whole.get(f"/static/{name}")
        assert answer.headers["content-type"].partition(";")[0] == kind_
        assert "max-age" in answer.headers["cache-control"]
        assert "no-store" not in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("accepted", "lang"), [("en-GB,ar;q=0.5", "en"), ("ar-TN,fr", "ar"), ("fr-FR", "ar"), ("", "ar")]
)
def test_the_root_leads_to_the_language_of_the_browser(whole: TestClient, accepted: str, lang: str) -> None:
    answer = whole.get("/", headers={"Accept-Language": accepted})
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/{lang}"


def test_the_server_says_that_it_is_there(whole: TestClient) -> None:
    assert whole.get("/healthz").text == "ok"


def test_each_page_leads_to_itself_in_the_other_language_with_all_that_was_asked(whole: TestClient) -> None:
    address = "/ar/events?type=ACCUSE&actor=%D8%AD%D9%81%D8%AA%D8%B1&view=series"
    other = select(page(whole, address), "a.lang")[0].get("href")
    assert other == address.replace("/ar/", "/en/")
    assert select(page(whole, other), "a.lang")[0].get("href") == address


def test_a_theme_is_taken_from_its_cookie_and_from_no_other_value(whole: TestClient) -> None:
    for given, taken in (("dark", "dark"), ("light", "light"), ('"><script>', None)):
        assert page_with(whole, given).get("data-theme") == taken


def page_with(whole: TestClient, theme: str) -> html.HtmlElement:
    return html.fromstring(whole.get("/ar/statements", headers={"Cookie": f"theme={theme}"}).text)


@pytest.mark.parametrize("list_", ["events", "statements", "articles", "positions", "stories", "actors"])
def test_a_list_is_downloaded_with_the_filters_of_its_page(whole: TestClient, list_: str) -> None:
    query = "from=2020-06-01&to=2020-08-31"
    tree = page(whole, f"/en/{list_}?{query}")
    found = {a.text: a.get("href") for a in select(tree, ".downloads a")}
    assert {"CSV", "JSON"} <= set(found)
    csv = whole.get(found["CSV"])
    assert csv.status_code == 200
    assert csv.headers["content-type"].startswith("text/csv")
    rows = csv.content.decode("utf-8-sig").count("\r\n") - 1
    answer = whole.get(found["JSON"]).json()
    assert rows >= answer["total"] == len(answer["rows"]) > 0  # a cell of a CSV may hold line breaks
    if hasattr(sample(), list_):
        assert answer["total"] == getattr(sample(), list_)(since="2020-06-01", until="2020-08-31").total
