"""The pages of actors: list, network, one actor; names that lead to somebody, to several, to nobody."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from lxml import html
from starlette.testclient import TestClient

from marsad.views.answers import OfficeRow
from marsad.views.web.actors import career
from tests.views.ledger_fixture import TURNED, hostile, sample

OURS = ("actors", "why", "articles", "stories", "statements", "events", "positions")


def page(site: TestClient, path: str, status: int = 200) -> html.HtmlElement:
    """A page as a tree; its status is checked."""
    response = site.get(path, follow_redirects=False)
    assert response.status_code == status, response.text[:300]
    return html.fromstring(response.text)


def words(found: list[html.HtmlElement]) -> list[str]:
    """The text of elements."""
    return [" ".join(element.text_content().split()) for element in found]


def office(name: str, since: str | None, until: str | None) -> OfficeRow:
    return OfficeRow(office=name, of="LY", title_ar=None, since=since, until=until)


@pytest.mark.parametrize(("lang", "name", "second"), [("ar", "ليبيا", "Libya"), ("en", "Libya", "ليبيا")])
def test_the_list_begins_with_the_one_in_most_articles(site: TestClient, lang: str, name: str, second: str) -> None:
    tree = page(site, f"/{lang}/actors")
    first = tree.xpath("//tbody/tr[1]/td")
    best = sample().actors(limit=1).rows[0]
    assert words(first[0].xpath("./a")) == [name]
    assert words(first[0].xpath(".//small")) == [second]
    assert words(first[2:4]) == [str(best.articles), str(best.mentions)]


def test_the_list_takes_filters_and_says_what_is_wrong_with_one(site: TestClient) -> None:
    total = sample().actors().total
    fewer = sample().actors(until="2019-11-30").total
    assert 0 < fewer < total
    assert f"{fewer}" in words(page(site, "/en/actors?to=2019-11-30").xpath("//p[@class='pager']"))[0]
    tree = page(site, "/en/actors?from=yesterday", 400)
    assert "from='yesterday'" in words(tree.xpath("//p[@role='alert']"))[0]


def test_more_rows_are_shown_on_asking(site: TestClient) -> None:
    assert len(page(site, "/ar/actors").xpath("//tbody/tr")) == 100
    (more,) = page(site, "/ar/actors").xpath("//section[@id='results']//a[contains(@href, 'rows=')]/@href")
    assert len(page(site, more).xpath("//tbody/tr")) == sample().actors().total > 100


@pytest.mark.parametrize("name", ["حفتر", "خليفه حفتر", "Khalifa Haftar", "haftar-khalifa"])
def test_any_spelling_leads_to_the_actor(site: TestClient, name: str) -> None:
    response = site.get("/ar/actors", params={"name": name}, follow_redirects=False)
    assert response.status_code == 303
    assert unquote(response.headers["location"]).startswith("/ar/actors/haftar-khalifa?for=")
    shown = page(site, response.headers["location"])
    assert words(shown.xpath("//h1")) == ["خليفة حفتر"]
    (others,) = shown.xpath("//a[contains(@href, 'near=')]/@href")
    assert "haftar-khalifa" in words(page(site, others).xpath("//tbody/tr/td[last()]"))


def test_a_name_in_the_place_of_an_id_leads_to_the_id(site: TestClient) -> None:
    response = site.get(
        f"/en/actors/{quote('خليفة حفتر')}", params={"as_known_on": "2030-01-01"}, follow_redirects=False
    )
    assert response.status_code == 303
    assert response.headers["location"].startswith("/en/actors/haftar-khalifa?")
    assert "as_known_on=2030-01-01" in response.headers["location"]


@pytest.mark.parametrize(
    ("path", "status"), [("/ar/actors?name=قققققق", 400), ("/ar/actors/قققققق", 404), ("/ar/actors/found/قققققق", 404)]
)
def test_a_name_that_means_nobody_is_a_page_that_says_what_to_do(site: TestClient, path: str, status: int) -> None:
    tree = page(site, path, status)
    assert words(tree.xpath("//h1")) == ["أي طرف؟"]
    assert len(tree.xpath("//p[@role='alert']")) == 1
    assert tree.xpath("//main//a[starts-with(@href, '/ar/search?q=')]")
    assert tree.xpath("//input[@name='name']")


def test_a_name_that_may_mean_several_offers_them(site: TestClient) -> None:
    found = sample().candidates("عبد الهادي")
    tree = page(site, f"/ar/actors?near={quote('عبد الهادي')}")
    offered = [unquote(link).removeprefix("/ar/actors/") for link in tree.xpath("//tbody/tr/td[1]/a/@href")]
    assert offered == [row.id for row in found.rows]
    assert len(offered) > 1
    assert [row.score for row in found.rows] == sorted((row.score for row in found.rows), reverse=True)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_network_is_in_its_tables(site: TestClient, lang: str) -> None:
    tree = page(site, f"/{lang}/actors?view=network")
    net = sample().network()
    (figure,) = tree.xpath("//figure[@data-chart='network']")
    edges = figure.xpath(".//table[@class='edges']/tbody/tr")
    assert [(*row.xpath("./td/@data-value"),)[:2] for row in edges] == [(e.source, e.target) for e in net.edges]
    assert [row.xpath("./td/@data-value")[0] for row in figure.xpath(".//table[@class='nodes']/tbody/tr")] == [
        node.id for node in net.nodes
    ]
    assert all(len(row.xpath(".//a[@data-edge]")) == 1 for row in edges)  # where a click on the arrow leads
    assert "29" in words(figure.xpath("./figcaption/small"))[0]


def test_an_edge_leads_to_its_events_and_keeps_the_filter(site: TestClient) -> None:
    tree = page(site, "/en/actors?view=network&from=2020-01-01&party=TR")
    rows = tree.xpath("//table[@class='edges']/tbody/tr")
    assert rows
    row = next(row for row in rows if row.xpath("./td[3]/a"))
    (link,) = row.xpath("./td[3]/a/@href")
    assert "from=2020-01-01" in link
    listed = page(site, link).xpath("//section[@id='results']//tbody/tr")
    assert len(listed) >= int(words(row.xpath("./td[3]"))[0])


def test_a_filter_that_nothing_answers_to_is_said_so(site: TestClient) -> None:
    assert page(site, "/ar/actors?view=network&from=2031-01-01").xpath("//p[@class='empty']")
    assert page(site, "/ar/actors?from=2031-01-01").xpath("//p[@class='empty']")


@pytest.mark.parametrize(("lang", "name"), [("ar", "تركيا"), ("en", "Turkey")])
def test_the_page_of_an_actor_has_the_numbers_of_the_ledger(site: TestClient, lang: str, name: str) -> None:
    tree = page(site, f"/{lang}/actors/TR")
    card = sample().actor("TR")
    assert words(tree.xpath("//h1")) == [name]
    assert words(tree.xpath("//dl[@class='figures']//dd")) == [
        str(n) for n in (card.articles, card.mentions, card.statements, card.events)
    ]
    assert str(card.wikidata) in words(tree.xpath("//dl[@class='facts']/dd"))
    assert words(tree.xpath("//ul[@class='counted']/li/bdi"))[0] == card.spellings[0][0]


def test_positions_dealings_and_time_are_on_the_page(site: TestClient) -> None:
    found = sample().profile("TR")
    tree = page(site, "/en/actors/TR")
    assert {row.issue for row in found.positions.rows} == {"talks"}
    cells = tree.xpath("//a[contains(@href, 'cell=')]/@href")
    assert len(cells) == len(found.positions.rows)
    assert all(page(site, cell).xpath("//*[@id='opened']") for cell in cells)
    others = tree.xpath("//table[contains(@class, 'dealings')]/tbody/tr")
    assert len(others) == found.counterparts == len(found.dealings) > 0
    assert found.tally is not None
    rows = tree.xpath("//figure[@data-chart='actor-time']//tbody/tr")
    assert sum(int(words(row.xpath("./td[2]"))[0]) for row in rows) == found.card.articles
    assert sum(int(words(row.xpath("./td[3]"))[0]) for row in rows) == found.card.mentions


def test_a_dealing_counts_both_ways_and_never_with_oneself() -> None:
    found = sample().profile("TR")
    net = sample().network(party="TR", limit=None)
    for dealing in found.dealings:
        assert dealing.other != "TR"
        assert dealing.did == next((e for e in net.edges if (e.source, e.target) == ("TR", dealing.other)), None)
        assert dealing.met == next((e for e in net.edges if (e.source, e.target) == (dealing.other, "TR")), None)
    weights = [sum(e.events + e.statements for e in (d.did, d.met) if e) for d in found.dealings]
    assert weights == sorted(weights, reverse=True)


def test_an_actor_as_known_before_the_ledger_began_has_nothing(site: TestClient) -> None:
    tree = page(site, "/en/actors/TR?as_known_on=2001-01-01")
    assert words(tree.xpath("//dl[@class='figures']//dd")) == ["0"] * 4
    assert tree.xpath("//main//a[contains(@href, 'as_known_on=2001-01-01')]")


def test_an_id_with_slashes_has_its_page(site: TestClient) -> None:
    id_ = next(row.id for row in sample().actors().rows if row.id.startswith("found/"))
    for path in (quote(id_, safe=""), quote(id_)):
        tree = page(site, f"/ar/actors/{path}")
        assert id_ in words(tree.xpath("//dl[@class='facts']/dd"))


def test_who_has_no_name_is_shown_where_he_is_described(site: TestClient) -> None:
    events = sample().events().rows
    id_ = next(a for e in events for a in (*e.actors, *e.recipients) if a.startswith("unnamed/"))
    response = site.get(f"/ar/actors/{quote(id_, safe='')}", follow_redirects=False)
    assert unquote(response.headers["location"]) == f"/ar/why/{id_}"
    assert page(site, response.headers["location"]).xpath("//blockquote/mark")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_links_lead_to_pages_that_exist(site: TestClient, lang: str) -> None:
    for path in (f"/{lang}/actors/TR", f"/{lang}/actors?view=network"):
        links = {str(link).partition("#")[0] for link in page(site, path).xpath("//main//a/@href")}
        ours = sorted(link for link in links if link.startswith(tuple(f"/{lang}/{name}" for name in OURS)))
        assert len(ours) > 10
        for link in ours:
            assert site.get(link).status_code == 200, link


def test_reviewers_may_merge_and_split(site: TestClient) -> None:
    assert page(site, "/ar/actors/TR").xpath("//a[@href='/ar/review?actor=TR']")


def test_hostile_names_are_escaped_and_shut_in(hostile_site: TestClient) -> None:
    id_ = hostile().actors().rows[0].id
    for path in ("/ar/actors", "/en/actors?view=network", f"/ar/actors/{quote(id_, safe='')}"):
        text = hostile_site.get(path).text
        assert "\x1b" not in text
        assert TURNED not in text
    found = hostile_site.get("/ar/actors", params={"name": f"<b>{TURNED}قققق</b>"})
    assert "<b>" + TURNED not in found.text
    assert TURNED not in found.text.split("<main", 1)[1].split('value="', 1)[0]


def test_offices_stand_along_the_years_in_their_order() -> None:
    found = career([office("envoy", "2019-07", "2020"), office("head", "2017-01-01", "2019-06-30")], "2020-08-01")
    assert found is not None
    assert (found.since, found.until) == (2017, 2021)
    assert [held.row.office for held in found.held] == ["head", "envoy"]
    head, envoy = found.held
    assert head.start == 0
    assert head.length == pytest.approx(62.4, abs=0.2)
    assert envoy.start == 62.5
    assert envoy.start + envoy.length == pytest.approx(100)


def test_an_office_still_held_reaches_to_the_end_and_one_without_days_has_no_bar() -> None:
    found = career([office("head", "2015-03", None), office("member", None, None)], "2020-06-19")
    assert found is not None
    lengths = {held.row.office: held.start + held.length for held in found.held}
    assert lengths["head"] == pytest.approx(100)
    assert next(held.length for held in found.held if held.row.office == "member") == 0
    assert career([office("member", None, None)], "2020-06-19") is None
    assert career([], "") is None
