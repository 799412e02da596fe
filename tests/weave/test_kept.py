"""What is made of a telling is made once, until it is told anew or let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from marsad.model.telling import Telling
from marsad.weave import kept as keeping
from marsad.weave.kept import forget, kept
from tests.weave.test_stories import HARVEST, SHIP, told

Lengths = tuple[Callable[[Telling], int], list[str]]


@pytest.fixture
def lengths() -> Iterator[Lengths]:
    asked: list[str] = []

    def length(telling: Telling) -> int:
        asked.append(telling.article)
        return len(telling.reading.text)

    yield kept(length), asked
    keeping._held.pop()


def test_a_telling_is_looked_at_once(lengths: Lengths) -> None:
    length, asked = lengths
    ship, harvest = told("a", SHIP), told("b", HARVEST)
    assert [length(t) for t in (ship, harvest, ship)] == [len(SHIP), len(HARVEST), len(SHIP)]
    assert asked == ["a", "b"]


def test_an_article_told_anew_is_looked_at_again(lengths: Lengths) -> None:
    length, asked = lengths
    assert (length(told("a", SHIP)), length(told("a", HARVEST))) == (len(SHIP), len(HARVEST))
    assert asked == ["a", "a"]


def test_what_was_asked_for_longest_ago_is_let_go(lengths: Lengths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_KEPT", 2)
    length, asked = lengths
    one, two, three = (told(name, SHIP) for name in "abc")
    for telling in (one, two, one, three, one, two):
        length(telling)
    assert asked == ["a", "b", "c", "b"]


def test_everything_is_let_go_at_the_end(lengths: Lengths) -> None:
    length, asked = lengths
    ship = told("a", SHIP)
    length(ship)
    forget()
    assert length(ship) == len(SHIP)
    assert asked == ["a", "a"]
