"""Events out of reports: what is one event, what is two, and what their record says."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import DataError
from marsad.model.telling import Telling
from marsad.weave.events import WINDOW, Events, merged
from tests.weave.retold import Deed, demo, retold

RAID = Deed("قصف الجيش مستودعا في التلال فجر السبت وقتل ستة حراس", "قصف", actors=("army",), day="2021-02-06")
BLAST = Deed("ستة حراس قتلوا فجر السبت حين قصف مستودع التلال", "قصف", day="2021-02-06")
MEETING = Deed("التقى المبعوث الوزير في المرفأ لبحث الهدنة", "التقى", "CONSULT", ("envoy", "minister"))
SIDES = {"minister": frozenset(("council",))}


def woven(tellings: Sequence[tuple[Telling, str]]) -> dict[str, str]:
    events = Events(SIDES)
    return dict(pair for telling, story in tellings for pair in events.add(telling, story))


def one_event(one: Telling, other: Telling, *, stories: tuple[str, str] = ("s", "s")) -> bool:
    return len(set(woven([(one, stories[0]), (other, stories[1])]).values())) == 1


def test_an_event_is_named_by_its_founder() -> None:
    first, second = retold("a", [RAID]), retold("b", [BLAST])
    found = woven([(first, "s"), (second, "s")])
    assert found["a.e0"] == found["b.e0"]
    assert found["a.e0"].startswith("event-")
    assert len(found["a.e0"]) == len("event-") + 12
    assert found["a.e0"] == woven([(first, "s")])["a.e0"]


def test_the_same_deed_in_other_words_is_one_event_in_a_story_only() -> None:
    assert one_event(retold("a", [RAID]), retold("b", [BLAST]))
    assert not one_event(retold("a", [RAID]), retold("b", [BLAST]), stories=("s", "t"))


def test_a_copied_sentence_is_one_event_across_stories() -> None:
    assert one_event(retold("a", [RAID]), retold("b", [RAID]), stories=("s", "t"))


@pytest.mark.parametrize(
    "other",
    [
        RAID._replace(type="COERCE"),
        RAID._replace(day="2021-02-02"),
        RAID._replace(more={"status": "planned"}),
        MEETING,
    ],
)
def test_other_type_day_or_plan_is_another_event(other: Deed) -> None:
    assert not one_event(retold("a", [RAID]), retold("b", [other]))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(None, "aerial", True), ("aerial", "drone", True), ("abduct", "aerial", False), ("beat", "torture", False)],
)
def test_modes_that_agree(one: str | None, other: str, same: bool) -> None:
    a, b = (retold(name, [RAID._replace(more={"mode": mode})]) for name, mode in (("a", one), ("b", other)))
    assert one_event(a, b) is same


def test_meetings_of_other_people_are_other_meetings() -> None:
    third = MEETING._replace(sentence="التقى المبعوث عمر في المرفأ لبحث الهدنة", actors=("envoy", "omar"))
    assert not one_event(retold("a", [MEETING]), retold("b", [third]))
    turned = MEETING._replace(sentence="التقى الوزير المبعوث في المرفأ لبحث الهدنة", actors=("minister", "envoy"))
    assert one_event(retold("a", [MEETING]), retold("b", [turned]))


def test_who_acts_for_whom_counts_as_near() -> None:
    demand = Deed("طالب الوزير البعثة بفتح الطريق الساحلي فورا", "طالب", "REQUEST", ("minister",), ("mission",))
    state = demand._replace(sentence="طالب المجلس البعثة بفتح الطريق الساحلي", actors=("council",))
    assert one_event(retold("a", [demand]), retold("b", [state]))
    army = demand._replace(sentence="طالب الجيش البعثة بفتح الطريق الساحلي", actors=("army",))
    assert not one_event(retold("a", [demand]), retold("b", [army]))


def test_the_lead_repeats_the_headline() -> None:
    again = RAID._replace(sentence="وجاء قصف الجيش مستودع التلال بعد هدوء دام أسبوعا", trigger="قصف", day=None)
    assert len(set(woven([(retold("a", [RAID, again]), "s")]).values())) == 1


def test_a_blow_and_its_dead_are_one_deed_but_two_demands_are_two() -> None:
    sentence = "قصف أدى إلى مقتل ستة حراس"
    assert len(set(woven([(retold("a", [Deed(sentence, "قصف"), Deed(sentence, "مقتل")]), "s")]).values())) == 1
    sentence = "دعا المبعوث إلى هدنة وحث الجيش على الانسحاب"
    asks = [Deed(sentence, word, "REQUEST", ("envoy",)) for word in ("دعا", "حث")]
    assert len(set(woven([(retold("a", asks), "s")]).values())) == 2


def test_small_steps_do_not_lead_from_one_day_to_the_next() -> None:
    days = [f"2021-02-0{n}" for n in range(3, 8)]
    chain = [(retold(day, [MEETING._replace(day=day)], day=day), "s") for day in days]
    found = woven(chain)
    assert found["2021-02-03.e0"] != found["2021-02-07.e0"]


def test_tellings_further_apart_than_the_window_are_two_events() -> None:
    told = Deed(RAID.sentence, "قصف", actors=("army",))
    assert not one_event(retold("a", [told], day="2021-02-01"), retold("b", [told], day=f"2021-02-{2 + WINDOW:02}"))


def test_memory_is_bounded_by_the_window() -> None:
    events = Events()
    for day in range(1, 29):
        events.add(retold(f"a{day}", [RAID._replace(day=None)], day=f"2021-03-{day:02}"), "s")
    held = [trace for traces in events._by_day.values() for trace in traces]
    assert len(held) == WINDOW + 1
    assert sum(map(len, events._by_story.values())) == sum(map(len, events._by_event.values())) == len(held)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 29), st.integers(0, 5))
def test_weaving_at_once_is_weaving_in_two_runs(cut: int, seed: int) -> None:
    tellings, stories, _ = demo()
    mixed = {article: random.Random(seed).choice((story, "one")) for article, story in stories.items()}  # noqa: S311
    whole = Events(SIDES)
    found = [pair for t in tellings for pair in whole.add(t, mixed[t.article])]
    known, second = dict(found), Events(SIDES)
    for t in tellings[:cut]:
        second.remember(t, known, mixed[t.article])
    again = [pair for t in tellings[cut:] for pair in second.add(t, mixed[t.article])]
    assert again == found[len(found) - len(again) :]


def test_the_demo_merges_copies_and_counts_origins() -> None:
    tellings, stories, roots = demo()
    events = Events()
    found: dict[str, list[str]] = {}
    reports = {r.id: r for t in tellings for r in t.reports}
    for t in tellings:
        for report, event in events.add(t, stories[t.article]):
            found.setdefault(event, []).append(report)
    assert sum(map(len, found.values())) == len(reports)
    told = [merged(key, [reports[r] for r in ids], roots) for key, ids in found.items()]
    copied = [e for e in told if len({reports[r].article for r in e.reports}) > 1]
    assert len(copied) >= 30
    assert sum(e.origins == 1 for e in copied) >= 25


def test_the_record_is_what_most_origins_tell() -> None:
    deeds = [
        RAID._replace(recipients=("mission",), more={"mode": "aerial"}),
        RAID._replace(more={"mode": "aerial", "contexts": ["military"]}),
        RAID._replace(actors=("omar",), day="2021-02-05", more={"mode": "drone"}),
    ]
    reports = [retold(name, [deed]).reports[0] for name, deed in zip("abc", deeds, strict=True)]
    event = merged("event-1", reports, {}, stories=("s", "s"))
    assert (event.type, event.mode, event.quad, event.score) == ("ASSAULT", "aerial", "material_conflict", -9.5)
    assert (event.actors, event.recipients, event.day) == (("army", "omar"), ("mission",), "2021-02-06")
    assert (event.origins, event.stories, event.told) == (3, ("s",), "2021-02-07")
    copied = merged("event-1", reports, {"b": "a", "a": "a"})
    assert copied.origins == 2


def test_an_official_stands_for_whom_he_acts() -> None:
    reports = [
        retold(n, [MEETING._replace(actors=(n2, "envoy"))]).reports[0]
        for n, n2 in (("a", "minister"), ("b", "council"))
    ]
    assert merged("e", reports, {}, sides=SIDES).actors == ("minister", "envoy")


def test_a_day_is_preferred_to_a_month() -> None:
    reports = [
        retold(n, [RAID._replace(day=d)]).reports[0]
        for n, d in (("a", "2021-02"), ("b", "2021-02"), ("c", "2021-02-06"))
    ]
    assert merged("e", reports, {}).day == "2021-02-06"


def test_a_mode_that_plover_has_not_is_refused() -> None:
    with pytest.raises(DataError, match="has no mode 'song'"):
        merged("e", [retold("a", [RAID._replace(more={"mode": "song"})]).reports[0]], {})
