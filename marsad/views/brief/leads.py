"""By which telling a record is told, and whose articles and names are needed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from marsad.model.telling import Report, Said
from marsad.model.woven import Disagreement, Quotation, Shift, WovenEvent
from marsad.views.brief import weight
from marsad.views.brief.evidence import Evidence

_NAMING = frozenset(("actor", "recipient", "place", "speaker"))  # matters of disagreements whose sides are ids


def expect(
    evidence: Evidence,
    events: Sequence[WovenEvent],
    quotations: Sequence[Quotation],
    shifts: Sequence[Shift],
    disputes: Sequence[Disagreement],
) -> None:
    """Fetches what these will be told by: all at once, in a question for each kind of thing."""
    told = (*(r for e in events for r in e.reports), *(s for q in quotations for s in q.statements))
    evidence.bring((*told, *_evidence(shifts)))
    chosen = (*reports(evidence, events).values(), *statements(evidence, quotations).values(), *pieces(evidence, shifts).values())  # fmt: skip
    evidence.expect((*(one.article for one in chosen), *articles(disputes)))
    evidence.call((*who(chosen), *named_by(disputes), *(s.actor for s in shifts)))


def reports(evidence: Evidence, events: Iterable[WovenEvent]) -> dict[str, Report]:
    """For each event the report that tells it best; those without any are left out."""
    found = evidence.fetch("report", Report, (r for e in events for r in e.reports))
    told = ((e, [found[r] for r in e.reports if r in found]) for e in events)
    return {e.id: weight.lead_report(its, e) for e, its in told if its}


def statements(evidence: Evidence, quotations: Iterable[Quotation]) -> dict[str, Said]:
    """For each utterance the statement that tells it best; those without any are left out."""
    found = evidence.fetch("statement", Said, (s for q in quotations for s in q.statements))
    told = ((q, [found[s] for s in q.statements if s in found]) for q in quotations)
    return {q.id: weight.lead_statement(its, q) for q, its in told if its}


def pieces(evidence: Evidence, shifts: Iterable[Shift]) -> dict[str, Report | Said]:
    """What changes of position rest on, by its id: statements, and of each event the first report."""
    ids = set(_evidence(shifts))
    found: dict[str, Report | Said] = dict(evidence.fetch("statement", Said, ids))
    events = evidence.fetch("event", WovenEvent, ids)
    first = evidence.fetch("report", Report, (e.reports[0] for e in events.values()))
    found.update({e.id: first[e.reports[0]] for e in events.values() if e.reports[0] in first})
    return found


def articles(disputes: Iterable[Disagreement]) -> Iterator[str]:
    """The articles that both sides of disagreements rest on."""
    yield from (side.article for dispute in disputes for side in (dispute.left, dispute.right))


def named_by(disputes: Iterable[Disagreement]) -> Iterator[str]:
    """The ids of actors and places that sides of disagreements name."""
    naming = (dispute for dispute in disputes if dispute.matter in _NAMING)
    yield from (side.value.removeprefix("not ") for dispute in naming for side in (dispute.left, dispute.right))


def who(told: Iterable[Report | Said]) -> Iterator[str]:
    """The ids of everyone in what is told, and of the places of events."""
    for one in told:
        if isinstance(one, Report):
            yield from filter(None, (one.event.place, *one.actors, *one.recipients))
        elif one.speaker:
            yield one.speaker


def _evidence(shifts: Iterable[Shift]) -> Iterator[str]:
    yield from (piece for shift in shifts for piece in (shift.evidence_before, shift.evidence_after))
