"""Disagreements: two tellings of one event, quotation or story that cannot both hold, each with its evidence.

Written for precision: an analyst must be able to trust each one, so what may be an update, a rounding, a part of a whole, another
spelling or a misreading is left out. Copies of one origin are no second witness, but count as publishers of their side. What
makes a disagreement of each matter stands in `figures`, `roles`, `denials` and `phrasing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from marsad.model.telling import Report, Said, Telling
from marsad.model.woven import Disagreement, Quotation, WovenEvent
from marsad.weave import phrasing
from marsad.weave.denials import Denials
from marsad.weave.disputes import Texts
from marsad.weave.figures import Figures
from marsad.weave.roles import roles
from marsad.weave.traces import Sides


def disagreements(
    event: WovenEvent, reports: Sequence[Report], texts: Texts, *, sides: Sides | None = None
) -> list[Disagreement]:
    """What the reports of one event contradict each other in: tolls, doer, recipient, place, day, happened or denied.

    `texts` leads from an article's id to its telling, for every article of `reports`; raises KeyError where one is missing.
    """
    if len({r.article for r in reports}) < 2:
        return []
    return Figures().of_event(event.id, reports, texts) + roles(event.id, reports, texts, sides or {})


def wording(
    quotation: Quotation, said: Sequence[Said], texts: Texts, *, sides: Sides | None = None
) -> list[Disagreement]:
    """What the tellings of one utterance word differently in content, and whom they give it to."""
    return phrasing.wording(quotation, said, texts, sides=sides) if len({s.article for s in said}) > 1 else []


def of_story(
    story: str,
    tellings: Sequence[Telling],
    events: Mapping[str, str],
    *,
    known: Iterable[Disagreement] = (),
    sides: Sides | None = None,
) -> list[Disagreement]:
    """What the articles of one story contradict each other in beside its events: numbers, and denials of what another tells.

    `events` leads from a report's id to its event's; `known` are the disagreements of those events, which are not told twice.
    """
    if len(tellings) < 2:
        return []
    told = {_key(d) for d in known}
    figures = [d for d in Figures().of_story(story, tellings) if _key(d) not in told]
    return figures + Denials(story, tellings, events, sides).find()


def _key(dispute: Disagreement) -> tuple[str | None, frozenset[str]]:
    return dispute.unit, frozenset((dispute.left.value, dispute.right.value))
