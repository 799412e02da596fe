"""Every page in a real browser: both languages, wide and narrow, light and dark, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench.browser import Visit
from bench.screenshots import PAGES

Start = Callable[..., Visit]


@pytest.mark.parametrize("width", [1440, 420])
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_cleanly_and_is_accessible(visit: Start, name: str, lang: str, width: int) -> None:
    window = visit(width=width, scheme="light" if lang == "ar" else "dark")
    page = window.go(f"/{lang}{PAGES[name]}")
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    assert page.locator("h1").count() == 1
    assert page.locator("[role=alert]").count() == 0
    assert window.sideways() <= 0
    assert window.violations() == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_the_same_without_javascript(visit: Start, name: str) -> None:
    bare = visit(script=False)
    bare.page.goto(f"/en{PAGES[name]}")
    words = bare.page.locator("main").inner_text()
    assert len(words) > 80
    assert bare.page.locator("main table, main li, main dl, main form").count() > 0


@pytest.mark.parametrize("name", ["timeline", "dyads", "map", "network"])
def test_a_chart_is_drawn_beside_its_table(visit: Start, name: str) -> None:
    page = visit().go(f"/ar{PAGES[name]}")
    figure = page.locator("figure[data-chart]")
    assert figure.locator("canvas").count() >= 1
    assert figure.locator("figcaption small").inner_text().strip()
    assert (
        page.evaluate(
            """() => { const c = document.querySelector("figure[data-chart] canvas"); const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3]) seen.add(`${d[i]},${d[i + 1]},${d[i + 2]}`); return seen.size; }"""
        )
        > 5
    )
    assert figure.locator("tbody tr").count() > 0


def test_the_picture_of_the_page_changes_with_the_theme(visit: Start) -> None:
    window = visit()
    page = window.go("/en/events")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.keyboard.press("t")
    dark = page.evaluate(paper)
    assert dark != light
    window.go("/ar/statements")
    assert page.evaluate(paper) == dark  # it is remembered
