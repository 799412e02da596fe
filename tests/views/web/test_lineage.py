"""The picture of copies: lanes, lines and bars, with two articles and with forty."""

from __future__ import annotations

import msgspec
import pytest

from marsad.ledger.articles import Stored
from marsad.model.woven import Copy
from marsad.views.compare import Voice
from marsad.views.web.lineage import Shares, lineage, shares


def voice(number: int, of: int | None = None, **fields: object) -> Voice:
    """The article of a number, one each day; `of` is the number of the one that it copies."""
    told = {"kind": "near", "kept": 0.8, "taken": 0.5, **fields}
    copy = msgspec.convert(
        {
            "copy": str(number),
            "original": str(of),
            "jaccard": 0.6,
            "direction": "day",
            "rule": "",
            "confidence": 1.0,
            **told,
        },
        Copy,
    )
    article = Stored(
        id=str(number),
        thread=str(number),
        title=f"خبر {number}",
        day=f"2020-05-{number % 28 + 1:02}",
        captured="2020-06-01T00:00:00Z",
        recorded="2020-06-01T00:00:00Z",
        source="s",
        language="ar",
    )
    return Voice(
        article=article,
        copies=None if of is None else copy,
        events=(),
        quotations=(),
        left_out=(),
        alone=(),
        differing=(),
    )


def test_shares_are_of_the_original_and_of_the_copy() -> None:
    assert shares(voice(2, 1)) == Shares(kept=80, cut=20, added=50)
    assert shares(voice(1)) is None
    assert shares(voice(2, 1, kind="retelling")) is None


def test_time_runs_down_and_a_copy_stands_in_a_lane_after_its_original() -> None:
    drawn = lineage([voice(1), voice(2, 1)], rtl=False)
    origin, copy = drawn.nodes
    assert origin.y < copy.y < drawn.height
    assert origin.x < copy.x < copy.text < drawn.width
    assert [mark.day for mark in drawn.days] == ["2020-05-02", "2020-05-03"]
    ((path, kind),) = drawn.lines
    assert kind == "near"
    assert path.startswith(f"M{origin.x:g} {origin.y:g}V")
    assert path.endswith(f"{copy.y:g}H{copy.x:g}")


def test_the_page_from_right_to_left_has_the_mirror_image() -> None:
    voices = [voice(1), voice(2, 1), voice(3, 2), voice(4)]
    one, other = lineage(voices, rtl=False), lineage(voices, rtl=True)
    assert one.width == other.width
    assert [n.x for n in one.nodes] == [other.width - n.x for n in other.nodes]
    bar, mirrored = one.nodes[1].bar, other.nodes[1].bar
    assert bar
    assert mirrored
    assert all(x + size == pytest.approx(one.width - at) for (x, size), (at, _) in zip(bar, mirrored, strict=True))


def test_a_bar_is_kept_then_cut_then_added_in_lengths_of_the_original() -> None:
    bar = lineage([voice(1), voice(2, 1)], rtl=False).nodes[1].bar
    assert bar
    (kept_at, kept), (cut_at, cut), (added_at, added) = bar
    assert kept == pytest.approx(0.8 * (kept + cut), abs=0.1)
    assert (cut_at, added_at) == pytest.approx((kept_at + kept, cut_at + cut), abs=0.2)
    assert added == pytest.approx(0.8 * (kept + cut), abs=0.1)  # the copy is 1.6 originals long, half of it its own


def test_what_an_endless_copy_added_is_drawn_no_longer_than_the_original() -> None:
    bar = lineage([voice(1), voice(2, 1, taken=0.01)], rtl=False).nodes[1].bar
    assert bar
    assert bar.added[1] == bar.kept[1] + bar.cut[1]
    nothing = lineage([voice(1), voice(2, 1, kept=0.0, taken=0.0)], rtl=False).nodes[1].bar
    assert nothing
    assert nothing.kept[1] == 0


def test_forty_articles_share_few_lanes_and_no_line_runs_through_another_article() -> None:
    voices = [voice(n, n - 3 if n % 4 == 3 and n > 3 else None) for n in range(40)]
    drawn = lineage(voices, rtl=False)
    assert len(drawn.nodes) == 40
    assert len({node.x for node in drawn.nodes}) <= 4
    at = {node.voice.article.id: node for node in drawn.nodes}
    for node in drawn.nodes:
        if copy := node.voice.copies:
            original = at[copy.original]
            between = [n for n in drawn.nodes if original.y < n.y < node.y]
            assert original.x not in {
                n.x for n in between if n.voice.copies is None or n.voice.copies.original != copy.original
            }


def test_an_original_that_came_later_and_a_ring_are_drawn_too() -> None:
    later = lineage([voice(1, 2), voice(2)], rtl=False)
    assert later.nodes[0].x > later.nodes[1].x
    ring = lineage([voice(1, 2), voice(2, 1)], rtl=False)
    assert len(ring.lines) == 2
    assert ring.nodes[0].x != ring.nodes[1].x


def test_an_original_outside_the_story_has_no_line() -> None:
    assert lineage([voice(2, 1)], rtl=False).lines == ()
    assert lineage([], rtl=True).nodes == ()
