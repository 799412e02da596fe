"""What people decided about who is who: rows of judgement that always win over Marsad's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from marsad.model.woven import Judgement

OURS = "marsad"


class Merges:
    """The decisions that stand: the last row on a pair wins, rows by Marsad itself count for nothing.

    Ids of actors are those of the knowledge base or begin with `found/`; all others are namings.
    """

    def __init__(self, rows: Iterable[Judgement], actors: Iterable[str]) -> None:
        self._known = frozenset(actors)
        last = {frozenset((row.left, row.right)): row for row in rows if row.by != OURS and row.left != row.right}
        self._root: dict[str, str] = {}
        for row in last.values():
            if row.verdict == "same":
                self._root[self._find(row.left)] = self._find(row.right)
        self._groups: defaultdict[str, list[str]] = defaultdict(list)
        for member in sorted(self._root | {r: r for r in self._root.values()}):
            self._groups[self._find(member)].append(member)
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for row in last.values():
            if row.verdict != "same":
                self._apart[row.left].add(row.right)
                self._apart[row.right].add(row.left)
        self._placed: dict[str, str] = {}

    @property
    def records(self) -> frozenset[str]:
        """Everything that a decision stands about: actors and namings."""
        return frozenset((*self._root, *self._groups, *self._apart))

    def _find(self, one: str) -> str:
        while (root := self._root.get(one, one)) != one:
            one = root
        return one

    def _is_actor(self, one: str) -> bool:
        return one in self._known or one.startswith("found/")

    def actor(self, one: str) -> str:
        """The actor that an actor was merged into: of those merged, one of the knowledge base, else the fullest name."""
        if one not in self._root and one not in self._groups:
            return one
        actors = [m for m in self._groups[self._find(one)] if self._is_actor(m)]
        return min(actors, key=lambda m: (m not in self._known, "~" in m, -m.count("-"), len(m), m)) if actors else one

    def forced(self, naming: str) -> str | None:
        """The actor that people say a naming means: named by them, or the actor of another naming they joined it with."""
        if naming not in self._root and naming not in self._groups:
            return None
        actor = self.actor(naming)
        if actor != naming:
            return actor
        others = (self._placed[m] for m in self._groups[self._find(naming)] if m != naming and m in self._placed)
        return next(others, None)

    def apart(self, naming: str, actor: str, own: str | None = None) -> bool:
        """Whether people say that a naming, or the actor `own` that it would be by itself, is not an actor."""
        if not self._apart:
            return False
        theirs = {actor, *self._groups.get(self._find(actor), ())}
        refused = self._apart.get(naming, set()) | (self._apart.get(own, set()) if own and own != actor else set())
        return not theirs.isdisjoint(refused) or any(self._placed.get(other) in theirs for other in refused)

    def place(self, naming: str, actor: str) -> None:
        """Note whom a naming came to mean, as far as a decision about it stands."""
        if naming in self._root or naming in self._groups or naming in self._apart:
            self._placed[naming] = actor
