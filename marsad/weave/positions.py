"""Positions: where an actor stands on an issue, from what he says and does.

Evidence comes in pieces, each `side` from -1 to 1 and `weight` from 0 to 1. A piece is one utterance (copies and repeats
of a quotation are one piece) or one woven event. Nothing is assumed: an actor with no piece on an issue has no position
on it, which is "no evidence", not neutral.

- `strength` is the mean of the sides, each weighted with its piece's weight times 2 ** (-age / HALF_LIFE) (exponential
  decay; age in days up to the day asked for);
- the side is `+` or `-` where one side weighs at least twice as much as the other (strength beyond 1/3 either way),
  else `mixed` where some pieces stand on one side and some on the other, `neutral` where every piece is balanced in
  itself (it says both in one breath);
- `confidence` of a side: the chance that at least one of its pieces was read rightly and still holds, 1 - product of
  (1 - decayed weight), times the share of the weight that is on this side. Of `mixed` and `neutral`: the product of
  both sides' chances.

A statement weighs its confidence times `MANNER`, an event its confidence, both times `RELIABILITY`; n independent tellings
make that 1 - (1 - weight) ** n.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from math import fsum, prod
from typing import Literal, NamedTuple, Protocol

from marsad.model.actor import Office
from marsad.model.reading import EventStatus, Polarity
from marsad.model.telling import Said
from marsad.model.woven import Position, WovenEvent
from marsad.plover import quad_of, score_of
from marsad.weave.periods import counted_on, span_of

HALF_LIFE = 180.0
"""Days after which a piece of evidence weighs half."""
DECIDED = 1 / 3
"""From which strength on a side is taken: twice as much weight on it as on the other."""
_Parties = Callable[[str, date], tuple[str, ...]]
MANNER = {"direct": 1.0, "mixed": 0.9, "indirect": 0.9}
"""Words in quotation marks bind their speaker more than words retold; right .70 to .61 on annotated text."""
RELIABILITY = {"statement": 0.9, "act": 0.8}
"""Brings the mean weight down to how often a piece was right on annotated text: .63 of statements, .66 of acts."""
ACTED: tuple[EventStatus, ...] = ("happened", "ongoing")
"""An event counts as an act where it happened or goes on, or is denied and a row is for that; never where it is only planned, called for or alleged."""
SILENT_OFFICES = frozenset(("member", "adviser", "official"))
"""Offices whose holders speak for themselves, not for the body they belong to."""

_SIGN = {"+": 1.0, "-": -1.0}


class Act(Protocol):
    """A row of a dossier: what an event of this type (and mode, where one is named) says of an issue."""

    @property
    def type(self) -> str:
        """PLOVER's type."""
        ...

    @property
    def mode(self) -> str | None:
        """PLOVER's mode; None for every mode that has no row of its own."""
        ...

    @property
    def sense(self) -> Polarity:
        """The side that the doer takes."""
        ...

    @property
    def named(self) -> bool:
        """Whether the report must name the issue; otherwise the type alone is enough."""
        ...

    @property
    def denied(self) -> bool:
        """Whether the row is for events that were refused or did not happen."""
        ...


class Acted(Protocol):
    """What is needed of an issue: its id and its rows of acts."""

    @property
    def id(self) -> str:
        """The issue's id."""
        ...

    @property
    def acts(self) -> Sequence[Act]:
        """Which acts take which side."""
        ...


class Piece(NamedTuple):
    """One piece of evidence. `id` is that of a statement (the oldest of its quotation) or of an event."""

    actor: str
    issue: str
    day: date
    id: str
    kind: Literal["statement", "act"]
    side: float
    weight: float


class Roles(NamedTuple):
    """For whom an actor speaks and acts: bodies under their parents, persons in dated offices. See `parties`."""

    acts_for: Mapping[str, Sequence[str]] = {}
    offices: Mapping[str, Sequence[Office]] = {}

    def parties(self, actor: str, day: date) -> tuple[str, ...]:
        """The actor, then everyone he stands for on a day, directly or through others, each once.

        Who holds an office on the day stands for its body or state, who is listed under `acts_for` always does; holders
        of `SILENT_OFFICES` do not. Offices are dated, so that a minister's words of 2012 are not those of his successor.
        """
        found = [actor]
        for one in found:
            above = [*self.acts_for.get(one, ()), *(o.of for o in self.offices.get(one, ()) if _holds(o, day))]
            found += [party for party in dict.fromkeys(above) if party not in found]
        return tuple(found)


def positions(
    said: Iterable[Said],
    quotation_of: Mapping[str, str],
    events: Iterable[WovenEvent],
    *,
    since: str | None = None,
    until: str | None = None,
    on: str,
    issues: Iterable[Acted] = (),
    roles: Roles | None = None,
    origins: Mapping[str, int] | None = None,
) -> list[Position]:
    """Positions by actor and issue from the evidence of `since` to `until` (ISO, both included), weighed as of the day `on`.

    Evidence later than `on` does not count. The other arguments are those of `pieces`, which raises the same errors.
    """
    found = pieces(said, quotation_of, events, issues=issues, roles=roles, origins=origins)
    return weigh(found, since=since, until=until, on=on)


def weigh(found: Iterable[Piece], *, since: str | None = None, until: str | None = None, on: str) -> list[Position]:
    """Positions from pieces of evidence; one for each actor and issue with a piece inside the span. Errors as `span_of`."""
    today = span_of(on)[1]
    first = span_of(since)[0] if since else date.min
    last = min(span_of(until)[1], today) if until else today
    inside = sorted(piece for piece in found if first <= piece.day <= last)
    rows = []
    for (actor, issue), group in groupby(inside, key=lambda piece: (piece.actor, piece.issue)):
        held = list(group)
        rows.append(_position(actor, issue, held, (since, until), today))
    return rows


def _position(
    actor: str, issue: str, held: Sequence[Piece], span: tuple[str | None, str | None], today: date
) -> Position:
    latest = held[-1].day  # the mean is the same from any day on; from this one no weight becomes nothing
    weights = [_faded(piece, latest) for piece in held]
    strength = sum(piece.side * w for piece, w in zip(held, weights, strict=True)) / sum(weights)
    sides = [(piece.side, _faded(piece, today)) for piece in held]
    plus, minus = chance((s, w) for s, w in sides), chance((-s, w) for s, w in sides)
    side: Literal["+", "-", "mixed", "neutral"]
    if abs(strength) >= DECIDED:
        side = "+" if strength > 0 else "-"
        confidence = (plus if strength > 0 else minus) * (1 + abs(strength)) / 2
    else:
        side = "mixed" if any(piece.side for piece in held) else "neutral"
        confidence = plus * minus
    return Position(
        actor=actor,
        issue=issue,
        since=span[0] or held[0].day.isoformat(),
        until=span[1] or latest.isoformat(),
        side=side,
        strength=round(strength, 4),
        confidence=round(confidence, 4),
        latest=latest.isoformat(),
        statements=sum(piece.kind == "statement" for piece in held),
        acts=sum(piece.kind == "act" for piece in held),
        evidence=tuple(piece.id for piece in held),
    )


def _faded(piece: Piece, on: date) -> float:
    return piece.weight * 2 ** (-(on - piece.day).days / HALF_LIFE)


def chance(sides: Iterable[tuple[float, float]]) -> float:
    """The chance that one of some (side, weight) truly stands on the plus side; a balanced piece counts half on each."""
    return 1 - prod(1 - w * (1 + s) / 2 for s, w in sides)


def pieces(
    said: Iterable[Said],
    quotation_of: Mapping[str, str],
    events: Iterable[WovenEvent],
    *,
    issues: Iterable[Acted] = (),
    roles: Roles | None = None,
    origins: Mapping[str, int] | None = None,
) -> list[Piece]:
    """The evidence of statements and acts, by actor, issue and day.

    `quotation_of` leads from statements to their quotation (one without is its own), `origins` from quotations to
    their independent tellings (one where unknown; events know theirs). `issues` say which acts take which side; `roles`
    add each piece to those whom its actor stands for, once each. A verbal act is left out where the actor's own words
    say the same of the issue from the day before to the day after: the sentence that tells it mostly gives both. What
    was read with confidence 0 is no evidence. Raises DataError for a day that is no ISO date and for a row of acts whose
    type or mode PLOVER does not have.
    """
    parties = cache((roles or Roles()).parties)  # a few actors speak and act day by day
    words = _statements(said, quotation_of, parties, origins or {})
    spoken = {(p.actor, p.issue, p.side > 0, p.day.toordinal() + days) for p in words if p.side for days in (-1, 0, 1)}
    acts = _acts(events, _known(issues), parties, spoken)
    return sorted(piece for piece in (*words, *acts) if piece.weight > 0)


def _statements(
    said: Iterable[Said], quotation_of: Mapping[str, str], parties: _Parties, origins: Mapping[str, int]
) -> list[Piece]:
    """One piece for each holder, issue and quotation; where its tellings are read on both sides, the mean of them."""
    told: dict[tuple[str, str, str], list[tuple[date, str, float, float]]] = {}
    for one in said:
        if one.speaker is None or not one.statement.stances:
            continue
        day = span_of(one.said)[0]
        weight = one.statement.confidence * MANNER[one.statement.kind]
        quotation = quotation_of.get(one.id, one.id)
        for party in parties(one.speaker, day):
            for stance in one.statement.stances:
                telling = (day, one.id, _SIGN[stance.polarity], weight)
                told.setdefault((party, stance.issue, quotation), []).append(telling)
    found = []
    for (party, issue, quotation), tellings in told.items():
        day, id_, *_ = min(tellings)
        total = fsum(w for *_, w in tellings)
        side = fsum(s * w for *_, s, w in tellings) / total if total else 0.0
        weight = max(w for *_, w in tellings) * RELIABILITY["statement"]
        found.append(Piece(party, issue, day, id_, "statement", side, _told_by(weight, origins.get(quotation, 1))))
    return found


def _acts(
    events: Iterable[WovenEvent],
    issues: Collection[Acted],
    parties: _Parties,
    spoken: Collection[tuple[str, str, bool, int]],
) -> Iterator[Piece]:
    on = {
        row.type: [i for i in issues if any(act.type == row.type for act in i.acts)] for i in issues for row in i.acts
    }
    for event in events:
        for issue in on.get(event.type, ()):
            row = act_on(issue, event)
            if row is None:
                continue
            day = counted_on(event)
            said = quad_of(event.type).startswith("verbal")
            weight = _told_by(event.confidence * RELIABILITY["act"], event.origins)
            for party in sorted({party for actor in event.actors for party in parties(actor, day)}):
                if not (said and (party, issue.id, row.sense == "+", day.toordinal()) in spoken):
                    yield Piece(party, issue.id, day, event.id, "act", _SIGN[row.sense], weight)


def _known(issues: Iterable[Acted]) -> list[Acted]:
    """The issues, once each row is known to name a type and mode that PLOVER has."""
    known = list(issues)
    for row in (row for issue in known for row in issue.acts):
        score_of(row.type, row.mode)
    return known


def act_on(issue: Acted, event: WovenEvent) -> Act | None:
    """The row by which an event is an act on an issue, a row of its mode before one of its type alone; None without one."""
    if event.status not in ACTED and event.status != "denied":
        return None
    rows = [row for row in issue.acts if row.type == event.type and row.mode in (None, event.mode)]
    denied, named = event.status == "denied", issue.id in event.issues
    rows = [row for row in rows if row.denied == denied and (named or not row.named)]
    return max(rows, key=lambda row: row.mode is not None, default=None)


def _told_by(weight: float, origins: int) -> float:
    return 1 - (1 - weight) ** max(origins, 1)


def _holds(office: Office, day: date) -> bool:
    """Whether an office is held on a day; its own dates may be months or years."""
    if office.office in SILENT_OFFICES:
        return False
    since = span_of(office.since)[0] if office.since else date.min
    until = span_of(office.until)[1] if office.until else date.max
    return since <= day <= until
