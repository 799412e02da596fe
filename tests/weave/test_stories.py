"""Stories: which articles belong together, whatever the cut of the run, and how a story is described."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import stories as bench
from marsad.model.reading import Mention, Place, ReadActor, Reader, Reading
from marsad.model.span import Span
from marsad.model.telling import Telling
from marsad.model.woven import Copy
from marsad.weave.likeness import Sketch, sketch
from marsad.weave.stories import WINDOW, Stories, describe

SHIP = (
    "أوقفت فرقاطة أوروبية سفينة الشحن نجمة الشرق قبالة جزيرة كريت وعثرت في حاوياتها على صواريخ مخبأة تحت أكياس الإسمنت"
)
SHIP_AGAIN = "قال قبطان سفينة الشحن نجمة الشرق إن الفرقاطة الأوروبية فتشت حاوياتها قرب كريت ساعات وإن الصواريخ لا تخصه"
SHIP_COURT = "مثل قبطان نجمة الشرق أمام محكمة في كريت بتهمة نقل صواريخ في حاويات الإسمنت التي ضبطتها الفرقاطة الأوروبية"
HARVEST = "توقع مزارعون في الوادي محصولا وفيرا من التمور هذا الخريف بعد أمطار غزيرة أنقذت النخيل من العطش"
TEAM = "تعادل فريق الساحل مع ضيفه الجبل بهدف لهدف في ملعب المدينة أمام جمهور قليل وطرد الحكم المدافع الأيمن"


def told(
    article: str,
    body: str,
    day: str = "2020-05-01",
    *,
    title: str = "",
    publisher: str | None = None,
    actors: Mapping[str, str] | None = None,
) -> Telling:
    text = f"{title}\n{body}" if title else body
    reading = Reading(
        id=article, given_id=None, source="test", text=text, language="ar",
        title=Span(0, len(title)) if title else None, body=[Span(len(text) - len(body), len(text))], lines=[],
        published=None, credits=[], publisher=publisher, url=None, actors={}, mentions=[], statements=[], events=[],
        times=[], places=[], reader=Reader(name="test", version="0", digests={}),
    )  # fmt: skip
    return Telling(article=article, reading=reading, day=day, captured=day, publisher=publisher, actors=actors or {})


def copied(copy: str, original: str, confidence: float = 1.0) -> Copy:
    return Copy(copy=copy, original=original, kind="near", jaccard=0.9, kept=0.9, taken=0.9, direction="day", rule="test",
                confidence=confidence)  # fmt: skip


def test_an_article_alone_is_a_story_of_its_own() -> None:
    stories = Stories()
    assert stories.add(told("a", SHIP)) == "story-a"
    assert stories.add(told("b", HARVEST)) == "story-b"
    assert stories.add(told("c", "")) == "story-c"
    assert stories.add(told("d", "")) == "story-d"


def test_reports_of_one_happening_and_what_follows_are_one_story() -> None:
    stories = Stories()
    found = [
        stories.add(told(article, body, day))
        for article, body, day in (
            ("a", SHIP, "2020-05-01"),
            ("b", TEAM, "2020-05-01"),
            ("c", SHIP_AGAIN, "2020-05-02"),
            ("d", HARVEST, "2020-05-02"),
            ("e", SHIP_COURT, "2020-05-04"),
        )
    ]
    assert found == ["story-a", "story-b", "story-a", "story-d", "story-a"]


def test_the_same_words_long_after_are_another_story() -> None:
    stories = Stories()
    stories.add(told("a", SHIP, "2020-05-01"))
    assert stories.add(told("b", SHIP, "2020-05-29")) == "story-b"
    assert stories.add(told("c", SHIP, "2021-05-29")) == "story-c"


def test_a_copy_joins_its_original_whatever_its_words() -> None:
    stories = Stories()
    stories.add(told("a", SHIP, "2020-05-01"))
    assert stories.add(told("b", HARVEST, "2020-05-02"), [copied("b", "a")]) == "story-a"
    assert stories.add(told("c", TEAM, "2020-05-03"), [copied("b", "a")]) == "story-c"
    assert stories.add(told("d", "خبر قصير", "2020-05-03"), [copied("d", "a", 0.3)]) == "story-d"
    assert stories.add(told("e", "صورة اليوم", "2020-05-03"), [copied("e", "gone")]) == "story-e"


def test_the_surest_original_wins_and_direction_does_not_matter() -> None:
    stories = Stories()
    stories.add(told("a", SHIP))
    stories.add(told("b", HARVEST))
    assert stories.add(told("c", TEAM), [copied("c", "a", 0.7), copied("b", "c", 0.9)]) == "story-b"


def test_a_big_story_needs_more_than_one_article_alike() -> None:
    """The last is half like one article of twenty-five: enough for a story of that article alone, not for the whole."""
    alone, crowded = Stories(), Stories()
    bridge = f"{SHIP} {HARVEST}"
    for stories in (alone, crowded):
        stories.remember(told("bridge", bridge), "big")
    for n in range(24):
        crowded.remember(told(f"t{n}", TEAM), "big")
    assert alone.add(told("new", HARVEST)) == "big"
    assert crowded.add(told("new", HARVEST)) == "story-new"


def test_a_new_version_stays_in_its_story_and_counts_once() -> None:
    stories = Stories()
    stories.add(told("a", SHIP, "2020-05-01"))
    assert stories.add(told("a", SHIP_AGAIN, "2020-05-02")) == "story-a"
    assert stories._sizes == {"story-a": 1}


def test_state_is_that_of_the_window() -> None:
    stories = Stories()
    for n in range(200):
        day = (date(2020, 1, 1) + timedelta(days=n)).isoformat()
        stories.add(told(f"a{n}", (SHIP, HARVEST, TEAM)[n % 3], day))
    assert len(stories._window._held) == WINDOW + 1
    assert sum(stories._sizes.values()) == WINDOW + 1


BODIES = (SHIP, SHIP_AGAIN, SHIP_COURT, HARVEST, TEAM, f"{SHIP} {TEAM}", "خبر", "")


def run(tellings: Sequence[Telling]) -> list[str]:
    stories = Stories()
    return [stories.add(telling) for telling in tellings]


@settings(max_examples=60, deadline=None)
@given(
    bodies=st.lists(st.tuples(st.sampled_from(BODIES), st.integers(0, 12)), min_size=1, max_size=25),
    cut=st.integers(0, 25),
    as_sketch=st.booleans(),
)
def test_a_run_cut_in_two_finds_the_same(bodies: list[tuple[str, int]], cut: int, as_sketch: bool) -> None:
    day, tellings = date(2020, 1, 1), []
    for n, (body, gap) in enumerate(bodies):
        day += timedelta(days=gap)
        tellings.append(told(f"a{n:02}", body, day.isoformat()))
    whole = run(tellings)
    stories, first = Stories(), tellings[:cut]
    start = tellings[min(cut, len(tellings) - 1)].day
    oldest = (date.fromisoformat(start) - timedelta(days=WINDOW)).isoformat()
    for telling, story in zip(first, whole, strict=False):
        if telling.day >= oldest:
            known = msgspec.json.decode(msgspec.json.encode(sketch(telling)), type=Sketch) if as_sketch else telling
            stories.remember(known, story)
    assert [stories.add(telling) for telling in tellings[cut:]] == whole[cut:]


def test_describe() -> None:
    first = told("b", SHIP, "2020-05-01", title="فرقاطة توقف سفينة الشحن نجمة الشرق", publisher="ميناء")
    second = told("a", SHIP, "2020-05-02", title="عاجل", publisher="نخيل")
    third = told("c", SHIP_AGAIN, "2020-05-03", title="القبطان يتكلم", publisher="ميناء")
    story = describe("story-b", [third, second, first], [copied("a", "b"), copied("c", "elsewhere"), copied("b", "b")])
    assert (story.id, story.since, story.until) == ("story-b", "2020-05-01", "2020-05-03")
    assert story.headline == "فرقاطة توقف سفينة الشحن نجمة الشرق"
    assert story.articles == ("b", "a", "c")
    assert story.origins == ("b", "c")
    assert story.publishers == ("ميناء", "نخيل")


def test_places_and_parties_are_those_most_told() -> None:
    tellings = [told(name, SHIP, actors={"EU": "eu", "captain": "captain"}) for name in "ab"]
    for telling in tellings:
        reading = telling.reading
        reading.actors |= {
            "EU": ReadActor(name="EU"),
            "captain": ReadActor(name="captain"),
            "x": ReadActor(name="x", unnamed=True),
        }
        for actor, start in (("EU", 3), ("EU", 9), ("captain", 80), ("x", 20), (None, 22), ("stranger", 30)):
            reading.mentions.append(Mention(start=start, end=start + 2, type="ORG", actor=actor))
        reading.places.append(Place(start=60, end=64, name="Crete", country="GR", latitude=35.2, longitude=24.9))
    tellings[0].reading.places.append(Place(start=1, end=4, name="Malta", country="MT", latitude=35.9, longitude=14.5))
    story = describe("story-a", tellings)
    assert story.parties == ("eu", "captain")
    assert story.places == ("Crete", "Malta")


def test_headline_without_titles_is_the_beginning_of_a_body() -> None:
    assert describe("story-a", [told("a", f"{HARVEST}\n{SHIP}")]).headline == HARVEST
    long = describe("story-a", [told("a", f"{SHIP} {HARVEST} {TEAM}")]).headline
    assert len(long) <= 121
    assert f"{SHIP} {HARVEST}".startswith(long.removesuffix("…"))
    assert describe("story-a", [told("a", "")]).headline == ""


def test_a_story_has_articles() -> None:
    with pytest.raises(ValueError, match="story-x: is a story without articles"):
        describe("story-x", [])


def test_pairs_are_counted_over_grouped_articles_only() -> None:
    groups = {"G1": ["a", "b", "c"], "G2": ["d"], "G3": []}
    found = bench.pairs(groups, {"a": "s", "b": "s", "c": "t", "d": "t", "z": "s"})
    assert found == (1, 1, 2)
    assert found.f1 == pytest.approx(0.4)
    assert bench.pairs({}, {}).f1 == 0.0


def test_the_measure_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["no-such-file.jsonl"]) == 2
    assert "is not there" in capsys.readouterr().err


def test_groups_of_the_bench_share_no_article() -> None:
    if not bench.GROUPS.exists():
        pytest.skip("../shared is not here: the groups of articles are measured where it is")
    groups = json.loads(bench.GROUPS.read_text(encoding="utf-8"))
    articles = sorted(article for members in groups.values() for article in members)
    assert all(one < other for one, other in pairwise(articles))
