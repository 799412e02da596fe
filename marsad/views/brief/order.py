"""All records of the ledger that a briefing tells by what they weigh, and the section that each belongs to: worked out once for all spans."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

import msgspec
import numpy as np
from sqlalchemy import Connection, select

from marsad.ledger import tables
from marsad.ledger.filters import Filter
from marsad.ledger.remembered import as_of, remembered
from marsad.ledger.standing import Numbers, among, matching
from marsad.ledger.woven import live
from marsad.model.woven import Disagreement, Quotation, WovenEvent
from marsad.views.brief import weight

_Weighed = tuple[int, bool | None, tuple[float, ...], str]
"""Row number, whether it is sure (None: it is told nowhere), weight and id."""


class Order(NamedTuple):
    """Records of one kind: row numbers (ascending), the place of each by weight, and whether it is sure (1), is not (0), or is told nowhere (-1)."""

    numbers: Numbers
    places: Numbers
    sure: Numbers


class Weightiest(NamedTuple):
    """Row numbers by section, the weightiest first: events that happened and utterances, events and claims that nobody confirms.

    Changes of position are in order of their days, the latest first; of disagreements the open ones first, then the surest.
    """

    happened: list[int]
    doubtful: list[int]
    said: list[int]
    claims: list[int]
    changed: list[int]
    disputed: list[int]


def weightiest(connection: Connection, wanted: Filter, parties: Collection[str], issues: Collection[str]) -> Weightiest:
    """The records that answer to a filter; all but events by the actor (of an utterance the speaker), who is the filter's party.

    Disagreements have no issue. What claims something and has one origin is a claim that nobody confirms. `parties` and `issues` are the dossier's.
    """
    at, key = as_of(connection, wanted.known_on), (frozenset(parties), frozenset(issues))
    events = remembered(connection, "weighed events", (*key, at), lambda: _ordered(_events(connection, at, *key)))
    said = remembered(connection, "weighed words", (*key, at), lambda: _ordered(_quotations(connection, at, *key)))
    shifts = remembered(connection, "shifts in order", at, lambda: _ordered(_shifts(connection, at)))
    disputes = remembered(connection, "disputes in order", at, lambda: _ordered(_disputes(connection, at)))
    by_actor = msgspec.structs.replace(wanted, actor=wanted.party, party=None)
    of_any_issue = msgspec.structs.replace(by_actor, issue=None)
    return Weightiest(
        *_parted(events, matching(connection, "event", wanted).numbers),
        *_parted(said, matching(connection, "quotation", by_actor).numbers),
        _parted(shifts, matching(connection, "shift", by_actor).numbers)[0],
        _parted(disputes, matching(connection, "disagreement", of_any_issue).numbers)[0],
    )


def _parted(order: Order, wanted: Numbers) -> tuple[list[int], list[int]]:
    """Of the wanted rows the sure ones and those that are not, each by weight."""
    kept = among(order.numbers, wanted)
    by_weight = np.argsort(order.places[kept])
    numbers, sure = order.numbers[kept][by_weight], order.sure[kept][by_weight]
    return numbers[sure == 1].tolist(), numbers[sure == 0].tolist()


def _ordered(weighed: Iterable[_Weighed]) -> Order:
    numbers, sure, weights, ids = zip(*weighed, strict=True) if (weighed := list(weighed)) else ((), (), (), ())
    worth = np.array(weights, dtype=np.float64).reshape(-1, 2)
    by_weight = np.lexsort((np.array(ids, dtype=np.str_), -worth[:, 1], -worth[:, 0]))
    places = np.empty(len(ids), dtype=np.int64)
    places[by_weight] = np.arange(len(ids))
    codes = np.array([-1 if one is None else int(one) for one in sure], dtype=np.int64)
    rising = np.argsort(np.array(numbers, dtype=np.int64))
    return Order(np.array(numbers, dtype=np.int64)[rising], places[rising], codes[rising])


def _events(connection: Connection, at: str | None, parties: frozenset[str], _: frozenset[str]) -> Iterable[_Weighed]:
    decoder = msgspec.json.Decoder(WovenEvent)
    for number, data in _rows(connection, "event", at):
        event = decoder.decode(data)
        sure = True if weight.confirmed(event) else False if weight.unconfirmed(event) else None
        yield number, sure, weight.event_weight(event, parties), event.id


def _quotations(
    connection: Connection, at: str | None, parties: frozenset[str], issues: frozenset[str]
) -> Iterable[_Weighed]:
    w, li = tables.woven.c, tables.link.c
    on_issue = set(connection.scalars(select(li.woven).where(li.role == "issue", li.target.in_(sorted(issues)))))
    claims = set(connection.scalars(select(w.id).where(w.kind == "statement", w.type.in_(sorted(weight.CLAIMS)))))
    decoder = msgspec.json.Decoder(Quotation)
    for number, data in _rows(connection, "quotation", at):
        found = decoder.decode(data)
        claimed = weight.is_claim(found) and not claims.isdisjoint(found.statements)
        yield number, not claimed, weight.quotation_weight(found, parties, number in on_issue), found.id


def _shifts(connection: Connection, at: str | None) -> Iterable[_Weighed]:
    w = tables.woven.c
    wanted = select(w.seq, w.id, w.day).where(w.kind == "shift", live(tables.woven, at))
    for number, id_, day in connection.execute(wanted):
        yield number, True, (float(date.fromisoformat(day).toordinal()), 0.0), id_


def _disputes(connection: Connection, at: str | None) -> Iterable[_Weighed]:
    decoder = msgspec.json.Decoder(Disagreement)
    for number, data in _rows(connection, "disagreement", at):
        found = decoder.decode(data)
        yield number, True, (float(found.status == "open"), found.confidence), found.id


def _rows(connection: Connection, kind: str, at: str | None) -> list[tuple[int, bytes]]:
    w = tables.woven.c
    return [
        (row.seq, row.data)
        for row in connection.execute(select(w.seq, w.data).where(w.kind == kind, live(tables.woven, at)))
    ]
