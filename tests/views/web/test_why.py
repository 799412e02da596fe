"""The page that says why: every kind of record, its steps, and ids that there are none of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from marsad.views.desk import Desk, open_desk
from marsad.views.web.why import judged
from marsad.views.why import Step
from tests.views.ledger_fixture import SAMPLE, TURNED, hostile, sample
from tests.views.web.conftest import browser
from tests.views.web.test_actors import page, words

RECORDS: dict[str, Callable[[Desk], str]] = {
    "event": lambda desk: max(desk.events().rows, key=lambda e: len(e.reports)).id,
    "report": lambda desk: desk.reports(limit=1).rows[0].id,
    "statement": lambda desk: desk.statements(limit=1).rows[0].id,
    "quotation": lambda desk: max(desk.quotations().rows, key=lambda q: len(q.statements)).id,
    "story": lambda desk: max(desk.stories().rows, key=lambda s: len(s.articles)).id,
    "copy": lambda desk: desk.copies(limit=1).rows[0].id,
    "disagreement": lambda desk: desk.disagreements(limit=1).rows[0].id,
    "article": lambda desk: desk.articles(limit=1).rows[0].id,
    "naming": lambda desk: f"{desk.articles(party='TR', limit=1).rows[0].id}/TR",
    "actor": lambda desk: "haftar-khalifa",
}


def address(lang: str, id_: str) -> str:
    return f"/{lang}/why/{quote(id_, safe='')}"


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_of_record_says_why(site: TestClient, kind: str, lang: str) -> None:
    id_ = RECORDS[kind](sample())
    found = sample().why(id_)
    assert found.kind == kind
    tree = page(site, address(lang, id_))
    assert id_ in words(tree.xpath("//dl[@class='facts']/dd"))
    assert len(tree.xpath("//ol[@class='steps']/li")) == len(found.steps) > 0
    assert tree.xpath(f"//a[@href='/api/v1/records/{quote(id_, safe='')}/why']")


def test_the_facts_are_in_the_words_of_the_language(site: TestClient) -> None:
    event = next(e for e in sample().events().rows if e.type == "SANCTION")
    assert (
        words(page(site, address("ar", event.id)).xpath("//dl[@class='facts'][1]//span[contains(@class, 'chip')]"))[0]
        == "عقوبة"
    )
    assert (
        words(page(site, address("en", event.id)).xpath("//dl[@class='facts'][1]//span[contains(@class, 'chip')]"))[0]
        == "Sanction"
    )


def test_a_step_has_rule_passage_article_and_bytes(site: TestClient) -> None:
    report = sample().reports(limit=1).rows[0]
    (step,) = sample().why(report.id).steps
    assert step.passage is not None
    (shown,) = page(site, address("ar", report.id)).xpath("//ol[@class='steps']/li")
    assert shown.xpath(".//*[@lang='en' and @dir='ltr']/text()")[0] == step.says
    (quoted,) = shown.xpath(".//blockquote[@dir='rtl' and @lang='ar']")
    assert quoted.xpath("./mark")[0].text_content() == step.passage.words
    assert step.passage.before in quoted.text_content()
    places = shown.xpath(".//a/@href")
    assert f"/ar/articles/{report.article}#r-e1" in places
    assert f"/ar/articles/{report.article}/bytes" in places
    assert f"sha256:{step.digest}" in words(shown.xpath(".//bdi"))
    assert site.get(f"/ar/articles/{report.article}").text.count('id="r-e1"') == 1


def test_an_event_lists_its_reports_and_a_quotation_its_statements(site: TestClient) -> None:
    for kind, below in (("event", "reports"), ("quotation", "statements")):
        id_ = RECORDS[kind](sample())
        told = getattr(next(r for r in getattr(sample(), f"{kind}s")().rows if r.id == id_), below)
        links = page(site, address("en", id_)).xpath("//ol[@class='steps']//a/@href")
        assert all(address("en", record) in links for record in told)


def test_a_naming_leads_to_the_characters_in_its_article(site: TestClient) -> None:
    id_ = RECORDS["naming"](sample())
    step = sample().why(id_).steps[0]
    assert step.passage is not None
    span = step.passage.span
    links = page(site, address("ar", id_)).xpath("//ol[@class='steps']//a/@href")
    assert f"/ar/articles/{id_.partition('/')[0]}#char={span.start},{span.end}" in links


@pytest.mark.parametrize("id_", ["event-000000000000", "nobody", "unnamed/nothing/here", "0123456789abcdef.e0", "<b>x"])
@pytest.mark.parametrize(
    ("lang", "title"), [("ar", "لا شيء في السجل بهذا المعرّف"), ("en", "The ledger has nothing of this id")]
)
def test_an_unknown_id_is_not_found(site: TestClient, id_: str, lang: str, title: str) -> None:
    tree = page(site, address(lang, id_), 404)
    assert words(tree.xpath("//h1")) == [title]
    assert words(tree.xpath("//p[@role='alert']")) == [id_]


def test_a_judgement_names_its_verdict_and_the_other() -> None:
    assert judged(Step(record="a/1", kind="judged same as found/سامي-الدرة")) == ("same", "found/سامي-الدرة")
    assert judged(Step(record="a/1", kind="naming")) is None


def test_judgements_are_on_the_page(site: TestClient) -> None:
    ids = (row.id for row in sample().actors().rows if row.id.startswith("found/"))
    id_ = next(i for i in ids if any(judged(step) for step in sample().why(i).steps))
    step = next(step for step in sample().why(id_).steps if judged(step))
    verdict = judged(step)
    assert verdict is not None
    shown = page(site, address("en", id_)).xpath("//ol[@class='steps']//h3/a/@href")
    assert f"/en/actors/{quote(verdict[1], safe='')}" in shown


def test_decisions_are_on_the_page(tmp_path: Path) -> None:
    sample()
    shutil.copytree(SAMPLE, tmp_path / "own")
    desk = open_desk(tmp_path / "own")
    id_ = RECORDS["event"](desk)
    desk.review("accept", id_, because="قرأت النص <كله>", by="سعاد")
    tree = page(browser(desk), address("ar", id_))
    (decided,) = words(tree.xpath("//section[@aria-labelledby='decisions-title']//li"))
    assert "سعاد: accept" in decided
    assert decided.endswith("قرأت النص <كله>")
    desk.ledger.close()


def test_it_looks_back(site: TestClient) -> None:
    id_ = RECORDS["event"](sample())
    page(site, f"{address('en', id_)}?as_known_on=2001-01-01", 404)
    assert "As known on 1 January 2099" in site.get(f"{address('en', id_)}?as_known_on=2099-01-01").text


@pytest.mark.parametrize("kind", ["event", "statement", "quotation", "disagreement"])
def test_links_lead_to_pages_that_exist(site: TestClient, kind: str) -> None:
    tree = page(site, address("ar", RECORDS[kind](sample())))
    links = {str(link).partition("#")[0] for link in tree.xpath("//main//a/@href")}
    ours = [link for link in links if link.startswith(("/ar/articles", "/ar/actors", "/ar/why", "/ar/stories"))]
    assert len(ours) > 1
    for link in ours:
        assert site.get(link).status_code == 200, link


def test_hostile_text_is_escaped_and_its_turning_shown(hostile_site: TestClient) -> None:
    for said in hostile().statements().rows:
        text = hostile_site.get(address("ar", said.id)).text
        assert "\x1b" not in text
        assert TURNED not in text


def test_html_is_a_tree_without_repeated_ids(site: TestClient) -> None:
    for kind in RECORDS:
        ids = html.fromstring(site.get(address("en", RECORDS[kind](sample()))).text).xpath("//@id")
        assert len(ids) == len(set(ids))
