"""What people do with the pages: filter, slide, press keys, follow marks, copy, review and undo, log in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.browser import Visit, serving
from bench.rules import ROOT

Start = Callable[..., Visit]
ARTICLE = "1052bc0d071c46ce"
PASSWORD = "naqsh-al-rimal-7"  # noqa: S105 - of accounts that live as long as a test


def test_a_filter_changes_rows_and_address_and_the_address_brings_it_back(visit: Start) -> None:
    window = visit()
    page = window.go("/en/events")
    everything = page.locator(".pager").first.inner_text()
    page.locator("select[name=type]").select_option("ACCUSE")
    page.wait_for_url(re.compile(r"\?type=ACCUSE$"))  # nothing else is in the address
    page.wait_for_function("(was) => document.querySelector('.pager').innerText !== was", arg=everything)
    kinds = set(page.locator("tbody .chip").all_inner_texts())
    assert len(kinds) == 1
    again = visit().go(page.url.removeprefix(window.address))
    assert set(again.locator("tbody .chip").all_inner_texts()) == kinds
    assert again.locator("select[name=type]").input_value() == "ACCUSE"


def test_an_unknown_name_is_told_and_the_form_stays(visit: Start) -> None:
    window = visit()
    page = window.go("/en/events")
    page.locator("input[name=actor]").fill("zzqqxx")
    page.locator("input[name=actor]").press("Enter")
    page.locator("[role=alert]").wait_for()
    assert "zzqqxx" in page.locator("[role=alert]").inner_text()
    assert page.locator("input[name=actor]").input_value() == "zzqqxx"
    assert len(window.faults) == 1
    assert "400" in window.faults.pop()  # the browser notes the answer's status


def test_the_slider_takes_the_matrix_back_in_time(visit: Start) -> None:
    page = visit().go("/ar/positions")
    cells = "document.querySelectorAll('.matrix td a').length"
    before = page.evaluate(cells)
    slider = page.locator(".slider input")
    slider.focus()
    slider.press("Home")
    page.wait_for_url(re.compile(r"[?&]to=2019-11-30"))
    page.wait_for_function(f"(was) => {cells} < was", arg=before)
    assert page.locator(".slider output").inner_text().startswith("30")


def test_a_cell_opens_its_quotations(visit: Start) -> None:
    page = visit().go("/en/positions")
    page.locator(".matrix td a").first.click()
    page.locator("#opened mark").first.wait_for()
    assert "cell=" in page.url
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.getElementById('opened')")


def test_the_keyboard_leads_everywhere(visit: Start) -> None:
    window = visit()
    page = window.go("/ar/statements")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr.at").count() == 1
    assert (
        page.evaluate("[...document.querySelectorAll('[data-row]')].findIndex((row) => row.classList.contains('at'))")
        == 1
    )
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('tr') === document.querySelector('[data-row]')")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.locator("body").click(position={"x": 5, "y": 400})
    page.keyboard.press("l")
    page.wait_for_url("**/en/statements")
    page.keyboard.press("g")
    page.keyboard.press("3")
    page.wait_for_url("**/en/positions")


def test_marks_and_records_lead_to_each_other(visit: Start) -> None:
    page = visit().go(f"/en/articles/{ARTICLE}")
    page.locator(".found details.event a[data-to]").first.click()
    assert page.url.endswith("#r-e1")
    assert page.locator(".text .on").count() >= 1
    page.locator(".text [data-r~='r-s3']").first.click()
    assert "on" in (page.locator("li:has(> [data-to='r-s3'])").get_attribute("class") or "")
    page.locator("#show-statement").uncheck()
    shade = page.locator(".text .statement").last.evaluate("(mark) => getComputedStyle(mark).backgroundColor")
    assert shade == "rgba(0, 0, 0, 0)"


def test_copied_words_take_their_citation_along(visit: Start) -> None:
    page = visit().go(f"/ar/articles/{ARTICLE}")
    chosen = page.evaluate(
        """() => { const mark = document.querySelector("#r-s2"); getSelection().selectAllChildren(mark); return mark.textContent; }"""
    )
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"«{chosen.strip()}» — ")
    start, end = map(int, re.search(r"#char=(\d+),(\d+)$", copied).groups())  # type: ignore[union-attr]
    text = page.evaluate("document.querySelector('.text').textContent")
    assert text[start:end] == chosen
    assert f"marsad:{ARTICLE}" in copied


def test_an_address_lights_the_characters_it_names(visit: Start) -> None:
    window = visit()
    page = window.go("/en/why/dispute-752f8541ad6f")
    link = page.locator("a[href*='#char=']").first
    start, end = map(int, re.search(r"#char=(\d+),(\d+)", link.get_attribute("href") or "").groups())  # type: ignore[union-attr]
    link.click()
    page.wait_for_function("() => CSS.highlights.has('characters')")
    lit = page.evaluate("[...CSS.highlights.get('characters')].map(String).join('')")
    assert lit == page.evaluate(
        "([a, b]) => [...document.querySelector('.text').textContent].slice(a, b).join('')", [start, end]
    )
    assert lit.strip()


def test_the_search_answers_as_one_types_and_narrows(visit: Start) -> None:
    page = visit().go("/ar/search")
    page.locator("#q").press_sequentially("Haftar", delay=20)
    page.locator(".hits mark").first.wait_for()
    assert "q=Haftar" in page.url
    whole = page.locator(".hits [data-row]").count()
    page.locator(".facets section a").first.click()
    page.locator(".facets .chosen").first.wait_for()
    assert 0 < page.locator(".hits [data-row]").count() <= whole


def test_a_chart_link_in_the_network_table_leads_on(visit: Start) -> None:
    page = visit().go("/en/actors?view=network")
    page.locator("figure[data-chart] table a").first.click()
    page.locator("h1").wait_for()
    assert "/en/" in page.url


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """A ledger of one's own, to be changed."""
    return Path(shutil.copytree(folder, tmp_path / "own"))


@pytest.fixture
def own_address(own: Path) -> Iterator[str]:
    with serving(own) as found:
        yield found


def test_a_reviewer_decides_by_keys_and_takes_it_back(visit: Start, own_address: str) -> None:
    page = visit(own_address).go("/en/review?kind=actor")
    first = page.locator(".queue h2").first.inner_text()
    waiting = page.locator(".queue [data-row]").count()
    page.keyboard.press("s")
    page.locator(".done").wait_for()
    assert page.locator(".queue [data-row]").count() == waiting - 1
    page.goto("/en/review?view=log")
    assert page.locator("tbody tr").count() == 1
    page.go_back()
    page.keyboard.press("u")
    page.wait_for_url("**action=undo")
    assert page.locator(".queue [data-row]").count() == waiting
    assert page.locator(".queue h2").first.inner_text() == first


def account(folder: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "marsad", "account", *command, "--ledger", str(folder), "--password-stdin"],
        input=PASSWORD,
        text=True,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def sign_in(window: Visit, name: str) -> Any:
    page = window.go("/en/review")
    assert "/en/login?next=" in page.url
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").first.click()
    page.wait_for_url("**/en/review")
    return page


def test_login_and_roles(visit: Start, own: Path) -> None:
    account(own, "add", "amal", "--role", "owner")
    account(own, "add", "badr", "--role", "reader")
    with serving(own) as address:
        owner = visit(address)
        page = sign_in(owner, "amal")
        assert owner.violations() == []
        assert page.locator(".queue button").count() > 0
        page.goto("/en/accounts")
        assert page.get_by_text("badr").count() > 0
        assert owner.violations() == []
        page.goto("/en/account")
        assert owner.violations() == []
        reader = visit(address)
        page = sign_in(reader, "badr")
        assert page.locator(".queue button").count() == 0
        page.goto("/en/accounts")
        assert page.locator("[role=alert]").count() == 1
        reader.faults.clear()  # the refusal's 403
        page.goto("/en")
        page.locator(".tools form button").click()
        page.wait_for_url("**/en/login**")
        page.goto("/en/events")
        assert "/en/login" in page.url


def test_a_wrong_password_is_told(visit: Start, own: Path) -> None:
    account(own, "add", "amal", "--role", "owner")
    with serving(own) as address:
        window = visit(address)
        page = window.go("/ar/login")
        page.locator("input[name=name]").fill("amal")
        page.locator("input[name=password]").fill("not the password")
        page.locator("main button").first.click()
        page.locator("[role=alert]").wait_for()
        assert window.violations() == []
        window.faults.clear()  # the answer's 401
