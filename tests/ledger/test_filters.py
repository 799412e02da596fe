"""Filters of a search: what an article's own row decides, what is derived of it, which version of a page is current."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from marsad import plover
from marsad.flow import add
from marsad.ledger import Ledger, filters, standing, tables
from marsad.ledger import fulltext as module
from marsad.ledger.borne import bearing
from marsad.ledger.woven import Doc, replace
from tests.ledger.searching import ask, names, opened, searched


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The ledger of all pages, on each database."""
    yield from opened(request, tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(
    ("typed", "wanted", "found"),
    [
        ("وزير", {"source": "صوت الميناء"}, {"minister"}),
        ("وزير", {"source": "لا أحد"}, set()),
        ("وزير", {"since": "2020-08-01"}, {"minister", "lavrov"}),
        ("وزير", {"since": "2020-08-02"}, {"lavrov"}),
        ("وزير", {"until": "2020-08-01"}, {"minister"}),
        ("وزير", {"until": "2020-07-31"}, set()),
        ("وزير", {"since": "2020-10-04", "until": "2020-10-04"}, {"lavrov"}),
        ("وزير", {"known_on": "2022-01-02"}, {"minister", "lavrov"}),
        ("وزير", {"known_on": "2022-01-01"}, set()),
    ],
)
def test_filters_on_the_article(desk: Ledger, typed: str, wanted: dict[str, Any], found: set[str]) -> None:
    hits = ask(desk, typed, **wanted)
    assert set(names(hits)) == found
    assert found or "filter" in hits.because


WORDS = "قال OR وصل OR نشرت OR استقبل OR عقد"
DERIVED: list[tuple[dict[str, Any], set[str]]] = [
    ({"actor": "haftar-khalifa"}, {"latin", "arabic"}),
    ({"party": "haftar-khalifa", "issue": "ceasefire"}, {"arabic"}),
    ({"issue": "ceasefire"}, {"withdraw", "arabic"}),
    ({"issue": "talks"}, set()),  # closed
    ({"issue": "talks", "known_on": "2022-01-05"}, {"visit"}),
    ({"place": "tripoli"}, {"visit"}),
    ({"type": "CONSULT"}, {"visit", "council"}),
    ({"quad": "verbal_cooperation"}, {"visit", "council"}),
    ({"quad": "material_conflict"}, set()),
    ({"story": "story-1"}, {"withdraw", "visit"}),
    ({"place": "tripoli", "issue": "ceasefire"}, set()),
    ({"type": "CONSULT", "source": "منبر الجبل"}, {"council"}),
]


@pytest.fixture(scope="module")
def woven(desk: Ledger) -> Ledger:
    """The ledger with derived records, recorded on 3 January; on 7 January one of them no longer held."""
    with desk.writing() as connection:
        rows = connection.execute(select(tables.article.c.url, tables.article.c.id))
        ids = {url.rpartition("/")[2]: id_ for url, id_ in rows}

        def doc(kind: str, number: str, of: tuple[str, ...], type_: str | None = None, **links: str) -> Doc:
            found = (*(("article", ids[name]) for name in of), *links.items())
            return Doc(kind, number, "2020-07-01", type_, 0.8, b"{}", found)

        before = [
            doc("statement", "s1", ("withdraw",), "says", issue="ceasefire"),
            doc("statement", "s2", ("arabic",), "says", issue="ceasefire"),
            doc("report", "r1", ("visit",), "CONSULT", place="tripoli"),
            doc("report", "r2", ("council",), "CONSULT"),
            doc("event", "e1", ("withdraw",), "CONSULT"),  # an event's own link is no statement or report
            doc("story", "story-1", ("withdraw", "visit")),
        ]
        closed = doc("statement", "s3", ("visit",), "says", issue="talks")
        replace(connection, {}, [*before, closed], "2022-01-03T00:00:00.000000Z")
        number = connection.scalar(select(tables.woven.c.seq).where(tables.woven.c.id == "s3")) or 0
        replace(connection, {("statement", "s3"): (number, b"{}")}, [], "2022-01-07T00:00:00.000000Z")
        naming = {
            "local": "haftar-khalifa", "actor": "haftar-khalifa", "day": "2020-07-02", "mentions": 1, "data": b"{}",
            "since": "2022-01-03T00:00:00.000000Z",
        }  # fmt: skip
        ended = {"visit": "2022-01-04T00:00:00.000000Z"}
        connection.execute(
            insert(tables.naming),
            [
                naming | {"seq": n, "article": ids[name], "ended": ended.get(name)}
                for n, name in enumerate(("latin", "arabic", "visit"), 1)
            ],
        )
    return desk


@pytest.mark.parametrize("bounds", [(1_000, 1_000), (0, 1_000), (0, 0)], ids=["ranked", "by sets", "one by one"])
@pytest.mark.parametrize(("wanted", "found"), DERIVED, ids=lambda v: "-".join(map(str, v)))
def test_filters_on_what_is_derived(
    woven: Ledger, wanted: dict[str, Any], found: set[str], bounds: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MANY", bounds[0])
    monkeypatch.setattr(module, "FEW", bounds[1])
    hits = ask(woven, WORDS, **wanted)
    assert set(names(hits)) == found
    assert hits.order == ("relevance" if bounds[0] else "newest")


@pytest.mark.parametrize(
    "more", [{}, {"since": "2020-07-02"}, {"until": "2020-07-01"}, {"min_confidence": 0.9}], ids=str
)
@pytest.mark.parametrize("wanted", [wanted for wanted, _ in DERIVED], ids=str)
def test_memory_and_database_say_the_same(woven: Ledger, wanted: dict[str, Any], more: dict[str, Any]) -> None:
    asked = filters.Filter(**wanted, **more)
    with woven.reading() as connection:
        a = tables.article.c
        of = [which.borne for which in filters.bearers(asked)]
        of += [a.publisher == asked.source] if asked.source else []
        of += [a.day >= asked.since] if asked.since else []
        of += [a.day <= asked.until] if asked.until else []
        every = connection.scalars(select(a.id).where(*of).order_by(a.day.desc(), a.id)).all()
        assert bearing(connection, asked).ids == every


@pytest.mark.parametrize(
    ("kind", "wanted", "found"),
    [
        ("statement", {"issue": "ceasefire"}, ["s1", "s2"]),
        ("statement", {"issue": "ceasefire", "since": "2020-07-02"}, []),
        ("statement", {"issue": "talks"}, []),
        ("statement", {"issue": "talks", "known_on": "2022-01-05"}, ["s3"]),
        ("report", {"type": "CONSULT", "place": "tripoli"}, ["r1"]),
        ("event", {"place": "tripoli"}, []),
        ("story", {"issue": "ceasefire"}, []),
    ],
)
def test_records_that_answer(
    woven: Ledger, kind: str, wanted: dict[str, Any], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for many in (0, 10**9):  # looked up, gone through
        monkeypatch.setattr(standing, "_MANY", many)
        with woven.reading() as connection:
            assert [row.id for row in standing.page(connection, kind, filters.Filter(**wanted)).rows] == found


def test_what_records_of_a_span_lead_to(woven: Ledger) -> None:
    with woven.reading() as connection:
        asked = (connection, ("statement", "report"))
        issues, places = ("ceasefire", "talks", "oil"), ("tripoli", "sebha")
        assert standing.touched(*asked, filters.Filter(until="2020-07-01"), "issue", issues) == {"ceasefire"}
        assert standing.touched(*asked, filters.Filter(until="2020-07-01"), "place", places) == {"tripoli"}
        assert standing.touched(*asked, filters.Filter(until="2020-06-30"), "issue", issues) == set()


def test_only_the_current_version_of_a_page_is_found(ledger: Ledger) -> None:
    days = iter(range(1, 20))
    ledger.clock = lambda: datetime(2022, 1, next(days), tzinfo=UTC)
    for told in ("", "التقى السفير رئيس البلدية في مكتبه وناقشا الميزانية.", ""):
        list(add(ledger, [searched("jar", told)], by="tester"))
    assert names(ask(ledger, "زير")) == ["jar"]
    assert names(ask(ledger, "السفير")) == []
    assert names(ask(ledger, "السفير", known_on="2022-01-02")) == ["jar"]
    assert names(ask(ledger, "زير", known_on="2022-01-02")) == []
    assert names(ask(ledger, "زير", known_on="2022-01-01")) == ["jar"]
    assert ask(ledger, "السفير").because == "in no current article that answers to the filter"


def test_the_quad_classes_of_filters_are_those_of_plover() -> None:
    assert {type_: quad for quad, types in filters.QUADS.items() for type_ in types} == {
        t: plover.quad_of(t) for t in plover.TYPES
    }
