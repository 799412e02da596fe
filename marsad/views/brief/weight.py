"""What comes first in a briefing, and what counts as confirmed."""

from __future__ import annotations

from collections.abc import Collection

from marsad.model.telling import Report, Said
from marsad.model.woven import Quotation, WovenEvent

_DEEDS = frozenset(("material_conflict", "material_cooperation"))
_TOLD = frozenset(("happened", "ongoing"))
CLAIMS = frozenset(("claim", "reveal", "accuse"))
"""Forces of statements that claim something about the world or about others."""
_CONFIRMED = 2
"""Independent origins from which on a deed counts as confirmed."""


def confirmed(event: WovenEvent) -> bool:
    """Whether an event stands under what happened: told as happened, a deed by two independent origins.

    A declared act (a refusal, a demand, talks announced) is borne out by the words of whoever makes it; one origin will do.
    """
    return event.status in _TOLD and (event.quad not in _DEEDS or event.origins >= _CONFIRMED)


def unconfirmed(event: WovenEvent) -> bool:
    """Whether nobody confirms it: alleged, denied, or a deed with one origin. What is planned or called for is neither."""
    return event.status in ("alleged", "denied") or (event.status in _TOLD and not confirmed(event))


def is_claim(quotation: Quotation) -> bool:
    """Whether an utterance of one of the forces in `CLAIMS` is carried by no second origin."""
    return quotation.origins < _CONFIRMED


def event_weight(event: WovenEvent, parties: Collection[str]) -> tuple[float, ...]:
    """What an event weighs, then the number of its reports.

    Independent origins (2 each beyond the first, at most 10), half of PLOVER's score either way, the dossier's parties
    (3 each, at most 6), an issue of the dossier (2); all times confidence, and half of it where nobody takes part.
    """
    met = sum(party in parties for party in {*event.actors, *event.recipients})
    weight = 2.0 * min(event.origins - 1, 5) + abs(event.score) / 2 + 3.0 * min(met, 2) + 2.0 * bool(event.issues)
    nameless = not event.actors and not event.recipients
    return weight * event.confidence * (0.5 if nameless else 1.0), float(len(event.reports))


def quotation_weight(found: Quotation, parties: Collection[str], issue: bool) -> tuple[float, ...]:
    """What an utterance weighs, then the number of its statements.

    Independent origins (2 each beyond the first, at most 10), a party of the dossier (4), a named speaker (2), an issue (3);
    all times confidence.
    """
    named = found.speaker is not None and not found.speaker.startswith("unnamed/")
    weight = 1.0 + 2.0 * min(found.origins - 1, 5) + 4.0 * (found.speaker in parties) + 2.0 * named + 3.0 * issue
    return weight * found.confidence, float(len(found.statements))


def lead_report(reports: Collection[Report], event: WovenEvent) -> Report:
    """The report that tells an event best: of its status and type, with most roles filled, then surest, then earliest."""
    return min(
        reports,
        key=lambda r: (
            r.event.status != event.status,
            r.event.type != event.type,
            -(bool(r.actors) + bool(r.recipients) + bool(r.event.place) + bool(r.event.date)),
            -r.event.confidence,
            r.day,
            r.id,
        ),
    )


def lead_statement(said: Collection[Said], quotation: Quotation) -> Said:
    """The statement that tells an utterance best: by its speaker, verbatim, surest, earliest."""
    return min(
        said,
        key=lambda s: (
            s.speaker != quotation.speaker,
            s.statement.kind != "direct",
            -s.statement.confidence,
            s.day,
            s.id,
        ),
    )
