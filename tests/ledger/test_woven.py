"""Derived rows: written where something changed, left where nothing did, closed where they no longer hold."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select

from marsad.ledger import Ledger, docs, tables
from marsad.ledger.woven import Doc, by_id, linked, live, parts, put, replace
from marsad.model.span import Span
from marsad.model.woven import Disagreement, Side

FIRST, SECOND, THIRD = (f"2021-01-0{day}T09:00:00.000000Z" for day in (1, 2, 3))


def doc(
    id_: str, data: str = "one", *, day: str = "2020-01-01", links: Sequence[tuple[str, str]] = (("article", "a1"),)
) -> Doc:
    return Doc("event", id_, day, "AGREE", 0.5, data.encode(), tuple(links))


def stand(ledger: Ledger, moment: str, *docs: Doc, ids: Sequence[str] = ("e1", "e2")) -> int:
    """Lets docs stand for the live rows of `ids`."""
    with ledger.writing() as connection:
        return replace(connection, by_id(connection, ids), docs, moment)


def held(ledger: Ledger, known_on: str | None = None) -> dict[str, str]:
    w = tables.woven.c
    with ledger.reading() as connection:
        rows = connection.execute(select(w.id, w.data).where(live(tables.woven, known_on))).all()
    return {row.id: row.data.decode() for row in rows}


def targets(ledger: Ledger, role: str, *names: str) -> set[str]:
    with ledger.reading() as connection:
        return {id_ for _, id_ in linked(connection, role, names)}


def test_what_is_the_same_is_not_written(ledger: Ledger) -> None:
    assert stand(ledger, FIRST, doc("e1"), doc("e2")) == 2
    assert stand(ledger, SECOND, doc("e2"), doc("e1", links=[("article", "a1"), ("article", "a1")])) == 0
    with ledger.reading() as connection:
        assert set(connection.scalars(select(tables.woven.c.since))) == {FIRST}


@pytest.mark.parametrize(
    "changed",
    [doc("e1", "two"), doc("e1", day="2020-01-02"), doc("e1", links=[("article", "a2")]), doc("e1", links=[("story", "a1")]), doc("e1", links=[])],
)  # fmt: skip
def test_another_text_day_or_link_is_written_anew(ledger: Ledger, changed: Doc) -> None:
    """A statement that moves to another story says the same and is found by another link."""
    stand(ledger, FIRST, doc("e1"))
    assert stand(ledger, SECOND, changed) == 1
    with ledger.reading() as connection:
        (row,) = connection.execute(select(tables.woven).where(live(tables.woven)))
        of_row = select(tables.link.c.role, tables.link.c.target).where(tables.link.c.woven == row.seq)
        links = {tuple(link) for link in connection.execute(of_row)}
    assert (row.data, row.day, links) == (changed.data, changed.day, set(changed.links))
    assert held(ledger, FIRST) == {"e1": "one"}


def test_what_is_not_given_again_is_closed_and_known_before(ledger: Ledger) -> None:
    stand(ledger, FIRST, doc("e1"), doc("e2"))
    stand(ledger, SECOND, doc("e2"))
    stand(ledger, THIRD, doc("e1", "three"), doc("e2"))
    assert [held(ledger, at) for at in (FIRST, SECOND, THIRD)] == [
        {"e1": "one", "e2": "one"},
        {"e2": "one"},
        {"e1": "three", "e2": "one"},
    ]
    assert held(ledger, "2020-12-31T23:59:59.999999Z") == {}
    assert held(ledger) == {"e1": "three", "e2": "one"}


def test_what_held_for_no_time_leaves_nothing_behind(ledger: Ledger) -> None:
    """Its number may be given again: links that stayed would lead to another record."""
    stand(ledger, FIRST, doc("e1", links=[("article", "gone"), ("actor", "x")]))
    stand(ledger, FIRST)
    with ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.link)) == 0
    stand(ledger, SECOND, doc("e2", links=[("article", "a9")]))
    assert targets(ledger, "article", "gone") == set()
    assert targets(ledger, "article", "a9") == {"e2"}


def test_links_are_of_a_role_and_of_live_rows(ledger: Ledger) -> None:
    stand(ledger, FIRST, doc("e1", links=[("article", "a1"), ("actor", "a2")]), doc("e2", links=[("article", "a2")]))
    assert targets(ledger, "article", "a1", "a2") == {"e1", "e2"}
    assert targets(ledger, "actor", "a1", "a2") == {"e1"}
    stand(ledger, SECOND, doc("e2", links=[("article", "a2")]))
    assert targets(ledger, "article", "a1", "a2") == {"e2"}
    assert targets(ledger, "article") == set()


def test_more_ids_than_one_query_takes(ledger: Ledger) -> None:
    ids = [f"e{n}" for n in range(1_203)]
    assert stand(ledger, FIRST, *map(doc, ids), ids=ids) == 1_203
    assert stand(ledger, SECOND, *map(doc, ids[:700]), ids=ids) == 0
    assert len(held(ledger)) == 700
    assert len(held(ledger, FIRST)) == 1_203
    assert [len(part) for part in parts(ids)] == [500, 500, 203]


def test_rows_are_put_as_they_are(ledger: Ledger) -> None:
    """`left` and `right` are words of SQL; signs of either database's parameters are text."""
    columns = ("seq", "article", "left", "right", "verdict", "rule", "score", "because", "by", "since")
    rows = [(n, "a", f"a/{n}", "b?", "same", "%s", 0.5, "قيل: 'نعم' :x", "marsad", FIRST) for n in (1, 2)]
    with ledger.writing() as connection:
        put(connection, tables.judgement, columns, rows)
        put(connection, tables.judgement, columns, [])
    c = tables.judgement.c
    with ledger.reading() as connection:
        found = connection.execute(select(*(c[name] for name in columns), c.ended).order_by(c.seq)).all()
    assert [tuple(row) for row in found] == [(*row, None) for row in rows]


@pytest.mark.parametrize(
    ("day", "kept"), [("2020-05", "2020-05-01"), ("2020", "2020-01-01"), ("2020-05-28", "2020-05-28")]
)
def test_a_disagreement_about_what_happened_in_a_month_stands_on_its_first_day(day: str, kept: str) -> None:
    """A coarser day would neither sort nor answer to filters, and a page that ends with it could not be gone on from."""
    side = Side(value="4", records=("a.e0",), publishers=(), article="a", evidence=Span(0, 1))
    dispute = Disagreement(
        id="dispute-1", about="event-1", matter="number", left=side, right=side, rule="toll", confidence=0.9
    )
    assert docs.disagreement(dispute, day=day, stories=(), parties=()).day == kept
