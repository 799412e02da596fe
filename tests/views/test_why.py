from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import select

from marsad.errors import InputError
from marsad.ledger import tables
from marsad.ledger.articles import readings
from marsad.views import reasons
from marsad.views.rules import sentence
from marsad.views.why import Why
from tests.views.ledger_fixture import LISTS, hostile, sample


def ids(name: str) -> list[str]:
    rows: Any = getattr(sample(), name)().rows
    return [f"copy-{r.copy}-{r.original}" if name == "copies" else r.id for r in rows]


def named() -> list[str]:
    """Everybody in a row, known, found and unnamed."""
    answers = (sample().events(), sample().statements(), sample().reports(), sample().stories())
    return sorted({id_ for answer in answers for id_ in answer.names})


def hold(found: Why, texts: dict[str, str]) -> None:
    assert found.steps
    assert found.record
    for step in found.steps:
        assert step.kind
        assert step.record
        if step.rule:
            assert step.says not in ("", step.rule)
        if step.article:
            assert step.digest is not None
            assert len(step.digest) == 64
        if step.passage:
            p = step.passage
            text = texts[p.article]
            assert p.words
            assert p.words == text[p.span.start : p.span.end]
            assert text[p.span.start - len(p.before) : p.span.end + len(p.after)] == p.before + p.words + p.after


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    with sample().ledger.reading() as connection:
        return {id_: r.text for id_, r in readings(connection, [a.id for a in sample().articles()])}


@pytest.mark.parametrize("name", [*LISTS, "actors", "doubts"])
def test_every_record_of_every_list_has_reasons(name: str, texts: dict[str, str]) -> None:
    for id_ in ids(name):
        found = sample().why(id_)
        assert found.id == id_
        hold(found, texts)
        if name in ("reports", "statements", "events", "quotations", "disagreements", "shifts", "doubts"):
            assert any(step.passage for step in found.steps), id_


def test_everybody_in_a_row_has_reasons(texts: dict[str, str]) -> None:
    everybody = named()
    assert any(i.startswith("found/") for i in everybody)
    assert any(i.startswith("unnamed/") for i in everybody)
    for id_ in everybody:
        found = sample().why(id_)
        hold(found, texts)
        if id_.startswith(("found/", "unnamed/")):
            assert any(step.passage for step in found.steps), id_


def test_every_naming_that_was_judged_has_reasons(texts: dict[str, str]) -> None:
    j = tables.judgement.c
    with sample().ledger.reading() as connection:
        judged = connection.execute(select(j.left, j.right, j.rule)).all()
    assert judged
    for left, right, rule in judged:
        found = sample().why(left)
        hold(found, texts)
        assert found.kind == "naming"
        assert any(step.rule == rule and right in step.kind for step in found.steps)


def test_every_rule_of_the_ledger_has_a_sentence() -> None:
    rules = {r.event.rule for r in sample().reports()} | {s.statement.rule for s in sample().statements()}
    for name in ("events", "quotations", "copies", "disagreements", "shifts"):
        rules |= {r.rule for r in getattr(sample(), name)()}
    rules |= {f"first by {way}" for way in ("credit", "day", "agency", "capture", "length")}
    for rule in sorted(rules):
        assert sentence(rule) != rule.replace("-", " ")
        assert " " in sentence(rule), rule


@pytest.mark.parametrize(
    "id_",
    ["", "foo", "event-", "unnamed/", "unnamed/x/y", "found/", "../x", "' OR 1=1 --", "unnamed/1052bc0d071c46ce/foo"],
)
def test_an_unknown_id_is_refused(id_: str) -> None:
    with pytest.raises(InputError, match="no such record"):
        sample().why(id_)


def test_before_the_ledger_knew_there_are_no_reasons() -> None:
    id_ = sample().events().rows[0].id
    with pytest.raises(InputError):
        sample().why(id_, known_on="2000-01-01")


def test_reasons_underline_the_words_where_they_stand() -> None:
    out = io.BytesIO()
    said = sample().statements(type="deny").rows[0]
    reasons.write(sample().why(said.id), out)
    shown = out.getvalue().decode()
    assert said.id in shown
    assert "reporting/" in shown
    assert f"characters {said.statement.start} to {said.statement.end}" in shown
    assert "".join(said.text.split()) in "".join(shown.split())


def test_hostile_passages_are_defused() -> None:
    for row in (*hostile().statements(), *hostile().reports()):
        out = io.BytesIO()
        reasons.write(hostile().why(row.id), out)
        assert not {"\x1b", "\u202e", "\x07"} & set(out.getvalue().decode())
