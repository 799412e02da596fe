"""Hostile articles in a real browser: no script of theirs runs, nothing is asked of another host, and no page gets wider than its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.browser import Visit, serving
from marsad.views.desk import open_desk
from tests.views.web.attacks import RAN, attacked, endless

Start = Callable[..., Visit]
PAGES = ("", "/stories", "/positions", "/events", "/events?view=timeline", "/events?view=series", "/events?view=map", "/statements",
         "/articles", "/actors", "/actors?view=network", "/review", "/briefing", "/search?q=%D8%A7%D9%84%D9%87%D8%AF%D9%86%D8%A9")  # fmt: skip


@pytest.fixture(scope="module")
def target() -> Iterator[str]:
    with serving(attacked()) as address:
        yield address


@pytest.fixture(scope="module")
def ids() -> list[str]:
    desk = open_desk(attacked())
    found = sorted(row.id for row in desk.articles())
    desk.ledger.close()
    return found


def watched(window: Visit) -> list[str]:
    """The dialogs and further windows that open from now on."""
    opened: list[str] = []

    def dialog(one: Any) -> None:
        opened.append(one.message)
        one.dismiss()

    window.page.on("dialog", dialog)
    window.page.on("popup", lambda one: opened.append(one.url))
    return opened


def quiet(window: Visit, path: str, opened: list[str]) -> None:
    """Opens a page and fails where something of an article acted. That nothing was asked elsewhere, `visit` looks to."""
    page = window.go(path)
    assert opened == []
    for frame in page.frames:
        if frame.url.startswith("http") and not frame.url.endswith(
            "/original"
        ):  # there no script runs, not ours either
            assert frame.evaluate(f"window.{RAN}") is None
    assert page.url == f"{window.address}{path}"
    assert window.sideways() <= 0, path


@pytest.mark.parametrize("width", [1440, 420])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_of_hostile_articles_are_harmless_and_keep_their_width(
    visit: Start, target: str, lang: str, width: int
) -> None:
    window = visit(target, width=width)
    opened = watched(window)
    for path in PAGES:
        quiet(window, f"/{lang}{path}", opened)


@pytest.mark.parametrize("width", [1440, 420])
def test_hostile_articles_and_their_originals_are_harmless(
    visit: Start, target: str, ids: list[str], width: int
) -> None:
    window = visit(target, width=width)
    opened = watched(window)
    for id_ in ids:
        quiet(window, f"/ar/articles/{id_}?original=1", opened)
    for link in window.page.locator('a[rel^="noopener"]').all():
        assert not (link.get_attribute("href") or "").lower().startswith("javascript")


def test_an_original_opened_by_itself_is_a_document_of_no_origin(visit: Start, target: str, ids: list[str]) -> None:
    window = visit(target)
    opened = watched(window)
    for id_ in ids:
        window.page.goto(f"/ar/articles/{id_}/original")
        assert window.page.locator("script, img, iframe, svg, form, [onclick], [onload], [style]").count() == 0
    assert opened == []


def test_an_address_that_is_a_script_does_nothing_when_it_is_clicked(visit: Start, target: str, ids: list[str]) -> None:
    window = visit(target)
    opened = watched(window)
    clicked = 0
    for id_ in ids:
        page = window.go(f"/en/articles/{id_}")
        link = page.locator('a[rel^="noopener"][href="#"]')
        if link.count():
            link.click()
            clicked += 1
            assert page.evaluate(f"window.{RAN}") is None
            assert page.url.startswith(target)
    assert clicked >= 6
    assert opened == []


def test_marks_in_an_address_stay_text(visit: Start, target: str) -> None:
    window = visit(target)
    opened = watched(window)
    for path in (
        "/ar/search?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/en/events?view=%3Csvg%20onload%3Dalert(1)%3E",
        "/ar/review?record=%22onfocus%3Dalert(1)%20autofocus",
    ):
        window.go(path)
        assert window.page.evaluate(f"window.{RAN}") is None
    assert opened == []


def test_five_megabytes_on_a_line_are_shown(visit: Start) -> None:
    desk = open_desk(endless())
    (row,) = desk.articles()
    desk.ledger.close()
    with serving(endless()) as address:
        window = visit(address, width=420)
        page = window.go(f"/ar/articles/{row.id}")
        assert page.locator("h1").inner_text() == row.id
        assert window.sideways() <= 0
