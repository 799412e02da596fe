"""Evidence for positions: the stances and acts of the ledger, weighed into where actors stand and when that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, exists, select

from marsad import dossiers
from marsad.ledger import docs, tables
from marsad.ledger.woven import live, replace
from marsad.model.telling import Said
from marsad.model.woven import WovenEvent
from marsad.resolve.knowledge import knowledge
from marsad.weave.positions import Piece, Roles, pieces
from marsad.weave.shifts import shifts

_S = TypeVar("_S", bound=msgspec.Struct)


class _Uttered(msgspec.Struct, gc=False):
    """As much of a quotation as its statements need."""

    id: str
    statements: tuple[str, ...]
    origins: int


def roles() -> Roles:
    """For whom each actor of the knowledge base speaks and acts, and when."""
    known = knowledge().actors.values()
    return Roles({a.id: a.acts_for for a in known if a.acts_for}, {a.id: a.offices for a in known if a.offices})


def evidence(connection: Connection, dossier: str, *, known_on: str | None = None, parties: bool = True) -> list[Piece]:
    """Every piece of evidence on the dossier's issues, now or as was known at a moment.

    With `parties`, what a minister says counts for his state and ministry too.
    """
    issues = dossiers.issues(dossier)
    w, linked = tables.woven.c, tables.link.c
    on_issue = exists().where(linked.woven == w.seq, linked.role == "issue")
    types = sorted({act.type for issue in issues for act in issue.acts if not act.named})  # others need the issue
    quotations = list(_records(connection, "quotation", on_issue, _Uttered, known_on))
    return pieces(
        _records(connection, "statement", on_issue, Said, known_on),
        {statement: q.id for q in quotations for statement in q.statements},
        _records(connection, "event", on_issue | w.type.in_(types), WovenEvent, known_on),
        issues=issues,
        roles=roles() if parties else None,
        origins={q.id: q.origins for q in quotations},
    )


def _records(
    connection: Connection, kind: str, condition: ColumnElement[bool], record: type[_S], known_on: str | None
) -> Iterator[_S]:
    w = tables.woven.c
    wanted = select(w.data).where(w.kind == kind, live(tables.woven, known_on), condition).order_by(w.day, w.id)
    decoder = msgspec.json.Decoder(record)
    for data in connection.scalars(wanted.execution_options(yield_per=1_000)):
        yield decoder.decode(data)


def replace_shifts(connection: Connection, dossier: str, moment: str) -> int:
    """Brings the changes of position up to date; returns the records written."""
    w = tables.woven.c
    rows = connection.execute(select(w.kind, w.id, w.seq, w.data).where(w.kind == "shift", live(tables.woven)))
    held = {(row.kind, row.id): (row.seq, row.data) for row in rows}
    return replace(connection, held, map(docs.shift, shifts(evidence(connection, dossier))), moment)
