"""The network of who acts on whom: actors with names, joined by the events and statements that lead from one to another."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import compress
from typing import get_args

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from marsad.flow.recalled import Dyads, recalled_addresses, recalled_events
from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import among, matching
from marsad.model.woven import Quad
from marsad.views.answers import Name
from marsad.views.names import UNNAMED, names_of

MOST = 60
"""Edges unless another number is asked for."""
_Pair = tuple[str, str]
_QUADS: tuple[Quad, ...] = get_args(Quad)


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the network: in how many events and statements he stands on either side, with whomever."""

    id: str
    events: int
    statements: int


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """What leads from one actor to another: events by quad class with the sum of PLOVER's scores, as in a series, and statements."""

    source: str
    target: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    score: float
    statements: int


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The edges with most events and statements, the actors at their ends (most first), and how many edges there are in all."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int
    names: Mapping[str, Name]


def network(ledger: Ledger, filter_: Filter, *, limit: int | None = MOST) -> Network:
    """Who acts on whom by the events (that happened or go on) and statements that answer to a filter; who has no name is left out.

    Raises LedgerError for a day that is none.
    """
    with ledger.reading() as connection:
        key = filter_, limit, as_of(connection, filter_.known_on)
        return remembered(connection, "network", key, lambda: _network(connection, filter_, limit), keep=32)


def _network(connection: Connection, filter_: Filter, limit: int | None) -> Network:
    _, dyads = recalled_events(connection, known_on=filter_.known_on)
    kept = dyads.acting
    if filter_ != Filter(known_on=filter_.known_on):
        kept = kept & among(dyads.numbers, matching(connection, "event", filter_).numbers)
    spoken = _spoken(connection, filter_)
    edges, total = _edges(dyads, kept, spoken, limit)
    nodes = _nodes({id_ for e in edges for id_ in (e.source, e.target)}, dyads, kept, spoken)
    return Network(nodes=nodes, edges=edges, total=total, names=names_of(connection, [node.id for node in nodes]))


def _spoken(connection: Connection, filter_: Filter) -> Counter[_Pair]:
    """The statements that answer, by speaker and addressee, both with a name."""
    numbers, pairs = recalled_addresses(connection)
    standing = among(numbers, matching(connection, "statement", filter_).numbers)
    spoken = Counter(compress(pairs, standing.tolist()))
    return Counter(
        {(a, b): n for (a, b), n in spoken.items() if a != b and not (a.startswith(UNNAMED) or b.startswith(UNNAMED))}
    )


def _edges(
    dyads: Dyads, kept: NDArray[np.bool_], spoken: Counter[_Pair], limit: int | None
) -> tuple[tuple[Edge, ...], int]:
    """The edges with most events and statements, and how many there are: one that nobody speaks on is among them only by its events."""
    sums = dyads.summed(kept, np.zeros(len(dyads.numbers), dtype=np.int64), 1)
    events = sums.counts.sum(axis=1)
    codes = sums.sources * len(dyads.names) + sums.targets
    places = {id_: bisect_left(dyads.names, id_) for pair in spoken for id_ in pair}
    spoken_of = np.array([places[by] * len(dyads.names) + places[to] for by, to in spoken], dtype=np.int64)
    most = np.argsort(-events, kind="stable")[: limit or None]
    acted = np.union1d(most, np.flatnonzero(np.isin(codes, spoken_of)))
    edges = {
        (edge.source, edge.target): edge
        for source, target, counts, score in zip(
            sums.sources[acted].tolist(),
            sums.targets[acted].tolist(),
            sums.counts[acted].tolist(),
            sums.scores[acted].tolist(),
            strict=True,
        )
        for edge in [_edge((dyads.names[source], dyads.names[target]), counts, score, spoken)]
    }
    only = {pair: _edge(pair, [0] * len(_QUADS), 0.0, spoken) for pair in spoken if pair not in edges}
    order = sorted((edges | only).values(), key=lambda e: (-(e.events + e.statements), e.source, e.target))
    return tuple(order[: limit or None]), len(events) + len(only)


def _edge(pair: _Pair, counts: list[int], score: float, spoken: Counter[_Pair]) -> Edge:
    by_class = dict(zip(_QUADS, counts, strict=True))
    return Edge(source=pair[0], target=pair[1], events=sum(counts), score=score, statements=spoken[pair], **by_class)


def _nodes(ids: Collection[str], dyads: Dyads, kept: NDArray[np.bool_], spoken: Counter[_Pair]) -> tuple[Node, ...]:
    shown = np.zeros(len(dyads.names), dtype=bool)
    for id_ in ids:
        if (place := bisect_left(dyads.names, id_)) < len(dyads.names) and dyads.names[place] == id_:
            shown[place] = True
    events: Counter[str] = Counter()
    beyond = int(dyads.numbers.max(initial=0)) + 1  # an actor and an event as one number
    both = [
        side[on] * beyond + dyads.numbers[on] for side in (dyads.sources, dyads.targets) for on in [kept & shown[side]]
    ]
    for code, count in zip(*np.unique(np.unique(np.concatenate(both)) // beyond, return_counts=True), strict=True):
        events[dyads.names[code]] = int(count)
    statements: Counter[str] = Counter()
    for pair, count in spoken.items():
        for id_ in pair:
            statements[id_] += count
    nodes = (Node(id=id_, events=events[id_], statements=statements[id_]) for id_ in ids)
    return tuple(sorted(nodes, key=lambda n: (-(n.events + n.statements), n.id)))
