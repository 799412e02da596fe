"""A resolver that takes up the past all at once is one that went through it, and reads little of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.model.woven import Judgement, Naming
from marsad.resolve.actors import Actors
from marsad.resolve.knowledge import Knowledge, knowledge


@pytest.fixture(scope="module")
def kb() -> Knowledge:
    return knowledge()


def naming(name: str, article: str, day: str = "2019-03-01", **more: object) -> Naming:
    """A naming as the reader gives it, of a person unless `type` says otherwise."""
    local = str(more.pop("local", "found/" + name.replace(" ", "-")))
    return Naming(id=f"{article}/{local}", article=article, local=local, name=name, day=day,
                  **{"type": "PER", "names": (name,), **more})  # type: ignore[arg-type]  # fmt: skip


def decided(left: str, right: str, verdict: str, by: str = "salma") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, rule="decision", score=1.0, by=by)  # type: ignore[arg-type]


class Judged(NamedTuple):
    """Namings judged before, each with its actor: a `Past` that is gone through."""

    rows: Sequence[tuple[Naming, str]]

    def counts(self) -> Mapping[str, int]:
        return Counter(actor for _, actor in self.rows)

    def called(self, others: Collection[str]) -> Iterable[tuple[Naming, str]]:
        ways: dict[tuple[object, ...], tuple[Naming, str]] = {}
        for row, actor in self.rows:
            if actor.startswith("found/") or actor in others:
                ways.setdefault((actor, row.local, row.type, row.name, row.names), (row, actor))
        return ways.values()

    def of(self, actors: Collection[str]) -> Iterable[Naming]:
        return [row for row, actor in self.rows if actor in actors]

    def latest(self, actors: Collection[str]) -> Iterator[Naming]:
        return (row for row, actor in reversed(self.rows) if actor in actors)

    def actors(self, namings: Collection[str]) -> Mapping[str, str]:
        return {row.id: actor for row, actor in self.rows if row.id in namings}


GIVEN, FAMILY = ("سالم", "دانيال", "محمد", "رياك"), ("زونكر", "زونكير", "الطرمال", "علي", "بن ناصر")
PEOPLE = st.builds(
    lambda first, last, article, day, company, country, type_: naming(
        " ".join(filter(None, (first, last))), f"a{article}", f"2019-0{day}-01", company=company, country=country, type=type_
    ),
    st.sampled_from(GIVEN), st.sampled_from(("", *FAMILY)), st.integers(0, 9), st.integers(1, 9),
    st.sampled_from(((), ("LY",), ("LY", "haftar-khalifa"), ("SS", "machar-riek", "juba"))), st.sampled_from((None, "LY", "SS")),
    st.sampled_from(("PER", "PER", "ORG")),
)  # fmt: skip
KNOWN = st.builds(
    lambda name, article, day, company: naming(name, f"a{article}", f"2019-0{day}-02", local="machar-riek", company=company),
    st.sampled_from(("رياك مشار", "رياك", "سالم زونكر")), st.integers(0, 9), st.integers(1, 9),
    st.lists(st.sampled_from(("LY", "SS", "juba", *(f"company-{k}" for k in range(70)))), max_size=40).map(tuple),
)  # fmt: skip
DECIDED = (
    ("a1/found/سالم-زونكر", "a2/found/سالم-زونكير"),
    ("found/دانيال-علي", "machar-riek"),
    ("found/رياك-علي", "found/رياك"),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(PEOPLE | KNOWN, max_size=40, unique_by=lambda n: n.id),
    share=st.floats(0, 1),
    verdicts=st.lists(st.sampled_from(("same", "different", None)), min_size=3, max_size=3),
)
def test_the_past_all_at_once_is_the_past_one_by_one(
    kb: Knowledge, rows: list[Naming], share: float, verdicts: list[str | None]
) -> None:
    decisions = [decided(*pair, verdict) for pair, verdict in zip(DECIDED, verdicts, strict=True) if verdict]
    rows = sorted(rows, key=lambda n: (n.day, n.article, n.local))
    cut = round(share * len(rows))
    before = Actors(kb)  # what stands in the ledger was judged before people decided
    past = Judged([(row, before.add(row)[0]) for row in rows[:cut]])
    single, many = Actors(kb, decisions), Actors(kb, decisions)
    for row, actor in past.rows:
        single.remember(row, actor)
    many.remember_all(past)
    assert [many.add(row) for row in rows[cut:]] == [single.add(row) for row in rows[cut:]]
    for actor in past.counts():
        assert many.known(actor) == single.known(actor)
    assert many.find("زونكر") == single.find("زونكر")


def test_of_a_long_past_little_is_read(kb: Knowledge) -> None:
    """Of an actor that nobody asks for nothing is read, of a known one no more than his latest company."""
    rows = [
        naming("رياك مشار", f"a{k}", local="machar-riek", company=tuple(f"company-{k}-{n}" for n in range(20)))
        for k in range(50)
    ]
    read: list[str] = []

    class Watched(Judged):
        def latest(self, actors: Collection[str]) -> Iterator[Naming]:
            for row in super().latest(actors):
                read.append(row.article)
                yield row

    many = Actors(kb)
    many.remember_all(Watched([(row, "machar-riek") for row in rows]))
    many.add(rows[0])
    assert read == []
    known = many.known("machar-riek")
    assert known
    assert list(known.company)[:40] == [c for k in (48, 49) for c in rows[k].company]
    assert read == ["a49", "a48"]
