"""Series for science: events of directed dyads by day, week or month, with PLOVER's quad classes and scores.

Events are counted, not reports: a woven event counts once a dyad, however many articles tell it. The unit is the
directed dyad, as in ICEWS, POLECAT and GDELT:

- an event with several actors or recipients counts once for each pair of an actor and a recipient;
- talks, an agreement, an exchange or a battle with all sides as actors and no recipient is reciprocal: it counts in both
  directions of each pair, as the field's coders write a meeting as two mirrored events. Who wants undirected counts
  of such events halves them;
- any other event without recipients (a joint appeal) has an empty `target` for each of its actors, one with recipients
  alone an empty `source`; whoever asks for certain parties gets none of these;
- nobody forms a dyad with himself.

Only what happened or goes on counts, unless told otherwise: PLOVER marks future, hypothetical, denied and historical
events so that they can be left out. `score` is the sum of PLOVER's scores, which run from -10 to 10 an event.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import permutations, product

from marsad.model.reading import EventStatus
from marsad.model.woven import SeriesRow, WovenEvent
from marsad.plover import QUADS, RECIPROCAL
from marsad.weave.periods import Every, event_period, periods

COUNTED: tuple[EventStatus, ...] = ("happened", "ongoing")
"""The statuses that count unless others are asked for."""


def series(
    events: Iterable[WovenEvent],
    *,
    every: Every = "day",
    between: Collection[str] | None = None,
    under: Mapping[str, str] | None = None,
    statuses: Collection[EventStatus] = COUNTED,
) -> list[SeriesRow]:
    """One row for each directed dyad and period with at least one event, by source, target and period.

    `between` keeps the dyads whose two sides are both among these actors; `under` counts an actor under another id (a
    minister under his state), still once an event and dyad. Periods as in `periods.event_period`. Raises DataError for
    a day that is no ISO date.
    """
    sums: dict[tuple[str, str, str], list[float]] = {}
    for event in events:
        if event.status not in statuses:
            continue
        period = event_period(event, every)
        if period is None:
            continue
        for source, target in dyads(event, under or {}):
            if between is not None and not (source in between and target in between):
                continue
            row = sums.setdefault((source, target, period), [0] * len(QUADS) + [0.0])
            row[QUADS.index(event.quad)] += 1
            row[-1] += event.score
    return [_row(key, sums[key]) for key in sorted(sums)]


def dyads(event: WovenEvent, under: Mapping[str, str]) -> list[tuple[str, str]]:
    """The directed dyads of one event, each once, sorted; `("a", "")` or `("", "b")` where one side is missing."""
    actors = {under.get(a, a) for a in event.actors}
    recipients = {under.get(r, r) for r in event.recipients}
    if event.actors and event.recipients:
        return sorted((a, r) for a, r in product(actors, recipients) if a != r)
    if event.type in RECIPROCAL and len(event.actors) > 1:
        return sorted(permutations(actors, 2))
    return sorted([*((a, "") for a in actors), *(("", r) for r in recipients)])


def filled(rows: Iterable[SeriesRow], every: Every, since: str, until: str) -> list[SeriesRow]:
    """A complete calendar: for each dyad of `rows` one row a period from `since` to `until`, zeros where nothing happened.

    Rows outside are left out; a dyad that has no row inside stays as zeros. Both ends are ISO dates, days or coarser.
    Raises DataError where they are none.
    """
    known = {(row.source, row.target, row.period): row for row in rows}
    calendar = list(periods(every, since, until))
    return list(_complete(known, calendar))


def _complete(known: Mapping[tuple[str, str, str], SeriesRow], calendar: list[str]) -> Iterator[SeriesRow]:
    for source, target in sorted({(source, target) for source, target, _ in known}):
        for period in calendar:
            key = (source, target, period)
            yield known.get(key) or _row(key, [0] * len(QUADS) + [0.0])


def _row(key: tuple[str, str, str], sums: list[float]) -> SeriesRow:
    source, target, period = key
    *quads, score = sums
    counts = {quad: int(count) for quad, count in zip(QUADS, quads, strict=True)}
    return SeriesRow(period=period, source=source, target=target, events=sum(counts.values()), score=score, **counts)
