"""What is worked out of the derived records once and remembered until they change: one memory for each open ledger, shared by its threads.

Every entry is bound to the state of the ledger that it was worked out of, read in the transaction of whoever asks. A
weaving changes the state and with it forgets everything; adding articles does not. A server has one thread that works
out anew what all questions rest on (`refresh`); until that is done, everybody else is answered from what was there before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, local
from typing import Any, NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from marsad.ledger import codec, tables
from marsad.ledger.docs import KINDS

_T = TypeVar("_T")


class State(NamedTuple):
    """The derived records as numbers: two states that are alike hold the same records. `latest` is the last moment one changed."""

    weaving: int
    woven: int
    naming: int
    judgement: int
    latest: str


class _Entry:
    """One thing remembered; its lock lets one thread work it out while the others wait for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.state: State | None = None
        self.value: object = None


class _Memory:
    """What is remembered of one ledger, by name and key, of each name the entries that were asked for last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: dict[str, OrderedDict[Hashable, _Entry]] = {}
        self.refreshed: State | None = None
        """What `refresh` last brought it up to; None where nobody does."""

    def entry(self, name: str, key: Hashable, keep: int) -> _Entry:
        """The entry of a name and key, new where there is none; beyond `keep` of a name the oldest asked for goes."""
        with self._lock:
            entries = self._entries.setdefault(name, OrderedDict())
            found = entries.setdefault(key, _Entry())
            entries.move_to_end(key)
            while len(entries) > keep:
                entries.popitem(last=False)
            return found


_memories: WeakKeyDictionary[Engine, _Memory] = WeakKeyDictionary()
_snapshots: WeakKeyDictionary[Connection, dict[str, object]] = WeakKeyDictionary()
_opening = Lock()
_refreshing = local()  # `on` in the thread that refreshes


def remembered(connection: Connection, name: str, key: Hashable, make: Callable[[], _T], *, keep: int = 4) -> _T:
    """What `make` gives, worked out anew only where the derived records changed since; whoever gets it must not change it.

    `name` says what it is and `key` of what, with everything that it depends on besides the derived records; of each
    name the `keep` keys asked for last are held.
    """
    now, memory = state(connection), _memory(connection)
    entry = memory.entry(name, key, keep)
    mine = memory.refreshed is None or getattr(_refreshing, "on", False)
    wanted = now if mine else memory.refreshed  # made meanwhile, it may rest on what is of the state before
    if entry.state not in (wanted, now):
        with entry.lock:
            if entry.state not in (wanted, now):
                entry.value, entry.state = make(), wanted
    return cast(_T, entry.value)


def refresh(connection: Connection, ask: Callable[[], object]) -> bool:
    """Asks anew what all questions rest on, where the derived records changed since the last time; says whether they did.

    From the first time on, whoever else asks meanwhile gets what was remembered before. One thread of a server calls it.
    """
    memory, now = _memory(connection), state(connection)
    if memory.refreshed == now:
        return False
    _refreshing.on = True
    try:
        ask()
    finally:
        _refreshing.on = False
    memory.refreshed = now
    return True


def behind(connection: Connection) -> bool:
    """Whether some answers are still of a state before, for the thread that refreshes them is not done."""
    return _memory(connection).refreshed not in (None, state(connection))


def _memory(connection: Connection) -> _Memory:
    with _opening:
        return _memories.setdefault(connection.engine, _Memory())


def state(connection: Connection) -> State:
    """The state of the derived records in a transaction."""
    return once(connection, "state", lambda: _state_now(connection))


def once(connection: Connection, name: str, make: Callable[[], _T]) -> _T:
    """What `make` gives; in a snapshot, where it cannot change, it is asked for once."""
    if not connection.get_execution_options().get("snapshot"):
        return make()
    held = _snapshots.setdefault(connection, {})
    if name not in held:
        held[name] = make()
    return cast(_T, held[name])


def _state_now(connection: Connection) -> State:
    weaving, woven, naming, judgement, *moments = connection.execute(_STATE).one()
    return State(weaving, woven, naming, judgement, max(moments))


def as_of(connection: Connection, known_on: str | None) -> str | None:
    """The moment to look back to for what was known at the end of a day; None where nothing changed after it.

    Raises LedgerError where `known_on` is no ISO date.
    """
    at = codec.known_by(known_on)
    return at if at and at < state(connection).latest else None


def _state() -> Any:
    v, w = tables.weaving.c, tables.woven.c
    first = (select(func.coalesce(func.max(t.c.seq), 0)).scalar_subquery() for t in _NUMBERED)
    ended = [
        select(func.max(w.ended)).where(w.kind == kind).scalar_subquery() for kind in KINDS
    ]  # each one look into an index
    begun = [select(t.since).order_by(t.seq.desc()).limit(1).scalar_subquery() for t in (w, tables.naming.c)]
    woven = select(v.recorded).order_by(v.seq.desc()).limit(1).scalar_subquery()
    return select(*first, *(func.coalesce(moment, "") for moment in (*ended, *begun, woven)))


_NUMBERED = (tables.weaving, tables.woven, tables.naming, tables.judgement)
_STATE = _state()
