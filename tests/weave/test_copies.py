"""Copies of every kind, who was first, what is no copy, and a run cut in two."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import DataError
from marsad.model.telling import Telling
from marsad.model.woven import Copy
from marsad.weave.copies import Copies, origins
from marsad.weave.firsts import Outlets
from marsad.weave.sketches import Sketch
from tests.weave.copied import FOOTER, SENTENCES, fresh, told

BODY = " ".join(SENTENCES)
_NOBODY: dict[str, Telling] = {}
NONE = _NOBODY.__getitem__


def woven(*tellings: Telling, outlets: Outlets | None = None) -> list[Copy]:
    """The relations of tellings woven one after the other."""
    by_id = {t.article: t for t in tellings}
    copies = Copies(by_id.__getitem__, outlets=outlets)
    return [found for telling in tellings for found in copies.add(telling)]


def only(*tellings: Telling, outlets: Outlets | None = None) -> Copy:
    (found,) = woven(*tellings, outlets=outlets)
    return found


def test_the_same_words_are_an_exact_copy_whatever_their_spelling() -> None:
    copy = only(
        told("a", BODY, day="2015-01-01"), told("b", BODY.replace("إ", "ا").replace("،", " ,"), day="2021-03-04")
    )
    assert (copy.copy, copy.original, copy.kind, copy.direction) == ("b", "a", "exact", "day")
    assert (copy.jaccard, copy.kept, copy.taken, copy.changes) == (1, 1, 1, ())


def test_a_few_words_changed_are_a_near_copy() -> None:
    changed = BODY.replace("تسع شاحنات", "سبع شاحنات").replace("الورداني", "الجبالي")
    copy = only(told("a", BODY), told("b", changed, day="2021-02-08"))
    assert copy.kind == "near"
    assert 0.5 <= copy.jaccard < 1
    spans = [(c.ours.of(changed), c.theirs.of(BODY)) for c in copy.changes if c.ours and c.theirs]
    assert spans == [("سبع", "تسع"), ("الجبالي", "الورداني")]


def test_a_part_is_an_excerpt_and_the_whole_an_extension() -> None:
    part = " ".join(SENTENCES[1:4])
    cut = only(told("a", BODY), told("b", part, day="2021-02-08"))
    assert (cut.kind, cut.copy, cut.taken) == ("excerpt", "b", 1)
    assert cut.jaccard < 0.5
    grown = only(told("a", part), told("b", BODY, day="2021-02-08"))
    assert (grown.kind, grown.copy, grown.kept) == ("extended", "b", 1)
    assert all(change.theirs is None for change in grown.changes)


def test_a_passage_inside_a_long_article_is_found() -> None:
    passage = " ".join(SENTENCES[2:5])
    long = f"{fresh(1, 700)} {passage} {fresh(2, 700)}"
    assert only(told("a", long), told("b", passage, day="2021-02-08")).kind == "excerpt"


def test_other_articles_are_no_copies() -> None:
    assert woven(*(told(f"a{k}", fresh(k, 120)) for k in range(30))) == []


def test_very_short_bodies_are_copies_only_with_title_and_all() -> None:
    date = "آخر تحديث الأحد 12 يوليو 2009"
    assert woven(told("a", date, title="صور من المخيم"), told("b", date, title="حصاد الأسبوع")) == []
    assert woven(told("a", date + " صباحا"), told("b", date + " مساء")) == []
    assert only(told("a", date, title="صور من المخيم"), told("b", date, title="صور من المخيم")).kind == "exact"
    assert woven(told("a", ""), told("b", "")) == []


@pytest.mark.parametrize("own", [60, 90])
def test_a_footer_is_no_copy(own: int) -> None:
    footer = f"{FOOTER} {BODY[:300]}"
    pages = [told(f"a{k}", fresh(k, own), footer, publisher="marsa", day=f"2021-02-{k + 1:02}") for k in range(9)]
    assert woven(*pages) == []
    assert woven(pages[0], told("z", fresh(0, own), footer, publisher="marsa")) != []


def test_a_footer_longer_than_the_news_is_known_after_three_pages() -> None:
    pages = [told(f"a{k}", fresh(k, 25), FOOTER, BODY[:300], publisher="marsa") for k in range(9)]
    assert {copy.copy for copy in woven(*pages)} <= {"a0", "a1", "a2"}


def test_a_formula_of_all_papers_is_no_copy() -> None:
    formula = f"{SENTENCES[3]} {SENTENCES[4]}"
    papers = ("ghusn", "marsa", "sahl", "wadi", "jisr", "rabwa")
    pages = [told(f"a{k}", fresh(k, 12), formula, publisher=p, day=f"2021-0{k + 1}-03") for k, p in enumerate(papers)]
    found = woven(*pages, told("z", fresh(9, 30), formula, publisher="nahr", day="2021-09-01"))
    assert [copy for copy in found if "z" in (copy.copy, copy.original)] == []
    assert len(woven(pages[0], told("z", fresh(9, 30), formula, publisher="nahr", day="2021-01-04"))) == 1


def test_a_credit_turns_the_direction() -> None:
    outlets = Outlets({"ghusn": ["وكالة غصن للأنباء"]})
    early = told("a", BODY, "المصدر: وكالة غصن", publisher="marsa", day="2021-02-06")
    late = told("b", BODY, publisher="ghusn", day="2021-02-09")
    copy = only(early, late, outlets=outlets)
    assert (copy.copy, copy.original, copy.direction) == ("a", "b", "credit")
    assert [span.of(early.reading.text) for span in copy.evidence] == ["المصدر: وكالة غصن"]
    assert origins([copy], ["a", "b"]) == {"a": "b", "b": "b"}


def test_whoever_comes_later_the_direction_is_that_of_the_days() -> None:
    first, second = told("a", BODY, day="2021-02-06"), told("b", BODY + " " + fresh(3, 9), day="2021-02-08")
    assert [(c.copy, c.original) for c in (only(first, second), only(second, first))] == [("b", "a")] * 2


def test_every_pair_of_a_cluster_is_told_once_and_leads_to_one_origin() -> None:
    cluster = [told(f"a{k}", f"{BODY} {fresh(k, 6)}", day=f"2021-02-{k + 1:02}") for k in range(6)]
    found = woven(*cluster)
    assert {(c.original, c.copy) for c in found} == {(f"a{i}", f"a{k}") for k in range(6) for i in range(k)}
    assert len(found) == 15
    assert set(origins(found, [t.article for t in cluster]).values()) == {"a0"}


def test_of_very_many_copies_the_earliest_are_told() -> None:
    pages = [told(f"a{k:03}", BODY, day=f"20{21 + k // 300}-02-07") for k in range(215)]
    by_id = {t.article: t for t in pages}
    copies = Copies(by_id.__getitem__)
    told_of = [len(copies.add(page)) for page in pages]
    assert told_of == [min(k, 200) for k in range(215)]


def _copy(copy: str, original: str, *, direction: str = "day", kind: str = "near") -> Copy:
    row = {"copy": copy, "original": original, "kind": kind, "direction": direction, "rule": "", "confidence": 1.0}
    return msgspec.convert(row | {"jaccard": 0.6, "kept": 0.7, "taken": 0.7}, Copy)


def test_origins_follow_credits_first_and_end_in_circles() -> None:
    rows = [_copy("c", "a"), _copy("c", "b", direction="credit")]
    assert origins(rows, "abc") == {"a": "a", "b": "b", "c": "b"}
    assert origins([_copy("b", "a"), _copy("c", "b")], "abc")["c"] == "a"
    circle = [_copy("a", "b", direction="credit"), _copy("b", "a", direction="credit"), _copy("c", "b")]
    assert set(origins(circle, "abc").values()) == {"a"}


def test_a_retelling_without_a_credit_is_an_origin_of_its_own() -> None:
    assert origins([_copy("b", "a", kind="retelling")], "ab") == {"a": "a", "b": "b"}
    assert origins([_copy("b", "a", kind="retelling", direction="credit")], "ab")["b"] == "a"
    assert origins([_copy("b", "gone")], "ab") == {"a": "a", "b": "b"}


def test_an_article_is_no_copy_of_itself() -> None:
    copies = Copies(NONE)
    assert copies.add(told("a", BODY)) == copies.add(told("a", BODY)) == []


def test_a_sketch_is_small_and_travels() -> None:
    telling = told("a", fresh(1, 6000), title="عنوان", publisher="marsa", named=("سليم",))
    kept = Copies(NONE).sketch(telling)
    packed = msgspec.msgpack.encode(kept)
    assert len(packed) < 2500
    assert msgspec.msgpack.decode(packed, type=Sketch) == kept


def test_a_sketch_of_another_scheme_is_refused() -> None:
    kept = Copies(NONE).sketch(told("a", BODY))
    with pytest.raises(DataError, match=r"a: its sketch was made by scheme 'old'.*sketch the article anew"):
        Copies(NONE).remember(msgspec.structs.replace(kept, scheme="old"))
    with pytest.raises(DataError, match="scheme 'old'"):
        Copies(NONE).remember_all([kept, msgspec.structs.replace(kept, article="other", scheme="old")])


PICKS = st.lists(st.tuples(st.sets(st.integers(0, 7), max_size=8), st.integers(1, 20), st.integers(0, 2)), max_size=9)


@settings(max_examples=40, deadline=None)
@given(PICKS, st.integers(0, 9))
def test_a_run_cut_in_two_finds_the_same(picks: Sequence[tuple[set[int], int, int]], cut: int) -> None:
    tellings = sorted(
        (
            told(
                f"a{k}",
                *(SENTENCES[n] for n in sorted(pick)),
                day=f"2021-02-{day:02}",
                publisher=("marsa", "ghusn", None)[p],
            )
            for k, (pick, day, p) in enumerate(picks)
        ),
        key=lambda telling: telling.order,
    )
    by_id = {t.article: t for t in tellings}
    first, second = Copies(by_id.__getitem__), Copies(by_id.__getitem__)
    whole = woven(*tellings)
    parts = [found for telling in tellings[:cut] for found in first.add(telling)]
    for telling in reversed(tellings[:cut]):
        second.remember(first.sketch(telling))
    third = Copies(by_id.__getitem__)
    third.remember_all(first.sketch(telling) for telling in (*tellings[:cut], *tellings[:1][:cut]))
    rest = [found for telling in tellings[cut:] for found in second.add(telling)]
    assert whole == parts + rest
    assert [found for telling in tellings[cut:] for found in third.add(telling)] == rest
