"""What a record lets a sentence say: the labels, names in their roles, days and numbers, and which characters it must cite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from marsad.model import Span
from marsad.model.telling import Report, Said
from marsad.model.woven import Disagreement, Shift, Side, WovenEvent
from marsad.views.brief.evidence import Evidence
from marsad.views.brief.told import Place

SIDES = ("left", "right")
MOMENTS = ("before", "after")
_VALUE = re.compile(r"(-?)(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?(\+?)")


class Claim(NamedTuple):
    """What may be said: `labels`, `names` and `days` are pairs of table or role and value; what must be is in `must`, `must_name`.

    `anchors` are the characters that make the record; `issues` holds the names of issues by id.
    """

    anchors: tuple[Place, ...]
    labels: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[tuple[str, str]] = frozenset()
    days: frozenset[tuple[str, str]] = frozenset()
    numbers: frozenset[str] = frozenset()
    must: frozenset[tuple[str, str]] = frozenset()
    must_name: frozenset[tuple[str, str]] = frozenset()
    issues: Mapping[str, tuple[str, ...]] = {}


class Figure(NamedTuple):
    """A number as a side of a disagreement tells it: one value or two ends, and a bound (`least`, `most`) or none."""

    values: tuple[str, ...]
    hedge: str = ""


def claim(evidence: Evidence, tells: str) -> Claim | None:
    """What may be said of a record: a report, a statement, or one side of a disagreement or change (`ID/left`, `ID/before`)."""
    id_, _, which = tells.partition("/")
    record = evidence.records.get(id_)
    if isinstance(record, Report) and not which:
        return _report(record, evidence)
    if isinstance(record, Said) and not which:
        return _said(record, evidence)
    if isinstance(record, Disagreement) and which in SIDES:
        return _side(record, record.left if which == "left" else record.right, evidence)
    if isinstance(record, Shift) and which in MOMENTS:
        return _shift(record, which, evidence)
    return None


def figure(value: str) -> Figure | None:
    """A number of a disagreement read: `7`, `5+`, `-10`, `800-1200`; None for anything else."""
    m = _VALUE.fullmatch(value)
    if m is None:
        return None
    ends = tuple(f"{float(end):.10g}" for end in (m[2], m[3]) if end)
    return Figure(ends, "least" if m[4] else "most" if m[1] else "")


def _published(evidence: Evidence, article: str) -> set[tuple[str, str]]:
    known = evidence.articles.get(article)
    return {("published", known.published)} if known and known.published else set()


def _report(report: Report, evidence: Evidence) -> Claim:
    event = report.event
    labels = {("event", event.type), ("status", event.status)}
    names = {("actor", a) for a in report.actors} | {("recipient", r) for r in report.recipients}
    if not report.recipients:
        names |= {("party", a) for a in report.actors}
    return Claim(
        anchors=(Place(report.article, event.trigger),),
        labels=frozenset(labels | ({("mode", event.mode)} if event.mode else set())),
        names=frozenset(names | ({("place", event.place)} if event.place else set())),
        days=frozenset(({("happened", event.date)} if event.date else set()) | _published(evidence, report.article)),
        must=frozenset(labels),
    )


def _said(said: Said, evidence: Evidence) -> Claim:
    statement = said.statement
    speaker = frozenset({("speaker", said.speaker)} if said.speaker else ())
    return Claim(
        anchors=(Place(said.article, Span(statement.start, statement.end)),),
        labels=frozenset({("force", statement.force), ("kind", statement.kind)}),
        names=speaker,
        days=frozenset({("said", said.said)} | _published(evidence, said.article)),
        must=frozenset({("force", statement.force)}),
        must_name=speaker,
    )


def _side(dispute: Disagreement, side: Side, evidence: Evidence) -> Claim:
    labels = {("matter", dispute.matter)} | ({("unit", dispute.unit)} if dispute.unit else set())
    names: set[tuple[str, str]] = set()
    days: set[tuple[str, str]] = set()
    numbers: tuple[str, ...] = ()
    must = set(labels)
    if dispute.matter == "number" and (told := figure(side.value)):
        numbers = told.values
        labels |= {("hedge", told.hedge)} if told.hedge else set()
        must = labels
    elif dispute.matter in ("actor", "recipient", "place", "speaker"):
        names.add((dispute.matter, side.value.removeprefix("not ")))
        must |= {("told", "denied")} if side.value.startswith("not ") else set()
    elif dispute.matter == "status":
        must.add(("told", "denied" if side.value.startswith("not ") else side.value))
    elif dispute.matter == "date":
        days.add(("told", side.value))
    return Claim(
        anchors=(Place(side.article, side.evidence),),
        labels=frozenset(labels | must),
        names=frozenset(names),
        days=frozenset(days | _published(evidence, side.article)),
        numbers=frozenset(numbers),
        must=frozenset(must),
        must_name=frozenset(names),
    )


def _shift(shift: Shift, which: str, evidence: Evidence) -> Claim | None:
    polarity = shift.before if which == "before" else shift.after
    record = evidence.records.get(shift.evidence_before if which == "before" else shift.evidence_after)
    if isinstance(record, WovenEvent):
        record = next((evidence.records[r] for r in record.reports if r in evidence.records), None)
    if isinstance(record, Said):
        stances = [s for s in record.statement.stances if s.issue == shift.issue and s.polarity == polarity]
        anchors = tuple(Place(record.article, s.cue) for s in stances[:1])
    elif isinstance(record, Report) and record.event.status in ("happened", "ongoing", "denied"):
        anchors = (Place(record.article, record.event.trigger),)
    else:
        return None
    if not anchors:
        return None
    labels = frozenset({("issue", shift.issue), ("side", f"{which}_{'plus' if polarity == '+' else 'minus'}")})
    mover = frozenset({("mover", shift.actor)})
    return Claim(
        anchors=anchors,
        labels=labels,
        names=mover,
        days=frozenset(_published(evidence, record.article)),
        must=labels,
        must_name=mover,
        issues=evidence.issues,
    )
