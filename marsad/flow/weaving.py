"""From readings to what they say together, and into the ledger, some articles at a time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from marsad.errors import LedgerError
from marsad.flow.evidence import replace_shifts
from marsad.flow.loom import Loom
from marsad.ledger import Ledger, codec, engine, plan
from marsad.ledger.namings import replace_namings
from marsad.ledger.sketches import write_sketches
from marsad.ledger.woven import by_id, linked, replace
from marsad.weave.kept import forget

SLICE = 1_000
"""Articles that are woven and written in one transaction."""
Told = Callable[[int, int], None]


class OvertakenError(LedgerError):
    """Another process began to weave the ledger later; that one does all there is to do."""


class Woven(NamedTuple):
    """What a weaving did: articles woven, records written, and the day from which on."""

    articles: int
    records: int
    from_day: str


def weave(ledger: Ledger, *, told: Told = lambda done, of: None) -> Woven | None:
    """Brings copies, stories, events, quotations, disagreements and changes of position up to date; None where they are.

    Everything from the day of the earliest new, changed or decided article on is woven again; what comes out the same
    is left as it stands. `told(done, of)` is called after each slice. A weaving that is ended is taken up by the next
    one. Raises LedgerError.
    """
    with ledger.reading() as connection:
        if plan.plan(connection) is None:
            return None
    with ledger.writing() as connection:
        begun = plan.begin(connection, codec.moment(ledger.clock()))
    with _uncollected():
        return _weave(ledger, begun, told)


def _weave(ledger: Ledger, begun: plan.State, told: Told) -> Woven | None:
    """The weaving that has begun, slice by slice; None where there is nothing left to do."""
    with ledger.reading() as connection:
        _alone(ledger, plan.state(connection), begun)
        made = plan.plan(connection)
        if made is None:
            return None
        moment = codec.moment(ledger.clock())  # not before what is woven was recorded
        loom = Loom(connection, ledger.dossier, made)
        records, gone = 0, made.gone
        for at in range(0, len(made.work) or 1, SLICE):
            articles = made.work[at : at + SLICE]
            records += _write(ledger, loom, made, (articles, gone), moment)
            gone = []
            told(min(at + SLICE, len(made.work)), len(made.work))
    with ledger.writing() as connection:
        _alone(ledger, plan.state(connection), begun)
        records += replace_shifts(connection, ledger.dossier, moment)
        plan.done(connection, made, moment)
        engine.analyse(connection)
    return Woven(len(made.work), records, made.from_day)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Looks for no garbage: what weaving makes has next to no circles, and the search took a sixth of the time.

    What was kept is let go first, or it would be searched.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        forget()
        if collecting:
            gc.enable()


def _write(ledger: Ledger, loom: Loom, made: plan.Plan, articles: tuple[list[str], list[str]], moment: str) -> int:
    """Weaves some articles (and takes away what no longer is current); returns the records written."""
    work, gone = articles
    found = list(loom.weave(work, gone))
    with ledger.writing() as connection:
        _alone(ledger, plan.state(connection), made.before)
        before = linked(connection, "article", [*work, *gone]) | by_id(connection, loom.touched)
        before |= linked(connection, "about", loom.touched)
        records = replace(connection, before, found, moment)
        replace_namings(connection, [*work, *gone], loom.namings, loom.judgements, moment)
        write_sketches(connection, loom.sketches)
    return records


def _alone(ledger: Ledger, state: plan.State, begun: plan.State) -> None:
    if state != begun:
        raise OvertakenError(
            f"{ledger.folder}: another process began to weave it meanwhile; run this again when that has ended."
        )
