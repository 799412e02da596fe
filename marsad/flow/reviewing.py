"""Decisions of people: checked, signed, added to the ledger. Nothing is taken away; an undo is a row as well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

import msgspec
from sqlalchemy import select

from marsad.errors import InputError
from marsad.flow.corrections import FIELDS, corrected
from marsad.flow.finding import find_actors
from marsad.ledger import Ledger, tables
from marsad.ledger.codec import storable
from marsad.ledger.decisions import Action, Decisions, all_decisions, decide
from marsad.ledger.docs import KINDS
from marsad.ledger.store import whoami
from marsad.ledger.woven import live
from marsad.model.telling import Report, Said
from marsad.model.woven import Settlement, WovenEvent
from marsad.resolve.knowledge import knowledge

_LONGEST_NAME = 200  # characters of `decision.by`


def review(
    ledger: Ledger, action: Action, record: str, value: str | None = None, *, because: str = "", by: str | None = None
) -> list[int]:
    """Adds a decision and returns the numbers of its rows; an event's falls on each of its reports.

    `value` is the second actor of `same` and `different`, `FIELD=VALUE` of `correct`, the settlement of `settle`
    (open, left, right, both, neither); `record` is a number for `undo`. Raises InputError for what does not fit.
    """
    by, because = storable(by or whoami())[:_LONGEST_NAME], storable(because)
    if action == "undo":
        return [_undo(ledger, record, because, by)]
    if action in ("same", "different"):
        pair = (_actor(ledger, record), _actor(ledger, value or ""))
        if pair[0] == pair[1]:
            raise InputError(
                f"{pair[0]}: is one actor already; to part a naming from it give the naming's id (see: marsad why {pair[0]})"
            )
        return _write(ledger, action, [pair[0]], other=pair[1], because=because, by=by)
    kind, ids = _records(ledger, record)
    if action == "settle":
        if kind != "disagreement" or value not in get_args(Settlement):
            raise InputError(
                f"settle {record} {value or ''}: give a disagreement and one of: {', '.join(get_args(Settlement))}"
            )
        return _write(ledger, action, ids, value=value, because=because, by=by)
    if kind not in FIELDS:
        raise InputError(
            f"{action} {record}: is a {kind}; events, reports and statements can be corrected, rejected and accepted"
        )
    if action == "correct":
        field, new = corrected(_told(ledger, ids), value or "", lambda name: _actor(ledger, name))
        return _write(ledger, action, ids, field=field, value=new, because=because, by=by)
    return _write(ledger, action, ids, because=because, by=by)


def _write(
    ledger: Ledger, action: Action, records: Sequence[str], *, by: str, because: str, other: str | None = None,
    field: str | None = None, value: str | None = None,
) -> list[int]:  # fmt: skip
    with ledger.batch("review", by=by) as batch:
        return [
            decide(batch, action, record, other=other, field=field, value=value, because=because, by=by)
            for record in records
        ]


def _undo(ledger: Ledger, number: str, because: str, by: str) -> int:
    with ledger.reading() as connection:
        known = {d.seq: d for d in all_decisions(connection)}
    if not re.fullmatch(r"\d{1,18}", number, re.ASCII) or int(number) not in known:
        raise InputError(f"undo {number}: there is no such decision; see: marsad review log")
    undone = known[int(number)]
    if by_whom := Decisions(list(known.values())).undone.get(undone.seq):
        raise InputError(
            f"undo {number}: was undone already by decision {by_whom}; to bring it back: marsad review undo {by_whom}"
        )
    with ledger.batch("review", by=by) as batch:
        return decide(batch, "undo", undone.record, because=because, by=by, undoes=undone.seq)


def _actor(ledger: Ledger, name: str) -> str:
    """The id of an actor or naming. Raises InputError where it is neither."""
    n = tables.naming.c
    article, _, local = name.partition("/")
    with ledger.reading() as connection:
        named = connection.scalar(
            select(n.seq).where(n.article == article, n.local == local, live(tables.naming)).limit(1)
        )
        once = connection.scalar(
            select(n.seq).where(n.actor == name).limit(1)
        )  # merged since, it may still be spoken of
    if name in knowledge().actors or named is not None or once is not None:
        return name
    found = [actor for actor, score in find_actors(ledger, name) if score >= 1.0]
    if not found:
        raise InputError(f"{name!r}: is no actor and no naming; give an id (see: marsad review, marsad actors)")
    if len(found) > 1:
        raise InputError(f"{name!r}: may mean several: {', '.join(found)}; give one of these ids")
    return found[0]


def _told(ledger: Ledger, ids: Sequence[str]) -> list[Report | Said]:
    """The reports or statements of these ids as they stand, or stood last."""
    w = tables.woven.c
    with ledger.reading() as connection:
        rows = connection.execute(select(w.kind, w.id, w.data).where(w.id.in_(ids)).order_by(w.seq)).all()
    last: dict[str, Report | Said] = {}
    for row in rows:
        report = row.kind == "report"
        last[row.id] = (
            msgspec.json.decode(row.data, type=Report) if report else msgspec.json.decode(row.data, type=Said)
        )
    return [last[id_] for id_ in ids]


def _records(ledger: Ledger, id_: str) -> tuple[str, list[str]]:
    """The kind of a record and the ids that a decision on it is written for. Raises InputError for an unknown one."""
    w = tables.woven.c
    with ledger.reading() as connection:
        row = connection.execute(select(w.kind, w.data).where(w.id == id_, live(tables.woven))).first()
        closed = connection.execute(select(w.kind, w.data).where(w.id == id_).order_by(w.seq.desc()).limit(1)).first()
        decisions = Decisions(all_decisions(connection))
    if closed is None:
        raise InputError(
            f"{id_}: there is no such record; ids stand in the first column of every list (see: marsad events)"
        )
    record = msgspec.json.decode(closed.data, type=KINDS[closed.kind])
    kind, ids = ("report", list(record.reports)) if isinstance(record, WovenEvent) else (closed.kind, [id_])
    if row is None and not any(map(decisions.rejected, ids)):  # what was rejected is closed, yet can be accepted again
        raise InputError(
            f"{id_}: does not hold any more; see what does: marsad why {id_.partition('.')[0]}, marsad events"
        )
    return kind, ids
