"""What is made of a telling and asked for again: by its story, by its events, by the next slice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from marsad.model.telling import Telling

_Made = TypeVar("_Made")
_KEPT = 2_000
_held: list[OrderedDict[str, tuple[Telling, object]]] = []


def kept(make: Callable[[Telling], _Made]) -> Callable[[Telling], _Made]:
    """`make`, once for each telling; what the last 2,000 gave is kept. A telling made anew is another telling."""
    made: OrderedDict[str, tuple[Telling, _Made]] = OrderedDict()
    _held.append(cast("OrderedDict[str, tuple[Telling, object]]", made))

    @wraps(make)
    def held(telling: Telling) -> _Made:
        found = made.get(telling.article)
        if found is None or found[0] is not telling:
            found = made[telling.article] = telling, make(telling)
            if len(made) > _KEPT:
                made.popitem(last=False)
        made.move_to_end(telling.article)
        return found[1]

    return held


def forget() -> None:
    """Lets all that is kept go: tellings are large, and a process may go on for days after it wove."""
    for made in _held:
        made.clear()
