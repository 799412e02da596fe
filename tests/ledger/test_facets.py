"""Facets of a search: what its finds bear, counted in articles; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import insert, select

from marsad.errors import InputError, LedgerError
from marsad.ledger import Ledger, tables
from marsad.ledger import facets as module
from marsad.ledger.facets import Facets, Value, facets
from marsad.ledger.filters import Filter
from marsad.ledger.woven import Doc, replace
from tests.ledger.searching import ask, opened

WORDS = "قال OR وصل OR نشرت OR استقبل OR عقد"
"""Finds the pages withdraw, visit, latin, arabic and council."""
THEN, LATER = "2022-01-03T00:00:00.000000Z", "2022-01-07T00:00:00.000000Z"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The ledger of all pages with some derived records, on each database."""
    for ledger in opened(request, tmp_path_factory.mktemp("desk")):
        with ledger.writing() as connection:
            rows = connection.execute(select(tables.article.c.url, tables.article.c.id))
            ids = {url.rpartition("/")[2]: id_ for url, id_ in rows}

            def doc(kind: str, of: str, type_: str, *links: tuple[str, str]) -> Doc:
                article = ("article", ids[of])  # noqa: B023 - called in this round only
                return Doc(kind, f"{kind}-{of}-{type_}", "2020-07-01", type_, 0.8, b"{}", (article, *links))

            ended = doc("report", "council", "AID", ("place", "sebha"))
            docs = [
                doc("report", "visit", "CONSULT", ("place", "tripoli")),
                doc("report", "visit", "AGREE", ("place", "tripoli"), ("place", "sebha")),
                doc("report", "council", "CONSULT"),
                doc("event", "council", "ASSAULT", ("place", "benghazi")),  # what articles tell is the report
                doc("statement", "withdraw", "say", ("issue", "ceasefire"), ("story", "story-1")),
                doc("statement", "arabic", "say", ("issue", "ceasefire"), ("issue", "talks")),
                doc("report", "jar", "PROTEST", ("place", "tripoli")),  # not among the finds
                ended,
            ]
            replace(connection, {}, docs, THEN)
            number = connection.scalar(select(tables.woven.c.seq).where(tables.woven.c.id == ended.id)) or 0
            replace(connection, {("report", ended.id): (number, b"{}")}, [], LATER)
            named = [
                ("latin", "haftar-khalifa"),
                ("arabic", "haftar-khalifa"),
                ("arabic", "haftar-khalifa"),
                ("visit", "un"),
            ]
            connection.execute(
                insert(tables.naming),
                [
                    {"seq": n, "article": ids[page], "local": f"{actor}-{n}", "actor": actor, "day": "2020-07-02",
                     "mentions": 1, "data": b"{}", "since": THEN, "ended": None}
                    for n, (page, actor) in enumerate(named, 1)
                ],
            )  # fmt: skip
        yield ledger


def told(ledger: Ledger, query: str = WORDS, **wanted: Any) -> Facets:
    with ledger.reading() as connection:
        return facets(connection, query, Filter(**wanted))


def counted(values: tuple[Value, ...]) -> list[tuple[str, int]]:
    return [(one.value, one.articles) for one in values]


def test_each_value_is_counted_in_articles_the_most_frequent_first(desk: Ledger) -> None:
    found = told(desk)
    assert (found.articles, found.exact) == (5, True)
    assert counted(found.source) == [("صوت الميناء", 4), ("منبر الجبل", 1)]
    assert counted(found.type) == [("CONSULT", 2), ("AGREE", 1)]
    assert counted(found.issue) == [("ceasefire", 2), ("talks", 1)]
    assert counted(found.place) == [("sebha", 1), ("tripoli", 1)]
    assert counted(found.actor) == [("haftar-khalifa", 2), ("un", 1)]
    assert counted(found.month) == [("2020-07", 3), ("2020-06", 1), ("2020-09", 1)]


def test_a_facet_says_what_the_search_narrowed_by_it_finds(desk: Ledger) -> None:
    found = told(desk)
    for field in ("source", "type", "issue", "place", "actor"):
        for value, articles in counted(getattr(found, field)):
            narrowed: dict[str, Any] = {field: value}
            assert ask(desk, WORDS, **narrowed).total == articles, narrowed


def test_facets_are_those_of_the_finds_that_answer_to_the_filter(desk: Ledger) -> None:
    found = told(desk, place="tripoli")
    assert found.articles == 1
    assert counted(found.type) == [("AGREE", 1), ("CONSULT", 1)]
    assert counted(found.actor) == [("un", 1)]
    assert found.issue == ()


def test_facets_as_known_on_a_day(desk: Ledger) -> None:
    assert counted(told(desk, known_on="2022-01-05").type) == [("CONSULT", 2), ("AGREE", 1), ("AID", 1)]
    before = told(desk, known_on="2022-01-02")
    assert (before.articles, before.type, before.actor, before.issue) == (5, (), (), ())


def test_records_below_a_confidence_are_not_counted(desk: Ledger) -> None:
    with desk.reading() as connection:
        found = facets(connection, WORDS, Filter(min_confidence=0.9))
    assert (found.articles, found.type, found.issue, found.place) == (5, (), (), ())


def test_of_very_many_finds_the_newest_are_counted(desk: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr("marsad.ledger.fulltext.MANY", 0)
    found = told(desk)
    assert (found.articles, found.exact) == (2, False)
    assert counted(found.month) == [("2020-07", 1), ("2020-09", 1)]


def test_the_rarest_values_are_left_out(desk: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VALUES", 1)
    found = told(desk)
    assert counted(found.actor) == [("haftar-khalifa", 2)]
    assert counted(found.month) == [("2020-07", 3)]


def test_nothing_found_has_no_facets(desk: Ledger) -> None:
    assert told(desk, "زرافة") == Facets(
        source=(), type=(), issue=(), actor=(), place=(), month=(), articles=0, exact=True
    )


def test_what_means_nothing_is_refused(desk: Ledger) -> None:
    with pytest.raises(InputError, match="holds no word"):
        told(desk, "...")
    with pytest.raises(LedgerError, match="is no date"):
        told(desk, known_on="yesterday")
