"""What is still to be woven in: which articles came, changed or were decided about since the last weaving."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from marsad.ledger import tables
from marsad.ledger.articles import current, said_last
from marsad.ledger.decisions import Decision, all_decisions
from marsad.ledger.woven import live, parts


class State(NamedTuple):
    """The last rows that a weaving took in, and its own number (0: there was none)."""

    seq: int
    captures: int
    readings: int
    decisions: int


class Plan(NamedTuple):
    """From which day on everything is woven again, `work` in the order of `Telling.order`, `gone` no longer current."""

    before: State
    after: State
    from_day: str
    work: list[str]
    gone: list[str]


def state(connection: Connection) -> State:
    """Where the last weaving ended."""
    c = tables.weaving.c
    row = connection.execute(select(c.seq, c.captures, c.readings, c.decisions).order_by(c.seq.desc()).limit(1)).first()
    return State(*row) if row else State(0, 0, 0, 0)


def plan(connection: Connection) -> Plan | None:
    """What is to be woven; None where everything is."""
    before = state(connection)
    newest = [
        connection.scalar(select(func.coalesce(func.max(t.c.seq), 0))) or 0
        for t in (tables.capture, tables.reading, tables.decision)
    ]
    after = State(before.seq + 1, *newest)
    if after[1:] == before[1:]:
        return None
    came, gone = _changed(connection, before)
    affected = came | gone | _decided(connection, before)
    if not affected:
        return Plan(before, after, "9999-12-31", [], [])
    a = tables.article.c
    days = [
        day
        for part in parts(sorted(affected))
        if (day := connection.scalar(select(func.min(a.day)).where(a.id.in_(part))))
    ]
    from_day = min(days)
    return Plan(before, after, from_day, in_order(connection, from_day, None), sorted(gone))


def in_order(connection: Connection, since: str, until: str | None) -> list[str]:
    """Current articles of `since` up to, not including, the day `until`, in the order that they are woven in."""
    a = tables.article.c
    wanted = select(a.id).where(a.id.in_(current()), a.day >= since).order_by(a.day, a.captured, a.id)
    return list(connection.scalars(wanted.where(a.day < until) if until else wanted))


def begin(connection: Connection, moment: str) -> State:
    """Writes down that a weaving begins: a row that takes in nothing, by which one that began before sees that it is overtaken."""
    before = state(connection)
    begun = before._replace(seq=before.seq + 1)
    row = begun._asdict() | {"recorded": moment, "from_day": "", "articles": 0}
    connection.execute(insert(tables.weaving), row)
    return begun


def done(connection: Connection, made: Plan, moment: str) -> None:
    """Writes down that a plan was carried out."""
    row = made.after._asdict() | {"recorded": moment, "from_day": made.from_day, "articles": len(made.work)}
    connection.execute(insert(tables.weaving), row)


def _changed(connection: Connection, before: State) -> tuple[set[str], set[str]]:
    """Articles that became current or were read anew since, and those that no longer are current."""
    c, r = tables.capture.c, tables.reading.c
    threads = connection.scalars(select(c.thread).where(c.seq > before.captures).distinct()).all()
    came: set[str] = set()
    gone: set[str] = set()
    for part in parts(threads):
        now, then = (
            set(connection.scalars(said_last(*terms)))
            for terms in ((c.thread.in_(part),), (c.thread.in_(part), c.seq <= before.captures))
        )
        since = set(connection.scalars(select(c.article).where(c.thread.in_(part), c.seq > before.captures)))
        came |= (now - then) | (now & since)  # `since`: what a run that was ended wove of a page that went back
        gone |= (then | since) - now
    again = set(connection.scalars(select(r.article).where(r.seq > before.readings))) if before.seq else set()
    return came | again, gone


def _decided(connection: Connection, before: State) -> set[str]:
    """Articles that new decisions touch: by their records, by the actors they name, by the disagreements they rest on."""
    everything = all_decisions(connection)
    by_number = {d.seq: d for d in everything}
    found: set[str] = set()
    joined = _joined(everything)
    for d in everything:
        if d.seq > before.decisions:
            while d.undoes in by_number:
                d = by_number[d.undoes]
            found |= _touched(connection, sorted({j for r in (d.record, d.other) if r for j in joined.get(r, {r})}))
    return found


def _joined(decisions: list[Decision]) -> dict[str, set[str]]:
    """For each actor and naming that was ever said to be the same as another, all that it was joined with, undone or not.

    What a record was called before a decision shows only in the actors that it was joined with.
    """
    found: dict[str, set[str]] = {}
    for d in decisions:
        if d.action == "same" and d.other:
            together = found.get(d.record, {d.record}) | found.get(d.other, {d.other})
            found.update(dict.fromkeys(together, together))
    return found


def _touched(connection: Connection, records: list[str]) -> set[str]:
    n, w, links = tables.naming.c, tables.woven.c, tables.link.c
    found = set(connection.scalars(select(n.article).where(n.actor.in_(records), live(tables.naming))))
    found |= set(
        connection.scalars(
            select(links.target)
            .join(tables.woven, w.seq == links.woven)
            .where(links.role == "article", w.id.in_(records), live(tables.woven))
        )
    )
    own = [record.partition("/")[0].partition(".")[0] for record in records]  # of statements, reports and namings
    return found | set(connection.scalars(select(tables.article.c.id).where(tables.article.c.id.in_(own))))
