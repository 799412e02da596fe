"""Confidence: a share that grows with what the rules told, and the setting that leaves out what is less sure."""

from __future__ import annotations

import pytest

from marsad.flow import ArticleReader
from marsad.read.calibration import Line, calibrated, lines
from tests.conftest import article

TEXT = "التقى سامح شكري غسان سلامة في القاهرة. وقال شكري إن مصر تدعم الحل السياسي. واشتباكات في طرابلس."


@pytest.mark.parametrize("kind", ["names", "statements", "events"])
def test_more_told_is_more_sure(kind: str) -> None:
    shares = [calibrated(kind, told / 10) for told in range(11)]
    assert shares == sorted(shares)
    assert all(0 < share < 1 for share in shares)
    assert shares[0] < shares[5] < shares[10]


def test_a_line_of_one_and_nothing_leaves_all_as_it_is() -> None:
    assert Line(0.0, 1.0).share(0.8) == pytest.approx(0.8)


def test_every_kind_has_a_line_that_rises() -> None:
    assert lines().keys() == {"names", "statements", "events"}
    assert all(line.slope > 0 for line in lines().values())


@pytest.mark.parametrize("least", [0.0, 0.7, 0.99])
def test_what_is_less_sure_is_left_out(desk: ArticleReader, least: float) -> None:
    whole = desk.read(article(TEXT))
    strict = ArticleReader(min_confidence=least).read(article(TEXT))
    assert strict.events == [e for e in whole.events if e.confidence >= least]
    assert strict.statements == [s for s in whole.statements if s.confidence >= least]
    assert strict.mentions == [m for m in whole.mentions if m.nominal or m.confidence >= least]
    told = {a for e in strict.events for a in (*e.actors, *e.recipients)} | {m.actor for m in strict.mentions}
    assert strict.actors.keys() <= told | {s.speaker for s in strict.statements} | {e.place for e in strict.events}


def test_some_of_it_is_less_sure(desk: ArticleReader) -> None:
    whole = desk.read(article(TEXT))
    assert whole.events
    assert ArticleReader(min_confidence=0.99).read(article(TEXT)).events == []
