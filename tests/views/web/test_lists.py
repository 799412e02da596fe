"""Today, events, statements, articles, positions, search, briefing: what the sample is known to hold, each filter, each fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.testclient import TestClient

from marsad.views.web import positions
from tests.views.ledger_fixture import sample
from tests.views.web.trees import page, select, words

SHIP = "story-98d6ca1e60d9c938"
AGENCY = "وكالة بحر الوسط"
FAULTS = [("actor=zzqqxx", "zzqqxx"), ("from=2020-02-31", "2020-02-31"), ("from=yesterday", "yesterday"), ("issue=nix", "nix"),
          ("min_confidence=7", "7"), ("from=2021-01-01&to=2020-01-01", "2021-01-01"), ("source=nix", "nix"), ("from=0001-01-01", "0001-01-01"),
          ("to=9999-12-31", "9999-12-31"), ("as_known_on=soon", "soon"), ("type=NIX", "NIX"), ("from=2020-01-01&from=2020-02-01", "from")]  # fmt: skip


def shown(tree: Any) -> str:
    """What the page says of how many rows there are."""
    return words(tree, ".pager")[0]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("list_", ["events", "statements", "articles", "positions", ""])
@pytest.mark.parametrize(("asked", "named"), FAULTS)
def test_a_fault_is_named_beside_its_form(site: TestClient, lang: str, list_: str, asked: str, named: str) -> None:
    tree = page(site, f"/{lang}{'/' if list_ else ''}{list_}?{asked}", 400)
    (said,) = words(tree, "[role=alert]")
    assert named in said
    assert select(tree, "form.filters")


@pytest.mark.parametrize("list_", ["events", "statements", "articles"])
def test_a_list_is_paged_by_its_links_until_all_is_shown(site: TestClient, list_: str) -> None:
    address, rows, pages = f"/en/{list_}?as_known_on=2199-01-01", 0, 0
    while address:
        tree = page(site, address)
        rows, pages = rows + len(select(tree, "tbody tr[data-row]")), pages + 1
        after = select(tree, ".pager a[rel=next]")
        address = after[0].get("href") if after else ""
    total = getattr(sample(), list_)().total
    assert rows == total
    assert pages == -(-total // 50)


@pytest.mark.parametrize("asked", [{"actor": "Haftar"}, {"actor": "خليفة حفتر"}, {"recipient": "LY"}, {"party": "Haftar"}, {"issue": "ceasefire"}, {"type": "ACCUSE"},
                                   {"quad": "material_conflict"}, {"place": "tripoli-libya"}, {"source": AGENCY}, {"story": SHIP},
                                   {"since": "2020-06-01", "until": "2020-06-30"}, {"min_confidence": "0.8"}, {"known_on": "2199-01-01"},
                                   {"known_on": "2001-01-01"}])  # fmt: skip
def test_events_answer_to_each_filter_as_the_desk_does(site: TestClient, asked: dict[str, str]) -> None:
    names = {"since": "from", "until": "to", "known_on": "as_known_on"}
    query = "&".join(f"{names.get(k, k)}={quote(v)}" for k, v in asked.items())
    wanted: dict[str, Any] = asked | (
        {"min_confidence": float(asked["min_confidence"])} if "min_confidence" in asked else {}
    )
    found = sample().events(**wanted)
    tree = page(site, f"/en/events?{query}")
    assert len(select(tree, "tbody tr[data-row]")) == min(found.total, 50)
    if found.total:
        assert shown(tree).startswith(f"{min(found.total, 50)} of {found.total} shown")
        assert [a.get("href") for a in select(tree, "td.sure a")] == [f"/en/why/{e.id}" for e in found.rows[:50]]
    else:
        assert words(tree, ".empty") == ["Nothing matches the filters. Clear filters"]
    for name, value in ((names.get(k, k), v) for k, v in asked.items()):
        assert [*select(tree, f"[name={name}]")[0].xpath(".//option[@selected]/@value | ./@value")] == [value]


@pytest.mark.parametrize(
    ("lang", "kind", "id_", "doers"),
    [
        ("ar", "هجوم", "event-9f11c886d197", "عين زارة، السواني"),
        ("en", "assault", "event-9f11c886d197", "Ain Zara, al Sawani"),
        ("ar", "هجوم", "event-25790c0c9cb6", "قوات خليفة حفتر"),  # told by three copies
    ],
)
def test_an_event_has_its_type_parties_and_status_in_words(
    site: TestClient, lang: str, kind: str, id_: str, doers: str
) -> None:
    tree = page(site, f"/{lang}/events?type=ASSAULT")
    row = next(tr for tr in select(tree, "tbody tr") if select(tr, f'a[href$="{id_}"]'))
    assert words(row, ".chip")[0].casefold() == kind
    assert words(row, "td")[2].casefold() == doers.casefold()
    assert len(select(tree, "tbody tr")) == sample().events(type="ASSAULT").total


def test_a_timeline_counts_what_the_tally_counts(site: TestClient) -> None:
    tally = sample().tally(every="month")
    assert tally
    tree = page(site, "/en/events?view=timeline&every=month")
    figure = select(tree, "figure.chart")[0]
    rows = [words(tr, "td") for tr in select(figure, "tbody tr")]
    assert [(r[0], int(r[1]), int(r[-1])) for r in rows] == [(p.period, p.events, p.articles) for p in tally.periods]
    assert sum(int(r[1]) for r in rows) == 187
    assert words(figure, "figcaption small") == [
        "12 November 2019 – 17 August 2020 · Articles: 29 · Days without articles: 259"
    ]
    assert "Events of other days: 1" in words(figure, ".dim")


def test_a_timeline_of_too_many_periods_is_refused_and_an_unknown_view_is_the_table(site: TestClient) -> None:
    tree = page(site, "/en/events?view=timeline&every=day&from=1800-01-01&to=2199-12-31", 400)
    assert "too many periods" in words(tree, "[role=alert]")[0]
    assert page(site, "/en/events?view=timeline&from=1800-01-01&to=2199-12-31") is not None
    assert select(page(site, "/en/events?view=pie"), "table.stack")
    assert select(page(site, "/en/events?view=series&every=century"), "figure.chart")


def test_the_map_names_places_with_their_events_and_says_what_it_leaves_out(site: TestClient) -> None:
    tree = page(site, "/en/events?view=map")
    found = sample().places()
    rows = [words(tr, "td") for tr in select(tree, "figure tbody tr")]
    assert rows[0][:2] == ["Tripoli", "2"]
    assert len(rows) == len(found.places)
    notes = words(tree, "figure .dim")[0]
    assert "Natural Earth" in notes
    assert f": {found.nowhere + found.unlocated}" in notes
    there = select(tree, "figure tbody a")[0].get("href")
    assert len(select(page(site, there), "tbody tr")) == 2


def test_dyads_have_their_scores_and_lead_to_their_actors(site: TestClient) -> None:
    tree = page(site, "/ar/events?view=series&every=month&actor=EG")
    found = sample().series(every="month", actor="EG")
    rows = [words(tr, "td") for tr in select(tree, "figure tbody tr")]
    assert [(r[0], int(r[3]), r[-1]) for r in rows] == [(s.period, s.events, f"{s.score:+.1f}") for s in found.rows]
    assert select(tree, "figure tbody a")[0].get("href").startswith("/ar/actors/")


@pytest.mark.parametrize(
    ("lang", "who", "nobody"), [("ar", "مارتا هيلستروم", "غير مذكور"), ("en", "مارتا هيلستروم", "not stated")]
)
def test_a_statement_has_its_speaker_words_and_source(site: TestClient, lang: str, who: str, nobody: str) -> None:
    tree = page(site, f"/{lang}/statements?actor={quote(who)}")
    found = sample().statements(actor=who).rows
    rows = select(tree, "tbody tr")
    assert len(rows) == len(found) > 0
    for row, said in zip(rows, found, strict=True):
        assert words(row, "td")[1] == who
        assert words(row, "q.said")[0][:40] == " ".join(said.text.split())[:40]
    assert nobody in words(page(site, f"/{lang}/statements"), "td .dim")


def test_articles_are_listed_newest_first_with_their_versions(site: TestClient) -> None:
    tree = page(site, "/ar/articles")
    found = sample().articles().rows
    assert [a.get("href") for a in select(tree, "td.words a")] == [f"/ar/articles/{a.id}" for a in found]
    assert words(tree, "tbody tr")[0].endswith(f"{found[0].version} / {found[0].of}")
    assert (
        len(select(page(site, f"/ar/articles?source={quote(AGENCY)}"), "tbody tr"))
        == sample().articles(source=AGENCY).total
    )


def test_positions_stand_in_a_matrix_whose_cells_open_their_words(site: TestClient) -> None:
    tree = page(site, "/en/positions?all=1")
    found = sample().positions()
    assert len(select(tree, ".matrix tbody tr")) == len({p.actor for p in found.rows})
    assert len(select(tree, ".matrix thead th")) == 1 + len({p.issue for p in found.rows})
    assert len(select(tree, ".matrix td a")) == found.total
    opened = page(site, "/en/positions?cell=EG%20militias")
    assert words(opened, "#opened-title") == ["Egypt · Militias: for"]
    assert len(select(opened, "#opened ol li")) == len(select(opened, "#opened mark")) == 1
    assert select(opened, "a[data-close]")[0].get("href") == "/en/positions"


@pytest.mark.parametrize("cell", ["zz", "LY%20nix", "%20", "LY%20", "%00"])
def test_a_cell_that_is_none_opens_nothing(site: TestClient, cell: str) -> None:
    assert not select(page(site, f"/ar/positions?cell={cell}"), "#opened")


def test_the_slider_stops_at_the_end_of_each_month_of_the_articles(site: TestClient) -> None:
    days = select(page(site, "/ar/positions"), ".slider")[0].get("data-days").split()
    assert days[0] == "2019-11-30"
    assert days[3] == "2020-02-29"
    assert days[-1] == "2020-08-17"
    assert len(days) == 10
    earlier = page(site, "/ar/positions?to=2020-02-29")
    assert select(earlier, ".slider")[0].get("data-days").split() == days
    assert len(select(earlier, ".matrix td a")) == sample().positions(until="2020-02-29").total


def test_a_matrix_has_the_actors_with_most_evidence_and_counts_the_others() -> None:
    answer = sample().positions()
    shown_ = positions.matrix(answer, ())
    assert len(shown_.actors) == min(positions.ACTORS, len({p.actor for p in answer.rows}))
    assert len(shown_.actors) + shown_.hidden == len(positions.matrix(answer, (), everybody=True).actors)
    weights = [sum(len(p.evidence) for p in answer.rows if p.actor == a) for a in shown_.actors]
    assert weights == sorted(weights, reverse=True)
    assert {c.shade for c in shown_.cells.values()} <= {f"{s}-{n}" for s in ("for", "against") for n in (1, 2, 3)} | {
        "mixed",
        "neutral",
    }


def test_today_shows_the_last_days_with_articles(site: TestClient) -> None:
    now, tree = sample().today(limit=12), page(site, "/en")
    assert words(tree, ".lead") == ["22 June 2020 – 17 August 2020"]
    tally = sample().tally(since=now.since, until=now.until)
    assert tally
    counts = [
        str(n) for n in (tally.articles, tally.events, now.stories.total, now.disagreements.total, now.shifts.total)
    ]
    assert words(tree, ".figures .figure") == counts
    assert [a.get("href") for a in select(tree, "li.story h3 a")] == [f"/en/stories/{s.id}" for s in now.stories.rows]
    for link, list_ in zip(select(tree, ".figures a")[:3], ("articles", "events", "stories"), strict=True):
        total = getattr(sample(), list_)(since=now.since, until=now.until).total
        assert link.text == str(total)
        assert f"of {total} shown" in shown(page(site, link.get("href")))


def test_today_is_narrowed_and_its_numbers_and_links_with_it(site: TestClient) -> None:
    tree = page(site, f"/en?source={quote(AGENCY)}&from=2020-01-01&to=2020-08-31")
    articles, events = select(tree, ".figures a")[:2]
    assert int(articles.text) == sample().articles(source=AGENCY, since="2020-01-01", until="2020-08-31").total
    assert int(events.text) == sample().events(source=AGENCY, since="2020-01-01", until="2020-08-31").total
    assert parse_qs(urlsplit(events.get("href")).query)["source"] == [AGENCY]
    disputed = page(site, "/ar?from=2019-11-01&to=2020-08-31")
    assert (
        int(select(disputed, '.figures a[href="#disputed"]')[0].text)
        == len(select(disputed, 'section[aria-labelledby="disputed"] li[data-row]'))
        == 5
    )


@pytest.mark.parametrize("asked", ["from=2030-01-01", "to=1990-01-01", "from=1999-01-01&to=1999-02-01"])
def test_days_without_articles_are_not_taken_for_an_empty_ledger(site: TestClient, asked: str) -> None:
    tree = page(site, f"/en?{asked}")
    assert "The ledger is empty" not in tree.text_content()
    assert select(tree, "form.filters")


@pytest.mark.parametrize(
    ("query", "least"), [("قوات", 10), ("Haftar", 7), ("وطرابلس", 1), ("2020", 1), ("«ميزانية موحدة»", 1)]
)
def test_the_search_finds_marks_and_counts(site: TestClient, query: str, least: int) -> None:
    tree = page(site, f"/ar/search?q={quote(query)}")
    found = sample().search(query)
    assert found.total >= least
    assert len(select(tree, ".hits li[data-row]")) == min(found.total, 20)
    assert shown(tree).startswith(f"المقالات: {found.total}")
    assert all(select(li, "mark") for li in select(tree, ".hits li[data-row]"))
    assert select(tree, "#q")[0].get("value") == query


def test_a_facet_narrows_to_what_it_counts_and_leads_back(site: TestClient) -> None:
    bare = page(site, "/en/search?q=%D9%82%D9%88%D8%A7%D8%AA")
    (later,) = select(bare, "#facets a")  # in the browser they come by themselves, after the finds
    tree = page(site, later.get("href"))
    for item in select(tree, ".facets li"):
        (link,) = select(item, "a")
        narrowed = page(site, f"{link.get('href')}&narrow=1")
        assert len(select(narrowed, ".hits li[data-row]")) == int(words(item, ".dim")[0])
        assert words(narrowed, ".facets a.chosen")
    back = select(narrowed, ".facets a.chosen")[0].get("href")
    assert len(select(page(site, back), ".hits li[data-row]")) == len(select(tree, ".hits li[data-row]"))


@pytest.mark.parametrize("query", ["%22", "%D9%8B", "a" * 2000, "(((", "*", "AND"])
def test_a_search_for_nothing_is_explained_or_empty(site: TestClient, query: str) -> None:
    answer = site.get(f"/en/search?q={query}")
    assert answer.status_code in (200, 400)
    assert words(page(site, f"/en/search?q={query}", answer.status_code), "[role=alert], .empty")


def test_without_words_the_search_is_a_form(site: TestClient) -> None:
    tree = page(site, "/ar/search?q=%20%20")
    assert select(tree, "form.ask")
    assert not select(tree, ".hits, [role=alert]")


@pytest.mark.parametrize(("lang", "title"), [("ar", "ما جرى"), ("en", "What happened")])
def test_a_briefing_is_read_and_downloaded(whole: TestClient, lang: str, title: str) -> None:
    address = f"/{lang}/briefing?from=2020-06-01&to=2020-08-31&issue=ceasefire"
    tree = page(whole, address)
    assert any(title in heading for heading in words(tree, ".briefing h2"))
    for link in select(tree, ".downloads a"):
        answer = whole.get(link.get("href"))
        assert answer.status_code == 200
        assert parse_qs(urlsplit(link.get("href")).query)["issue"] == ["ceasefire"]
        assert len(answer.content) > 1_000
    for link in select(tree, "nav.contents a"):
        assert select(tree, link.get("href"))


@pytest.mark.parametrize(
    "asked",
    ["from=2020-02-31", "issue=nix", "actor=zzqqxx", "from=2021-01-01&to=2020-01-01", "from=0001-01-01&to=9999-12-31"],
)
def test_a_briefing_of_what_cannot_be_is_explained(site: TestClient, asked: str) -> None:
    assert words(page(site, f"/ar/briefing?{asked}", 400), "[role=alert]")
