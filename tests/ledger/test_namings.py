"""Who was named before a day: counted, and read in the order of judging, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marsad.flow import add
from marsad.ledger import Ledger, tables
from marsad.ledger.named import all_namings
from marsad.ledger.namings import Named, NamingsBefore, replace_namings
from marsad.model import Record
from marsad.model.woven import Naming

DAYS = tuple(f"2020-03-0{day}" for day in range(1, 5))
MOMENT = "2021-01-01T09:00:00.000000Z"


@pytest.fixture
def articles(ledger: Ledger) -> list[str]:
    """Four articles, of which the first two came in last, and the last is of the day that is asked for."""
    for day in (*DAYS[2:], *DAYS[:2]):
        list(add(ledger, [Record(source="s", text=f"وصل الوفد إلى تونس في {day}", given_id=day, published=day)]))
    with ledger.reading() as connection:
        found = list(connection.scalars(select(tables.article.c.id).order_by(tables.article.c.day)))
    with ledger.writing() as connection:
        rows = [
            named(found[k], DAYS[k], local, actor, names)
            for k, local, actor, names in (
                (2, "found/ب", "found/ا", ("ب",)), (2, "found/ا", "found/ا", ("ا",)), (0, "found/ا", "found/ا", ("ا",)),
                (1, "LY", "LY", ("ليبيا",)), (2, "found/ليبيا", "LY", ("ليبيا",)), (3, "found/ا", "found/ا", ("ا",)),
                (0, "LY", "LY", ("ليبيا",)),
            )
        ]  # fmt: skip
        replace_namings(connection, found, rows, [], MOMENT)
        replace_namings(connection, found[1:2], [named(found[1], DAYS[1], "LY", "LY", ("ليبيا", "البلاد"))], [], MOMENT)
    return found


def named(article: str, day: str, local: str, actor: str, names: tuple[str, ...] = ("ليبيا",)) -> Named:
    found = Naming(id=f"{article}/{local}", article=article, local=local, name=names[0], day=day, names=names)
    return Named(found, actor, 1)


def ids(articles: list[str], *places: tuple[int, str]) -> list[str]:
    return [f"{articles[k]}/{local}" for k, local in places]


def test_namings_before_a_day(ledger: Ledger, articles: list[str]) -> None:
    with ledger.reading() as connection:
        before = NamingsBefore(connection, "2020-03-04")
        assert before.counts() == {"found/ا": 3, "LY": 3}
        assert [n.id for n in before.of(["found/ا"])] == ids(articles, (0, "found/ا"), (2, "found/ا"), (2, "found/ب"))
        assert [n.id for n in before.latest(["LY"])] == ids(articles, (2, "found/ليبيا"), (1, "LY"), (0, "LY"))
        assert [n.id for n, _ in before.called([])] == ids(articles, (0, "found/ا"), (2, "found/ب"))
        called = [n.id for n, actor in before.called(["LY"]) if actor == "LY"]
        assert called == ids(articles, (0, "LY"), (1, "LY"), (2, "found/ليبيا"))
        asked = ids(articles, (1, "LY"), (1, "XX"), (3, "found/ا"))
        assert before.actors([*asked, "haftar-khalifa", "found/ا"]) == {asked[0]: "LY"}


def test_many_namings_are_read_some_at_a_time(ledger: Ledger, articles: list[str]) -> None:
    with ledger.writing() as connection:
        rows = [named(articles[0], DAYS[0], f"found/{k:02}", "LY") for k in range(50)]
        replace_namings(connection, articles[:1], rows, [], MOMENT)
    with ledger.reading() as connection:
        latest = [n.local for n in NamingsBefore(connection, "2020-03-02").latest(["LY"])]
    assert latest == [f"found/{k:02}" for k in reversed(range(50))]


def test_nothing_before_the_first_day(ledger: Ledger, articles: list[str]) -> None:
    with ledger.reading() as connection:
        before = NamingsBefore(connection, "2020-03-01")
        assert (dict(before.counts()), list(before.called([])), list(before.latest(["LY"]))) == ({}, [], [])


def test_an_actor_of_two_names_is_counted_in_an_article_once(ledger: Ledger, articles: list[str]) -> None:
    with ledger.reading() as connection:
        found = all_namings(connection)
        rows, total = found.counted(None)
        assert (total, [(row.actor, row.articles, row.mentions) for row in rows]) == (
            2,
            [("LY", 3, 3), ("found/ا", 3, 4)],
        )
        assert found.counted(articles[2:3])[0][1].mentions == 2
        assert found.of("found/ا") == [(DAYS[0], 1, 1), (DAYS[2], 1, 2), (DAYS[3], 1, 1)]
        assert found.of("nobody") == []
