"""What holds of every reading, whatever the article: run over the sample dossier and the annotated texts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from marsad import flow, sources
from marsad.flow import ArticleReader
from marsad.lang.ar.fold import fold
from marsad.model import Reading, Refusal, Span
from tests.conftest import rows

ANNOTATED = Path(__file__).parents[1] / "annotated"
SAMPLE = Path(str(files("marsad.dossiers") / "libya" / "articles"))
CLITICS = {"", *"و ف ب ل ك س وب ول وك فب فل فك أ".split()}
EVERY = 6  # of the articles are read a second time, by a fresh desk


@pytest.fixture(scope="session")
def readings(desk: ArticleReader) -> list[Reading]:
    records = [r for r in sources.records([str(SAMPLE), *annotated()]) if not isinstance(r, Refusal)]
    return [found for found in map(desk.read_record, records) if isinstance(found, Reading)]


def annotated() -> list[str]:
    return [str(p) for p in sorted(ANNOTATED.glob("*.txt"))]


def spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every span of a reading, with what it is."""
    for mention in reading.mentions:
        yield "mention", Span(mention.start, mention.end)
    for said in reading.statements:
        yield "statement", Span(said.start, said.end)
        yield from ((name, s) for name, s in (("cue", said.cue), ("speaker", said.speaker_mention)) if s)
        yield from (("stance", x.cue) for x in said.stances)
    for event in reading.events:
        yield from (("trigger", event.trigger), ("evidence", event.evidence))
    yield from (("time", Span(t.start, t.end)) for t in reading.times)
    yield from (("place", Span(p.start, p.end)) for p in reading.places)


def nothing(faults: list[str]) -> None:
    assert not faults, "\n" + "\n".join(faults[:20])


@pytest.mark.parametrize("name", ["names", "titles", "parties", "statements", "events", "stances", "clauses"])
def test_three_cases_in_four_are_read_rightly(name: str) -> None:
    cases = rows(name)
    assert sum(bool(case.marks) for case in cases) * 4 <= len(cases)


def test_there_is_something_to_hold(readings: list[Reading]) -> None:
    assert len(readings) == len(list(SAMPLE.iterdir())) + len(annotated())
    assert all(r.mentions for r in readings)
    assert sum(len(r.statements) for r in readings) > len(readings)
    assert sum(len(r.events) for r in readings) > len(readings)


def test_every_span_reads_back_words(readings: list[Reading]) -> None:
    faults = []
    for r in readings:
        for kind, span in spans(r):
            shown = span.of(r.text)
            inside = 0 <= span.start < span.end <= len(r.text)
            if not (inside and shown == shown.strip() and any(c.isalnum() for c in shown)):
                faults.append(f"{r.source}: {kind} {span} {shown!r}")
    nothing(faults)


def test_findings_lie_in_headline_and_body(readings: list[Reading]) -> None:
    faults = []
    for r in readings:
        kept = [*r.body, *([r.title] if r.title else [])]
        faults += [
            f"{r.source}: {kind} {span.of(r.text)!r}" for kind, span in spans(r)
            if kind in ("mention", "cue", "trigger", "time", "place", "stance") and not any(k.holds(span) for k in kept)
        ]  # fmt: skip
    nothing(faults)


def test_every_actor_referred_to_is_there(readings: list[Reading]) -> None:
    faults = []
    for r in readings:
        used = {("mention", m.actor) for m in r.mentions if m.actor}
        for s in r.statements:
            used |= {("statement", a) for a in (s.speaker, *s.addressees, s.venue) if a}
        for e in r.events:
            used |= {("event", a) for a in (*e.actors, *e.recipients, e.place) if a}
        faults += [f"{r.source}: {kind} {actor}" for kind, actor in sorted(used) if actor not in r.actors]
    nothing(faults)


def test_evidence_holds_the_trigger(readings: list[Reading]) -> None:
    nothing([f"{r.source}: {e.trigger}" for r in readings for e in r.events if not e.evidence.holds(e.trigger)])


def test_every_empty_role_has_a_reason(readings: list[Reading]) -> None:
    faults = []
    for r in readings:
        for e in r.events:
            empty = [role for role in ("actors", "recipients") if not getattr(e, role)]
            if not all(e.because.get(role) for role in empty):
                faults.append(f"{r.source}: {e.trigger.of(r.text)} {e.actors} {e.recipients} {e.because}")
        faults += [f"{r.source}: {s.cue}" for s in r.statements if (s.speaker is None) != bool(s.because)]
    nothing(faults)


def test_a_filled_role_needs_no_reason(readings: list[Reading]) -> None:
    nothing([f"{r.source}: {e.trigger.of(r.text)} {e.because}" for r in readings for e in r.events
             if any(getattr(e, role, None) for role in e.because)])  # fmt: skip


def test_nobody_does_it_to_himself(readings: list[Reading]) -> None:
    nothing([f"{r.source}: {e.trigger.of(r.text)} {e.actors} {e.recipients}" for r in readings for e in r.events
             if set(e.actors) & set(e.recipients) or len(set(e.actors)) < len(e.actors)])  # fmt: skip


def test_mentions_carry_no_clitics(readings: list[Reading], desk: ArticleReader) -> None:
    faults = []
    for r in readings:
        for m in r.mentions:
            at = m.start
            while at and r.text[at - 1].isalpha():
                at -= 1
            shown, before = r.text[m.start : m.end], fold(r.text[at : m.start])
            known = desk.knowledge.actors.get(m.actor or "")
            names = {fold(n) for n in (known.name_ar, *known.names, *known.short)} if known and not m.nominal else set()
            glued = fold(shown) not in names and fold(shown)[:1] in "وفبلك" and fold(shown)[1:] in names
            if before not in CLITICS or glued:
                faults.append(f"{r.source}: {shown!r} behind {before!r}")
    nothing(faults)


def test_mentions_of_one_kind_do_not_overlap(readings: list[Reading]) -> None:
    faults = []
    for r in readings:
        for nominal in (False, True):
            row = [Span(m.start, m.end) for m in r.mentions if m.nominal is nominal]
            faults += [f"{r.source}: {a.of(r.text)!r} {b.of(r.text)!r}" for a, b in pairwise(row) if a.overlaps(b)]
    nothing(faults)


def test_the_same_bytes_twice(readings: list[Reading]) -> None:
    chosen = readings[::EVERY]
    again = list(flow.read([r.source for r in chosen]))
    assert [msgspec.json.encode(r) for r in again] == [msgspec.json.encode(r) for r in chosen]
