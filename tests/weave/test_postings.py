"""The index of hashes against a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marsad.weave.postings import Postings


@given(st.lists(st.sets(st.integers(0, 30), max_size=8), max_size=40), st.integers(1, 40))
def test_whatever_the_runs_every_holder_is_found(held: list[set[int]], waiting: int) -> None:
    index, plain = Postings(waiting=waiting), dict[int, list[int]]()
    for owner, keys in enumerate(held):
        index.add(np.array(sorted(keys), dtype=np.uint64), owner)
        for key in keys:
            plain.setdefault(key, []).append(owner)
    for key in range(31):
        found = [owners.tolist() for owners in index.find(np.array([key], dtype=np.uint64))]
        assert found == ([plain[key]] if key in plain else [])


@given(
    st.lists(st.sets(st.integers(0, 12), max_size=6), max_size=24),
    st.integers(1, 40),
    st.integers(0, 24),
    st.integers(0, 24),
)
def test_many_at_once_are_one_by_one(held: list[set[int]], waiting: int, start: int, end: int) -> None:
    index, plain = Postings(waiting=waiting), Postings()
    for owner, keys in enumerate(held):
        plain.add(np.array(sorted(keys), dtype=np.uint64), owner)
        if not start <= owner < end:
            index.add(np.array(sorted(keys), dtype=np.uint64), owner)
        if owner == start:
            pairs = [(key, one) for one in range(start, min(end, len(held))) for key in held[one]]
            index.add_all(
                np.array([k for k, _ in pairs], dtype=np.uint64), np.array([o for _, o in pairs], dtype=np.uint32)
            )
    for key in range(13):
        asked = np.array([key], dtype=np.uint64)
        assert [o.tolist() for o in index.find(asked)] == [o.tolist() for o in plain.find(asked)]


def test_nothing_asked_nothing_found() -> None:
    assert Postings().find(np.zeros(0, dtype=np.uint64)) == []
